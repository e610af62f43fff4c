//! The keys that an entry may have, wherever in it.

use std::fmt::{self, Display, Formatter, Write};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::format::{
    Body, Cacheable, Category, Cause, ClientMessage, Doc, Done, Example, FaqItem, Fixes, Header, Level, Meaning, Page,
    RedirectMethod, Related, Retry, RetryVerdict, Rfc, Setting, Standing, Step, Traits,
};

/// What an entry may consist of, read off a page on which nothing is left out.
///
/// The compiler keeps that page whole: a field that is added to [`Page`] has to be added to it.
#[derive(Debug)]
pub struct Schema(Value);

impl Schema {
    /// The schema of an entry.
    pub fn new() -> Self {
        // By way of a text, as `to_value` would be a second writer of pages in the program.
        let text = serde_json::to_string(&sample()).unwrap_or_default();
        Self(serde_json::from_str(&text).unwrap_or_default())
    }

    /// The keys of an entry itself, in alphabetical order.
    pub fn keys(&self) -> Vec<&str> {
        keys(&self.0)
    }

    /// Tells of every key in an entry that is not known: where it stands, as in `causes.0.chek`, and which keys are known
    /// there. Of a text that is not JSON it tells up to the fault.
    pub fn unknown<'s>(&'s self, entry: &str, tell: &mut dyn FnMut(&str, Vec<&'s str>)) {
        let walk = Walk { known: &self.0, path: &mut String::new(), tell };
        // What else is wrong with the entry is seen where it is read.
        let _ = walk.deserialize(&mut serde_json::Deserializer::from_str(entry));
    }
}

/// A way through a value beside what is known of it.
struct Walk<'s, 'w> {
    known: &'s Value,
    path: &'w mut String,
    tell: &'w mut dyn FnMut(&str, Vec<&'s str>),
}

impl<'s> Walk<'s, '_> {
    /// What stands one step further, at a key or a number.
    fn inner<'w>(&'w mut self, known: &'s Value, step: impl Display) -> Walk<'s, 'w> {
        if !self.path.is_empty() {
            self.path.push('.');
        }
        // Writing to a string cannot fail.
        let _ = write!(self.path, "{step}");
        Walk { known, path: self.path, tell: self.tell }
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        // Nothing within a text or a number can be unknown.
        match self.known {
            Value::Array(_) | Value::Object(_) => value.deserialize_any(self),
            _ => value.deserialize_ignored_any(IgnoredAny).map(drop),
        }
    }
}

impl<'de> Visitor<'de> for Walk<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str("any value")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut values: A) -> Result<(), A::Error> {
        let known = self.known.get(0).unwrap_or(&Value::Null);
        let end = self.path.len();
        for number in 0.. {
            let next = values.next_element_seed(self.inner(known, number))?;
            self.path.truncate(end);
            if next.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut values: A) -> Result<(), A::Error> {
        let end = self.path.len();
        while let Some(key) = values.next_key::<String>()? {
            let known = self.known.get(&key);
            let beside = self.known;
            let inner = self.inner(known.unwrap_or(&Value::Null), &key);
            if known.is_none() && beside.is_object() {
                (inner.tell)(inner.path, keys(beside));
            }
            values.next_value_seed(inner)?;
            self.path.truncate(end);
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}

impl Default for Schema {
    fn default() -> Self {
        Self::new()
    }
}

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().into_iter().flat_map(|object| object.keys().map(String::as_str)).collect()
}

/// A page with one of everything.
fn sample() -> Page {
    let text = String::new;
    Page {
        id: text(),
        code: text(),
        name: text(),
        category: Category::Other,
        vendor: Some(text()),
        standing: Standing::Unofficial,
        aliases: vec![text()],
        emoji: Some(text()),
        summary: text(),
        definition: text(),
        plain_english: text(),
        rfc: Some(Rfc { number: text(), section: text(), title: text(), url: text(), quote: text() }),
        docs: vec![Doc { title: text(), url: text() }],
        sent_by: text(),
        seen_by: Some(text()),
        settings: vec![Setting { name: text(), default: text(), effect: text() }],
        meanings: vec![Meaning { owner: text(), text: text(), check: text() }],
        example: Some(Example { request: text(), response: text() }),
        causes: vec![Cause { cause: text(), check: text() }],
        fixes: Fixes { client: vec![text()], server: vec![text()] },
        headers: vec![Header { name: text(), level: Level::May, why: text() }],
        traits: Some(Traits {
            cacheable: Some(Cacheable::Never),
            body: Some(Body::Allowed),
            retry: Retry { verdict: RetryVerdict::No, why: text() },
            redirect_method: Some(RedirectMethod::Kept),
        }),
        step: Some(Step::Name),
        done: Some(Done::Nothing),
        happened: Some(text()),
        becomes: Some(vec![Related { id: text(), why: text() }]),
        proxy_status: vec![text()],
        clients: Some(vec![ClientMessage {
            client: text(),
            version: text(),
            message: text(),
            recorded: false,
            source: Some(Doc { title: text(), url: text() }),
        }]),
        related: vec![Related { id: text(), why: text() }],
        faq: vec![FaqItem { question: text(), answer: text() }],
        keywords: vec![text()],
        popular: Some(1),
        snippets: vec![text()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The unknown keys of a text, each with the keys that are known beside it.
    fn unknown(text: &str) -> Vec<(String, Vec<String>)> {
        let mut found = Vec::new();
        let known = |known: Vec<&str>| known.into_iter().map(str::to_owned).collect();
        Schema::new().unknown(text, &mut |path, beside| found.push((path.to_owned(), known(beside))));
        found
    }

    #[test]
    fn the_keys_of_an_entry() {
        let schema = Schema::new();
        assert_eq!(schema.keys().len(), 33);
        assert!(["id", "seen_by", "settings", "snippets"].iter().all(|key| schema.keys().contains(key)));
    }

    #[test]
    fn the_keys_within_arrays_objects_and_options() {
        let first = |rest: &str| {
            let (path, beside) = unknown(&format!(r#"{{"id": "a", "code": "b", "name": "c", {rest}}}"#)).remove(0);
            format!("{path}: {}", beside.join(" "))
        };
        let cause = r#""causes": [{"cause": ""}, {"cause": "", "chek": {"a": 1}}], "fixes": {"proxy": []}"#;
        assert_eq!(first(cause), "causes.1.chek: cause check");
        assert_eq!(first(r#""fixes": {"client": ["a"], "proxy": []}"#), "fixes.proxy: client server");
        assert_eq!(first(r#""example": {"request": "", "note": null}"#), "example.note: request response");
    }

    #[test]
    fn only_keys_are_unknown() {
        let entry =
            r#"{"id": {"a": 1}, "causes": "b", "popular": 1.5, "rfc": [{"c": 2}], "emoji": null, "step": true}"#;
        assert_eq!(unknown(entry), []);
        let broken = r#"{"a": 1, "aliases": [["b"], 2], "c": -3, "d" 5, "e": 6"#;
        assert_eq!(unknown(broken).iter().map(|(path, _)| &**path).collect::<Vec<_>>(), ["a", "c", "d"]);
    }
}
