//! What a screen is drawn on and with.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Glyphs, put, scrollbar, width, without_start, write};
use crate::catalog::Row;
use crate::document::Span;
use crate::theme::Theme;

/// The cells to draw on, with the styles and the characters to draw with.
pub struct Canvas<'a> {
    /// The cells.
    pub buffer: &'a mut Buffer,
    /// The styles.
    pub theme: &'a Theme,
    /// The characters that decorate.
    pub glyphs: &'a Glyphs,
}

impl Canvas<'_> {
    /// Writes text into a row, cut where the row ends; returns the column after it.
    pub fn put(&mut self, row: Rect, x: u16, text: &str, style: Style) -> u16 {
        put(self.buffer, (x, row.y), row.right().saturating_sub(x), text, style, self.glyphs.more)
    }

    /// What stands in the column of codes for an entry.
    pub fn code<'r>(&self, entry: &'r Row) -> &'r str {
        if entry.is_failure() { self.glyphs.no_code } else { &entry.code }
    }

    /// Writes text at the right end of a row, if it has room there behind column `after`; returns its first column.
    pub fn put_right(&mut self, row: Rect, after: u16, text: &str, style: Style) -> u16 {
        let x = row.right().saturating_sub(width(text));
        if text.is_empty() || x < after {
            return row.right();
        }
        self.put(row, x, text, style);
        x
    }

    /// Writes text from a column on, without a sign where the row cuts it; returns the column after it.
    pub fn write(&mut self, row: Rect, x: u16, text: &str, style: Style) -> u16 {
        write(self.buffer, (x, row.y), row.right().saturating_sub(x), text, style)
    }

    /// Writes the pieces of a line, whose class has the style `class`; returns the column after them.
    pub fn spans(&mut self, row: Rect, spans: &[Span], class: Style) -> u16 {
        spans.iter().fold(row.x, |x, span| self.write(row, x, &span.text, self.theme.role(span.role, class)))
    }

    /// Writes the pieces of a line, all but the first `fixed` of them scrolled sideways by `shift` cells, with signs where
    /// there is more.
    pub fn spans_sideways(&mut self, row: Rect, spans: &[Span], fixed: usize, shift: usize, class: Style) {
        let (fixed, scrolled) = spans.split_at(fixed.min(spans.len()));
        let start = self.spans(row, fixed, class);
        let row = Rect { x: start, width: row.right().saturating_sub(start), ..row };
        let (mut x, mut hidden, mut cells) = (row.x, shift, 0);
        for span in scrolled {
            let text = without_start(&span.text, hidden);
            hidden = hidden.saturating_sub(span.width());
            cells += span.width();
            x = self.write(row, x, &text, self.theme.role(span.role, class));
        }
        let [left, right] = self.glyphs.beyond;
        if shift > 0 && cells > 0 {
            self.write(Rect { width: row.width.min(1), ..row }, row.x, left, self.theme.muted);
        }
        if cells > shift + usize::from(row.width) && row.width > 0 {
            self.write(row, row.right() - 1, right, self.theme.muted);
        }
    }

    /// A horizontal line over a whole row.
    pub fn rule(&mut self, row: Rect) {
        // Cell by cell: as a text it would be searched for its characters in every frame.
        for position in row.intersection(self.buffer.area).positions() {
            self.buffer[position].set_symbol(self.glyphs.horizontal).set_style(self.theme.faint);
        }
    }

    /// A scrollbar in the column right of an area, with the area's height.
    pub fn scrollbar_beside(&mut self, area: Rect, lines: usize, top: usize, style: Style) {
        let bar = Rect { x: area.right() + 1, width: 1, ..area };
        self.scrollbar(bar, lines, top, style);
    }

    /// A scrollbar; nothing when all lines are on the screen.
    pub fn scrollbar(&mut self, area: Rect, lines: usize, top: usize, style: Style) {
        scrollbar(self.buffer, area, lines, top, style, self.glyphs);
    }
}
