//! Reading a whole text, within limits.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::cannot;
use crate::json;
use crate::problem::Problem;

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// It could not be looked into, so nothing is known of what it holds.
    Refused(Problem),
    /// It is too large, or is not text.
    Damaged(Problem),
}

impl From<Unread> for Problem {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Refused(problem) | Unread::Damaged(problem) => problem,
        }
    }
}

/// The text of a file of at most `limit` bytes, or `None` when there is no such file.
///
/// # Errors
/// When the file is a folder, pipe or device, may not be read, is too large or is not UTF-8.
pub fn read_text(path: &Path, limit: u64) -> Result<Option<String>, Problem> {
    Ok(read(path, limit)?)
}

/// As [`read_text`], for callers to whom it makes a difference why a file cannot be used.
///
/// # Errors
/// [`Unread::Damaged`] when the file is too large or not UTF-8, [`Unread::Refused`] otherwise.
pub fn read(path: &Path, limit: u64) -> Result<Option<String>, Unread> {
    let refused = |error: &io::Error| Unread::Refused(cannot(path, "read", error));
    let too_large = || {
        let what = format!("it is larger than {}", size(limit));
        Unread::Damaged(Problem::new(path, "", &what, "split it or remove what does not belong there"))
    };
    let about = match fs::metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(refused(&error)),
    };
    // Opening a pipe would wait for somebody to write into it.
    if !about.is_file() {
        let what = if about.is_dir() { "it is a folder, not a file" } else { "it is a pipe or device, not a file" };
        return Err(Unread::Refused(Problem::new(path, "", what, "put a file there")));
    }
    if about.len() > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default() + 1);
    // The file may grow while it is read.
    let read = File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes));
    match read {
        Ok(read) if read as u64 > limit => Err(too_large()),
        Ok(_) => decode(path, bytes).map(Some).map_err(Unread::Damaged),
        Err(error) => Err(refused(&error)),
    }
}

/// The text in the bytes of a file, without the mark that some editors put in front.
///
/// # Errors
/// When they are not UTF-8: from which byte on.
pub fn decode(path: &Path, mut bytes: Vec<u8>) -> Result<String, Problem> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Problem::new(path, "", "it is UTF-16, not UTF-8", "save it as UTF-8"));
    }
    if bytes.starts_with("\u{feff}".as_bytes()) {
        bytes.drain(..'\u{feff}'.len_utf8());
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let place = json::place(&String::from_utf8_lossy(&error.as_bytes()[..valid]), valid);
        Problem::new(path, &format!("{place} (byte {})", valid + 1), "it is not UTF-8 from here on", "save it as UTF-8")
    })
}

/// `64 MB`.
pub(super) fn size(bytes: u64) -> String {
    match bytes >> 20 {
        0 => format!("{} kB", bytes >> 10),
        megabytes => format!("{megabytes} MB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: u64 = 1 << 10;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    fn said(path: &Path) -> String {
        read_text(path, LIMIT).unwrap_err().to_string().replace(&*path.to_string_lossy(), "F")
    }

    #[test]
    fn text_comes_without_its_mark_and_absence_is_no_fault() {
        let folder = folder();
        let file = folder.path().join("f");
        assert_eq!(read_text(&file, LIMIT), Ok(None));
        fs::write(&file, "\u{feff}größer").unwrap();
        assert_eq!(read_text(&file, LIMIT), Ok(Some("größer".to_owned())));
    }

    #[test]
    fn a_limit_is_a_limit() {
        let folder = folder();
        let file = folder.path().join("f");
        fs::write(&file, vec![b'a'; 1 << 10]).unwrap();
        assert!(read_text(&file, LIMIT).unwrap().is_some());
        fs::write(&file, vec![b'a'; (1 << 10) + 1]).unwrap();
        assert_eq!(said(&file), "F: it is larger than 1 kB; split it or remove what does not belong there");
    }

    #[test]
    fn what_is_not_text_is_said_with_its_place() {
        let folder = folder();
        let file = folder.path().join("f");
        fs::write(&file, b"a\nb\xffc").unwrap();
        assert_eq!(said(&file), "F, line 2, column 2 (byte 4): it is not UTF-8 from here on; save it as UTF-8");
        fs::write(&file, b"\xff\xfe{\0}\0").unwrap();
        assert_eq!(said(&file), "F: it is UTF-16, not UTF-8; save it as UTF-8");
        assert_eq!(said(folder.path()), "F: it is a folder, not a file; put a file there");
    }
}
