//! Reading the head of a request, as strictly as RFC 9112 allows: whoever writes a client wants to hear of it.

use super::head::{Head, Span};
use super::refusal::Refusal;

/// How large a head may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadLimits {
    /// The bytes of the request line; more is answered with 414.
    pub line: usize,
    /// The bytes of the whole head; more is answered with 431.
    pub head: usize,
    /// The field lines; more is answered with 431.
    pub fields: usize,
}

/// What the bytes that have arrived so far hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parsed {
    /// The beginning of a head.
    Partial,
    /// A head, and how many bytes belong to it.
    Whole(Head, usize),
    /// Something that is no request.
    Broken(Refusal),
}

/// Reads heads out of bytes that arrive little by little, none of them twice.
#[derive(Debug, Clone, Default)]
pub struct HeadReader {
    /// The bytes that were looked at, but for the last line.
    scanned: usize,
    /// The bytes of the request line, once its end has been seen.
    first: Option<usize>,
}

impl HeadReader {
    /// Looks at all bytes since the last head, those of the last look included.
    pub fn read(&mut self, bytes: &[u8], limits: HeadLimits) -> Parsed {
        let start = leading_breaks(bytes);
        if bytes.get(start) == Some(&0x16) {
            return broken(400, "this port speaks HTTP without TLS; use http:// in the URL");
        }
        let bytes_of_head = &bytes[start..];
        while let Some(at) = memchr::memchr(b'\n', &bytes_of_head[self.scanned..]) {
            let end = self.scanned + at;
            if end == 0 || bytes_of_head[end - 1] != b'\r' {
                return broken(400, "a line ends with LF alone; lines of HTTP end with CR LF (RFC 9112, section 2.2)");
            }
            if self.first.is_none() {
                self.first = Some(end - 1);
            }
            let is_empty = end - 1 == self.scanned;
            self.scanned = end + 1;
            if is_empty {
                return self.whole(bytes_of_head, start, limits);
            }
        }
        self.too_large(bytes_of_head.len(), limits).map_or(Parsed::Partial, Parsed::Broken)
    }

    fn too_large(&self, so_far: usize, limits: HeadLimits) -> Option<Refusal> {
        if self.first.unwrap_or(so_far) > limits.line {
            return Some(Refusal::new(414, format!("the request line has more than {} bytes", limits.line)));
        }
        (so_far > limits.head)
            .then(|| Refusal::new(431, format!("the header section has more than {} bytes", limits.head)))
    }

    fn whole(&self, bytes: &[u8], start: usize, limits: HeadLimits) -> Parsed {
        if let Some(refusal) = self.too_large(self.scanned, limits) {
            return Parsed::Broken(refusal);
        }
        match parse(&bytes[..self.scanned], limits) {
            Ok(head) => Parsed::Whole(head, start + self.scanned),
            Err(refusal) => Parsed::Broken(refusal),
        }
    }
}

/// One empty line may stand before a request (RFC 9112 §2.2).
fn leading_breaks(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"\r\n") { 2 } else { 0 }
}

fn broken(status: u16, why: &'static str) -> Parsed {
    Parsed::Broken(Refusal::new(status, why))
}

