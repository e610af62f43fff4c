//! Views and categories.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::Pen;
use crate::app::Pane;
use crate::app::mouse::sidebar_rows;
use crate::app::state::list::View;
use crate::catalog::Category;

impl Pen<'_> {
    pub(super) fn sidebar(&self, buffer: &mut Buffer) {
        let area = self.app.areas().sidebar;
        if area.is_empty() {
            return;
        }
        for (row, view) in sidebar_rows(self.app).into_iter().enumerate() {
            let Some((view, count)) = view.map(|view| self.app.views()[view]) else { continue };
            let row = Rect { y: area.y + u16::try_from(row).unwrap_or(0), height: 1, width: area.width - 1, ..area };
            self.sidebar_row(buffer, row, view, count);
        }
    }

    fn sidebar_row(&self, buffer: &mut Buffer, row: Rect, view: View, count: usize) {
        let (mark, color) = match view {
            View::Popular => (self.glyphs.views[0], self.theme.muted),
            View::Bookmarks => (self.glyphs.views[1], self.theme.muted),
            View::Recent => (self.glyphs.views[2], self.theme.muted),
            View::All => (self.glyphs.views[3], self.theme.muted),
            View::Category(category) => self.category(category),
        };
        let selected = self.app.search().is_none() && self.app.list().view == view;
        let mut style = self.theme.text;
        if selected {
            let plain = if matches!(view, View::Category(_)) { color } else { self.theme.text };
            style = self.selection(Pane::Sidebar, plain);
            if style.add_modifier.contains(Modifier::REVERSED) {
                buffer.set_style(row, style);
            } else {
                self.put(buffer, row, row.x, self.glyphs.selected, color);
            }
        }
        let marked = if style.add_modifier.contains(Modifier::REVERSED) { style } else { color };
        self.put(buffer, row, row.x + 2, mark, marked);
        let x = self.put(buffer, row, row.x + 4, view.label(), style);
        let number = count.to_string();
        let muted = if style.add_modifier.contains(Modifier::REVERSED) { style } else { self.theme.muted };
        self.put_right(buffer, Rect { width: row.width - 1, ..row }, x + 1, &number, muted);
    }

    fn category(&self, category: Category) -> (&'static str, Style) {
        match category {
            Category::Informational => ("1", self.theme.class_1),
            Category::Success => ("2", self.theme.class_2),
            Category::Redirection => ("3", self.theme.class_3),
            Category::ClientError => ("4", self.theme.class_4),
            Category::ServerError => ("5", self.theme.class_5),
            Category::Nginx | Category::Cloudflare | Category::AwsElb | Category::Iis | Category::Other => {
                (self.glyphs.dot, self.theme.class_other)
            }
        }
    }
}
