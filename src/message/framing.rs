//! Where the content of a message ends (RFC 9112 §6.3).

use super::oddity::{note, note_field};
use super::{Message, Oddity, Start, Strange};

/// How the end of the content of a message is told (RFC 9112 §6.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// There is none: a request without a length.
    Empty,
    /// There must be none, whatever the fields say.
    Forbidden,
    /// So many bytes.
    Length(u64),
    /// By its last chunk.
    Chunked,
    /// By the end of the connection.
    Close,
}

/// The framing of a message whose header section is read; `method` is that of the request it answers, where that is
/// known.
pub fn framing_of(message: &Message, method: Option<&str>, oddities: &mut Vec<Oddity>) -> Framing {
    let length = length(message, oddities);
    let chunked = chunked(message, oddities);
    if let (Some(line), true) = (chunked.map(|(line, _)| line), message.fields.has("Content-Length")) {
        let name = "Transfer-Encoding";
        note_field(oddities, Strange::LengthAndTransferCoding, line, Some(name), b"");
    }
    if let Start::Response { status, .. } = message.start {
        let is_tunnel = method == Some("CONNECT") && (200..300).contains(&status);
        if matches!(status, 100..=199 | 204 | 304) || method == Some("HEAD") || is_tunnel {
            return Framing::Forbidden;
        }
    }
    // HTTP/2 and HTTP/3 have frames, and tools print what was in them.
    let has_frames = message.version.starts_with("HTTP/2") || message.version.starts_with("HTTP/3");
    match (chunked, length) {
        (Some((_, true)), _) if !has_frames => Framing::Chunked,
        (None, Length::Bytes(length)) => Framing::Length(length),
        (None, Length::None) if matches!(message.start, Start::Request { .. }) => Framing::Empty,
        (Some(_), _) | (None, Length::None | Length::Unreadable) => Framing::Close,
    }
}

enum Length {
    None,
    Unreadable,
    Bytes(u64),
}

/// What the lines of `Content-Length` say; where they differ, the first of them.
fn length(message: &Message, oddities: &mut Vec<Oddity>) -> Length {
    const NAME: Option<&str> = Some("Content-Length");
    let lines = message.fields.named("Content-Length");
    let values = lines.flat_map(|field| field.value.split(',').map(move |value| (field.line, value.trim())));
    let mut found: Option<u64> = None;
    let mut readable = true;
    for (line, value) in values {
        let line = Some(line).filter(|&line| line > 0);
        let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        match (value.parse::<u64>().ok().filter(|_| is_number), found) {
            (None, _) => {
                readable = false;
                note_field(oddities, Strange::Length, line, NAME, value.as_bytes());
            }
            (Some(length), Some(first)) if first != length => {
                let both = format!("{first} and {length}");
                note_field(oddities, Strange::TwoLengths, line, NAME, both.as_bytes());
                break;
            }
            (Some(length), _) => found = Some(length),
        }
    }
    match found {
        _ if !readable => Length::Unreadable,
        Some(length) => Length::Bytes(length),
        None => Length::None,
    }
}

/// The line of `Transfer-Encoding`, and whether chunks end the content; `None` without that field.
fn chunked(message: &Message, oddities: &mut Vec<Oddity>) -> Option<(Option<usize>, bool)> {
    const KNOWN: &[&str] = &["chunked", "gzip", "x-gzip", "deflate", "compress", "x-compress"];
    let first = message.fields.first("Transfer-Encoding")?;
    let line = Some(first.line).filter(|&line| line > 0);
    let value = message.fields.value("Transfer-Encoding").unwrap_or_default();
    let codings: Vec<String> = value.split(',').map(|coding| coding.trim().to_ascii_lowercase()).collect();
    let codings: Vec<&str> = codings.iter().map(String::as_str).filter(|coding| !coding.is_empty()).collect();
    let is_last = codings.last() == Some(&"chunked");
    let is_once = codings.iter().filter(|coding| **coding == "chunked").count() == 1;
    let is_known = codings.iter().all(|coding| KNOWN.contains(&coding.split(';').next().unwrap_or_default().trim()));
    if !(is_last && is_once && is_known) {
        note_field(oddities, Strange::TransferCoding, line, Some("Transfer-Encoding"), value.as_bytes());
    }
    Some((line, is_last))
}

