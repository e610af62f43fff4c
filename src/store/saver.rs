//! Keeps trying to keep.

use std::time::Duration;

use super::file::NotKept;
use super::lock::PATIENCE;
use super::{Content, Store};
use crate::problem::Problem;

/// A store for a window: what could not be written waits here, and goes to the disk with what comes next.
#[derive(Debug)]
pub struct Saver<T: Content> {
    store: Store<T>,
    waiting: Vec<T::Change>,
    /// How long to wait for another window: while one holds the lock, only the first call does.
    patience: Duration,
}

impl<T: Content> Saver<T> {
    /// A saver to which everything is on the disk.
    pub const fn new(store: Store<T>) -> Self {
        Self { store, waiting: Vec::new(), patience: PATIENCE }
    }

    /// Keeps changes, and all that could not be kept before.
    ///
    /// # Errors
    /// As [`Store::apply`]; what is not kept waits for the next call. While another window holds the lock, the first
    /// call takes seconds and those after it return at once.
    pub fn save(&mut self, changes: impl IntoIterator<Item = T::Change>) -> Result<(), Problem> {
        self.waiting.extend(changes);
        if self.waiting.is_empty() {
            return Ok(());
        }
        let kept = self.store.edit_within(self.patience, |content| (content.update(&self.waiting), ()));
        self.patience = if matches!(kept, Err(NotKept::Held(_))) { Duration::ZERO } else { PATIENCE };
        let ((), damage) = kept?;
        self.waiting.clear();
        damage.map_or(Ok(()), Err)
    }

    /// How many changes are not on the disk.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::super::lock::lock;
    use super::super::{Change, StateStore};
    use super::*;

    #[test]
    fn a_lock_that_is_held_is_waited_for_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        let held = lock(&path, PATIENCE).unwrap();
        let mut saver = Saver::new(StateStore::new(path.clone()));
        assert!(saver.save([Change::Visit("404".into())]).unwrap_err().what.contains("held this lock"));
        let begin = Instant::now();
        for id in ["410", "429"] {
            assert!(saver.save([Change::Visit(id.into())]).is_err());
        }
        assert!(saver.save([]).is_err());
        assert!(begin.elapsed() < PATIENCE / 4, "{:?}", begin.elapsed());
        assert_eq!(saver.waiting(), 3);
        drop(held);
        saver.save([]).unwrap();
        assert_eq!(saver.waiting(), 0);
        assert_eq!(StateStore::new(path).load().0.recent, ["429", "410", "404"]);
    }
}
