//! The heads of HTTP/2 (RFC 9113 §8), as those of HTTP/1.1 and out of them.

use super::head::{Head, Span};
use super::parse::{HeadLimits, check_host, check_target};
use super::refusal::Refusal;
use super::response::{Response, Text};
use super::write::{Delimited, Exchange, delimited, latin};

/// Fields that belong to a connection of HTTP/1 (RFC 9113 §8.2.2), and those that the writer adds itself.
const NOT_HERE: [&str; 7] =
    ["connection", "content-length", "date", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"];

/// The head of a request as it would be in HTTP/1.1, but for its version: the authority is the value of `Host`, and the
/// lines of `Cookie` are one (RFC 9113 §8.2.3).
///
/// # Errors
/// When it is larger than the limits, or breaks a rule that [`parse`](super::parse()) knows.
pub fn http2_request<'a>(
    method: &str,
    target: &str,
    authority: Option<&str>,
    fields: impl Iterator<Item = (&'a str, &'a [u8])>,
    limits: HeadLimits,
) -> Result<Head, Refusal> {
    if target.len() > limits.line {
        return Err(Refusal::new(414, format!("the target has more than {} bytes", limits.line)));
    }
    check_target(method.as_bytes(), target.as_bytes())?;
    let mut bytes = format!("{method} {target} HTTP/2\r\n").into_bytes();
    let target = Span { start: method.len() + 1, end: method.len() + 1 + target.len() };
    let mut head =
        Head { bytes: Vec::new(), method: Span { start: 0, end: method.len() }, target, minor: 1, fields: Vec::new() };
    let mut push = |name: &str, value: &[u8]| {
        let start = bytes.len();
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(b": ");
        let value_start = bytes.len();
        bytes.extend_from_slice(value);
        let name = Span { start, end: value_start - 2 };
        head.fields.push((name, Span { start: value_start, end: bytes.len() }));
        bytes.extend_from_slice(b"\r\n");
    };
    if let Some(authority) = authority {
        push("host", authority.as_bytes());
    }
    let mut cookies: Vec<u8> = Vec::new();
    for (name, value) in fields {
        match name {
            "host" if authority.is_some() => {}
            "cookie" => {
                let separator: &[u8] = if cookies.is_empty() { b"" } else { b"; " };
                cookies.extend_from_slice(separator);
                cookies.extend_from_slice(value.trim_ascii());
            }
            _ => push(name, value.trim_ascii()),
        }
    }
    if !cookies.is_empty() {
        push("cookie", &cookies);
    }
    bytes.extend_from_slice(b"\r\n");
    if head.fields.len() > limits.fields {
        return Err(Refusal::new(431, format!("there are more than {} field lines", limits.fields)));
    }
    head.bytes = bytes;
    check_host(&head)?;
    Ok(head)
}

/// Fields as HTTP/2 sends them: names in lower case, and none of those that HTTP/1 frames messages by.
pub fn http2_fields(fields: &[(Text, Text)]) -> Vec<(String, Vec<u8>)> {
    let field = |(name, value): &(Text, Text)| (name.to_ascii_lowercase(), latin(value).into_owned());
    fields.iter().map(field).filter(|(name, _)| !NOT_HERE.contains(&name.as_str())).collect()
}

/// All fields of a response as HTTP/2 sends them.
pub fn http2_response(response: &Response, exchange: Exchange<'_>) -> Vec<(String, Vec<u8>)> {
    let mut fields = vec![("date".to_owned(), exchange.date.as_bytes().to_vec())];
    if response.value("server").is_none() {
        fields.insert(0, ("server".to_owned(), exchange.server.as_bytes().to_vec()));
    }
    fields.extend(http2_fields(&response.fields));
    if let Delimited::Length(length) = delimited(response, exchange) {
        fields.push(("content-length".to_owned(), length.to_string().into_bytes()));
    }
    fields
}

/// A head as text, as clients show it: HTTP/2 itself has no first line.
pub fn http2_text(status: u16, fields: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = format!("HTTP/2 {status}\r\n").into_bytes();
    for (name, value) in fields {
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b": ");
        out.extend_from_slice(value);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"\r\n");
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIMITS: HeadLimits = HeadLimits { line: 100, head: 1000, fields: 4 };

    fn request(target: &str, authority: Option<&str>, fields: &[(&str, &str)]) -> Result<Head, u16> {
        let fields = fields.iter().map(|(name, value)| (*name, value.as_bytes()));
        http2_request("GET", target, authority, fields, LIMITS).map_err(|refusal| refusal.status)
    }

    #[test]
    fn a_request_reads_like_one_of_http_1() {
        let fields = [("cookie", "a=1"), ("x", " b "), ("host", "other"), ("cookie", "c=2")];
        let head = request("/a?b", Some("localhost:1"), &fields).unwrap();
        assert_eq!((head.method(), &*head.target(), head.is_http10()), ("GET", "/a?b", false));
        assert_eq!(head.value("Host").as_deref(), Some("localhost:1"));
        assert_eq!((head.value("Cookie").as_deref(), head.value("X").as_deref()), (Some("a=1; c=2"), Some("b")));
        let expected = "GET /a?b HTTP/2\r\nhost: localhost:1\r\nx: b\r\ncookie: a=1; c=2\r\n\r\n";
        assert_eq!(String::from_utf8_lossy(head.bytes()), expected);
        assert!(head.keeps_alive());
    }

    #[test]
    fn limits_and_rules_are_kept() {
        assert_eq!(request(&format!("/{}", "a".repeat(100)), Some("x"), &[]), Err(414));
        assert_eq!(request("/", Some("x"), &[("a", "b"); 4]), Err(431));
        assert_eq!(request("/", Some("a b"), &[]), Err(400));
        assert_eq!(request("/", None, &[]), Err(400), "no authority and no Host");
        assert_eq!(request("a", Some("x"), &[]), Err(400));
    }

    proptest! {
        #[test]
        fn any_request_is_read(
            target in "\\PC{0,20}",
            authority in prop::option::of("\\PC{0,10}"),
            fields in prop::collection::vec(("(cookie|host|[a-z-]{1,8})", prop::collection::vec(any::<u8>(), 0..20)), 0..6),
        ) {
            let given = fields.iter().map(|(name, value)| (name.as_str(), &value[..]));
            if let Ok(head) = http2_request("GET", &target, authority.as_deref(), given, LIMITS) {
                prop_assert!(head.fields().count() <= LIMITS.fields);
                prop_assert_eq!(head.target(), target);
            }
        }
    }

    #[test]
    fn a_response_loses_what_belongs_to_a_connection() {
        let response = Response::text(426, "x").field("Upgrade", "TLS/1.3").field("Connection", "Upgrade");
        let exchange = Exchange { is_head: false, is_http10: false, keeps_alive: true, date: "today", server: "us" };
        let text = http2_text(426, &http2_response(&response.field("ETag", "\"é\nb\""), exchange));
        let expected = b"HTTP/2 426\r\nserver: us\r\ndate: today\r\ncontent-type: text/plain; charset=utf-8\r\n";
        assert!(text.starts_with(expected), "{}", String::from_utf8_lossy(&text));
        assert!(text.ends_with(b"etag: \"\xe9 b\"\r\ncontent-length: 1\r\n\r\n"), "{text:?}");
    }
}
