//! The index that searching reads: one block of bytes, written once and never parsed.
//!
//! The build script compiles this folder too and writes the block of the embedded catalogue with it; the block of a
//! user's own entries is written by the same code while the program runs. Nothing here depends on the rest of the
//! crate.

mod bytes;
mod entry;
mod field;
mod phrases;
mod reader;
mod stems;
mod table;
mod words;
mod writer;

pub(crate) use entry::IndexEntry;
pub use field::Field;
pub(crate) use phrases::decode;
pub(crate) use reader::{IndexReader, Phrase, letters_within};
pub(crate) use words::{Words, is_stop, letters, stem};
pub(crate) use writer::{IndexWriter, TitleKind};
