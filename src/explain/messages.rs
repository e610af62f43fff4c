//! The messages of an exchange as lines, with signs where something is wrong.

use crate::document::{Line, Options};
use crate::lint::Level;
use crate::message::{Fields, Message, Start};
use crate::text::{Role, Span, break_lines, clean, clip_with, width};

use super::content;
use super::explanation::Explanation;
use super::signs::{role, sign};

/// How many messages are shown besides the one that all is about.
const OTHERS: usize = 30;
/// On how many lines a field is shown.
const LINES: usize = 6;

/// The messages as lines.
#[derive(Default)]
pub(super) struct Shown {
    /// The lines.
    pub(super) lines: Vec<Line>,
    /// The line that each finding points at, where it points at one that is shown.
    pub(super) marks: Vec<Option<usize>>,
}

impl Shown {
    fn push(&mut self, line: Line) {
        self.lines.push(line);
    }
}

/// The messages with their signs.
pub(super) struct Marked<'e, 'm> {
    explanation: &'e Explanation<'m>,
    options: Options,
    /// The width of the numbers of the lines.
    number: usize,
}

impl<'e, 'm> Marked<'e, 'm> {
    pub(super) fn new(explanation: &'e Explanation<'m>, options: Options) -> Self {
        let last = |message: &Message| message.fields.iter().map(|field| field.line).chain([message.line]).max();
        let number = match explanation.messages.iter().filter_map(last).max().unwrap_or_default() {
            0 => 0,
            number => number.to_string().len(),
        };
        Self { explanation, options, number }
    }

    /// All of it.
    pub(super) fn lines(&self) -> Shown {
        let Explanation { messages, subject, .. } = *self.explanation;
        let first = subject.saturating_sub(OTHERS);
        let mut lines = Shown { lines: Vec::new(), marks: vec![None; self.explanation.findings.len()] };
        if first > 0 {
            lines.push(self.quiet(&format!("{first} messages before")));
        }
        for (at, message) in messages.iter().enumerate().skip(first) {
            if at > first || first > 0 {
                lines.push(Line::default());
            }
            if at > subject + OTHERS {
                lines.push(self.quiet(&format!("{} messages behind", messages.len() - at)));
                break;
            }
            self.message(at, message, &mut lines);
        }
        lines
    }

    /// A message: whole if all is about it or if it asks for that one; of others what is odd about them.
    fn message(&self, at: usize, message: &Message, lines: &mut Shown) {
        let is_whole = at == self.explanation.subject || self.explanation.request() == Some(at);
        let first = first_line(message);
        if !first.is_empty() {
            // A first line that was not captured has no number of its own.
            let is_there = message.fields.0.first().is_none_or(|field| field.line != message.line);
            self.raw(at, if is_there { message.line } else { 0 }, None, &[(first, Role::Strong)], lines);
        }
        self.fields(at, &message.fields, is_whole, lines);
        if is_whole {
            let shown = content::shown(message);
            if !shown.lines.is_empty() || shown.rest.is_some() {
                lines.push(Line::default());
            }
            for text in shown.lines {
                self.raw(at, 0, None, &[(text, Role::Code)], lines);
            }
            if let Some(rest) = shown.rest {
                lines.push(self.quiet(&rest));
            }
            if !message.trailers.0.is_empty() {
                lines.push(Line::default());
                self.fields(at, &message.trailers, true, lines);
            }
        }
    }

    fn fields(&self, at: usize, fields: &Fields, is_whole: bool, lines: &mut Shown) {
        let mut hidden = 0;
        for field in fields {
            let worst = self.explanation.worst(at, field.line, Some(&field.name));
            let is_told = worst.is_some_and(|level| level < Level::Note) || field.name.eq_ignore_ascii_case("location");
            if !is_whole && !is_told {
                hidden += 1;
                continue;
            }
            let name = (format!("{}:", clean(&field.name)), Role::Muted);
            let value = (format!(" {}", clean(&field.value)), Role::Code);
            self.raw(at, field.line, Some(&field.name), &[name, value], lines);
        }
        match hidden {
            0 => {}
            1 => lines.push(self.quiet("1 more field")),
            _ => lines.push(self.quiet(&format!("{hidden} more fields"))),
        }
    }

    /// A line as it is behind its sign and number, broken only where the width ends.
    fn raw(&self, at: usize, number: usize, field: Option<&str>, text: &[(String, Role)], lines: &mut Shown) {
        let ascii = self.options.ascii;
        let mut worst = None;
        if number > 0 || field.is_some() {
            worst = self.explanation.worst(at, number, field);
            for finding in self.explanation.pointing_at(at, number, field) {
                lines.marks[finding].get_or_insert(lines.lines.len());
            }
        }
        let mut spans = match worst {
            Some(level) => vec![Span::new(format!("{} ", sign(level, ascii)), role(level))],
            None => vec![Span::blank(2)],
        };
        if self.number > 0 {
            let number = if number > 0 { format!("{number:>0$}  ", self.number) } else { " ".repeat(self.number + 2) };
            spans.push(Span::new(number, Role::Muted));
        }
        let begin = lines.lines.len();
        let indent: usize = spans.iter().map(Span::width).sum();
        let room = self.options.width.saturating_sub(indent + 2).max(8);
        let whole: String = text.iter().map(|(text, _)| text.as_str()).collect();
        let mut pieces = text.iter().map(|(text, role)| (text.as_str(), *role));
        let mut piece = pieces.next();
        for (count, mut part) in break_lines(&whole, room).enumerate() {
            if count == LINES {
                let all = format!("{} in all", content::bytes_in_words(whole.len() as u64));
                let all = clip_with(&all, room, if ascii { "..." } else { "…" }).into_owned();
                let spans = vec![Span::blank(indent + 2), Span::new(all, Role::Muted)];
                lines.push(Line { spans, ..Line::default() });
                return;
            }
            if count > 0 {
                spans = vec![Span::blank(indent + 2)];
            }
            while let Some((text, role)) = piece.filter(|_| !part.is_empty()) {
                let taken = text.len().min(part.len());
                spans.push(Span::new(&part[..taken], role));
                part = &part[taken..];
                piece = if taken < text.len() { Some((&text[taken..], role)) } else { pieces.next() };
            }
            lines.push(Line { spans: std::mem::take(&mut spans), ..Line::default() });
        }
        let most = self.options.width.max(indent + 10);
        for line in &lines.lines[begin..] {
            debug_assert!(width(&line.text()) <= most, "{:?} is wider than {most}", line.text());
        }
    }

    /// Something that is said about what is not shown.
    fn quiet(&self, text: &str) -> Line {
        let indent = 2 + if self.number > 0 { self.number + 2 } else { 0 };
        let more = if self.options.ascii { "..." } else { "…" };
        let room = self.options.width.saturating_sub(indent).max(8);
        let text = clip_with(&format!("{more} {text}"), room, more).into_owned();
        Line { spans: vec![Span::blank(indent), Span::new(text, Role::Muted)], ..Line::default() }
    }
}

/// The first line of a message, made harmless; nothing where it was not captured.
pub(super) fn first_line(message: &Message) -> String {
    let text = match &message.start {
        Start::Request { method, target } => format!("{method} {target} {}", message.version),
        Start::Response { status: 0, reason } => format!("{} {reason}", message.version),
        Start::Response { status, reason } => format!("{} {status:03} {reason}", message.version),
    };
    clean(text.trim()).into_owned()
}
