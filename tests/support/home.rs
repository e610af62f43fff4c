//! A user's folders that nobody else has, and the environment that leads to them.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The folders; they are deleted with it.
pub struct Home(TempDir);

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder for temporary files"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// `$XDG_CONFIG_HOME/httpdex`.
    pub fn config(&self) -> PathBuf {
        self.path().join("config/httpdex")
    }

    /// The file with bookmarks and choices.
    pub fn state(&self) -> PathBuf {
        self.path().join("data/httpdex/state.json")
    }

    /// Writes a file below the home directory and returns its path.
    pub fn write(&self, file: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a writable folder");
        fs::write(&path, content).expect("a writable file");
        path
    }

    /// All that the program may know of its surroundings.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let folder = |name: &str| self.path().join(name).display().to_string();
        vec![
            ("PATH", std::env::var("PATH").unwrap_or_default()),
            ("HOME", folder("")),
            ("XDG_CONFIG_HOME", folder("config")),
            ("XDG_DATA_HOME", folder("data")),
            ("XDG_STATE_HOME", folder("state")),
            ("LANG", "C.UTF-8".to_owned()),
        ]
    }
}
