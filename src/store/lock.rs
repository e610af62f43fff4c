//! One window writes at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::files;
use crate::problem::Problem;

/// How long another window may hold the lock; writing takes milliseconds.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// Why there is no lock.
#[derive(Debug)]
pub(super) enum NoLock {
    /// Another window holds it.
    Held(Problem),
    /// It cannot be had at all.
    Impossible(Problem),
}

impl From<NoLock> for Problem {
    fn from(no_lock: NoLock) -> Self {
        match no_lock {
            NoLock::Held(problem) | NoLock::Impossible(problem) => problem,
        }
    }
}

/// Waits until no other window writes the file, but no longer than `patience`. The lock ends with the file that is
/// returned.
pub(super) fn lock(of: &Path, patience: Duration) -> Result<File, NoLock> {
    files::make_private_folder_of(of).map_err(NoLock::Impossible)?;
    let mut path = of.as_os_str().to_owned();
    path.push(".lock");
    let path = PathBuf::from(path);
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
    let file = opened.map_err(|error| NoLock::Impossible(files::cannot(&path, "written", &error)))?;
    let begin = Instant::now();
    loop {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if begin.elapsed() < patience => thread::sleep(Duration::from_millis(5)),
            Err(TryLockError::WouldBlock) => {
                let what = "another httpdex has held this lock for too long";
                return Err(NoLock::Held(Problem::new(&path, "", what, "end or resume that program and try again")));
            }
            // Some network file systems know no locks. To refuse every change there would lose more than two
            // windows ever do that write in the same millisecond.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(file),
        }
    }
}
