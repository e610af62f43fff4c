//! Finds entries: by position, id, code, pattern and category.

use std::borrow::Cow;

use super::embedded;
use super::format::{Category, Pattern, Standing, code_key};
use super::row::Row;

/// The position of an entry in [`Catalog::rows`].
///
/// Embedded entries come first and own ones after them, so that the position of an embedded entry is the same in
/// every catalogue.
pub type Index = usize;

/// Every entry.
#[derive(Debug, Clone)]
pub struct Catalog {
    rows: Cow<'static, [Row]>,
    /// Positions in `rows`, ordered by id.
    by_id: Cow<'static, [u32]>,
    /// Positions in `rows`, in the order of categories and codes.
    shown: Cow<'static, [u32]>,
    /// Sub-codes behind the code that they belong to: positions in `rows`, ordered by both.
    sub_codes: Cow<'static, [(u32, u32)]>,
}

impl Catalog {
    /// The catalogue that comes with the program.
    pub fn embedded() -> Self {
        Self {
            rows: Cow::Borrowed(&embedded::ROWS),
            by_id: Cow::Borrowed(&embedded::BY_ID),
            shown: Cow::Borrowed(&embedded::SHOWN),
            sub_codes: Cow::Borrowed(&embedded::SUB_CODES),
        }
    }

    /// How many entries come with the program: own ones have the positions from here on.
    pub fn embedded_len() -> Index {
        embedded::ROWS.len()
    }

    /// The catalogue of these rows.
    pub(super) fn sorted(rows: Vec<Row>) -> Self {
        let shown = sorted(&rows, |row| (row.category, row.step, code_key(&row.code), &*row.id));
        let by_id = sorted(&rows, |row| &*row.id);
        let mut catalog =
            Self { rows: rows.into(), by_id: by_id.into(), shown: shown.into(), sub_codes: Cow::default() };
        catalog.sub_codes = catalog.find_sub_codes().into();
        catalog
    }

    /// Every sub-code, such as IIS's 404.13, behind the registered code that it belongs to.
    fn find_sub_codes(&self) -> Vec<(u32, u32)> {
        let pair = |&row: &u32| {
            let parent = self.find(self.rows[row as usize].parent()?)?;
            Some((u32::try_from(parent).ok()?, row))
        };
        let mut pairs: Vec<(u32, u32)> = self.shown.iter().filter_map(pair).collect();
        // Stable, so that the sub-codes of one code keep their order.
        pairs.sort_by_key(|(parent, _)| *parent);
        pairs
    }

    /// The sub-codes of an entry, in their order.
    pub fn sub_codes(&self, index: Index) -> impl ExactSizeIterator<Item = Index> + '_ {
        let from = self.sub_codes.partition_point(|(parent, _)| (*parent as usize) < index);
        let to = self.sub_codes.partition_point(|(parent, _)| (*parent as usize) <= index);
        self.sub_codes[from..to].iter().map(|(_, row)| *row as usize)
    }

    /// The code that a sub-code belongs to, if it is in the catalogue.
    pub fn parent(&self, index: Index) -> Option<Index> {
        self.find(self.row(index).parent()?)
    }

    /// Every entry, by position.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The entry at a position.
    ///
    /// # Panics
    /// When `index` did not come from this catalogue.
    pub fn row(&self, index: Index) -> &Row {
        &self.rows[index]
    }

    /// The entry with this id.
    pub fn find(&self, id: &str) -> Option<Index> {
        let at = self.by_id.binary_search_by(|&row| (*self.rows[row as usize].id).cmp(id)).ok()?;
        Some(self.by_id[at] as usize)
    }

    /// The entries for which `wanted` holds, in the order of categories and codes.
    pub fn filter<'a>(&'a self, mut wanted: impl FnMut(&Row) -> bool + 'a) -> impl Iterator<Item = Index> + 'a {
        self.shown.iter().map(|&row| row as usize).filter(move |&row| wanted(&self.rows[row]))
    }

    /// Every owner of this code, the registry first; failures have none.
    pub fn owners<'a>(&'a self, code: &'a str) -> impl Iterator<Item = Index> + 'a {
        self.registry_first(move |row| row.code == code && !row.is_failure())
    }

    /// Every entry whose code the pattern names; for a single code, the registry's first.
    pub fn matching<'a>(&'a self, pattern: &'a Pattern) -> impl Iterator<Item = Index> + 'a {
        let (ordered, exact) = if pattern.is_exact() { (None, Some(pattern)) } else { (Some(pattern), None) };
        let wanted = |pattern: Option<&'a Pattern>| move |row: &Row| pattern.is_some_and(|it| it.matches(row));
        self.filter(wanted(ordered)).chain(self.registry_first(wanted(exact)))
    }

    /// The entries for which `wanted` holds, those of the registry first: an own entry may claim any category, and
    /// comes before none of them.
    fn registry_first<'a>(&'a self, wanted: impl Fn(&Row) -> bool + Copy + 'a) -> impl Iterator<Item = Index> + 'a {
        let is_registered = |row: &Row| row.standing != Standing::Unofficial;
        let registered = self.filter(move |row| is_registered(row) && wanted(row));
        registered.chain(self.filter(move |row| !is_registered(row) && wanted(row)))
    }

    /// The entries of a category.
    pub fn in_category(&self, category: Category) -> impl Iterator<Item = Index> + '_ {
        self.filter(move |row| row.category == category)
    }

    /// The popular entries, by rank.
    pub fn popular(&self) -> Vec<Index> {
        let mut ranked: Vec<(u16, Index)> =
            self.rows.iter().enumerate().filter_map(|(index, row)| row.popular.map(|rank| (rank, index))).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, index)| index).collect()
    }
}

/// The positions of the rows in the order of a key, which is worked out once a row.
fn sorted<'a, K: Ord>(rows: &'a [Row], key: impl Fn(&'a Row) -> K) -> Vec<u32> {
    let mut positions: Vec<u32> = (0..u32::try_from(rows.len()).unwrap_or(u32::MAX)).collect();
    positions.sort_by_cached_key(|&row| key(&rows[row as usize]));
    positions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_build_orders_the_rows_as_they_are_ordered_with_own_entries() {
        let (built, sorted) = (Catalog::embedded(), Catalog::sorted(embedded::ROWS.to_vec()));
        assert_eq!((built.by_id, built.shown), (sorted.by_id, sorted.shown));
        assert!(!built.sub_codes.is_empty());
        assert_eq!(built.sub_codes, sorted.sub_codes);
    }
}
