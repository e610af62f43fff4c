//! The snippet on the page: the programs that were written for it, and its section laid out.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use unicode_width::UnicodeWidthStr;

use crate::catalog::{Catalog, Index};
use crate::document::{Line, Options, Role, SectionId, Span, wrap};
use crate::highlight::{Highlighter, plain};
use crate::snippet::{Language, Offer, SnippetRole as Does, Snippets};
use crate::text::{ascii, clean_lines, shorten};

/// How many programs are kept.
const KEPT: usize = 8;
/// From this width on a row of languages says what they do.
const LABELLED: usize = 40;
/// The width of what it says.
const LABEL: usize = 8;

/// Which program it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The entry that it is for.
    pub index: Index,
    /// The id of its language.
    pub language: String,
}

/// A program for a code.
#[derive(Debug, Clone)]
pub struct Program {
    /// Which it is.
    pub key: Key,
    /// The very bytes that ran.
    pub text: Arc<str>,
    /// Its lines as they are shown.
    pub lines: Vec<Vec<Span>>,
    /// Whether its words are told apart.
    pub told_apart: bool,
}

impl Program {
    /// Writes the program of a language.
    ///
    /// # Errors
    /// When there is none, with the reason.
    pub fn write(snippets: &Snippets, catalog: &Catalog, key: Key) -> Result<Self, String> {
        let language = snippets.language(&key.language).ok_or("There is no such language")?;
        let text = snippets.render(catalog, key.index, language).map_err(|error| error.to_string())?;
        Ok(Self { key, lines: plain(&clean_lines(&text)), text: text.into(), told_apart: false })
    }

    /// Tells its words apart.
    #[must_use]
    pub fn tell_apart(self, snippets: &Snippets, highlighter: &mut Highlighter) -> Self {
        let syntax = snippets.language(&self.key.language).map_or("", |language| &language.syntax);
        Self { lines: highlighter.lines(syntax, &clean_lines(&self.text)), told_apart: true, ..self }
    }
}

/// A program that is to be written, or whose words are to be told apart.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Which it is.
    pub key: Key,
    /// Where its page is.
    pub catalog: Arc<Catalog>,
    /// The program, if it is written already.
    pub program: Option<Program>,
}

/// The programs written last, and how they are looked at.
#[derive(Debug, Clone, Default)]
pub struct Programs {
    kept: VecDeque<Program>,
    asked: Option<(Key, bool)>,
    /// Whether the lines are numbered.
    pub numbered: bool,
}

impl Programs {
    /// A program, if it is kept.
    pub fn get(&self, key: &Key) -> Option<&Program> {
        self.kept.iter().find(|program| program.key == *key)
    }

    /// Keeps a program.
    pub fn keep(&mut self, program: Program) {
        // Should it be thrown out, it may be asked for again.
        self.asked = self.asked.take().filter(|(key, _)| !(program.told_apart && *key == program.key));
        self.kept.retain(|kept| kept.key != program.key);
        self.kept.push_front(program);
        self.kept.truncate(KEPT);
    }

    /// What is still to be done for a program; `None` where all is done or was asked for already.
    pub fn ask(&mut self, key: &Key, catalog: &Arc<Catalog>) -> Option<Wanted> {
        let program = self.get(key).cloned();
        if program.as_ref().is_some_and(|program| program.told_apart) {
            return None;
        }
        let asked = (key.clone(), program.is_some());
        // Whoever was asked to write it tells its words apart too.
        if self.asked.as_ref().is_some_and(|(before, written)| before == key && (*written <= asked.1)) {
            return None;
        }
        self.asked = Some(asked);
        Some(Wanted { key: key.clone(), catalog: Arc::clone(catalog), program })
    }
}

/// The name of a language in the section, to be clicked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// The line, from the first of the section.
    pub line: usize,
    /// The columns.
    pub columns: Range<usize>,
    /// The id of the language.
    pub language: String,
}

/// The section laid out.
#[derive(Debug, Clone, Default)]
pub struct SnippetLines {
    /// Its lines, from the heading on.
    pub lines: Vec<Line>,
    /// Where its languages stand.
    pub tabs: Vec<Tab>,
    /// The cells by which the code can be scrolled sideways.
    pub beyond: usize,
}

/// What the section is made of.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// The languages, offered or not.
    pub offers: &'a [Offer<'a>],
    /// The language that is shown.
    pub language: &'a Language,
    /// Its program, if it is written.
    pub program: Option<&'a Program>,
    /// Whether the lines are numbered.
    pub numbered: bool,
    /// The key that tells why there is no snippet in a language.
    pub why_not: &'a str,
}

impl SnippetLines {
    /// Lays the section out.
    pub fn new(parts: Parts, options: Options) -> Self {
        let mut out = Self::default();
        out.push(vec![span(SectionId::Snippet.title(), Role::Heading)]);
        for does in [Does::Server, Does::Caller, Does::Check] {
            out.languages(parts, does, options);
        }
        let Language { ran_on, file, install, .. } = parts.language;
        let about = [Some(format!("ran on {ran_on}")), Some(file.clone()), install.clone()];
        out.muted(&about.into_iter().flatten().collect::<Vec<_>>().join(" · "), options);
        out.push(Vec::new());
        match parts.program {
            Some(program) => out.code(program, parts.numbered, options),
            None => out.muted("Writing it …", options),
        }
        if let Some(missing) = missing(parts) {
            out.push(Vec::new());
            out.muted(&missing, options);
        }
        out
    }

