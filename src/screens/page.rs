//! The page of the selected code.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::Pen;
use crate::app::Pane;
use crate::app::mouse::strip;
use crate::catalog::Row;
use crate::document::Span;
use crate::widgets::{put, scrollbar, width, without_start, write};

impl Pen<'_> {
    pub(super) fn page(&self, buffer: &mut Buffer) {
        let areas = self.app.areas();
        if areas.text.is_empty() {
            return;
        }
        let Some(row) = self.app.current().map(|index| self.app.catalog().row(index)) else {
            return self.no_page(buffer);
        };
        let class = self.theme.class(row);
        self.page_title(buffer, row, class);
        self.sections(buffer, class);
        if let Some(error) = self.app.page().error() {
            put(buffer, (areas.text.x, areas.text.y), areas.text.width, error, self.theme.error, self.glyphs.more);
            return;
        }
        let page = self.app.page();
        let lines = &page.document().lines;
        for (line, y) in lines.iter().skip(page.scroll()).zip(areas.text.y..areas.text.bottom()) {
            let row = Rect { y, height: 1, ..areas.text };
            match line.sideways {
                None => {
                    self.spans(buffer, row, &line.spans, class);
                }
                Some(fixed) => self.program_line(buffer, row, line.spans.split_at(fixed.min(line.spans.len())), class),
            }
        }
        let bar = Rect { y: areas.text.y, height: areas.text.height, ..areas.scrollbar };
        let style = if self.app.focus() == Pane::Page { class } else { self.theme.faint };
        scrollbar(buffer, bar, lines.len(), page.scroll(), style, self.glyphs);
    }

    /// Pieces of a line, one after another; returns the column after them.
    fn spans(&self, buffer: &mut Buffer, row: Rect, spans: &[Span], class: Style) -> u16 {
        let mut x = row.x;
        for span in spans {
            let room = row.right().saturating_sub(x);
            x = write(buffer, (x, row.y), room, &span.text, self.theme.role(span.role, class));
        }
        x
    }

    /// A line of code: its number, and what is in sight of the rest, with signs where it goes on.
    fn program_line(&self, buffer: &mut Buffer, row: Rect, (number, code): (&[Span], &[Span]), class: Style) {
        let start = self.spans(buffer, row, number, class);
        let row = Rect { x: start, width: row.right().saturating_sub(start), ..row };
        let shift = self.app.page().shift();
        let mut hidden = shift;
        let mut x = row.x;
        let mut cells = 0;
        for span in code {
            let width = usize::from(width(&span.text));
            cells += width;
            let text = without_start(&span.text, hidden);
            hidden = hidden.saturating_sub(width);
            let room = row.right().saturating_sub(x);
            x = write(buffer, (x, row.y), room, &text, self.theme.role(span.role, class));
        }
        let [left, right] = self.glyphs.beyond;
        if shift > 0 && cells > 0 {
            write(buffer, (row.x, row.y), row.width.min(1), left, self.theme.muted);
        }
        if cells > shift + usize::from(row.width) && row.width > 0 {
            write(buffer, (row.right() - 1, row.y), 1, right, self.theme.muted);
        }
    }

    fn no_page(&self, buffer: &mut Buffer) {
        let area = self.app.areas().text;
        let text = "The page of the chosen code appears here.";
        put(buffer, (area.x, area.y), area.width, text, self.theme.muted, self.glyphs.more);
    }

    fn page_title(&self, buffer: &mut Buffer, row: &Row, class: Style) {
        let title = self.app.areas().page_title;
        // The number stands out as the selected row does in the other panes, while keys go to the page.
        let number = self.selection(Pane::Page, class);
        let mut right = title.right();
        if self.app.memory().bookmarks.iter().any(|id| *id == row.id) {
            right = self.put_right(buffer, title, title.x, self.glyphs.bookmark, class) - 1;
        }
        let room = Rect { width: right - title.x, ..title };
        let number = if number.add_modifier.contains(Modifier::REVERSED) {
            let around = Rect { x: title.x - 1, width: width(&row.code) + 2, ..title };
            buffer.set_style(around, number);
            number
        } else {
            class.patch(self.theme.strong)
        };
        let x = self.put(buffer, room, title.x, &row.code, number);
        let x = self.put(buffer, room, x + 2, &row.name, self.theme.strong);
        // The emoji comes last: where a terminal is wrong about its width, nothing stands behind it.
        if let Some(emoji) = row.emoji.as_deref().filter(|_| self.glyphs.emoji)
            && x + 2 + width(emoji) <= right
        {
            self.put(buffer, room, x + 2, emoji, self.theme.text);
        }
    }

    /// The names of the sections, beside the page or over it, with the one that is read marked.
    fn sections(&self, buffer: &mut Buffer, class: Style) {
        let areas = self.app.areas();
        let page = self.app.page();
        let here = page.section();
        let style = |section| if here == Some(section) { class.patch(self.theme.strong) } else { self.theme.muted };
        if !areas.index.is_empty() {
            let starts = page.document().starts.iter();
            for ((section, _), y) in starts.zip(areas.index.y..areas.index.bottom()) {
                let row = Rect { y, height: 1, ..areas.index };
                if here == Some(*section) {
                    self.put(buffer, row, row.x, self.glyphs.selected, class);
                }
                self.put(buffer, row, row.x + 2, section.short(), style(*section));
            }
        }
        if !areas.strip.is_empty() {
            let places = strip(self.app);
            for &(n, x, _) in &places {
                let section = page.document().starts[n].0;
                self.put(buffer, areas.strip, areas.strip.x + x, section.short(), style(section));
            }
            let last = places.last().map_or(0, |(n, ..)| n + 1);
            if last < page.document().starts.len() {
                let end = Rect { x: areas.strip.right(), width: 1, ..areas.strip };
                self.put(buffer, end, end.x, self.glyphs.more, self.theme.muted);
            }
        }
    }
}
