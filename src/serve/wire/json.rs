//! JSON as httpbin writes it.

use std::fmt::Write;

use serde_json::Value;

/// A value in ASCII, indented by two blanks, keys in alphabetical order, with a line feed at the end.
pub fn pretty(value: &Value) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    ascii(text).into_bytes()
}

/// A value in ASCII on one line, with a line feed at the end.
pub fn line(value: &Value) -> Vec<u8> {
    let mut text = serde_json::to_string(value).unwrap_or_default();
    text.push('\n');
    ascii(text).into_bytes()
}

/// JSON with everything beyond ASCII escaped; that can only stand in strings.
fn ascii(text: String) -> String {
    if text.is_ascii() {
        return text;
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut units = [0; 2];
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut units) {
                // Writing to a String does not fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_text_is_ascii() {
        let value = serde_json::json!({ "b": [1, {}], "a": "é😀\u{7f}" });
        let text = String::from_utf8(pretty(&value)).unwrap();
        assert_eq!(text, "{\n  \"a\": \"\\u00e9\\ud83d\\ude00\u{7f}\",\n  \"b\": [\n    1,\n    {}\n  ]\n}\n");
        assert_eq!(line(&value), b"{\"a\":\"\\u00e9\\ud83d\\ude00\x7f\",\"b\":[1,{}]}\n");
    }
}
