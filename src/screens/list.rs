//! The codes of the view, or the hits of the search.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::Pen;
use crate::app::state::list::View;
use crate::app::state::search::Search;
use crate::app::{HIT_ROWS, Pane};
use crate::catalog::{Category, Index, Standing};
use crate::widgets::{input, width};

impl Pen<'_> {
    /// Draws the list; returns where the cursor stands while a search is typed.
    pub(super) fn list(&self, buffer: &mut Buffer) -> Option<Position> {
        let areas = self.app.areas();
        if areas.list.is_empty() {
            return None;
        }
        let title = Rect { x: areas.list_title.x + 2, width: areas.list_title.width - 3, ..areas.list_title };
        let Some(search) = self.app.search() else {
            let list = self.app.list();
            let x = self.put(buffer, title, title.x, list.view.label(), self.theme.strong);
            let position = match list.rows.len() {
                0 => String::new(),
                rows => format!("{}/{rows}", list.cursor.selected + 1),
            };
            self.put_right(buffer, title, x + 1, &position, self.theme.muted);
            self.codes(buffer, areas.list);
            return None;
        };
        let key = self.app.key_for(crate::app::action::Action::Search);
        let prompt = format!("{key} ");
        let count = search.hits.len().to_string();
        let line = Rect { width: title.width.saturating_sub(width(&count) + 1), ..title };
        let cursor = input(buffer, line, (&prompt, self.theme.key), &search.input, self.theme.strong);
        if search.input.value().trim().is_empty() {
            self.advice(buffer, areas.list, &EXAMPLES);
        } else if search.hits.is_empty() {
            self.advice(buffer, areas.list, &NOTHING);
        } else {
            self.put_right(buffer, title, line.right(), &count, self.theme.muted);
            self.hits(buffer, areas.list, search);
        }
        search.typing.then_some(cursor)
    }

    fn codes(&self, buffer: &mut Buffer, area: Rect) {
        let list = self.app.list();
        if list.rows.is_empty() {
            let advice: &[(&str, &str)] = match list.view {
                View::Bookmarks => &[("No bookmarks yet.", ""), ("m", "keeps the code you read")],
                View::Recent => &[("Nothing read yet.", ""), ("Enter", "reads the chosen code")],
                _ => &[("No code here.", "")],
            };
            return self.advice(buffer, area, advice);
        }
        let rows = list.rows.iter().enumerate().skip(list.cursor.offset).take(usize::from(area.height));
        for ((n, &index), y) in rows.zip(area.y..) {
            let row = Rect { y, height: 1, ..area };
            self.code(buffer, row, index, list.code_width, n == list.cursor.selected);
        }
    }

    /// A code and its name.
    fn code(&self, buffer: &mut Buffer, row: Rect, index: Index, code_width: u16, selected: bool) {
        let entry = self.app.catalog().row(index);
        let class = self.theme.class(entry);
        let row = Rect { width: row.width - 1, ..row };
        let (number, name, aside) = self.row_styles(buffer, row, class, selected);
        self.put(buffer, row, row.x + 2, &entry.code, number);
        let bookmark =
            if self.app.memory().bookmarks.iter().any(|id| *id == entry.id) { self.glyphs.bookmark } else { "" };
        let right = self.put_right(buffer, Rect { width: row.width - 1, ..row }, row.x, bookmark, aside);
        let room = Rect { width: right.saturating_sub(row.x + 1), ..row };
        // The note tells rows of one name apart: a long name gives way to it.
        let note = self.note(index);
        let start = row.x + 2 + code_width + 2;
        let fits = room.right().saturating_sub(start + width(&note) + 2) >= LEAST_NAME;
        let left = if note.is_empty() || !fits { 0 } else { width(&note) + 2 };
        let x = self.put(buffer, Rect { width: room.width - left, ..room }, start, &entry.name, name);
        self.put_right(buffer, room, x + 2, &note, aside);
    }

    /// What stands behind a name: how many sub-codes there are, the vendor, or a standing other than registered.
    fn note(&self, index: Index) -> String {
        let (list, catalog) = (self.app.list(), self.app.catalog());
        let row = catalog.row(index);
        let searching = self.app.search().is_some();
        if let Some(unfolded) = list.unfolded(catalog, index).filter(|_| !searching) {
            return format!("{} {}", self.glyphs.folds[usize::from(unfolded)], catalog.sub_codes(index).len());
        }
        match row.standing {
            Standing::Registered => String::new(),
            Standing::Unofficial if in_own_category(list.view) && !searching => String::new(),
            Standing::Unofficial => row.vendor.as_deref().unwrap_or_default().to_owned(),
            standing => standing.label().to_owned(),
        }
    }

    /// Styles for the number, the name and what stands beside them; a selected row is marked.
    fn row_styles(&self, buffer: &mut Buffer, row: Rect, class: Style, selected: bool) -> (Style, Style, Style) {
        if !selected {
            return (class, self.theme.text, self.theme.muted);
        }
        let style = self.selection(Pane::List, class);
        if style.add_modifier.contains(Modifier::REVERSED) {
            buffer.set_style(row, style);
            return (style, style, style);
        }
        self.put(buffer, row, row.x, self.glyphs.selected, class);
        (style, self.theme.strong, self.theme.muted)
    }

    fn hits(&self, buffer: &mut Buffer, area: Rect, search: &Search) {
        let catalog = self.app.catalog();
        let rows = usize::from((area.height / HIT_ROWS).max(1));
        let shown = search.hits.iter().enumerate().skip(search.cursor.offset).take(rows);
        for ((n, hit), y) in shown.zip((area.y..).step_by(usize::from(HIT_ROWS))) {
            let row = Rect { y, height: 1, ..area };
            let code_width = width(&catalog.row(hit.index).code).max(3);
            self.code(buffer, row, hit.index, code_width, n == search.cursor.selected);
            self.marks(buffer, row, row.x + 2 + code_width + 2, &catalog.row(hit.index).name, &hit.why.marks);
            if y + 1 < area.bottom() {
                let row = Rect { y: y + 1, height: 1, width: area.width - 1, ..area };
                self.put(buffer, row, row.x + 4, &hit.why.to_string(), self.theme.muted);
            }
        }
    }

    /// Marks the matched letters of a name that starts at column `x`, as far as they are on the screen.
    fn marks(&self, buffer: &mut Buffer, row: Rect, x: u16, name: &str, marks: &[usize]) {
        for (n, (at, c)) in name.char_indices().enumerate() {
            let column = x + width(&name[..at]);
            if column >= row.right().saturating_sub(2) {
                break;
            }
            // A cell that shows something else holds the sign that the name was cut.
            if marks.contains(&n) && buffer[(column, row.y)].symbol().starts_with(c) {
                buffer[(column, row.y)].set_style(self.theme.mark);
            }
        }
    }

    /// Short lines, each with what it is an example of.
    fn advice(&self, buffer: &mut Buffer, area: Rect, lines: &[(&str, &str)]) {
        for (&(text, aside), y) in lines.iter().zip(area.y..area.bottom()) {
            let row = Rect { y, height: 1, width: area.width - 1, ..area };
            let style = if aside.is_empty() { self.theme.muted } else { self.theme.text };
            let x = self.put(buffer, row, row.x + 2, text, style);
            self.put(buffer, row, x + 2, aside, self.theme.muted);
        }
    }
}

/// The least that is left of a name for the note behind it, in cells.
const LEAST_NAME: u16 = 9;

/// Whether a view holds the codes of one vendor, who need not be named with each.
const fn in_own_category(view: View) -> bool {
    matches!(view, View::Category(category) if !matches!(category, Category::Other))
}

/// What an empty search offers.
const EXAMPLES: [(&str, &str); 8] = [
    ("Type what you know:", ""),
    ("", ""),
    ("404  4xx", "a number"),
    ("bad gateway", "a name"),
    ("Retry-After", "a header field"),
    ("jwt expired", "what you see"),
    ("StatusConflict", "a constant"),
    ("svc unavail", "half of it"),
];

/// What a search without hits says.
const NOTHING: [(&str, &str); 4] =
    [("No code matches.", ""), ("", ""), ("Try fewer or other words,", ""), ("a number, or the error text.", "")];
