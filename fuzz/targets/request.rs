//! Requests to the playground server, as they arrive piece by piece.

#![no_main]

use httpdex::serve::wire::{HeadLimits, HeadReader, Parsed, framing};
use libfuzzer_sys::fuzz_target;

const LIMITS: HeadLimits = HeadLimits { line: 8 << 10, head: 64 << 10, fields: 100 };

fuzz_target!(|bytes: &[u8]| {
    let mut reader = HeadReader::default();
    for end in [bytes.len() / 3, bytes.len() / 2, bytes.len()] {
        if let Parsed::Whole(head, length) = reader.read(&bytes[..end], LIMITS) {
            assert!(length <= end);
            let _ = framing(&head);
            return;
        }
    }
});
