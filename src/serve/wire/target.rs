//! Paths and queries.

use std::borrow::Cow;
use std::fmt::Write;

use super::head::text;

/// A request target taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The path as it was written; `*` for the server as a whole, empty for the authority of a CONNECT.
    pub path: String,
    /// The query as it was written, without the question mark; `None` where there is no question mark.
    pub query: Option<String>,
}

impl Target {
    /// Takes a target apart; of a URL only path and query count here.
    pub fn new(target: &str) -> Self {
        let target = match target.split_once("://") {
            Some((scheme, rest)) if scheme.chars().all(|c| c.is_ascii_alphanumeric()) => {
                rest.find(['/', '?']).map_or("/", |at| &rest[at..])
            }
            _ => target,
        };
        let target = target.split('#').next().unwrap_or_default();
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query.to_owned())),
            None => (target, None),
        };
        Self { path: if path.is_empty() { "/".to_owned() } else { path.to_owned() }, query }
    }

    /// The parts of the path between slashes, decoded.
    pub fn segments(&self) -> Vec<String> {
        let path = self.path.strip_prefix('/').unwrap_or(&self.path);
        path.split('/').map(|part| decode(part, false).into_owned()).collect()
    }

    /// The names and values of the query, decoded, in order.
    pub fn pairs(&self) -> Vec<(String, String)> {
        self.query.as_deref().map(pairs).unwrap_or_default()
    }
}

/// The most pairs that are taken out of a query or a form.
const PAIRS: usize = 1000;

/// Names and values as a form sends them (`application/x-www-form-urlencoded`).
pub fn pairs(text: &str) -> Vec<(String, String)> {
    let parts = text.split('&').filter(|part| !part.is_empty()).take(PAIRS);
    let pair = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (decode(name, true).into_owned(), decode(value, true).into_owned())
    };
    parts.map(pair).collect()
}

/// Text without its percent-encoding (RFC 3986 §2.1); what is not encoded rightly stays as it is.
pub fn decode(part: &str, plus_is_blank: bool) -> Cow<'_, str> {
    if !(part.contains('%') || plus_is_blank && part.contains('+')) {
        return Cow::Borrowed(part);
    }
    let bytes = part.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |byte: Option<&u8>| byte.and_then(|&byte| char::from(byte).to_digit(16));
        match bytes[at] {
            b'%' => match (hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
                (Some(high), Some(low)) => {
                    out.push(u8::try_from(high * 16 + low).unwrap_or_default());
                    at += 2;
                }
                _ => out.push(b'%'),
            },
            b'+' if plus_is_blank => out.push(b' '),
            byte => out.push(byte),
        }
        at += 1;
    }
    Cow::Owned(text(&out).into_owned())
}

/// Text percent-encoded but for what stands in a path or a query (RFC 3986 §3.3).
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_taken_apart() {
        let target = Target::new("/a/b%2Fc?x=1&y=a+b&z#f");
        assert_eq!(target.segments(), ["a", "b/c"]);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(target.pairs(), [pair("x", "1"), pair("y", "a b"), pair("z", "")]);
        assert_eq!(Target::new("http://localhost:8080?q=1").path, "/");
        assert_eq!(Target::new("http://localhost/a?u=http://x/").path, "/a");
        assert_eq!(Target::new("/redirect-to?url=http://x/").path, "/redirect-to");
        assert_eq!(Target::new("*").path, "*");
    }

    #[test]
    fn encoding_and_decoding() {
        assert_eq!(decode("%e2%82%ac+%zz%4", false), "€+%zz%4");
        assert_eq!(decode("%ff", true), "ÿ", "no UTF-8 is Latin-1");
        assert_eq!(encode("a b/é"), "a%20b%2F%C3%A9");
        assert_eq!(decode(&encode("50 % + €"), true), "50 % + €");
    }
}
