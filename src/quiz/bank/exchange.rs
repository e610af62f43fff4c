//! A raw HTTP/1.1 exchange in parts, to be judged and changed.

use std::fmt::{self, Write};

use crate::catalog::Example;

/// A request and what came back, interim responses first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Exchange {
    pub request: RawMessage,
    pub responses: Vec<RawMessage>,
}

/// A start line, fields and content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawMessage {
    pub start: String,
    pub fields: Vec<(String, String)>,
    pub content: String,
}

impl Exchange {
    /// Reads an example whose lines end with `\n`; `None` when it is not HTTP.
    pub(super) fn read(example: &Example) -> Option<Self> {
        let request = RawMessage::read(&example.request)?;
        let mut responses = Vec::new();
        let mut rest = example.response.as_str();
        loop {
            let mut response = RawMessage::read(rest)?;
            let status = response.status()?;
            let next = rest.len() - response.content.len();
            let is_interim = (100..200).contains(&status) && response.content.starts_with("HTTP/");
            if is_interim {
                response.content.clear();
            }
            responses.push(response);
            if !is_interim {
                return Some(Self { request, responses });
            }
            rest = &rest[next..];
        }
    }

    /// The request's method.
    pub(super) fn method(&self) -> &str {
        self.request.start.split(' ').next().unwrap_or_default()
    }

    /// Puts another method in place of the request's.
    pub(super) fn set_method(&mut self, method: &str) {
        let target = self.request.start.split_once(' ').map_or("", |(_, target)| target);
        self.request.start = format!("{method} {target}");
    }
}

impl RawMessage {
    fn read(text: &str) -> Option<Self> {
        let (head, content) = text.split_once("\n\n")?;
        let mut lines = head.lines();
        let start = lines.next()?.to_owned();
        let field = |line: &str| line.split_once(':').map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
        Some(Self { start, fields: lines.map(field).collect::<Option<_>>()?, content: content.to_owned() })
    }

    /// The status code of a response.
    pub(super) fn status(&self) -> Option<u16> {
        self.start.strip_prefix("HTTP/")?.split(' ').nth(1)?.parse().ok()
    }

    /// The value of the first field with this name.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Whether a field with a list of words has this one.
    pub(super) fn lists(&self, name: &str, word: &str) -> bool {
        let values = self.fields.iter().filter(|(field, _)| field.eq_ignore_ascii_case(name));
        values.flat_map(|(_, value)| value.split(',')).any(|value| value.trim().eq_ignore_ascii_case(word))
    }

    /// Takes out every field with this name and says whether there was one.
    pub(super) fn remove(&mut self, name: &str) -> bool {
        let before = self.fields.len();
        self.fields.retain(|(field, _)| !field.eq_ignore_ascii_case(name));
        self.fields.len() < before
    }

    /// Changes the value of a field and says whether there is one.
    pub(super) fn replace(&mut self, name: &str, value: &str) -> bool {
        let field = self.fields.iter_mut().find(|(field, _)| field.eq_ignore_ascii_case(name));
        field.map(|(_, old)| value.clone_into(old)).is_some()
    }

    /// Adds a field behind the others.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        self.fields.push((name.to_owned(), value.to_owned()));
    }
}

impl fmt::Display for RawMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.start)?;
        for (name, value) in &self.fields {
            writeln!(f, "{name}: {value}")?;
        }
        write!(f, "\n{}", self.content)
    }
}

impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = self.request.to_string();
        for response in &self.responses {
            let gap = if out.ends_with("\n\n") {
                ""
            } else if out.ends_with('\n') {
                "\n"
            } else {
                "\n\n"
            };
            write!(out, "{gap}{response}")?;
        }
        f.write_str(out.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(request: &str, response: &str) -> Example {
        Example { request: request.to_owned(), response: response.to_owned() }
    }

    #[test]
    fn an_exchange_is_read_and_written() {
        let response = "HTTP/1.1 103 Early Hints\nLink: </a>; rel=preload\n\nHTTP/1.1 200 OK\nContent-Length: 2\n\nok";
        let exchange = Exchange::read(&example("GET / HTTP/1.1\nHost: a:80\n\n", response)).unwrap();
        assert_eq!((exchange.method(), exchange.responses.len()), ("GET", 2));
        assert_eq!(exchange.request.field("host"), Some("a:80"));
        assert_eq!(exchange.responses[1].status(), Some(200));
        assert_eq!(exchange.responses[1].content, "ok");
        assert_eq!(exchange.to_string(), format!("GET / HTTP/1.1\nHost: a:80\n\n{response}"));
    }

    #[test]
    fn what_is_not_http_is_left() {
        for (request, response) in [("", ""), ("GET /\n\n", "hello\n\n"), ("GET /\n\n", "HTTP/1.1 x\nno field\n\n")] {
            assert_eq!(Exchange::read(&example(request, response)), None);
        }
    }
}
