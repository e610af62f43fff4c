//! Two to four codes side by side.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::Pen;
use crate::app::state::compare::{Compare, GAP};
use crate::widgets::{scrollbar, width, write};

impl Pen<'_> {
    pub(super) fn comparison(&self, buffer: &mut Buffer) {
        let Some(compare) = self.app.comparison() else { return };
        self.columns(buffer, compare);
        let area = self.app.areas().compare_text();
        let catalog = self.app.catalog();
        let class = |column: usize| self.theme.class(catalog.row(compare.comparison.columns[column].index));
        for (line, y) in compare.lines.iter().skip(compare.scroll).zip(area.top()..area.bottom()) {
            let equal = line.row.is_some_and(|row| compare.comparison.rows[row].equal);
            let mut x = area.x;
            for (column, span) in &line.spans {
                let style = self.theme.role(span.role, column.map_or(self.theme.strong, class));
                let style = if equal { self.theme.muted } else { style };
                x = write(buffer, (x, y), area.right().saturating_sub(x), &span.text, style);
            }
        }
        let bar = Rect { x: area.right() + 1, width: 1, ..area };
        scrollbar(buffer, bar, compare.lines.len(), compare.scroll, self.theme.text, self.glyphs);
    }

    /// The names of the columns, over the columns where these stand side by side, with the chosen one marked.
    fn columns(&self, buffer: &mut Buffer, compare: &Compare) {
        let head = self.app.areas().compare_head();
        let columns = &compare.comparison.columns;
        let (mut x, step) = compare.places(head);
        let room = step.saturating_sub(GAP);
        for (n, column) in columns.iter().enumerate() {
            let class = self.theme.class(self.app.catalog().row(column.index));
            let cell = Rect { x, width: room.min(head.right().saturating_sub(x)), ..head };
            let chosen = n == compare.column;
            let style = if chosen { class.patch(self.theme.selected) } else { class.add_modifier(Modifier::BOLD) };
            if chosen {
                let around = Rect { x: cell.x.saturating_sub(1), width: width(&column.label) + 2, ..cell };
                buffer.set_style(around, style);
            }
            let end = self.put(buffer, cell, cell.x, &column.label, style);
            self.put(buffer, cell, end + 2, &column.title, self.theme.strong);
            x += step;
        }
        let rule = Rect { y: head.y + 1, ..head };
        if self.app.areas().compare_text().y > rule.y {
            let line = self.glyphs.horizontal.repeat(usize::from(rule.width));
            self.put(buffer, rule, rule.x, &line, self.theme.faint);
        }
    }
}
