//! Writing a whole text: the one way in which the program writes a file.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::{cannot, leftovers};
use crate::problem::Problem;

/// As many links as Linux follows.
const MOST_LINKS: usize = 40;

/// Writes a text to a file; see [`write_with`].
///
/// # Errors
/// As [`write_with`].
pub fn write(path: &Path, text: &str) -> Result<(), Problem> {
    write_with(path, |out| out.write_all(text.as_bytes()))
}

/// Writes a file so that at any moment either the old or the new text is there, whole. Its folder is made if there is
/// none, its permissions are kept, and a link stays a link, even one that leads to no file yet.
///
/// What is no regular file, such as a pipe or `/dev/null`, is not replaced but written to.
///
/// # Errors
/// When it is a folder, the folder cannot be made or written to, or the disk is full; the old file is as it was then.
pub fn write_with(path: &Path, text: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Problem> {
    let failed = |error: io::Error| cannot(path, "written", &error);
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => {
            Err(Problem::new(path, "", "it is a folder, not a file", "name a file, which need not be there yet"))
        }
        Ok(about) if !about.is_file() => write_into(path, text).map_err(failed),
        Ok(about) => replace(&fs::canonicalize(path).map_err(failed)?, Some(&about), text).map_err(failed),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let target = follow(path).map_err(failed)?;
            let folder = parent(&target);
            fs::create_dir_all(folder).map_err(|error| cannot(folder, "made", &error))?;
            replace(&target, None, text).map_err(failed)
        }
        Err(error) => Err(failed(error)),
    }
}

/// Makes the folder in which a file is to be, for its owner alone, as XDG asks.
///
/// # Errors
/// When it cannot be made.
pub fn make_private_folder_of(path: &Path) -> Result<(), Problem> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let folder = parent(path);
    builder.create(folder).map_err(|error| cannot(folder, "made", &error))
}

/// The folder of a file; a bare name is in the current one.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Where the links at a path lead, though nothing is there yet.
fn follow(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&path) {
            // One that is absolute replaces the whole path.
            Ok(target) => path = parent(&path).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many levels of symbolic links"))
}

fn write_into(path: &Path, text: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(OpenOptions::new().write(true).open(path)?);
    text(&mut out)?;
    out.flush()
}

/// Puts a new file in the place of the old one, if there is one.
fn replace(
    target: &Path,
    old: Option<&Metadata>,
    text: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let folder = parent(target);
    let mut file = tempfile::Builder::new().prefix(leftovers::PREFIX).tempfile_in(folder)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    let mut out = BufWriter::with_capacity(64 << 10, file.as_file_mut());
    text(&mut out)?;
    out.flush()?;
    drop(out);
    file.as_file().sync_all()?;
    file.persist(target).map_err(|error| error.error)?;
    // The new name outlives a loss of power once the folder is on the disk too. Where a folder cannot be opened or
    // synced there is nothing better to do, and the file is written.
    drop(File::open(folder).and_then(|folder| folder.sync_all()));
    leftovers::remove(folder);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_makes_folders_and_replaces() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/b/f");
        write(&file, "old").unwrap();
        write(&file, "new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "nothing temporary is left");
    }

    #[test]
    fn what_fails_while_it_is_written_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("f");
        write(&file, "old").unwrap();
        let problem = write_with(&file, |out| {
            out.write_all(b"new")?;
            Err(io::Error::other("no more"))
        });
        assert!(problem.unwrap_err().what.contains("it cannot be written (no more)"));
        assert_eq!(fs::read_to_string(&file).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing temporary is left");
    }

    #[test]
    fn a_folder_is_not_written_to() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write(folder.path(), "x").unwrap_err().what.contains("a folder, not a file"));
    }

    #[cfg(unix)]
    mod unix {
        use std::io::Read;
        use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
        use std::thread;

        use rustix::fs::{CWD, FileType, Mode, mknodat};

        use super::super::*;

        fn mode(path: &Path) -> u32 {
            fs::metadata(path).unwrap().permissions().mode() & 0o777
        }

        #[test]
        fn permissions_and_links_are_kept() {
            let folder = tempfile::tempdir().unwrap();
            let (file, link) = (folder.path().join("f"), folder.path().join("link"));
            fs::write(&file, "old").unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
            symlink(&file, &link).unwrap();
            write(&link, "new").unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), "new");
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(mode(&file), 0o640);
        }

        #[test]
        fn a_link_to_no_file_yet_stays_and_the_file_is_made() {
            let folder = tempfile::tempdir().unwrap();
            let (first, second) = (folder.path().join("first"), folder.path().join("second"));
            symlink("second", &first).unwrap();
            symlink("deep/file", &second).unwrap();
            write(&first, "new").unwrap();
            assert_eq!(fs::read_to_string(folder.path().join("deep/file")).unwrap(), "new");
            for link in [&first, &second] {
                assert!(fs::symlink_metadata(link).unwrap().is_symlink());
            }
            let circle = folder.path().join("circle");
            symlink("circle", &circle).unwrap();
            assert!(write(&circle, "x").is_err());
            assert!(fs::symlink_metadata(&circle).unwrap().is_symlink());
        }

        #[test]
        fn a_pipe_is_written_to_and_stays() {
            let folder = tempfile::tempdir().unwrap();
            let pipe = folder.path().join("pipe");
            mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
            let reader = {
                let pipe = pipe.clone();
                thread::spawn(move || {
                    let mut text = String::new();
                    File::open(pipe).unwrap().read_to_string(&mut text).unwrap();
                    text
                })
            };
            write(&pipe, "through").unwrap();
            assert_eq!(reader.join().unwrap(), "through");
            assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
        }

        #[test]
        fn a_device_stays_a_device() {
            write(Path::new("/dev/null"), "nothing").unwrap();
            assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
        }

        #[test]
        fn private_folders_are_for_their_owner_alone() {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("data/httpdex/state.json");
            make_private_folder_of(&file).unwrap();
            assert_eq!((mode(&folder.path().join("data")), mode(&folder.path().join("data/httpdex"))), (0o700, 0o700));
        }
    }
}
