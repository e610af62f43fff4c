//! The user's files: where they are, and how they are read and written without ever harming them.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use etcetera::BaseStrategy;
use etcetera::base_strategy::Xdg;

use crate::json;
use crate::problem::Problem;

/// The largest file of own entries, and the most that all of them together may hold. Far more than anybody writes by
/// hand, and little enough for memory.
const OWN_FILE: u64 = 64 << 20;
const OWN_TOTAL: u64 = 256 << 20;
/// The most files of own entries.
const OWN_FILES: usize = 250_000;
/// How many files are worth a thread of their own.
const LEAST_PORTION: usize = 512;

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

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// It could not be looked into, so nothing is known of what it holds.
    Refused(Problem),
    /// It holds something else than what belongs there.
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
        let what = if about.is_dir() { "it is a folder and no file" } else { "it is a pipe or device and no file" };
        return Err(Unread::Refused(Problem::new(path, "", what, "put a file in its place")));
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

/// The text in UTF-8, without the mark that some editors put in front.
fn decode(path: &Path, mut bytes: Vec<u8>) -> Result<String, Problem> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Problem::new(path, "", "it is UTF-16 and not UTF-8", "save it as UTF-8"));
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

/// The files with own entries: those in the user's own folder, which need not be there, and those in the folders and
/// files that were given, which have to be.
///
/// A folder is read with its sub-folders, but no deeper; only files that end in `.json` count, and hidden ones do not.
pub fn read_own(default: Option<&Path>, given: &[PathBuf]) -> (Vec<(PathBuf, String)>, Vec<Problem>) {
    let mut own = Own::default();
    if let Some(folder) = default.filter(|folder| folder.exists()) {
        own.path(folder);
    }
    for path in given {
        own.path(path);
    }
    if own.paths.is_empty() {
        return (Vec::new(), own.problems);
    }
    own.read()
}

/// The files that were found so far.
#[derive(Default)]
struct Own {
    paths: Vec<PathBuf>,
    problems: Vec<Problem>,
    /// Folders and files as they are without links, so that none is read twice and no loop is followed.
    seen: HashSet<PathBuf>,
}

impl Own {
    /// Takes up what was given, a folder or a file.
    fn path(&mut self, path: &Path) {
        match fs::canonicalize(path) {
            Ok(real) => match (self.seen.insert(real), path.is_dir()) {
                (false, _) => (),
                (true, true) => self.folder(path, true),
                (true, false) => self.paths.push(path.to_owned()),
            },
            Err(error) => self.problems.push(match error.kind() {
                ErrorKind::NotFound => {
                    Problem::new(path, "", "there is no such file or folder", "correct the path or make the folder")
                }
                _ => cannot(path, "read", &error),
            }),
        }
    }

    fn folder(&mut self, folder: &Path, with_sub_folders: bool) {
        let mut entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(error) => return self.problems.push(cannot(folder, "read", &error)),
        };
        entries.retain(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
        entries.sort_by_cached_key(fs::DirEntry::file_name);
        for path in entries.iter().map(fs::DirEntry::path) {
            if path.extension() == Some(OsStr::new("json")) {
                self.paths.push(path);
            } else if with_sub_folders && path.is_dir() && self.is_new(&path) {
                self.folder(&path, false);
            }
        }
    }

    fn is_new(&mut self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|real| self.seen.insert(real))
    }

    /// Reads the files. Where there are very many, the system's share of the work is what takes time, and it is done
    /// on several cores.
    fn read(mut self) -> (Vec<(PathBuf, String)>, Vec<Problem>) {
        let mut left_out = self.paths.split_off(self.paths.len().min(OWN_FILES)).len();
        let room = AtomicU64::new(OWN_TOTAL);
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let portion = self.paths.len().div_ceil(cores).max(LEAST_PORTION);
        let read = |paths: &[PathBuf]| paths.iter().map(|path| read_one(path, &room)).collect::<Vec<_>>();
        let texts: Vec<_> = if self.paths.len() <= portion {
            read(&self.paths)
        } else {
            thread::scope(|scope| {
                let threads: Vec<_> = self.paths.chunks(portion).map(|paths| scope.spawn(|| read(paths))).collect();
                threads
                    .into_iter()
                    .flat_map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
                    .collect()
            })
        };
        let mut files = Vec::with_capacity(texts.len());
        for (path, text) in self.paths.into_iter().zip(texts) {
            match text {
                Ok(Some(text)) => files.push((path, text)),
                Ok(None) => left_out += 1,
                Err(problem) => self.problems.push(problem),
            }
        }
        if left_out > 0 {
            let most = format!("{OWN_FILES} files and {}", size(OWN_TOTAL));
            let what = format!("{left_out} files are left out, for own entries may fill {most}");
            let last = files.last().map_or(Path::new(""), |(path, _)| path);
            self.problems.push(Problem::new(last, "after it", &what, "remove some, or put entries together"));
        }
        (files, self.problems)
    }
}

