//! Saying what is wrong.

use std::io::{self, Write};

/// Says on standard error, in one line, what is wrong.
pub(super) fn complain(text: &str) {
    // When standard error is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "httpdex: {}", crate::text::clean(text));
}
