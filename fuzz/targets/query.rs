//! What is searched for: words, codes and patterns.

#![no_main]

use httpdex::catalog::Pattern;
use httpdex::search::Engine;
use httpdex_fuzz::CATALOG;
use libfuzzer_sys::fuzz_target;

const LIMIT: usize = 10;

fuzz_target!(|query: &str| {
    let hits = Engine::embedded().search(&CATALOG, query, LIMIT);
    assert!(hits.len() <= LIMIT);
    if let Some(pattern) = Pattern::parse(query) {
        CATALOG.matching(&pattern).for_each(|index| assert!(!CATALOG.row(index).id.is_empty()));
    }
});
