//! The codes of the view, or the hits of the search, as they are drawn.

use std::ops::Range;

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::layout::BrowserLayout;
use super::search::advice;
use super::{Browser, Pane};
use crate::app::shared::Shared;
use crate::app::view::View;
use crate::catalog::{Category, Index, Standing};
use crate::widgets::{Canvas, Glyphs, width};

/// The least that is left of a name for the note behind it, in cells.
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
            self.draw_code(shared, row, index, (list.code_width, n == list.cursor.selected), canvas);
        }
    }

    /// A code and its name, in a column of so many cells for the code.
    pub(super) fn draw_code(
        &self,
        shared: &Shared,
        row: Rect,
        index: Index,
        (code_width, selected): (u16, bool),
        canvas: &mut Canvas,
    ) {
        let entry = shared.catalog.row(index);
        let class = canvas.theme.class(entry);
        let row = Rect { width: row.width - 1, ..row };
        let (number, name, aside) = self.row_styles(shared, row, class, selected, canvas);
        canvas.put(row, row.x + 2, canvas.code(entry), number);
        let is_bookmarked = shared.state.bookmarks.iter().any(|id| *id == entry.id);
        let bookmark = if is_bookmarked { canvas.glyphs.bookmark } else { "" };
        let right = canvas.put_right(Rect { width: row.width - 1, ..row }, row.x, bookmark, aside);
        let room = Rect { width: right.saturating_sub(row.x + 1), ..row };
        // The note tells rows of one name apart: a long name gives way to it.
        let note = self.note(shared, index, canvas);
        let start = row.x + 2 + code_width + 2;
        let fits = room.right().saturating_sub(start + width(&note) + 2) >= LEAST_NAME;
        let left = if note.is_empty() || !fits { 0 } else { width(&note) + 2 };
        let x = canvas.put(Rect { width: room.width - left, ..room }, start, &entry.name, name);
        canvas.put_right(room, x + 2, &note, aside);
    }

    /// The columns of the sign that tells whether the sub-codes of an entry are shown.
    pub(super) fn fold_sign(&self, shared: &Shared, index: Index) -> Option<Range<u16>> {
        self.list.unfolded(&shared.catalog, index)?;
        let list = self.layout(shared).list;
        let glyphs = if shared.look.unicode { &Glyphs::UNICODE } else { &Glyphs::ASCII };
        let is_bookmarked = shared.state.bookmarks.iter().any(|id| *id == shared.catalog.row(index).id);
        let bookmark = if is_bookmarked { width(glyphs.bookmark) } else { 0 };
        let end = list.right().saturating_sub(3 + bookmark);
        let count = shared.catalog.sub_codes(index).len().to_string();
        // A little more than the sign is easier to hit.
        Some(end.saturating_sub(width(&count) + 3)..end + 2)
    }

    /// What stands behind a name: how many sub-codes there are, that it is an own entry, the vendor, or a standing other
    /// than registered.
    fn note(&self, shared: &Shared, index: Index, canvas: &Canvas) -> String {
        let (list, catalog) = (&self.list, &shared.catalog);
        let row = catalog.row(index);
        let searching = self.search.is_some();
        if let Some(unfolded) = list.unfolded(catalog, index).filter(|_| !searching) {
            return format!("{} {}", canvas.glyphs.folds[usize::from(unfolded)], catalog.sub_codes(index).len());
        }
        match row.standing {
            _ if row.is_own() => "own".to_owned(),
            Standing::Registered | Standing::Failure => String::new(),
            Standing::Unofficial if in_own_category(list.view) && !searching => String::new(),
            Standing::Unofficial => row.vendor.as_deref().unwrap_or_default().to_owned(),
            standing => standing.label().to_owned(),
        }
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

/// Whether a view holds the codes of one vendor, who need not be named with each.
const fn in_own_category(view: View) -> bool {
    matches!(view, View::Category(category) if !matches!(category, Category::Other))
}
