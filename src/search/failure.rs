//! Whether a text reports that no status was received.
//!
//! What says so is data: the spellings of the entries in the category of failures, and the vocabularies of clients in
//! `data/tokens` that lead to them.

use crate::catalog::Catalog;

use super::numbers::{Numbers, Reason};
use super::tokens::Found;

/// What a token counts that mostly has another beside it that says what failed.
const GENERAL: f32 = 0.2;

/// What the second entry that a token may mean counts, and each after it.
const SECOND: f32 = 0.45;

/// Words by which a proxy or server tells of the connection to the server behind it: it answers with a status.
/// `origin` before a space may be the word of the browsers, as in `from origin 'https://…'`.
const BEHIND: [&str; 7] = ["upstream", "backend", "origin", "origin ssl", "origin tls", "origin dns", "origin server"];

/// The ids of the failures that a text reports, the likeliest first, and the token that says it best.
///
/// None where the text holds a status, or is of a proxy that answers a failed connection with one.
pub(super) fn reported<'v>(
    catalog: &Catalog,
    text: &str,
    numbers: &Numbers<'_>,
    found: &[Found<'v>],
) -> Option<(Vec<&'v str>, Found<'v>)> {
    if found.is_empty() {
        return None;
    }
    let told = |reason: Reason| !matches!(reason, Reason::Beside | Reason::Leading);
    if numbers.all.iter().filter_map(super::numbers::Number::status).any(told) {
        return None;
    }
    let proxy = found.iter().any(|found| !found.token.fails);
    let lower = text.to_lowercase();
    if proxy || numbers.format.is_some() || BEHIND.iter().any(|word| names(&lower, word)) {
        return None;
    }
    let mut votes: Vec<(&'v str, f32)> = Vec::new();
    for found in found {
        let mut worth = if found.token.general { GENERAL } else { 1.0 + 0.01 * found.range.len().min(60) as f32 };
        for id in found.token.codes() {
            match votes.iter_mut().find(|(known, _)| *known == id) {
                Some((_, sum)) => *sum += worth,
                None => votes.push((id, worth)),
            }
            worth *= SECOND;
        }
    }
    votes.sort_by(|a, b| b.1.total_cmp(&a.1));
    let is_failure = |id: &str| catalog.find(id).is_some_and(|index| catalog.row(index).is_failure());
    let ids: Vec<&str> = votes.iter().map(|&(id, _)| id).filter(|id| is_failure(id)).collect();
    let best = *ids.first()?;
    let says = |found: &&Found<'v>| found.token.codes().any(|id| id == best);
    let token = found
        .iter()
        .filter(says)
        .min_by_key(|found| (found.token.general, found.token.codes().next() != Some(best)))?;
    Some((ids, token.clone()))
}

/// Whether a text in lower case has a word.
fn names(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let edge =
            |c: char| !(c.is_alphanumeric() || c == '-' || c == '_' || c == '\'' || c == ' ' && word == "origin");
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        before && text[at + word.len()..].chars().next().is_none_or(edge)
    })
}