/// The text of a file with own entries, or `None` when there is no room for it.
fn read_one(path: &Path, room: &AtomicU64) -> Result<Option<String>, Problem> {
    if room.load(Ordering::Relaxed) == 0 {
        return Ok(None);
    }
    let Some(text) = read_text(path, OWN_FILE)? else {
        return Err(Problem::new(path, "", "it is a link that leads nowhere", "correct or remove it"));
    };
    let taken = text.len() as u64;
    let fits = room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |room| Some(room.saturating_sub(taken)));
    Ok(fits.is_ok_and(|room| room >= taken).then_some(text))
}

/// Writes a file so that at any moment either the old or the new text is there, whole. Its folder is made if there
/// is none, and its permissions are kept.
///
/// # Errors
/// When the folder cannot be made or written to, or the disk is full; the old file is as it was then.
pub fn write(path: &Path, text: &str) -> Result<(), Problem> {
    let failed = |error: &io::Error| cannot(path, "written", error);
    // Somebody may keep the file elsewhere and a link here; the link has to stay.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = make_folder_of(&target)?;
    let mut file = tempfile::Builder::new().prefix(".httpdex-").tempfile_in(folder).map_err(|e| failed(&e))?;
    if let Ok(about) = fs::metadata(&target) {
        file.as_file().set_permissions(about.permissions()).map_err(|e| failed(&e))?;
    }
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(|e| failed(&e))?;
    file.persist(&target).map_err(|e| failed(&e.error))?;
    // The new name outlives a loss of power once the folder is on the disk too. Where a folder cannot be opened or
    // synced there is nothing better to do, and the file is written.
    drop(File::open(folder).and_then(|folder| folder.sync_all()));
    Ok(())
}

/// Makes the folder in which a file is to be.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder_of(path: &Path) -> Result<&Path, Problem> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| cannot(folder, "made", &error))?;
    Ok(folder)
}

/// Renames a damaged file, so that a new one can take its place and nothing of the old one is lost.
///
/// The problem that is returned says what the damage was and where the file is now.
///
/// # Errors
/// When the file cannot be renamed; it is as it was then.
pub fn set_aside(damage: &Problem) -> Result<Problem, Problem> {
    let path = &damage.file;
    let mut name = path.clone().into_os_string();
    name.push(".damaged");
    let free = (1_u32..).map(|nth| {
        let mut name = name.clone();
        if nth > 1 {
            name.push(format!("-{nth}"));
        }
        PathBuf::from(name)
    });
    // A link that leads nowhere takes its name too.
    let mut free = free.filter(|name| fs::symlink_metadata(name).is_err_and(|e| e.kind() == ErrorKind::NotFound));
    let moved = free.next().ok_or_else(|| io::Error::from(ErrorKind::AlreadyExists)).and_then(|name| {
        fs::rename(path, &name)?;
        Ok(name)
    });
    match moved {
        Ok(name) => {
            let mend = format!("it is kept as {} and a new one is begun", name.display());
            Ok(Problem::new(path, &damage.place, &damage.what, &mend))
        }
        Err(error) => {
            let what = format!("{}, and it cannot be renamed ({error})", damage.what);
            Err(Problem::new(path, &damage.place, &what, "mend or move it; until then nothing new is kept"))
        }
    }
}

