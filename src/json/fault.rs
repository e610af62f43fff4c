//! What is wrong with a JSON text: the place, the fault and what to do about it, in plain words.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;

use super::field::{Located, locate};
use super::place;
use crate::text::shorten;

/// A fault in a JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// `line 3, column 14`, in the whole file.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub advice: String,
}

/// The most characters of a key or a number that are quoted.
const QUOTED: usize = 60;

/// What serde says of the part of `text` that begins at `start`, where a `T` was to be read, said of the whole text and
/// in words for people who never heard of serde.
pub fn fault<T: DeserializeOwned>(text: &str, start: usize, error: &serde_json::Error) -> Fault {
    let part = &text[start..];
    let line_start = match error.line().checked_sub(2) {
        Some(nth) => part.match_indices('\n').nth(nth).map_or(part.len(), |(at, _)| at + 1),
        None => 0,
    };
    let message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&position).unwrap_or(&message);
    // Serde stands on the last byte that it has read: of an array and an object it has read nothing yet.
    let is_unread = ["sequence", "map"].iter().any(|found| message.starts_with(&format!("invalid type: {found},")));
    let at = line_start + error.column().saturating_sub(usize::from(!is_unread));
    let (what, advice) = match error.classify() {
        Category::Data => wrong_data(message, &field(locate(part, at))),
        Category::Eof => ("the text ends too early".to_owned(), "restore or complete it".to_owned()),
        Category::Syntax | Category::Io => {
            let value = locate(part, at).filter(|_| message == "expected value");
            let no_word = value.and_then(|value| no_word::<T>(part, value));
            no_word.unwrap_or_else(|| (format!("this is not valid JSON ({message})"), "correct it here".to_owned()))
        }
    };
    Fault { place: place(text, start + at), what, advice }
}

/// The field that a value stands in, within a sentence; nothing of one that stands in none.
fn field(value: Option<Located>) -> String {
    let Some(Located { key: Some(key), in_array, .. }) = value else { return String::new() };
    format!(" {} `{}`", if in_array { "in" } else { "for" }, shorten(key, QUOTED))
}

/// The fault and the advice where one of some words is wanted and the value is none: serde takes that for a fault of the
/// JSON. `None` where it is one.
fn no_word<T: DeserializeOwned>(part: &str, value: Located) -> Option<(String, String)> {
    let mut values = serde_json::Deserializer::from_str(&part[value.start..]).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    let end = value.start + values.byte_offset();
    let written = &part[value.start..end];
    let found = match written.as_bytes().first()? {
        b'[' => "an array".to_owned(),
        b'{' => "an object".to_owned(),
        b'n' => "null".to_owned(),
        b't' | b'f' => format!("boolean `{written}`"),
        b'"' => return None,
        _ => format!("number `{}`", shorten(written, QUOTED)),
    };
    // Which words there are is said once a string stands there.
    let with_word = [&part[..value.start], "\"\"", &part[end..]].concat();
    let known = serde_json::from_str::<T>(&with_word).err().map(|error| error.to_string());
    let known = known.as_deref().and_then(|said| said.strip_prefix("unknown variant ``, expected "));
    let known =
        known.and_then(|said| said.rsplit_once(" at line ")).map_or("one of the known words", |(known, _)| known);
    Some((format!("expected a string{}, found {found}", field(Some(value))), format!("write {known}, as a string")))
}

