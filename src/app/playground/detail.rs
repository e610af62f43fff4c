//! The selected exchange: what came in, what went out, what is to be said about both.

use super::raw::Raw;
use super::ring::{Entry, Ring};
use super::then::{Then, in_seconds, then};
use crate::app::told_finding::{hanging, line, told_finding};
use crate::catalog::{Catalog, Index, class_of};
use crate::document::{Line, Options};
use crate::explain::{About, Explainer, Explanation, bytes_in_words};
use crate::lint::{Finding, Level};
use crate::message::{Known, Message, Strange, read};
use crate::serve::net::End;
use crate::text::{Role, Span, ascii, clean};

/// What the lines were made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetailKey {
    /// The number of the exchange.
    pub number: u64,
    /// The columns of its parts: three, or one for all.
    pub columns: Vec<Options>,
}

/// A part of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// An exchange, laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// What for.
    pub key: DetailKey,
    /// What the client did next.
    pub then: Option<Then>,
    /// The request, the response and what is to be said about them; or one part with all of that.
    pub parts: Vec<Part>,
    /// The page about what happened.
    pub page: Option<Index>,
    /// The class of the status.
    pub class: Option<u8>,
}

impl Detail {
    /// Lays an exchange out; `None` if it is not kept any more.
    pub fn new(key: DetailKey, ring: &Ring, catalog: &Catalog) -> Option<Self> {
        let at = ring.position(key.number)?;
        let entry = &ring.entries()[at];
        let exchange = &entry.exchange;
        let request = Raw { bytes: &exchange.request, length: exchange.taken };
        let response = Raw { bytes: &exchange.response, length: exchange.sent };
        let mut messages = read_wire(request, Vec::new());
        // What stands behind a request is the next one, or nothing that was understood.
        messages.truncate(1);
        let requests = messages.len();
        let methods = vec![exchange.method.clone()];
        messages.extend(read_wire(response, methods));
        let url = format!("http://localhost{}", exchange.target);
        let url = Some(url.as_str()).filter(|_| exchange.target.starts_with('/'));
        let explanation = Explainer::new(catalog).explain(&messages, About { url, ..About::default() });
        let findings = explanation.as_ref().map_or(&[][..], |explanation| &explanation.findings);
        let then = then(ring.entries(), at);
        let next = then.as_ref().map(|then| (then, &ring.entries()[then.at]));
        let about = |options| said(entry, explanation.as_ref(), requests, next, options);
        let request = |options| request.lines(|line| worst(findings, line, |message| message < requests), options);
        let response = |options| {
            if exchange.response.is_empty() {
                return vec![line(vec![Span::blank(2), Span::new("Nothing was sent.", Role::Muted)])];
            }
            response.lines(|line| worst(findings, line, |message| message >= requests), options)
        };
        let part = |name: &str, lines| Part { name: name.to_owned(), lines };
        let parts = match *key.columns {
            [all] => vec![together(request(all), response(all), about(all))],
            [one, two, three] => {
                vec![part("Request", request(one)), part("Response", response(two)), part("Exchange", about(three))]
            }
            _ => Vec::new(),
        };
        let page = explanation.as_ref().and_then(|explanation| page(entry, explanation, catalog));
        let class = exchange.status.and_then(|status| class_of(&status.to_string()));
        Some(Self { key, then, parts, page, class })
    }
}

/// The messages of what was on a connection.
fn read_wire(raw: Raw<'_>, methods: Vec<String>) -> Vec<Message> {
    let mut messages = read(raw.bytes, &Known { methods, wire: true }).messages;
    if let Some(last) = messages.last_mut().filter(|_| raw.is_cut()) {
        // It did not end early: its end was not kept.
        let of_end = [Strange::ShortContent, Strange::NoLastChunk, Strange::Chunk, Strange::NoEnd];
        last.oddities.retain(|odd| !of_end.contains(&odd.what));
        last.content.complete = None;
    }
    messages
}

