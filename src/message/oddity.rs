//! What is odd about the bytes of a message.

use super::limits;

/// An oddity and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oddity {
    /// What is odd.
    pub what: Strange,
    /// The line of the input, from 1; `None` for what is missing at the end.
    pub line: Option<usize>,
    /// The name of the field it is about, if it is about one.
    pub field: Option<String>,
    /// The offending text or number, shortened to what a sentence can hold; may be empty. It comes from outside: clean it.
    pub found: String,
}

/// The kinds of oddities. All but the last two break a rule of RFC 9112 or RFC 9110.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strange {
    /// The first line is built in another way than RFC 9112 §3 and §4 have it: more blanks than one between its parts,
    /// tabs, a method that is no token, a request line without a version.
    StartLine,
    /// Blanks stand before the first field line, where there is nothing to go on with (RFC 9112 §2.2).
    BlankBeforeField,
    /// A value goes on in the next line (obs-fold, RFC 9112 §5.2).
    FoldedLine,
    /// Blanks stand between the field name and the colon (RFC 9112 §5.1).
    BlankBeforeColon,
    /// Some lines end with LF alone, others with CRLF (RFC 9112 §2.2); told once a message, at the first of them. Where all
    /// do, see [`Strange::LineFeedsOnly`].
    BareLineFeed,
    /// A CR stands without its LF (RFC 9112 §2.2); told once a message, at the first of them.
    BareCarriageReturn,
    /// The version is none of HTTP's (RFC 9112 §2.3).
    Version,
    /// The status line has no blank after the status code, which must stand there even where the reason is left out
    /// (RFC 9112 §4).
    NoBlankAfterStatus,
    /// The status is no three digits between 100 and 599 (RFC 9110 §15). Three other digits are kept as the status.
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
    /// A length that is no number, or one too large to be told (RFC 9112 §6.3).
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
    /// Content where none is allowed: behind a 1xx, 204 or 304, an answer to `HEAD`, a 2xx to `CONNECT` (RFC 9110
    /// §6.4.1). A 205 is framed like any other response, so that its content is none of the reader's business.
    ForbiddenContent,
    /// The header section or the trailer section is not ended by an empty line.
    NoEnd,
    /// Every line ends with LF alone: as a rule the CRs were lost in copying, and no server did that.
    LineFeedsOnly,
    /// There is more of something than the reader keeps: messages, fields, a value.
    TooMuch,
}

/// Notes an oddity at a line of the input, if there are not too many already.
pub(super) fn note(oddities: &mut Vec<Oddity>, what: Strange, line: impl Into<Option<usize>>, found: &[u8]) {
    note_field(oddities, what, line, None, found);
}

/// Notes an oddity of a field.
pub(super) fn note_field(
    oddities: &mut Vec<Oddity>,
    what: Strange,
    line: impl Into<Option<usize>>,
    field: Option<&str>,
    found: &[u8],
) {
    if oddities.len() < limits::ODDITIES {
        // A character takes at most four bytes.
        let found = latin(&found[..found.len().min(4 * limits::FOUND)]);
        let found = crate::text::shorten(&found, limits::FOUND).into_owned();
        oddities.push(Oddity { what, line: line.into(), field: field.map(str::to_owned), found });
    }
}

/// Bytes as text: UTF-8, or else Latin-1 (RFC 9110 §5.5).
pub(super) fn latin(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().map(|&byte| char::from(byte)).collect(), str::to_owned)
}
