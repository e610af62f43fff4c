//! The mouse in the browser: clicks, the wheel, and dragging the scrollbar.

use ratatui::layout::Position;

use super::layout::Dragged;
use super::sidebar::Row;
use super::{Browser, Pane};
use crate::app::command::Command;
use crate::app::mouse::{Mouse, row_in};
use crate::app::shared::Shared;
use crate::document::Target;

impl Browser {
    pub(super) fn mouse(&mut self, mouse: Mouse, shared: &mut Shared) -> Vec<Command> {
        match mouse {
            Mouse::Click(at) => return self.click(at, shared),
            Mouse::Drag(at) => match self.dragged {
                Some(Dragged::Scrollbar) => self.drag(at.y, shared),
                Some(Dragged::Separator(pane)) => {
                    let layout = self.layout(shared);
                    let left = if pane == 0 { layout.sidebar.x } else { layout.list.x };
                    self.give(pane, at.x.saturating_sub(left), shared);
                }
                None => {}
            },
            Mouse::Release => self.dragged = None,
            Mouse::Wheel(at, by) => self.wheel(at, by, shared),
            Mouse::Tilt(at, by) => {
                let layout = self.layout(shared);
                let height = layout.text_height();
                if layout.pane_at(at) == Some(Pane::Page) && !self.page.shift_commands(by, height) {
                    self.page.shift_by(by);
                }
            }
        }
        Vec::new()
    }

    fn wheel(&mut self, at: Position, by: isize, shared: &Shared) {
        let layout = self.layout(shared);
        match layout.pane_at(at) {
            Some(Pane::Page) => {
                self.page.scroll_by(by, layout.text_height());
            }
            Some(Pane::List) => self.step_list(by.signum()),
            Some(Pane::Sidebar) | None => {}
        }
    }

    fn click(&mut self, at: Position, shared: &mut Shared) -> Vec<Command> {
        let layout = self.layout(shared);
        if layout.scrollbar.contains(at) {
            self.dragged = Some(Dragged::Scrollbar);
            self.drag(at.y, shared);
        } else if let Some(n) = layout.separators.iter().position(|line| line.contains(at))
            && !self.is_search_wide(shared)
        {
            // Where the sidebar is not shown, or is alone, the first line is the list's.
            let is_list = layout.sidebar.is_empty() || layout.list.is_empty();
            self.dragged = Some(Dragged::Separator(if is_list { 1 } else { n }));
        } else if layout.text.contains(at) {
            return self.click_text(at.y - layout.text.y, at.x - layout.text.x, shared);
        } else if layout.list_title.contains(at) {
            if let Some(search) = self.search.as_mut().filter(|_| !layout.reading.is_empty()) {
                search.typing = true;
                self.focus_on(Pane::List);
                return Vec::new();
            }
            return self.start_search();
        } else if let Some(row) = row_in(layout.list, at) {
            return self.click_list(row, at.x, shared);
        } else if let Some(row) = row_in(layout.sidebar, at) {
            return self.click_sidebar(row, shared);
        } else if let Some(row) = row_in(layout.index, at) {
            self.click_section(usize::from(row), shared);
        } else if layout.strip.contains(at) {
            let column = at.x - layout.strip.x;
            let strip = self.page.strip(layout.strip.width);
            let section = strip.into_iter().find(|(_, x, width)| (*x..x + width).contains(&column));
            if let Some((section, ..)) = section {
                self.click_section(section, shared);
            }
        }
        Vec::new()
    }

    /// A click on what leads elsewhere follows it; any other one reads on here.
    fn click_text(&mut self, row: u16, column: u16, shared: &mut Shared) -> Vec<Command> {
        let line = self.page.scroll() + usize::from(row);
        if let Some(language) = self.page.language_at(line, usize::from(column)).map(str::to_owned) {
            return self.take_language(&language, shared);
        }
        let target = self.page.document().lines.get(line).and_then(|line| line.target.clone());
        match target {
            Some(Target::Entry(index)) => Self::go_to(index),
            Some(Target::Url(url)) => vec![shared.open_url(url)],
            None => {
                self.page.mark_line(line);
                self.focus_on(Pane::Page);
                self.mark_read(shared)
            }
        }
    }

    fn click_list(&mut self, row: u16, column: u16, shared: &mut Shared) -> Vec<Command> {
        let before = self.current();
        let layout = self.layout(shared);
        if let Some(search) = &mut self.search
            && let Some(earlier) = &search.earlier
        {
            if let Some(text) = earlier.in_row(row, layout.list.height, &shared.state.searches) {
                search.input = text.into();
                search.run(shared);
            }
            return Vec::new();
        }
        self.focus_on(Pane::List);
        if self.click_fold(row, column, shared) {
            return Vec::new();
        }
        match &mut self.search {
            Some(search) => search.cursor.pick(usize::from(row / layout.hit_rows.max(1)), search.hits.len()),
            None => self.list.cursor.pick(usize::from(row), self.list.rows.len()),
        }
        // A second click, or one where only one pane is seen, goes in.
        if self.current().is_some() && (self.current() == before || self.is_alone(shared)) {
            if self.search.is_some() {
                return self.read_hit(shared);
            }
            self.focus_on(Pane::Page);
        }
        self.mark_read(shared)
    }

    /// A click on the sign of a fold folds or unfolds; returns whether it is one.
    fn click_fold(&mut self, row: u16, column: u16, shared: &mut Shared) -> bool {
        let at = self.list.cursor.offset + usize::from(row);
        let Some(&index) = self.list.rows.get(at).filter(|_| self.search.is_none()) else { return false };
        let is_sign = self.fold_sign(shared, index).is_some_and(|columns| columns.contains(&column));
        if is_sign {
            self.list.cursor.pick(at - self.list.cursor.offset, self.list.rows.len());
            self.fold(shared);
        }
        is_sign
    }

    fn click_sidebar(&mut self, line: u16, shared: &mut Shared) -> Vec<Command> {
        let height = self.layout(shared).sidebar.height;
        match self.sidebar_row(line, height) {
            Some(Row::View(view)) => {
                self.show_view(self.sidebar.views[view].0, shared);
                let is_beside = shared.frame.is_wide() && !self.is_alone(shared);
                self.focus_on(if is_beside { Pane::Sidebar } else { Pane::List });
                Vec::new()
            }
            Some(Row::Tool(tool)) => Self::open_nth_tool(tool, shared),
            Some(Row::Gap) | None => Vec::new(),
        }
    }

    fn click_section(&mut self, section: usize, shared: &Shared) {
        if let Some(&(_, line)) = self.page.document().starts.get(section) {
            self.page.scroll_to(line, self.layout(shared).text_height());
            self.focus_on(Pane::Page);
        }
    }

    fn drag(&mut self, y: u16, shared: &Shared) {
        let layout = self.layout(shared);
        let bar = layout.scrollbar;
        let down = usize::from(y.clamp(bar.y, bar.bottom().saturating_sub(1)) - bar.y);
        let lines = self.page.document().lines.len();
        let height = layout.text_height();
        let line = down * lines.saturating_sub(height) / usize::from(bar.height.max(2) - 1);
        self.page.scroll_to(line, height);
    }
}
