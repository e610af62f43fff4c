//! What is remembered from one run to the next: bookmarks and choices in one file, progress in the quiz in another.
//!
//! Several windows may be open at once. Each change is therefore applied to what is on the disk at that moment, under
//! a lock, and the file is replaced in one step.

mod progress;
mod saver;
mod state;

use std::fs::{File, OpenOptions, TryLockError};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;

pub use progress::{Progress, ProgressChange};
pub use saver::Saver;
pub use state::{Change, State, TerminalBackground};

use crate::files::{self, Unread};
use crate::json::{self, Fault};
use crate::problem::Problem;

/// How long another window may hold the lock; writing takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a file remembers.
pub trait Content: Clone + Default + DeserializeOwned {
    /// Something new to remember.
    type Change: Clone;
    /// The version of the file's format. Any new key raises it: an older program would not keep that key.
    const VERSION: u64;
    /// The size of the largest file, in bytes.
    const LIMIT: u64;
    /// What is in the file, for people: `bookmarks and choices`.
    const WHAT: &'static str;
    /// What there is no room for in a file that is full, and what to do then.
    const FULL: (&'static str, &'static str);

    /// Takes changes in; returns whether anything is other than before. What was taken in already changes nothing.
    fn take(&mut self, changes: &[Self::Change]) -> bool;

    /// Makes what somebody edited what the program would have written.
    fn tidy(&mut self);

    /// The text of the file, with the version.
    ///
    /// # Errors
    /// When something cannot be written as JSON.
    fn text(&self) -> serde_json::Result<String>;
}

/// A file that remembers.
#[derive(Debug)]
pub struct Kept<T> {
    path: PathBuf,
    content: PhantomData<fn() -> T>,
}

/// The file with bookmarks and choices.
pub type StateStore = Kept<State>;
/// The file with what was answered in the quiz.
pub type ProgressStore = Kept<Progress>;

/// Why the file does not say what was remembered.
enum Unusable {
    /// It is not to be touched.
    Keep(Problem),
    /// It is to be set aside.
    Damaged(Problem),
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Self { path: self.path.clone(), content: PhantomData }
    }
}

impl<T: Content> Kept<T> {
    /// The store in this file, which need not be there yet.
    pub fn new(path: PathBuf) -> Self {
        Self { path, content: PhantomData }
    }

    /// What is remembered, and what is wrong with the file.
    ///
    /// A damaged file is set aside under another name. One that cannot be read, or that a newer version of the program
    /// wrote, stays as it is.
    pub fn load(&self) -> (T, Option<Problem>) {
        match self.read() {
            Ok(content) => (content, None),
            Err(Unusable::Keep(problem)) => (T::default(), Some(problem)),
            // Another window may be mending the file just now, so it is looked at again under the lock.
            Err(Unusable::Damaged(damage)) => match self.lock().and_then(|_lock| self.read_or_set_aside()) {
                Ok(read) => read,
                Err(problem) if problem.file == self.path => (T::default(), Some(problem)),
                Err(_) => (T::default(), Some(neither_known_nor_kept(damage, T::WHAT))),
            },
        }
    }

    /// Keeps changes, whatever other windows have changed in the meantime. Nothing is written if nothing changes.
    ///
    /// # Errors
    /// When the changes cannot be kept: the folder is read-only, the disk is full, the file cannot be read or is from
    /// a newer version of the program. Also when the file had been damaged since it was loaded: then the changes are
    /// kept in a new one, and the problem says where the old one is.
    pub fn apply(&self, changes: &[T::Change]) -> Result<(), Problem> {
        self.keep(changes)?.map_or(Ok(()), Err)
    }

    /// As [`Kept::apply`], for callers to whom it makes a difference whether the changes are kept: they are, and the
    /// problem that may be returned is that of an old file.
    ///
    /// # Errors
    /// When the changes are not kept.
    pub fn keep(&self, changes: &[T::Change]) -> Result<Option<Problem>, Problem> {
        let _lock = self.lock()?;
        let (mut content, damage) = self.read_or_set_aside()?;
        if content.take(changes) {
            self.write(&content)?;
        }
        Ok(damage)
    }