/// Notes that there is content where none may be.
pub(super) fn forbidden(line: usize, length: usize, oddities: &mut Vec<Oddity>) {
    note(oddities, Strange::ForbiddenContent, line, length.to_string().as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Content, Field, Fields};

    fn told(status: u16, method: &str, fields: &[(&str, &str)]) -> (Framing, Vec<Strange>) {
        let field = |(line, (name, value)): (usize, &(&str, &str))| Field {
            name: (*name).into(),
            value: (*value).into(),
            line,
        };
        let start = match status {
            0 => Start::Request { method: method.into(), target: "/".into() },
            status => Start::Response { status, reason: String::new() },
        };
        let message = Message {
            start,
            version: "HTTP/1.1".into(),
            line: 1,
            fields: Fields((2..).zip(fields).map(field).collect()),
            content: Content::default(),
            trailers: Fields::default(),
            oddities: Vec::new(),
        };
        let mut oddities = Vec::new();
        let framing = framing_of(&message, Some(method), &mut oddities);
        (framing, oddities.into_iter().map(|oddity| oddity.what).collect())
    }

    #[test]
    fn the_status_and_the_method_go_first() {
        let length = &[("Content-Length", "5")];
        for (status, method) in [(304, "GET"), (204, "GET"), (103, "GET"), (200, "HEAD"), (200, "CONNECT")] {
            assert_eq!(told(status, method, length), (Framing::Forbidden, vec![]), "{status} {method}");
        }
        assert_eq!(told(407, "CONNECT", length).0, Framing::Length(5));
        assert_eq!(told(0, "HEAD", length).0, Framing::Length(5));
        assert_eq!(told(0, "GET", &[]).0, Framing::Empty);
        assert_eq!(told(200, "GET", &[]).0, Framing::Close);
    }

    #[test]
    fn lengths() {
        let length = |values: &[&str]| {
            let fields: Vec<_> = values.iter().map(|value| ("content-length", *value)).collect();
            told(200, "GET", &fields)
        };
        assert_eq!(length(&["5", "5"]), (Framing::Length(5), vec![]));
        assert_eq!(length(&["5, 5"]), (Framing::Length(5), vec![]));
        assert_eq!(length(&["5", "6"]), (Framing::Length(5), vec![Strange::TwoLengths]));
        assert_eq!(length(&["5, 6"]), (Framing::Length(5), vec![Strange::TwoLengths]));
        for value in ["", "-1", "+5", "0x10", "5.0", "five", "99999999999999999999"] {
            assert_eq!(length(&[value]), (Framing::Close, vec![Strange::Length]), "{value}");
        }
    }

    #[test]
    fn transfer_codings() {
        let coded = |value: &str| told(200, "GET", &[("Transfer-Encoding", value)]);
        assert_eq!(coded("chunked"), (Framing::Chunked, vec![]));
        assert_eq!(coded("gzip, Chunked"), (Framing::Chunked, vec![]));
        assert_eq!(coded("chunked, gzip"), (Framing::Close, vec![Strange::TransferCoding]));
        assert_eq!(coded("chunked, chunked"), (Framing::Chunked, vec![Strange::TransferCoding]));
        assert_eq!(coded("identity"), (Framing::Close, vec![Strange::TransferCoding]));
        assert_eq!(coded(""), (Framing::Close, vec![Strange::TransferCoding]));
        let both = told(200, "GET", &[("Content-Length", "5"), ("Transfer-Encoding", "chunked")]);
        assert_eq!(both, (Framing::Chunked, vec![Strange::LengthAndTransferCoding]));
    }
}
