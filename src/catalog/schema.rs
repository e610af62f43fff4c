//! The keys that an entry may have, wherever in it.

use serde_ignored::Path;
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
        Self(serde_json::to_value(sample()).unwrap_or_default())
    }

    /// The keys of an entry itself, in alphabetical order.
    pub fn keys(&self) -> Vec<&str> {
        keys(&self.0)
    }

    /// The keys that are known in the object that has an unknown one at `path`.
    pub(super) fn keys_beside(&self, path: &Path<'_>) -> Vec<&str> {
        match path {
            Path::Map { parent, .. } => self.at(parent).map(keys).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn at(&self, path: &Path<'_>) -> Option<&Value> {
        match path {
            Path::Root => Some(&self.0),
            Path::Seq { parent, .. } => self.at(parent)?.get(0),
            Path::Map { parent, key } => self.at(parent)?.get(key),
            Path::Some { parent } | Path::NewtypeStruct { parent } | Path::NewtypeVariant { parent } => self.at(parent),
        }
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

    /// The keys known beside the first unknown key of a text.
    fn beside_unknown(text: &str) -> Vec<String> {
        let schema = Schema::new();
        let mut found = Vec::new();
        let json = &mut serde_json::Deserializer::from_str(text);
        let page: Page = serde_ignored::deserialize(json, |path| {
            found = schema.keys_beside(&path).into_iter().map(str::to_owned).collect();
        })
        .unwrap();
        assert_eq!(page.id, "a");
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
        let entry = |rest: &str| beside_unknown(&format!(r#"{{"id": "a", "code": "b", "name": "c", {rest}}}"#));
        assert_eq!(entry(r#""causes": [{"cause": "", "check": "", "chek": ""}]"#), ["cause", "check"]);
        assert_eq!(entry(r#""fixes": {"proxy": []}"#), ["client", "server"]);
        assert_eq!(entry(r#""example": {"request": "", "response": "", "note": ""}"#), ["request", "response"]);
    }
}
