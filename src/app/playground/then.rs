//! What a client did after an exchange: whether it tried again, when, and whether that was right.

use std::collections::VecDeque;

use fluent_uri::{Uri, UriRef};

use super::ring::Entry;
use crate::message::{Fields, Known, Message, read};
use crate::serve::wire::parse_date;

/// How much of a message is looked at.
const HEAD: usize = 16 << 10;
/// How many milliseconds two clocks may differ: one counts whole ones.
const SLACK: u64 = 2;

/// What a client did next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Then {
    /// Where its next exchange is in the list.
    pub at: usize,
    /// What it was.
    pub what: What,
    /// How many milliseconds passed between the end of the one and the beginning of the other.
    pub after: u64,
    /// Whether it came on the same connection.
    pub same_connection: bool,
    /// Whether that was right, and by what; `None` where nothing says so.
    pub verdict: Option<Verdict>,
}

/// What a next exchange is to the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The same request again, after a failure.
    Retried,
    /// The same request again, though it had been answered well.
    Repeated,
    /// The request that a redirect asks for; `false` where its method is another one.
    Followed(bool),
    /// The same request with credentials.
    Identified,
    /// The same request with a condition: the name of its field.
    Conditional(&'static str),
    /// The same target for a part of the content.
    Resumed,
    /// The same target with another method.
    OtherMethod,
    /// Another request altogether.
    WentOn,
}

/// Whether something was right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it was.
    pub is_right: bool,
    /// Why, in one sentence.
    pub why: String,
}

impl Verdict {
    fn new(is_right: bool, why: impl Into<String>) -> Self {
        Self { is_right, why: why.into() }
    }
}

/// Fields that make a request conditional (RFC 9110 §13.1).
const CONDITIONS: [&str; 5] = ["If-None-Match", "If-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range"];

/// What the client of an exchange did next; `None` while it has done nothing. After a failure or a redirect that is the
/// first request that has to do with it, whatever else the client asked for meanwhile.
pub fn then(entries: &VecDeque<Entry>, at: usize) -> Option<Then> {
    let before = entries.get(at)?;
    let exchange = &before.exchange;
    let response = last_message(&exchange.response);
    let field = |name: &str| response.as_ref().and_then(|response| response.fields.value(name));
    let leads_to = exchange
        .status
        .filter(|status| matches!(status, 300..=303 | 305..=399))
        .and_then(|_| resolved(&exchange.target, &field("location")?));
    let is_later = |entry: &Entry| {
        let next = &entry.exchange;
        if next.connection == exchange.connection { next.nth > exchange.nth } else { next.at + SLACK >= before.ended() }
    };
    let mut later =
        entries.iter().enumerate().skip(at + 1).filter(|(_, entry)| entry.is_of_client(before) && is_later(entry));
    let first = later.clone().next()?;
    let failed = exchange.status.is_none_or(|status| status >= 400);
    let is_related = |entry: &Entry| {
        let target = &entry.exchange.target;
        (failed && *target == exchange.target) || leads_to.as_ref().is_some_and(|to| to == target)
    };
    let (next_at, next) = later.find(|(_, entry)| is_related(entry)).unwrap_or(first);
    let request = |entry: &Entry| last_message(&entry.exchange.request).map_or_else(Fields::default, |it| it.fields);
    let (was, is) = (request(before), request(next));
    let after = next.exchange.at.saturating_sub(before.ended());
    let step = Step { status: exchange.status, before, next, was: &was, is: &is };
    let is_followed = leads_to.is_some_and(|to| to == next.exchange.target);
    let what = if is_followed { What::Followed(step.keeps_method()) } else { step.what() };
    let verdict = match what {
        What::Followed(_) => step.followed(),
        What::Retried => step.retried(after, field("retry-after").as_deref(), field("date").as_deref()),
        What::Identified => Some(Verdict::new(true, "a 401 asks for credentials (RFC 9110 §15.5.2)")),
        _ => None,
    };
    let same_connection = next.exchange.connection == exchange.connection;
    Some(Then { at: next_at, what, after, same_connection, verdict })
}

/// From one request to the next.
struct Step<'e> {
    status: Option<u16>,
    before: &'e Entry,
    next: &'e Entry,
    was: &'e Fields,
    is: &'e Fields,
}

