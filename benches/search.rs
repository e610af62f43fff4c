//! What searching costs: making the index of own entries, and each typed key, from 100 to 100,000 of them.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use httpdex::catalog::Catalog;
use httpdex::search::Engine;

/// Words that entries are made of, so that some are in every entry and some in few.
const WORDS: [&str; 24] = [
    "reactor",
    "gateway",
    "quota",
    "ledger",
    "shipment",
    "invoice",
    "tenant",
    "replica",
    "shard",
    "token",
    "session",
    "webhook",
    "sensor",
    "carrier",
    "warehouse",
    "coupon",
    "voucher",
    "mandate",
    "settlement",
    "ticket",
    "booking",
    "passenger",
    "itinerary",
    "customs",
];

/// What is typed: from the first letter on, misspelt, abbreviated, by number and by symptom.
const QUERIES: [&str; 10] = [
    "a",
    "ac",
    "acme fail",
    "gatway reactr",
    "acmfl",
    "acm ldgr",
    "4",
    "77777",
    "the reactor is too cold to go on",
    "error 503 acme gateway upstream timed out (110: Connection timed out) while reading response header",
];

/// A catalogue with so many own entries of about 400 bytes.
fn catalog(entries: usize) -> Catalog {
    let mut text = String::from("[");
    for number in 0..entries {
        let [a, b, c] = [1, 7, 61].map(|step| WORDS[number / step % WORDS.len()]);
        let comma = if number == 0 { "" } else { ",\n" };
        write!(
            text,
            r#"{comma}{{"id": "acme-{number}", "code": "{number}", "name": "Acme {a} Failure {number}", "vendor": "Acme",
"summary": "The {a} number {number} refuses to go on with the {b}.", "aliases": ["{b} {c} fault {number}"],
"definition": "Sent by the gateway when {c} {number} is not ready, whatever the method of the request.",
"causes": [{{"cause": "The {a} is cold.", "check": "`acme status {number}` says `cold`."}}],
"keywords": ["cold {a}", "{b} lost after {c}", "ACME_{number}"]}}"#
        )
        .expect("a String takes all");
    }
    text.push(']');
    let (catalog, problems) = Catalog::with_own(vec![("own.json".into(), text)]);
    assert!(problems.is_empty(), "{}", problems[0]);
    catalog
}

fn index(c: &mut Criterion) {
    let mut group = c.benchmark_group("index own entries");
    group.sample_size(10);
    for entries in [100, 1_000, 10_000, 100_000] {
        let catalog = catalog(entries);
        group.throughput(Throughput::Elements(entries as u64));
        group.bench_function(BenchmarkId::from_parameter(entries), |b| {
            b.iter_with_large_drop(|| Engine::with_own(black_box(&catalog)));
        });
    }
    group.finish();
}

fn key(c: &mut Criterion) {
    let mut group = c.benchmark_group("one key");
    group.sample_size(20);
    for entries in [0, 100, 1_000, 10_000, 100_000] {
        let (catalog, engine) = if entries == 0 {
            (Catalog::embedded(), Engine::embedded())
        } else {
            let catalog = catalog(entries);
            let engine = Engine::with_own(&catalog);
            (catalog, engine)
        };
        for query in QUERIES {
            let name = query.split_at(query.len().min(16)).0;
            group.bench_function(BenchmarkId::new(name, entries), |b| {
                b.iter(|| engine.search(&catalog, black_box(query), 50));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, index, key);
criterion_main!(benches);
