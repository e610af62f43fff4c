//! A text laid over the browser: the keys, what was wrong with files of the user's, or what could not be copied.

use std::borrow::Cow;

use crate::app::action::Context;
use crate::app::keymap::{Binding, Keymap};
use crate::text::{self, break_lines, clean_lines};

/// The column at which the descriptions of keys begin, where there is room.
const DESCRIPTIONS: u16 = 26;

/// The title of messages.
const MESSAGES: &str = "Messages";

/// The least that a description begins beside its keys with.
const LEAST_DESCRIPTION: usize = 12;

/// A line of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReaderRow {
    /// A heading.
    Heading(String),
    /// Keys and what they do.
    Keys(String, String),
    /// Running text.
    Text(String),
    /// Nothing.
    Blank,
}

/// The text, and how far it is read.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Its title.
    pub title: &'static str,
    /// Its lines.
    pub rows: Vec<ReaderRow>,
    /// The line at the top.
    pub scroll: usize,
    /// Whether the text is there to be selected with the terminal's own means.
    pub for_selecting: bool,
    /// Its paragraphs, each a line as long as it is.
    whole: Vec<ReaderRow>,
}

impl Reader {
    /// Every key, from the one table; those of this place first.
    pub fn help(keymap: &Keymap, here: Context) -> Self {
        let mut rows = Vec::new();
        let others = Context::ALL.iter().copied().filter(|context| here.chain().all(|known| known != *context));
        for context in here.chain().chain(others) {
            let bindings: Vec<&Binding> = keymap.rows().iter().filter(|row| row.context == context).collect();
            if bindings.iter().all(|binding| binding.keys.is_empty()) {
                continue;
            }
            if !rows.is_empty() {
                rows.push(ReaderRow::Blank);
            }
            rows.push(ReaderRow::Heading(context.title().to_owned()));
            for binding in bindings.into_iter().filter(|binding| !binding.keys.is_empty()) {
                let keys: Vec<String> = binding.keys.iter().map(ToString::to_string).collect();
                rows.push(ReaderRow::Keys(keys.join("  "), binding.description.to_owned()));
            }
        }
        Self::new("Keys", rows)
    }

    /// Everything that is wrong, a paragraph each.
    pub fn messages(messages: &[String]) -> Self {
        let mut rows: Vec<ReaderRow> =
            messages.iter().flat_map(|text| [ReaderRow::Text(text.clone()), ReaderRow::Blank]).collect();
        rows.pop();
        if rows.is_empty() {
            rows.push(ReaderRow::Text("Nothing is wrong.".to_owned()));
        }
        Self::new(MESSAGES, rows)
    }

    /// Whether it tells what is wrong.
    pub fn tells_messages(&self) -> bool {
        self.title == MESSAGES
    }

    /// Tells messages as they are now; what is read stays in sight.
    pub fn retell(&mut self, messages: &[String]) {
        *self = Self { scroll: self.scroll, ..Self::messages(messages) };
    }

    /// Why some languages have no snippet.
    pub fn reasons(reasons: &[(&str, String)]) -> Self {
        let told = |(name, why): &(&str, String)| {
            [ReaderRow::Heading((*name).to_owned()), ReaderRow::Text(why.clone()), ReaderRow::Blank]
        };
        let mut rows: Vec<ReaderRow> = reasons.iter().flat_map(told).collect();
        rows.pop();
        Self::new("No snippet in these languages", rows)
    }

    /// A text that could not be copied, as it is.
    pub fn to_select(text: &str) -> Self {
        let rows = clean_lines(text).lines().map(|line| ReaderRow::Text(line.to_owned())).collect();
        Self { for_selecting: true, ..Self::new("Select it with the mouse, which is the terminal's now", rows) }
    }

    fn new(title: &'static str, rows: Vec<ReaderRow>) -> Self {
        Self { title, rows: rows.clone(), scroll: 0, for_selecting: false, whole: rows }
    }

