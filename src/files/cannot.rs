//! What the system does not allow.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::problem::Problem;

/// Says that the system does not let a file be `done`, which is `read`, `written` or `made`.
pub fn cannot(path: &Path, done: &str, error: &io::Error) -> Problem {
    let advice = match error.kind() {
        ErrorKind::PermissionDenied => "change its permissions or those of its folder",
        ErrorKind::ReadOnlyFilesystem => "use a folder on a disk that can be written to",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room on the disk",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "move the file that is where a folder should be",
        _ => "check the path and the disk",
    };
    // An error of a temporary file names it, and that name is another one each time.
    let cause =
        error.get_ref().and_then(std::error::Error::source).map_or_else(|| error.to_string(), ToString::to_string);
    Problem::new(path, "", &format!("it cannot be {done} ({cause})"), advice)
}