    /// What is remembered; a damaged file is set aside, which needs the lock.
    fn read_or_set_aside(&self) -> Result<(T, Option<Problem>), Problem> {
        match self.read() {
            Ok(content) => Ok((content, None)),
            Err(Unusable::Keep(problem)) => Err(problem),
            Err(Unusable::Damaged(damage)) => Ok((T::default(), Some(files::set_aside(&damage)?))),
        }
    }

    fn read(&self) -> Result<T, Unusable> {
        match files::read(&self.path, T::LIMIT) {
            Ok(Some(text)) => parse(&self.path, &text),
            Ok(None) => Ok(T::default()),
            Err(Unread::Damaged(problem)) => Err(Unusable::Damaged(problem)),
            Err(Unread::Refused(problem)) => Err(Unusable::Keep(neither_known_nor_kept(problem, T::WHAT))),
        }
    }

    fn write(&self, content: &T) -> Result<(), Problem> {
        let text = content.text().map_err(|error| files::cannot(&self.path, "written", &error.into()))?;
        // What is too large to be read again must not be written.
        if text.len() as u64 > T::LIMIT {
            let (what, mend) = T::FULL;
            return Err(Problem::new(&self.path, "", what, mend));
        }
        files::write(&self.path, &text)
    }

    fn lock(&self) -> Result<File, Problem> {
        lock(&self.path, T::WHAT)
    }
}

/// Waits until no other window writes. The lock ends with the file that is returned.
fn lock(of: &Path, what: &str) -> Result<File, Problem> {
    files::make_folder_of(of).map_err(|problem| not_kept(problem, what))?;
    let mut path = of.as_os_str().to_owned();
    path.push(".lock");
    let path = PathBuf::from(path);
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
    let file = opened.map_err(|error| not_kept(files::cannot(&path, "written", &error), what))?;
    let begin = Instant::now();
    loop {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if begin.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(5));
            }
            Err(TryLockError::WouldBlock) => {
                let what = "another httpdex has held this lock for too long, so the change is not kept";
                return Err(Problem::new(&path, "", what, "end or resume that program and try again"));
            }
            // Some network file systems know no locks. To refuse every change there would lose more than two
            // windows ever do that write in the same millisecond.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(file),
        }
    }
}

fn not_kept(problem: Problem, what: &str) -> Problem {
    Problem { what: format!("{}, so {what} are not kept", problem.what), ..problem }
}

fn neither_known_nor_kept(problem: Problem, what: &str) -> Problem {
    Problem { what: format!("{}, so {what} are neither known nor kept", problem.what), ..problem }
}

