//! Texts of own entries without anything that a terminal obeys.

use std::borrow::Cow;

use serde_json::Value;

use super::super::format::Page;
use crate::text;

/// The page of an own entry, with every text made harmless.
///
/// # Errors
/// When the text is not an entry.
pub(in super::super) fn page(text: &str) -> serde_json::Result<Page> {
    let page: Page = serde_json::from_str(text)?;
    // Escapes are the only way in which a text can hold what its JSON does not show.
    if !text.contains('\\') && text::is_harmless(text) {
        return Ok(page);
    }
    // As a value, for no text can be forgotten there when a page gets a new field; by way of texts, as nothing else in the
    // program turns pages into values and back.
    let mut value = serde_json::from_str(&serde_json::to_string(&page)?)?;
    if let Value::Object(entry) = &mut value {
        for (key, value) in entry {
            let lines = key == "example";
            clean_texts(value, if lines { text::clean_lines } else { text::clean });
        }
    }
    serde_json::from_str(&value.to_string())
}

/// A text made harmless, for a row.
pub(super) fn harmless(text: String) -> Cow<'static, str> {
    match text::clean(&text) {
        Cow::Owned(cleaned) => Cow::Owned(cleaned),
        Cow::Borrowed(_) => Cow::Owned(text),
    }
}

fn clean_texts(value: &mut Value, clean: fn(&str) -> Cow<'_, str>) {
    match value {
        Value::String(text) => {
            if let Cow::Owned(cleaned) = clean(text) {
                *text = cleaned;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| clean_texts(value, clean)),
        Value::Object(object) => object.values_mut().for_each(|value| clean_texts(value, clean)),
        Value::Null | Value::Bool(_) | Value::Number(_) => (),
    }
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn nothing_that_a_terminal_obeys_comes_out() {
        let evil = r#"{"id": "acme-\u001b[2J", "code": "5\u0007", "name": "\u202egnp.exe", "vendor": "A\u009bB",
            "summary": "two\nlines", "causes": [{"cause": "\u001b]52;c;aGk=\u0007", "check": "a\tb"}],
            "example": {"request": "GET / HTTP/1.1\r\n\n", "response": "\u001b[31m\n"},
            "related": [{"id": "acme-\u001b[2J", "why": ""}]}"#;
        let page = page(evil).unwrap();
        assert_eq!((&*page.id, &*page.code, &*page.name), ("acme-␛[2J", "5␇", "\u{fffd}gnp.exe"));
        assert_eq!(page.related[0].id, page.id);
        assert_eq!((page.vendor.as_deref(), &*page.summary), (Some("A\u{fffd}B"), "two lines"));
        assert_eq!((&*page.causes[0].cause, &*page.causes[0].check), ("␛]52;c;aGk=␇", "a b"));
        let example = page.example.unwrap();
        assert_eq!((&*example.request, &*example.response), ("GET / HTTP/1.1\n\n", "␛[31m\n"));
    }

    #[test]
    fn what_stands_there_unescaped_is_harmless_too() {
        let raw = "{\"id\": \"a\", \"code\": \"b\", \"name\": \"Reactor \u{9b}2J \u{200b}\"}";
        assert_eq!(page(raw).unwrap().name, "Reactor \u{fffd}2J \u{fffd}");
    }
}
