//! Answers as a text that can be taken elsewhere.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};

use super::reader::ManyReviews;
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

/// What was read of an export.
#[derive(Debug, PartialEq, Eq)]
pub struct Imported {
    /// The answers that were wanted, in the order of their ids, each once.
    pub reviews: Vec<Review>,
    /// How many answers the text has.
    pub read: usize,
}

/// The answers in the text of an export that are wanted: the others take no room.
///
/// # Errors
/// When the text is not an export: what is wrong with it, and where.
pub fn import(text: &str, wanted: &mut dyn FnMut(&Review) -> bool) -> Result<Imported, Fault> {
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
        Err(error) if !error.is_data() => return Err(fault::<IgnoredAny>(text, 0, &error)),
        Err(_) => return Err(not_ours()),
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let read = Export(wanted).deserialize(&mut json).and_then(|read| json.end().map(|()| read));
    let (mut reviews, read) = read.map_err(|error| fault::<IgnoredAny>(text, 0, &error))?.ok_or_else(not_ours)?;
    in_order(&mut reviews);
    Ok(Imported { reviews, read })
}

/// Reads an export; it may have no answers, and then it is none.
struct Export<'w>(&'w mut dyn FnMut(&Review) -> bool);

impl<'de> DeserializeSeed<'de> for Export<'_> {
    type Value = Option<(Vec<Review>, usize)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Export<'_> {
    type Value = Option<(Vec<Review>, usize)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an export")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut read = None;
        while let Some(name) = members.next_key::<Cow<'_, str>>()? {
            if name != "reviews" {
                members.next_value::<IgnoredAny>()?;
            } else if read.is_some() {
                return Err(A::Error::duplicate_field("reviews"));
            } else {
                read = Some(members.next_value_seed(ManyReviews(&mut *self.0))?);
            }
        }
        Ok(read)
    }
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

    fn all(text: &str) -> Result<Vec<Review>, Fault> {
        import(text, &mut |_| true).map(|imported| imported.reviews)
    }

    #[test]
    fn what_is_not_wanted_is_counted_and_left_out() {
        let text = export(&reviews(5)).unwrap();
        let imported = import(&text, &mut |review| review.at > 3).unwrap();
        assert_eq!(imported, Imported { reviews: reviews(5).split_off(4), read: 5 });
    }

    #[test]
    fn what_is_exported_can_be_imported() {
        for count in [0, 1, 3] {
            let text = export(&reviews(count)).unwrap();
            assert_eq!(all(&text), Ok(reviews(count)), "{text}");
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
            let fault = all(text).unwrap_err();
            assert!(fault.what.contains(said), "{text}: {fault:?}");
        }
    }

    #[test]
    fn an_id_that_a_terminal_would_obey_is_escaped() {
        let mut odd = reviews(1);
        odd[0].card = "\u{9b}31m\u{202e}:name".parse().unwrap();
        let text = export(&odd).unwrap();
        assert!(text.contains(r"\u009b31m\u202e:name") && !text.contains(['\u{9b}', '\u{202e}']), "{text}");
        assert_eq!(all(&text).unwrap(), odd);
    }
}
