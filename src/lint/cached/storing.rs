//! Who may store a response (RFC 9111 §3), and for how long.

use serde::Serialize;

use crate::lint::values::{Directives, members};
use crate::message::Message;
use crate::text;

use super::lifetime::{Lifetime, lifetime};
use super::words::duration;

/// What a shared cache (a CDN, a proxy) and a private one (a browser) do with a response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Caching {
    /// A cache that serves many users.
    pub shared: Verdict,
    /// A cache that serves one.
    pub private: Verdict,
}

/// What one kind of cache does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether it may store the response.
    pub store: bool,
    /// For how many seconds it may use it without asking, counted from the making of the response; `None` where it may
    /// not store it, or guesses.
    pub seconds: Option<u64>,
    /// The reason, in one or two sentences.
    pub why: String,
}

/// Status codes that a cache may store without being told to (RFC 9110 §15.1).
pub fn is_heuristic(status: u16) -> bool {
    matches!(status, 200 | 203 | 204 | 206 | 300 | 301 | 308 | 404 | 405 | 410 | 414 | 501)
}

/// Works out what caches may do with the answer to a request; without the request, to a GET without credentials.
pub fn caching(response: &Message, request: Option<&Message>) -> Caching {
    Caching { shared: verdict(response, request, true), private: verdict(response, request, false) }
}

fn verdict(response: &Message, request: Option<&Message>, shared: bool) -> Verdict {
    let directives = Directives::of(&response.fields);
    let who = if shared { "A shared cache" } else { "A browser" };
    let lifetime = lifetime(response, &directives, shared);
    if let Err(why) = may_store(response, request, &directives, &lifetime, shared) {
        return Verdict {
            store: false,
            seconds: None,
            why: text::clean(&format!("{who} must not store this: {why}.")).into_owned(),
        };
    }
    let (seconds, why) = used(response, &directives, lifetime, who, shared);
    Verdict { store: true, seconds, why: text::clean(&why).into_owned() }
}

/// The conditions for storing, in the order of RFC 9111 §3.
fn may_store(
    response: &Message,
    request: Option<&Message>,
    directives: &Directives,
    lifetime: &Lifetime,
    shared: bool,
) -> Result<(), String> {
    let status = response.status().unwrap_or(0);
    let has_lifetime = lifetime.is_explicit;
    let method = request.and_then(Message::method).unwrap_or("GET");
    match method {
        "GET" | "HEAD" => {}
        "POST" if has_lifetime && response.fields.has("Content-Location") => {}
        "POST" => return Err("it answers a POST, and does not declare both a lifetime and `Content-Location`".into()),
        _ => return Err(format!("it answers {method}, which is not cacheable")),
    }
    if status < 200 {
        return Err("only final responses are stored".into());
    }
    if matches!(status, 428 | 429 | 431 | 511) {
        return Err(format!("a {status} is never stored"));
    }
    if status == 304 {
        return Err("a 304 renews what is stored already, and is not stored itself".into());
    }
    let understood = directives.has("must-understand") && is_heuristic(status);
    if directives.has("no-store") && !understood {
        return Err("`no-store` says so".into());
    }
    if request.is_some_and(|request| Directives::of(&request.fields).has("no-store")) {
        return Err("the request says `no-store`".into());
    }
    if shared && directives.has_whole("private") {
        return Err("`private` keeps it for one user".into());
    }
    let is_allowed = ["must-revalidate", "public", "s-maxage"].iter().any(|name| directives.has(name));
    if shared && request.is_some_and(|request| request.fields.has("Authorization")) && !is_allowed {
        return Err(
            "the request had credentials, and neither `public`, `s-maxage` nor `must-revalidate` allows it".into()
        );
    }
    let is_declared = has_lifetime || directives.has("public") || !shared && directives.has("private");
    if !is_declared && !is_heuristic(status) {
        return Err(format!("a {status} is stored only where it declares a lifetime"));
    }
    Ok(())
}