/// The fault and the advice in serde's message about a value that is valid JSON but not what was asked for. `field` is
/// where the value stands.
fn wrong_data(message: &str, field: &str) -> (String, String) {
    if let Some(key) = message.strip_prefix("missing field ") {
        return (format!("{key} is missing"), "add it".to_owned());
    }
    if let Some(key) = message.strip_prefix("duplicate field ") {
        return (format!("{key} appears twice"), "keep one".to_owned());
    }
    if let Some((key, known)) = message.strip_prefix("unknown field ").and_then(|rest| rest.rsplit_once(", expected "))
    {
        return (format!("the key {key} is not known"), format!("write {known}"));
    }
    if let Some((word, known)) =
        message.strip_prefix("unknown variant ").and_then(|rest| rest.rsplit_once(", expected "))
    {
        return (format!("unknown value {word}{field}"), format!("write {known}"));
    }
    if message.starts_with("invalid length ") && message.contains(", expected struct ") {
        return (format!("expected an object{field}, found an array"), "write an object".to_owned());
    }
    let found = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    let Some((found, expected)) = found.and_then(|rest| rest.rsplit_once(", expected ")) else {
        return (message.to_owned(), "correct it here".to_owned());
    };
    let expected = in_plain_words(expected);
    let advice = match (found.split(' ').next(), expected) {
        (Some("integer" | "floating" | "boolean"), "a string") => "put it in double quotes".to_owned(),
        (Some("null"), _) => format!("write {expected}, or leave the key out"),
        _ => format!("write {expected}"),
    };
    let found = match found {
        "sequence" => "an array",
        "map" => "an object",
        _ => found,
    };
    (format!("expected {expected}{field}, found {found}"), advice)
}

