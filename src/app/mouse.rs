//! Clicks, the wheel, and dragging the scrollbar.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use crate::app::effect::Effect;
use crate::app::state::list::View;
use crate::app::state::picker::HEAD;
use crate::app::{App, HIT_ROWS, Now, Overlay, Pane, Screen};
use crate::catalog::Category;
use crate::document::Target;

/// Lines that one notch of the wheel moves.
const NOTCH: isize = 3;

impl App {
    pub(super) fn mouse(&mut self, event: MouseEvent, now: Now) -> Vec<Effect> {
        let at = Position::new(event.column, event.row);
        let sideways = event.modifiers.contains(KeyModifiers::SHIFT);
        match event.kind {
            MouseEventKind::ScrollRight => self.wheel_sideways(at, NOTCH),
            MouseEventKind::ScrollLeft => self.wheel_sideways(at, -NOTCH),
            MouseEventKind::ScrollDown if sideways => self.wheel_sideways(at, NOTCH),
            MouseEventKind::ScrollUp if sideways => self.wheel_sideways(at, -NOTCH),
            MouseEventKind::ScrollDown => self.wheel(at, NOTCH),
            MouseEventKind::ScrollUp => self.wheel(at, -NOTCH),
            MouseEventKind::Down(MouseButton::Left) => return self.click(at, now),
            MouseEventKind::Drag(MouseButton::Left) if self.dragging => self.drag(at.y),
            MouseEventKind::Up(_) => self.dragging = false,
            _ => {}
        }
        Vec::new()
    }

    fn wheel(&mut self, at: Position, by: isize) {
        match &mut self.overlay {
            Some(Overlay::Reader(reader)) => reader.scroll_by(by, usize::from(self.areas.overlay_rows.height)),
            Some(Overlay::Picker(picker)) => {
                let shown = picker.shown().len();
                picker.cursor.step(by.signum(), shown);
            }
            None => match self.screen {
                Screen::Browser => self.wheel_browser(at, by),
                Screen::Compare => self.wheel_comparison(by),
                Screen::CheatSheet => self.wheel_sheet(by),
                Screen::Quiz => self.wheel_quiz(by),
            },
        }
    }

    fn wheel_browser(&mut self, at: Position, by: isize) {
        match self.areas.pane_at(at) {
            Some(Pane::Page) => {
                self.page.scroll_by(by, usize::from(self.areas.text.height));
            }
            Some(Pane::List) => match &mut self.search {
                Some(search) => search.cursor.step(by.signum(), search.hits.len()),
                None => self.list.cursor.step(by.signum(), self.list.rows.len()),
            },
            Some(Pane::Sidebar) | None => {}
        }
    }

    /// Scrolls the code of the page.
    fn wheel_sideways(&mut self, at: Position, by: isize) {
        let on_page = self.areas.pane_at(at) == Some(Pane::Page);
        if self.overlay.is_none() && self.screen == Screen::Browser && on_page {
            self.page.shift_by(by);
        }
    }

    fn click(&mut self, at: Position, now: Now) -> Vec<Effect> {
        self.status = None;
        if self.overlay.is_some() {
            return self.click_over(at, now);
        }
        match self.screen {
            Screen::Browser => self.click_browser(at),
            Screen::CheatSheet => self.click_sheet(at),
            Screen::Quiz => self.click_quiz(at, now),
            Screen::Compare => {
                self.click_comparison(at);
                Vec::new()
            }
        }
    }

    fn click_browser(&mut self, at: Position) -> Vec<Effect> {
        let areas = self.areas;
        if areas.scrollbar.contains(at) {
            self.dragging = true;
            self.drag(at.y);
        } else if areas.text.contains(at) {
            return self.click_text(at.y - areas.text.y, at.x - areas.text.x);
        } else if areas.list_title.contains(at) {
            self.start_search();
        } else if let Some(row) = row_in(areas.list, at) {
            return self.click_list(row);
        } else if let Some(row) = row_in(areas.sidebar, at) {
            self.click_sidebar(row);
        } else if let Some(row) = row_in(areas.index, at) {
            self.go_to_section(usize::from(row));
        } else if areas.strip.contains(at) {
            let column = at.x - areas.strip.x;
            let hit = strip(self).into_iter().find(|(_, x, width)| (*x..x + width).contains(&column));
            if let Some((section, ..)) = hit {
                self.go_to_section(section);
            }
        }
        Vec::new()
    }

    fn click_over(&mut self, at: Position, now: Now) -> Vec<Effect> {
        let rows = self.areas.overlay_rows;
        if !self.areas.overlay.contains(at) {
            self.overlay = None;
            return Vec::new();
        }
        let Some(Overlay::Picker(picker)) = &mut self.overlay else { return Vec::new() };
        let Some(row) = row_in(rows, at).and_then(|row| usize::from(row).checked_sub(HEAD)) else { return Vec::new() };
        let item = picker.cursor.offset + row / picker.item_rows();
        if item >= picker.shown().len() {
            return Vec::new();
        }
        picker.cursor.selected = item;
        self.choose(now)
    }

