//! A user's own entries: read, checked, and made harmless.
//!
//! A file holds one entry or an array of entries. An entry that is wrong is skipped and its neighbours are kept; a file
//! that is not valid JSON is skipped whole. Whatever is skipped, or will not be shown, is said.

mod check;
mod file;
mod harmless;
mod load;
mod spans;

pub(super) use harmless::page;
pub(super) use load::load;
