//! What a file remembers.

use std::io::{self, Write};

use serde::de::DeserializeOwned;

use crate::json::Fault;

/// What is lost of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// How many rows cannot be read.
    pub lost: usize,
    /// How many can.
    pub kept: usize,
    /// What is wrong with the first one that cannot.
    pub first: Fault,
}

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

    /// Applies changes; returns whether anything is other than before. What was applied already changes nothing.
    fn update(&mut self, changes: &[Self::Change]) -> bool;

    /// Brings what somebody edited into the form in which the program would have written it.
    fn tidy(&mut self);

    /// Writes the text of the file, with the version.
    ///
    /// # Errors
    /// When it cannot be written as JSON, or there is no room for it.
    fn write(&self, out: &mut dyn Write) -> io::Result<()>;

    /// What can be read of a text that as a whole cannot, and what is lost; `None` if nothing can.
    fn salvage(_text: &str) -> Option<(Self, Damage)> {
        None
    }
}
