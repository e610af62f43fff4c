//! What the interface remembers: bookmarks, recent pages and a few choices.

use std::collections::HashSet;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::Content;
use crate::text::clean;

/// How many recent pages are remembered.
const RECENT: usize = 50;

/// How many choices of the palette are remembered.
const CHOSEN: usize = 20;
/// How many searches are remembered, and how many letters of each.
const SEARCHES: (usize, usize) = (50, 500);

/// What is remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// Ids of bookmarked entries, in the order in which they were added. They need not be in the catalogue: they may
    /// be of own entries that are not loaded now.
    pub bookmarks: Vec<String>,
    /// Ids of the entries seen last, the latest first.
    pub recent: Vec<String>,
    /// What was searched for last, the latest first, without control characters.
    pub searches: Vec<String>,
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
    /// Something was searched for and found.
    Search(String),
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

/// A search as it is remembered: one line, not too long, harmless to a terminal.
fn remembered(query: &str) -> String {
    clean(query.trim()).chars().take(SEARCHES.1).collect()
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
            Change::Search(query) => {
                let query = remembered(query);
                if !query.is_empty() {
                    bring_forward(&mut self.searches, &query, SEARCHES.0);
                }
            }
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
    const VERSION: u64 = 3;
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
        for search in &mut self.searches {
            *search = remembered(search);
        }
        self.searches.retain(|search| !search.is_empty());
        for ids in [&mut self.bookmarks, &mut self.recent, &mut self.chosen, &mut self.searches] {
            let mut seen = HashSet::new();
            ids.retain(|id| seen.insert(id.clone()));
        }
        self.recent.truncate(RECENT);
        self.chosen.truncate(CHOSEN);
        self.searches.truncate(SEARCHES.0);
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
    #[test]
    fn searches_are_few_short_and_harmless() {
        let mut state = State::default();
        for n in 0..60 {
            state.apply(&Change::Search(format!("search {n}")));
        }
        state.apply(&Change::Search(format!(" search 30\u{1b}[31m{}", "x".repeat(600))));
        state.apply(&Change::Search("search 59".into()));
        state.apply(&Change::Search(" \n".into()));
        assert_eq!((state.searches.len(), state.searches[0].as_str()), (SEARCHES.0, "search 59"));
        assert!(state.searches[1].starts_with("search 30␛[31mxxx") && state.searches[1].chars().count() == SEARCHES.1);
        state.searches = vec!["a\u{202e}b".into(), "\n".into(), "c".into(), "c".into()];
        state.tidy();
        assert_eq!(state.searches, ["a\u{fffd}b", "c"]);
    }
}
