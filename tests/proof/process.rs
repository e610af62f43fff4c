//! Snippets as running programs.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::plan;

/// The script of a language with a sub-command.
pub fn script(language: &str, words: &[&str]) -> Command {
    let mut command = Command::new("bash");
    command.arg(plan::root().join("tests/proof/runtimes").join(format!("{language}.sh"))).args(words);
    command.current_dir(plan::root()).env("PROOF", plan::folder()).stdin(Stdio::null());
    // Where this test is built is not where the packages of the scripts are.
    command.env_remove("CARGO_TARGET_DIR").env_remove("CARGO_BUILD_TARGET_DIR");
    command
}

/// How a snippet is run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Way {
    /// By the script of this language.
    Script(String),
    /// By a line that is typed in the folder of the program.
    Line {
        /// The line.
        line: String,
        /// Whether it is typed by an ordinary user.
        ordinary: bool,
    },
}

impl Way {
    fn command(&self, folder: &Path) -> Command {
        match self {
            Self::Script(language) => script(language, &["run", &folder.to_string_lossy()]),
            Self::Line { line, ordinary } => typed(line, folder, *ordinary),
        }
    }
}

/// A line as it is typed in a folder, by an ordinary user where that is asked for: the user that root is in a namespace
/// may not change to another, as servers that root starts do.
pub fn typed(line: &str, folder: &Path, ordinary: bool) -> Command {
    let mut command = Command::new("unshare");
    if ordinary && rustix::process::getuid().is_root() {
        command.args(["--user", "--map-user=65534", "--map-group=65534"]);
    }
    command.args(["--", "bash", "-c", line]).current_dir(folder).stdin(Stdio::null());
    // What Cargo tells of this test is not for the Cargo of the line.
    command.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_BUILD_TARGET_DIR");
    command.env("CARGO_TARGET_DIR", plan::folder().join("lines/target"));
    command
}

/// A program with all that it started; it ends with this value.
pub struct Program {
    child: Child,
    output: PathBuf,
    errors: PathBuf,
}

impl Program {
    /// Starts the snippet in a folder.
    pub fn start(way: &Way, folder: &Path) -> Result<Self, String> {
        // Not with_extension: what follows the dot of a sub-code is no extension.
        let output = PathBuf::from(format!("{}.out", folder.display()));
        let errors = PathBuf::from(format!("{}.log", folder.display()));
        let said = |error: std::io::Error| error.to_string();
        let mut command = way.command(folder);
        command.stdout(File::create(&output).map_err(said)?).stderr(File::create(&errors).map_err(said)?);
        let child = command.process_group(0).spawn().map_err(said)?;
        Ok(Self { child, output, errors })
    }

    /// What it has printed, on standard output and then on standard error.
    pub fn output(&self) -> String {
        let bytes = [self.printed(), std::fs::read(&self.errors).unwrap_or_default()].concat();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// What it has printed on standard output.
    pub fn printed(&self) -> Vec<u8> {
        std::fs::read(&self.output).unwrap_or_default()
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Waits for its end.
    pub fn wait(&mut self, patience: Duration) -> Option<ExitStatus> {
        let until = Instant::now() + patience;
        while Instant::now() < until {
            if let Some(status) = self.ended() {
                return Some(status);
            }
            sleep(Duration::from_millis(10));
        }
        None
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let group = Pid::from_child(&self.child);
        // Where nothing of the group is left there is nothing to end.
        let _ = kill_process_group(group, Signal::TERM);
        if self.wait(Duration::from_millis(500)).is_none() {
            let _ = kill_process_group(group, Signal::KILL);
            let _ = self.child.wait();
        }
        let _ = kill_process_group(group, Signal::KILL);
    }
}
