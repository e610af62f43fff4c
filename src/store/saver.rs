//! Keeps trying to keep.

use super::{Content, Kept};
use crate::problem::Problem;

/// A store for a window: what could not be written waits here, and goes to the disk with what comes next.
#[derive(Debug)]
pub struct Saver<T: Content> {
    store: Kept<T>,
    waiting: Vec<T::Change>,
}

impl<T: Content> Saver<T> {
    /// A saver to which everything is on the disk.
    pub const fn new(store: Kept<T>) -> Self {
        Self { store, waiting: Vec::new() }
    }

    /// Keeps changes, and all that could not be kept before.
    ///
    /// # Errors
    /// As [`Kept::apply`]; what is not kept waits for the next call.
    pub fn save(&mut self, changes: impl IntoIterator<Item = T::Change>) -> Result<(), Problem> {
        self.waiting.extend(changes);
        if self.waiting.is_empty() {
            return Ok(());
        }
        let damage = self.store.keep(&self.waiting)?;
        self.waiting.clear();
        damage.map_or(Ok(()), Err)
    }

    /// How many changes are not on the disk.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }
}
