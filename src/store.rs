//! What the interface remembers from one run to the next: bookmarks, recent pages and a few choices.
//!
//! Several windows may be open at once. Each change is therefore applied to what is on the disk at that moment, under
//! a lock, and the file is replaced in one step.

use std::collections::HashSet;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::files::{self, Unread};
use crate::json::{self, Fault};
use crate::problem::Problem;

/// The version of the file's format. Any new key raises it: an older program would not keep that key.
const VERSION: u64 = 1;
/// The largest file. Tens of thousands of bookmarks fit.
const LIMIT: u64 = 4 << 20;
/// How many recent pages are remembered.
const RECENT: usize = 50;
/// How long another window may hold the lock; writing takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// Ids of bookmarked entries, in the order in which they were added. They need not be in the catalogue: they may
    /// be of own entries that are not loaded now.
    pub bookmarks: Vec<String>,
    /// Ids of the entries seen last, the latest first.
    pub recent: Vec<String>,
    /// The background of the terminal, as far as it was ever found out.
    pub background: Option<Background>,
    /// Whether the mouse is captured, if that was ever chosen.
    pub mouse: Option<bool>,
    /// The theme chosen in the interface.
    pub theme: Option<String>,
}

/// The background of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Background {
    /// Light text on dark.
    Dark,
    /// Dark text on light.
    Light,
}

/// Something new to remember.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// An entry was bookmarked.
    Bookmark(String),
    /// A bookmark was removed.
    Unbookmark(String),
    /// An entry was shown.
    Visit(String),
    /// The background was found out.
    Background(Background),
    /// The mouse was captured or let go.
    Mouse(bool),
    /// A theme was chosen; `None` goes back to the one that follows the terminal.
    Theme(Option<String>),
}

impl State {
    /// Takes a change in.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Bookmark(id) if self.bookmarks.contains(id) => (),
            Change::Bookmark(id) => self.bookmarks.push(id.clone()),
            Change::Unbookmark(id) => self.bookmarks.retain(|bookmark| bookmark != id),
            Change::Visit(id) => {
                self.recent.retain(|recent| recent != id);
                self.recent.insert(0, id.clone());
                self.recent.truncate(RECENT);
            }
            Change::Background(background) => self.background = Some(*background),
            Change::Mouse(captured) => self.mouse = Some(*captured),
            Change::Theme(theme) => self.theme.clone_from(theme),
        }
    }

    /// Makes a list that somebody edited what the program would have written.
    fn tidy(&mut self) {
        for ids in [&mut self.bookmarks, &mut self.recent] {
            let mut seen = HashSet::new();
            ids.retain(|id| seen.insert(id.clone()));
        }
        self.recent.truncate(RECENT);
    }
}

/// The file that remembers.
#[derive(Debug, Clone)]
pub struct Store {
    path: PathBuf,
}

/// Why the file does not say what was remembered.
enum Unusable {
    /// It is not to be touched.
    Keep(Problem),
    /// It is to be set aside.
    Damaged(Problem),
}

impl Store {
    /// The store in this file, which need not be there yet.
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// What is remembered, and what is wrong with the file.
    ///
    /// A damaged file is set aside under another name. One that cannot be read, or that a newer version of the program
    /// wrote, stays as it is.
    pub fn load(&self) -> (State, Option<Problem>) {
        match self.read() {
            Ok(state) => (state, None),
            Err(Unusable::Keep(problem)) => (State::default(), Some(problem)),
            // Another window may be mending the file just now, so it is looked at again under the lock.
            Err(Unusable::Damaged(damage)) => match self.lock().and_then(|_lock| self.read_or_set_aside()) {
                Ok(read) => read,
                Err(problem) if problem.file == self.path => (State::default(), Some(problem)),
                Err(_) => (State::default(), Some(neither_known_nor_kept(damage))),
            },
        }
    }

    /// Keeps changes, whatever other windows have changed in the meantime. Nothing is written if nothing changes.
    ///
    /// # Errors
    /// When the changes cannot be kept: the folder is read-only, the disk is full, the file cannot be read or is from
    /// a newer version of the program. Also when the file had been damaged since it was loaded: then the changes are
    /// kept in a new one, and the problem says where the old one is.
    pub fn apply(&self, changes: &[Change]) -> Result<(), Problem> {
        let _lock = self.lock()?;
        let (old, damage) = self.read_or_set_aside()?;
        let mut new = old.clone();
        for change in changes {
            new.apply(change);
        }
        if new != old {
            self.write(&new)?;
        }
        damage.map_or(Ok(()), Err)
    }

