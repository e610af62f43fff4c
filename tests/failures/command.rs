//! Programs that end in time.

use std::fs::File;
use std::io::Error;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

/// What came of a program.
pub struct Ended {
    /// How it ended; `None` where it had to be ended.
    pub status: Option<ExitStatus>,
    /// What it printed.
    pub output: String,
    /// What it complained of.
    pub errors: String,
}

/// Runs a program and all that it starts, for so long at most. What it prints goes through files of this name: a
/// process that outlives it cannot hold a pipe open then.
pub fn run(command: &mut Command, patience: Duration, name: &Path) -> Result<Ended, String> {
    let said = |error: Error| format!("{}: {error}", command_name(name));
    let files = [name.with_extension("out"), name.with_extension("err")];
    command.stdin(Stdio::null());
    command.stdout(File::create(&files[0]).map_err(said)?).stderr(File::create(&files[1]).map_err(said)?);
    let mut child = command.process_group(0).spawn().map_err(said)?;
    let group = Pid::from_child(&child);
    let until = Instant::now() + patience;
    let status = loop {
        match child.try_wait().map_err(said)? {
            Some(status) => break Some(status),
            None if Instant::now() > until => break None,
            None => sleep(Duration::from_millis(10)),
        }
    };
    // Where nothing of the group is left there is nothing to end.
    let _ = kill_process_group(group, Signal::KILL);
    if status.is_none() {
        child.wait().map_err(said)?;
    }
    let text = |path: &Path| String::from_utf8_lossy(&std::fs::read(path).unwrap_or_default()).into_owned();
    Ok(Ended { status, output: text(&files[0]), errors: text(&files[1]) })
}

fn command_name(name: &Path) -> String {
    name.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
