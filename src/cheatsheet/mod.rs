//! Every code on one sheet: chosen, grouped by category, and laid out in as many columns as the width allows.

mod codes;
mod html;
mod pack;
mod sheet;

pub use codes::{Filter, Group, SheetItem, folded_mark, groups, heading, name, number};
pub use html::html;
pub use sheet::{CellContent, Sheet, SheetCell, Step};

use crate::catalog::Catalog;

/// Lays the chosen codes out, the groups one after the other down the columns, on as few lines as fit the width.
///
/// Long names go on below. Only where that leaves a single column names are cut, with `more`, to make two.
pub fn lay_out(catalog: &Catalog, filter: &Filter, room: u16, more: &str) -> Sheet {
    pack::pack(catalog, &groups(catalog, filter), usize::from(room), more)
}
