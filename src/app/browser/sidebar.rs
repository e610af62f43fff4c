//! The sidebar: views and categories.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{Browser, Pane};
use crate::app::shared::Shared;
use crate::app::view::View;
use crate::catalog::Category;
use crate::widgets::Canvas;

impl Browser {
    /// The rows of a sidebar of some height: a view by its number, or a gap between groups of views.
    pub(super) fn sidebar_rows(&self, height: u16) -> Vec<Option<usize>> {
        let height = usize::from(height);
        let has_room = height >= self.views.len() + 2;
        let mut rows = Vec::new();
        for (n, (view, _)) in self.views.iter().enumerate() {
            if has_room && n > 0 && group(self.views[n - 1].0) != group(*view) {
                rows.push(None);
            }
            rows.push(Some(n));
        }
        // A screen that is too low for all of them shows those around the selected one.
        if rows.len() > height {
            let selected = self.views.iter().position(|(view, _)| *view == self.list.view).unwrap_or(0);
            let first = selected.saturating_sub(height / 2).min(rows.len() - height);
            rows.drain(..first);
            rows.truncate(height);
        }
        rows
    }

    pub(super) fn draw_sidebar(&self, shared: &Shared, area: Rect, canvas: &mut Canvas) {
        if area.is_empty() {
            return;
        }
        for (view, y) in self.sidebar_rows(area.height).into_iter().zip(area.top()..area.bottom()) {
            let Some((view, count)) = view.map(|view| self.views[view]) else { continue };
            let row = Rect { y, height: 1, width: area.width - 1, ..area };
            self.draw_view(shared, row, view, count, canvas);
        }
    }

    fn draw_view(&self, shared: &Shared, row: Rect, view: View, count: usize, canvas: &mut Canvas) {
        let (theme, glyphs) = (canvas.theme, canvas.glyphs);
        let (mark, color) = match view {
            View::Popular => (glyphs.views[0], theme.muted),
            View::Bookmarks => (glyphs.views[1], theme.muted),
            View::Recent => (glyphs.views[2], theme.muted),
            View::All => (glyphs.views[3], theme.muted),
            View::Category(category) => category_mark(category, canvas),
        };
        let selected = self.search.is_none() && self.list.view == view;
        let mut style = theme.text;
        if selected {
            let plain = if matches!(view, View::Category(_)) { color } else { theme.text };
            style = self.selection(shared, Pane::Sidebar, plain, canvas);
            if style.add_modifier.contains(Modifier::REVERSED) {
                canvas.buffer.set_style(row, style);
            } else {
                canvas.put(row, row.x, glyphs.selected, color);
            }
        }
        let is_reversed = style.add_modifier.contains(Modifier::REVERSED);
        canvas.put(row, row.x + 2, mark, if is_reversed { style } else { color });
        let x = canvas.put(row, row.x + 4, view.label(), style);
        let aside = if is_reversed { style } else { theme.muted };
        canvas.put_right(Rect { width: row.width - 1, ..row }, x + 1, &count.to_string(), aside);
    }
}

/// Views of one's own, the registry's classes, the vendors.
fn group(view: View) -> u8 {
    match view {
        View::Popular | View::Bookmarks | View::Recent => 0,
        View::All => 1,
        View::Category(category) => 1 + u8::from(category >= Category::Nginx),
    }
}

fn category_mark(category: Category, canvas: &Canvas) -> (&'static str, Style) {
    let class = category.class();
    let mark = class.and_then(|class| ["1", "2", "3", "4", "5"].get(usize::from(class) - 1)).copied();
    let other = if category == Category::NoStatus { canvas.glyphs.no_code } else { canvas.glyphs.dot };
    (mark.unwrap_or(other), canvas.theme.class_style(class))
}
