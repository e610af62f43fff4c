//! The phrases of a page that can be searched, and where in its JSON text they stand.
//!
//! The index keeps the place of a phrase and not the phrase: what matched is shown by reading the page's text there.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::field::Field;

/// The fields of a page that are searched, undecoded.
#[derive(Deserialize)]
struct Texts<'a> {
    #[serde(borrow, default)]
    aliases: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    keywords: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    headers: Vec<Named<'a>>,
    #[serde(borrow, default)]
    settings: Vec<Named<'a>>,
    #[serde(borrow, default)]
    causes: Vec<Cause<'a>>,
    #[serde(borrow, default)]
    faq: Vec<Question<'a>>,
    #[serde(borrow, default)]
    summary: Option<&'a RawValue>,
    #[serde(borrow, default)]
    definition: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    name: &'a RawValue,
}

#[derive(Deserialize)]
struct Cause<'a> {
    #[serde(borrow)]
    cause: &'a RawValue,
    #[serde(borrow, default)]
    check: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Question<'a> {
    #[serde(borrow)]
    question: &'a RawValue,
}

/// Calls `each` with every phrase of the page: its field, where it starts, and it as it stands between its quotes.
///
/// Aliases come first. A text that is no page has no phrases.
pub(super) fn each_phrase<'a>(text: &'a str, mut each: impl FnMut(Field, usize, &'a str)) {
    let Ok(texts) = serde_json::from_str::<Texts<'a>>(text) else { return };
    let base = text.as_ptr().addr();
    let mut put = |field, raw: &'a RawValue| {
        let json = raw.get();
        // Anything but a string says nothing.
        let inside = json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(&json[..0]);
        each(field, inside.as_ptr().addr() - base, inside);
    };
    texts.aliases.iter().for_each(|raw| put(Field::Alias, raw));
    // A keyword that is the name of a header field is said to be one.
    let header = |raw: &&RawValue| texts.headers.iter().any(|header| header.name.get() == raw.get());
    for raw in texts.keywords.iter().filter(|raw| !header(raw)) {
        let several = raw.get().contains(' ');
        put(if several { Field::Symptom } else { Field::Keyword }, raw);
    }
    texts.headers.iter().for_each(|header| put(Field::Header, header.name));
    texts.settings.iter().for_each(|setting| put(Field::Setting, setting.name));
    for cause in &texts.causes {
        put(Field::Cause, cause.cause);
        cause.check.iter().for_each(|raw| put(Field::Check, raw));
    }
    texts.faq.iter().for_each(|question| put(Field::Question, question.question));
    texts.summary.iter().chain(&texts.definition).for_each(|raw| put(Field::Meaning, raw));
}

/// The text of what stands between the quotes of a JSON string.
pub(crate) fn decode(inside: Cow<'_, str>) -> Cow<'_, str> {
    if inside.contains('\\') { serde_json::from_str(&format!("\"{inside}\"")).unwrap_or_default() } else { inside }
}

#[cfg(test)]
mod tests {
    use super::{Field, decode, each_phrase};

    #[test]
    fn places_lead_back_to_the_phrases() {
        let text = r#"{"name":"N","keywords":["slow \"down\"","limit_req"],"aliases":["Caf\u00e9"],"summary":"S"}"#;
        let mut found = Vec::new();
        each_phrase(text, |field, start, inside| {
            assert_eq!(&text[start..start + inside.len()], inside);
            found.push((field, decode(inside.into()).into_owned()));
        });
        let phrase = |field, text: &str| (field, text.to_owned());
        assert_eq!(
            found,
            [
                phrase(Field::Alias, "Café"),
                phrase(Field::Symptom, "slow \"down\""),
                phrase(Field::Keyword, "limit_req"),
                phrase(Field::Meaning, "S"),
            ]
        );
    }

    #[test]
    fn what_is_no_page_has_no_phrases() {
        each_phrase("[1, 2", |_, _, _| panic!("a phrase"));
        each_phrase(r#"{"keywords": 7}"#, |_, _, _| panic!("a phrase"));
        each_phrase(r#"{"keywords": [12]}"#, |_, _, inside| assert_eq!(inside, ""));
    }
}
