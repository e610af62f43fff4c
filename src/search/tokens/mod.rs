//! The vocabulary of platforms and clients: tokens that decide everything and look like nothing.
//!
//! A token is matched exactly and in its case; of a sentence the words count. The embedded ones were written into the
//! program by the build script, sorted by their first words; those of own entries are made when they are loaded.

mod scan;
mod token;
mod words;

pub(super) use scan::{Found, scan};
pub use token::{Platform, Token};
pub(super) use token::{Spelling, Vocabulary};
