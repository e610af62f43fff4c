//! How often searching finds the right page, on labelled queries, and what holds for every query.
//!
//! `cargo test --test search -- --nocapture` prints what was missed.

use std::collections::HashSet;

use httpdex::catalog::{Catalog, Standing};
use httpdex::search::{Engine, Field, Hit};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Labelled {
    query: String,
    /// Codes that answer it, the best first; ids of failures.
    codes: Vec<String>,
    kind: String,
}

/// The share of queries whose first hit is right, and of those that have a right one among the first three.
///
/// Queries for codes that have no page are left out.
fn quality(labelled: &str) -> (f64, f64) {
    let (catalog, engine) = (Catalog::embedded(), Engine::embedded());
    let known: HashSet<&str> = catalog.rows().iter().flat_map(|row| [&*row.code, &*row.id]).collect();
    let (mut first, mut in_three, mut all) = (0, 0, 0);
    for line in labelled.lines() {
        let query: Labelled = serde_json::from_str(line).unwrap();
        if !query.codes.iter().any(|code| known.contains(&**code)) {
            continue;
        }
        let hits = engine.search(&catalog, &query.query, 5);
        let row = |hit: &Hit| catalog.row(hit.index);
        let right = |hit: &Hit| query.codes.iter().any(|code| *code == row(hit).code || *code == row(hit).id);
        all += 1;
        first += u32::from(hits.first().is_some_and(right));
        in_three += u32::from(hits.iter().take(3).any(right));
        if !hits.first().is_some_and(right) {
            let place = hits.iter().position(right).map_or_else(|| "-".to_owned(), |place| (place + 1).to_string());
            println!("{place} {} [{}] wants {}", query.query, query.kind, query.codes.join(", "));
            for hit in hits.iter().take(3) {
                println!("      {} {} ({})", catalog.row(hit.index).id, hit.score, hit.why);
            }
        }
    }
    let share = |part: u32| f64::from(part) / f64::from(all.max(1));
    println!("first {first}, in three {in_three}, of {all}");
    (share(first), share(in_three))
}

#[test]
fn the_sample_is_found() {
    let (first, in_three) = quality(include_str!("search/queries.jsonl"));
    assert!(first >= 0.95, "{first} first");
    assert!(in_three >= 0.99, "{in_three} in three");
}

#[test]
fn queries_written_without_the_pages_are_found() {
    let (first, in_three) = quality(include_str!("search/heldout.jsonl"));
    assert!(first >= 0.94, "{first} first");
    assert!(in_three >= 0.98, "{in_three} in three");
}

#[test]
fn what_people_type_of_their_tools_is_found() {
    let (first, in_three) = quality(include_str!("search/tools.jsonl"));
    assert!(first >= 0.96, "{first} first");
    assert!(in_three >= 0.99, "{in_three} in three");
}

/// The codes of the first hits.
fn codes(query: &str, limit: usize) -> Vec<String> {
    let catalog = Catalog::embedded();
    let hits = Engine::embedded().search(&catalog, query, limit);
    hits.iter().map(|hit| catalog.row(hit.index).code.to_string()).collect()
}

/// Names are equal when they differ in case and punctuation only.
fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[test]
fn a_code_is_the_first_hit_for_itself() {
    // Failures that have no status share the dash in its place.
    for row in Catalog::embedded().rows().iter().filter(|row| row.standing != Standing::Failure) {
        assert_eq!(codes(&row.code, 1), [&*row.code]);
        assert_eq!(codes(&format!("HTTP/1.1 {} -", row.code), 1), [&*row.code]);
    }
}

