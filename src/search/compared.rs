//! Whether a query asks for the difference between codes.

use crate::catalog::{Catalog, Index};

use super::index::{Field, IndexReader, TitleKind, Words};
use super::place::Place;
use super::why::Why;

/// What stands between the codes of a comparison.
const BETWEEN: [&str; 7] = ["or", "vs", "versus", "against", "than", "and", "&"];

/// Words that say that a comparison is asked for; `and` alone does not.
const ASKING: [&str; 10] =
    ["or", "vs", "versus", "against", "than", "difference", "differences", "compare", "comparison", "compared"];

/// Words that say nothing beside them.
const FILLERS: [&str; 26] = [
    "the",
    "between",
    "what",
    "whats",
    "is",
    "http",
    "status",
    "code",
    "codes",
    "error",
    "errors",
    "response",
    "which",
    "should",
    "i",
    "use",
    "when",
    "a",
    "an",
    "to",
    "with",
    "in",
    "of",
    "return",
    "difference",
    "differences",
];

/// At most so many codes are compared.
const MOST: usize = 4;

/// The codes whose comparison a query asks for: `401 or 403`, `502 vs 504`, `401/403`, `bad gateway vs gateway timeout`.
pub(super) fn compared(catalog: &Catalog, parts: &[(IndexReader<'_>, Index)], text: &str) -> Option<Vec<Index>> {
    if text.len() > 160 || text.contains('\n') {
        return None;
    }
    let asks = |word: &str| ASKING.iter().any(|asking| word.eq_ignore_ascii_case(asking));
    if !text.contains('/') && !text.split(|c: char| !c.is_alphanumeric()).any(asks) {
        return None;
    }
    let spaced = between_digits(text);
    let lower = spaced.to_lowercase();
    let words: Vec<&str> = lower
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&' && c != '-'))
        .filter(|word| !word.is_empty())
        .collect();
    if !words.iter().any(|word| ASKING.contains(word)) {
        return None;
    }
    let mut sides: Vec<Vec<&str>> = vec![Vec::new()];
    for word in &words {
        if BETWEEN.contains(word) {
            sides.push(Vec::new());
        } else if !FILLERS.contains(word) && !ASKING.contains(word) {
            sides.last_mut()?.push(word);
        }
    }
    // `difference between 301 and 308` has nothing before the first code.
    sides.retain(|side| !side.is_empty());
    if !(2..=MOST).contains(&sides.len()) {
        return None;
    }
    let mut found: Vec<Index> = Vec::new();
    for side in &sides {
        let index = named(catalog, parts, side)?;
        if found.contains(&index) {
            return None;
        }
        found.push(index);
    }
    Some(found)
}

/// Why the comparison of some entries is a hit.
pub(super) fn why(catalog: &Catalog, all: &[Index]) -> Why {
    let name = |&index: &Index| catalog.row(index).heading();
    let names: Vec<String> = all.iter().map(name).collect();
    let ids: Vec<String> = all.iter().map(|&index| catalog.row(index).id.to_string()).collect();
    let mut place = Place::new(Field::Comparison, 0, Vec::new());
    place.codes = ids;
    Why { field: Field::Comparison, text: names.join(" or "), also: None, marks: Vec::new(), place }
}

/// The entry that some words name: by id, by code (the registry's before a vendor's), or by its whole name.
fn named(catalog: &Catalog, parts: &[(IndexReader<'_>, Index)], words: &[&str]) -> Option<Index> {
    if let [word] = words
        && let Some(index) = catalog.find(word).or_else(|| catalog.owners(word).next())
    {
        return Some(index);
    }
    // `nginx 499`
    if let [vendor, code] = words {
        let owned = |&index: &Index| {
            catalog.row(index).vendor.as_deref().is_some_and(|name| name.to_lowercase().contains(vendor))
        };
        if let Some(index) = catalog.owners(code).find(owned) {
            return Some(index);
        }
    }
    let name = Words::of(&words.join(" ")).squeezed();
    parts.iter().find_map(|(index, first)| {
        let titles = index.titles();
        let whole = titles.starting_with(&name).take_while(|&title| titles.length(title) == name.len());
        let known = whole.map(|title| index.title(title));
        let named = known.filter(|title| matches!(title.kind, TitleKind::Name | TitleKind::Alias));
        named.map(|title| first + title.entry).min_by_key(|&index| catalog.row(index).vendor.is_some())
    })
}

/// `401/403` with its slash as a word.
fn between_digits(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if c == '/' && digit(text[..at].chars().next_back()) && digit(text[at + 1..].chars().next()) {
            spaced.push_str(" or ");
        } else {
            spaced.push(c);
        }
    }
    spaced
}
