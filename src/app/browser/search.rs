//! A search: what is typed, and what was found.

use ratatui::layout::{Position, Rect};
use tui_input::Input;

use crate::app::action::Action;
use crate::app::cursor::Cursor;
use crate::app::place::Place;
use crate::app::shared::Shared;
use crate::catalog::{Catalog, Index};
use crate::search::{Engine, Hit};
use crate::widgets::{Canvas, input, width};

/// How many hits are kept: more than anybody looks through, and few enough to be weighed at every key.
const LIMIT: usize = 40;
/// Lines that a hit takes in the list: its name, and why it was found.
pub const HIT_ROWS: u16 = 2;

/// What is searched for, and what was found.
#[derive(Debug, Clone)]
pub struct Search {
    /// What was typed.
    pub input: Input,
    /// What was found, best first.
    pub hits: Vec<Hit>,
    /// The selection among the hits.
    pub cursor: Cursor,
    /// Whether keys still go into the input.
    pub typing: bool,
    /// Where the search was begun.
    pub before: Place,
    /// Whether it was begun on another screen, to which Esc goes back.
    pub is_visit: bool,
}

impl Search {
    /// An empty search, begun at a place.
    pub fn new(before: Place) -> Self {
        let is_visit = before.is_visit;
        Self { input: Input::default(), hits: Vec::new(), cursor: Cursor::default(), typing: true, before, is_visit }
    }

    /// Searches for what was typed.
    pub fn run(&mut self, engine: &Engine, catalog: &Catalog) {
        self.hits = engine.search(catalog, self.input.value(), LIMIT);
        self.cursor = Cursor::default();
    }

    /// The selected hit.
    pub fn current(&self) -> Option<Index> {
        self.hits.get(self.cursor.selected).map(|hit| hit.index)
    }

    /// Whether nothing is searched for yet.
    pub fn is_empty(&self) -> bool {
        self.input.value().trim().is_empty()
    }

    /// Selects an entry, if it is among the hits.
    pub fn select(&mut self, index: Index) -> bool {
        let at = self.hits.iter().position(|hit| hit.index == index);
        if let Some(at) = at {
            self.cursor.selected = at;
        }
        at.is_some()
    }

    /// Draws the line of the search; returns where the cursor stands while it is typed.
    pub fn draw_line(&self, shared: &Shared, title: Rect, canvas: &mut Canvas) -> Option<Position> {
        let prompt = format!("{} ", shared.key_for(Action::Search));
        let count = self.hits.len().to_string();
        let line = Rect { width: title.width.saturating_sub(width(&count) + 1), ..title };
        let theme = canvas.theme;
        let cursor = input(canvas.buffer, line, (&prompt, theme.key), &self.input, theme.strong);
        if !self.hits.is_empty() && !self.is_empty() {
            canvas.put_right(title, line.right(), &count, theme.muted);
        }
        self.typing.then_some(cursor)
    }
}

/// Marks the matched letters of a name that starts at column `x`, as far as they are on the screen.
pub fn mark(row: Rect, x: u16, name: &str, marks: &[usize], canvas: &mut Canvas) {
    for (n, (at, c)) in name.char_indices().enumerate() {
        let column = x + width(&name[..at]);
        if column >= row.right().saturating_sub(2) {
            break;
        }
        // A cell that shows something else holds the sign that the name was cut.
        if marks.contains(&n) && canvas.buffer[(column, row.y)].symbol().starts_with(c) {
            canvas.buffer[(column, row.y)].set_style(canvas.theme.mark);
        }
    }
}

/// Short lines, each with what it is an example of.
pub fn advice(area: Rect, lines: &[(&str, &str)], canvas: &mut Canvas) {
    for (&(text, aside), y) in lines.iter().zip(area.y..area.bottom()) {
        let row = Rect { y, height: 1, width: area.width - 1, ..area };
        let style = if aside.is_empty() { canvas.theme.muted } else { canvas.theme.text };
        let x = canvas.put(row, row.x + 2, text, style);
        canvas.put(row, x + 2, aside, canvas.theme.muted);
    }
}

/// What an empty search offers.
pub const EXAMPLES: [(&str, &str); 8] = [
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
pub const NOTHING: [(&str, &str); 4] =
    [("No code matches.", ""), ("", ""), ("Try fewer or other words,", ""), ("a number, or the error text.", "")];
