//! Temporary files that were left behind by a program that was killed while it wrote.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// How the name of a temporary file begins.
pub(super) const PREFIX: &str = ".httpdex-";
/// How many characters follow.
const RANDOM: usize = 6;
/// No file takes longer to write than this.
const OLD: Duration = Duration::from_secs(60 * 60);

/// Removes the temporary files in a folder that are so old that nobody writes them any more.
///
/// What cannot be removed stays: it is only in the way of the disk.
pub(super) fn remove(folder: &Path) {
    let Some(limit) = SystemTime::now().checked_sub(OLD) else { return };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_str().and_then(|name| name.strip_prefix(PREFIX)).is_some_and(is_random);
        let is_old = || {
            let about = entry.metadata().ok().filter(fs::Metadata::is_file);
            about.and_then(|about| about.modified().ok()).is_some_and(|modified| modified < limit)
        };
        if is_ours && is_old() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_random(rest: &str) -> bool {
    rest.len() == RANDOM && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::super::write;
    use super::*;

    fn age(path: &Path, age: Duration) {
        let file = File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - age).unwrap();
    }

    #[test]
    fn old_temporary_files_go_with_the_next_write_and_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        let names = [".httpdex-aB3xYz", ".httpdex-new123", ".httpdex-notes.txt", ".httpdex-", "other"];
        for name in names {
            fs::write(folder.path().join(name), "x").unwrap();
            age(&folder.path().join(name), 2 * OLD);
        }
        age(&folder.path().join(".httpdex-new123"), OLD / 2);
        write(&folder.path().join("state.json"), "{}").unwrap();
        let left = |name: &str| folder.path().join(name).exists();
        assert_eq!(names.map(left), [false, true, true, true, true]);
    }

    #[test]
    fn a_temporary_file_is_known_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = tempfile::Builder::new().prefix(PREFIX).tempfile_in(folder.path()).unwrap();
        let (_, path) = file.keep().unwrap();
        age(&path, 2 * OLD);
        remove(folder.path());
        assert!(!path.exists());
    }
}
