//! The first line and the header section of a message, line by line.

use super::lines::{End, Line};
use super::oddity::note;
use super::section::Section;
use super::{Content, Fields, Message, Oddity, Start, Strange, start};

/// A message whose head is being read.
#[derive(Debug)]
pub(super) struct Head {
    start: Start,
    version: String,
    line: usize,
    section: Section,
    oddities: Vec<Oddity>,
}

impl Head {
    /// The head that begins with this line.
    pub(super) fn new(first: &Line<'_>) -> Self {
        let mut oddities = Vec::new();
        let (start, version) = start::read(first, &mut oddities);
        let mut head = Self { start, version, line: first.number, section: Section::default(), oddities };
        head.section.end_of(first);
        head
    }

    /// A head whose first line was not captured.
    pub(super) fn without_start(start: Start, line: usize) -> Self {
        Self { start, version: String::new(), line, section: Section::default(), oddities: Vec::new() }
    }

    /// Notes something odd.
    pub(super) fn note(&mut self, what: Strange, line: Option<usize>, found: &[u8]) {
        note(&mut self.oddities, what, line, found);
    }

    /// The next line that is not empty.
    pub(super) fn line(&mut self, line: &Line<'_>) {
        self.section.line(line, &mut self.oddities);
    }

    /// The empty line at its end.
    pub(super) fn end(&mut self, line: &Line<'_>) {
        self.section.end_of(line);
    }

    /// Whether every line ends with LF alone.
    pub(super) const fn line_feeds_only(&self) -> bool {
        self.section.line_feeds_only()
    }

    /// Whether a line ends with CRLF.
    pub(super) const fn has_cr(&self) -> bool {
        self.section.has_cr()
    }

    /// The message, its content still to come.
    pub(super) fn message(mut self) -> Message {
        let fields = self.section.finish(&mut self.oddities);
        // HTTP/2 and HTTP/3 have no lines: whoever printed them ended them.
        if self.version.starts_with("HTTP/2") || self.version.starts_with("HTTP/3") {
            self.oddities.retain(|oddity| {
                !matches!(
                    oddity.what,
                    Strange::BareLineFeed | Strange::LineFeedsOnly | Strange::BareCarriageReturn | Strange::NoEnd
                )
            });
        }
        Message {
            start: self.start,
            version: self.version,
            line: self.line,
            fields,
            content: Content::default(),
            trailers: Fields::default(),
            oddities: self.oddities,
        }
    }
}

/// A line as a program wrote it, whose end is no part of the message.
pub(super) const fn written<'a>(line: &Line<'a>, bytes: &'a [u8]) -> Line<'a> {
    Line { bytes, number: line.number, end: End::Input }
}

/// Notes that there are more messages than are kept.
pub(super) fn note_full(last: Option<&mut Message>, line: usize) {
    if let Some(last) = last {
        note(&mut last.oddities, Strange::TooMuch, line, b"messages");
    }
}
