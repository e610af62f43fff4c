use super::super::ring::tests::exchange;
use super::*;
use crate::serve::net::Exchange;

const CURL: &str = "Host: x\nUser-Agent: curl/8\n";

fn entry(connection: u64, at: u64, request: &str, response: &str) -> Entry {
    let (first, fields) = request.split_once('\n').unwrap_or((request, ""));
    let request = format!("{first} HTTP/1.1\n{CURL}{fields}\n");
    Entry::new(at, exchange(connection, at, &request, &format!("HTTP/1.1 {response}\n\n")))
}

/// What was done after the first of some exchanges, all of which last 2 ms.
fn after_first(entries: Vec<Entry>) -> Option<Then> {
    then(&entries.into(), 0)
}

/// What was done after a response, and whether it was right.
fn judged(first: &str, response: &str, next: &str, after: u64) -> (What, Option<bool>) {
    let then = after_first(vec![entry(1, 1000, first, response), entry(2, 1002 + after, next, "200 OK")]).unwrap();
    assert_eq!((then.after, then.same_connection), (after, false));
    (then.what, then.verdict.map(|verdict| verdict.is_right))
}

#[test]
fn nothing_was_done_yet() {
    assert_eq!(after_first(vec![entry(1, 1000, "GET /a", "503 X")]), None);
    assert_eq!(then(&VecDeque::new(), 0), None);
}

#[test]
fn a_failure_is_retried_in_time_or_too_early() {
    let busy = "503 Busy\nRetry-After: 2";
    assert_eq!(judged("GET /a", "503 Busy", "GET /a", 900), (What::Retried, None));
    assert_eq!(judged("GET /a", busy, "GET /a", 2000), (What::Retried, Some(true)));
    assert_eq!(judged("GET /a", busy, "GET /a", 1500), (What::Retried, Some(false)));
    let until = "503 Busy\nDate: Sun, 22 Nov 2026 12:00:00 GMT\nRetry-After: Sun, 22 Nov 2026 12:00:05 GMT";
    assert_eq!(judged("GET /a", until, "GET /a", 4000), (What::Retried, Some(false)));
    assert_eq!(judged("GET /a", until, "GET /a", 5001), (What::Retried, Some(true)));
    assert_eq!(judged("POST /a", "504 Late", "POST /a", 9), (What::Retried, Some(false)), "not idempotent");
    assert_eq!(judged("PUT /a", "504 Late", "PUT /a", 9), (What::Retried, None));
    assert_eq!(judged("POST /a", busy, "POST /a", 2000), (What::Retried, Some(true)), "it was asked to");
}

#[test]
fn a_redirect_is_followed_with_the_right_method() {
    let to = |status: u16| format!("{status} X\nLocation: /get?b#c");
    let judged = |status, first: &str, next: &str| judged(first, &to(status), &format!("{next} /get?b"), 1);
    assert_eq!(judged(307, "POST /a", "POST"), (What::Followed(true), Some(true)));
    assert_eq!(judged(307, "POST /a", "GET"), (What::Followed(false), Some(false)));
    assert_eq!(judged(308, "PUT /a", "GET"), (What::Followed(false), Some(false)));
    assert_eq!(judged(303, "POST /a", "GET"), (What::Followed(false), Some(true)));
    assert_eq!(judged(303, "POST /a", "POST"), (What::Followed(true), Some(false)));
    assert_eq!(judged(301, "POST /a", "GET"), (What::Followed(false), Some(true)));
    assert_eq!(judged(302, "PUT /a", "GET"), (What::Followed(false), Some(false)));
    assert_eq!(judged(302, "GET /a", "GET"), (What::Followed(true), None));
}

#[test]
fn locations_are_resolved() {
    for (location, target) in [
        ("/x", "/x"),
        ("x?y=1", "/a/x?y=1"),
        ("../x", "/x"),
        ("?z", "/a/b?z"),
        ("http://127.0.0.1:8080/x", "/x"),
        ("http://127.0.0.1:8080", "/"),
        ("//other.example/x#y", "/x"),
    ] {
        assert_eq!(resolved("/a/b?c", location).as_deref(), Some(target), "{location}");
    }
    assert_eq!(resolved("*", "/x"), None);
    assert_eq!(resolved("/a", "http://[x"), None);
}

