//! How often searching finds the right page, on labelled queries, and what holds for every query.
//!
//! `cargo test --test search -- --nocapture` prints what was missed.

use std::collections::HashSet;

use httpdex::catalog::{Catalog, Standing};
use httpdex::search::{Engine, Hit};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Labelled {
    query: String,
    /// Codes that answer it, the best first.
    codes: Vec<String>,
    kind: String,
}

/// The share of queries whose first hit is right, and of those that have a right one among the first three.
///
/// Queries for codes that have no page are left out.
fn quality(labelled: &str) -> (f64, f64) {
    let (catalog, engine) = (Catalog::embedded(), Engine::embedded());
    let known: HashSet<&str> = catalog.rows().iter().map(|row| &*row.code).collect();
    let (mut first, mut in_three, mut all) = (0, 0, 0);
    for line in labelled.lines() {
        let query: Labelled = serde_json::from_str(line).unwrap();
        if !query.codes.iter().any(|code| known.contains(&**code)) {
            continue;
        }
        let hits = engine.search(&catalog, &query.query, 5);
        let right = |hit: &Hit| query.codes.iter().any(|code| *code == catalog.row(hit.index).code);
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
    for (index, row) in catalog.rows().iter().enumerate() {
        let hits = engine.search(&catalog, &row.name, catalog.rows().len());
        let called = |hit: &Hit| {
            let page = catalog.page(hit.index).unwrap();
            std::iter::once(&page.name).chain(&page.aliases).any(|name| bare(name) == bare(&row.name))
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
            assert!(others.count() < 3, "{alias:?} does not find {}", row.id);
        }
    }
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
        query in "([a-zA-Z]{1,9}|[0-9]{1,5}|HTTP/1.1|4xx|too|not|not_found|Retry-After|\\[error\\]|[ -~]|\\PC| ){0,40}",
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
    let unique: HashSet<_> = hits.iter().map(|hit| hit.index).collect();
    assert_eq!(unique.len(), hits.len());
    for hit in hits {
        let letters = catalog.row(hit.index).name.chars().count();
        assert!(hit.why.marks.is_sorted() && hit.why.marks.last().is_none_or(|&last| last < letters));
    }
}
