//! How often searching finds the right page for what people paste: lines of logs, exceptions, messages of consoles.
//!
//! The queries are messages that programs print, found in public issues and in documentation, with hosts and addresses
//! replaced. Half of them were looked at while the search was written (`pasted-tuning.jsonl`), the others were not
//! (`pasted-heldout.jsonl`).
//!
//! `cargo test --test search_pasted -- --nocapture` prints what was missed.

use httpdex::catalog::Catalog;
use httpdex::search::{Engine, Field};
use serde::Deserialize;

/// Numbers that say nothing of a status, as they stand around messages.
const NOISE: [&str; 24] = [
    " at line 200",
    " (took 300 ms)",
    " foo.js:404:11",
    " 10.0.0.7:503",
    " [pid 500]",
    " after 429 attempts",
    " 2024-04-04T04:04:04.403Z",
    " (413 bytes)",
    " port 404",
    " id=502",
    " issue #404",
    " in 503 ms",
    " at app.py:503",
    " v4.0.4",
    " order 500 of user 403",
    " /var/log/404.log",
    " [req-404]",
    " retry 3/500",
    " at 12:04:04.429",
    " pool size 200",
    " (404 items)",
    " localhost:8080",
    " timeout=504s",
    " L413",
];

#[derive(Deserialize)]
struct Pasted {
    query: String,
    /// Entries that answer it, the best first.
    ids: Vec<String>,
    /// `status` or `failure`; in the third set also `tidy`, and `numbers` for a status among unrelated numbers.
    kind: String,
}

/// The messages of a kind that are answered by a page that there is.
fn read(lines: &str, kind: &str) -> Vec<Pasted> {
    let catalog = Catalog::embedded();
    let all = lines.lines().map(|line| serde_json::from_str::<Pasted>(line).unwrap());
    let answered = |pasted: &Pasted| pasted.ids.iter().any(|id| catalog.find(id).is_some());
    all.filter(|pasted| pasted.kind == kind && answered(pasted)).collect()
}

/// The shares of queries with a right first hit, with a right one among three, and with a failure as the first.
struct Quality {
    first: f64,
    in_three: f64,
    failures: f64,
}

fn quality(
    name: &str,
    queries: &[Pasted],
    noise: Option<usize>,
    (catalog, engine): &(Catalog, Engine),
    silent: bool,
) -> Quality {
    let (mut first, mut in_three, mut failures) = (0, 0, 0);
    for (number, Pasted { query, ids, .. }) in queries.iter().enumerate() {
        let query = match noise {
            Some(shift) => format!("{query}{}", NOISE[(number + shift) % NOISE.len()]),
            None => query.clone(),
        };
        let hits = engine.search(catalog, &query, 5);
        let found: Vec<&str> = hits.iter().map(|hit| &*catalog.row(hit.index).id).collect();
        let right = |id: &&str| ids.iter().any(|wanted| wanted == id);
        first += u32::from(found.first().is_some_and(&right));
        in_three += u32::from(found.iter().take(3).any(right));
        failures += u32::from(hits.first().is_some_and(|hit| hit.why.field == Field::Failure));
        if !found.first().is_some_and(right) && !silent {
            println!("{} wants {}", query.replace('\n', "\\n"), ids.join(", "));
            for hit in hits.iter().take(3) {
                println!("      {} {} ({})", catalog.row(hit.index).id, hit.score, hit.why);
            }
        }
    }
    let share = |part: u32| f64::from(part) / f64::from(u32::try_from(queries.len().max(1)).unwrap());
    println!("{name}: first {first}, in three {in_three}, told as failure {failures}, of {}", queries.len());
    Quality { first: share(first), in_three: share(in_three), failures: share(failures) }
}

fn library() -> (Catalog, Engine) {
    (Catalog::embedded(), Engine::embedded())
}

const TUNING: &str = include_str!("search/pasted-tuning.jsonl");
const HELD_OUT: &str = include_str!("search/pasted-heldout.jsonl");

#[test]
fn messages_with_a_status_find_its_page() {
    let library = library();
    for (name, lines, silent) in [("tuning", TUNING, false), ("held out", HELD_OUT, true)] {
        let found = quality(name, &read(lines, "status"), None, &library, silent);
        assert!(found.first >= 0.95, "{name}: {} first", found.first);
        assert!(found.in_three >= 0.98, "{name}: {} in three", found.in_three);
        assert!(found.failures <= 0.01, "{name}: {} taken for a failure", found.failures);
    }
}

#[test]
fn unrelated_numbers_lead_nowhere() {
    let library = library();
    for (name, lines, silent) in [("tuning", TUNING, false), ("held out", HELD_OUT, true)] {
        for shift in [0, 7, 13] {
            let found = quality(name, &read(lines, "status"), Some(shift), &library, silent);
            assert!(found.first >= 0.93, "{name}: {} first", found.first);
            assert!(found.failures <= 0.01, "{name}: {} taken for a failure", found.failures);
        }
    }
}

#[test]
fn messages_without_a_status_are_told_as_such() {
    let library = library();
    for (name, lines, silent) in [("tuning", TUNING, false), ("held out", HELD_OUT, true)] {
        for noise in [None, Some(0)] {
            let found = quality(name, &read(lines, "failure"), noise, &library, silent);
            assert!(found.failures >= 0.9, "{name}: {} told", found.failures);
            assert!(found.first >= 0.85, "{name}: {} first", found.first);
        }
    }
}

/// Messages that were gathered when all else was done: tidy words, messages with a status, with a status among unrelated
/// numbers, and without one.
const FRESH: &str = include_str!("search/pasted-fresh.jsonl");

#[test]
fn every_kind_of_message_is_found_that_was_gathered_last() {
    let library = library();
    for (kind, least) in [("tidy", 0.8), ("status", 0.9), ("numbers", 0.9), ("failure", 0.9)] {
        let found = quality(kind, &read(FRESH, kind), None, &library, false);
        assert!(found.first >= least, "{kind}: {} first", found.first);
        assert!(kind == "failure" || found.failures < 0.01, "{kind}: {} taken for a failure", found.failures);
        assert!(kind != "failure" || found.failures >= 0.9, "{kind}: {} told", found.failures);
    }
}