#[test]
fn what_comes_back_with_more_than_before_is_told() {
    let challenge = "401 X\nWWW-Authenticate: Basic realm=\"x\"";
    assert_eq!(judged("GET /a", challenge, "GET /a\nAuthorization: Basic eA==\n", 1), (What::Identified, Some(true)));
    assert_eq!(judged("GET /a", challenge, "GET /a", 1), (What::Retried, Some(false)));
    let first = "200 OK\nETag: \"1\"";
    let again = judged("GET /a", first, "GET /a\nIf-None-Match: \"1\"\n", 1);
    assert_eq!(again, (What::Conditional("If-None-Match"), None));
    assert_eq!(judged("GET /a", first, "GET /a\nRange: bytes=5-\nIf-Range: \"1\"\n", 1), (What::Resumed, None));
    assert_eq!(judged("GET /a", first, "GET /a", 1), (What::Repeated, None));
    assert_eq!(judged("GET /a", first, "DELETE /a", 1), (What::OtherMethod, None));
    assert_eq!(judged("GET /a", first, "GET /b", 1), (What::WentOn, None));
}

#[test]
fn a_retry_is_found_behind_other_requests_and_others_clients() {
    let other = |entry: Entry| Entry { agent: "wget".into(), ..entry };
    let entries = vec![
        entry(1, 1000, "GET /a", "503 X"),
        other(entry(7, 1010, "GET /a", "200 OK")),
        entry(1, 1020, "GET /b", "200 OK"),
        entry(3, 2002, "GET /a", "200 OK"),
    ];
    // The second request on its connection.
    let second = |entry: Entry| Entry { exchange: Exchange { nth: 2, ..entry.exchange }, ..entry };
    let entries: Vec<Entry> =
        entries.into_iter().enumerate().map(|(n, entry)| if n == 2 { second(entry) } else { entry }).collect();
    let found = after_first(entries.clone()).unwrap();
    assert_eq!((found.at, found.what, found.after), (3, What::Retried, 1000));
    // After an answer that was well what comes next counts.
    let mut entries = VecDeque::from(entries);
    entries[0].exchange.status = Some(200);
    let found = then(&entries, 0).unwrap();
    assert_eq!((found.at, &found.what, found.same_connection), (2, &What::WentOn, true));
    assert_eq!(found.long(&entries[2]), "went on with GET /b after 18 ms, on the same connection.");
}

#[test]
fn what_began_before_the_end_is_no_consequence() {
    let slow = entry(1, 1000, "GET /a", "503 X");
    let slow = Entry { exchange: Exchange { duration: std::time::Duration::from_secs(3), ..slow.exchange }, ..slow };
    assert_eq!(after_first(vec![slow, entry(2, 2000, "GET /a", "200 OK")]), None);
}

#[test]
fn times_are_told_in_words() {
    let words = [0, 999, 1000, 1049, 1050, 2400, 119_999, 120_000, 7_200_000].map(in_seconds);
    assert_eq!(words, ["0 ms", "999 ms", "1.0 s", "1.0 s", "1.0 s", "2.4 s", "119.9 s", "2 min", "120 min"]);
}

#[test]
fn it_is_said_in_a_sentence() {
    let entries: VecDeque<Entry> =
        vec![entry(1, 1000, "POST /a", "307 X\nLocation: /get"), entry(2, 1005, "GET /get", "200 OK")].into();
    let then = then(&entries, 0).unwrap();
    let why = "wrongly: a 307 has the method kept (RFC 9110 §15.4.8)";
    assert_eq!(then.short(&entries[1]), "followed as GET, 3 ms");
    assert_eq!(
        then.long(&entries[1]),
        format!("followed the redirect as GET after 3 ms, on another connection; {why}.")
    );
}
