//! Two to four codes side by side, as they are drawn.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::view::{ComparisonView, GAP};
use crate::app::shared::Shared;
use crate::widgets::{Canvas, width};

impl ComparisonView {
    /// Draws it under the names of its columns.
    pub fn draw(&self, shared: &Shared, canvas: &mut Canvas) {
        self.draw_names(shared, canvas);
        let area = shared.frame.titled().text;
        let theme = canvas.theme;
        let class = |column: usize| theme.class(shared.catalog.row(self.comparison.columns[column].index));
        for (line, y) in self.lines.iter().skip(self.scroll).zip(area.top()..area.bottom()) {
            let row = Rect { y, height: 1, ..area };
            let is_equal = line.row.is_some_and(|row| self.comparison.rows[row].equal);
            let mut x = area.x;
            for (column, span) in &line.spans {
                let style = theme.role(span.role, column.map_or(theme.strong, class));
                x = canvas.write(row, x, &span.text, if is_equal { theme.muted } else { style });
            }
        }
        canvas.scrollbar_beside(area, self.lines.len(), self.scroll, theme.text);
    }

    /// The names of the columns, over the columns where these stand side by side, with the chosen one marked.
    fn draw_names(&self, shared: &Shared, canvas: &mut Canvas) {
        let titled = shared.frame.titled();
        let head = titled.head;
        let theme = canvas.theme;
        let (mut x, step) = self.places(head);
        let room = step.saturating_sub(GAP);
        for (n, column) in self.comparison.columns.iter().enumerate() {
            let class = theme.class(shared.catalog.row(column.index));
            let cell = Rect { x, width: room.min(head.right().saturating_sub(x)), ..head };
            let chosen = n == self.column;
            let style = if chosen { class.patch(theme.selected) } else { class.add_modifier(Modifier::BOLD) };
            if chosen {
                let around = Rect { x: cell.x.saturating_sub(1), width: width(&column.label) + 2, ..cell };
                canvas.buffer.set_style(around, style);
            }
            let end = canvas.put(cell, cell.x, &column.label, style);
            canvas.put(cell, end + 2, &column.title, theme.strong);
            x += step;
        }
        let rule = Rect { y: head.y + 1, ..head };
        if titled.text.y > rule.y {
            canvas.rule(rule);
        }
    }
}
