//! The files with own entries, one after another.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::read::size;
use super::{cannot, read_text};
use crate::problem::Problem;

/// The largest file of own entries, and the most that all of them together may hold, in bytes. Far more than anybody
/// writes by hand, and little enough for memory.
const LARGEST: u64 = 64 << 20;
const TOTAL: u64 = 256 << 20;

/// Reads the files with own entries: those in the user's own folder, which need not be there, and those in the folders
/// and files that were given, which have to be.
///
/// A folder is read with its sub-folders, but no deeper; only files that end in `.json` count, and hidden ones do not.
/// A file that is named more than once is read once.
pub fn read_own(default: Option<&Path>, given: &[PathBuf]) -> (Vec<(PathBuf, String)>, Vec<Problem>) {
    let mut own = Own::new(TOTAL);
    if let Some(folder) = default.filter(|folder| folder.exists()) {
        own.path(folder);
    }
    for path in given {
        own.path(path);
    }
    own.finish()
}

/// What was read so far.
struct Own {
    files: Vec<(PathBuf, String)>,
    problems: Vec<Problem>,
    /// Folders and files as they are without links, so that none is read twice and no loop is followed.
    seen: HashSet<PathBuf>,
    /// How many bytes may still be read.
    room: u64,
    /// The files that there was no room for: the first one, and how many.
    too_much: Option<(PathBuf, usize)>,
}

impl Own {
    fn new(room: u64) -> Self {
        Self { files: Vec::new(), problems: Vec::new(), seen: HashSet::new(), room, too_much: None }
    }

    /// Reads what was given, a folder or a file.
    fn path(&mut self, path: &Path) {
        match fs::canonicalize(path) {
            Ok(real) if real.is_dir() => {
                if self.seen.insert(real.clone()) {
                    self.folder(path, &real, true);
                }
            }
            Ok(real) => self.file(path.to_owned(), real),
            Err(error) => self.problems.push(match error.kind() {
                ErrorKind::NotFound => {
                    Problem::new(path, "", "there is no such file or folder", "correct the path or make the folder")
                }
                _ => cannot(path, "read", &error),
            }),
        }
    }

    /// Reads a folder; `real` is the way to it without links.
    fn folder(&mut self, folder: &Path, real: &Path, with_sub_folders: bool) {
        let mut entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(error) => return self.problems.push(cannot(folder, "read", &error)),
        };
        entries.retain(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
        entries.sort_by_cached_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            if path.extension() == Some(OsStr::new("json")) {
                // Only a link can lead elsewhere; to ask the system of every file takes as long as reading them.
                let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
                let direct = real.join(entry.file_name());
                let real = if is_link { fs::canonicalize(&path).unwrap_or(direct) } else { direct };
                self.file(path, real);
            } else if with_sub_folders
                && path.is_dir()
                && let Ok(real) = fs::canonicalize(&path)
                && self.seen.insert(real.clone())
            {
                self.folder(&path, &real, false);
            }
        }
    }

    /// Reads a file, unless it was read before or there is no room for it.
    fn file(&mut self, path: PathBuf, real: PathBuf) {
        if !self.seen.insert(real) {
            return;
        }
        let text = match self.room {
            0 => Ok(None),
            _ => read_text(&path, LARGEST).and_then(|text| {
                let text = text.ok_or_else(|| {
                    Problem::new(&path, "", "it is a link that leads nowhere", "correct or remove it")
                })?;
                let left = self.room.checked_sub(text.len() as u64);
                // What is smaller would fit, but which files count must not hang on their order.
                self.room = left.unwrap_or(0);
                Ok(left.map(|_| text))
            }),
        };
        match text {
            Ok(Some(text)) => self.files.push((path, text)),
            Ok(None) => self.too_much.get_or_insert((path, 0)).1 += 1,
            Err(problem) => self.problems.push(problem),
        }
    }

    fn finish(mut self) -> (Vec<(PathBuf, String)>, Vec<Problem>) {
        if let Some((first, count)) = self.too_much {
            let files =
                if count == 1 { "this file is".to_owned() } else { format!("{count} files from this one on are") };
            let what = format!("{files} skipped: own entries may take up {} together", size(TOTAL));
            self.problems.push(Problem::new(&first, "", &what, "remove some"));
        }
        (self.files, self.problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(files: &[(PathBuf, String)]) -> Vec<&str> {
        files.iter().map(|(_, text)| text.as_str()).collect()
    }

    #[test]
    fn own_entries_come_in_order_and_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for sub in ["b", "b/deeper"] {
            fs::create_dir(path(sub)).unwrap();
        }
        for file in ["c.json", "a.json", ".hidden.json", "notes.txt", "b/z.json", "b/deeper/no.json"] {
            fs::write(path(file), file).unwrap();
        }
        let (files, problems) =
            read_own(Some(folder.path()), &[path("b"), path("c.json"), path("notes.txt"), path("../absent")]);
        assert_eq!(texts(&files), ["a.json", "b/z.json", "c.json", "notes.txt"]);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].what, "there is no such file or folder");
        assert_eq!(read_own(Some(&path("absent")), &[]), (Vec::new(), Vec::new()));
    }

    #[test]
    fn many_files_are_read_in_order() {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..1025 {
            fs::write(folder.path().join(format!("{n:05}.json")), n.to_string()).unwrap();
        }
        let (files, problems) = read_own(None, &[folder.path().to_owned()]);
        assert!(problems.is_empty());
        assert!(texts(&files).into_iter().eq((0..1025).map(|n| n.to_string()).collect::<Vec<_>>()));
    }

    #[test]
    fn a_file_is_read_once_whatever_leads_to_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.json");
        fs::write(&file, "a").unwrap();
        let dotted = folder.path().join("./a.json");
        for given in
            [[folder.path().to_owned(), file.clone()], [file.clone(), folder.path().to_owned()], [dotted, file]]
        {
            let (files, problems) = read_own(None, &given);
            assert_eq!((texts(&files), problems), (vec!["a"], Vec::new()), "{given:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_file_that_was_read_adds_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.json"), "a").unwrap();
        std::os::unix::fs::symlink("a.json", folder.path().join("b.json")).unwrap();
        let (files, problems) = read_own(None, &[folder.path().to_owned()]);
        assert_eq!((texts(&files), problems), (vec!["a"], Vec::new()));
    }

    #[test]
    fn what_there_is_no_room_for_is_counted() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.json", "b.json", "c.json"] {
            fs::write(folder.path().join(name), "12345").unwrap();
        }
        let mut own = Own::new(8);
        own.path(folder.path());
        let (files, problems) = own.finish();
        assert_eq!(texts(&files), ["12345"]);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].file.ends_with("b.json"), "{problems:?}");
        assert!(problems[0].what.starts_with("2 files from this one on are skipped"), "{problems:?}");
    }
}
