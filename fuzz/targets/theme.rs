//! A theme of the user's.

#![no_main]

use httpdex::store::TerminalBackground;
use httpdex::theme::{Depth, Theme};
use httpdex_fuzz::{path, text, told};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(text) = text(bytes) else { return };
    for depth in [Depth::Monochrome, Depth::Indexed, Depth::True] {
        for background in [TerminalBackground::Dark, TerminalBackground::Light] {
            if let Err(problem) = Theme::own(path(), &text, background, depth) {
                told(&problem);
            }
        }
    }
});
