//! The codes of the view, or the hits of the search, as they are drawn.

use std::ops::Range;

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::layout::BrowserLayout;
use super::list::BOOKMARK;
use super::search::advice;
use super::{Browser, Pane};
use crate::app::shared::Shared;
use crate::app::view::View;
use crate::catalog::Index;
use crate::widgets::{Canvas, width};

/// The least that is left of a name for what stands behind it, in cells.
const LEAST_NAME: u16 = 9;

impl Browser {
    /// Draws the list; returns where the cursor stands while a search is typed.
    pub(super) fn draw_list(&self, shared: &Shared, layout: &BrowserLayout, canvas: &mut Canvas) -> Option<Position> {
        if layout.list.is_empty() {
            return None;
        }
        if let Some(search) = self.search.as_ref().filter(|_| self.is_search_wide(shared)) {
            return self.draw_wide_search(search, shared, layout, canvas);
        }
        let title = Rect { x: layout.list_title.x + 2, width: layout.list_title.width - 3, ..layout.list_title };
        if let Some(search) = &self.search {
            return self.draw_search(search, shared, (title, layout), canvas);
        }
        let x = canvas.put(title, title.x, self.list.view.label(), canvas.theme.strong);
        let position = match self.list.rows.len() {
            0 => String::new(),
            rows => format!("{}/{rows}", self.list.cursor.selected + 1),
        };
        canvas.put_right(title, x + 1, &position, canvas.theme.muted);
        self.draw_codes(shared, layout.list, canvas);
        None
    }

    fn draw_codes(&self, shared: &Shared, area: Rect, canvas: &mut Canvas) {
        let list = &self.list;
        if list.rows.is_empty() {
            let lines: &[(&str, &str)] = match list.view {
                View::Bookmarks => &[("No bookmarks yet.", ""), ("m", "keeps the code you read")],
                View::Recent => &[("Nothing read yet.", ""), ("Enter", "reads the chosen code")],
                _ => &[("No code here.", "")],
            };
            return advice(area, lines, canvas);
        }
        let rows = list.rows.iter().enumerate().skip(list.cursor.offset).take(usize::from(area.height));
        for ((n, &index), y) in rows.zip(area.y..) {
            let row = Rect { y, height: 1, ..area };
            self.draw_code(shared, row, index, n == list.cursor.selected, canvas);
        }
    }

    /// A code and its name; the names of sub-codes have a column of their own.
    fn draw_code(&self, shared: &Shared, row: Rect, index: Index, selected: bool, canvas: &mut Canvas) {
        let entry = shared.catalog.row(index);
        let class = canvas.theme.class(entry);
        let row = Rect { width: row.width - 1, ..row };
        let (number, name, aside) = self.row_styles(shared, row, class, selected, canvas);
        canvas.put(row, row.x + 2, canvas.code(entry), number);
        let mut room = row;
        if is_bookmarked(shared, index) {
            room.width =
                canvas.put_right(row, row.x, canvas.glyphs.bookmark, aside).saturating_sub(row.x + BOOKMARK - 1);
        }
        let [of_codes, of_sub_codes] = self.list.code_widths;
        let is_under = self.list.is_under_code(&shared.catalog, index);
        let start = row.x + 2 + if is_under { of_sub_codes } else { of_codes } + 2;
        let note = self.list.note(&shared.catalog, index);
        // Whose it is tells entries of one name apart: a long name gives way to that.
        let fits = room.right().saturating_sub(start + note.room()) >= LEAST_NAME;
        let of_name = Rect { width: room.width - if fits { note.room() } else { 0 }, ..room };
        let x = canvas.put(of_name, start, &entry.name, name);
        canvas.put_right(room, x + 2, &note.text(canvas.glyphs), aside);
    }

    /// The columns of the sign that tells whether the sub-codes of an entry are shown.
    pub(super) fn fold_sign(&self, shared: &Shared, index: Index) -> Option<Range<u16>> {
        self.list.unfolded(&shared.catalog, index)?;
        let list = self.layout(shared).list;
        let bookmark = if is_bookmarked(shared, index) { BOOKMARK } else { 0 };
        let end = list.right().saturating_sub(1 + bookmark);
        let count = shared.catalog.sub_codes(index).len().to_string();
        // A little more than the sign is easier to hit.
        Some(end.saturating_sub(width(&count) + 3)..end + 1)
    }

    /// Styles for the number, the name and what stands beside them; a selected row is marked.
    pub(super) fn row_styles(
        &self,
        shared: &Shared,
        row: Rect,
        class: Style,
        selected: bool,
        canvas: &mut Canvas,
    ) -> (Style, Style, Style) {
        if !selected {
            return (class, canvas.theme.text, canvas.theme.muted);
        }
        let style = self.selection(shared, Pane::List, class, canvas);
        if style.add_modifier.contains(Modifier::REVERSED) {
            canvas.buffer.set_style(row, style);
            return (style, style, style);
        }
        canvas.put(row, row.x, canvas.glyphs.selected, class);
        (style, canvas.theme.strong, canvas.theme.muted)
    }
}

/// Whether the reader has an entry among the bookmarks.
fn is_bookmarked(shared: &Shared, index: Index) -> bool {
    shared.state.bookmarks.iter().any(|id| *id == shared.catalog.row(index).id)
}
