//! The browser as it is drawn.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::page::PageStyle;
use super::{Browser, Pane};
use crate::app::shared::Shared;
use crate::widgets::Canvas;

impl Browser {
    /// Draws the panes; returns where the cursor stands while a search is typed.
    pub(super) fn draw_panes(&self, shared: &Shared, canvas: &mut Canvas) -> Option<Position> {
        let layout = self.layout(shared);
        for line in layout.separators {
            for y in line.top()..line.bottom() {
                canvas.buffer.set_string(line.x, y, canvas.glyphs.vertical, canvas.theme.faint);
            }
        }
        self.draw_sidebar(shared, layout.sidebar, canvas);
        let cursor = self.draw_list(shared, &layout, canvas);
        if layout.text.is_empty() {
            return cursor;
        }
        if let Some(row) = self.current().map(|index| shared.catalog.row(index)) {
            let class = canvas.theme.class(row);
            // The number stands out as the selected row does in the other panes, while keys go to the page.
            let number = self.selection(shared, Pane::Page, class, canvas);
            let look = PageStyle { class, number, has_focus: self.focus() == Pane::Page };
            self.page.draw(shared, row, &layout, look, canvas);
            if let Some(landed) = &self.landed {
                landed.landing.draw(self.page.scroll(), layout.text, canvas);
            }
        } else {
            let line = Rect { height: 1, ..layout.text };
            canvas.put(line, line.x, "The page of the chosen code appears here.", canvas.theme.muted);
        }
        cursor
    }

    /// The style of a selected row: reversed where keys go, bold elsewhere.
    pub(super) fn selection(&self, shared: &Shared, pane: Pane, class: Style, canvas: &Canvas) -> Style {
        let has_keys = self.focus() == pane && !shared.is_covered;
        class.patch(if has_keys { canvas.theme.selected } else { canvas.theme.strong })
    }
}
