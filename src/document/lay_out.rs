//! Sections laid out as lines of at most so many cells.

use std::borrow::Cow;

use crate::catalog::Index;
use crate::text::{Role, Span, ascii, break_lines, width, wrap};

use super::block::Block;
use super::clients;
use super::line::{Document, Line, Target};
use super::message_lines;
use super::options::Options;
use super::pieces::{Piece, pieces};
use super::sections::{Section, SectionId};
use super::steps;

/// Lays sections out, one blank line between blocks. The overview has no heading of its own.
pub fn lay_out(sections: &[Section], options: Options) -> Document {
    let mut out = Composer { document: Document::default(), options, lifts: false };
    for section in sections {
        out.blank();
        out.document.starts.push((section.id, out.document.lines.len()));
        if section.id != SectionId::Overview {
            out.push(heading(section.id.title(), options));
        }
        // The overview has a place of its own for a command.
        out.lifts = section.id != SectionId::Overview;
        for (n, block) in section.blocks.iter().enumerate() {
            if n > 0 && spaced(&section.blocks[n - 1], block) {
                out.blank();
            }
            out.block(block);
        }
    }
    out.document
}

/// The heading of a section, and a rule behind it where there is a sign for one.
pub fn heading(title: &str, options: Options) -> Vec<Span> {
    let mut spans = vec![Span::new(title, Role::Heading)];
    let rest = options.width.saturating_sub(width(title) + 1);
    if !options.ascii && rest > 0 {
        spans.push(Span::new(format!(" {}", "─".repeat(rest)), Role::Rule));
    }
    spans
}

