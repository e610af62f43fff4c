//! JSON that is safe to print.

use std::fmt::Write;

use serde::Serialize;

/// A value as JSON on one line that is safe to print.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<String> {
    serde_json::to_string(value).map(printable)
}

/// The same, indented.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn to_string_pretty<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<String> {
    serde_json::to_string_pretty(value).map(printable)
}

/// JSON in which the characters are escaped that a terminal may obey and JSON allows in a string: DEL, the C1 controls,
/// and the marks that reorder text. Nowhere but in a string can one stand.
pub fn printable(json: String) -> String {
    let must_be_escaped = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !json.contains(must_be_escaped) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if must_be_escaped(c) {
            write!(out, "\\u{:04x}", u32::from(c)).expect("writing to a String does not fail");
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::array;

    #[test]
    fn what_a_terminal_may_obey_is_escaped() {
        let texts = ["\u{7f}\u{9b}31m", "\u{202e}a\u{2066}b\u{200f}\u{61c}", "\x1b größer"];
        let json = to_string(&texts).unwrap();
        assert_eq!(json, r#"["\u007f\u009b31m","\u202ea\u2066b\u200f\u061c","\u001b größer"]"#,);
        assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), texts);
        let mut out = String::new();
        array(&["\u{9d}"], |piece| -> serde_json::Result<()> {
            out.push_str(piece);
            Ok(())
        })
        .unwrap();
        assert_eq!(out, "[\n\"\\u009d\"\n]\n");
    }
}
