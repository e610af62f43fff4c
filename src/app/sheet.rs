//! The cheat sheet: moving over it, narrowing it, going to a page.

use ratatui::layout::Position;

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::state::picker::{Choice, Item};
use crate::app::state::sheet::Narrow;
use crate::app::{App, Pane, Screen};
use crate::catalog::Index;
use crate::cheatsheet::Step;

impl App {
    /// Shows every code on one sheet, with the current one selected.
    pub fn open_sheet(&mut self) {
        self.sheet.selected = self.current().or(self.sheet.selected);
        self.screen = Screen::CheatSheet;
    }

    /// An action on the sheet.
    pub(super) fn on_sheet(&mut self, action: Action) -> Vec<Effect> {
        self.prepare_sheet();
        let height = isize::try_from(self.areas.compare_text().height).unwrap_or(1).max(2);
        match action {
            Action::Down => self.sheet.step(Step::Down),
            Action::Up => self.sheet.step(Step::Up),
            Action::Left => self.sheet.step(Step::Left),
            Action::Right => self.sheet.step(Step::Right),
            Action::PageDown => self.sheet.step_lines(height - 1),
            Action::PageUp => self.sheet.step_lines(1 - height),
            Action::Top => self.sheet.to_end(false),
            Action::Bottom => self.sheet.to_end(true),
            Action::Open => return self.sheet.selected.map_or_else(Vec::new, |index| self.leave_sheet_for(index)),
            Action::Scope => self.pick_narrow(),
            Action::Back if Narrow::by(&self.sheet.filter) != Narrow::All => self.narrow(Narrow::All),
            Action::Back => self.screen = Screen::Browser,
            Action::Palette => self.pick_action(),
            Action::Help => self.show_help(),
            Action::Quit => return vec![Effect::Quit(0)],
            _ => {}
        }
        Vec::new()
    }

    fn leave_sheet_for(&mut self, index: Index) -> Vec<Effect> {
        self.screen = Screen::Browser;
        self.set_focus(Pane::Page);
        self.go_to(index)
    }

    fn pick_narrow(&mut self) {
        let item = |narrow: Narrow| Item {
            label: narrow.label().to_owned(),
            detail: String::new(),
            choice: Choice::Narrow(narrow),
        };
        let items = Narrow::of(&self.catalog).into_iter().map(item).collect();
        let now = Choice::Narrow(Narrow::by(&self.sheet.filter));
        self.pick("Show", items, "There are no codes", Some(&now));
    }

    /// Narrows the sheet.
    pub(super) fn narrow(&mut self, narrow: Narrow) {
        self.sheet.filter = narrow.filter();
        self.say(format!("On the sheet: {}", narrow.label()));
    }

    /// Lays the sheet out.
    pub(super) fn prepare_sheet(&mut self) {
        let area = self.areas.compare_text();
        let more = if self.look.unicode { "…" } else { "~" };
        self.sheet.prepare(&self.catalog, (area.width, area.height), more);
    }

    pub(super) fn wheel_sheet(&mut self, by: isize) {
        self.sheet.scroll_by(by, usize::from(self.areas.compare_text().height));
    }

    /// A click on a code selects it; a second one goes to its page.
    pub(super) fn click_sheet(&mut self, at: Position) -> Vec<Effect> {
        let area = self.areas.compare_text();
        if !area.contains(at) {
            return Vec::new();
        }
        let row = self.sheet.scroll + usize::from(at.y - area.y);
        let Some(index) = self.sheet.sheet.at(at.x - area.x, row) else { return Vec::new() };
        if self.sheet.selected == Some(index) {
            return self.leave_sheet_for(index);
        }
        self.sheet.selected = Some(index);
        Vec::new()
    }
}
