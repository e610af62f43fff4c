//! Scenarios of the playground server, in TOML and in JSON.

#![no_main]

use std::path::Path;

use httpdex::serve::scenario::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for name in ["scenario.toml", "scenario.json"] {
        if let Err(problem) = read(Path::new(name), text) {
            assert!(problem.to_string().starts_with(name));
        }
    }
});
