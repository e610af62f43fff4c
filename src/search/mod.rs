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
mod codes;
mod compared;
mod context;
mod distance;
mod failed;
mod failure;
mod index;
mod meanings;
pub mod numbers;
mod owned;
mod place;
mod query;
mod rank;
mod reading;
mod resolve;
mod segment;
pub mod tokens;
mod why;
mod word;

use std::borrow::Cow;
use std::cmp::Reverse;

use crate::catalog::{self, Catalog, Row, code_key};
use codes::IndexCodes;
use index::{IndexEntry, IndexReader, IndexWriter};
use query::Query;
use resolve::Resolved;
use segment::{Candidate, Segment};
use tokens::{Found, Spelling, Vocabulary, scan};
use why::Matcher;

pub use index::Field;
pub use place::Place;
pub use why::Why;

/// The index of the embedded catalogue.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/search.bin"));

/// At least so many entries are weighed phrase by phrase, however few are asked for.
const LEAST_WEIGHED: usize = 24;

/// A hit with less than the best one's score divided by this is noise and left out.
const NOISE: u32 = 5;

/// What is left of a token's lead with each further entry that it may lead to.
const NEXT_LEAD: f32 = 0.8;

/// An entry that was found, or a comparison of entries, of which `index` is the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its place in the catalogue.
    pub index: catalog::Index,
    /// How well it matches: the more, the better. Comparable within one answer only.
    pub score: u32,
    /// What matched.
    pub why: Why,
    /// The entries to be compared, at least two; empty for a hit that is one entry.
    pub compared: Vec<catalog::Index>,
}

/// Finds entries by what people type.
#[derive(Debug, Clone, Default)]
pub struct Engine {
    /// The index of the entries after the embedded ones.
    own: Option<Vec<u8>>,
    /// The spellings of the failures among them, by their first words.
    spellings: Vec<Spelling>,
}

impl Engine {
    /// Searches the embedded catalogue; costs nothing to make.
    pub const fn embedded() -> Self {
        Self { own: None, spellings: Vec::new() }
    }

    /// Searches the embedded catalogue and the own entries after it, which are indexed now.
    pub fn with_own(catalog: &Catalog) -> Self {
        let own = catalog.rows().get(Catalog::embedded_len()..).unwrap_or_default();
        let texts: Vec<Cow<'_, str>> = own.iter().map(|row| row.source.text()).collect();
        let entries = own.iter().zip(&texts).map(|(row, text)| IndexEntry {
            code: &row.code,
            name: &row.name,
            vendor: row.vendor.as_deref(),
            text,
            places: None,
        });
        let block = (!own.is_empty()).then(|| IndexWriter::write(entries));
        Self { own: block, spellings: failed::spellings(own) }
    }

    /// Whether the pages use a word, or another form of it.
    pub fn knows(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let parts = std::iter::once(EMBEDDED).chain(self.own.as_deref());
        index::is_stop(&word)
            || parts.map(IndexReader::new).any(|part| part.stems().find(&index::stem(&word)).is_some())
    }

    /// As [`Engine::search`], with what was read from the query, in the order in which it is said: the log that it is
    /// from, its status, and numbers that look like one and are something else. Nothing of a few words without such a
    /// number.
    pub fn search_and_read(&self, catalog: &Catalog, query: &str, limit: usize) -> (Vec<Hit>, Vec<String>) {
        let mut reading = Vec::new();
        let hits = self.find(catalog, query, limit, &mut |query| reading = reading::reading(query.text, &query.read));
        (hits, reading)
    }

    /// The failure that a text reports: no status was received, or the client gave up. `None` where it holds a status.
    pub fn failure(&self, catalog: &Catalog, text: &str) -> Option<catalog::Index> {
        let own = self.own.as_deref().map(IndexReader::new);
        let indexes: Vec<IndexReader<'_>> = std::iter::once(IndexReader::new(EMBEDDED)).chain(own).collect();
        let text = query::cut(text);
        let numbers = numbers::read(text, &IndexCodes::new(&indexes));
        let found = scan(text, &self.vocabularies(), numbers.format.map(numbers::Format::platform));
        let (ids, _) = failure::reported(catalog, text, &numbers, &found)?;
        ids.iter().find_map(|id| catalog.find(id))
    }

    /// The tokens that are looked for.
    fn vocabularies(&self) -> [Vocabulary<'_>; 2] {
        [Vocabulary::Embedded, Vocabulary::Own(&self.spellings)]
    }

