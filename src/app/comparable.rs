//! The codes that a code can be compared with, as choices.

use crate::app::overlay::{Choice, PickerItem};
use crate::app::place::Place;
use crate::app::shared::Shared;
use crate::catalog::Index;
use crate::compare::{Comparison, confused_with, curated};

/// For so many codes the list of choices says how they differ.
const WITH_VERDICT: usize = 8;

/// The entries that can stand beside `entry`, those that it is confused with first. `columns` says which entries each of
/// them makes a comparison of, and `choice` what is done with that.
pub fn comparison_items(
    shared: &Shared,
    entry: Index,
    columns: impl Fn(Index) -> Vec<Index>,
    choice: impl Fn(Vec<Index>) -> Choice,
) -> Vec<PickerItem> {
    let catalog = &shared.catalog;
    let confused = confused_with(catalog, entry);
    let others = catalog.filter(|_| true).filter(|other| !confused.contains(other));
    let all = confused.iter().copied().chain(others);
    let fitting = all.map(|other| (other, columns(other))).filter(|(_, columns)| {
        let repeats = columns.iter().enumerate().any(|(n, index)| columns[..n].contains(index));
        !repeats
    });
    let items = fitting.enumerate().map(|(n, (other, columns))| {
        let pair =
            (n < WITH_VERDICT).then(|| Comparison::with(catalog, shared.comparisons(), &[entry, other]).ok()).flatten();
        PickerItem {
            label: shared.title_of(other),
            detail: pair.map_or_else(String::new, |pair| pair.verdict.text.replace('`', "")),
            choice: choice(columns),
        }
    });
    items.collect()
}

/// The sets of codes that people confuse most, as comparisons to go to: those of popular codes first.
pub fn popular_comparisons(shared: &Shared) -> Vec<PickerItem> {
    let catalog = &shared.catalog;
    let found = |set: &Vec<String>| set.iter().map(|id| catalog.find(id)).collect::<Option<Vec<Index>>>();
    let mut sets: Vec<Vec<Index>> = curated().iter().filter_map(found).collect();
    let popular = catalog.popular();
    let rank = |index: &Index| popular.iter().position(|other| other == index).unwrap_or(popular.len());
    sets.sort_by_key(|set| set.iter().map(rank).max());
    let item = |set: Vec<Index>| {
        let comparison = Comparison::with(catalog, shared.comparisons(), &set).ok();
        let codes: Vec<&str> = set.iter().map(|&index| catalog.row(index).label()).collect();
        PickerItem {
            label: codes.join(" or "),
            detail: comparison.map_or_else(String::new, |comparison| comparison.verdict.text.replace('`', "")),
            choice: Choice::Go(Place::comparison(set)),
        }
    };
    sets.into_iter().map(item).collect()
}
