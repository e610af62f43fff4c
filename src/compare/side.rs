//! The codes that stand beside each other, with their pages.

use std::ops::RangeInclusive;

use serde::Serialize;

use crate::catalog::{Catalog, Index, Page, PageError, Standing};

/// The fewest and the most codes of a comparison.
pub const CODES: RangeInclusive<usize> = 2..=4;

/// Why codes cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There are too few or too many.
    #[error("a comparison takes two to four codes, and these are {0}")]
    Count(usize),
    /// One is named twice; its id.
    #[error("{0} is named twice; a comparison takes different codes")]
    Twice(String),
    /// A page of the user's cannot be read any more.
    #[error(transparent)]
    Page(#[from] PageError),
}

/// A code of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its position in the catalogue.
    pub index: Index,
    /// Its id.
    pub id: String,
    /// The code.
    pub code: String,
    /// The name and, for a vendor's code, the vendor.
    pub title: String,
    /// The code and the title; the title alone for a failure.
    pub heading: String,
    /// What to call it here: the code, or the id where two columns have the same code; the name of a failure.
    pub label: String,
    /// The class of the code, 1 to 5.
    pub class: Option<u8>,
}

/// A page elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub url: String,
}

/// A code with its page, while a comparison is made.
pub(super) struct Side {
    pub(super) column: Column,
    pub(super) page: Page,
}

impl Side {
    /// Whether it is a failure, to which no response belongs.
    pub(super) fn is_failure(&self) -> bool {
        self.page.standing == Standing::Failure
    }
}

/// The codes of a comparison with their pages, in the order in which they are given.
pub(super) fn sides(catalog: &Catalog, indexes: &[Index]) -> Result<Vec<Side>, Error> {
    if !CODES.contains(&indexes.len()) {
        return Err(Error::Count(indexes.len()));
    }
    let twice = indexes.iter().enumerate().find(|(n, index)| indexes[..*n].contains(index));
    if let Some((_, &index)) = twice {
        return Err(Error::Twice(catalog.row(index).id.to_string()));
    }
    let side = |&index: &Index| {
        let row = catalog.row(index);
        let shared = indexes.iter().any(|&other| other != index && catalog.row(other).code == row.code);
        let column = Column {
            index,
            id: row.id.to_string(),
            code: row.code.to_string(),
            title: row.marked_title(),
            heading: if row.is_failure() { row.marked_title() } else { format!("{} {}", row.code, row.marked_title()) },
            label: if shared && !row.is_failure() { row.id.to_string() } else { row.label().to_owned() },
            class: row.class(),
        };
        Ok(Side { column, page: catalog.page(index)? })
    };
    indexes.iter().map(side).collect()
}

/// Where the pages come from, when no comparison is written.
pub(super) fn own_sources(sides: &[Side]) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for Side { page, .. } in sides {
        let rfc = page.rfc.as_ref().map(|rfc| Source { title: rfc.cite(), url: rfc.url.clone() });
        let doc = || page.docs.first().map(|doc| Source { title: doc.title.clone(), url: doc.url.clone() });
        sources.extend(rfc.or_else(doc).filter(|source| !sources.contains(source)));
    }
    sources
}
