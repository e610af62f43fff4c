//! The checks on messages that chance writes: whatever comes, there is an answer that a terminal can show.

use std::collections::BTreeSet;

use httpdex::lint;
use httpdex::message::{Content, Field, Fields, Message, Oddity, Start, Strange};
use proptest::prelude::*;

/// The names of all fields that some rule is about, and one that none is.
fn names() -> Vec<String> {
    let known: BTreeSet<&str> = lint::rules().iter().filter_map(|rule| rule.field).collect();
    known.into_iter().chain(["X-Other"]).map(str::to_owned).collect()
}

/// Values of every kind of field, to be cut and joined.
const SEEDS: [&str; 20] = [
    "text/html; charset=\"utf-8\"",
    "bytes=0-1, 5-",
    "bytes 0-1/2",
    "\"a\", W/\"b\"",
    "Sun, 22 Nov 2026 14:03:07 GMT",
    "Basic realm=\"a\\\"b\", Digest nonce=c",
    "max-age=60, private=\"a, b\"",
    "<https://example.com/a,b>; rel=\"preload next\"; title*=UTF-8''%41",
    "__Host-a=b; Secure; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=-0",
    "1.1 a (b (c)), 2 d",
    "default-src 'self' http://*; report-to a, img-src *",
    "a=(self \"https://b\"), c=?1;d=:YQ==:",
    "{\"max_age\": 1, \"endpoints\": [{\"url\": \"x\"}]}",
    "h3=\":443\"; ma=60",
    "db;dur=5;desc=\"x y\"",
    "gzip;q=0.5, *;q=0",
    "@1659578233",
    "[::1]:80",
    "99999999999999999999999999",
    "sha-256=:AAAA:",
];

fn value() -> impl Strategy<Value = String> {
    let cut = (prop::sample::select(&SEEDS[..]), 0_usize..60, any::<bool>()).prop_map(|(seed, at, keep)| {
        let at = seed.char_indices().nth(at).map_or(seed.len(), |(at, _)| at);
        if keep { seed[..at].to_owned() } else { seed[at..].to_owned() }
    });
    let noise = "[ -~\u{0}-\u{1f}\u{80}-\u{9f}é€\u{202e}]{0,12}";
    prop::collection::vec(prop_oneof![cut, noise], 0..4).prop_map(|parts| parts.concat())
}

fn fields() -> impl Strategy<Value = Fields> {
    let name = prop_oneof![8 => prop::sample::select(names()), 1 => "[ -~é\u{1b}]{0,8}"];
    let field = (name, value()).prop_map(|(name, value)| (name, value));
    prop::collection::vec(field, 0..12).prop_map(|fields| {
        let line = |(at, (name, value))| Field { name, value, line: at };
        Fields(fields.into_iter().enumerate().map(line).collect())
    })
}

fn start() -> impl Strategy<Value = Start> {
    let method = prop_oneof![
        prop::sample::select(&["GET", "POST", "OPTIONS", "TRACE", "CONNECT"][..]).prop_map(str::to_owned),
        "[ -~é]{0,6}"
    ];
    prop_oneof![
        (method, value()).prop_map(|(method, target)| Start::Request { method, target }),
        (any::<u16>(), value()).prop_map(|(status, reason)| Start::Response { status, reason }),
        (90_u16..620, value()).prop_map(|(status, reason)| Start::Response { status, reason }),
    ]
}

fn message() -> impl Strategy<Value = Message> {
    let version = prop::sample::select(&["HTTP/1.1", "HTTP/1.0", "HTTP/2", "", "HTTP/\u{1b}9"][..]);
    let content = prop_oneof![value().prop_map(String::into_bytes), prop::collection::vec(any::<u8>(), 0..20)];
    let oddity = (prop::sample::select(&[Strange::FoldedLine, Strange::TwoLengths, Strange::NoLastChunk][..]), value());
    let parts = (
        start(),
        version,
        fields(),
        fields(),
        content,
        prop::option::of(any::<bool>()),
        prop::collection::vec(oddity, 0..3),
    );
    parts.prop_map(|(start, version, fields, trailers, bytes, complete, oddities)| {
        let length = bytes.len() as u64;
        let odd = |(what, found)| Oddity { what, line: None, field: None, found };
        let oddities = oddities.into_iter().map(odd).collect();
        let content = Content { bytes, length, complete };
        Message { start, version: version.to_owned(), line: 1, fields, content, trailers, oddities }
    })
}

proptest! {
    #[test]
    fn whatever_comes_there_is_an_answer(messages in prop::collection::vec(message(), 1..4), url in prop::option::of(value())) {
        let known: BTreeSet<String> = lint::rules().iter().map(|rule| rule.id.clone().into_owned()).collect();
        let findings = lint::check(&messages, url.as_deref());
        for finding in &findings {
            prop_assert!(known.contains(&finding.id), "{}", finding.id);
            prop_assert!(finding.message < messages.len());
            prop_assert!(finding.line != Some(0));
            let said = format!("{}{}{}", finding.title, finding.detail, finding.field.as_deref().unwrap_or_default());
            prop_assert!(!said.contains(char::is_control) && !said.contains('\u{202e}'), "{:?}", said);
            prop_assert!(finding.title.chars().count() < 300, "{}", finding.title);
        }
        prop_assert!(findings.is_sorted_by_key(|finding| finding.level));
        for message in &messages {
            let caching = lint::caching(message, messages.first());
            for verdict in [&caching.shared, &caching.private] {
                prop_assert!(!verdict.why.contains(char::is_control) && verdict.why.ends_with('.'), "{:?}", verdict.why);
                prop_assert!(verdict.store || verdict.seconds.is_none());
            }
        }
    }
}

/// Long values cost time in proportion: a quadratic step would not end here.
#[test]
fn long_values_are_read_once() {
    let known = names();
    for part in ["a,", "\"", "(", ";a=b", "<a>,", "a=b,", "a;"] {
        let long = part.repeat(6_000 / part.len());
        let line = |(at, name): (usize, &String)| Field { name: name.clone(), value: long.clone(), line: at + 1 };
        let fields = Fields(known.iter().enumerate().map(line).collect());
        for start in [
            Start::Response { status: 200, reason: String::new() },
            Start::Request { method: "GET".into(), target: long.clone() },
        ] {
            let (content, trailers) = (Content::default(), Fields::default());
            let version = "HTTP/1.1".to_owned();
            let fields = fields.clone();
            let message = Message { start, version, line: 1, fields, content, trailers, oddities: Vec::new() };
            assert!(lint::check(&[message], Some(&long)).len() <= 500);
        }
    }
}
