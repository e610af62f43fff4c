//! Every code on one sheet: chosen, grouped by category, and laid out in as many columns as the width allows.

mod codes;
mod html;
mod pack;
mod pages;
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

/// Lays the chosen codes out in pages of a height, one below the other, so that the codes of a page are seen whole.
/// Returns the sheet and the height of its pages, which is that of all where they do not fit on pages.
pub fn lay_out_pages(catalog: &Catalog, filter: &Filter, (room, height): (u16, u16), more: &str) -> (Sheet, usize) {
    let groups = groups(catalog, filter);
    let height = usize::from(height);
    let mut packer = pack::Packer::new(catalog, &groups, usize::from(room), more);
    pages::pages(&mut packer, height).map_or_else(
        || {
            let sheet = pack::pack(catalog, &groups, usize::from(room), more);
            let height = sheet.rows.len();
            (sheet, height)
        },
        |sheet| (sheet, height),
    )
}
