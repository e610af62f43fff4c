//! Writes JSON, and says what is wrong with JSON that a person wrote: the place, the fault and the mend, in plain words.

use std::fmt::Write;

use serde::{Deserialize, Serialize};
use serde_json::error::Category;

/// A fault in a JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// `line 3, column 14`, in the whole file.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub mend: String,
}

/// Writes one array, a value on each line, so that line tools can work on it too. Each piece is handed to `put`.
///
/// # Errors
/// When a value cannot be written as JSON, or `put` fails.
pub fn array<T: Serialize, E: From<serde_json::Error>>(
    values: &[T],
    mut put: impl FnMut(&str) -> Result<(), E>,
) -> Result<(), E> {
    for (n, value) in values.iter().enumerate() {
        put(if n == 0 { "[\n" } else { ",\n" })?;
        put(&to_string(value)?)?;
    }
    put("\n]\n")
}

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

/// What serde says of the part of `text` that begins at `start`, said of the whole text and in words for people who
/// never heard of serde.
pub fn fault(text: &str, start: usize, error: &serde_json::Error) -> Fault {
    let part = &text[start..];
    let line_start = match error.line().checked_sub(2) {
        Some(nth) => part.match_indices('\n').nth(nth).map_or(part.len(), |(at, _)| at + 1),
        None => 0,
    };
    let message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&position).unwrap_or(&message);
    let (what, mend) = match error.classify() {
        Category::Data => wrong_data(message),
        Category::Eof => ("the text ends too early".to_owned(), "restore or complete it".to_owned()),
        Category::Syntax | Category::Io => (format!("this is no JSON ({message})"), "correct it here".to_owned()),
    };
    Fault { place: place(text, start + line_start + error.column().saturating_sub(1)), what, mend }
}

/// The version that a file of the program's says it has.
///
/// # Errors
/// When the text is no JSON, or says none.
pub fn version(text: &str) -> serde_json::Result<u64> {
    #[derive(Deserialize)]
    struct Version {
        version: u64,
    }
    serde_json::from_str(text).map(|Version { version }| version)
}

/// `line 3, column 14`, counted from 1 and in characters, for a position in bytes.
pub fn place(text: &str, offset: usize) -> String {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let line_start = text[..end].rfind('\n').map_or(0, |at| at + 1);
    let column = text[line_start..end].chars().count() + 1;
    format!("line {}, column {column}", line(text, end))
}

/// The number of the line at a position in bytes, from 1.
pub fn line(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset].split(|&byte| byte == b'\n').count()
}

/// The known word that somebody most likely meant, if there is one that resembles what they wrote.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A distance costs the product of both lengths, and no known word is that long.
    if word.len() > 40 {
        return None;
    }
    let plain = |word: &str| word.to_lowercase().replace(['-', ' ', '.'], "_");
    let word = plain(word);
    let most = (word.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(&word, &plain(known)), known))
        .filter(|&(distance, _)| distance <= most)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, known)| known)
}

/// What to write in place of an unknown word: the one that was meant, or any of those that are known.
pub fn instead_of(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(known) => format!("write `{known}` if that is meant"),
        None => format!("the words that are known here are `{}`", known.join("`, `")),
    }
}

/// The fault and the mend in serde's message about a value that is JSON and yet not what was asked for.
fn wrong_data(message: &str) -> (String, String) {
    if let Some(key) = message.strip_prefix("missing field ") {
        return (format!("{key} is missing"), "add it".to_owned());
    }
    if let Some(key) = message.strip_prefix("duplicate field ") {
        return (format!("{key} is given twice"), "keep one of the two".to_owned());
    }
    if let Some((word, known)) =
        message.strip_prefix("unknown variant ").and_then(|rest| rest.rsplit_once(", expected "))
    {
        return (format!("the word {word} is not known here"), format!("write {known}"));
    }
    let found = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    let Some((found, expected)) = found.and_then(|rest| rest.rsplit_once(", expected ")) else {
        return (message.to_owned(), "correct it here".to_owned());
    };
    let expected = in_plain_words(expected);
    let mend = match (found.split(' ').next(), expected) {
        (Some("integer" | "floating" | "boolean"), "a string") => "put it between double quotes".to_owned(),
        (Some("null"), _) => format!("write {expected}, or leave the key out"),
        _ => format!("write {expected}"),
    };
    let found = match found {
        "sequence" => "an array",
        "map" => "an object",
        _ => found,
    };
    (format!("{found} stands here in place of {expected}"), mend)
}