    /// A click on what leads elsewhere follows it; any other one reads on here.
    fn click_text(&mut self, row: u16, column: u16) -> Vec<Effect> {
        let line = self.page.scroll() + usize::from(row);
        if let Some(language) = self.page.language_at(line, usize::from(column)).map(str::to_owned) {
            return self.take_language(&language);
        }
        let target = self.page.document().lines.get(line).and_then(|line| line.target.clone());
        match target {
            Some(Target::Entry(index)) => {
                self.set_focus(Pane::Page);
                self.go_to(index)
            }
            Some(Target::Url(url)) => {
                self.say(format!("Opening {url} …"));
                vec![Effect::Open(url)]
            }
            None => {
                self.set_focus(Pane::Page);
                self.read()
            }
        }
    }

    fn click_list(&mut self, row: u16) -> Vec<Effect> {
        let before = self.current();
        self.set_focus(Pane::List);
        match &mut self.search {
            Some(search) => search.cursor.pick(usize::from(row / HIT_ROWS), search.hits.len()),
            None => self.list.cursor.pick(usize::from(row), self.list.rows.len()),
        }
        // A second click, or one where only one pane is seen, goes in.
        if self.current().is_some() && (self.current() == before || self.areas.is_narrow()) {
            if let Some(search) = &mut self.search {
                search.typing = false;
            }
            self.set_focus(Pane::Page);
        }
        self.read()
    }

    fn click_sidebar(&mut self, row: u16) {
        if let Some(view) = sidebar_rows(self).get(usize::from(row)).copied().flatten() {
            let view = self.views[view].0;
            self.view(view);
            self.set_focus(if self.areas.is_wide() { Pane::Sidebar } else { Pane::List });
        }
    }

    fn go_to_section(&mut self, section: usize) {
        if let Some(&(_, line)) = self.page.document().starts.get(section) {
            self.page.scroll_to(line, usize::from(self.areas.text.height));
            self.set_focus(Pane::Page);
        }
    }

    fn drag(&mut self, y: u16) {
        let bar = self.areas.scrollbar;
        let down = usize::from(y.clamp(bar.y, bar.bottom().saturating_sub(1)) - bar.y);
        let lines = self.page.document().lines.len();
        let height = usize::from(self.areas.text.height);
        let line = down * lines.saturating_sub(height) / usize::from(bar.height.max(2) - 1);
        self.page.scroll_to(line, height);
    }
}

/// Which row of an area a position is in.
fn row_in(area: Rect, at: Position) -> Option<u16> {
    area.contains(at).then(|| at.y - area.y)
}

/// The rows of the sidebar: a view by its number, or a gap between groups of views.
pub fn sidebar_rows(app: &App) -> Vec<Option<usize>> {
    let views = app.views();
    let room = usize::from(app.areas().sidebar.height) >= views.len() + 2;
    // Views of one's own, the registry's classes, the vendors.
    let group = |view: View| match view {
        View::Popular | View::Bookmarks | View::Recent => 0,
        View::All => 1,
        View::Category(category) => 1 + u8::from(category >= Category::Nginx),
    };
    let mut rows = Vec::new();
    for (n, (view, _)) in views.iter().enumerate() {
        if room && n > 0 && group(views[n - 1].0) != group(*view) {
            rows.push(None);
        }
        rows.push(Some(n));
    }
    // A screen that is too low for all of them shows those around the selected one.
    let height = usize::from(app.areas().sidebar.height);
    if rows.len() > height {
        let selected = views.iter().position(|(view, _)| *view == app.list().view).unwrap_or(0);
        let first = selected.saturating_sub(height / 2).min(rows.len() - height);
        rows.drain(..first);
        rows.truncate(height);
    }
    rows
}

/// The sections in a row, as many as have room around the one that is read: the number of each, its first column and
/// its width.
pub fn strip(app: &App) -> Vec<(usize, u16, u16)> {
    const GAP: u16 = 2;
    let room = app.areas().strip.width;
    let page = app.page();
    let starts = &page.document().starts;
    let width = |n: usize| u16::try_from(starts[n].0.short().len()).unwrap_or(u16::MAX);
    let here = starts.iter().position(|(section, _)| Some(*section) == page.section()).unwrap_or(0);
    // The section after this one stays in sight, as it is where one goes next.
    let last = (here + 1).min(starts.len().saturating_sub(1));
    let total = |first: usize| (first..=last).map(|n| width(n) + GAP).sum::<u16>();
    let first = (0..here).find(|&first| total(first) <= room + GAP).unwrap_or(here);
    let mut x = 0;
    let mut places = Vec::new();
    for n in first..starts.len() {
        if x + width(n) > room {
            break;
        }
        places.push((n, x, width(n)));
        x += width(n) + GAP;
    }
    places
}
