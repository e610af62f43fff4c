//! Search that understands what people type: numbers and patterns, names and former names, misspellings,
//! abbreviations, header fields, constants of frameworks, lines of logs and symptoms.
//!
//! A query goes through four steps:
//!
//! 1. `query` reads it: numbers, a class, words split and folded like those of the pages.
//! 2. `resolve`, with `word`, looks each word up in the vocabulary (never in the pages): as it is, as another form, as a
//!    beginning, as a misspelling, as an abbreviation.
//! 3. `candidates` and `abbreviation` choose the entries worth a closer look.
//! 4. `rank` weighs each of them phrase by phrase, and `why` says what decided.
//!
//! The index of the embedded catalogue was written by the build script and is read where it lies in the program; own
//! entries are indexed by the same code when they are loaded. The two are searched as if they were one.

#![allow(clippy::cast_precision_loss, reason = "what becomes a share or a weight is counted far below 2^24")]

mod abbreviation;
mod candidates;
mod distance;
mod index;
mod meanings;
mod query;
mod rank;
mod resolve;
mod segment;
mod why;
mod word;

use std::cmp::Reverse;

use crate::catalog::{self, Catalog, Row, code_key};
use index::{IndexEntry, IndexReader, IndexWriter};
use query::Query;
use resolve::Resolved;
use segment::{Candidate, Segment};
use why::Matcher;

pub use index::Field;
pub use why::Why;

/// The index of the embedded catalogue.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/search.bin"));

/// At least so many entries are weighed phrase by phrase, however few are asked for.
const LEAST_WEIGHED: usize = 24;

/// A hit with less than the best one's score divided by this is noise and left out.
const NOISE: u32 = 5;

/// An entry that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its place in the catalogue.
    pub index: catalog::Index,
    /// How well it matches: the more, the better. Comparable within one answer only.
    pub score: u32,
    /// What matched.
    pub why: Why,
}

/// Finds entries by what people type.
#[derive(Debug, Clone, Default)]
pub struct Engine {
    /// The index of the entries after the embedded ones.
    own: Option<Vec<u8>>,
}

impl Engine {
    /// Searches the embedded catalogue; costs nothing to make.
    pub const fn embedded() -> Self {
        Self { own: None }
    }

    /// Searches the embedded catalogue and the own entries after it, which are indexed now.
    pub fn with_own(catalog: &Catalog) -> Self {
        let own = catalog.rows().get(Catalog::embedded_len()..).unwrap_or_default();
        let entries = own.iter().map(|row| IndexEntry {
            code: &row.code,
            name: &row.name,
            vendor: row.vendor.as_deref(),
            text: row.source.text(),
        });
        Self { own: (!own.is_empty()).then(|| IndexWriter::write(entries)) }
    }

    /// The entries that match, best first, at most `limit`; equal ones by popularity, then by code.
    ///
    /// `catalog` is the one that the engine was made for.
    pub fn search(&self, catalog: &Catalog, query: &str, limit: usize) -> Vec<Hit> {
        let query = Query::read(query);
        if let Some(hits) = by_pattern(catalog, &query, limit) {
            return hits;
        }
        let embedded = Segment { index: IndexReader::new(EMBEDDED), first: 0, number: 0 };
        let own = self.own.as_deref().map(IndexReader::new);
        let own = own.map(|index| Segment { index, first: Catalog::embedded_len(), number: 1 });
        let parts: Vec<Segment<'_>> = std::iter::once(embedded).chain(own).collect();
        let indexes: Vec<IndexReader<'_>> = parts.iter().map(|part| part.index).collect();

        let resolved = Resolved::new(&query, &indexes);
        let matcher = Matcher::default().ignore_case();
        let most = limit.max(LEAST_WEIGHED);
        let found = parts.iter().flat_map(|part| part.find(catalog, &query, &resolved, &matcher, most));
        let mut ranked: Vec<(u32, Candidate<'_>)> =
            found.map(|found| (thousandths(found.evidence.score()), found)).collect();
        ranked.sort_by(|(a, found_a), (b, found_b)| {
            let place = |found: &Candidate<'_>| (order(catalog.row(found.row())), found.row());
            b.cmp(a).then_with(|| place(found_a).cmp(&place(found_b)))
        });
        let noise = ranked.first().map_or(0, |(best, _)| best.min(&thousandths(1.5)) / NOISE);
        ranked.retain(|(score, _)| *score >= noise);
        ranked.truncate(limit);
        let hit = |(score, found): (u32, Candidate<'_>)| {
            let why = found.why(catalog, &query, &resolved, &matcher);
            Hit { index: found.row(), score, why }
        };
        ranked.into_iter().map(hit).collect()
    }
}

/// The hits of a query that is a number or pattern as a whole; `None` when it is none, or nothing has such a code.
fn by_pattern(catalog: &Catalog, query: &Query, limit: usize) -> Option<Vec<Hit>> {
    let pattern = query.pattern.as_ref()?;
    let exact = pattern.is_exact();
    let mut hits: Vec<(bool, catalog::Index)> = catalog
        .rows()
        .iter()
        .enumerate()
        .filter_map(|(index, row)| {
            let whole = pattern.matches(row);
            (whole || exact && row.code.starts_with(&query.text)).then_some((whole, index))
        })
        .collect();
    hits.sort_by_key(|&(whole, index)| (Reverse(whole), order(catalog.row(index)), index));
    hits.truncate(limit);
    let hit = |(whole, index)| {
        let text = catalog.row(index).code.to_string();
        let score = thousandths(if whole { 8.0 } else { 4.0 });
        Hit { index, score, why: Why { field: Field::Number, text, marks: Vec::new() } }
    };
    (!hits.is_empty()).then(|| hits.into_iter().map(hit).collect())
}

/// A score in thousandths, so that what differs by rounding is equal.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn thousandths(score: f32) -> u32 {
    (score * 1000.0).round() as u32
}

/// The order of equal hits: popular ones first, then by code, the registry's before a vendor's.
fn order(row: &Row) -> (u16, (u32, u32, &str), catalog::Category) {
    (row.popular.unwrap_or(u16::MAX), code_key(&row.code), row.category)
}
