//! What is read when it is asked for: a user's own entries, and the page of an entry.

use std::path::PathBuf;

use super::format::Page;
use super::lookup::{Catalog, Index};
use super::own;
use super::row::Source;
use crate::problem::Problem;

/// A page whose text is not what it was when it was indexed.
#[derive(Debug, thiserror::Error)]
#[error("the page of {id} cannot be read: {error}")]
pub struct PageError {
    id: String,
    error: serde_json::Error,
}

impl Catalog {
    /// The catalogue with a user's own entries after those that come with the program, and what is wrong with them.
    ///
    /// Each file is given with its text, which holds one entry or an array of entries. An own entry needs `id`
    /// (`<vendor>-<code>`), `code` and `name`; all else may be left out. An entry of the category `no-status` is a
    /// failure, whose code is [`NO_CODE`](super::NO_CODE). An entry that is wrong is left out and the others are kept.
    pub fn with_own(files: Vec<(PathBuf, String)>) -> (Self, Vec<Problem>) {
        let embedded = Self::embedded();
        if files.is_empty() {
            return (embedded, Vec::new());
        }
        let (rows, problems) = own::load(&embedded, files);
        (Self::sorted(rows), problems)
    }

    /// The whole page of an entry, parsed now; nothing in it does any harm to a terminal.
    ///
    /// # Errors
    /// When the text of an own entry is no page any more; embedded pages were parsed by the build.
    pub fn page(&self, index: Index) -> Result<Page, PageError> {
        let row = self.row(index);
        let page = match &row.source {
            Source::Embedded(..) => serde_json::from_str(&row.source.text()),
            Source::Own(..) => {
                let page = own::page(&row.source.text());
                // What the entry may not claim is not on its page either.
                let emoji = row.emoji.as_deref().map(str::to_owned);
                let (code, standing, popular) = (row.code.to_string(), row.standing, row.popular);
                page.map(|page| Page { code, standing, emoji, popular, ..page })
            }
        };
        page.map_err(|error| PageError { id: row.id.to_string(), error })
    }
}
