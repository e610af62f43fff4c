//! Whether a caller did what a code asks for.

use std::time::Duration;

use crate::caller::Seen;
use crate::scenes::{Mode, Scene};
use crate::verdict::{ensure, same_json};

/// The most requests that a caller may send that never succeeds.
const MOST: usize = 10;

impl Scene {
    /// Whether the caller printed nothing but content: that of an answer, or all of what came in parts.
    pub fn clean(&self, seen: &[Seen], printed: &[u8]) -> Result<(), String> {
        let resource = self.response.resource.as_deref().unwrap_or_default().as_bytes();
        let content = printed.is_empty() || printed == resource || seen.iter().any(|seen| seen.told == printed);
        ensure(content, || "there is more on standard output than the content".to_owned())
    }

    /// Whether the caller did what the code asks for.
    pub fn judge(&self, seen: &[Seen], said: &str) -> Result<(), String> {
        let response = &self.response;
        let first = seen.first().ok_or("it sent no request")?;
        ensure(response.number == 407 || first.target == "/", || format!("it asked for {}", first.target))?;
        let asks_get = ["revalidate", "resume", "restart"].contains(&response.action.as_str());
        let method = if asks_get { "GET" } else { &response.method };
        let either = response.action == "condition" && first.method == "GET";
        ensure(first.method == method || either, || format!("it sent {} in place of {method}", first.method))?;
        if let Some(text) = response.request_text.as_deref().filter(|_| !either) {
            // Content that waits for 100 may stay where it is when there is none.
            let whole = if self.refuses_to_expect() { seen.last().unwrap_or(first) } else { first };
            same_json(&whole.content, text).map_err(|why| format!("in the request {why}"))?;
        }
        let statuses: Vec<u16> = seen.iter().map(|seen| seen.status).collect();
        let number = response.number;
        let met = |wanted: &[u16]| ensure(statuses == wanted, || format!("it met {statuses:?} in place of {wanted:?}"));
        let waited = |from: &Seen, to: &Seen, least: u64| {
            let pause = to.at.duration_since(from.answered);
            ensure(pause >= Duration::from_millis(least), || {
                format!("it waited {} ms and not {least} ms", pause.as_millis())
            })
        };
        match response.action.as_str() {
            "poll" => {
                met(&[202, 202, 200])?;
                waited(&seen[0], &seen[1], 950)?;
                waited(&seen[1], &seen[2], 950)?;
                ensure(seen[1..].iter().all(|seen| seen.method == "GET"), || "the monitor is asked by GET".to_owned())
            }
            "follow" => {
                met(&[number, 200])?;
                self.followed(&seen[0], &seen[1])
            }
            "revalidate" => met(&[200, 304]),
            "resume" => self.assembled(seen, said),
            "restart" => met(&[416, 200]),
            "authenticate" => met(&[number, 200]),
            _ if self.mode == Mode::Ever => {
                ensure(seen.len() <= MOST, || format!("it sent {} requests, and {MOST} are enough", seen.len()))?;
                let least = if response.action == "wait" { 950 } else { 45 };
                ensure(seen.len() > 1, || "it gave up at once".to_owned())?;
                seen.windows(2).try_for_each(|two| waited(&two[0], &two[1], least))
            }
            "wait" => {
                met(&[number, 200])?;
                // A date is told in whole seconds, so that up to one of the three is gone already.
                waited(&seen[0], &seen[1], if self.mode == Mode::Date { 1950 } else { 950 })
            }
            "retry" => {
                met(&[number, number, 200])?;
                seen.windows(2).try_for_each(|two| waited(&two[0], &two[1], 45))
            }
            "elsewhere" => {
                met(&[421, 200])?;
                ensure(seen[0].connection != seen[1].connection, || "the connection is the same".to_owned())
            }
            "continue" => {
                met(&[200])?;
                ensure(first.head.get("Expect").is_some(), || "there is no Expect in the request".to_owned())?;
                ensure(!first.hasty, || "the content came before the 100".to_owned())
            }
            "unexpect" => {
                met(&[417, 200])?;
                let expects: Vec<bool> = seen.iter().map(|seen| seen.head.get("Expect").is_some()).collect();
                ensure(expects == [true, false], || "Expect is not in the first request alone".to_owned())
            }
            "hint" => {
                met(&[200])?;
                ensure(said.contains("/style.css"), || "it does not say /style.css".to_owned())
            }
            "interim" => met(&[200]),
            "upgrade" => met(if number == 426 { &[426, 101] } else { &[101] }),
            "condition" => {
                let refused = statuses.iter().position(|&status| status == number);
                let refused = refused.ok_or_else(|| format!("it never met {number}: {statuses:?}"))?;
                let after: Vec<&str> = seen[refused + 1..].iter().map(|seen| seen.method.as_str()).collect();
                ensure(after == ["GET", &response.method], || format!("after the {number} it sent {after:?}"))?;
                ensure(statuses.last() == Some(&200), || format!("it met {statuses:?}"))?;
                // What was there, with the change: else the work of others would be undone.
                let merged = r#"{"id":7,"status":"done","quantity":2}"#;
                let last = seen.last().map(|seen| seen.content.as_slice()).unwrap_or_default();
                same_json(last, merged).map_err(|why| format!("in the last request {why}"))
            }
            "use" => {
                met(&[number])?;
                let asks = number != 226 || ["A-IM", "If-None-Match"].iter().all(|name| first.head.get(name).is_some());
                ensure(asks, || "nobody who does not ask for it gets a 226".to_owned())
            }
            action => {
                met(&[number])?;
                let must_say = match (number, action) {
                    (_, "report") => "7f3c9a1e",
                    (405, _) => "GET",
                    (415, _) => "application/json",
                    (_, "repair") => response.detail.as_deref().unwrap_or_default(),
                    _ => "",
                };
                ensure(said.contains(must_say), || format!("it does not say {must_say:?}"))
            }
        }
    }

