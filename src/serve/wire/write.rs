//! Responses as bytes (RFC 9112).

use std::borrow::Cow;

use super::response::{Body, Interim, Piece, Response, Text, Then};

/// What a response is written for.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<'a> {
    /// Whether the request was a HEAD, whose response has no content.
    pub is_head: bool,
    /// Whether the client speaks HTTP/1.0, which has no chunks.
    pub is_http10: bool,
    /// Whether the client and the limits let the connection stay open.
    pub keeps_alive: bool,
    /// The value of `Date`.
    pub date: &'a str,
    /// The value of `Server`.
    pub server: &'a str,
}

/// How the content of a response is delimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimited {
    /// There is none.
    Not,
    /// By its length.
    Length(u64),
    /// By chunks.
    Chunks,
    /// By the end of the connection.
    End,
}

/// How the content of a response is delimited in an exchange (RFC 9112 §6.3).
pub fn delimited(response: &Response, exchange: Exchange<'_>) -> Delimited {
    match response.length() {
        _ if response.forbids_content() => Delimited::Not,
        Some(length) => Delimited::Length(length),
        None if exchange.is_http10 => Delimited::End,
        None => Delimited::Chunks,
    }
}

/// Whether the connection stays open after a response.
pub fn stays(response: &Response, exchange: Exchange<'_>) -> bool {
    exchange.keeps_alive && response.then == Then::Stay && delimited(response, exchange) != Delimited::End
}

/// The head of a response, to the empty line and with it; the phrase is the registered one.
pub fn head(response: &Response, phrase: &str, exchange: Exchange<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(512);
    let phrase = response.reason.as_deref().unwrap_or(phrase);
    out.extend_from_slice(format!("HTTP/1.1 {} ", response.status).as_bytes());
    put(&mut out, phrase);
    out.extend_from_slice(b"\r\n");
    if response.value("server").is_none() {
        field(&mut out, "Server", exchange.server);
    }
    field(&mut out, "Date", exchange.date);
    let mut connection: Option<String> = None;
    for (name, value) in &response.fields {
        match name.to_ascii_lowercase().as_str() {
            "date" | "content-length" | "transfer-encoding" => {}
            "connection" => connection = Some(value.to_string()),
            _ => field(&mut out, name, value),
        }
    }
    match delimited(response, exchange) {
        Delimited::Not | Delimited::End => {}
        Delimited::Length(length) => field(&mut out, "Content-Length", &length.to_string()),
        Delimited::Chunks => field(&mut out, "Transfer-Encoding", "chunked"),
    }
    if let Some(connection) = connection_of(connection, response, exchange) {
        field(&mut out, "Connection", &connection);
    }
    out.extend_from_slice(b"\r\n");
    out
}

/// The value of `Connection`, where it says more than the version does.
fn connection_of(given: Option<String>, response: &Response, exchange: Exchange<'_>) -> Option<Cow<'static, str>> {
    let own = match (stays(response, exchange), response.then, exchange.is_http10) {
        (_, Then::Echo { .. }, _) | (true, _, false) => None,
        (true, _, true) => Some("keep-alive"),
        (false, ..) => Some("close"),
    };
    match (given, own) {
        (None, own) => own.map(Cow::Borrowed),
        (Some(given), None) => Some(Cow::Owned(given)),
        (Some(given), Some(own)) if given.split(',').any(|word| word.trim().eq_ignore_ascii_case(own)) => {
            Some(Cow::Owned(given))
        }
        (Some(given), Some(own)) => Some(Cow::Owned(format!("{given}, {own}"))),
    }
}

/// An interim response.
pub fn interim(response: &Interim, phrase: &str) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 {} {phrase}\r\n", response.status).into_bytes();
    for (name, value) in &response.fields {
        field(&mut out, name, value);
    }
    out.extend_from_slice(b"\r\n");
    out
}

/// A chunk of some bytes, which are not none.
pub fn chunk(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(format!("{:x}\r\n", bytes.len()).as_bytes());
    out.extend_from_slice(bytes);
    out.extend_from_slice(b"\r\n");
}

/// The last chunk and the trailer fields.
pub fn last_chunk(out: &mut Vec<u8>, trailers: &[(Text, Text)]) {
    out.extend_from_slice(b"0\r\n");
    for (name, value) in trailers {
        field(out, name, value);
    }
    out.extend_from_slice(b"\r\n");
}

/// The most bytes of content that are gathered to be sent in a broken way.
const GATHERED: usize = 16 << 20;

/// A response whole, head and content, its pauses left out.
pub fn whole(response: &Response, phrase: &str, exchange: Exchange<'_>) -> Vec<u8> {
    let mut out = head(response, phrase, exchange);
    if exchange.is_head || response.forbids_content() {
        return out;
    }
    match &response.body {
        Body::Bytes(bytes) => out.extend_from_slice(bytes),
        Body::Pieces { pieces, trailers, .. } => {
            let in_chunks = delimited(response, exchange) == Delimited::Chunks;
            for piece in pieces {
                let bytes = match piece {
                    Piece::Bytes(bytes) => Cow::Borrowed(&bytes[..]),
                    Piece::Fill(byte, times) => {
                        let times = usize::try_from(*times).unwrap_or(GATHERED).min(GATHERED);
                        Cow::Owned(vec![*byte; times])
                    }
                    Piece::Wait(_) => continue,
                };
                if bytes.is_empty() || out.len() > GATHERED {
                    continue;
                }
                if in_chunks {
                    chunk(&mut out, &bytes);
                } else {
                    out.extend_from_slice(&bytes);
                }
            }
            if in_chunks {
                last_chunk(&mut out, trailers);
            }
        }
    }
    out
}

fn field(out: &mut Vec<u8>, name: &str, value: &str) {
    put(out, name);
    out.extend_from_slice(b": ");
    put(out, value);
    out.extend_from_slice(b"\r\n");
}

fn put(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(&latin(text));
}

/// Text in Latin-1 where it fits, as field values have always been, else in UTF-8; controls become blanks, so that
/// no value makes a line of its own.
pub(super) fn latin(text: &str) -> Cow<'_, [u8]> {
    if text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return Cow::Borrowed(text.as_bytes());
    }
    let text: String = text.chars().map(|c| if c.is_control() && c != '\t' { ' ' } else { c }).collect();
    match text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect::<Option<Vec<u8>>>() {
        Some(bytes) => Cow::Owned(bytes),
        None => Cow::Owned(text.into_bytes()),
    }
}
