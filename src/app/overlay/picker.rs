//! A list of choices that typing narrows: the palette, related codes, sections, themes, what to copy.

use std::cmp::Reverse;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use tui_input::Input;

use crate::app::action::Action;
use crate::app::cursor::Cursor;
use crate::app::place::Place;
use crate::app::playground::{Answer, CopyAs};
use crate::app::view::View;
use crate::catalog::Index;
use crate::cheatsheet::Filter;
use crate::document::{PagePart, SectionId};

/// What a choice does. The first three are the interface's own; the others are the screen's that opened the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Does an action of the screen.
    Action(Action),
    /// Goes to a place.
    Go(Place),
    /// Takes a theme.
    Theme(String),
    /// Goes to a section of the page.
    Section(SectionId),
    /// Copies a part of the page.
    Copy(PagePart),
    /// Shows snippets in this language.
    Language(String),
    /// Puts these entries side by side.
    Columns(Vec<Index>),
    /// Narrows the cheat sheet.
    Filter(Filter),
    /// Has the quiz ask about these codes.
    Scope(View),
    /// Has the playground answer so.
    Answer(Answer),
    /// Copies a part of an exchange of the playground.
    CopyAs(CopyAs),
}

/// A row of the list.
#[derive(Debug, Clone)]
pub struct PickerItem {
    /// What is chosen.
    pub label: String,
    /// What is said about it.
    pub detail: String,
    /// What happens.
    pub choice: Choice,
}

/// The list.
#[derive(Debug, Clone)]
pub struct Picker {
    /// What is to be chosen.
    pub title: &'static str,
    /// What was typed.
    pub input: Input,
    /// The selection among the items shown.
    pub cursor: Cursor,
    items: Vec<PickerItem>,
    shown: Vec<usize>,
    item_rows: usize,
}

/// Lines over the items: what is typed, and a gap.
pub const HEAD: usize = 2;

/// What is said about an item stands beside it up to this many bytes, and under it otherwise.
const BESIDE: usize = 24;

impl Picker {
    /// A list of all the items.
    pub fn new(title: &'static str, items: Vec<PickerItem>) -> Self {
        let shown = (0..items.len()).collect();
        let item_rows = if items.iter().any(|item| item.detail.len() > BESIDE) { 2 } else { 1 };
        Self { title, input: Input::default(), cursor: Cursor::default(), items, shown, item_rows }
    }

    /// The lines that an item takes: one, or two where what is said about the items is long.
    pub const fn item_rows(&self) -> usize {
        self.item_rows
    }

    /// The lines that all of it takes.
    pub const fn height(&self) -> usize {
        HEAD + self.items.len() * self.item_rows
    }

    /// The items that what was typed leaves, best first.
    pub fn shown(&self) -> impl ExactSizeIterator<Item = &PickerItem> {
        self.shown.iter().map(|&item| &self.items[item])
    }

    /// What the selection does.
    pub fn choice(&self) -> Option<&Choice> {
        self.shown.get(self.cursor.selected).map(|&item| &self.items[item].choice)
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
        let typed = self.input.value();
        let matcher = SkimMatcherV2::default();
        let mut scored: Vec<(i64, usize)> = self
            .items
            .iter()
            .enumerate()
            .filter_map(|(n, item)| {
                // The label counts for more than what is said about it.
                let label = matcher.fuzzy_match(&item.label, typed).map(|score| score * 2);
                label.max(matcher.fuzzy_match(&item.detail, typed)).map(|score| (score, n))
            })
            .collect();
        // Of two that fit alike the shorter one has less that was not typed: `Quit`, and `Quit at once` after it.
        scored.sort_by_key(|&(score, n)| (Reverse(score), self.items[n].label.len(), n));
        self.shown = scored.into_iter().map(|(_, n)| n).collect();
        self.cursor = Cursor::default();
    }
}
