//! What can be chosen from a list.

use crate::app::action::Action;
use crate::app::place::Place;
use crate::app::playground::{Answer, CopyAs};
use crate::app::view::View;
use crate::catalog::Index;
use crate::cheatsheet::Filter;
use crate::document::{PagePart, SectionId};

/// What is said about an item stands beside it up to this many bytes, and under it otherwise.
const BESIDE: usize = 24;

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

/// What is known of an item beyond its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    /// How many bytes at the beginning of the label are a code.
    pub code: usize,
    /// The class of the code, 1 to 5.
    pub class: Option<u8>,
    /// Whether it is no code of the registry.
    pub is_unofficial: bool,
    /// Other words for it, in lower case.
    pub names: Vec<String>,
}

/// What a list is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Purpose {
    /// A choice of the screen's.
    #[default]
    Screen,
    /// To do or to go to anything; what is chosen comes first the next time.
    Palette,
    /// To choose a theme, which is shown while it is selected.
    Theme,
}

impl PickerItem {
    /// The lines that it takes: two where what is said about it is long, and one otherwise.
    pub const fn rows(&self) -> usize {
        if self.detail.len() > BESIDE { 2 } else { 1 }
    }
}
