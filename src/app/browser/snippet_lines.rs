//! The section of the snippet, laid out.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::document::{Line, Options, Role, SectionId, Span, heading, wrap};
use crate::highlight::Program;
use crate::snippet::{Language, Offer, SnippetRole};
use crate::text::{ascii, shorten};

/// From this width on a row of languages says what they do.
const LABELLED: usize = 40;
/// The width of what it says.
const LABEL: usize = 8;

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
pub struct SnippetParts<'a> {
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
    pub fn new(parts: SnippetParts, options: Options) -> Self {
        let mut out = Self::default();
        out.push(heading(SectionId::Snippet.title(), options));
        for role in [SnippetRole::Server, SnippetRole::Caller, SnippetRole::Check] {
            out.languages(parts, role, options);
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
    fn languages(&mut self, parts: SnippetParts, role: SnippetRole, options: Options) {
        let offered = parts.offers.iter().filter(|offer| offer.refusal.is_none() && offer.language.role == role);
        let languages: Vec<&Language> = offered.map(|offer| offer.language).collect();
        if languages.is_empty() {
            return;
        }
        let label = if options.width < LABELLED { String::new() } else { format!("{:<LABEL$}", verb(role)) };
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
            self.lines.push(Line { spans, sideways: Some(usize::from(numbered)), ..Line::default() });
        }
        self.beyond = (column + widest).saturating_sub(options.width);
    }
}

fn span(text: impl Into<String>, role: Role) -> Span {
    Span { text: text.into(), role }
}

/// What languages do with a code.
pub const fn verb(role: SnippetRole) -> &'static str {
    match role {
        SnippetRole::Server => "send",
        SnippetRole::Caller => "handle",
        SnippetRole::Check => "check",
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
    let refused = offers.iter().filter(|offer| offer.language.role != SnippetRole::Check);
    refused.filter_map(|offer| Some((offer.language.name.as_str(), offer.refusal.clone()?))).collect()
}

/// Which languages cannot be had, in a line.
fn missing(parts: SnippetParts) -> Option<String> {
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
