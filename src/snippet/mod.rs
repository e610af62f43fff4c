//! Snippets: how a framework sends a code, and how a caller handles it.
//!
//! Every snippet that is offered was run; `tests/proof` does it, and holds these bytes against what was run. Nothing
//! is parsed before it is asked for.

mod command;
mod language;
mod render;
mod response;

pub use command::curl;
pub use language::{Language, Not, SnippetRole};
pub use response::{Content, Field, Final, Form, Members, Response};

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::catalog::{Catalog, Index, Page, PageError, Source};
use crate::packed::{Packed, packed};

/// The languages, as the build script collected them.
const LANGUAGES: &str = include_str!(concat!(env!("OUT_DIR"), "/languages.json"));

// The template of each of them.
include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// How each code is sent.
const RESPONSES: &str = include_str!(concat!(env!("OUT_DIR"), "/responses.json"));

/// Why there is no snippet.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The language cannot be offered for the code; the reason is a sentence.
    #[error("{0}")]
    NotOffered(String),
    /// The page cannot be read.
    #[error(transparent)]
    Page(#[from] PageError),
    /// The template is wrong.
    #[error("the {language} snippet for {id} cannot be written: {what}")]
    Template {
        /// The id of the language.
        language: String,
        /// The id of the page.
        id: String,
        /// What is wrong with it.
        what: String,
    },
}

/// A language, and whether it has a snippet for a certain code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer<'a> {
    /// The language.
    pub language: &'a Language,
    /// Why there is none; `None` when there is one.
    pub refusal: Option<String>,
}

/// Every language, in the order in which they are shown.
#[derive(Debug)]
pub struct Snippets {
    languages: Vec<Language>,
    /// How each code is sent, by the id of its page; read when it is first asked for.
    responses: OnceLock<HashMap<String, response::ResponseRow>>,
}

impl Snippets {
    /// The snippets that come with the program.
    ///
    /// # Panics
    /// Never: the build script wrote what is read here.
    pub fn embedded() -> Self {
        let languages = serde_json::from_str(LANGUAGES).expect("the build script wrote the languages");
        Self { languages, responses: OnceLock::new() }
    }

    /// Every language, in the order in which they are shown.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The language with this id.
    pub fn language(&self, id: &str) -> Option<&Language> {
        self.languages.iter().find(|language| language.id == id)
    }

    /// The languages that a name stands for, in whatever case: the one with this id or name, or else all that share it as
    /// another name (`python`), in the order of their ids.
    pub fn named(&self, name: &str) -> Vec<&Language> {
        let same = |word: &String| word.eq_ignore_ascii_case(name);
        if let Some(language) = self.languages.iter().find(|language| same(&language.id) || same(&language.name)) {
            return vec![language];
        }
        let mut named: Vec<&Language> =
            self.languages.iter().filter(|language| language.aliases.iter().any(same)).collect();
        named.sort_unstable_by_key(|language| &language.id);
        named
    }

    /// The language to show of those that are offered: the wanted one, else the first that does the same with a code,
    /// else the first.
    pub fn choose(&self, offered: &[String], wanted: Option<&str>) -> Option<&Language> {
        let mut languages = offered.iter().filter_map(|id| self.language(id));
        let role = wanted.and_then(|wanted| self.language(wanted)).map(|language| language.role);
        let first = languages.clone().next();
        languages
            .clone()
            .find(|language| Some(language.id.as_str()) == wanted)
            .or_else(|| languages.find(|language| Some(language.role) == role))
            .or(first)
    }

    /// Every language with whether it has a snippet for the entry, and if not, why.
    ///
    /// # Errors
    /// When the page of an own entry cannot be read.
    pub fn offered(&self, catalog: &Catalog, index: Index) -> Result<Vec<Offer<'_>>, PageError> {
        let own = matches!(catalog.row(index).source, Source::Own(..));
        let page = catalog.page(index)?;
        let refusal = |language: &Language| {
            if own { Some("The entry is one of your own.".to_owned()) } else { language.refusal(&page) }
        };
        Ok(self.languages.iter().map(|language| Offer { language, refusal: refusal(language) }).collect())
    }

    /// The snippet for an entry: the very bytes that were run.
    ///
    /// # Errors
    /// When the language is not offered for the entry, with the reason.
    pub fn render(&self, catalog: &Catalog, index: Index, language: &Language) -> Result<String, Error> {
        if matches!(catalog.row(index).source, Source::Own(..)) {
            return Err(Error::NotOffered("The entry is one of your own.".to_owned()));
        }
        let page = catalog.page(index)?;
        if let Some(why) = language.refusal(&page) {
            return Err(Error::NotOffered(why));
        }
        let response = self
            .response(&page)
            .ok_or_else(|| Error::NotOffered("It is not known how the code is sent.".to_owned()))?;
        let template = TEMPLATES.iter().find(|(id, _)| *id == language.id);
        let template = template.map(|(_, template)| template.text()).unwrap_or_default();
        render::render(&template, &response).map_err(|error| Error::Template {
            language: language.id.clone(),
            id: page.id,
            what: error.to_string(),
        })
    }

    /// How the code of a page is sent, and what it asks of a caller; `None` where that is not known.
    ///
    /// # Panics
    /// Never: the build script wrote what is read here.
    pub fn response(&self, page: &Page) -> Option<Response> {
        let read = || serde_json::from_str(RESPONSES).expect("the build script wrote the responses");
        Response::new(page, self.responses.get_or_init(read).get(&page.id).cloned())
    }
}

#[cfg(test)]
mod tests {
    use super::TEMPLATES;

    #[test]
    fn templates_come_back_as_they_were_written() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/snippets");
        for (id, template) in &TEMPLATES {
            let written = std::fs::read_to_string(folder.join(id).join("template.jinja")).unwrap();
            assert_eq!(template.text(), written, "{id}");
        }
        assert!(TEMPLATES.len() >= 31, "{}", TEMPLATES.len());
    }
}
