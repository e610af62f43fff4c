//! What is remembered between requests: never more than so many entries, the longest unused going first.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The most entries of a table.
const MOST: usize = 1024;

/// Entries by name.
#[derive(Debug)]
pub struct Table<T>(Mutex<Inner<T>>);

#[derive(Debug)]
struct Inner<T> {
    entries: HashMap<String, (u64, T)>,
    /// Counts uses.
    clock: u64,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Mutex::new(Inner { entries: HashMap::new(), clock: 0 }))
    }
}

impl<T: Clone> Table<T> {
    fn lock(&self) -> MutexGuard<'_, Inner<T>> {
        // A panic elsewhere leaves entries whole: each is replaced in one step.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The entry of a name.
    pub fn get(&self, name: &str) -> Option<T> {
        self.lock().entries.get(name).map(|(_, value)| value.clone())
    }

    /// Puts an entry in the place of the one of the same name.
    pub fn put(&self, name: String, value: T) {
        self.change(name, |entry| *entry = Some(value));
    }

    /// Changes the entry of a name in one step; `None` is no entry.
    pub fn change<R>(&self, name: String, change: impl FnOnce(&mut Option<T>) -> R) -> R {
        let inner = &mut *self.lock();
        inner.clock += 1;
        let mut entry = inner.entries.remove(&name).map(|(_, value)| value);
        let result = change(&mut entry);
        if let Some(value) = entry {
            if inner.entries.len() >= MOST {
                let oldest = inner.entries.iter().min_by_key(|(_, (used, _))| *used).map(|(name, _)| name.clone());
                oldest.and_then(|oldest| inner.entries.remove(&oldest));
            }
            inner.entries.insert(name, (inner.clock, value));
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unused_goes_first() {
        let table = Table::default();
        for n in 0..MOST {
            table.put(n.to_string(), n);
        }
        table.change("0".to_owned(), |entry| assert_eq!(*entry, Some(0)));
        table.put("new".to_owned(), 7);
        assert_eq!(table.lock().entries.len(), MOST);
        assert_eq!((table.get("0"), table.get("1"), table.get("new")), (Some(0), None, Some(7)));
        table.change("new".to_owned(), |entry| *entry = None);
        assert_eq!(table.get("new"), None);
    }
}
