//! First lines: how they are recognised, and what is read from them.

use super::lines::{Line, Lines};
use super::oddity::{latin, note};
use super::section::is_token;
use super::{Oddity, Start, Strange, limits};

/// Methods that begin a request line even where the rest of it is odd.
const METHODS: &[&str] = &["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY"];

/// How sure it is that a line is the first of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sure {
    /// It is none.
    No,
    /// If a field line follows.
    WithFields,
    /// Nothing else looks like it.
    Yes,
}

/// Whether a line is the first of a message.
pub(super) fn is_start(line: &[u8]) -> Sure {
    let line = line.trim_ascii();
    let (first, rest) = word(line);
    if let Some(version) = after_protocol(first) {
        let status = word(rest).0;
        let digits = status.iter().take_while(|byte| byte.is_ascii_digit()).count();
        return match (version.first().is_some_and(u8::is_ascii_digit), digits) {
            (true, 3..) => Sure::Yes,
            _ => Sure::WithFields,
        };
    }
    let last = line.rsplit(|byte| is_blank(*byte)).next().unwrap_or_default();
    let is_method = !first.is_empty() && first.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b'-');
    if is_method && first.len() < line.len() && after_protocol(last).is_some() {
        let is_known = METHODS.iter().any(|method| method.as_bytes() == first);
        let parts = line.split(|byte| is_blank(*byte)).filter(|part| !part.is_empty()).take(4).count();
        return if is_known && parts == 3 { Sure::Yes } else { Sure::WithFields };
    }
    // `ICY 200 OK`, `HTTPS/1.1 200 OK`: other protocols, and names written wrongly.
    let status = word(rest).0;
    let name = first.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let is_name = name >= 3 && first[name..].iter().all(|byte| b"/.0123456789".contains(byte));
    let is_target = matches!(status, [b'/' | b'*', ..]) || status.starts_with(b"http");
    let is_other = is_name && status.len() == 3 && status.iter().all(u8::is_ascii_digit);
    let is_old =
        METHODS.iter().any(|method| method.as_bytes() == first) && is_target && word(word(rest).1).0.is_empty();
    if is_other || is_old { Sure::WithFields } else { Sure::No }
}

/// Whether a message begins here. On a wire nothing else can stand at the very beginning.
pub(super) fn begins(lines: &Lines<'_>, is_first: bool) -> bool {
    let mut ahead = lines.clone();
    let Some(line) = ahead.next() else { return false };
    match is_start(line.bytes) {
        Sure::No => false,
        Sure::Yes => true,
        Sure::WithFields => is_first || ahead.next().is_some_and(|next| is_field(next.bytes)),
    }
}

/// Whether a line has the shape of a field line.
pub(super) fn is_field(line: &[u8]) -> bool {
    let name = line.iter().position(|&byte| byte == b':').map(|colon| line[..colon].trim_ascii_end());
    name.is_some_and(|name| !name.is_empty() && name.iter().all(|&byte| is_token(byte)))
}

/// Whether a line is what stands around a copied message: the prompt of a shell, a fence of Markdown, a heading of a
/// browser's tools.
pub(super) fn is_chatter(line: &[u8]) -> bool {
    const HEADINGS: &[&[u8]] = &[
        b"Request",
        b"Response",
        b"Summary",
        b"General",
        b"Response Headers",
        b"Request Headers",
        b"view source",
        b"Raw",
    ];
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii();
    let prompts = [&b"$ "[..], b"% ", b"# ", b"PS ", b"```", b"~~~", b"Elapsed time: "];
    line.is_empty()
        || prompts.iter().any(|prompt| line.starts_with(prompt))
        || HEADINGS.iter().any(|heading| line.eq_ignore_ascii_case(heading))
}

/// What a first line says: the line and its version.
pub(super) fn read(line: &Line<'_>, oddities: &mut Vec<Oddity>) -> (Start, String) {
    let text = line.bytes;
    let built = |holds: bool, oddities: &mut Vec<Oddity>| {
        if !holds {
            note(oddities, Strange::StartLine, line.number, text);
        }
    };
    let (first, rest) = word(text.trim_ascii());
    let is_response = after_protocol(first).is_some() || word(rest).0.first().is_some_and(u8::is_ascii_digit);
    if !is_response {
        let parts: Vec<&[u8]> = text.trim_ascii().splitn(2, |byte| is_blank(*byte)).collect();
        let rest = parts.get(1).copied().unwrap_or_default();
        let (target, version) = match rest.iter().rposition(|byte| is_blank(*byte)) {
            Some(at) if after_protocol(&rest[at + 1..]).is_some() => (rest[..at].trim_ascii(), &rest[at + 1..]),
            _ => (rest, &b""[..]),
        };
        let sound = [first, target, version].join(&b' ');
        built(sound == text && !version.is_empty() && !target.iter().any(|byte| is_blank(*byte)), oddities);
        check_version(version, line.number, oddities);
        let start = Start::Request { method: name(first), target: value(target) };
        return (start, latin(version));
    }
    check_version(first, line.number, oddities);
    let (code, reason) = word(rest);
    let status = match code {
        [a, b, c] if code.iter().all(u8::is_ascii_digit) => {
            u16::from(a - b'0') * 100 + u16::from(b - b'0') * 10 + u16::from(c - b'0')
        }
        _ => 0,
    };
    if !(100..600).contains(&status) {
        note(oddities, Strange::Status, line.number, code);
    }
    // HTTP/2 has no reason, and tools write its status line as they like.
    if is_textual(first) && status != 0 {
        let head = [first, code].join(&b' ');
        match text.strip_prefix(&*head) {
            Some([]) => note(oddities, Strange::NoBlankAfterStatus, line.number, text),
            Some([b' ', ..]) => {}
            _ => built(false, oddities),
        }
    }
    (Start::Response { status, reason: name(reason) }, name(first))
}

