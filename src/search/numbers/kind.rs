//! What a number in a text can be.

use std::borrow::Cow;
use std::ops::Range;

use super::log::Format;

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A status, and what says so.
    Status(Reason),
    /// A port of a host.
    Port,
    /// A line or column of a file.
    Line,
    /// How long something took or may take.
    Duration,
    /// How many bytes something has.
    Size,
    /// How many there are of something.
    Count,
    /// The number of a system's error, or a tool's exit code.
    SystemError,
    /// A name that happens to be a number: of a process, a request, an issue.
    Id,
    /// Part of a date or a time of day.
    Date,
    /// Part of an address: an IP address, a URL, a path, a file's name.
    Address,
    /// Part of a version.
    Version,
    /// Nothing says what it is.
    Unknown,
}

/// What says that a number is a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is the whole text.
    Whole,
    /// It stands where a known log format has the status.
    Log(Format),
    /// It follows the protocol's version: `HTTP/1.1 404`.
    Protocol,
    /// It is the value of a key that holds statuses: `"status": 502`, `status_code=504`.
    Key,
    /// A word before or after it says so: `status 404`, `returned 502`, `a 413 error`.
    Announced,
    /// Its own name stands beside it: `404 Not Found`.
    Phrase,
    /// The text begins with it, as error pages and messages do: `503 upstream connect error`.
    Leading,
    /// A short text has it beside a product's name, a word of the catalogue or another code: `nginx 499`.
    Beside,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number<'t> {
    /// The number, as codes are written: `404`, and `500.19` where a log has the two parts in two fields.
    pub text: Cow<'t, str>,
    /// Where its digits stand, in bytes.
    pub range: Range<usize>,
    /// All that belongs to it, in bytes: `line` and `ms` beside it, the host before a port.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

impl Number<'_> {
    /// Why it counts as a status, if it does.
    pub fn status(&self) -> Option<Reason> {
        match self.kind {
            Kind::Status(reason) => Some(reason),
            _ => None,
        }
    }
}