/// Reads a whole head, which ends with an empty line and whose lines all end with CR LF.
///
/// # Errors
/// When a rule is broken: tokens for method and field names (RFC 9110 §5.6.2), single blanks in the first line (RFC
/// 9112 §3), a version 1.x, no folded lines (§5.2), no blank before a colon (§5.1), no control characters in values
/// (RFC 9110 §5.5), and in HTTP/1.1 one `Host` (RFC 9112 §3.2).
pub fn parse(bytes: &[u8], limits: HeadLimits) -> Result<Head, Refusal> {
    let refuse = |why: &'static str| Refusal::new(400, why);
    let end = memchr::memchr(b'\r', bytes).unwrap_or(bytes.len());
    if bytes.get(end + 1) != Some(&b'\n') {
        return Err(refuse("a CR stands in the request line without its LF (RFC 9112, section 2.2)"));
    }
    let line = &bytes[..end];
    let Some(method_end) = memchr::memchr(b' ', line) else {
        return Err(refuse("the first line is no request line: method, target and version (RFC 9112, section 3)"));
    };
    let Some(target_end) = memchr::memrchr(b' ', line).filter(|&at| at > method_end) else {
        return Err(refuse("the request line has no version, as in `GET / HTTP/1.1` (RFC 9112, section 3)"));
    };
    let (method, target) = (Span { start: 0, end: method_end }, Span { start: method_end + 1, end: target_end });
    if method_end == 0 || !line[..method_end].iter().all(|&byte| is_token(byte)) {
        return Err(refuse("the method is no token (RFC 9110, section 9.1)"));
    }
    let minor = version(&line[target_end + 1..])?;
    check_target(&line[..method_end], &line[target.start..target.end])?;
    let mut head = Head { bytes: Vec::new(), method, target, minor, fields: Vec::with_capacity(12) };
    let mut start = end + 2;
    while start + 2 < bytes.len() {
        let length = memchr::memchr(b'\n', &bytes[start..]).unwrap_or(bytes.len() - start);
        let Some(end) = (start + length).checked_sub(1).filter(|&end| end >= start) else {
            return Err(refuse("a line ends with LF alone; lines of HTTP end with CR LF (RFC 9112, section 2.2)"));
        };
        if head.fields.len() == limits.fields {
            return Err(Refusal::new(431, format!("there are more than {} field lines", limits.fields)));
        }
        head.fields.push(field(bytes, start, end)?);
        start = end + 2;
    }
    head.bytes = bytes.to_vec();
    check_host(&head)?;
    Ok(head)
}

/// The minor version that a version names.
fn version(bytes: &[u8]) -> Result<u8, Refusal> {
    match bytes {
        b"HTTP/1.1" => Ok(1),
        b"HTTP/1.0" => Ok(0),
        [b'H', b'T', b'T', b'P', b'/', b'1', b'.', minor] if minor.is_ascii_digit() => Ok(1),
        [b'H', b'T', b'T', b'P', b'/', major, b'.', minor] if major.is_ascii_digit() && minor.is_ascii_digit() => {
            Err(Refusal::new(505, "this server speaks HTTP/1.1 and HTTP/1.0"))
        }
        _ => Err(Refusal::new(400, "the version is none of HTTP's, such as HTTP/1.1 (RFC 9112, section 2.3)")),
    }
}

/// The four forms of a target (RFC 9112 §3.2). Bytes beyond ASCII are let through, as browsers' address bars and
/// others send them.
pub(super) fn check_target(method: &[u8], target: &[u8]) -> Result<(), Refusal> {
    if target.iter().any(|&byte| byte <= b' ' || byte == 0x7f) {
        return Err(Refusal::new(
            400,
            "a blank or a control character stands in the target; write it as %20 and so on",
        ));
    }
    let is_absolute = || target.windows(3).take(12).any(|part| part == b"://");
    let is_known = match (method, target) {
        (b"CONNECT", [first, ..]) => *first != b'/',
        (b"OPTIONS", b"*") | (_, [b'/', ..]) => true,
        _ => is_absolute(),
    };
    if is_known {
        Ok(())
    } else {
        Err(Refusal::new(400, "the target neither begins with `/` nor is a URL (RFC 9112, section 3.2)"))
    }
}

