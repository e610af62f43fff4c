//! A search: what is typed, and what was found.

use ratatui::layout::{Position, Rect};
use tui_input::Input;

use super::earlier::Earlier;
use super::query_lines::QueryLines;
use crate::app::action::Action;
use crate::app::cursor::Cursor;
use crate::app::place::Place;
use crate::app::shared::Shared;
use crate::catalog::Index;
use crate::compare::Comparison;
use crate::search::Hit;
use crate::widgets::{Canvas, input, width};

/// How many hits are kept: more than anybody looks through, and few enough to be weighed at every key.
const LIMIT: usize = 40;
/// A text may have so many bytes to be searched for: a few lines of a log.
pub const MOST: usize = 4000;
/// In front of what was typed, beside the key that began the search.
const MARGIN: u16 = 1;

/// What is searched for, and what was found.
#[derive(Debug, Clone)]
pub struct Search {
    /// What was typed.
    pub input: Input,
    /// What was found, best first.
    pub hits: Vec<Hit>,
    /// What was read from the text, to be said under it.
    pub reading: Vec<String>,
    /// Of a comparison among the hits, which code to use when.
    pub verdict: Option<String>,
    /// The selection among the hits.
    pub cursor: Cursor,
    /// Which of the earlier searches is chosen, while one is.
    pub earlier: Option<Earlier>,
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
        Self {
            input: Input::default(),
            hits: Vec::new(),
            reading: Vec::new(),
            verdict: None,
            cursor: Cursor::default(),
            earlier: None,
            typing: true,
            before,
            is_visit,
        }
    }

    /// Searches for what was typed.
    pub fn run(&mut self, shared: &Shared) {
        let (engine, catalog) = (&shared.engine, &shared.catalog);
        (self.hits, self.reading) = engine.search_and_read(catalog, self.input.value(), LIMIT);
        let compared = self.hits.iter().map(|hit| &hit.compared).find(|compared| !compared.is_empty());
        let comparison = compared.map(|compared| Comparison::with(catalog, shared.comparisons(), compared));
        self.verdict = comparison.and_then(Result::ok).map(|comparison| comparison.verdict.text);
        self.cursor = Cursor::default();
        self.earlier = None;
    }

    /// The selected hit.
    pub fn hit(&self) -> Option<&Hit> {
        self.hits.get(self.cursor.selected).filter(|_| self.earlier.is_none())
    }

    /// The entry of the selected hit; of a comparison, its first.
    pub fn current(&self) -> Option<Index> {
        self.hit().map(|hit| hit.index)
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

    /// The column in which the text begins that has the width of an area to itself.
    fn text_start(shared: &Shared, x: u16) -> u16 {
        x + MARGIN + width(&shared.key_for(Action::Search)) + 1
    }

    /// The lines that the text takes in an area of some width.
    pub(super) fn lines(&self, shared: &Shared, room: u16) -> QueryLines {
        QueryLines::new(&self.input, usize::from(room.saturating_sub(Self::text_start(shared, 0) + 2)))
    }

    /// Draws the whole text over the width of an area, and under it what was read; returns where the cursor stands
    /// while it is typed.
    pub(super) fn draw_whole(&self, shared: &Shared, areas: (Rect, Rect), canvas: &mut Canvas) -> Option<Position> {
        let (area, reading) = areas;
        let x = Self::text_start(shared, area.x);
        canvas.put(area, area.x + MARGIN, &shared.key_for(Action::Search), canvas.theme.key);
        let text = Rect { x, width: area.right().saturating_sub(x + 2), ..area };
        let cursor = self.lines(shared, area.width).draw(&self.input, text, self.typing, canvas);
        if !reading.is_empty() {
            self.draw_reading(shared, Rect { x, width: reading.right().saturating_sub(x + 2), ..reading }, canvas);
        }
        self.typing.then_some(cursor)
    }

    /// Says what was read, and how many hits there are where that leaves room for it.
    fn draw_reading(&self, shared: &Shared, row: Rect, canvas: &mut Canvas) {
        let end = canvas.put(row, row.x, self.lead(), canvas.theme.muted);
        if self.earlier.is_some() {
            return;
        }
        let separator = if shared.look.unicode { " · " } else { " - " };
        let end = canvas.put(row, end, &self.reading.join(separator), canvas.theme.text);
        let count = match self.hits.len() {
            _ if self.is_empty() => String::new(),
            1 => "1 hit".to_owned(),
            count => format!("{count} hits"),
        };
        canvas.put_right(row, end + 2, &count, canvas.theme.muted);
    }

    /// What stands before what was read.
    fn lead(&self) -> &'static str {
        if self.earlier.is_some() {
            "earlier searches"
        } else if self.reading.is_empty() {
            ""
        } else {
            "read as "
        }
    }

    /// Draws the line of the search; returns where the cursor stands while it is typed.
    pub fn draw_line(&self, shared: &Shared, title: Rect, canvas: &mut Canvas) -> Option<Position> {
        let prompt = format!("{} ", shared.key_for(Action::Search));
        let has_count = !self.hits.is_empty() && !self.is_empty();
        let count = if has_count { self.hits.len().to_string() } else { String::new() };
        let right = if has_count { width(&count) + 2 } else { 0 };
        let line = Rect { width: title.width.saturating_sub(right), ..title };
        let theme = canvas.theme;
        canvas.put_right(title, line.right(), &count, theme.muted);
        if self.typing {
            return Some(input(canvas.buffer, line, (&prompt, theme.key), &self.input, theme.strong));
        }
        // Where nothing is typed the beginning is what one knows it by.
        let x = canvas.put(line, line.x, &prompt, theme.key);
        canvas.put(line, x, self.input.value(), theme.strong);
        None
    }
}

/// Marks the matched letters of a name that starts at column `x`, as far as they are on the screen.
pub fn mark(row: Rect, x: u16, name: &str, marks: &[usize], canvas: &mut Canvas) {
    for (n, (at, c)) in name.char_indices().enumerate() {
        let column = x + width(&name[..at]);
        if column >= row.right() {
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

/// What an empty search offers besides, where there were searches.
pub const EARLIER: [(&str, &str); 2] = [("", ""), ("Up", "earlier searches")];

/// What a search without hits says.
pub const NOTHING: [(&str, &str); 4] =
    [("No code matches.", ""), ("", ""), ("Try fewer or other words,", ""), ("a number, or the error text.", "")];
