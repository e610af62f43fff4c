//! The written comparisons. They are parsed when they are asked for, never at the start.

use std::sync::LazyLock;

use serde::Deserialize;

use super::file::Written;
use super::side::{Side, Source};
use crate::catalog::{Catalog, Index};
use crate::packed::{Packed, packed};

/// All of them, as one array of JSON.
static WRITTEN: Packed = packed!("comparisons.json");

/// The most traps that are told when several comparisons are put together.
const MOST_TRAPS: usize = 3;

/// Every comparison that is written.
///
/// # Panics
/// Never: the build script wrote what is read here.
pub fn written() -> Vec<Written> {
    serde_json::from_str(&WRITTEN.text()).expect("the build script wrote it")
}

/// The ids of every set for which a comparison is written, in the order in which they are named.
///
/// # Panics
/// Never: the build script wrote what is read here.
pub fn curated() -> &'static [Vec<String>] {
    #[derive(Deserialize)]
    struct Codes {
        codes: Vec<String>,
    }
    static SETS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
        let all: Vec<Codes> = serde_json::from_str(&WRITTEN.text()).expect("the build script wrote it");
        all.into_iter().map(|written| written.codes).collect()
    });
    &SETS
}

/// The codes that an entry is confused with: first those that a comparison is written for, then those that its page
/// names as related; both in the order in which the page names them.
pub fn confused_with(catalog: &Catalog, index: Index) -> Vec<Index> {
    let id = &*catalog.row(index).id;
    let related = catalog.page(index).map(|page| page.related).unwrap_or_default();
    let sets = curated().iter().filter(|set| set.iter().any(|other| other == id));
    let mut compared: Vec<&str> = sets.flatten().map(String::as_str).collect();
    compared.sort_by_key(|id| related.iter().position(|related| related.id == *id).unwrap_or(usize::MAX));
    let ids = compared.into_iter().chain(related.iter().map(|related| &*related.id));
    let mut found = Vec::new();
    for other in ids.filter_map(|id| catalog.find(id)) {
        if other != index && !found.contains(&other) {
            found.push(other);
        }
    }
    found
}

/// What is written about some codes: about all of them together, or about some of them.
pub(super) struct ApplicableComparisons {
    /// In the order of the columns.
    pub(super) parts: Vec<Written>,
    /// Whether the only part is about all.
    all: bool,
}

impl ApplicableComparisons {
    /// What is written about all of the codes.
    pub(super) fn whole(&self) -> Option<&Written> {
        self.parts.first().filter(|_| self.all)
    }

    pub(super) fn traps(&self) -> Vec<String> {
        let most = if self.all { usize::MAX } else { MOST_TRAPS };
        // One of each part before the second of any.
        let longest = self.parts.iter().map(|part| part.traps.len()).max().unwrap_or(0);
        let traps = (0..longest).flat_map(|n| self.parts.iter().filter_map(move |part| part.traps.get(n)));
        traps.take(most).cloned().collect()
    }

    pub(super) fn sources(&self) -> Vec<Source> {
        let mut sources: Vec<Source> = Vec::new();
        for source in self.parts.iter().flat_map(|part| &part.source) {
            let source = Source { title: source.title.clone(), url: source.url.clone() };
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources
    }
}

/// The comparisons that are written, read once.
#[derive(Debug, Clone)]
pub struct WrittenComparisons(Vec<Written>);

impl WrittenComparisons {
    /// Those that come with the program.
    pub fn embedded() -> Self {
        Self(written())
    }

    /// The ids of every set that a comparison is written for.
    pub fn sets(&self) -> impl Iterator<Item = &[String]> {
        self.0.iter().map(|written| written.codes.as_slice())
    }

    /// The comparison of just these codes in any order; or else those of some of them, the largest first, as long as each
    /// speaks of a code that none before it does.
    pub(super) fn for_codes(&self, sides: &[Side]) -> ApplicableComparisons {
        let place = |id: &String| sides.iter().position(|side| side.column.id == *id);
        let mut parts: Vec<(Vec<usize>, Written)> = Vec::new();
        for written in &self.0 {
            let places: Option<Vec<usize>> = written.codes.iter().map(place).collect();
            if let Some(mut places) = places {
                places.sort_unstable();
                parts.push((places, written.clone()));
            }
        }
        // The columns decide among sets of one size.
        parts.sort_unstable_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        let all = parts.first().is_some_and(|(places, _)| places.len() == sides.len());
        let mut told: Vec<usize> = Vec::new();
        parts.retain(|(places, _)| {
            let new = places.iter().any(|place| !told.contains(place));
            told.extend(places);
            new
        });
        parts.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        ApplicableComparisons { parts: parts.into_iter().map(|(_, written)| written).collect(), all }
    }
}