#[test]
fn a_name_finds_what_is_so_called() {
    let (catalog, engine) = (Catalog::embedded(), Engine::embedded());
    let mut missed = Vec::new();
    for (index, row) in catalog.rows().iter().enumerate() {
        let hits = engine.search(&catalog, &row.name, catalog.rows().len());
        let called = |hit: &Hit| {
            let page = catalog.page(hit.index).unwrap();
            // What reports a failure as well has the failure first.
            matches!(hit.why.field, Field::Failure | Field::Behind)
                || std::iter::once(&page.name).chain(&page.aliases).any(|name| bare(name) == bare(&row.name))
        };
        // Several codes may share a name: they come before all others.
        let place = hits.iter().position(|hit| hit.index == index);
        let place = place.unwrap_or_else(|| panic!("{} is not found by its name", row.id));
        assert!(hits[..=place].iter().all(called), "{} comes after what is not so called", row.id);
        for alias in catalog.page(index).unwrap().aliases {
            let hits = engine.search(&catalog, &alias, catalog.rows().len());
            let others = hits.iter().take_while(|hit| hit.index != index).filter(|hit| {
                let page = catalog.page(hit.index).unwrap();
                !std::iter::once(&page.name).chain(&page.aliases).any(|name| bare(name) == bare(&alias))
            });
            let others: Vec<_> = others.map(|hit| catalog.row(hit.index).id.to_string()).collect();
            if others.len() >= 3 {
                missed.push(format!("{alias:?} does not find {} but {}", row.id, others.join(", ")));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn every_key_of_a_name_leads_to_it() {
    let name = "too many requests";
    for end in 1..=name.len() {
        let typed = &name[..end];
        assert!(codes(typed, 3).iter().any(|code| code == "429"), "{typed:?}");
    }
    assert!(codes("?", 5).is_empty() && codes("  ", 5).is_empty() && codes("", 5).is_empty());
}

#[test]
fn what_was_run_steers_less_than_what_was_said() {
    for (query, code) in [
        ("docker pull authentication required", "401"),
        ("docker push denied", "403"),
        ("npm ERR! 401", "401"),
        ("unauthorized: authentication required", "401"),
        ("git clone: authentication failed", "401"),
        ("git clone behind proxy", "407"),
        ("curl wrong credentials", "401"),
        ("pip install forbidden artifactory", "403"),
        ("kubectl the server could not find the requested resource", "404"),
        ("error: You must be logged in to the server (Unauthorized)", "401"),
        ("HttpMessageNotReadableException: JSON parse error", "400"),
    ] {
        assert_eq!(codes(query, 1), [code], "{query}");
    }
    let tested = "AssertionError: expected response to have status code 200 but got 401";
    assert_eq!(codes(tested, 1), ["401"]);
    let denied = codes("denied: requested access to the resource is denied", 2);
    assert!(denied.contains(&"401".to_owned()) && denied.contains(&"403".to_owned()), "{denied:?}");
    let refused = "The connection to the server localhost:8080 was refused - did you specify the right host or port?";
    let catalog = Catalog::embedded();
    let hit = Engine::embedded().search(&catalog, refused, 1).remove(0);
    assert_eq!(&*catalog.row(hit.index).id, "connection-refused");
}

#[test]
fn what_a_vendor_calls_its_own_code_is_no_failure() {
    for (query, code) in [
        ("cloudflare ssl handshake failed", "525"),
        ("Cloudflare error: Connection Timed Out", "522"),
        ("origin is unreachable cloudflare", "523"),
    ] {
        assert_eq!(codes(query, 1), [code], "{query}");
    }
    assert_eq!(codes("ssl handshake failed", 1), ["—"]);
    assert_eq!(codes("nginx connection timed out", 1), ["—"]);
}

#[test]
fn a_hit_says_why() {
    let (catalog, engine) = (Catalog::embedded(), Engine::embedded());
    let first = |query: &str| engine.search(&catalog, query, 1).remove(0).why;
    assert_eq!(first("429").to_string(), "number");
    assert_eq!(first("too many req").to_string(), "name");
    assert_eq!(first("too many req").marks, [0, 1, 2, 4, 5, 6, 7, 9, 10, 11]);
    assert_eq!(first("sending requests too fast").to_string(), "symptom: sending requests too fast");
    assert_eq!(first("rate limit exceeded").to_string(), "also called: Rate Limit Exceeded");
}

#[test]
fn own_entries_are_found_beside_the_others() {
    let own = r#"[{"id": "acme-799", "code": "799", "name": "Reactor Too Cold", "vendor": "Acme",
        "aliases": ["Kaltstart"], "keywords": ["the reactor \"sleeps\"", "ACME_COLD"]},
        {"id": "acme-429", "code": "429", "name": "Acme Throttled", "vendor": "Acme"}]"#;
    let (catalog, problems) = Catalog::with_own(vec![("own.json".into(), own.to_owned())]);
    assert!(problems.is_empty(), "{problems:?}");
    let engine = Engine::with_own(&catalog);
    let found = |query: &str| -> Vec<(String, String)> {
        let hits = engine.search(&catalog, query, 2);
        hits.iter().map(|hit| (catalog.row(hit.index).id.to_string(), hit.why.to_string())).collect()
    };
    let hit = |id: &str, why: &str| (id.to_owned(), why.to_owned());
    assert_eq!(found("799")[0], hit("acme-799", "number"));
    assert_eq!(found("reactr too cold")[0], hit("acme-799", "name"));
    assert_eq!(found("reactor sleeps")[0], hit("acme-799", "symptom: the reactor \"sleeps\""));
    assert_eq!(found("kaltstart")[0], hit("acme-799", "also called: Kaltstart"));
    assert_eq!(found("429"), [hit("429", "number"), hit("acme-429", "number")]);
    assert_eq!(found("acme 429")[0].0, "acme-429");
    assert_eq!(found("too many requests")[0].0, "429");
}

proptest! {
    #[test]
    fn whatever_is_typed_is_answered(query in any::<String>(), limit in 0_usize..20) {
        answered(&query, limit);
    }

    #[test]
    fn whatever_is_typed_of_words_is_answered(
        query in "([a-zA-Z]{1,9}|[0-9]{1,5}|HTTP/1.1|4xx|too|not|not_found|vs|SH--|line 200|10.0.0.7:503|\"status\": 404|Retry-After|\\[error\\]|[ -~]|\\PC| ){0,40}",
    ) {
        answered(&query, 10);
    }
}

/// The answer is no longer than asked for, in order, and names each entry once.
fn answered(query: &str, limit: usize) {
    let catalog = Catalog::embedded();
    let hits = Engine::embedded().search(&catalog, query, limit);
    assert!(hits.len() <= limit);
    assert!(hits.is_sorted_by_key(|hit| std::cmp::Reverse(hit.score)));
    let entries = || hits.iter().filter(|hit| hit.compared.is_empty());
    let unique: HashSet<_> = entries().map(|hit| hit.index).collect();
    assert_eq!(unique.len(), entries().count());
    for hit in hits {
        let letters = catalog.row(hit.index).name.chars().count();
        assert!(hit.why.marks.is_sorted() && hit.why.marks.last().is_none_or(|&last| last < letters));
    }
}

#[test]
fn a_log_line_leads_to_its_writers_page() {
    let first = |query: &str| codes_and_why(query).remove(0);
    let nginx = r#"203.0.113.4 - - [12/Mar/2024:14:02:51 +0000] "GET /x HTTP/1.1" 499 0 "-" "okhttp/4.9.0""#;
    assert_eq!(first(nginx).0, "nginx-499");
    let elb = r#"https 2024-03-12T14:02:51.186Z app/lb/50dc 203.0.113.4:2817 10.0.0.1:80 0.086 0.048 -1 460 - 0 57 "GET https://www.example.com:443/ HTTP/1.1" "okhttp/4.9.0""#;
    assert_eq!(first(elb).0, "aws-alb-460");
    let haproxy = r#"haproxy[1]: 127.0.0.1:51996 [01/Dec/2026:00:20:56.029] f close/s 0/0/0/-1/0 502 209 - - SH-- 1/1/0/0/0 0/0 "GET / HTTP/1.1""#;
    let (id, why) = first(haproxy);
    assert_eq!(id, "502");
    assert!(why.starts_with("token: SH-- (HAProxy): "), "{why}");
}

/// The ids of the hits and why each was found.
fn codes_and_why(query: &str) -> Vec<(String, String)> {
    let catalog = Catalog::embedded();
    let hits = Engine::embedded().search(&catalog, query, 10);
    hits.iter().map(|hit| (catalog.row(hit.index).id.to_string(), hit.why.to_string())).collect()
}

#[test]
fn numbers_that_are_no_status_steer_nothing() {
    for noise in [" at line 200", " (took 300 ms)", " foo.js:404:11", " 10.0.0.7:503", " 2024-04-04 04:04:04"] {
        let noisy = codes_and_why(&format!("the request entity is too large{noise}"));
        assert_eq!(noisy[0].0, "413", "{noise}");
    }
}

#[test]
fn a_comparison_that_is_asked_for_comes_first() {
    let catalog = Catalog::embedded();
    let compared = |query: &str| -> Vec<String> {
        let hits = Engine::embedded().search(&catalog, query, 10);
        hits[0].compared.iter().map(|&index| catalog.row(index).id.to_string()).collect()
    };
    for query in [
        "401 or 403",
        "401 vs. 403",
        "401/403",
        "what is the difference between 401 and 403?",
        "unauthorized vs forbidden",
    ] {
        assert_eq!(compared(query), ["401", "403"], "{query}");
    }
    assert_eq!(compared("502 vs 503 vs 504"), ["502", "503", "504"]);
    assert_eq!(compared("nginx 499 or 408"), ["nginx-499", "408"]);
    for query in ["401", "401 and login", "403 or something", "GET or POST"] {
        assert_eq!(compared(query), Vec::<String>::new(), "{query}");
    }
    let hits = Engine::embedded().search(&catalog, "401 or 403", 10);
    assert_eq!(hits[0].why.to_string(), "comparison: 401 Unauthorized or 403 Forbidden");
    assert_eq!(hits[0].why.place.codes, ["401", "403"]);
    assert_eq!((hits[0].index, hits[1].index), (hits[0].compared[0], hits[0].compared[0]));
}

#[test]
fn a_hit_knows_the_place_that_matched() {
    let own = r#"[{"id": "acme-799", "code": "799", "name": "Reactor Too Cold",
        "causes": [{"cause": "Nobody lit it.", "check": "Look."}, {"cause": "The zorbulator frumped overnight.", "check": "`acmectl thaw` says frozzled."}],
        "faq": [{"question": "Is it broken?", "answer": "No."}, {"question": "Why does the quokka glow?", "answer": "It is warm."}]}]"#;
    let (catalog, problems) = Catalog::with_own(vec![("own.json".into(), own.to_owned())]);
    assert!(problems.is_empty(), "{problems:?}");
    let engine = Engine::with_own(&catalog);
    let place = |query: &str| engine.search(&catalog, query, 1).remove(0).why.place;
    let froze = place("zorbulator frumped ");
    assert_eq!(
        (froze.section(), froze.index(), &*froze.words),
        ("causes", Some(1), &["zorbulator".to_owned(), "frumped".to_owned()][..])
    );
    assert_eq!((place("acmectl frozzled ").section(), place("acmectl frozzled ").index()), ("causes", Some(1)));
    assert_eq!((place("quokka glow ").section(), place("quokka glow ").index()), ("faq", Some(1)));
    assert_eq!(place("799").words, ["799"]);
}