    /// What is remembered; a damaged file is set aside, which needs the lock.
    fn read_or_set_aside(&self) -> Result<(State, Option<Problem>), Problem> {
        match self.read() {
            Ok(state) => Ok((state, None)),
            Err(Unusable::Keep(problem)) => Err(problem),
            Err(Unusable::Damaged(damage)) => Ok((State::default(), Some(files::set_aside(&damage)?))),
        }
    }

    fn read(&self) -> Result<State, Unusable> {
        match files::read(&self.path, LIMIT) {
            Ok(Some(text)) => parse(&self.path, &text),
            Ok(None) => Ok(State::default()),
            Err(Unread::Damaged(problem)) => Err(Unusable::Damaged(problem)),
            Err(Unread::Refused(problem)) => Err(Unusable::Keep(neither_known_nor_kept(problem))),
        }
    }

    fn write(&self, state: &State) -> Result<(), Problem> {
        #[derive(Serialize)]
        struct Versioned<'a> {
            version: u64,
            #[serde(flatten)]
            state: &'a State,
        }
        let text = serde_json::to_string_pretty(&Versioned { version: VERSION, state });
        let text = text.map_err(|error| files::cannot(&self.path, "written", &error.into()))?;
        // What is too large to be read again must not be written.
        if text.len() as u64 > LIMIT {
            return Err(Problem::new(&self.path, "", "there is no room for more bookmarks in it", "remove some"));
        }
        files::write(&self.path, &text)
    }

    /// Waits until no other window writes. The lock ends with the file that is returned.
    fn lock(&self) -> Result<File, Problem> {
        files::make_folder_of(&self.path).map_err(not_kept)?;
        let mut path = self.path.clone().into_os_string();
        path.push(".lock");
        let path = PathBuf::from(path);
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let file = opened.map_err(|error| not_kept(files::cannot(&path, "written", &error)))?;
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
}

fn not_kept(Problem { file, place, what, mend }: Problem) -> Problem {
    Problem { file, place, what: format!("{what}, so bookmarks and choices are not kept"), mend }
}

fn neither_known_nor_kept(Problem { file, place, what, mend }: Problem) -> Problem {
    Problem { file, place, what: format!("{what}, so bookmarks and choices are neither known nor kept"), mend }
}

fn parse(path: &Path, text: &str) -> Result<State, Unusable> {
    #[derive(Deserialize)]
    struct Version {
        version: u64,
    }
    if text.trim_ascii().is_empty() {
        return Err(Unusable::Damaged(Problem::new(path, "", "it is empty", "delete it")));
    }
    let damaged = |error: serde_json::Error| {
        let Fault { place, what, mend } = json::fault(text, 0, &error);
        Unusable::Damaged(Problem::new(path, &place, &what, &mend))
    };
    let Version { version } = serde_json::from_str(text).map_err(damaged)?;
    if version > VERSION {
        let newer = Problem::new(path, "", "a newer httpdex wrote it", "update this one or move the file away");
        return Err(Unusable::Keep(neither_known_nor_kept(newer)));
    }
    let mut state: State = serde_json::from_str(text).map_err(damaged)?;
    state.tidy();
    Ok(state)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().join("httpdex/state.json"));
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
            Change::Background(Background::Light),
            Change::Mouse(false),
            Change::Theme(Some("dark".into())),
        ];
        store.apply(&changes).unwrap();
        store.apply(&[Change::Unbookmark("429".into()), bookmark("200"), Change::Visit("500".into())]).unwrap();
        let (state, problem) = store.load();
        assert_eq!(problem, None);
        assert_eq!(state.bookmarks, ["acme-599", "200"]);
        assert_eq!(state.recent, ["500", "404"]);
        assert_eq!((state.background, state.mouse), (Some(Background::Light), Some(false)));
        assert_eq!(state.theme.as_deref(), Some("dark"));
    }

    #[test]
    fn recent_pages_are_few_and_each_is_there_once() {
        let mut state = State::default();
        for id in (0..60).chain([30]) {
            state.apply(&Change::Visit(id.to_string()));
        }
        assert_eq!(state.recent.len(), RECENT);
        assert_eq!(state.recent[..3], ["30", "59", "58"]);
        assert_eq!(state.recent.iter().filter(|id| *id == "30").count(), 1);
    }

    #[test]
    fn nothing_is_written_when_nothing_changes() {
        let (_folder, store) = store();
        store.apply(&[Change::Unbookmark("429".into())]).unwrap();
        assert!(!store.path.exists());
    }

    #[test]
    fn damage_is_set_aside_and_said() {
        let large = vec![b' '; usize::try_from(LIMIT).unwrap() + 1];
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
        let text = r#"{"version": 2, "bookmarks": {"429": "why"}}"#;
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
        let large = "x".repeat(usize::try_from(LIMIT).unwrap());
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
