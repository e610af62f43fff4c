//! HTTP messages as somebody captured them: what was said, in order and in the letters it was said in.
//!
//! Nothing here judges: what is odd about the bytes is kept as an [`Oddity`] with its line, and [`Message`] holds what
//! a lenient recipient would have understood all the same.

mod capture;
mod chunked;
mod content;
mod copied;
mod curl;
mod field;
mod framing;
mod har;
mod head;
mod known;
mod limits;
mod lines;
mod oddity;
mod pasted;
mod section;
mod start;
mod stream;
mod wget;

pub use capture::{Capture, Format, Known, guess, read};
pub use field::{Field, Fields};
pub use framing::{Framing, framing_of};
pub use har::{Archive, Entry, Exchange, entries};
pub use oddity::{Oddity, Strange};
pub use pasted::with_line_ends;

/// One request or response (RFC 9112 §2.1), an interim response too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What its first line says.
    pub start: Start,
    /// The protocol as it is written: `HTTP/1.1`, `HTTP/2`; empty where the capture does not tell (fields alone).
    pub version: String,
    /// The line of the input that its first line stands on, from 1; 0 where the input has no lines of its own (HAR).
    pub line: usize,
    /// The header section.
    pub fields: Fields,
    /// What came after it.
    pub content: Content,
    /// The trailer section (RFC 9110 §6.5).
    pub trailers: Fields,
    /// What a strict recipient would have stumbled over.
    pub oddities: Vec<Oddity>,
}

/// The first line of a message (RFC 9112 §3 and §4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// `GET /path HTTP/1.1`
    Request {
        /// The method, in its case.
        method: String,
        /// The request target as it is written.
        target: String,
    },
    /// `HTTP/1.1 404 Not Found`
    Response {
        /// Three digits, of which others than 100 to 599 are an oddity. 0 where anything else stands in their place, which
        /// is an oddity too, and where no status line was captured, which is none.
        status: u16,
        /// The reason phrase; empty where there is none, as in HTTP/2.
        reason: String,
    },
}

/// The content of a message, its transfer coding taken off (RFC 9112 §6 and §7.1). Where none is allowed it holds what
/// stands there all the same, beside [`Strange::ForbiddenContent`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// What was kept of it: all, or the beginning of a long one. In its content coding, unless the program that captured
    /// it took that off (`curl --compressed`, a browser).
    pub bytes: Vec<u8>,
    /// How many bytes it has in all; at least as many as were kept.
    pub length: u64,
    /// Whether it ended where its framing said; `None` where the capture cannot tell: the content was left out (`curl -I`,
    /// copied fields), or was changed by the program that captured it.
    pub complete: Option<bool>,
}

impl Message {
    /// The status code of a response; 0 where its place holds none; `None` in a request.
    pub fn status(&self) -> Option<u16> {
        match self.start {
            Start::Response { status, .. } => Some(status),
            Start::Request { .. } => None,
        }
    }

    /// The method of a request.
    pub fn method(&self) -> Option<&str> {
        match &self.start {
            Start::Request { method, .. } => Some(method),
            Start::Response { .. } => None,
        }
    }

    /// Whether it is an interim response (RFC 9110 §15.2): 101 is final, since HTTP/1.1 ends with it.
    pub fn interim(&self) -> bool {
        self.status().is_some_and(|status| (100..200).contains(&status) && status != 101)
    }
}