#[test]
fn long_messages_are_answered_and_words_that_mean_nothing_are_not() {
    let score = |query: &str| {
        let hits = Engine::embedded().search(&Catalog::embedded(), query, 1);
        hits.first().map_or(0, |hit| hit.score)
    };
    let said = "we call a third party service from our nightly batch and since last week it refuses most calls saying we \
                are sending requests too fast and should slow down";
    assert_eq!(codes(said, 1), ["429"]);
    let nothing = "grandmother knitted woollen socks beside the fireplace while rain drummed softly on the kitchen window and \
                   the cat slept";
    assert!(score(said) > 2 * score(nothing), "{} and {}", score(said), score(nothing));
    assert!(score(nothing) < 400, "{}", score(nothing));
    let trace =
        format!("Unhandled failure\n{}\nHTTP/1.1 429 Too Many Requests", "    at frame (file.js:10:2)\n".repeat(200));
    assert_eq!(codes(&trace, 1), ["429"], "what a trace says at its end counts");
}

#[test]
fn a_failure_without_a_status_comes_first_and_then_what_may_stand_behind_it() {
    let query = "Error: connect ECONNREFUSED 127.0.0.1:5001";
    let found = codes_and_why(query);
    let said = "No HTTP status was received: connection refused (ECONNREFUSED)";
    assert_eq!(found[0], ("connection-refused".to_owned(), said.to_owned()));
    // What a proxy makes of it, in the order of the page.
    let catalog = Catalog::embedded();
    let page = catalog.page(catalog.find("connection-refused").unwrap()).unwrap();
    let becomes = page.becomes.unwrap();
    assert!(becomes.len() > 1);
    for (behind, (id, why)) in becomes.iter().zip(&found[1..]) {
        assert_eq!(*id, behind.id);
        assert!(why.contains(&*behind.why), "{why}");
    }
    // A status, and a proxy's own log of a failed connection, are what they are.
    assert_eq!(codes_and_why("HTTP/1.1 502 Bad Gateway: ECONNREFUSED")[0].0, "502");
    let nginx = r#"2026/12/01 00:20:52 [error] 2406#2406: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: , request: "GET / HTTP/1.1""#;
    assert_eq!(codes_and_why(nginx)[0].0, "502");
}

