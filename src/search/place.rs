//! Where on a page a hit matched.

use super::index::{Field, IndexReader, Phrase, Words};
use super::meanings::Meanings;

/// The place of a page that matched, for opening it there with its words marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What matched.
    pub field: Field,
    /// Which of its kind it is, from 0: the cause (for a check, the cause that it confirms), the question, the alias.
    pub number: usize,
    /// The words that matched, as they are written there.
    pub words: Vec<String>,
    /// The ids of the codes, of a comparison.
    pub codes: Vec<String>,
}

impl Place {
    /// A place with the words that matched.
    pub(super) fn new(field: Field, number: usize, words: Vec<String>) -> Self {
        Self { field, number, words, codes: Vec::new() }
    }

    /// The section of the page that it is in, by the id that `show --section` takes.
    pub const fn section(&self) -> &'static str {
        match self.field {
            Field::Cause | Field::Check => "causes",
            Field::Question => "faq",
            Field::Header => "headers",
            Field::Setting => "settings",
            Field::Meaning => "definition",
            _ => "overview",
        }
    }

    /// Which of its kind in the section it is, where the section has several.
    pub const fn index(&self) -> Option<usize> {
        match self.field {
            Field::Cause | Field::Check | Field::Question | Field::Header | Field::Setting | Field::Alias => {
                Some(self.number)
            }
            _ => None,
        }
    }
}

/// A phrase of an entry, and which of its kind it is.
pub(super) fn phrase<'a>(
    index: &IndexReader<'a>,
    entry: usize,
    number: usize,
    field: Field,
) -> (Option<Phrase<'a>>, usize) {
    // A check is of the cause before it.
    let kind = if field == Field::Check { Field::Cause } else { field };
    let mut before = 0;
    let mut phrases = index.phrases(entry);
    for phrase in phrases.by_ref().take(number) {
        before += usize::from(phrase.field == kind);
    }
    (phrases.next(), if field == Field::Check { before.saturating_sub(1) } else { before })
}

/// The words of a text that the query has, as they are written.
pub(super) fn words(text: &str, index: &IndexReader<'_>, meanings: &Meanings) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in Words::of(text).iter().filter(|word| word.joins == 0) {
        if meanings.find(index, word.text).is_some() {
            let written: String = text.chars().skip(word.chars.start).take(word.chars.len()).collect();
            if !found.contains(&written) {
                found.push(written);
            }
        }
    }
    found
}
