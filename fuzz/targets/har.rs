//! HAR files, each entry as a browser wrote it.

#![no_main]

use httpdex::lint::check;
use httpdex::message::entries;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(archive) = entries(text) else { return };
    for entry in &archive.entries {
        if let Ok(exchange) = entry.read() {
            check(&exchange.messages, Some(&exchange.url));
        }
    }
});
