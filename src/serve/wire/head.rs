//! The head of a request: its first line and its fields, as they came.

use std::borrow::Cow;

/// A piece of the bytes of a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub start: usize,
    pub end: usize,
}

/// A sound head (RFC 9112 §3 and §5). The reader made sure of every rule that [`parse`](super::parse()) lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// All of it, with the empty line.
    pub(super) bytes: Vec<u8>,
    pub(super) method: Span,
    pub(super) target: Span,
    /// The minor version: 0 for HTTP/1.0, else 1.
    pub(super) minor: u8,
    pub(super) fields: Vec<(Span, Span)>,
}

impl Head {
    /// The bytes as they came, to the empty line and with it.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The method, in its case.
    pub fn method(&self) -> &str {
        self.ascii(self.method)
    }

    /// The request target as it was written; bytes beyond ASCII are read as Latin-1 where it is no UTF-8.
    pub fn target(&self) -> Cow<'_, str> {
        text(&self.bytes[self.target.start..self.target.end])
    }

    /// Whether the client speaks HTTP/1.0.
    pub fn is_http10(&self) -> bool {
        self.minor == 0
    }

    /// The fields in order: name and value.
    pub fn fields(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.fields.iter().map(|(name, value)| (self.ascii(*name), text(&self.bytes[value.start..value.end])))
    }

    /// The lines of a field; names are compared without regard to case.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Cow<'a, str>> {
        self.fields().filter(move |(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The value of a field, its lines joined by a comma and a blank (RFC 9110 §5.3).
    pub fn value(&self, name: &str) -> Option<Cow<'_, str>> {
        // Fields are few, and this is asked often: the first pass makes no text.
        let mut lines = self.fields.iter().filter(|(found, _)| self.ascii(*found).eq_ignore_ascii_case(name));
        let line = |(_, value): &(Span, Span)| text(&self.bytes[value.start..value.end]);
        let mut value = line(lines.next()?);
        for more in lines {
            value = Cow::Owned(format!("{value}, {}", line(more)));
        }
        Some(value)
    }

    /// Whether a field that is a list holds a word, compared without regard to case.
    pub fn lists(&self, name: &str, word: &str) -> bool {
        self.value(name).is_some_and(|value| value.split(',').any(|part| part.trim().eq_ignore_ascii_case(word)))
    }

    /// Whether the client lets the connection be used again (RFC 9112 §9.3).
    pub fn keeps_alive(&self) -> bool {
        !self.lists("connection", "close") && (self.minor > 0 || self.lists("connection", "keep-alive"))
    }

    fn ascii(&self, span: Span) -> &str {
        // The reader took nothing else for a name or a method.
        std::str::from_utf8(&self.bytes[span.start..span.end]).unwrap_or_default()
    }
}

/// Bytes as text: UTF-8, or else Latin-1.
pub fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect()),
    }
}
