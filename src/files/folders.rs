//! Where the user's files are.

use std::path::PathBuf;

use etcetera::BaseStrategy;
use etcetera::base_strategy::Xdg;

/// Where the user's files are. A folder is unknown only when neither its variable nor a home directory is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folders {
    /// `$XDG_CONFIG_HOME/httpdex`: settings, own entries, themes, key bindings.
    pub config: Option<PathBuf>,
    /// `$XDG_DATA_HOME/httpdex`: bookmarks and progress.
    pub data: Option<PathBuf>,
    /// `$XDG_STATE_HOME/httpdex`: the log.
    pub state: Option<PathBuf>,
}

impl Folders {
    /// The folders of whoever runs the program, by the XDG variables on every platform.
    pub fn of_user() -> Self {
        let xdg = Xdg::new().ok();
        let folder = |variable: &str, of: fn(&Xdg) -> Option<PathBuf>| {
            // Without a home directory the variables hold all the same.
            let base = match &xdg {
                Some(xdg) => of(xdg)?,
                None => std::env::var_os(variable)?.into(),
            };
            // The specification calls for relative paths to be ignored.
            base.is_absolute().then(|| base.join("httpdex"))
        };
        Self {
            config: folder("XDG_CONFIG_HOME", |xdg| Some(xdg.config_dir())),
            data: folder("XDG_DATA_HOME", |xdg| Some(xdg.data_dir())),
            state: folder("XDG_STATE_HOME", Xdg::state_dir),
        }
    }

    /// The file with the settings.
    pub fn config_file(&self) -> Option<PathBuf> {
        Some(self.config.as_ref()?.join("config.json"))
    }

    /// The folder with the user's own entries.
    pub fn own_entries(&self) -> Option<PathBuf> {
        Some(self.config.as_ref()?.join("codes"))
    }

    /// The file with bookmarks and whatever else the interface remembers.
    pub fn state_file(&self) -> Option<PathBuf> {
        Some(self.data.as_ref()?.join("state.json"))
    }

    /// The file with what was answered in the quiz.
    pub fn progress_file(&self) -> Option<PathBuf> {
        Some(self.data.as_ref()?.join("progress.json"))
    }
}