/// What to say when the system does not let something be done with a file.
pub fn cannot(path: &Path, done: &str, error: &io::Error) -> Problem {
    let mend = match error.kind() {
        ErrorKind::PermissionDenied => "change its permissions or those of its folder",
        ErrorKind::ReadOnlyFilesystem => "use a folder on a disk that can be written to",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room on the disk",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "move the file that is where a folder should be",
        _ => "check the path and the disk",
    };
    // An error of a temporary file names it, and that name is another one each time.
    let cause =
        error.get_ref().and_then(std::error::Error::source).map_or_else(|| error.to_string(), ToString::to_string);
    Problem::new(path, "", &format!("it cannot be {done} ({cause})"), mend)
}

/// `64 MB`.
fn size(bytes: u64) -> String {
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
    fn what_is_no_text_is_said_with_its_place() {
        let folder = folder();
        let file = folder.path().join("f");
        fs::write(&file, b"a\nb\xffc").unwrap();
        assert_eq!(said(&file), "F, line 2, column 2 (byte 4): it is not UTF-8 from here on; save it as UTF-8");
        fs::write(&file, b"\xff\xfe{\0}\0").unwrap();
        assert_eq!(said(&file), "F: it is UTF-16 and not UTF-8; save it as UTF-8");
        assert_eq!(said(folder.path()), "F: it is a folder and no file; put a file in its place");
    }

    #[test]
    fn own_entries_come_in_order_and_once() {
        let folder = folder();
        let path = |name: &str| folder.path().join(name);
        for sub in ["b", "b/deeper"] {
            fs::create_dir(path(sub)).unwrap();
        }
        for file in ["c.json", "a.json", ".hidden.json", "notes.txt", "b/z.json", "b/deeper/no.json"] {
            fs::write(path(file), file).unwrap();
        }
        let (files, problems) =
            read_own(Some(folder.path()), &[path("b"), path("c.json"), path("notes.txt"), path("../absent")]);
        let names: Vec<&str> = files.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(names, ["a.json", "b/z.json", "c.json", "c.json", "notes.txt"]);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].what, "there is no such file or folder");
        assert_eq!(read_own(Some(&path("absent")), &[]), (Vec::new(), Vec::new()));
    }

    #[test]
    fn there_is_room_for_so_much_only() {
        let folder = folder();
        let file = folder.path().join("f");
        fs::write(&file, "12345").unwrap();
        let room = AtomicU64::new(8);
        let read: Vec<bool> = (0..3).map(|_| read_one(&file, &room).unwrap().is_some()).collect();
        assert_eq!(read, [true, false, false]);
    }

    #[test]
    fn many_files_are_read_in_order() {
        let folder = folder();
        let count = 2 * LEAST_PORTION + 1;
        for n in 0..count {
            fs::write(folder.path().join(format!("{n:05}.json")), n.to_string()).unwrap();
        }
        let (files, problems) = read_own(None, &[folder.path().to_owned()]);
        assert!(problems.is_empty());
        assert!(files.iter().map(|(_, text)| text).eq(&(0..count).map(|n| n.to_string()).collect::<Vec<_>>()));
    }

    #[test]
    fn writing_makes_folders_and_replaces() {
        let folder = folder();
        let file = folder.path().join("a/b/f");
        write(&file, "old").unwrap();
        write(&file, "new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "nothing temporary is left");
    }

    #[cfg(unix)]
    #[test]
    fn writing_keeps_permissions_and_links() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = folder();
        let (file, link) = (folder.path().join("f"), folder.path().join("link"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        write(&link, "new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn setting_aside_loses_nothing() {
        let folder = folder();
        let file = folder.path().join("state.json");
        let damage = Problem::new(&file, "", "it is empty", "delete it");
        for (nth, name) in ["state.json.damaged", "state.json.damaged-2", "state.json.damaged-3"].iter().enumerate() {
            fs::write(&file, nth.to_string()).unwrap();
            assert!(set_aside(&damage).unwrap().mend.contains(&format!("{name} and a new one is begun")));
            assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), nth.to_string());
        }
        assert!(set_aside(&damage).unwrap_err().what.starts_with("it is empty, and it cannot be renamed"));
    }
}
