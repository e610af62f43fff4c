//! `httpdex check` against servers that go wrong in every way that can be had on loopback.

#[path = "support/certificates.rs"]
mod authority;
#[path = "support/h2.rs"]
mod by_hand;
#[path = "check/certificates.rs"]
mod certificates;
#[path = "check/chains.rs"]
mod chains;
#[path = "check/command.rs"]
mod command;
#[path = "check/frames.rs"]
mod frames;
#[path = "support/player.rs"]
mod player;
#[path = "check/server.rs"]
mod server;
#[path = "check/table.rs"]
mod table;
#[path = "check/table_http.rs"]
mod table_http;
#[path = "check/table_way.rs"]
mod table_way;

use std::collections::BTreeSet;

use httpdex::catalog::Catalog;
use httpdex::check::heard;
use httpdex::check::report::{case, lines, markdown, one_line, to_json};
use httpdex::document::Options;
use httpdex::explain::Explainer;
use proptest::prelude::*;
use table::{Case, cases, each};

/// How many servers are asked at once: most of them wait.
const AT_ONCE: usize = 16;

#[test]
fn each_is_survived_with_the_right_diagnosis() {
    let all = cases();
    let names: BTreeSet<&str> = all.iter().map(|case| case.name).collect();
    assert_eq!(names.len(), all.len(), "each has a name of its own");
    assert!(all.len() >= 100, "{}", all.len());
    let catalog = Catalog::embedded();
    let wrong = each(&all, AT_ONCE, |case| checked(case, &catalog));
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

/// Runs a case, and looks at what is said of it in every form.
fn checked(case_: &Case, catalog: &Catalog) -> Result<(), String> {
    let chain = case_.run();
    case_.expected.holds(&chain)?;
    if let Some(failure) = &chain.failure {
        let index = catalog.find(failure.id).ok_or_else(|| format!("there is no page {}", failure.id))?;
        if !catalog.row(index).is_failure() {
            return Err(format!("{} is no failure", failure.id));
        }
    }
    if chain.ok && chain.failure.is_some() {
        return Err("a failure is never as expected".to_owned());
    }
    let mut explainer = Explainer::new(catalog);
    let options = Options { width: 80, keep_ticks: false, ascii: false };
    let mut text = String::new();
    for (line, _) in lines(&chain, catalog, &mut explainer, options) {
        text.push_str(&line.text());
        text.push('\n');
    }
    text.push_str(&one_line(&chain, options).0.text());
    text.push_str(&markdown(&chain, &mut explainer));
    text.push_str(&case(&chain));
    let json = to_json(&chain, catalog, &mut explainer, true).map_err(|error| error.to_string())?;
    text.push_str(&json);
    let is_bad = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    if let Some(line) = text.lines().find(|line| line.contains(is_bad)) {
        return Err(format!("a control character is printed: {line:?}"));
    }
    let value: serde_json::Value = serde_json::from_str(&json).map_err(|error| error.to_string())?;
    let hops = value["hops"].as_array().ok_or("no hops")?;
    for hop in hops {
        let findings = hop["findings"].as_array().ok_or("no findings")?;
        let is_own = |finding: &&serde_json::Value| finding["level"] == "error" && finding["message"] == 0;
        if let Some(finding) = findings.iter().find(is_own).filter(|_| hop["messages"][0]["kind"] == "request") {
            return Err(format!("what is sent is not sound: {finding}"));
        }
        for key in KEYS {
            if hop.get(key).is_none() {
                return Err(format!("a hop has no `{key}`"));
            }
        }
        for step in ["name", "connect", "tls", "wait", "receive", "total"] {
            let time = &hop["timing"][step];
            if !(time.is_null() || time.as_f64().is_some_and(|time| time >= 0.0)) {
                return Err(format!("{step} took {time}"));
            }
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_are_read_in_any_pieces(bytes in bytes(), size in 1_usize..40, most in 0_usize..200) {
        for method in ["GET", "HEAD", "CONNECT"] {
            let whole = heard([&bytes[..]], method, most);
            let pieces = heard(bytes.chunks(size), method, most);
            // Of what comes late, less is there to be judged.
            if whole.messages == pieces.messages {
                let ids = [&whole, &pieces].map(|answer| answer.failure.as_ref().map(|failure| failure.id));
                prop_assert_eq!(ids[0], ids[1]);
            }
            for answer in [whole, pieces] {
                let is_sound = answer.failure.is_none() && !answer.is_cut;
                let response = answer.response();
                prop_assert!(!is_sound || response.is_some_and(|one| one.content.complete != Some(false)), "{answer:?}");
            }
        }
    }
}

/// Bytes that look like responses, more or less.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    const PARTS: &[&[u8]] = &[
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 103 Early\r\n\r\n",
        b"HTTP/1.0 404 x\r\n",
        b"HTTP/1.1 20 x\n",
        b"HTTP/1.1 204 \r\n",
        b"HTTP/2 200\r\n",
        b"Content-Length: 5\r\n",
        b"Content-Length: 6\r\n",
        b"Content-Length: x\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"Content-Encoding: gzip\r\n",
        b"Connection: close\r\n",
        b"X: y\r\n",
        b" folded\r\n",
        b"no colon\r\n",
        b"\r\n",
        b"\n",
        b"5\r\nhello\r\n",
        b"0\r\n\r\n",
        b"ffffffffffffffff\r\n",
        b"hello",
        b"\0\xff",
    ];
    let known = prop::sample::select(PARTS).prop_map(<[u8]>::to_vec);
    let part = prop_oneof![9 => known, 1 => prop::collection::vec(any::<u8>(), 0..6)];
    prop::collection::vec(part, 0..14).prop_map(|parts| parts.concat())
}

/// What every hop has.
const KEYS: [&str; 13] = [
    "url",
    "method",
    "address",
    "addresses",
    "protocol",
    "location",
    "timing",
    "tls",
    "messages",
    "findings",
    "sender",
    "caching",
    "next",
];

#[test]
fn a_head_that_could_end_elsewhere_is_a_failure() {
    let mut bytes = b"\nHTTP/1".to_vec();
    bytes.extend([0xff; 20]);
    bytes.extend(b".\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhello");
    let answer = httpdex::check::heard(bytes.chunks(7), "GET", 4096);
    assert_eq!(answer.failure.map(|failure| failure.id.to_owned()).as_deref(), Some("malformed-response"));
}

#[test]
fn what_ends_after_interim_responses_says_that_no_final_one_came() {
    for (came, id, told) in [
        ("", "empty-reply", "the server closed the connection after 103, without a final response"),
        ("\r\n", "empty-reply", "the server closed the connection after 103, without a final response"),
        ("HTTP/1.1 200 OK\r\n", "truncated-response", "the connection was closed within the header section"),
        ("hello\n", "malformed-response", "what came after 103 begins with “hello”, which is no status line"),
        (
            "ICY 200 OK\r\n\r\n",
            "malformed-response",
            "what came after 103 begins with “ICY 200 OK”, which is no status line",
        ),
    ] {
        let bytes = format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n{came}");
        for size in [1, 7, bytes.len()] {
            let answer = heard(bytes.as_bytes().chunks(size), "GET", 4096);
            let failure = answer.failure.as_ref().map(|failure| (failure.id, failure.detail.as_str()));
            // In pieces, no more of a line is quoted than came.
            let is_told = failure.is_some_and(|(known, detail)| known == id && (detail == told || size < bytes.len()));
            assert!(is_told, "{came:?}: {failure:?}");
            assert_eq!(answer.messages.iter().filter(|message| message.interim()).count(), 2, "{came:?}");
        }
    }
}
