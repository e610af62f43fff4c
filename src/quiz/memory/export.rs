//! Answers as a text that can be taken elsewhere.

use serde::Deserialize;

use super::reader;
use super::review::{Review, in_order};
use crate::json::{Fault, fault, rows, version};

/// The version of the text; that of the program's own file, which can be imported too.
const VERSION: u64 = 1;

/// The text of an export.
///
/// # Errors
/// When something cannot be written as JSON.
pub fn export(reviews: &[Review]) -> serde_json::Result<String> {
    let mut out = format!("{{\n\"version\": {VERSION},\n\"reviews\": ");
    rows(reviews, |piece| {
        out.push_str(piece);
        serde_json::Result::Ok(())
    })?;
    out.push_str("\n}\n");
    Ok(out)
}

/// The answers in the text of an export.
///
/// # Errors
/// When the text is not an export: what is wrong with it, and where.
pub fn import(text: &str) -> Result<Vec<Review>, Fault> {
    #[derive(Deserialize)]
    struct Export {
        #[serde(deserialize_with = "reader::reviews")]
        reviews: Vec<Review>,
    }
    let whole = |what: &str, advice: &str| Fault { place: String::new(), what: what.into(), advice: advice.into() };
    let not_ours = || whole("it does not hold progress of httpdex", "give a file that `httpdex progress export` wrote");
    if text.trim_ascii().is_empty() {
        return Err(whole("it is empty", "export once more with `httpdex progress export FILE`"));
    }
    // An array would do for serde.
    if text.trim_ascii_start().starts_with('[') {
        return Err(not_ours());
    }
    match version(text) {
        Ok(version) if version > VERSION => return Err(whole("a newer httpdex wrote it", "update this one")),
        Ok(_) => (),
        Err(error) if !error.is_data() => return Err(fault(text, 0, &error)),
        Err(_) => return Err(not_ours()),
    }
    let Export { mut reviews } = serde_json::from_str(text).map_err(|error| {
        if error.to_string().starts_with("missing field `reviews`") { not_ours() } else { fault(text, 0, &error) }
    })?;
    in_order(&mut reviews);
    Ok(reviews)
}

#[cfg(test)]
mod tests {
    use super::super::review::Grade;
    use super::*;

    fn reviews(count: i64) -> Vec<Review> {
        let review = |at| Review {
            at,
            tag: 1,
            card: "404:name".parse().unwrap(),
            grade: Grade::Good,
            key: "name:404".into(),
            chosen: None,
        };
        (0..count).map(review).collect()
    }

    #[test]
    fn what_is_exported_can_be_imported() {
        for count in [0, 1, 3] {
            let text = export(&reviews(count)).unwrap();
            assert_eq!(import(&text), Ok(reviews(count)), "{text}");
            assert_eq!(text.lines().count(), if count == 0 { 4 } else { 5 + reviews(count).len() });
        }
    }

    #[test]
    fn what_is_not_ours_is_refused_and_said() {
        for (text, said) in [
            (" \n", "it is empty"),
            ("front,back\n", "this is not valid JSON"),
            ("{\"version\": 1, \"reviews\": [[1", "too early"),
            ("{\"version\": 1, \"bookmarks\": [\"404\"]}", "does not hold progress of httpdex"),
            ("[1, 2]", "does not hold progress of httpdex"),
            ("{\"version\": 2, \"reviews\": 3}", "a newer httpdex"),
            ("{\"version\": 1, \"reviews\": [[1, 2, \"404\", 3, \"k\"]]}", "is not a card"),
        ] {
            let fault = import(text).unwrap_err();
            assert!(fault.what.contains(said), "{text}: {fault:?}");
        }
    }

    #[test]
    fn an_id_that_a_terminal_would_obey_is_escaped() {
        let mut odd = reviews(1);
        odd[0].card = "\u{9b}31m\u{202e}:name".parse().unwrap();
        let text = export(&odd).unwrap();
        assert!(text.contains(r"\u009b31m\u202e:name") && !text.contains(['\u{9b}', '\u{202e}']), "{text}");
        assert_eq!(import(&text).unwrap(), odd);
    }
}
