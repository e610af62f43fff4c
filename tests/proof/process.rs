//! Snippets as running programs.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

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

/// A program with all that it started; it ends with this value.
pub struct Program {
    child: Child,
    output: PathBuf,
}

impl Program {
    /// Starts the snippet in a folder.
    pub fn start(language: &str, folder: &Path) -> Result<Self, String> {
        // Not with_extension: what follows the dot of a sub-code is no extension.
        let output = PathBuf::from(format!("{}.log", folder.display()));
        let said = |error: std::io::Error| error.to_string();
        let log = File::create(&output).map_err(said)?;
        let mut command = script(language, &["run", &folder.to_string_lossy()]);
        command.stdout(log.try_clone().map_err(said)?).stderr(log).process_group(0);
        Ok(Self { child: command.spawn().map_err(said)?, output })
    }

    /// What it has printed.
    pub fn output(&self) -> String {
        let bytes = std::fs::read(&self.output).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
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
