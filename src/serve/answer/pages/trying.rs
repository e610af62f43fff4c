//! What the form of the home page leads to where the browser runs no script.

use std::fmt::Write;

use super::super::ask::{Answer, Ask, bad};
use crate::serve::wire::{Response, encode};

/// `/try?path=/get&fault=reset&delay=2s`: a redirect to the path with the rest as its query.
pub fn redirect(ask: &mut Ask<'_>) -> Answer {
    let path = ask.option("path").unwrap_or_default();
    // Two slashes would name another host.
    if !path.starts_with('/') || path.starts_with("//") || path.contains('\\') {
        return Err(bad("path begins with one slash, as in /try?path=/get&fault=reset"));
    }
    let mut location = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>^`{|}".contains(&byte) {
            location.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(location, "%{byte:02X}");
        }
    }
    for name in ["fault", "delay"] {
        if let Some(value) = ask.option(name).filter(|value| !value.is_empty()) {
            let separator = if location.contains('?') { '&' } else { '?' };
            let _ = write!(location, "{separator}{name}={}", encode(value));
        }
    }
    Ok(Response::new(303).field("Location", location))
}