    /// Breaks running text and descriptions into lines of at most so many cells, so that each can be scrolled to.
    pub fn fit(&mut self, width: u16) {
        let width = usize::from(width.max(1));
        // What is to be copied is broken where the row ends, so that no blank of it is lost.
        let lines = |text: &str| -> Vec<String> {
            if self.for_selecting {
                break_lines(text, width).map(str::to_owned).collect()
            } else {
                textwrap::wrap(text, width).into_iter().map(Cow::into_owned).collect()
            }
        };
        self.rows = self
            .whole
            .iter()
            .flat_map(|row| match row {
                ReaderRow::Text(text) => lines(text).into_iter().map(ReaderRow::Text).collect(),
                ReaderRow::Keys(keys, text) => key_rows(keys, text, width),
                row => vec![row.clone()],
            })
            .collect();
    }

    /// The lines as they are drawn in rows of so many cells.
    pub fn lines(&self, width: u16) -> Vec<String> {
        let line = |row: &ReaderRow| match row {
            ReaderRow::Heading(text) | ReaderRow::Text(text) => text.clone(),
            ReaderRow::Keys(keys, text) => {
                let column = usize::from(Self::description_column(keys, width));
                format!("{keys}{}{text}", " ".repeat(column.saturating_sub(text::width(keys))))
            }
            ReaderRow::Blank => String::new(),
        };
        self.rows.iter().map(line).collect()
    }

    /// The column at which the description of keys begins in a row of so many cells.
    pub fn description_column(keys: &str, width: u16) -> u16 {
        let end = u16::try_from(text::width(keys)).unwrap_or(u16::MAX).saturating_add(2);
        if width < DESCRIPTIONS + 24 { end } else { end.max(DESCRIPTIONS) }
    }

    /// Scrolls by some lines; the last one stays in sight.
    pub fn scroll_by(&mut self, by: isize, height: usize) {
        self.scroll = self.scroll.saturating_add_signed(by).min(self.rows.len().saturating_sub(height.max(1)));
    }
}

/// Keys with what they do, which goes on below where it is too long, or begins there where they leave it no room.
fn key_rows(keys: &str, text: &str, width: usize) -> Vec<ReaderRow> {
    let column = |keys| usize::from(Reader::description_column(keys, u16::try_from(width).unwrap_or(u16::MAX)));
    let (first, next) = (column(keys), column(""));
    let mut rows = Vec::new();
    let begins_below = width < first + LEAST_DESCRIPTION;
    if begins_below {
        rows.push(ReaderRow::Keys(keys.to_owned(), String::new()));
    }
    let [first, next] = [if begins_below { next } else { first }, next].map(|column| " ".repeat(column));
    let options = textwrap::Options::new(width).initial_indent(&first).subsequent_indent(&next);
    let lines = textwrap::wrap(text, options).into_iter().map(|line| line.trim_start().to_owned());
    rows.extend(lines.enumerate().map(|(n, line)| {
        let keys = if n == 0 && !begins_below { keys } else { "" };
        ReaderRow::Keys(keys.to_owned(), line)
    }));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_is_whole_at_every_width() {
        let keymap = Keymap::default();
        for width in [16, 30, 46, 60, 90] {
            let mut reader = Reader::help(&keymap, Context::Browse);
            reader.fit(width);
            let lines = reader.lines(width);
            let widest = lines.iter().map(|line| text::width(line)).max();
            assert!(width < 46 || widest <= Some(usize::from(width)), "{width}: {lines:#?}");
            let squeeze = |text: &str| text.split_whitespace().collect::<String>();
            let whole = squeeze(&lines.concat());
            for row in keymap.rows().iter().filter(|row| !row.keys.is_empty()) {
                assert!(whole.contains(&squeeze(row.description)), "{width}: {}", row.description);
            }
        }
    }

    #[test]
    fn a_text_to_be_selected_is_broken_at_the_edge_and_nothing_of_it_is_lost() {
        let text = "{\n  \"name\":   \"größer 日本語\"\n\n}";
        let mut reader = Reader::to_select(text);
        for max in [3, 7, 80] {
            reader.fit(max);
            let rows: Vec<&str> =
                reader.rows.iter().map(|row| if let ReaderRow::Text(text) = row { text } else { "" }).collect();
            assert!(rows.iter().all(|row| crate::text::width(row) <= usize::from(max)), "{rows:?}");
            assert_eq!(rows.concat(), text.replace('\n', ""));
        }
        assert_eq!(reader.rows.len(), 4);
    }
}
