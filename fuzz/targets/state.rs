//! The file with bookmarks and choices.

#![no_main]

use httpdex::store::State;
use httpdex_fuzz::remembered;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    remembered::<State>(bytes);
});
