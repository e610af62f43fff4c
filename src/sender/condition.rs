//! Whether a response is like a condition.

use memchr::memmem;

use super::format::Condition;
use super::glob::is_like;
use crate::message::{Fields, Message, Start};

/// The beginning of content in which sentences are looked for, in bytes.
const BODY: usize = 8 << 10;

/// A response, and the request that it answers.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'m> {
    /// The response.
    pub response: &'m Message,
    /// The request, if it was captured.
    pub request: Option<&'m Message>,
}

impl<'m> Seen<'m> {
    /// The beginning of its content.
    pub fn body(&self) -> &'m [u8] {
        let bytes = &self.response.content.bytes;
        &bytes[..bytes.len().min(BODY)]
    }

    fn is_error(&self) -> bool {
        self.response.status().is_some_and(|status| status >= 400)
    }

    /// Whether the letters of its field names are those that were sent: HTTP/2 and HTTP/3 have no capitals.
    fn has_case(&self) -> bool {
        !self.response.version.starts_with("HTTP/2") && !self.response.version.starts_with("HTTP/3")
    }
}

impl Condition {
    /// Whether it holds. What costs little is looked at first.
    pub fn holds(&self, seen: Seen<'_>) -> bool {
        let fields = &seen.response.fields;
        (self.status.is_empty() || seen.response.status().is_some_and(|status| self.has_status(status)))
            && self.fields.iter().all(|(name, pattern)| has(fields, name, pattern))
            && !self.without.iter().any(|name| fields.has(name))
            && self.begins(seen)
            && (self.written.is_empty()
                || seen.has_case() && self.written.iter().all(|name| fields.iter().any(|field| field.name == *name)))
            && self.cookies.iter().all(|name| has_cookie(fields, name))
            && self.reason.as_ref().is_none_or(|reason| is_reason(seen.response, reason))
            && self
                .request
                .iter()
                .all(|(name, pattern)| seen.request.is_some_and(|request| has(&request.fields, name, pattern)))
            && (self.methods.is_empty() || self.has_method(seen))
            && self.has_body(seen)
    }

    fn has_status(&self, status: u16) -> bool {
        let is_it = |wanted: &String| match wanted.strip_suffix("xx") {
            Some(class) => class.parse() == Ok(status / 100),
            None => wanted.parse() == Ok(status),
        };
        self.status.iter().any(is_it)
    }

    fn has_method(&self, seen: Seen<'_>) -> bool {
        let method = seen.request.and_then(Message::method);
        method.is_some_and(|method| self.methods.iter().any(|wanted| wanted == method))
    }

    fn begins(&self, seen: Seen<'_>) -> bool {
        let fields = &seen.response.fields.0;
        let is_it = |(field, wanted): (&crate::message::Field, &String)| {
            if seen.has_case() { field.name == *wanted } else { field.name.eq_ignore_ascii_case(wanted) }
        };
        fields.len() >= self.first.len()
            && (!self.only || fields.len() == self.first.len())
            && fields.iter().zip(&self.first).all(is_it)
    }

    fn has_body(&self, seen: Seen<'_>) -> bool {
        if self.body.is_empty() && self.whole_body.is_none() {
            return true;
        }
        let body = seen.body();
        seen.is_error()
            && self.whole_body.as_ref().is_none_or(|whole| body.trim_ascii() == whole.as_bytes().trim_ascii())
            && self.body.iter().all(|part| memmem::find(body, part.as_bytes()).is_some())
    }
}

fn has(fields: &Fields, name: &str, pattern: &str) -> bool {
    fields.named(name).any(|field| is_like(&field.value, pattern))
}

fn has_cookie(fields: &Fields, name: &str) -> bool {
    let is_it = |value: &str| {
        value.split_once('=').is_some_and(|(found, _)| match name.strip_suffix('*') {
            Some(start) => found.trim().starts_with(start),
            None => found.trim() == name,
        })
    };
    fields.named("Set-Cookie").any(|field| is_it(&field.value))
}

fn is_reason(message: &Message, wanted: &str) -> bool {
    matches!(&message.start, Start::Response { reason, .. } if reason == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Known, read};

    fn holds(condition: &str, input: &str) -> bool {
        let condition: Condition = serde_json::from_str(condition).unwrap();
        let messages = read(input.as_bytes(), &Known::default()).messages;
        let request = messages.iter().find(|message| message.method().is_some());
        condition.holds(Seen { response: messages.last().unwrap(), request })
    }

    const RESPONSE: &str = "GET /a HTTP/1.1\nHost: a\nRange: bytes=0-\n\nHTTP/1.1 404 Not Found\nserver: a/1\n\
                            Set-Cookie: sid=1; Path=/\nContent-Length: 8\n\nno such\n";

    #[test]
    fn all_that_is_given_has_to_hold() {
        for condition in [
            "{}",
            r#"{"status": ["4xx"], "fields": {"Server": "a/*"}, "without": ["Date"]}"#,
            r#"{"status": ["500", "404"], "written": ["server"], "cookies": ["si*"]}"#,
            r#"{"first": ["server", "Set-Cookie"], "reason": "Not Found", "cookies": ["sid"]}"#,
            r#"{"first": ["server", "Set-Cookie", "Content-Length"], "only": true}"#,
            r#"{"body": ["no ", "such"], "whole_body": "no such"}"#,
            r#"{"request": {"range": "bytes=*"}, "methods": ["HEAD", "GET"]}"#,
        ] {
            assert!(holds(condition, RESPONSE), "{condition}");
        }
        for condition in [
            r#"{"status": ["5xx"]}"#,
            r#"{"fields": {"Server": "a"}}"#,
            r#"{"without": ["SERVER"]}"#,
            r#"{"written": ["Server"]}"#,
            r#"{"first": ["Set-Cookie"]}"#,
            r#"{"first": ["server"], "only": true}"#,
            r#"{"cookies": ["SID"]}"#,
            r#"{"reason": "not found"}"#,
            r#"{"body": ["No such"]}"#,
            r#"{"whole_body": "no"}"#,
            r#"{"methods": ["POST"]}"#,
        ] {
            assert!(!holds(condition, RESPONSE), "{condition}");
        }
    }

    #[test]
    fn http_2_keeps_the_order_of_fields_but_not_their_case() {
        let response = "HTTP/2 404\nserver: a\ndate: b\n\n";
        assert!(holds(r#"{"first": ["Server", "Date"]}"#, response));
        assert!(!holds(r#"{"written": ["server"]}"#, response));
    }

    #[test]
    fn content_is_looked_at_in_errors_alone() {
        assert!(!holds(r#"{"body": ["a"]}"#, "HTTP/1.1 200 OK\nContent-Length: 1\n\na"));
    }
}