/// An item of a list, with labelled texts about it below, whose commands have lines of their own.
pub fn item(marker: &str, text: &str, details: &[(&'static str, &str)], options: Options) -> Vec<Line> {
    let mut out = Composer { document: Document::default(), options, lifts: true };
    out.item(marker, text, details.iter().copied());
    out.document.lines
}

/// The width of the label of a fact.
const FACT: usize = 9;

/// Whether a blank line stands between two blocks of a section.
fn spaced(before: &Block, block: &Block) -> bool {
    match (before, block) {
        (Block::Paragraph(a, _), Block::Paragraph(b, _)) => a != b,
        (Block::Item { marker: a, .. }, Block::Item { marker: b, .. }) => a != b,
        // What is said at the top of a page for whoever is in a hurry stands close together.
        (Block::Paragraph(Role::Muted, _) | Block::Fact(..), Block::Fact(..))
        | (Block::Fact(..), Block::Command(_))
        | (Block::Label(_), _)
        | (Block::Link { .. }, Block::Link { .. }) => false,
        (Block::Entry { why, .. }, Block::Entry { .. }) => !why.is_empty(),
        _ => true,
    }
}

/// Lays blocks out, one below the other.
struct Composer {
    document: Document,
    options: Options,
    /// Whether commands are taken out of the text around them.
    lifts: bool,
}

impl Composer {
    /// A text of ours with signs that the screen has.
    fn sign<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.options.ascii { ascii(text) } else { Cow::Borrowed(text) }
    }

    fn push(&mut self, spans: Vec<Span>) {
        self.document.lines.push(Line { spans, ..Line::default() });
    }

    fn blank(&mut self) {
        if self.document.lines.last().is_some_and(|line| !line.spans.is_empty()) {
            self.push(Vec::new());
        }
    }

    /// Text behind a first prefix, and behind a second one of the same width on the lines that follow.
    fn hanging(&mut self, first: &[Span], indent: usize, next: &[Span], text: &str, role: Role) {
        // Too narrow a column would be unreadable: the text runs under its prefix then.
        if indent > 3 && self.options.width < indent + 16 {
            if let Some(mark) = first.iter().find(|span| !span.text.trim().is_empty()) {
                let prefix: String = first.iter().map(|span| span.text.as_str()).collect();
                for piece in break_lines(prefix.trim_end(), self.options.width) {
                    self.push(vec![Span::new(piece, mark.role)]);
                }
            }
            if !text.is_empty() {
                let pad = [Span::blank(2)];
                self.hanging(&pad, 2, &pad, text, role);
            }
            return;
        }
        let room = self.options.width.saturating_sub(indent);
        let lines = wrap(text, role, room, self.options.keep_ticks);
        for (n, line) in lines.into_iter().enumerate() {
            let prefix = if n == 0 { first } else { next };
            if prefix.is_empty() {
                self.push(line);
                continue;
            }
            let mut spans = Vec::with_capacity(prefix.len() + line.len());
            spans.extend_from_slice(prefix);
            spans.extend(line);
            self.push(spans);
        }
    }

    fn paragraph(&mut self, indent: usize, text: &str, role: Role) {
        let pad = [Span::blank(indent)];
        let pad = if indent == 0 { &[][..] } else { &pad };
        self.hanging(pad, indent, pad, text, role);
    }

    /// The parts of a text, if commands are taken out here.
    fn pieces<'t>(&self, text: &'t str) -> Vec<Piece<'t>> {
        if self.lifts { pieces(text) } else { vec![Piece::Words(Cow::Borrowed(text))] }
    }

    /// A paragraph whose commands have lines of their own.
    fn text(&mut self, indent: usize, text: &str, role: Role) {
        for piece in self.pieces(text) {
            match piece {
                Piece::Words(words) => self.paragraph(indent, &words, role),
                Piece::Command(command) => self.command(indent, command),
            }
        }
    }

    /// Text behind a prefix, `hang` cells wide, up to its first command; that and all behind it are indented less. A
    /// prefix with no words behind it has a line of its own if it `stands_alone`, and is left out else.
    fn lifted(&mut self, first: &[Span], hang: usize, indent: usize, text: &str, stands_alone: bool) {
        for (n, piece) in self.pieces(text).into_iter().enumerate() {
            match piece {
                Piece::Words(words) if n == 0 => self.hanging(first, hang, &[Span::blank(hang)], &words, Role::Text),
                Piece::Words(words) => self.paragraph(indent, &words, Role::Text),
                Piece::Command(command) => {
                    if n == 0 && stands_alone {
                        self.push(first.to_vec());
                    }
                    self.command(indent, command);
                }
            }
        }
    }

    /// A command, in one line whatever its length.
    fn command(&mut self, indent: usize, command: &str) {
        let bar = Span::new(if self.options.ascii { "$ " } else { "▎ " }, Role::Muted);
        let mut spans = vec![Span::blank(indent), bar, Span::new(command, Role::Code)];
        if indent == 0 {
            spans.remove(0);
        }
        let fixed = spans.len() - 1;
        self.document.lines.push(Line { spans, sideways: Some(fixed), is_command: true, ..Line::default() });
    }

    fn block(&mut self, block: &Block) {
        match block {
            // Where a code comes from.
            Block::Paragraph(Role::Muted, text) => self.paragraph(0, &self.sign(text), Role::Muted),
            Block::Paragraph(role, text) => self.text(0, text, *role),
            Block::Fact(label, text) => {
                let pad = [Span::blank(FACT)];
                self.hanging(&[Span::new(format!("{label:<FACT$}"), Role::Muted)], FACT, &pad, text, Role::Text);
            }
            Block::Quote { text, cite, url } => self.quote(text, cite, url),
            Block::Badges(badges) => self.badges(badges),
            Block::Label(label) => self.push(vec![Span::new(label.clone(), Role::Strong)]),
            Block::Item { marker, text, detail } => {
                self.item(marker, text, detail.iter().map(|(label, text)| (*label, text.as_str())));
            }
            Block::Question(question, answer) => {
                self.paragraph(0, question, Role::Strong);
                self.text(0, answer, Role::Text);
            }
            Block::Message(message) => {
                for line in message_lines::lines(message, self.options) {
                    self.push(line);
                }
            }
            Block::Command(command) => self.command(0, command),
            Block::Entry { code, name, why, index } => self.entry(code, name, why, *index),
            Block::Steps { failed, done, happened } => {
                for line in steps::picture((*failed, *done), happened, self.options) {
                    self.push(line);
                }
            }
            Block::Clients(clients) => {
                for (spans, url) in clients::table(clients, self.options) {
                    let target = url.map(|url| Target::Url(url.to_owned()));
                    self.document.lines.push(Line { spans, target, ..Line::default() });
                }
            }
            Block::Link { title, url } => {
                let from = self.document.lines.len();
                self.paragraph(0, &self.sign(title), Role::Text);
                self.paragraph(2, url, Role::Link);
                self.lead_to(from, &Target::Url(url.clone()));
            }
        }
    }

    fn lead_to(&mut self, from: usize, target: &Target) {
        for line in &mut self.document.lines[from..] {
            line.target = Some(target.clone());
        }
    }

    fn quote(&mut self, text: &str, cite: &str, url: &str) {
        let bar = [Span::new(if self.options.ascii { "| " } else { "▎ " }, Role::Marker)];
        let (open, close) = if self.options.ascii { ("\"", "\"") } else { ("“", "”") };
        self.hanging(&bar, 2, &bar, &format!("{open}{text}{close}"), Role::Quote);
        let from = self.document.lines.len();
        self.hanging(&bar, 2, &bar, &self.sign(cite), Role::Link);
        self.lead_to(from, &Target::Url(url.to_owned()));
    }

    fn badges(&mut self, badges: &[String]) {
        let mut line: Vec<Span> = Vec::new();
        let mut used = 0;
        for badge in badges {
            let text = if self.options.keep_ticks { format!("[{badge}]") } else { format!(" {badge} ") };
            if used > 0 && used + 1 + width(&text) > self.options.width {
                self.push(std::mem::take(&mut line));
                used = 0;
            }
            if used > 0 {
                line.push(Span::blank(1));
                used += 1;
            }
            // One that is wider than a line goes on in the next.
            for (n, piece) in break_lines(&text, self.options.width).enumerate() {
                if n > 0 {
                    self.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push(Span::new(piece, Role::Badge));
                used += width(piece);
            }
        }
        self.push(line);
    }

    fn item<'t>(&mut self, marker: &str, text: &str, details: impl Iterator<Item = (&'static str, &'t str)>) {
        let marker = if self.options.ascii && marker == "•" { "-" } else { marker };
        let indent = if marker.chars().count() <= 2 {
            self.lifted(&[Span::new(format!("{marker:<3}"), Role::Marker)], 3, 3, text, true);
            3
        } else {
            self.paragraph(0, marker, Role::Strong);
            self.text(2, text, Role::Text);
            2
        };
        for (label, detail) in details {
            let label = format!("{}{label:<5}  ", " ".repeat(indent));
            let width = label.len();
            // A command says by itself that it is a check.
            self.lifted(&[Span::new(label, Role::Muted)], width, indent, detail, false);
        }
    }

    fn entry(&mut self, code: &str, name: &str, why: &str, index: Option<Index>) {
        let from = self.document.lines.len();
        let code = format!("{code:<5}");
        let indent = width(&code) + 1;
        let pad = [Span::blank(indent)];
        let role = if index.is_some() { Role::Link } else { Role::Muted };
        self.hanging(&[Span::new(code, Role::Marker), Span::blank(1)], indent, &pad, name, role);
        if !why.is_empty() {
            self.paragraph(indent, why, Role::Muted);
        }
        if let Some(index) = index {
            self.lead_to(from, &Target::Entry(index));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wider_than_a_line_goes_on_in_the_next() {
        let long = "x".repeat(50);
        let entry = Block::Entry { code: long.clone(), name: "One".into(), why: "why".into(), index: None };
        let blocks = vec![Block::Badges(vec!["short".into(), long, "last".into()]), entry];
        let section = Section { id: SectionId::Overview, blocks };
        let document = lay_out(&[section], Options { width: 20, keep_ticks: true, ascii: false });
        let lines: Vec<String> = document.lines.iter().map(Line::text).collect();
        assert!(lines.iter().all(|line| width(line) <= 20), "{lines:?}");
        let whole = lines.concat().replace(' ', "");
        assert_eq!(whole.matches('x').count(), 100);
        assert!(whole.starts_with("[short][xx") && whole.contains("x][last]"), "{lines:?}");
    }
}