/// How long it may be used without asking, and the sentence for it.
fn used(
    response: &Message,
    directives: &Directives,
    lifetime: Lifetime,
    who: &str,
    shared: bool,
) -> (Option<u64>, String) {
    let stored = format!("{who} may store this");
    if response.fields.value("Vary").is_some_and(|vary| members(&vary).any(|name| name == "*")) {
        return (
            Some(0),
            format!("{stored}, but not use it again without asking, because `Vary: *` matches no other request."),
        );
    }
    if directives.has_whole("no-cache") {
        return (Some(0), format!("{stored}, but has to ask the server before each use, because `no-cache` says so."));
    }
    let why = lifetime.why;
    let age = response.fields.first("Age").and_then(|line| line.value.parse::<u64>().ok()).unwrap_or(0);
    let mut said = match lifetime.seconds {
        None => format!("{stored}, because {why}."),
        Some(0) => format!("{stored}, but has to ask the server before each use, because {why}."),
        Some(seconds) => format!("{stored} and use it for {} without asking, because {why}.", duration(seconds)),
    };
    if let Some(seconds) = lifetime.seconds.filter(|seconds| *seconds > 0 && age > 0) {
        let passed = match seconds.checked_sub(age) {
            Some(left) if left > 0 => format!("Its age is {} (`Age`), so {} are left", duration(age), duration(left)),
            _ => format!("It is older than that already: {} (`Age`)", duration(age)),
        };
        said = format!("{said} {passed}.");
    }
    let revalidates = directives.has("must-revalidate") || shared && directives.has("proxy-revalidate");
    if lifetime.seconds.is_some_and(|seconds| seconds > 0) && revalidates {
        said.push_str(" After that it must not use it without asking.");
    }
    (lifetime.seconds, said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Content, Field, Fields, Start};

    fn fields(lines: &[(&str, &str)]) -> Fields {
        let field = |(name, value): &(&str, &str)| Field { name: (*name).into(), value: (*value).into(), line: 1 };
        Fields(lines.iter().map(field).collect())
    }

    fn message(start: Start, lines: &[(&str, &str)]) -> Message {
        let (content, trailers) = (Content::default(), Fields::default());
        Message {
            start,
            version: "HTTP/1.1".into(),
            line: 1,
            fields: fields(lines),
            content,
            trailers,
            oddities: vec![],
        }
    }

    fn worked_out(status: u16, lines: &[(&str, &str)]) -> [(bool, Option<u64>); 2] {
        let response = message(Start::Response { status, reason: String::new() }, lines);
        let Caching { shared, private } = caching(&response, None);
        [(shared.store, shared.seconds), (private.store, private.seconds)]
    }

    fn both(store: bool, seconds: Option<u64>) -> [(bool, Option<u64>); 2] {
        [(store, seconds); 2]
    }

    #[test]
    fn lifetimes_come_from_the_strongest_that_is_there() {
        let dates = [("Date", "Sun, 22 Nov 2026 14:00:00 GMT"), ("Expires", "Sun, 22 Nov 2026 14:05:00 GMT")];
        assert_eq!(worked_out(200, &dates), both(true, Some(300)));
        let modified = [dates[0], ("Last-Modified", "Sun, 22 Nov 2026 13:00:00 GMT")];
        assert_eq!(worked_out(200, &modified), both(true, Some(360)));
        assert_eq!(worked_out(200, &[dates[0], ("Expires", "0")]), both(true, Some(0)));
        let control = [dates[0], dates[1], ("Cache-Control", "max-age=60, s-maxage=600")];
        assert_eq!(worked_out(200, &control), [(true, Some(600)), (true, Some(60))]);
        assert_eq!(worked_out(200, &[("Cache-Control", "max-age=60"), ("Vary", "*")]), both(true, Some(0)));
    }

    #[test]
    fn who_may_store() {
        assert_eq!(worked_out(200, &[("Cache-Control", "no-store, max-age=60")]), both(false, None));
        assert_eq!(worked_out(200, &[("Cache-Control", "private, max-age=60")]), [(false, None), (true, Some(60))]);
        assert_eq!(worked_out(200, &[("Cache-Control", "no-cache")]), both(true, Some(0)));
        assert_eq!(worked_out(500, &[]), both(false, None));
        assert_eq!(worked_out(404, &[]), both(true, None));
        assert_eq!(worked_out(302, &[("Cache-Control", "max-age=5")]), both(true, Some(5)));
        assert_eq!(worked_out(429, &[("Cache-Control", "max-age=5")]), both(false, None));
        assert_eq!(worked_out(103, &[("Cache-Control", "max-age=5")]), both(false, None));
        assert_eq!(worked_out(200, &[("Cache-Control", "must-understand, no-store, max-age=5")]), both(true, Some(5)));
    }

    #[test]
    fn credentials_need_a_permission() {
        let method = |method: &str| Start::Request { method: method.into(), target: "/".into() };
        let stored = |request: &Message, control: &str| {
            let response =
                message(Start::Response { status: 200, reason: String::new() }, &[("Cache-Control", control)]);
            let Caching { shared, private } = caching(&response, Some(request));
            [shared.store, private.store]
        };
        let request = message(method("GET"), &[("Authorization", "Bearer a")]);
        assert_eq!(stored(&request, "max-age=60"), [false, true]);
        assert_eq!(stored(&request, "max-age=60, public"), [true, true]);
        assert_eq!(stored(&message(method("POST"), &[]), "max-age=60"), [false, false]);
        assert_eq!(stored(&message(method("PUT"), &[]), "max-age=60"), [false, false]);
        assert_eq!(stored(&message(method("GET"), &[("Cache-Control", "no-store")]), "max-age=60"), [false, false]);
    }

    #[test]
    fn the_reason_is_a_sentence() {
        let lines = [("Cache-Control", "max-age=300, must-revalidate"), ("Age", "60")];
        let response = message(Start::Response { status: 200, reason: String::new() }, &lines);
        let why = caching(&response, None).shared.why;
        let expected = "A shared cache may store this and use it for 5 minutes without asking, because `max-age` says \
            5 minutes. Its age is 1 minute (`Age`), so 4 minutes are left. After that it must not use it without asking.";
        assert_eq!(why, expected);
        assert!(!why.contains('\u{1b}'));
    }
}
