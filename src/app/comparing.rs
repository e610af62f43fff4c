//! Codes side by side: choosing them, reading, changing the columns.

use ratatui::layout::Position;

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::state::compare::Compare;
use crate::app::state::picker::{Choice, Item};
use crate::app::{App, Pane, Screen};
use crate::catalog::Index;
use crate::compare::{Comparison, confused_with};
use crate::document::Options;

/// For so many codes the list of choices says how they differ.
const TOLD: usize = 8;

impl App {
    /// Offers the codes that the current one can be compared with, those that it is confused with first.
    pub(super) fn pick_comparison(&mut self) {
        match self.current() {
            Some(index) => self.pick_columns("Compare with", index, |other| vec![index, other]),
            None => self.say("There is no code to compare here"),
        }
    }

    /// Shows codes side by side.
    pub fn compare(&mut self, entries: &[Index]) {
        match Compare::new(&self.catalog, entries) {
            Ok(compare) => {
                self.compare = Some(compare);
                self.screen = Screen::Compare;
            }
            Err(error) => self.fail(error.to_string()),
        }
    }

    /// An action at a comparison.
    pub(super) fn at_comparison(&mut self, action: Action) -> Vec<Effect> {
        let height = usize::from(self.areas.compare_text().height);
        let page = isize::try_from(height).unwrap_or(1).max(2) - 1;
        match action {
            Action::Palette => self.pick_action(),
            Action::Help => self.show_help(),
            Action::Quit => return vec![Effect::Quit(0)],
            Action::Back => self.screen = Screen::Browser,
            _ => {}
        }
        let Some(compare) = &mut self.compare else { return Vec::new() };
        let columns = compare.comparison.columns.len();
        match action {
            Action::Down => compare.scroll_by(1, height),
            Action::Up => compare.scroll_by(-1, height),
            Action::PageDown => compare.scroll_by(page, height),
            Action::PageUp => compare.scroll_by(-page, height),
            Action::Top => compare.scroll = 0,
            Action::Bottom => compare.scroll_by(isize::MAX / 2, height),
            Action::Right => compare.column = (compare.column + 1) % columns,
            Action::Left => compare.column = (compare.column + columns - 1) % columns,
            Action::Fold if compare.equal() == 0 => self.say("There is nothing in which they agree"),
            Action::Fold => compare.folded = !compare.folded,
            Action::Swap => self.swap(),
            Action::AddColumn => self.pick_one_more(),
            Action::ReplaceColumn => self.pick_another(),
            Action::RemoveColumn => self.remove_column(),
            Action::Open => {
                let entry = compare.entry();
                self.screen = Screen::Browser;
                self.set_focus(Pane::Page);
                return self.go_to(entry);
            }
            Action::OpenSource => return self.open_source_of_comparison(),
            _ => {}
        }
        Vec::new()
    }

    /// Changes the places of the chosen column and the one after it, which goes on being chosen.
    fn swap(&mut self) {
        let Some(compare) = &self.compare else { return };
        let mut entries = compare.entries();
        let (from, to) = (compare.column, (compare.column + 1) % entries.len());
        entries.swap(from, to);
        self.change_columns(&entries, to);
    }

    fn remove_column(&mut self) {
        let Some(compare) = &self.compare else { return };
        if !compare.can_shrink() {
            return self.say("A comparison takes two codes");
        }
        let mut entries = compare.entries();
        entries.remove(compare.column);
        let column = compare.column.min(entries.len() - 1);
        self.change_columns(&entries, column);
    }

    fn pick_one_more(&mut self) {
        let Some(compare) = &self.compare else { return };
        if !compare.can_grow() {
            return self.say("A comparison takes at most four codes");
        }
        let (entries, entry) = (compare.entries(), compare.entry());
        self.pick_columns("Add to the comparison", entry, |other| [entries.as_slice(), &[other]].concat());
    }

    fn pick_another(&mut self) {
        let Some(compare) = &self.compare else { return };
        let (entries, column, entry) = (compare.entries(), compare.column, compare.entry());
        self.pick_columns("In its place", entry, |other| {
            let mut entries = entries.clone();
            entries[column] = other;
            entries
        });
    }

    /// Compares other entries, without leaving the place.
    pub(super) fn change_columns(&mut self, entries: &[Index], column: usize) {
        let folded = self.compare.as_ref().is_none_or(|compare| compare.folded);
        self.compare(entries);
        if let Some(compare) = &mut self.compare {
            compare.folded = folded;
            compare.column = column.min(compare.comparison.columns.len() - 1);
        }
    }

    /// Offers the entries for a column, with the comparison that each would make.
    fn pick_columns(&mut self, title: &'static str, entry: Index, columns: impl Fn(Index) -> Vec<Index>) {
        let catalog = &self.catalog;
        let confused = confused_with(catalog, entry);
        let others = catalog.filter(|_| true).filter(|other| !confused.contains(other));
        let all = confused.iter().copied().chain(others);
        let fits = all.map(|other| (other, columns(other))).filter(|(_, columns)| {
            let repeats = columns.iter().enumerate().any(|(n, index)| columns[..n].contains(index));
            !repeats
        });
        let items = fits.enumerate().map(|(n, (other, columns))| {
            let row = catalog.row(other);
            let pair = (n < TOLD).then(|| Comparison::of(catalog, &[entry, other]).ok()).flatten();
            Item {
                label: format!("{} {}", row.code, row.title()),
                detail: pair.map_or_else(String::new, |pair| pair.verdict.text.replace('`', "")),
                choice: Choice::Compare(columns),
            }
        });
        let items = items.collect();
        self.pick(title, items, "There is nothing to compare it with", None);
    }

    fn open_source_of_comparison(&mut self) -> Vec<Effect> {
        let url = self.compare.as_ref().and_then(|compare| Some(compare.comparison.sources.first()?.url.clone()));
        let Some(url) = url else {
            self.say("This comparison names no source to open");
            return Vec::new();
        };
        self.say(format!("Opening {url} …"));
        vec![Effect::Open(url)]
    }

    /// Lays the comparison out.
    pub(super) fn prepare_comparison(&mut self) {
        let area = self.areas.compare_text();
        let options = Options { width: usize::from(area.width), keep_ticks: false, ascii: !self.look.unicode };
        if let Some(compare) = &mut self.compare {
            compare.prepare(options, usize::from(area.height));
        }
    }

    /// A click on the name of a column chooses it.
    pub(super) fn click_comparison(&mut self, at: Position) {
        let head = self.areas.compare_head();
        let Some(compare) = &mut self.compare else { return };
        if head.contains(at) {
            let (start, step) = compare.places(head);
            let column = usize::from((at.x - start) / step.max(1));
            compare.column = column.min(compare.comparison.columns.len() - 1);
        }
    }

    pub(super) fn wheel_comparison(&mut self, by: isize) {
        let height = usize::from(self.areas.compare_text().height);
        if let Some(compare) = &mut self.compare {
            compare.scroll_by(by, height);
        }
    }
}
