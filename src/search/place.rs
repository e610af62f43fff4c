//! Where on a page a hit matched.

use super::index::{Field, IndexReader, Words};
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

/// Which of its kind a phrase of an entry is.
pub(super) fn number(index: &IndexReader<'_>, entry: usize, phrase: usize, field: Field) -> usize {
    let kind = if field == Field::Check { Field::Cause } else { field };
    let before = index.phrases(entry).take(phrase + usize::from(field == Field::Check));
    let count = before.filter(|phrase| phrase.field == kind).count();
    if field == Field::Check { count.saturating_sub(1) } else { count }
}

/// The words of a text that the query has, as they are written.
pub(super) fn words(text: &str, index: &IndexReader<'_>, meanings: &Meanings) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in Words::of(text).iter().filter(|word| word.joins == 0) {
        let meant = index.words().find(word.text).and_then(|number| meanings.get(number));
        if meant.is_some() {
            let written: String = text.chars().skip(word.chars.start).take(word.chars.len()).collect();
            if !found.contains(&written) {
                found.push(written);
            }
        }
    }
    found
}