#[test]
fn every_spelling_on_a_page_leads_to_its_failure() {
    let catalog = Catalog::embedded();
    let mut missed = Vec::new();
    for row in catalog.rows().iter().filter(|row| row.is_failure()) {
        let page = catalog.page(catalog.find(&row.id).unwrap()).unwrap();
        // A word of its own is a name like any other, and is not looked for within a text.
        for alias in page.aliases.into_iter().filter(|alias| alias.contains([' ', '_'])) {
            let hits = Engine::embedded().search(&catalog, &format!("it failed: {alias}"), 10);
            if !hits.iter().any(|hit| catalog.row(hit.index).id == row.id) {
                missed.push(format!("{alias:?} does not lead to {}", row.id));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn failures_of_the_users_own_are_reported_by_their_spellings() {
    let own = r#"[{"id": "reactor-refused", "code": "—", "name": "Reactor refused", "category": "no-status",
        "standing": "failure", "aliases": ["ReactorRefusedException"]}]"#;
    let (catalog, problems) = Catalog::with_own(vec![("own.json".into(), own.to_owned())]);
    assert!(problems.is_empty(), "{problems:?}");
    let hits = Engine::with_own(&catalog).search(&catalog, "app.ReactorRefusedException: not today", 3);
    assert_eq!(catalog.row(hits[0].index).id, "reactor-refused");
    let said = "No HTTP status was received: reactor refused (ReactorRefusedException)";
    assert_eq!(hits[0].why.to_string(), said);
    assert!(Engine::with_own(&catalog).search(&catalog, "—", 9).is_empty(), "a dash is no number");
}
