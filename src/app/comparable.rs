//! The codes that a code can be compared with, as choices.

use crate::app::overlay::{Choice, PickerItem};
use crate::app::shared::Shared;
use crate::catalog::Index;
use crate::compare::{Comparison, confused_with};

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