/// What serde calls a struct is an object to whoever writes JSON, and no type of Rust means anything to them.
fn in_plain_words(expected: &str) -> &str {
    match expected {
        "a sequence" => "an array",
        "a map" => "an object",
        "a boolean" => "`true` or `false`",
        "u8" => "a whole number from 0 to 255",
        // The rank of a popular code, and nothing else.
        "u16" => "a whole number from 1 to 65535",
        "u32" => "a whole number from 0 to 4294967295",
        "i32" | "i64" | "u64" | "usize" => "a whole number",
        "f32" | "f64" => "a number",
        _ if expected.starts_with("struct ") => "an object",
        _ if expected.contains("enum ") => "one of the known words, as a string",
        _ => expected,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalog::Page;

    fn said(text: &str, start: usize) -> (String, String, String) {
        let error = serde_json::from_str::<Page>(&text[start..]).unwrap_err();
        let Fault { place, what, advice } = fault::<Page>(text, start, &error);
        (place, what, advice)
    }

    fn entry(rest: &str) -> (String, String, String) {
        said(&format!("{{\"id\": \"a\",\n \"code\": \"b\", \"name\": \"ü\", {rest}}}"), 0)
    }

    #[test]
    fn places_are_those_of_the_whole_file() {
        assert_eq!(said("[\n  7]", 4).0, "line 2, column 3");
        assert_eq!(said("[\n  {\n\"id\": 7}]", 4).0, "line 3, column 7");
        assert_eq!(entry("\"summary\": 5").0, "line 2, column 39", "a column is a character, not a byte");
    }

    #[test]
    fn syntax() {
        assert_eq!(said("{\"id\": ", 0).1, "the text ends too early");
        assert_eq!(said("{id: 1}", 0).1, "this is not valid JSON (key must be a string)");
    }

    #[test]
    fn no_type_of_rust_is_named() {
        let error = serde_json::from_str::<(i64, u32)>("[\"a\", 2]").unwrap_err();
        assert_eq!(fault::<(i64, u32)>("[\"a\", 2]", 0, &error).what, "expected a whole number, found string \"a\"");
        let error = serde_json::from_str::<(i64, u32)>("[1, -2]").unwrap_err();
        assert_eq!(fault::<(i64, u32)>("[1, -2]", 0, &error).advice, "write a whole number from 0 to 4294967295");
    }

    #[test]
    fn data_in_plain_words() {
        let cases = [
            (r#""summary": 5"#, "expected a string for `summary`, found integer `5`", "put it in double quotes"),
            (
                r#""summary": null"#,
                "expected a string for `summary`, found null",
                "write a string, or leave the key out",
            ),
            (r#""docs": {}"#, "expected an array for `docs`, found an object", "write an array"),
            (r#""rfc": []"#, "expected an object for `rfc`, found an array", "write an object"),
            (r#""fixes": "x""#, "expected an object for `fixes`, found string \"x\"", "write an object"),
            (
                r#""popular": 70000"#,
                "expected a whole number from 1 to 65535 for `popular`, found integer `70000`",
                "write a whole number from 1 to 65535",
            ),
            (r#""name": """#, "`name` appears twice", "keep one"),
            (r#""faq": [{"question": "?"}]"#, "`answer` is missing", "add it"),
            (
                r#""standing": "official""#,
                "unknown value `official` for `standing`",
                "write one of `registered`, `temporary`, `obsolete`, `unused`, `unofficial`, `failure`",
            ),
        ];
        for (rest, what, advice) in cases {
            let said = entry(rest);
            assert_eq!((said.1.as_str(), said.2.as_str()), (what, advice), "{rest}");
        }
    }

    #[test]
    fn a_value_where_a_word_is_wanted_is_no_fault_of_the_json() {
        let words =
            "write one of `registered`, `temporary`, `obsolete`, `unused`, `unofficial`, `failure`, as a string";
        for (value, found) in [
            ("5", "number `5`"),
            ("-1.5e3", "number `-1.5e3`"),
            ("true", "boolean `true`"),
            ("null", "null"),
            ("[\"registered\"]", "an array"),
            ("{}", "an object"),
        ] {
            let (place, what, advice) = entry(&format!("\"standing\": {value}"));
            assert_eq!((what, &*advice), (format!("expected a string for `standing`, found {found}"), words));
            assert!(place.starts_with("line 2, column 4"), "{value}: {place}");
        }
        let (_, what, advice) = entry(r#""headers": [{"name": "a", "level": 7}], "standing": 5"#);
        assert_eq!(what, "expected a string for `level`, found number `7`");
        assert_eq!(advice, "write one of `must`, `should`, `may`, as a string");
        for value in ["", "}", "[1,]", "tru", "'registered'", "05"] {
            let (_, what, _) = entry(&format!("\"standing\": {value}"));
            assert!(what.starts_with("this is not valid JSON"), "{value}: {what}");
        }
        let long = entry(&format!("\"standing\": {}", "1".repeat(999))).1;
        assert!(long.ends_with("1…`") && long.len() < 150, "{long}");
    }

    proptest! {
        #[test]
        fn whatever_a_text_holds_its_fault_is_said(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
            let text = pieces.concat();
            let part = format!("{{\"id\": \"é\", {text}");
            for (text, start) in [(&part, 0), (&text, 0), (&part, part.len() - text.len())] {
                if let Err(error) = serde_json::from_str::<Page>(&text[start..]) {
                    let Fault { place, what, advice } = fault::<Page>(text, start, &error);
                    prop_assert!(place.starts_with("line ") && !what.is_empty() && !advice.is_empty());
                    prop_assert!(!what.contains("struct ") && !what.contains("enum "), "{what}");
                }
            }
        }
    }

    /// What files are made of, whole and broken.
    const PIECES: &[&str] = &[
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        " ",
        "\n",
        "\"",
        "\\",
        "\\u00e9",
        "é",
        "🐢",
        "\"id\": ",
        "\"standing\": ",
        "\"headers\": [",
        "\"level\": ",
        "\"traits\": {",
        "\"cacheable\": ",
        "\"code\": \"1\", ",
        "\"name\": \"n\", ",
        "\"must\"",
        "5",
        "-1.5e3",
        "tru",
        "true",
        "null",
        "\"popular\": ",
        "\"summary\": ",
        "{}",
        "[]",
    ];

    #[test]
    fn an_element_is_told_from_the_value_of_a_field() {
        let (_, what, _) = entry(r#""aliases": ["a", 5]"#);
        assert_eq!(what, "expected a string in `aliases`, found integer `5`");
        let (place, what, _) = entry("\"aliases\": [\n[]]");
        assert_eq!((&*place, &*what), ("line 3, column 1", "expected a string in `aliases`, found an array"));
    }
}
