//! A site for browsers: a page of `app.example`, and what `api.example` answers to it.

use std::io::{self, Read, Write};

use crate::server::request;

/// What the site answers.
#[derive(Debug, Default)]
pub struct Site {
    /// Further field lines of the page, each with its end.
    pub page: &'static str,
    /// The status line and field lines with which `api.example` answers a preflight request, without content.
    pub preflight: &'static str,
    /// The same for other requests.
    pub answer: &'static str,
}

impl Site {
    /// Answers one request.
    pub fn serve(&self, stream: &mut (impl Read + Write)) -> io::Result<()> {
        let head = request(stream)?;
        let line = |name: &str| {
            head.lines().find_map(|line| line.split_once(": ").filter(|pair| pair.0.eq_ignore_ascii_case(name)))
        };
        let host = line("host").map_or("", |pair| pair.1);
        let (head, content) = match head.split(' ').next() {
            _ if !host.starts_with("api.") => {
                let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{}", self.page);
                (head, "<!doctype html><title>App</title>Hello")
            }
            Some("OPTIONS") => (self.preflight.to_owned(), ""),
            _ => (self.answer.to_owned(), "{}"),
        };
        let head = if head.is_empty() { "HTTP/1.1 200 OK\r\n" } else { &head };
        let length = content.len();
        write!(stream, "{head}Content-Length: {length}\r\nConnection: close\r\n\r\n{content}")?;
        stream.flush()
    }
}
