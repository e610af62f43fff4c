//! Which codes are on the sheet, in groups, and the words for them.

use crate::catalog::{Catalog, Category, Index, Pattern, Row, Standing};

/// Which codes are on the sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those of this category.
    pub category: Option<Category>,
    /// Only those of this standing.
    pub standing: Option<Standing>,
    /// Only those that match.
    pub pattern: Option<Pattern>,
    /// Sub-codes too, even where the code that they belong to is on the sheet.
    pub sub_codes: bool,
}

/// The codes of a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The category.
    pub category: Category,
    /// Its codes, in their order.
    pub items: Vec<SheetItem>,
}

/// A code of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetItem {
    /// Its position in the catalogue.
    pub index: Index,
    /// How many sub-codes stand behind it and are not on the sheet.
    pub folded: usize,
}

impl Filter {
    /// Whether an entry is wanted, folded or not.
    pub fn matches(&self, row: &Row) -> bool {
        self.category.is_none_or(|category| row.category == category)
            && self.standing.is_none_or(|standing| row.standing == standing)
            && self.pattern.as_ref().is_none_or(|pattern| pattern.matches(row))
    }
}

/// The heading of a category: `4xx Client Error`, `Cloudflare`.
pub fn heading(category: Category) -> String {
    let class = category.class().map(|class| format!("{class}xx ")).unwrap_or_default();
    format!("{class}{}", category.label())
}

/// What stands behind a name whose sub-codes are not on the sheet.
pub fn folded_mark(folded: usize) -> String {
    if folded == 0 { String::new() } else { format!(" +{folded}") }
}

/// The code as the sheet tells it; a failure has none.
pub fn number(row: &Row) -> &str {
    if row.is_failure() { "" } else { &row.code }
}

/// The name as the sheet tells it: with the vendor where the heading does not say whose it is, and marked where it is an
/// own entry.
pub fn name(row: &Row) -> String {
    if row.category == Category::Other || row.is_own() { row.marked_title() } else { row.name.to_string() }
}

/// The chosen codes by category. A sub-code whose code is chosen too stands behind it, unless all are wanted.
pub fn groups(catalog: &Catalog, filter: &Filter) -> Vec<Group> {
    let chosen = |index: Index| filter.matches(catalog.row(index));
    let folds = |index: Index| !filter.sub_codes && catalog.parent(index).is_some_and(chosen);
    let shown = |index: &Index| chosen(*index) && !folds(*index);
    let item = |index: Index| {
        let folded = if filter.sub_codes { 0 } else { catalog.sub_codes(index).len() };
        SheetItem { index, folded }
    };
    let group = |&category: &Category| {
        let items: Vec<SheetItem> = catalog.in_category(category).filter(shown).map(item).collect();
        (!items.is_empty()).then_some(Group { category, items })
    };
    Category::ALL.iter().filter_map(group).collect()
}