/// A field line between two positions.
fn field(bytes: &[u8], start: usize, end: usize) -> Result<(Span, Span), Refusal> {
    let refuse = |why: &'static str| Err(Refusal::new(400, why));
    let line = &bytes[start..end];
    if matches!(line.first(), Some(b' ' | b'\t')) {
        return refuse("a field line begins with a blank; folded lines are obsolete (RFC 9112, section 5.2)");
    }
    let Some(colon) = memchr::memchr(b':', line) else {
        return refuse("a field line has no colon (RFC 9112, section 5)");
    };
    let name = &line[..colon];
    if matches!(name.last(), Some(b' ' | b'\t')) {
        return refuse("a blank stands before the colon of a field (RFC 9112, section 5.1)");
    }
    if name.is_empty() || !name.iter().all(|&byte| is_token(byte)) {
        return refuse("a field name is no token (RFC 9110, section 5.1)");
    }
    let value = &line[colon + 1..];
    if value.iter().any(|&byte| (byte < b' ' && byte != b'\t') || byte == 0x7f) {
        return refuse("a control character stands in a field value (RFC 9110, section 5.5)");
    }
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let before = value.iter().take_while(|byte| is_blank(byte)).count();
    let after = value[before..].iter().rev().take_while(|byte| is_blank(byte)).count();
    let value = Span { start: start + colon + 1 + before, end: end - after };
    Ok((Span { start, end: start + colon }, value))
}

/// HTTP/1.1 wants one `Host`; 1.0 may go without (RFC 9112 §3.2).
pub(super) fn check_host(head: &Head) -> Result<(), Refusal> {
    let mut hosts = head.named("host");
    let (first, more) = (hosts.next(), hosts.next().is_some());
    match first {
        None if head.minor > 0 => {
            Err(Refusal::new(400, "the request has no Host field, which HTTP/1.1 wants (RFC 9112, section 3.2)"))
        }
        _ if more => Err(Refusal::new(400, "the request has two Host fields (RFC 9112, section 3.2)")),
        Some(host) if host.contains(|c: char| c.is_whitespace() || "/?#@,\\".contains(c)) => {
            Err(Refusal::new(400, "the value of Host is no host, with or without a port (RFC 9110, section 7.2)"))
        }
        _ => Ok(()),
    }
}

