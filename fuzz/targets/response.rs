//! What `httpdex check` makes of the bytes of a connection, in pieces.

#![no_main]

use httpdex::check::{Target, heard};
use httpdex_fuzz::are_lines;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((&size, bytes)) = bytes.split_first() else { return };
    for method in ["GET", "HEAD", "CONNECT"] {
        let answer = heard(bytes.chunks(usize::from(size) + 1), method, 4096);
        let is_sound = answer.failure.is_none() && !answer.is_cut;
        assert!(!is_sound || answer.response().is_some_and(|one| one.content.complete != Some(false)), "{answer:?}");
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Err(why) = Target::new(text)
    {
        are_lines(&why);
    }
});
