//! What the interface remembers: bookmarks, recent pages and a few choices.

use std::collections::HashSet;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::Content;

/// How many recent pages are remembered.
const RECENT: usize = 50;

/// How many choices of the palette are remembered.
const CHOSEN: usize = 20;

/// What is remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// Ids of bookmarked entries, in the order in which they were added. They need not be in the catalogue: they may
    /// be of own entries that are not loaded now.
    pub bookmarks: Vec<String>,
    /// Ids of the entries seen last, the latest first.
    pub recent: Vec<String>,
    /// The background of the terminal, as far as it was ever found out.
    pub background: Option<TerminalBackground>,
    /// Whether the mouse is captured, if that was ever chosen.
    pub mouse: Option<bool>,
    /// Whether lines and signs are drawn in Unicode, if that was ever chosen.
    pub unicode: Option<bool>,
    /// What was chosen in the palette, by its words, the latest first.
    pub chosen: Vec<String>,
    /// The theme chosen in the interface.
    pub theme: Option<String>,
    /// The id of the language in which snippets are shown, if one was chosen.
    pub language: Option<String>,
}

/// The background of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TerminalBackground {
    /// Light text on dark.
    Dark,
    /// Dark text on light.
    Light,
}

/// Something new to remember.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// An entry was bookmarked.
    Bookmark(String),
    /// A bookmark was removed.
    Unbookmark(String),
    /// An entry was shown.
    Visit(String),
    /// The background was found out.
    Background(TerminalBackground),
    /// The mouse was captured or let go.
    Mouse(bool),
    /// Lines and signs are to be drawn in Unicode, or in ASCII.
    Unicode(bool),
    /// Something was chosen in the palette.
    Choose(String),
    /// A theme was chosen; `None` goes back to the one that follows the terminal.
    Theme(Option<String>),
    /// A language was chosen.
    Language(String),
}

impl State {
    /// Applies a change.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Bookmark(id) if self.bookmarks.contains(id) => (),
            Change::Bookmark(id) => self.bookmarks.push(id.clone()),
            Change::Unbookmark(id) => self.bookmarks.retain(|bookmark| bookmark != id),
            Change::Visit(id) => bring_forward(&mut self.recent, id, RECENT),
            Change::Choose(label) => bring_forward(&mut self.chosen, label, CHOSEN),
            Change::Unicode(unicode) => self.unicode = Some(*unicode),
            Change::Background(background) => self.background = Some(*background),
            Change::Mouse(captured) => self.mouse = Some(*captured),
            Change::Theme(theme) => self.theme.clone_from(theme),
            Change::Language(language) => self.language = Some(language.clone()),
        }
    }
}

/// Puts a text before all others, of which so many are kept.
fn bring_forward(all: &mut Vec<String>, text: &str, most: usize) {
    all.retain(|other| other != text);
    all.insert(0, text.to_owned());
    all.truncate(most);
}

impl Content for State {
    type Change = Change;
    const VERSION: u64 = 2;
    // Tens of thousands of bookmarks fit.
    const LIMIT: u64 = 4 << 20;
    const WHAT: &'static str = "bookmarks and choices";
    const FULL: (&'static str, &'static str) = ("there is no room for more bookmarks in it", "remove some");

    fn update(&mut self, changes: &[Change]) -> bool {
        let old = self.clone();
        for change in changes {
            self.apply(change);
        }
        *self != old
    }

    fn tidy(&mut self) {
        for ids in [&mut self.bookmarks, &mut self.recent, &mut self.chosen] {
            let mut seen = HashSet::new();
            ids.retain(|id| seen.insert(id.clone()));
        }
        self.recent.truncate(RECENT);
        self.chosen.truncate(CHOSEN);
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        #[derive(Serialize)]
        struct Versioned<'a> {
            version: u64,
            #[serde(flatten)]
            state: &'a State,
        }
        Ok(serde_json::to_writer_pretty(out, &Versioned { version: Self::VERSION, state: self })?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recent_pages_are_few_and_each_is_there_once() {
        let mut state = State::default();
        for id in (0..60).chain([30]) {
            state.apply(&Change::Visit(id.to_string()));
        }
        assert_eq!(state.recent.len(), RECENT);
        assert_eq!(state.recent[..3], ["30", "59", "58"]);
        assert_eq!(state.recent.iter().filter(|id| *id == "30").count(), 1);
    }
}