/// Whether a byte may stand in a token (RFC 9110 §5.6.2).
pub fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::serve::wire::{Content, framing};

    const LIMITS: HeadLimits = HeadLimits { line: 100, head: 400, fields: 5 };

    /// What comes of bytes that arrive in two pieces: the head, how long it is, and the content.
    fn read(first: &[u8], second: &[u8]) -> Result<Option<(Head, usize, Vec<u8>)>, u16> {
        read_within(LIMITS, first, second)
    }

    fn read_within(limits: HeadLimits, first: &[u8], second: &[u8]) -> Result<Option<(Head, usize, Vec<u8>)>, u16> {
        let mut reader = HeadReader::default();
        let all = [first, second].concat();
        let status = |refusal: Refusal| refusal.status;
        for bytes in [first, &all] {
            match reader.read(bytes, limits) {
                Parsed::Partial => {}
                Parsed::Broken(refusal) => return Err(refusal.status),
                Parsed::Whole(head, length) => {
                    let mut content = Content::new(framing(&head).map_err(status)?, 1000).map_err(status)?;
                    content.take(&all[length..]).map_err(status)?;
                    return Ok(Some((head, length, content.bytes)));
                }
            }
        }
        Ok(None)
    }

    #[test]
    fn a_head_is_taken_apart() {
        let bytes = b"\r\nPOST /a?b=c HTTP/1.1\r\nHost: x\r\nA:\t b \r\na: c\r\nContent-Length: 2\r\n\r\nhi";
        let (head, length, content) = read(bytes, b"").unwrap().unwrap();
        assert_eq!((head.method(), &*head.target(), head.is_http10()), ("POST", "/a?b=c", false));
        assert_eq!((head.value("A").as_deref(), length, &content[..]), (Some("b, c"), bytes.len() - 2, &b"hi"[..]));
        assert!(head.keeps_alive());
        let (old, ..) = read(b"GET / HTTP/1.0\r\nConnection: x, Keep-Alive\r\n\r\n", b"").unwrap().unwrap();
        assert!(old.is_http10() && old.keeps_alive());
        assert_eq!(read(b"GET / HTTP/1.1\r\nHost", b"").unwrap(), None);
    }

    #[test]
    fn limits_are_kept_before_the_end_is_there() {
        assert_eq!(read(&[b'a'; 101], b""), Err(414));
        assert_eq!(read(format!("GET / HTTP/1.1\r\nA: {}", "b".repeat(400)).as_bytes(), b""), Err(431));
        assert_eq!(read(b"GET / HTTP/1.1\r\nHost: x\r\na:\r\na:\r\na:\r\na:\r\na:\r\n\r\n", b""), Err(431));
        assert_eq!(read(b"GET / HTTP/1.1\nHost", b""), Err(400));
    }

    #[test]
    fn a_carriage_return_without_a_line_feed_ends_no_line() {
        for bytes in [&b"GET / HTTP/1.1\r\r\nHost: x\r\n\r\n"[..], b"GET /\r HTTP/1.1\r\nHost: x\r\n\r\n"] {
            assert_eq!(read(bytes, b""), Err(400));
        }
    }

    /// Something like a request.
    fn requests() -> impl Strategy<Value = Vec<u8>> {
        let pieces = prop_oneof![
            Just("GET / HTTP/1.1\r\n".to_owned()),
            Just("POST http://x/y HTTP/1.0\r\n".to_owned()),
            Just("Host: x\r\n".to_owned()),
            Just("Content-Length: 3\r\n".to_owned()),
            Just("Transfer-Encoding: chunked\r\n".to_owned()),
            Just("\r\n".to_owned()),
            Just("2\r\nab\r\n".to_owned()),
            Just("0\r\n".to_owned()),
            "[ -~]{0,12}(\r|\n|\r\n)?",
        ];
        prop::collection::vec(pieces, 0..10).prop_map(|pieces| pieces.concat().into_bytes())
    }

    proptest! {
        #[test]
        fn it_does_not_matter_how_bytes_arrive(bytes in requests(), at in any::<prop::sample::Index>()) {
            let (first, second) = bytes.split_at(at.index(bytes.len() + 1));
            // Of two faults another may be seen first where there is less room.
            let roomy = HeadLimits { line: 1000, head: 1000, fields: 100 };
            prop_assert_eq!(read_within(roomy, first, second), read_within(roomy, &bytes, b""));
        }

        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(Some((head, length, _))) = read(&bytes, b"") {
                prop_assert!(length <= bytes.len() && !head.method().is_empty());
            }
        }

        #[test]
        fn chunks_may_arrive_in_any_pieces(content in prop::collection::vec(any::<u8>(), 0..60), sizes in prop::collection::vec(1..9_usize, 60)) {
            let mut coded = Vec::new();
            let mut rest = &content[..];
            for size in &sizes {
                let (chunk, after) = rest.split_at((*size).min(rest.len()));
                if chunk.is_empty() {
                    break;
                }
                crate::serve::wire::chunk(&mut coded, chunk);
                rest = after;
            }
            crate::serve::wire::chunk(&mut coded, if rest.is_empty() { b"z" } else { rest });
            crate::serve::wire::last_chunk(&mut coded, &[("T".into(), "1".into())]);
            let mut read = Content::new(crate::serve::wire::Framing::Chunked, 1000).unwrap();
            let (mut waiting, mut given) = (Vec::new(), 0);
            for size in sizes.iter().cycle() {
                let end = (given + size).min(coded.len());
                waiting.extend_from_slice(&coded[given..end]);
                given = end;
                let used = read.take(&waiting).unwrap();
                waiting.drain(..used);
                if given == coded.len() {
                    break;
                }
            }
            prop_assert!(read.is_whole() && read.bytes.starts_with(&content) && waiting.is_empty());
            prop_assert_eq!(&read.trailers, &[("T".to_owned(), "1".to_owned())]);
        }
    }
}
