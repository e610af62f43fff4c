//! How well an item of a list fits what was typed.

use std::cmp::Reverse;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::item::{Mark, PickerItem};

/// In which way an item fits; the better ways first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// What was typed is its code, its name or another word for it.
    Whole,
    /// One of these begins so.
    Beginning,
    /// A word of its label begins so.
    Word,
    /// The letters are in it, in their order.
    Letters,
}

/// The place of an item among those that fit: the less, the better.
///
/// By how it fits; then, among codes, those of the registry before those of vendors; then by its letters; then the one
/// with less that was not typed, as `Quit` before `Quit at once`; then as they stand.
pub(super) type Rank = (Fit, bool, Reverse<i64>, usize, usize);

/// Ranks items by what was typed.
pub(super) struct Ranking {
    typed: String,
    matcher: SkimMatcherV2,
}

impl Ranking {
    pub(super) fn new(typed: &str) -> Self {
        Self { typed: typed.trim().to_lowercase(), matcher: SkimMatcherV2::default().ignore_case() }
    }

    /// The rank of the item number `n`; `None` where it does not fit.
    pub(super) fn of(&self, item: &PickerItem, mark: &Mark, n: usize) -> Option<Rank> {
        if self.typed.is_empty() {
            return Some((Fit::Whole, false, Reverse(0), 0, n));
        }
        let typed = self.typed.as_str();
        let label = item.label.to_lowercase();
        let code = label.get(..mark.code).unwrap_or_default();
        let names =
            || mark.names.iter().map(String::as_str).chain([label.as_str(), code]).filter(|name| !name.is_empty());
        let fit = if names().any(|name| name == typed) {
            Fit::Whole
        } else if names().any(|name| name.starts_with(typed)) {
            Fit::Beginning
        } else if label.match_indices(typed).any(|(at, _)| !label[..at].ends_with(char::is_alphanumeric)) {
            Fit::Word
        } else {
            Fit::Letters
        };
        let mut score = 0;
        if fit == Fit::Letters {
            // The label counts for more than what is said about it.
            let of_label = self.matcher.fuzzy_match(&item.label, typed).map(|score| score * 2);
            score = of_label.max(self.matcher.fuzzy_match(&item.detail, typed))?;
        }
        let is_late = mark.is_unofficial && fit != Fit::Letters;
        // Codes that fit alike keep their order, as do the languages that share a name.
        let begun = mark.names.iter().filter(|name| name.starts_with(typed)).map(String::len).min();
        let length = if mark.code > 0 { 0 } else { begun.unwrap_or(label.len()) };
        Some((fit, is_late, Reverse(score), length, n))
    }
}
