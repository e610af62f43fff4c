//! A list of choices that typing narrows: the palette, related codes, sections, themes, what to copy.

use std::borrow::Cow;
use std::ops::Range;

use tui_input::Input;

use super::item::{Choice, Mark, PickerItem, Purpose};
use super::ranking::{Fit, Rank, Ranking};
use crate::app::cursor::Cursor;

/// The list.
#[derive(Debug, Clone)]
pub struct Picker {
    /// What it is for.
    pub purpose: Purpose,
    /// What is to be chosen.
    pub title: Cow<'static, str>,
    /// What was typed.
    pub input: Input,
    /// The selection among the items shown.
    pub cursor: Cursor,
    items: Vec<PickerItem>,
    /// One for each item.
    marks: Vec<Mark>,
    shown: Vec<usize>,
}

/// So many items that hold what was typed as it is are enough, and others are left out.
const ENOUGH: usize = 3;

/// Lines over the items: what is typed, and a gap.
pub const HEAD: usize = 2;

impl Picker {
    /// A list of all the items. `mark` tells what else is known of each.
    pub fn new(
        title: impl Into<Cow<'static, str>>,
        items: Vec<PickerItem>,
        mark: impl FnMut(&PickerItem) -> Mark,
    ) -> Self {
        let marks = items.iter().map(mark).collect();
        let shown = (0..items.len()).collect();
        let (input, cursor) = (Input::default(), Cursor::default());
        Self { purpose: Purpose::default(), title: title.into(), input, cursor, items, marks, shown }
    }

    /// The lines that all of it takes.
    pub fn height(&self) -> usize {
        HEAD + self.items.iter().map(PickerItem::rows).sum::<usize>()
    }

    /// The items that what was typed leaves, best first.
    pub fn shown(&self) -> impl ExactSizeIterator<Item = &PickerItem> {
        self.shown.iter().map(|&item| &self.items[item])
    }

    /// One of them, with what is known of it.
    pub(super) fn item(&self, shown: usize) -> (&PickerItem, &Mark) {
        let item = self.shown[shown];
        (&self.items[item], &self.marks[item])
    }

    /// The items that are on the screen where there is room for so many lines, each with its first line.
    pub fn on_screen(&self, lines: usize) -> impl Iterator<Item = (usize, usize)> {
        let from = self.cursor.offset;
        let mut line = 0;
        (from..self.shown.len()).map_while(move |n| {
            let first = line;
            line += self.rows_of(n);
            (first < lines).then_some((n, first))
        })
    }

    fn rows_of(&self, shown: usize) -> usize {
        self.items[self.shown[shown]].rows()
    }

    fn rows_in(&self, shown: Range<usize>) -> usize {
        shown.map(|n| self.rows_of(n)).sum()
    }

    /// Moves what is on the screen as little as it takes to show the selection in so many lines, with one item more
    /// beside it where there is room.
    pub fn keep_in_sight(&mut self, lines: usize) {
        let last = self.shown.len().saturating_sub(1);
        let selected = self.cursor.selected.min(last);
        let mut from = self.cursor.offset.min(selected.saturating_sub(1));
        while from < selected && self.rows_in(from..selected + 1 + usize::from(selected < last)) > lines {
            from += 1;
        }
        while from > 0 && self.rows_in(from - 1..self.shown.len()) <= lines {
            from -= 1;
        }
        (self.cursor.selected, self.cursor.offset) = (selected, from);
    }

    /// What is selected.
    pub fn selected(&self) -> Option<&PickerItem> {
        self.shown.get(self.cursor.selected).map(|&item| &self.items[item])
    }

    /// What the selection does.
    pub fn choice(&self) -> Option<&Choice> {
        self.selected().map(|item| &item.choice)
    }

    /// Selects the item that makes a choice.
    pub fn select(&mut self, choice: &Choice) {
        let at = self.shown().position(|item| item.choice == *choice);
        if let Some(at) = at {
            self.cursor.selected = at;
        }
    }

