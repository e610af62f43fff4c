//! The program of a snippet, as lines on a screen.

use std::sync::Arc;

use super::{Highlighter, plain};
use crate::catalog::{Catalog, Index};
use crate::document::Span;
use crate::snippet::Snippets;
use crate::text::clean_lines;

/// Which program it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramKey {
    /// The entry that it is for.
    pub index: Index,
    /// The id of its language.
    pub language: String,
}

/// A program for a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Which it is.
    pub key: ProgramKey,
    /// The very bytes that ran.
    pub text: Arc<str>,
    /// Its lines as they are shown.
    pub lines: Vec<Vec<Span>>,
    /// Whether its syntax is highlighted.
    pub is_highlighted: bool,
}

impl Program {
    /// Writes the program of a language.
    ///
    /// # Errors
    /// When there is none, with the reason.
    pub fn write(snippets: &Snippets, catalog: &Catalog, key: ProgramKey) -> Result<Self, String> {
        let language = snippets.language(&key.language).ok_or("There is no such language")?;
        let text = snippets.render(catalog, key.index, language).map_err(|error| error.to_string())?;
        Ok(Self { key, lines: plain(&clean_lines(&text)), text: text.into(), is_highlighted: false })
    }

    /// Highlights its syntax.
    #[must_use]
    pub fn highlight(self, snippets: &Snippets, highlighter: &mut Highlighter) -> Self {
        let syntax = snippets.language(&self.key.language).map_or("", |language| &language.syntax);
        Self { lines: highlighter.lines(syntax, &clean_lines(&self.text)), is_highlighted: true, ..self }
    }
}
