//! The hits for a text that reports that no status was received: the failure first, then the codes that may stand
//! behind it.

use serde::Deserialize;

use crate::catalog::{Catalog, Index, Row};
use crate::text::clean;

use super::index::Field;
use super::place::Place;
use super::tokens::{Found, Spelling};
use super::why::Why;

/// Failures in which a response came, or nothing was to come: the client gave up by itself.
const GAVE_UP: [&str; 5] =
    ["truncated-response", "undecodable-content", "too-many-redirects", "cors-blocked", "cancelled"];

/// The spellings of the failures among own entries, by their first words.
pub(super) fn spellings(own: &[Row]) -> Vec<Spelling> {
    #[derive(Deserialize)]
    struct Spelt {
        #[serde(default)]
        aliases: Vec<String>,
    }
    let mut all: Vec<Spelling> = Vec::new();
    for row in own.iter().filter(|row| row.is_failure()) {
        let Ok(Spelt { aliases }) = serde_json::from_str(&row.source.text()) else { continue };
        all.extend(aliases.iter().filter_map(|alias| Spelling::new(alias, &row.id)));
    }
    all.sort_by_cached_key(Spelling::key);
    all
}

/// What of a failure's page the search needs.
#[derive(Deserialize)]
struct Failure {
    /// The step at which it happens.
    #[serde(default)]
    step: String,
    /// What a proxy or server in between makes of it.
    #[serde(default)]
    becomes: Vec<Becomes>,
}

#[derive(Deserialize)]
struct Becomes {
    id: String,
    #[serde(default)]
    why: String,
}

/// The entries for a reported failure, best first, each with why: the failure, the codes behind it, and the other
/// failures that it may be. None where the catalogue has no page of it.
pub(super) fn entries(catalog: &Catalog, ids: &[&str], found: &Found<'_>, text: &str) -> Vec<(Index, Why)> {
    let mut pages = ids.iter().filter_map(|id| catalog.find(id));
    let Some(first) = pages.next() else { return Vec::new() };
    let row = catalog.row(first);
    let page = serde_json::from_str::<Failure>(&row.source.text());
    let Failure { step, becomes } = page.unwrap_or(Failure { step: String::new(), becomes: Vec::new() });
    let gave_up = step == "client" || GAVE_UP.contains(&&*row.id);
    let said = if gave_up { "The client gave up" } else { "No HTTP status was received" };
    let written = text.get(found.range.clone()).unwrap_or(found.token.text);
    let written: String = clean(written).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut name = String::from(&*row.title());
    lower_first(&mut name);
    let whole = format!("{said}: {name} ({written})");
    let mut hits = vec![(first, why(Field::Failure, whole, vec![written.clone()]))];
    // What the same words may mean as well comes before what stands behind it.
    let (meant, others): (Vec<Index>, Vec<Index>) =
        pages.partition(|&index| found.token.codes().any(|id| id == catalog.row(index).id));
    let also = |index| (index, why(Field::Failure, format!("{said}, or this: {written}"), vec![written.clone()]));
    hits.extend(meant.into_iter().map(also));
    for Becomes { id, why: because } in becomes {
        if let Some(index) = catalog.find(&id) {
            hits.push((index, why(Field::Behind, clean(&because).into_owned(), Vec::new())));
        }
    }
    hits.extend(others.into_iter().map(also));
    let mut seen = Vec::new();
    hits.retain(|(index, _)| {
        !seen.contains(index) && {
            seen.push(*index);
            true
        }
    });
    hits
}

fn why(field: Field, text: String, words: Vec<String>) -> Why {
    Why { field, text, also: None, marks: Vec::new(), place: Place::new(field, 0, words) }
}

/// `Connection refused` within a sentence; `TLS handshake failed` stays.
fn lower_first(name: &mut String) {
    let mut letters = name.chars();
    let (first, second) = (letters.next(), letters.next());
    if let (Some(first), Some(second)) = (first, second)
        && second.is_lowercase()
    {
        let rest = name[first.len_utf8()..].to_owned();
        *name = first.to_lowercase().chain(rest.chars()).collect();
    }
}
