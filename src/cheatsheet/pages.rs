//! Lays the codes out in pages of a height, so that no column is cut by the end of the screen.

use super::Sheet;
use super::pack::{Column, Entry, FEW_WIDTHS, GAP, LEAST_NAME, Packer, broken, put};

/// Pages lower than this are not worth turning.
const LEAST_HEIGHT: usize = 8;

/// The codes on as few pages as they fit, one below the other, each of `height` lines; nothing where a page is too low,
/// or too narrow for a name.
pub(super) fn pages(packer: &mut Packer, height: usize) -> Option<Sheet> {
    if height < LEAST_HEIGHT {
        return None;
    }
    let beside = packer.widest_code() + 1;
    let whole = packer.codes.iter().map(|code| code.width).max().unwrap_or(0);
    let most = whole.min(packer.room.saturating_sub(beside + GAP)).max(1);
    let least = LEAST_NAME.min(most);
    let step = if packer.is_long() { (most - least).div_ceil(FEW_WIDTHS).max(1) } else { 1 };
    let mut best: Option<(Vec<Entry>, Vec<Vec<Column>>)> = None;
    // Of as many pages, those that break the fewest names.
    for names in (least..=most).rev().step_by(step) {
        let entries = packer.entries(|code| broken(&code.name, names));
        let columns = packer.fill(&entries, height);
        if columns.iter().any(|column| column.height > height || column.width() > packer.room) {
            continue;
        }
        let pages = divided(columns, packer.room);
        if best.as_ref().is_none_or(|(_, best)| pages.len() < best.len()) {
            best = Some((entries, pages));
        }
    }
    let (entries, pages) = best?;
    let mut rows = vec![Vec::new(); height * pages.len()];
    let mut columns = 0;
    for (page, rows) in pages.iter().zip(rows.chunks_mut(height)) {
        put(&entries, page, columns, rows);
        columns += page.len();
    }
    Some(Sheet { rows, columns })
}

/// Columns in pages: as many side by side as a page has room for.
fn divided(columns: Vec<Column>, room: usize) -> Vec<Vec<Column>> {
    let mut pages: Vec<Vec<Column>> = Vec::new();
    let mut left = 0;
    for column in columns {
        let width = column.width();
        match pages.last_mut() {
            Some(page) if width + GAP <= left => {
                left -= width + GAP;
                page.push(column);
            }
            _ => {
                left = room - width;
                pages.push(vec![column]);
            }
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::super::{Filter, groups};
    use super::*;
    use crate::catalog::Catalog;

    fn paged(room: usize, height: usize) -> Option<Sheet> {
        let catalog = Catalog::embedded();
        pages(&mut Packer::new(&catalog, &groups(&catalog, &Filter::default()), room, "…"), height)
    }

    #[test]
    fn every_code_is_on_a_page_and_no_page_is_too_wide() {
        let catalog = Catalog::embedded();
        let all: usize = groups(&catalog, &Filter::default()).iter().map(|group| group.items.len()).sum();
        for (room, height) in [(46, 15), (76, 18), (116, 34), (196, 49), (300, 100)] {
            let sheet = paged(room, height).expect("pages");
            assert_eq!(sheet.order().len(), all, "{room} by {height}");
            assert!(usize::from(sheet.width()) <= room, "{room} by {height}: {}", sheet.width());
            assert_eq!(sheet.rows.len() % height, 0);
            // Every page begins with a heading.
            assert!(sheet.rows.iter().step_by(height).all(|row| row[0].content.index().is_none()));
        }
        assert_eq!(paged(116, 5), None);
    }
}