impl Step<'_> {
    fn keeps_method(&self) -> bool {
        self.before.exchange.method == self.next.exchange.method
    }

    fn what(&self) -> What {
        let is_new = |name: &str| self.is.has(name) && !self.was.has(name);
        if self.before.exchange.target != self.next.exchange.target {
            return What::WentOn;
        }
        if !self.keeps_method() {
            return What::OtherMethod;
        }
        if self.status == Some(401) && is_new("Authorization") {
            return What::Identified;
        }
        if is_new("Range") {
            return What::Resumed;
        }
        match CONDITIONS.iter().find(|name| is_new(name)) {
            Some(name) => What::Conditional(name),
            None if self.status.is_none_or(|status| status >= 400) => What::Retried,
            None => What::Repeated,
        }
    }

    /// Whether a redirect was followed rightly (RFC 9110 §15.4).
    fn followed(&self) -> Option<Verdict> {
        let (method, kept) = (self.before.exchange.method.as_str(), self.keeps_method());
        let is_get = self.next.exchange.method == "GET";
        Some(match self.status? {
            status @ (307 | 308) => {
                let section = if status == 307 { "8" } else { "9" };
                Verdict::new(kept, format!("a {status} has the method kept (RFC 9110 §15.4.{section})"))
            }
            303 => {
                let is_right = is_get || (kept && method == "HEAD");
                Verdict::new(is_right, "a 303 leads to a GET (RFC 9110 §15.4.4)")
            }
            status @ (301 | 302) if !kept => {
                let section = if status == 301 { "2" } else { "3" };
                let is_allowed = method == "POST" && is_get;
                let why = format!("a {status} lets a POST become a GET, and nothing else (RFC 9110 §15.4.{section})");
                Verdict::new(is_allowed, why)
            }
            _ => return None,
        })
    }

    /// Whether it was right to try again, and then.
    fn retried(&self, after: u64, retry_after: Option<&str>, date: Option<&str>) -> Option<Verdict> {
        let method = self.before.exchange.method.as_str();
        let is_idempotent = matches!(method, "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS" | "TRACE" | "QUERY");
        if let Some(wait) = retry_after.and_then(|value| wait(value, date)) {
            let why = format!("`Retry-After` asks for {wait} s");
            return Some(Verdict::new(after + SLACK >= wait.saturating_mul(1000), why));
        }
        match self.status {
            // Whether the request had an effect is not known then.
            None | Some(500 | 502 | 504) if !is_idempotent => {
                Some(Verdict::new(false, format!("{method} is not idempotent (RFC 9110 §9.2.2)")))
            }
            Some(401) => Some(Verdict::new(false, "a 401 asks for other credentials (RFC 9110 §15.5.2)")),
            _ => None,
        }
    }
}

/// How many seconds a client is asked to wait (RFC 9110 §10.2.3).
fn wait(value: &str, date: Option<&str>) -> Option<u64> {
    let value = value.trim();
    value.parse().ok().or_else(|| Some(parse_date(value)?.saturating_sub(parse_date(date?.trim())?)))
}

/// The last message of some bytes: the request, or the final response.
fn last_message(bytes: &[u8]) -> Option<Message> {
    read(&bytes[..bytes.len().min(HEAD)], &Known { methods: Vec::new(), wire: true }).messages.pop()
}

/// The target that a client asks for that follows `Location` from another target, where it stays here.
fn resolved(target: &str, location: &str) -> Option<String> {
    // Who is asked does not matter: all that is seen came here.
    let base = Uri::parse(format!("http://localhost{target}")).ok().filter(|_| target.starts_with('/'))?;
    let to = UriRef::parse(location.trim()).ok()?.resolve_against(&base).ok()?;
    let path = if to.path().as_str().is_empty() { "/" } else { to.path().as_str() };
    Some(to.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{}", query.as_str())))
}

/// A time in milliseconds, in words: `3 ms`, `1.0 s`, `2 min`.
pub fn in_seconds(milliseconds: u64) -> String {
    match milliseconds {
        0..1000 => format!("{milliseconds} ms"),
        1000..120_000 => format!("{}.{} s", milliseconds / 1000, milliseconds % 1000 / 100),
        _ => format!("{} min", milliseconds / 60_000),
    }
}

impl Then {
    /// In few words, for a column: `retried after 1.0 s`.
    pub fn short(&self, next: &Entry) -> String {
        let after = in_seconds(self.after);
        let method = crate::text::clean(&next.exchange.method);
        match &self.what {
            What::Retried => format!("retried after {after}"),
            What::Repeated => format!("again after {after}"),
            What::Followed(true) => format!("followed after {after}"),
            What::Followed(false) => format!("followed as {method}, {after}"),
            What::Identified => "came back with credentials".to_owned(),
            What::Conditional(name) => format!("came back with {name}"),
            What::Resumed => "came back for a range".to_owned(),
            What::OtherMethod => format!("{method} after {after}"),
            What::WentOn => {
                format!("then {method} {}", crate::text::clean(&crate::text::shorten(&next.exchange.target, 200)))
            }
        }
    }

    /// In a sentence or two.
    pub fn long(&self, next: &Entry) -> String {
        let what = match &self.what {
            What::WentOn => {
                let (method, target) = (crate::text::clean(&next.exchange.method), &next.exchange.target);
                let target = crate::text::shorten(target, 200);
                format!("went on with {method} {} after {}", crate::text::clean(&target), in_seconds(self.after))
            }
            What::Followed(false) => {
                let method = crate::text::clean(&next.exchange.method);
                format!("followed the redirect as {method} after {}", in_seconds(self.after))
            }
            What::Identified | What::Conditional(_) | What::Resumed => {
                format!("{} after {}", self.short(next), in_seconds(self.after))
            }
            _ => self.short(next),
        };
        let connection = if self.same_connection { "on the same connection" } else { "on another connection" };
        let verdict = self.verdict.as_ref().map_or_else(String::new, |verdict| {
            format!("; {}: {}", if verdict.is_right { "rightly" } else { "wrongly" }, verdict.why)
        });
        format!("{what}, {connection}{verdict}.")
    }
}

#[cfg(test)]
#[path = "then_tests.rs"]
mod tests;
