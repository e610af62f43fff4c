//! Two to four codes side by side: which to use when, and in what they differ.
//!
//! A verdict is written for the sets that people confuse (`data/comparisons`); for every other set it is derived from
//! what the pages say of each other, or else from their traits, and says so.

mod acts;
mod diff;
pub mod file;
mod lay_out;
mod markdown;
mod rows;
mod verdict;
mod written;

use serde::Serialize;

use crate::catalog::{Catalog, Index, Page, PageError};

pub use diff::Words;
pub use lay_out::{ComparisonLine, LEAST_COLUMN, MOST_COLUMN, lay_out, side_by_side};
pub use markdown::markdown;
pub use rows::{Aspect, Cell, Row, Shape};
pub use verdict::{Origin, Verdict};
pub use written::{confused_with, curated, written};

/// The fewest and the most codes of a comparison.
pub const CODES: std::ops::RangeInclusive<usize> = 2..=4;

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

/// Codes side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The codes, in the order in which they were given.
    pub columns: Vec<Column>,
    /// Which to use when.
    pub verdict: Verdict,
    /// A decision tree, read from the top; empty where none is written.
    pub questions: Vec<Question>,
    /// What people get wrong. Texts may hold `backticks` around code.
    pub traps: Vec<String>,
    /// Where it stands.
    pub sources: Vec<Source>,
    /// What the codes say, aspect by aspect, equal or not.
    pub rows: Vec<Row>,
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
    /// What to call it here: the code, or the id where two columns have the same code.
    pub label: String,
    /// The class of the code, 1 to 5.
    pub class: Option<u8>,
}

/// A question of the decision tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// What to ask.
    pub question: String,
    /// The answers to it.
    pub answers: Vec<Answer>,
}

/// An answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// What one answers.
    pub answer: String,
    /// The column that it leads to; `None` leads to the next question.
    #[serde(skip)]
    pub column: Option<usize>,
    /// The id of that column.
    pub code: Option<String>,
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
struct Side {
    column: Column,
    page: Page,
}

impl Comparison {
    /// Compares two to four entries, in their order.
    ///
    /// # Errors
    /// When there are fewer or more, when one is named twice, or when the page of an own entry cannot be read.
    pub fn of(catalog: &Catalog, indexes: &[Index]) -> Result<Self, Error> {
        let sides = sides(catalog, indexes)?;
        let written = written::for_codes(&sides);
        let verdict = verdict::verdict(&sides, &written);
        let questions = written.whole().map(|written| questions(&written.questions, &sides)).unwrap_or_default();
        let rows = rows::rows(&sides);
        let traps = written.traps();
        let sources = written.sources();
        let sources = if sources.is_empty() { own_sources(&sides) } else { sources };
        let columns = sides.into_iter().map(|side| side.column).collect();
        Ok(Self { columns, verdict, questions, traps, sources, rows })
    }
}

fn sides(catalog: &Catalog, indexes: &[Index]) -> Result<Vec<Side>, Error> {
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
            title: row.title(),
            label: if shared { row.id.to_string() } else { row.code.to_string() },
            class: row.class(),
        };
        Ok(Side { column, page: catalog.page(index)? })
    };
    indexes.iter().map(side).collect()
}

fn questions(written: &[file::WrittenQuestion], sides: &[Side]) -> Vec<Question> {
    let answer = |answer: &file::WrittenAnswer| Answer {
        answer: answer.answer.clone(),
        column: answer.code.as_ref().and_then(|id| sides.iter().position(|side| side.column.id == *id)),
        code: answer.code.clone(),
    };
    let question = |question: &file::WrittenQuestion| Question {
        question: question.question.clone(),
        answers: question.answers.iter().map(answer).collect(),
    };
    written.iter().map(question).collect()
}

/// Where the pages come from, when no comparison is written.
fn own_sources(sides: &[Side]) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for Side { page, .. } in sides {
        let rfc = page.rfc.as_ref().map(|rfc| Source { title: rfc.cite(), url: rfc.url.clone() });
        let doc = || page.docs.first().map(|doc| Source { title: doc.title.clone(), url: doc.url.clone() });
        sources.extend(rfc.or_else(doc).filter(|source| !sources.contains(source)));
    }
    sources
}
