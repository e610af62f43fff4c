//! Lines of a page, and what they lead to.

use crate::catalog::Index;
use crate::text::{Role, Span};

use super::SectionId;

/// A laid-out page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Its lines.
    pub lines: Vec<Line>,
    /// The line at which each section starts.
    pub starts: Vec<(SectionId, usize)>,
}

/// A line of styled text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Its pieces, from the left.
    pub spans: Vec<Span>,
    /// Where a click on it, or Enter, leads.
    pub target: Option<Target>,
    /// For a line that is scrolled sideways where it is too long: how many of its pieces stay where they are.
    pub sideways: Option<usize>,
    /// Whether it is a command: all of it that is scrolled sideways.
    pub is_command: bool,
}

/// Where something leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To another entry.
    Entry(Index),
    /// To a page elsewhere.
    Url(String),
}

impl Line {
    /// The line without its styles.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// The address on the web that it leads to, and the cells before what says so.
    pub fn link(&self) -> Option<(&str, usize)> {
        let Some(Target::Url(url)) = &self.target else { return None };
        let before = self.spans.iter().take_while(|span| span.role == Role::Marker || span.text.trim().is_empty());
        Some((url, before.map(Span::width).sum()))
    }

    /// The command that it is.
    pub fn command(&self) -> Option<&str> {
        self.spans.last().filter(|_| self.is_command).map(|span| span.text.as_str())
    }

    /// The cells of it that are scrolled sideways; none for a line that stays where it is.
    pub fn sideways_width(&self) -> usize {
        self.sideways.map_or(0, |fixed| self.spans.iter().skip(fixed).map(Span::width).sum())
    }
}

impl Document {
    /// Puts other lines in the place of those of a section, its heading and the blank line behind it included. Returns
    /// by how many lines it has grown.
    pub fn replace(&mut self, section: SectionId, mut lines: Vec<Line>) -> isize {
        let Some(at) = self.starts.iter().position(|(id, _)| *id == section) else { return 0 };
        let start = self.starts[at].1;
        let end = self.starts.get(at + 1).map_or(self.lines.len(), |(_, line)| *line);
        if end < self.lines.len() {
            lines.push(Line::default());
        }
        let grown = lines.len().cast_signed() - (end - start).cast_signed();
        self.lines.splice(start..end, lines);
        for (_, line) in &mut self.starts[at + 1..] {
            *line = line.saturating_add_signed(grown);
        }
        grown
    }

    /// The section that a line belongs to.
    pub fn section_at(&self, line: usize) -> Option<SectionId> {
        self.starts.iter().take_while(|(_, start)| *start <= line).last().map(|(id, _)| *id)
    }
}
