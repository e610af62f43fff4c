//! What is wrong with a JSON text: the place, the fault and what to do about it, in plain words.

use serde_json::error::Category;

use super::place;

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
    let (what, advice) = match error.classify() {
        Category::Data => wrong_data(message),
        Category::Eof => ("the text ends too early".to_owned(), "restore or complete it".to_owned()),
        Category::Syntax | Category::Io => {
            (format!("this is not valid JSON ({message})"), "correct it here".to_owned())
        }
    };
    Fault { place: place(text, start + line_start + error.column().saturating_sub(1)), what, advice }
}

/// The fault and the advice in serde's message about a value that is valid JSON but not what was asked for.
fn wrong_data(message: &str) -> (String, String) {
    if let Some(key) = message.strip_prefix("missing field ") {
        return (format!("{key} is missing"), "add it".to_owned());
    }
    if let Some(key) = message.strip_prefix("duplicate field ") {
        return (format!("{key} appears twice"), "keep one".to_owned());
    }
    if let Some((word, known)) =
        message.strip_prefix("unknown variant ").and_then(|rest| rest.rsplit_once(", expected "))
    {
        return (format!("unknown value {word}"), format!("write {known}"));
    }
    if message.starts_with("invalid length ") && message.contains(", expected struct ") {
        return ("expected an object, found an array".to_owned(), "write an object".to_owned());
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
    (format!("expected {expected}, found {found}"), advice)
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
    use super::*;
    use crate::catalog::Page;

    fn said(text: &str, start: usize) -> (String, String, String) {
        let error = serde_json::from_str::<Page>(&text[start..]).unwrap_err();
        let Fault { place, what, advice } = fault(text, start, &error);
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
        assert_eq!(fault("[\"a\", 2]", 0, &error).what, "expected a whole number, found string \"a\"");
        let error = serde_json::from_str::<(i64, u32)>("[1, -2]").unwrap_err();
        assert_eq!(fault("[1, -2]", 0, &error).advice, "write a whole number from 0 to 4294967295");
    }

    #[test]
    fn data_in_plain_words() {
        let cases = [
            (r#""summary": 5"#, "expected a string, found integer `5`", "put it in double quotes"),
            (r#""summary": null"#, "expected a string, found null", "write a string, or leave the key out"),
            (r#""docs": {}"#, "expected an array, found an object", "write an array"),
            (r#""rfc": []"#, "expected an object, found an array", "write an object"),
            (r#""fixes": "x""#, "expected an object, found string \"x\"", "write an object"),
            (
                r#""popular": 70000"#,
                "expected a whole number from 1 to 65535, found integer `70000`",
                "write a whole number from 1 to 65535",
            ),
            (r#""name": """#, "`name` appears twice", "keep one"),
            (r#""faq": [{"question": "?"}]"#, "`answer` is missing", "add it"),
            (
                r#""standing": "official""#,
                "unknown value `official`",
                "write one of `registered`, `temporary`, `obsolete`, `unused`, `unofficial`, `failure`",
            ),
        ];
        for (rest, what, advice) in cases {
            let said = entry(rest);
            assert_eq!((said.1.as_str(), said.2.as_str()), (what, advice), "{rest}");
        }
    }
}
