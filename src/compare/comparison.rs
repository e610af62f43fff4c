//! A comparison: codes side by side, under a verdict.

use serde::Serialize;

use super::file::{WrittenAnswer, WrittenQuestion};
use super::rows::{Row, rows};
use super::side::{Column, Error, Side, Source, own_sources, sides};
use super::verdict::{Verdict, verdict};
use super::written::WrittenComparisons;
use crate::catalog::{Catalog, Index};

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

impl Comparison {
    /// Compares two to four entries, in their order.
    ///
    /// # Errors
    /// When there are fewer or more, when one is named twice, or when the page of an own entry cannot be read.
    pub fn of(catalog: &Catalog, indexes: &[Index]) -> Result<Self, Error> {
        Self::with(catalog, &WrittenComparisons::embedded(), indexes)
    }

    /// As [`Comparison::of`], for callers that compare again and again and read what is written only once.
    ///
    /// # Errors
    /// As [`Comparison::of`].
    pub fn with(catalog: &Catalog, written: &WrittenComparisons, indexes: &[Index]) -> Result<Self, Error> {
        let sides = sides(catalog, indexes)?;
        let written = written.for_codes(&sides);
        let verdict = verdict(&sides, &written);
        let questions = written.whole().map(|written| questions(&written.questions, &sides)).unwrap_or_default();
        let rows = rows(&sides);
        let traps = written.traps();
        let sources = written.sources();
        let sources = if sources.is_empty() { own_sources(&sides) } else { sources };
        let columns = sides.into_iter().map(|side| side.column).collect();
        Ok(Self { columns, verdict, questions, traps, sources, rows })
    }
}

fn questions(written: &[WrittenQuestion], sides: &[Side]) -> Vec<Question> {
    let answer = |answer: &WrittenAnswer| Answer {
        answer: answer.answer.clone(),
        column: answer.code.as_ref().and_then(|id| sides.iter().position(|side| side.column.id == *id)),
        code: answer.code.clone(),
    };
    let question = |question: &WrittenQuestion| Question {
        question: question.question.clone(),
        answers: question.answers.iter().map(answer).collect(),
    };
    written.iter().map(question).collect()
}