    fn push(&mut self, spans: Vec<Span>) {
        self.lines.push(Line { spans, ..Line::default() });
    }

    fn muted(&mut self, text: &str, options: Options) {
        let text = if options.ascii { ascii(text) } else { text.into() };
        for spans in wrap(&text, Role::Muted, options.width, true) {
            self.push(spans);
        }
    }

    /// A row of the languages that do the same, as many as have room around the one that is shown.
    fn languages(&mut self, parts: Parts, does: Does, options: Options) {
        let offered = parts.offers.iter().filter(|offer| offer.refusal.is_none() && offer.language.role == does);
        let languages: Vec<&Language> = offered.map(|offer| offer.language).collect();
        if languages.is_empty() {
            return;
        }
        let label = if options.width < LABELLED { String::new() } else { format!("{:<LABEL$}", verb(does)) };
        let room = options.width.saturating_sub(label.len() + 2);
        let here = languages.iter().position(|language| language.id == parts.language.id);
        let widths: Vec<usize> = languages.iter().map(|language| language.name.width() + 2).collect();
        let (first, end) = around(&widths, here.unwrap_or(0), room);
        let signs = if options.ascii { ["<", ">"] } else { ["‹", "›"] };
        let sign = |cut: bool, sign: &'static str| span(if cut { sign } else { " " }, Role::Muted);

        let mut column = label.len() + 1;
        let mut spans = vec![span(label, Role::Muted), sign(first > 0, signs[0])];
        for language in &languages[first..end] {
            let name = format!(" {} ", shorten(&language.name, room.saturating_sub(3).max(1)));
            let columns = column..column + name.width();
            column = columns.end;
            let chosen = language.id == parts.language.id;
            spans.push(span(name, if chosen { Role::Chosen } else { Role::Text }));
            self.tabs.push(Tab { line: self.lines.len(), columns, language: language.id.clone() });
        }
        if end < languages.len() {
            spans.push(sign(true, signs[1]));
        }
        self.push(spans);
    }

    fn code(&mut self, program: &Program, numbered: bool, options: Options) {
        let digits = program.lines.len().to_string().len();
        let column = if numbered { digits + 2 } else { 0 };
        let mut widest = 0;
        for (line, n) in program.lines.iter().zip(1..) {
            let number = numbered.then(|| span(format!("{n:>digits$}  "), Role::Muted));
            widest = widest.max(line.iter().map(|span| span.text.width()).sum());
            let spans = number.into_iter().chain(line.iter().cloned()).collect();
            self.lines.push(Line { spans, sideways: Some(usize::from(numbered)), target: None });
        }
        self.beyond = (column + widest).saturating_sub(options.width);
    }
}

fn span(text: impl Into<String>, role: Role) -> Span {
    Span { text: text.into(), role }
}

/// What languages do with a code.
pub const fn verb(does: Does) -> &'static str {
    match does {
        Does::Server => "send",
        Does::Caller => "handle",
        Does::Check => "check",
    }
}

/// The names that have room, and among them the one at `here`, with the one after it where that can be.
fn around(widths: &[usize], here: usize, room: usize) -> (usize, usize) {
    let next = (here + 2).min(widths.len());
    let fits = |first: usize, end: usize| widths[first..end].iter().sum::<usize>() <= room;
    let first = (0..=here).find(|&first| fits(first, next)).or_else(|| (0..=here).find(|&first| fits(first, here + 1)));
    let first = first.unwrap_or(here);
    let end = (first + 1..=widths.len()).rev().find(|&end| fits(first, end)).unwrap_or(first + 1);
    (first, end)
}

/// The languages that cannot be had for the code, and why. A check is for certain codes, and none that others lack.
pub fn reasons<'a>(offers: &'a [Offer<'a>]) -> Vec<(&'a str, String)> {
    let refused = offers.iter().filter(|offer| offer.language.role != Does::Check);
    refused.filter_map(|offer| Some((offer.language.name.as_str(), offer.refusal.clone()?))).collect()
}

/// Which languages cannot be had, in a line.
fn missing(parts: Parts) -> Option<String> {
    let reasons = reasons(parts.offers);
    let why = parts.why_not;
    match reasons.as_slice() {
        [] => None,
        few @ ([_] | [_, _] | [_, _, _]) => {
            let names: Vec<&str> = few.iter().map(|(name, _)| *name).collect();
            Some(format!("Not in {}; {why} tells why", names.join(", ")))
        }
        many => Some(format!("Not in {} other languages; {why} tells why", many.len())),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_shown_language_is_among_those_that_have_room(
            widths in prop::collection::vec(3usize..25, 1..20),
            here in 0usize..20,
            room in 1usize..90,
        ) {
            let here = here.min(widths.len() - 1);
            let (first, end) = around(&widths, here, room);
            prop_assert!((first..end).contains(&here));
            prop_assert!(widths[first..end].iter().sum::<usize>() <= room || end - first == 1);
        }
    }
}
