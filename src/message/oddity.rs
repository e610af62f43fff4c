//! What is odd about the bytes of a message.

/// An oddity and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oddity {
    /// What is odd.
    pub what: Strange,
    /// The line of the input, from 1; `None` for what is missing at the end.
    pub line: Option<usize>,
    /// The name of the field it is about, if it is about one.
    pub field: Option<String>,
    /// The offending text or number, shortened to what a sentence can hold; may be empty.
    pub found: String,
}

/// The kinds of oddities: each breaks a rule of RFC 9112, and each has been sent by some server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strange {
    /// A value goes on in the next line (obs-fold, RFC 9112 §5.2).
    FoldedLine,
    /// Blanks stand between the field name and the colon (RFC 9112 §5.1).
    BlankBeforeColon,
    /// A line ends with LF alone (RFC 9112 §2.2).
    BareLineFeed,
    /// A CR stands without its LF (RFC 9112 §2.2).
    BareCarriageReturn,
    /// The version is none of HTTP's (RFC 9112 §2.3).
    Version,
    /// The status line has no blank after the status code (RFC 9112 §4).
    NoBlankAfterStatus,
    /// The status is no three digits between 100 and 599 (RFC 9110 §15).
    Status,
    /// Something stands before the first line (RFC 9112 §2.2).
    BeforeStart,
    /// A line of the header section has no colon (RFC 9112 §5).
    NoColon,
    /// A field name is no token (RFC 9110 §5.1).
    FieldName,
    /// A field value holds CR, LF, NUL or another control character (RFC 9110 §5.5).
    ControlInValue,
    /// Two lengths that differ (RFC 9112 §6.3).
    TwoLengths,
    /// A length that is no number (RFC 9112 §6.3).
    Length,
    /// Both `Content-Length` and `Transfer-Encoding` (RFC 9112 §6.3).
    LengthAndTransferCoding,
    /// A transfer coding that cannot be taken off, or `chunked` that is not the last (RFC 9112 §6.1).
    TransferCoding,
    /// A chunk whose size or end is broken (RFC 9112 §7.1).
    Chunk,
    /// The last chunk is missing (RFC 9112 §8).
    NoLastChunk,
    /// Less content than announced (RFC 9112 §8).
    ShortContent,
    /// More content than announced, or something after the message.
    LongContent,
    /// Content where none is allowed (RFC 9110 §6.4.1).
    ForbiddenContent,
    /// The header section is not ended by an empty line.
    NoEnd,
}