/// The worst that was found at a line of some messages.
fn worst(findings: &[Finding], line: usize, is_of: impl Fn(usize) -> bool) -> Option<Level> {
    let here = findings.iter().filter(|finding| is_of(finding.message) && finding.line == Some(line));
    here.map(|finding| finding.level).min()
}

/// The page about what happened: that of the status, or of how the exchange failed.
fn page(entry: &Entry, explanation: &Explanation<'_>, catalog: &Catalog) -> Option<Index> {
    if entry.exchange.status.is_some() {
        return explanation.entries[explanation.subject];
    }
    let is_reset = entry.exchange.fault.as_deref().is_some_and(|fault| fault.contains("reset"));
    catalog.find(if is_reset { "connection-reset" } else { "empty-reply" })
}

/// What is to be said about an exchange.
fn said(
    entry: &Entry,
    explanation: Option<&Explanation<'_>>,
    requests: usize,
    next: Option<(&Then, &Entry)>,
    options: Options,
) -> Vec<Line> {
    let exchange = &entry.exchange;
    let own = |text: &str| if options.ascii { ascii(text).into_owned() } else { text.to_owned() };
    let mut facts = vec![
        format!("connection {}, request {}", exchange.connection, exchange.nth),
        format!("{} in, {} out", bytes_in_words(exchange.taken), bytes_in_words(exchange.sent)),
        in_milliseconds(exchange.duration.as_secs_f64()),
    ];
    facts.extend(match exchange.end {
        End::Stays => None,
        End::Closed => Some("the server ended the connection".to_owned()),
        End::Gone => Some("the client went away".to_owned()),
    });
    facts.extend(exchange.fault.as_deref().map(|fault| format!("on purpose: {}", clean(fault))));
    let mut lines = hanging(Span::blank(2), &own(&facts.join(" · ")), Role::Muted, options);
    let (mark, role_of_mark, text) = match next {
        Some((then, next)) => {
            let (mark, role) = match then.verdict.as_ref().map(|verdict| verdict.is_right) {
                Some(true) => (if options.ascii { "+ " } else { "✓ " }, Role::Strong),
                Some(false) => (if options.ascii { "x " } else { "✗ " }, Role::Wrong),
                None => ("  ", Role::Text),
            };
            (mark, role, format!("Next: {}", then.long(next)))
        }
        None => ("  ", Role::Text, "Next: nothing yet.".to_owned()),
    };
    lines.extend(hanging(Span::new(mark, role_of_mark), &own(&text), Role::Text, options));
    let findings = explanation.map_or(&[][..], |explanation| &explanation.findings);
    if findings.is_empty() {
        lines.extend(hanging(Span::blank(2), "Nothing is wrong with the messages.", Role::Text, options));
    }
    for finding in findings {
        let of = if finding.message < requests { "request" } else { "response" };
        let told = told_finding(finding, None, of, options);
        lines.push(Line::default());
        lines.extend(told.short);
        lines.extend(hanging(Span::blank(2), &finding.detail, Role::Text, options));
    }
    lines
}

/// One part behind the other, what is to be said first: it is short, and the messages may be long.
fn together(request: Vec<Line>, response: Vec<Line>, about: Vec<Line>) -> Part {
    let mut lines = about;
    for (heading, part) in [("Request", request), ("Response", response)] {
        lines.push(Line::default());
        lines.push(line(vec![Span::new(heading, Role::Heading)]));
        lines.extend(part);
    }
    Part { name: "Exchange".to_owned(), lines }
}

/// A time that a server took, in words: `0.4 ms`, `2.0 s`.
pub fn in_milliseconds(seconds: f64) -> String {
    let milliseconds = seconds * 1000.0;
    if milliseconds < 100.0 {
        return format!("{milliseconds:.1} ms");
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float is cut where it is too large")]
    in_seconds(milliseconds as u64)
}
