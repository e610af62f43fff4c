//! A file that is read whole, and changed under a lock.

use std::fs::File;
use std::io::ErrorKind;
use std::marker::PhantomData;
use std::path::PathBuf;
use std::time::Duration;

use super::Content;
use super::limited::Limited;
use super::lock::{NoLock, PATIENCE, lock};
use super::parse::{Unusable, neither_known_nor_kept, parse};
use crate::files::{self, Unread};
use crate::problem::Problem;

/// A file that remembers a `T`.
#[derive(Debug)]
pub struct Store<T> {
    path: PathBuf,
    content: PhantomData<fn() -> T>,
}

/// Why changes are not kept.
#[derive(Debug)]
pub(super) enum NotKept {
    /// Another window holds the lock.
    Held(Problem),
    /// Anything else.
    Failed(Problem),
}

impl From<NotKept> for Problem {
    fn from(not_kept: NotKept) -> Self {
        match not_kept {
            NotKept::Held(problem) | NotKept::Failed(problem) => problem,
        }
    }
}

impl From<Problem> for NotKept {
    fn from(problem: Problem) -> Self {
        Self::Failed(problem)
    }
}

impl<T> Clone for Store<T> {
    fn clone(&self) -> Self {
        Self { path: self.path.clone(), content: PhantomData }
    }
}

impl<T: Content> Store<T> {
    /// The store in this file, which need not be there yet.
    pub fn new(path: PathBuf) -> Self {
        Self { path, content: PhantomData }
    }

    /// What is remembered, and what is wrong with the file.
    ///
    /// A damaged file is set aside under another name, and what is sound in it goes on in a new one. One that cannot be
    /// read, or that a newer version of the program wrote, stays as it is.
    pub fn load(&self) -> (T, Option<Problem>) {
        match self.read() {
            Ok(content) => (content, None),
            Err(Unusable::Keep(problem)) => (T::default(), Some(problem)),
            // Another window may be repairing the file just now, so it is looked at again under the lock.
            Err(Unusable::Damaged(damage, sound)) => match self.lock(PATIENCE) {
                Ok(_lock) => match self.read_or_set_aside() {
                    Ok(read) => read,
                    Err(problem) => (sound.unwrap_or_default(), Some(problem)),
                },
                Err(_) => (sound.unwrap_or_default(), Some(neither_known_nor_kept(damage, T::WHAT))),
            },
        }
    }

    /// Keeps changes, whatever other windows have changed in the meantime. Nothing is written if nothing changes.
    ///
    /// # Errors
    /// When the changes cannot be kept: the folder is read-only, the disk is full, the file cannot be read or is from
    /// a newer version of the program, or another window holds the lock for seconds. Also when the file had been
    /// damaged since it was loaded: then the changes are kept in a new one, and the problem says where the old one is.
    pub fn apply(&self, changes: &[T::Change]) -> Result<(), Problem> {
        let ((), damage) = self.edit(|content| (content.update(changes), ()))?;
        damage.map_or(Ok(()), Err)
    }

    /// Changes what is on the disk; `edit` returns whether it has changed anything, and what the caller wants to know.
    /// That is returned with the problem of an old file, in whose place a new one was begun.
    ///
    /// # Errors
    /// When the changes are not kept, as with [`Store::apply`].
    pub fn edit<R>(&self, edit: impl FnOnce(&mut T) -> (bool, R)) -> Result<(R, Option<Problem>), Problem> {
        Ok(self.edit_within(PATIENCE, edit)?)
    }

    /// As [`Store::edit`], but waits only so long for another window.
    pub(super) fn edit_within<R>(
        &self,
        patience: Duration,
        edit: impl FnOnce(&mut T) -> (bool, R),
    ) -> Result<(R, Option<Problem>), NotKept> {
        let _lock = self.lock(patience)?;
        let (mut content, damage) = self.read_or_set_aside()?;
        let (is_changed, result) = edit(&mut content);
        if is_changed {
            self.write(&content)?;
        }
        Ok((result, damage))
    }

    /// What is remembered; a damaged file is set aside, which needs the lock.
    fn read_or_set_aside(&self) -> Result<(T, Option<Problem>), Problem> {
        match self.read() {
            Ok(content) => Ok((content, None)),
            Err(Unusable::Keep(problem)) => Err(problem),
            Err(Unusable::Damaged(damage, sound)) => {
                let said = files::set_aside(&damage)?;
                if let Some(sound) = &sound {
                    self.write(sound)?;
                }
                Ok((sound.unwrap_or_default(), Some(said)))
            }
        }
    }

    fn read(&self) -> Result<T, Unusable<T>> {
        match files::read(&self.path, T::LIMIT) {
            Ok(Some(text)) => parse(&self.path, &text),
            Ok(None) => Ok(T::default()),
            Err(Unread::Damaged(problem)) => Err(Unusable::Damaged(problem, None)),
            Err(Unread::Refused(problem)) => Err(Unusable::Keep(neither_known_nor_kept(problem, T::WHAT))),
        }
    }

    fn write(&self, content: &T) -> Result<(), Problem> {
        let mut is_full = false;
        let written = files::write_with(&self.path, |out| {
            // What is too large to be read again must not be written.
            let written = content.write(&mut Limited::new(out, T::LIMIT));
            is_full = written.as_ref().is_err_and(|error| error.kind() == ErrorKind::FileTooLarge);
            written
        });
        if is_full {
            let (what, advice) = T::FULL;
            return Err(Problem::new(&self.path, "", what, advice));
        }
        written
    }

    fn lock(&self, patience: Duration) -> Result<File, NotKept> {
        lock(&self.path, patience).map_err(|no_lock| {
            let not_kept = |problem: Problem| Problem {
                what: format!("{}, so {} are not kept", problem.what, T::WHAT),
                ..problem
            };
            match no_lock {
                NoLock::Held(problem) => NotKept::Held(not_kept(problem)),
                NoLock::Impossible(problem) => NotKept::Failed(not_kept(problem)),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::{Change, State, TerminalBackground};

    fn store() -> (tempfile::TempDir, Store<State>) {
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
        let text = r#"{"version": 4, "bookmarks": {"429": "why"}}"#;
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
    fn what_is_not_a_file_is_left_alone() {
        let (_folder, store) = store();
        fs::create_dir_all(&store.path).unwrap();
        assert!(store.load().1.unwrap().what.contains("folder, not a file, so bookmarks and choices are neither"));
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
        let lock = store.lock(PATIENCE).unwrap();
        assert!(
            store.apply(&[bookmark("a")]).unwrap_err().what.contains("held this lock for too long, so bookmarks and")
        );
        drop(lock);
        store.apply(&[bookmark("a")]).unwrap();
    }
}
