//! The file with the user's key bindings.

#![no_main]

use httpdex::app::keymap::Keymap;
use httpdex_fuzz::{is_line, path, text, told};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(text) = text(bytes) else { return };
    let (keymap, problems) = Keymap::with_own(path(), &text);
    problems.iter().for_each(told);
    for row in keymap.rows() {
        keymap.keys_of(row.context, row).for_each(|key| is_line(&key.to_string()));
    }
});