    /// What people say first when they meet an entry, as its page has it.
    pub fn symptom<'c>(&self, catalog: &'c Catalog, entry: catalog::Index) -> Option<Cow<'c, str>> {
        let own = self.own.as_deref().map(IndexReader::new);
        let (index, first) = match own.filter(|_| entry >= Catalog::embedded_len()) {
            Some(own) => (own, Catalog::embedded_len()),
            None => (IndexReader::new(EMBEDDED), 0),
        };
        let segment = Segment { index, first, number: 0 };
        let place = entry.checked_sub(first).filter(|&place| place < index.entries())?;
        let phrase = index.phrases(place).position(|phrase| phrase.field == Field::Symptom)?;
        Some(segment.text(catalog, place, phrase))
    }

    /// The entries that match, best first, at most `limit`; equal ones by popularity, then by code.
    ///
    /// Where the query asks for the difference between codes, their comparison is the first hit; where it reports that
    /// no status was received, the failure is. `catalog` is the one that the engine was made for.
    pub fn search(&self, catalog: &Catalog, query: &str, limit: usize) -> Vec<Hit> {
        self.find(catalog, query, limit, &mut |_| ())
    }

    /// The entries that match; `read` is told how the query was read.
    fn find(&self, catalog: &Catalog, query: &str, limit: usize, read: &mut dyn FnMut(&Query<'_>)) -> Vec<Hit> {
        let embedded = Segment { index: IndexReader::new(EMBEDDED), first: 0, number: 0 };
        let own = self.own.as_deref().map(IndexReader::new);
        let own = own.map(|index| Segment { index, first: Catalog::embedded_len(), number: 1 });
        let parts: Vec<Segment<'_>> = std::iter::once(embedded).chain(own).collect();
        let indexes: Vec<IndexReader<'_>> = parts.iter().map(|part| part.index).collect();

        let query = Query::read(query, &IndexCodes::new(&indexes));
        read(&query);
        if let Some(hits) = by_pattern(catalog, &query, limit) {
            return hits;
        }
        let platform = query.read.format.map(numbers::Format::platform);
        let found = scan(query.text, &self.vocabularies(), platform);
        let mut hits = first_hits(catalog, &query, &parts, &found);
        let leads = leads(catalog, &found, !hits.is_empty());

        let resolved = Resolved::new(&query, &indexes);
        let matcher = Matcher::default().ignore_case();
        let most = limit.max(LEAST_WEIGHED);
        let all = parts.iter().flat_map(|part| part.find(catalog, &query, &resolved, &matcher, most, &leads));
        let mut ranked: Vec<(u32, Candidate<'_>)> =
            all.map(|found| (thousandths(found.evidence.score() * query.dilution()), found)).collect();
        ranked.sort_unstable_by(|(a, found_a), (b, found_b)| {
            let place = |found: &Candidate<'_>| (order(catalog.row(found.row())), found.row());
            b.cmp(a).then_with(|| place(found_a).cmp(&place(found_b)))
        });
        let noise = ranked.first().map_or(0, |(best, _)| best.min(&thousandths(1.5)) / NOISE);
        ranked.retain(|(score, found)| {
            let first = hits.iter().any(|hit| hit.compared.is_empty() && hit.index == found.row());
            *score >= noise && !first
        });
        ranked.truncate(limit.saturating_sub(hits.len()));
        hits.extend(ranked.into_iter().map(|(score, candidate)| {
            let why = candidate.why(catalog, &query, &resolved, &matcher, &found);
            Hit { index: candidate.row(), score: score.min(LAST), why, compared: Vec::new() }
        }));
        hits.truncate(limit);
        hits
    }
}

/// More than any entry scores by its page: what comes before all others scores from here.
const LAST: u32 = 40_000;

/// The hits before all others: a comparison that is asked for, or a failure and the codes that may stand behind it.
fn first_hits(catalog: &Catalog, query: &Query<'_>, parts: &[Segment<'_>], found: &[Found<'_>]) -> Vec<Hit> {
    let readers: Vec<(IndexReader<'_>, catalog::Index)> = parts.iter().map(|part| (part.index, part.first)).collect();
    let hit = |place: usize, index, why, compared| {
        let score = LAST + 1000 - u32::try_from(place).unwrap_or(999).min(999);
        Hit { index, score, why, compared }
    };
    if let Some(all) = compared::compared(catalog, &readers, query.text) {
        let why = compared::why(catalog, &all);
        return vec![hit(0, all[0], why, all)];
    }
    let reported = failure::reported(catalog, query.text, &query.read, found);
    let Some((ids, token)) = reported.filter(|_| !owned::is_owned(catalog, &readers, query.text)) else {
        return Vec::new();
    };
    let entries = failed::entries(catalog, &ids, &token, query.text);
    entries.into_iter().enumerate().map(|(place, (index, why))| hit(place, index, why, Vec::new())).collect()
}

/// The entries to which the tokens of a text lead, how surely, and by which token.
///
/// A failure that the text does not report leads nowhere.
fn leads(catalog: &Catalog, found: &[Found<'_>], reported: bool) -> Vec<(catalog::Index, f32, usize)> {
    let mut leads = Vec::new();
    for (number, token) in found.iter().enumerate() {
        let mut sure = 1.0;
        for id in token.token.codes() {
            if let Some(index) = catalog.find(id).filter(|&index| reported || !catalog.row(index).is_failure()) {
                leads.push((index, sure, number));
                sure *= NEXT_LEAD;
            }
        }
    }
    leads
}

/// The hits of a query that is a number or pattern as a whole; `None` when it is none, or nothing has such a code.
fn by_pattern(catalog: &Catalog, query: &Query<'_>, limit: usize) -> Option<Vec<Hit>> {
    let pattern = query.pattern.as_ref()?;
    let exact = pattern.is_exact();
    let typed = query.text.to_lowercase();
    let mut hits: Vec<(bool, catalog::Index)> = catalog
        .rows()
        .iter()
        .enumerate()
        .filter_map(|(index, row)| {
            let whole = pattern.matches(row);
            (whole || exact && row.code.starts_with(&typed)).then_some((whole, index))
        })
        .collect();
    hits.sort_unstable_by_key(|&(whole, index)| (Reverse(whole), order(catalog.row(index)), index));
    hits.truncate(limit);
    let hit = |(whole, index)| {
        let text = catalog.row(index).code.to_string();
        let score = thousandths(if whole { 8.0 } else { 4.0 });
        let place = Place::new(Field::Number, 0, vec![text.clone()]);
        Hit {
            index,
            score,
            why: Why { field: Field::Number, text, also: None, marks: Vec::new(), place },
            compared: Vec::new(),
        }
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
