//! JSON that is safe to print.

use std::borrow::Cow;
use std::fmt::Write;

use serde::Serialize;

use crate::text::replace_unseen;

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

/// JSON in which every character is escaped that the text output replaces and JSON allows in a string: DEL, the C1
/// controls, and what reorders or hides text. Nowhere but in a string can one stand.
pub fn printable(json: String) -> String {
    let escape = |out: &mut String, c: char| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            write!(out, "\\u{unit:04x}").expect("writing to a String does not fail");
        }
    };
    match replace_unseen(&json, escape) {
        Cow::Owned(escaped) => escaped,
        Cow::Borrowed(_) => json,
    }
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

    #[test]
    fn what_text_output_replaces_is_escaped_and_nothing_else() {
        use crate::text::clean;

        let blocks = [0x7f..=0x33ff, 0xfe00..=0xffff, 0x1_bc00..=0x1_d1ff, 0xe_0000..=0xe_1000];
        for c in blocks.into_iter().flatten().filter_map(char::from_u32) {
            for around in ["4", "é", "👩", "❤"] {
                let text = format!("{around}{c}{around}");
                let json = to_string(&text).unwrap();
                let is_replaced = clean(&text) != text;
                assert_eq!(json.contains(c), !is_replaced, "{c:?} in {json}");
                assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
            }
        }
        let tag = to_string_pretty(&["a\u{e0041}"]).unwrap();
        assert_eq!(tag, "[\n  \"a\\udb40\\udc41\"\n]");
        assert_eq!(
            to_string("👩\u{200d}💻 ❤\u{fe0f} می\u{200c}خواهم").unwrap(),
            "\"👩\u{200d}💻 ❤\u{fe0f} می\u{200c}خواهم\""
        );
    }
}