    /// Narrows the list to what was typed.
    pub fn narrow(&mut self) {
        let ranking = Ranking::new(self.input.value());
        let marked = self.items.iter().zip(&self.marks).enumerate();
        let mut ranked: Vec<Rank> = marked.filter_map(|(n, (item, mark))| ranking.of(item, mark, n)).collect();
        // Where there are better ones, letters that are far apart are noise.
        if ranked.iter().filter(|(fit, ..)| *fit < Fit::Letters).count() >= ENOUGH {
            ranked.retain(|(fit, ..)| *fit < Fit::Letters);
        }
        ranked.sort_unstable();
        self.shown = ranked.into_iter().map(|(.., n)| n).collect();
        self.cursor = Cursor::default();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A list of labels; those that begin with a number are codes, and those of vendors are in brackets.
    fn picker(labels: &[&str]) -> Picker {
        let item = |label: &&str| PickerItem {
            label: (*label).to_owned(),
            detail: String::new(),
            choice: Choice::Theme((*label).to_owned()),
        };
        Picker::new("Codes", labels.iter().map(item).collect(), |item| {
            let code = item.label.split(' ').next().filter(|code| code.starts_with(|c: char| c.is_ascii_digit()));
            let name =
                item.label.split_once(' ').map(|(_, name)| name.split(" (").next().unwrap_or(name).to_lowercase());
            Mark {
                code: code.map_or(0, str::len),
                is_unofficial: item.label.ends_with(')'),
                names: name.filter(|_| code.is_some()).into_iter().collect(),
                class: None,
            }
        })
    }

    fn found(labels: &[&str], typed: &str) -> Vec<String> {
        let mut picker = picker(labels);
        picker.input = typed.into();
        picker.narrow();
        picker.shown().map(|item| item.label.clone()).collect()
    }

    #[test]
    fn exact_numbers_and_names_come_first_and_the_registry_before_vendors() {
        let codes = [
            "499 Client Closed Request (nginx)",
            "1499 Something Else (Acme)",
            "404 Not Found",
            "404.0 Not found (IIS)",
            "404.13 Content length too large (IIS)",
            "410 Gone",
            "451 Gone Too (Acme)",
        ];
        assert_eq!(
            found(&codes, "404"),
            ["404 Not Found", "404.0 Not found (IIS)", "404.13 Content length too large (IIS)"]
        );
        assert_eq!(found(&codes, "Not Found")[..2], ["404 Not Found", "404.0 Not found (IIS)"]);
        assert_eq!(found(&codes, "gone"), ["410 Gone", "451 Gone Too (Acme)"]);
        assert_eq!(found(&codes, "499")[0], "499 Client Closed Request (nginx)");
        assert_eq!(found(&codes, "zzz").len(), 0);
        assert_eq!(found(&codes, "").len(), codes.len());
    }

    #[test]
    fn of_two_that_fit_alike_the_shorter_one_comes_first() {
        let actions = ["Suspend to the shell", "Quit at once", "Quit", "Next question"];
        assert_eq!(found(&actions, "q")[..3], ["Quit", "Quit at once", "Next question"]);
        assert_eq!(found(&actions, "shell"), ["Suspend to the shell"]);
    }

    proptest! {
        #[test]
        fn the_selection_is_always_on_the_screen(
            details in prop::collection::vec(0usize..40, 1..30),
            steps in prop::collection::vec((-40isize..40, 2usize..20), 1..20),
        ) {
            let item = |length: &usize| PickerItem {
                label: "x".into(),
                detail: "y".repeat(*length),
                choice: Choice::Theme(String::new()),
            };
            let items: Vec<PickerItem> = details.iter().map(item).collect();
            let mut picker = Picker::new("List", items.clone(), |_| Mark::default());
            for (by, lines) in steps {
                picker.cursor.step(by, items.len());
                picker.keep_in_sight(lines);
                let at = picker.on_screen(lines).find(|(n, _)| *n == picker.cursor.selected);
                let Some((n, first)) = at else { panic!("it is not on the screen") };
                prop_assert!(first + items[n].rows() <= lines);
            }
        }
    }
}
