//! What happened, in one line, and what there is to say of it in a second.

use crate::catalog::Row;
use crate::message::{Message, Start, Strange};
use crate::sender::{Confidence, Found, Path};
use crate::text;

use super::about::About;

/// How many hops are named; the others are counted.
const HOPS: usize = 12;

/// What happened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// The status code, or nothing.
    pub code: String,
    /// Its name in the catalogue, or what else there is to say.
    pub name: String,
    /// Who sent it, and why that is believed.
    pub sender: Option<String>,
    /// On which way it came.
    pub path: Path,
    /// What the status means, in a sentence of the catalogue's.
    pub means: String,
    /// What was asked for, and on which way the answer came.
    pub way: Vec<String>,
}

/// What happened to the subject of an exchange.
pub(super) fn verdict(
    messages: &[Message],
    subject: usize,
    row: Option<&Row>,
    means: &str,
    about: About<'_>,
) -> Verdict {
    let message = &messages[subject];
    let (code, name) = match (&message.start, row) {
        (Start::Request { method, target }, _) => (String::new(), request(method, target)),
        (Start::Response { .. }, Some(row)) => (row.code.to_string(), row.title()),
        (Start::Response { status: 0, .. }, None) => (String::new(), no_status(message)),
        (Start::Response { status, reason }, None) => {
            let reason = if reason.is_empty() { String::new() } else { format!(" ({reason})") };
            (status.to_string(), format!("a status that nobody is known to use{reason}"))
        }
    };
    let mut way = Vec::new();
    let asked = messages[..subject].iter().rev().find_map(|message| match &message.start {
        Start::Request { method, target } => Some(request(method, target)),
        Start::Response { .. } => None,
    });
    match (asked, about.url) {
        (Some(asked), Some(url)) => way.push(format!("answers {asked}, of {url}")),
        (Some(asked), None) => way.push(format!("answers {asked}")),
        (None, Some(url)) => way.push(format!("answers a request for {url}")),
        (None, None) => {}
    }
    let before = messages[..subject].iter().filter_map(Message::status).map(|status| format!("{status:03}"));
    let before: Vec<String> = before.collect();
    if !before.is_empty() {
        let shown = before[before.len().saturating_sub(HOPS)..].join(", ");
        let more = before.len().saturating_sub(HOPS);
        let more = if more > 0 { format!("{more} others, ") } else { String::new() };
        way.push(format!("after {more}{shown}"));
    }
    if message.status() == Some(0) && !message.oddities.iter().any(|odd| odd.what == Strange::Status) {
        way.push("caching as for a 200".to_owned());
    }
    if let Some(failure) = about.failure {
        way.push(failure.to_owned());
    }
    let clean = |text: String, most: usize| text::clean(&text::shorten(&text, most)).into_owned();
    Verdict {
        code,
        name: clean(name, 200),
        means: means.to_owned(),
        way: way.into_iter().map(|part| clean(part, 300)).collect(),
        ..Verdict::default()
    }
}

impl Verdict {
    /// The same, with who sent it and how it came.
    pub(super) fn with_sender(self, sender: Option<&Found>, path: &Path) -> Self {
        let said = |found: &Found| {
            let (name, how, why) = (&found.sender.name, found.confidence.word(), &found.why);
            match found.confidence {
                Confidence::Possible => format!("perhaps sent by {name} ({how}: {why})"),
                _ => format!("sent by {name} ({how}: {why})"),
            }
        };
        Self { sender: sender.map(said), path: path.clone(), ..self }
    }
}

/// `GET /path`, as much of it as was captured.
fn request(method: &str, target: &str) -> String {
    let method = if method.is_empty() { "a request" } else { method };
    format!("{method} {target}").trim_end().to_owned()
}

/// Why a response has no status.
fn no_status(message: &Message) -> String {
    let odd = message.oddities.iter().find(|oddity| oddity.what == Strange::Status);
    match odd {
        Some(odd) if odd.found.is_empty() => "a response without a status code".to_owned(),
        Some(odd) => format!("a response whose status is no number of three digits: {}", odd.found),
        None => "a response whose status line was not captured".to_owned(),
    }
}
