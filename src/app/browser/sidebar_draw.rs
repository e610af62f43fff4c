//! The sidebar: moving in it, and how it is drawn.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::sidebar::{Row, TOOLS};
use super::{Browser, Pane};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::comparable::popular_comparisons;
use crate::app::picking::pick;
use crate::app::shared::Shared;
use crate::app::view::View;
use crate::catalog::Category;
use crate::widgets::Canvas;

impl Browser {
    /// The row of the sidebar at so many lines from its top.
    pub(super) fn sidebar_row(&self, line: u16, height: u16) -> Option<Row> {
        self.sidebar.rows(height, self.list.view).get(usize::from(line)).copied()
    }

    /// Moves the selection of the sidebar; a view is shown at once.
    pub(super) fn step_sidebar(&mut self, by: isize, shared: &Shared) {
        let views = self.sidebar.views.len();
        let to = self.sidebar.selected(self.list.view).saturating_add_signed(by).min(views + TOOLS.len() - 1);
        match self.sidebar.views.get(to) {
            Some(&(view, _)) => {
                self.leave_tools();
                self.show_view(view, shared);
            }
            None => self.sidebar.tool = Some(to - views),
        }
    }

    /// Forgets the tool that was selected.
    pub(super) fn leave_tools(&mut self) {
        self.sidebar.tool = None;
    }

    /// Opens the tool that is selected, if one is.
    pub(super) fn open_tool(&self, shared: &mut Shared) -> Option<Vec<Command>> {
        self.sidebar.tool.map(|tool| Self::open_nth_tool(tool, shared))
    }

    /// Opens a tool. Who asks for comparisons here has no code in mind: those come first that most people need.
    pub(super) fn open_nth_tool(tool: usize, shared: &mut Shared) -> Vec<Command> {
        match TOOLS[tool].1 {
            Action::Compare => {
                pick("Compare", popular_comparisons(shared), None, "There is nothing to compare", shared)
            }
            action => vec![Command::Act(action)],
        }
    }

    pub(super) fn draw_sidebar(&self, shared: &Shared, area: Rect, canvas: &mut Canvas) {
        if area.is_empty() {
            return;
        }
        for (row, y) in self.sidebar.rows(area.height, self.list.view).into_iter().zip(area.top()..area.bottom()) {
            let place = Rect { y, height: 1, ..area };
            match row {
                Row::View(n) => self.draw_view(shared, place, self.sidebar.views[n], canvas),
                Row::Tool(n) => self.draw_tool(shared, place, n, canvas),
                Row::Gap => {}
            }
        }
    }

    fn draw_tool(&self, shared: &Shared, row: Rect, tool: usize, canvas: &mut Canvas) {
        let theme = canvas.theme;
        let mut style = theme.text;
        let mut aside = theme.muted;
        if self.sidebar.tool == Some(tool) {
            style = self.selection(shared, Pane::Sidebar, theme.text, canvas);
            if style.add_modifier.contains(Modifier::REVERSED) {
                canvas.buffer.set_style(row, style);
                aside = style;
            }
        }
        let x = canvas.put(row, row.x + 4, TOOLS[tool].0, style);
        canvas.put_right(Rect { width: row.width - 1, ..row }, x + 1, &self.sidebar.keys[tool], aside);
    }

    fn draw_view(&self, shared: &Shared, row: Rect, (view, count): (View, usize), canvas: &mut Canvas) {
        let (theme, glyphs) = (canvas.theme, canvas.glyphs);
        let (mark, color) = match view {
            View::Popular => (glyphs.views[0], theme.muted),
            View::Bookmarks => (glyphs.views[1], theme.muted),
            View::Recent => (glyphs.views[2], theme.muted),
            View::All => (glyphs.views[3], theme.muted),
            View::Category(category) => category_mark(category, canvas),
        };
        let selected = self.search.is_none() && self.sidebar.tool.is_none() && self.list.view == view;
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

fn category_mark(category: Category, canvas: &Canvas) -> (&'static str, Style) {
    let class = category.class();
    let mark = class.and_then(|class| ["1", "2", "3", "4", "5"].get(usize::from(class) - 1)).copied();
    let other = if category == Category::NoStatus { canvas.glyphs.no_code } else { canvas.glyphs.dot };
    (mark.unwrap_or(other), canvas.theme.class_style(class))
}
