//! Captured HTTP messages, as they came over a connection and as somebody copied them, and what is said about them.

#![no_main]

use httpdex::lint::{caching, check};
use httpdex::message::{Known, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for wire in [false, true] {
        let messages = read(bytes, &Known { methods: Vec::new(), wire }).messages;
        let lines = bytes.split(|&byte| byte == b'\n').count();
        for finding in check(&messages, None) {
            assert!(finding.message < messages.len());
            assert!(finding.line.is_none_or(|line| (1..=lines).contains(&line)), "{finding:?}");
            assert!(!finding.title.contains(char::is_control), "{finding:?}");
        }
        for response in messages.iter().filter(|message| message.status().is_some()) {
            caching(response, None);
        }
    }
});
