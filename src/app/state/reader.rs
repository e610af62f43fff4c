//! A text laid over the browser: the keys, or what was wrong with files of the user's.

use std::borrow::Cow;

use crate::app::action::Context;
use crate::app::keymap::Keymap;

/// A line of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
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
    pub rows: Vec<Row>,
    /// The line at the top.
    pub scroll: usize,
    /// Its paragraphs, each a line as long as it is.
    whole: Vec<Row>,
}

impl Reader {
    /// Every key, from the one table.
    pub fn help(keymap: &Keymap) -> Self {
        let mut rows = Vec::new();
        for context in Context::ALL {
            if !rows.is_empty() {
                rows.push(Row::Blank);
            }
            rows.push(Row::Heading(context.title().to_owned()));
            for binding in keymap.rows().iter().filter(|row| row.context == context && !row.keys.is_empty()) {
                let keys: Vec<String> = binding.keys.iter().map(ToString::to_string).collect();
                rows.push(Row::Keys(keys.join("  "), binding.description.clone()));
            }
        }
        Self { title: "Keys", rows: rows.clone(), scroll: 0, whole: rows }
    }

    /// Complaints about files of the user's.
    pub fn messages(messages: &[String]) -> Self {
        let mut rows: Vec<Row> = messages.iter().flat_map(|text| [Row::Text(text.clone()), Row::Blank]).collect();
        rows.pop();
        if rows.is_empty() {
            rows.push(Row::Text("Nothing is wrong with your files.".to_owned()));
        }
        Self { title: "Messages", rows: rows.clone(), scroll: 0, whole: rows }
    }

    /// Breaks running text into lines of at most so many cells, so that each can be scrolled to.
    pub fn fit(&mut self, width: u16) {
        let lines = |text| textwrap::wrap(text, usize::from(width.max(1))).into_iter().map(Cow::into_owned);
        self.rows = self
            .whole
            .iter()
            .flat_map(|row| match row {
                Row::Text(text) => lines(text.as_str()).map(Row::Text).collect(),
                row => vec![row.clone()],
            })
            .collect();
    }

    /// Scrolls by some lines; the last one stays in sight.
    pub fn scroll_by(&mut self, by: isize, height: usize) {
        self.scroll = self.scroll.saturating_add_signed(by).min(self.rows.len().saturating_sub(height.max(1)));
    }
}
