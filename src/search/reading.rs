//! What was read from a query, in a few words: which log it is from, its status, the numbers that are none.

use crate::text::{clean, shorten};

use super::numbers::{Format, Kind, Numbers};

/// A text of more words than this is a message, and no few words that were typed.
const FEW_WORDS: usize = 7;

/// At most so many numbers that are no status are named.
const NAMED: usize = 2;

/// At most so many letters of an address are shown.
const ADDRESS: usize = 60;

/// What was read from a text, in the order in which it is said; empty where nothing is to be said of it.
pub(super) fn reading(text: &str, numbers: &Numbers<'_>) -> Vec<String> {
    // In a line of a known log it is plain which number is what.
    let unknown = if numbers.format.is_none() { &numbers.all[..] } else { &[] };
    let others: Vec<String> = unknown.iter().filter_map(|number| other(&number.text, number.kind)).collect();
    let is_message = text.split_whitespace().nth(FEW_WORDS).is_some();
    let statuses = numbers.statuses();
    let is_plain = numbers.format.is_none() && others.is_empty();
    if is_plain && (!is_message || !statuses.is_empty()) {
        return Vec::new();
    }
    let mut parts = Vec::new();
    match numbers.format {
        Some(format) => parts.push(format.label().to_owned()),
        None if is_message => parts.push("a message".to_owned()),
        None => parts.push("a few words".to_owned()),
    }
    parts.push(match statuses.first() {
        Some((number, _)) => format!("status {}", number.text),
        None => "no status in it".to_owned(),
    });
    parts.extend(numbers.format.and_then(|_| upstream(text)));
    let mut named: Vec<String> = Vec::new();
    for other in others {
        if named.len() < NAMED && !named.contains(&other) {
            named.push(other);
        }
    }
    parts.extend(named);
    parts
}

/// What a number is that could be taken for a status and is none.
fn other(text: &str, kind: Kind) -> Option<String> {
    let looks_like_one =
        text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit()) && ("100".."600").contains(&text);
    let what = match kind {
        Kind::Status(_) | Kind::Date | Kind::Version | Kind::Unknown | Kind::Address => return None,
        Kind::Port => "a port",
        Kind::Line => "a line number",
        Kind::Duration => "a duration",
        Kind::Size => "a size",
        Kind::Count => "a count",
        Kind::SystemError => "a system's error number",
        Kind::Id => "an id",
    };
    looks_like_one.then(|| format!("{text} is {what}"))
}

/// The server behind the proxy, as nginx's error log names it.
fn upstream(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("upstream: \"")?;
    let address = rest.split('"').next()?;
    let address = address.split_once("://").map_or(address, |(_, address)| address);
    let address = address.split('/').next().filter(|address| !address.is_empty()).unwrap_or(address);
    Some(format!("upstream {}", shorten(&clean(address), ADDRESS)))
}

impl Format {
    /// What a log of this format is called.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Combined => "access log (nginx, Apache)",
            Self::Traefik => "Traefik access log",
            Self::Envoy => "Envoy access log",
            Self::HaProxy => "HAProxy log",
            Self::Iis => "IIS log",
            Self::Elb => "AWS load balancer log",
            Self::CloudFront => "CloudFront log",
            Self::Squid => "Squid access log",
            Self::NginxError => "nginx error log",
            Self::ApacheError => "Apache error log",
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::Catalog;
    use crate::search::Engine;

    #[track_caller]
    fn read(text: &str, expected: &[&str]) {
        assert_eq!(Engine::embedded().search_and_read(&Catalog::embedded(), text, 1).1, expected, "{text}");
    }

    #[test]
    fn a_log_line_is_read_as_one() {
        read(
            "2026/11/30 05:35:41 [error] 1234#0: *5678 upstream prematurely closed connection while reading response \
             header from upstream, client: 10.0.0.7, server: a.example, request: \"GET / HTTP/1.1\", upstream: \
             \"http://127.0.0.1:3000/\", host: \"a.example\"",
            &["nginx error log", "no status in it", "upstream 127.0.0.1:3000"],
        );
        read(
            "10.0.0.7 - - [22/Nov/2026:12:00:00 +0000] \"GET /a HTTP/1.1\" 502 157 \"-\" \"curl/8\"",
            &["access log (nginx, Apache)", "status 502"],
        );
    }

    #[test]
    fn numbers_that_are_no_status_are_told() {
        read("TypeError at foo.js:404:11", &["a few words", "no status in it", "404 is a line number"]);
        read("connect to 10.0.0.7:503 failed", &["a few words", "no status in it", "503 is a port"]);
    }

    #[test]
    fn of_a_few_words_nothing_is_told() {
        for text in ["", "404", "bad gateway", "nginx 499", "sending requests too fast"] {
            read(text, &[]);
        }
    }
}