/// Whether a version is one whose messages are text: HTTP/1.x and older, or none that is known.
fn is_textual(version: &[u8]) -> bool {
    !after_protocol(version).is_some_and(|version| matches!(version, [b'2' | b'3', ..]))
}

fn check_version(version: &[u8], line: usize, oddities: &mut Vec<Oddity>) {
    let sound = [&b"HTTP/1.0"[..], b"HTTP/1.1", b"HTTP/2", b"HTTP/2.0", b"HTTP/3", b"HTTP/3.0"];
    if !version.is_empty() && !sound.contains(&version) {
        note(oddities, Strange::Version, line, version);
    }
}

/// What follows `HTTP/`, in any case.
fn after_protocol(word: &[u8]) -> Option<&[u8]> {
    let (name, version) = word.split_at_checked(5)?;
    name.eq_ignore_ascii_case(b"HTTP/").then_some(version)
}

/// The first word of a text, and what follows it.
fn word(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| is_blank(*byte)).unwrap_or(text.len());
    (&text[..end], text[end..].trim_ascii())
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn name(bytes: &[u8]) -> String {
    latin(&bytes[..bytes.len().min(limits::NAME)])
}

fn value(bytes: &[u8]) -> String {
    latin(&bytes[..bytes.len().min(limits::VALUE)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> (Start, String, Vec<Strange>) {
        let mut oddities = Vec::new();
        let (start, version) = read(&Lines::new(text.as_bytes()).next().unwrap(), &mut oddities);
        (start, version, oddities.into_iter().map(|oddity| oddity.what).collect())
    }

    fn response(status: u16, reason: &str) -> Start {
        Start::Response { status, reason: reason.into() }
    }

    fn request(method: &str, target: &str) -> Start {
        Start::Request { method: method.into(), target: target.into() }
    }

    #[test]
    fn sound_first_lines() {
        assert_eq!(said("HTTP/1.1 404 Not Found"), (response(404, "Not Found"), "HTTP/1.1".into(), vec![]));
        assert_eq!(said("HTTP/1.0 200 "), (response(200, ""), "HTTP/1.0".into(), vec![]));
        assert_eq!(said("HTTP/2 200"), (response(200, ""), "HTTP/2".into(), vec![]));
        assert_eq!(said("HTTP/2.0 503 Service Unavailable").2, []);
        assert_eq!(said("GET /a?b HTTP/1.1"), (request("GET", "/a?b"), "HTTP/1.1".into(), vec![]));
        assert_eq!(said("M-SEARCH * HTTP/1.1"), (request("M-SEARCH", "*"), "HTTP/1.1".into(), vec![]));
    }

    #[test]
    fn odd_status_lines_are_read_all_the_same() {
        assert_eq!(said("HTTP/1.1 200"), (response(200, ""), "HTTP/1.1".into(), vec![Strange::NoBlankAfterStatus]));
        assert_eq!(said("HTTP/1.1  200 OK"), (response(200, "OK"), "HTTP/1.1".into(), vec![Strange::StartLine]));
        assert_eq!(said("HTTP/1.1 999 Denied").2, [Strange::Status]);
        assert_eq!(said("HTTP/1.1 99 x"), (response(0, "x"), "HTTP/1.1".into(), vec![Strange::Status]));
        assert_eq!(said("HTTP/1.1 OK").0, response(0, ""));
        assert_eq!(said("http/1.1 200 OK").2, [Strange::Version]);
        assert_eq!(said("HTTP/1.10 200 OK").2, [Strange::Version]);
        assert_eq!(said("HTTP/0.9 200 OK").2, [Strange::Version]);
        assert_eq!(said("ICY 200 OK"), (response(200, "OK"), "ICY".into(), vec![Strange::Version]));
    }

    #[test]
    fn odd_request_lines_are_read_all_the_same() {
        assert_eq!(said("GET /a b HTTP/1.1"), (request("GET", "/a b"), "HTTP/1.1".into(), vec![Strange::StartLine]));
        assert_eq!(said("GET  /  HTTP/1.1"), (request("GET", "/"), "HTTP/1.1".into(), vec![Strange::StartLine]));
        assert_eq!(said("GET /"), (request("GET", "/"), String::new(), vec![Strange::StartLine]));
        assert_eq!(said("GET / HTTP/1.1 ").2, [Strange::StartLine]);
    }

    #[test]
    fn first_lines_are_told_from_prose() {
        for line in ["HTTP/1.1 200 OK", "HTTP/2 404", "GET / HTTP/1.1", "http/1.1 500 x"] {
            assert_eq!(is_start(line.as_bytes()), Sure::Yes, "{line}");
        }
        for line in [
            "HTTP/1.1 2x0 OK",
            "HTTP/x 200 OK",
            "GET /a b HTTP/1.1",
            "FETCH / HTTP/1.1",
            "ICY 200 OK",
            "GET /",
            "HTTP 502 x",
        ] {
            assert_eq!(is_start(line.as_bytes()), Sure::WithFields, "{line}");
        }
        let prose = [
            "",
            "502 Bad Gateway",
            "curl: (52) Empty reply from server",
            "127.0.0.1 - - [22/Nov/2026] \"GET / HTTP/1.1\" 502 157",
            "Get the page over HTTP",
        ];
        for line in prose {
            assert_eq!(is_start(line.as_bytes()), Sure::No, "{line}");
        }
    }
}