    fn followed(&self, from: &Seen, to: &Seen) -> Result<(), String> {
        let to_get = to.method == "GET";
        let kept = to.method == from.method && to.content == from.content;
        let fine = match self.response.redirect_method {
            Some("becomes-get") => to_get,
            Some("may-become-get") => to_get || kept,
            _ => kept,
        };
        ensure(fine, || format!("{} with {} became {}", from.method, show_length(from), to.method))
    }

    /// Whether the whole came, and of parts only where they may be put together (RFC 9110 section 15.3.7.3).
    fn assembled(&self, seen: &[Seen], said: &str) -> Result<(), String> {
        let all = self.response.resource.as_deref().unwrap_or_default();
        if self.mode == Mode::Changed {
            ensure(!said.contains(&all[16..]), || "it prints parts of two versions".to_owned())?;
            return ensure(seen.iter().all(|seen| seen.status == 206), || "it never met the other version".to_owned());
        }
        ensure(said.contains(all), || "it does not print the whole".to_owned())?;
        if !matches!(self.mode, Mode::Weak | Mode::Untagged) {
            return self.resumed(seen);
        }
        let statuses: Vec<u16> = seen.iter().map(|seen| seen.status).collect();
        ensure(statuses == [206, 200], || format!("it met {statuses:?} in place of [206, 200]"))?;
        let alone = ["Range", "If-Range"].iter().all(|name| seen[1].head.get(name).is_none());
        ensure(alone, || "parts without a strong ETag may not be put together".to_owned())
    }

    fn resumed(&self, seen: &[Seen]) -> Result<(), String> {
        let resource = self.response.resource.as_deref().unwrap_or_default().len();
        let mut have = 0;
        for (n, one) in seen.iter().enumerate() {
            match one.head.get("Range") {
                Some(range) => {
                    let wanted = format!("bytes={have}-");
                    ensure(range.starts_with(&wanted), || format!("Range is {range:?} where it has {have} bytes"))?;
                    let tag = one.head.get("If-Range");
                    ensure(n == 0 || tag == Some("\"v1\""), || format!("If-Range is {tag:?} in a later request"))?;
                }
                None => ensure(n == 0, || "it starts anew".to_owned())?,
            }
            have = (have + 16).min(resource);
        }
        ensure(seen.iter().any(|seen| seen.status == 206), || "it never met 206".to_owned())?;
        ensure(have == resource, || format!("it has {have} bytes of {resource}"))
    }
}

fn show_length(seen: &Seen) -> String {
    format!("{} bytes", seen.content.len())
}