/// What serde calls a struct is an object to the one who writes JSON.
fn in_plain_words(expected: &str) -> &str {
    match expected {
        "a sequence" => "an array",
        "a map" => "an object",
        "a boolean" => "`true` or `false`",
        "u16" => "a whole number from 1 to 65535",
        _ if expected.starts_with("struct ") => "an object",
        _ if expected.contains("enum ") => "one of the known words, as a string",
        _ => expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Page;

    fn said(text: &str, start: usize) -> (String, String, String) {
        let error = serde_json::from_str::<Page>(&text[start..]).unwrap_err();
        let Fault { place, what, mend } = fault(text, start, &error);
        (place, what, mend)
    }

    fn entry(rest: &str) -> (String, String, String) {
        said(&format!("{{\"id\": \"a\",\n \"code\": \"b\", \"name\": \"ü\", {rest}}}"), 0)
    }

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
    fn places_are_those_of_the_whole_file() {
        assert_eq!(said("[\n  7]", 4).0, "line 2, column 3");
        assert_eq!(said("[\n  {\n\"id\": 7}]", 4).0, "line 3, column 7");
        assert_eq!(entry("\"summary\": 5").0, "line 2, column 39", "a column is a character and no byte");
        assert_eq!(place("é\né", 4), "line 2, column 1", "inside a character");
        assert_eq!(place("", 9), "line 1, column 1");
    }

    #[test]
    fn syntax() {
        assert_eq!(said("{\"id\": ", 0).1, "the text ends too early");
        assert_eq!(said("{id: 1}", 0).1, "this is no JSON (key must be a string)");
    }

    #[test]
    fn data_in_plain_words() {
        let cases = [
            (r#""summary": 5"#, "integer `5` stands here in place of a string", "put it between double quotes"),
            (r#""summary": null"#, "null stands here in place of a string", "write a string, or leave the key out"),
            (r#""docs": {}"#, "an object stands here in place of an array", "write an array"),
            (r#""rfc": []"#, "invalid length 0, expected struct Rfc with 5 elements", "correct it here"),
            (r#""fixes": "x""#, "string \"x\" stands here in place of an object", "write an object"),
            (
                r#""popular": 70000"#,
                "integer `70000` stands here in place of a whole number from 1 to 65535",
                "write a whole number from 1 to 65535",
            ),
            (r#""name": """#, "`name` is given twice", "keep one of the two"),
            (r#""faq": [{"question": "?"}]"#, "`answer` is missing", "add it"),
            (
                r#""standing": "official""#,
                "the word `official` is not known here",
                "write one of `registered`, `temporary`, `obsolete`, `unused`, `unofficial`",
            ),
        ];
        for (rest, what, mend) in cases {
            let said = entry(rest);
            assert_eq!((said.1.as_str(), said.2.as_str()), (what, mend), "{rest}");
        }
    }

    #[test]
    fn what_was_meant() {
        assert_eq!(nearest("sumary", ["name", "summary"]), Some("summary"));
        assert_eq!(nearest("Plain-English", ["plain_english"]), Some("plain_english"));
        assert_eq!(nearest("colour", ["name", "summary"]), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), ["x"]), None);
        assert_eq!(instead_of("colour", &["a", "b"]), "the words that are known here are `a`, `b`");
    }
}