fn parse<T: Content>(path: &Path, text: &str) -> Result<T, Unusable> {
    if text.trim_ascii().is_empty() {
        return Err(Unusable::Damaged(Problem::new(path, "", "it is empty", "delete it")));
    }
    let damaged = |error: serde_json::Error| {
        let Fault { place, what, mend } = json::fault(text, 0, &error);
        Unusable::Damaged(Problem::new(path, &place, &what, &mend))
    };
    if json::version(text).map_err(damaged)? > T::VERSION {
        let newer = Problem::new(path, "", "a newer httpdex wrote it", "update this one or move the file away");
        return Err(Unusable::Keep(neither_known_nor_kept(newer, T::WHAT)));
    }
    let mut content: T = serde_json::from_str(text).map_err(damaged)?;
    content.tidy();
    Ok(content)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn store() -> (tempfile::TempDir, StateStore) {
        let folder = tempfile::tempdir().unwrap();
        let store = StateStore::new(folder.path().join("httpdex/state.json"));
        (folder, store)
    }

    fn bookmark(id: &str) -> Change {
        Change::Bookmark(id.to_owned())
    }

    #[test]
    fn what_was_kept_is_remembered() {
        let (_folder, store) = store();
        assert_eq!(store.load(), (State::default(), None));
        let changes = [
            bookmark("429"),
            bookmark("acme-599"),
            bookmark("429"),
            Change::Visit("404".into()),
            Change::Background(TerminalBackground::Light),
            Change::Mouse(false),
            Change::Theme(Some("dark".into())),
        ];
        store.apply(&changes).unwrap();
        store.apply(&[Change::Unbookmark("429".into()), bookmark("200"), Change::Visit("500".into())]).unwrap();
        let (state, problem) = store.load();
        assert_eq!(problem, None);
        assert_eq!(state.bookmarks, ["acme-599", "200"]);
        assert_eq!(state.recent, ["500", "404"]);
        assert_eq!((state.background, state.mouse), (Some(TerminalBackground::Light), Some(false)));
        assert_eq!(state.theme.as_deref(), Some("dark"));
    }

    #[test]
    fn nothing_is_written_when_nothing_changes() {
        let (_folder, store) = store();
        store.apply(&[Change::Unbookmark("429".into())]).unwrap();
        assert!(!store.path.exists());
    }

    #[test]
    fn damage_is_set_aside_and_said() {
        let large = vec![b' '; usize::try_from(State::LIMIT).unwrap() + 1];
        let cases: [&[u8]; 9] = [
            b"",
            b" \n",
            b"{\"version\": 1, \"bookmarks\": [\"4",
            b"\xff\xfe",
            b"{\"version\": 1, \"bookmarks\": \"429\"}",
            b"{\"bookmarks\": []}",
            b"[]",
            b"{\"version\": 1, \"background\": \"green\"}",
            &large,
        ];
        for text in cases {
            for by_load in [true, false] {
                let (_folder, store) = store();
                fs::create_dir_all(store.path.parent().unwrap()).unwrap();
                fs::write(&store.path, text).unwrap();
                let problem = if by_load { store.load().1 } else { store.apply(&[bookmark("a")]).err() };
                let said = problem.unwrap().to_string();
                assert!(said.contains("it is kept as") && said.contains("state.json.damaged and"), "{said}");
                assert_eq!(fs::read(store.path.with_extension("json.damaged")).unwrap(), text, "{said}");
                store.apply(&[bookmark("b")]).unwrap();
                let kept: &[&str] = if by_load { &["b"] } else { &["a", "b"] };
                assert_eq!(store.load().0.bookmarks, kept);
            }
        }
    }

    #[test]
    fn the_file_of_a_newer_version_is_left_alone() {
        let (_folder, store) = store();
        let text = r#"{"version": 3, "bookmarks": {"429": "why"}}"#;
        fs::create_dir_all(store.path.parent().unwrap()).unwrap();
        fs::write(&store.path, text).unwrap();
        let (state, problem) = store.load();
        assert_eq!(state, State::default());
        assert!(problem.unwrap().what.contains("newer httpdex wrote it, so bookmarks"));
        assert!(store.apply(&[bookmark("a")]).is_err());
        assert_eq!(fs::read_to_string(&store.path).unwrap(), text);
        assert!(!store.path.with_extension("json.damaged").exists());
    }

    #[test]
    fn what_is_no_file_is_left_alone() {
        let (_folder, store) = store();
        fs::create_dir_all(&store.path).unwrap();
        assert!(store.load().1.unwrap().what.contains("folder and no file, so bookmarks and choices are neither"));
        assert!(store.apply(&[bookmark("a")]).is_err());
        assert!(store.path.is_dir());
    }

    #[test]
    fn a_list_that_somebody_edited_is_tidied() {
        let (_folder, store) = store();
        fs::create_dir_all(store.path.parent().unwrap()).unwrap();
        fs::write(&store.path, r#"{"version": 1, "bookmarks": ["a", "b", "a"]}"#).unwrap();
        assert_eq!(store.load().0.bookmarks, ["a", "b"]);
    }

    #[test]
    fn what_could_not_be_read_again_is_not_written() {
        let (_folder, store) = store();
        store.apply(&[bookmark("a")]).unwrap();
        let large = "x".repeat(usize::try_from(State::LIMIT).unwrap());
        assert!(store.apply(&[bookmark(&large)]).unwrap_err().what.contains("no room"));
        assert_eq!(store.load().0.bookmarks, ["a"]);
    }

    #[test]
    fn a_lock_that_is_held_is_waited_for_and_then_said() {
        let (_folder, store) = store();
        let lock = store.lock().unwrap();
        assert!(store.apply(&[bookmark("a")]).unwrap_err().what.contains("held this lock"));
        drop(lock);
        store.apply(&[bookmark("a")]).unwrap();
    }
}
