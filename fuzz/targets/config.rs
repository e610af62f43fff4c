//! The file with the settings.

#![no_main]

use httpdex::config::Config;
use httpdex_fuzz::{path, text, told};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(text) = text(bytes) else { return };
    Config::parse(path(), &text).1.iter().for_each(told);
});
