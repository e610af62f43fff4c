//! The vocabulary of one platform, as a file of `data/tokens` holds it.

use serde::Deserialize;

use crate::words::{sentence, words};

/// The tokens of one platform: what it writes in logs, headers and messages that says why.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// What it is called: `HAProxy`.
    pub platform: String,
    /// Words, in lower case, by which a text is known to be about the platform. A short token counts beside one of
    /// them.
    #[serde(default)]
    pub hints: Vec<String>,
    /// The characters that may follow a token, one of each set: the cookie states behind a termination state.
    #[serde(default)]
    pub tail: Vec<String>,
    /// Where the tokens are documented.
    pub source: WrittenSource,
    /// The tokens.
    pub tokens: Vec<WrittenToken>,
}

/// One token.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenToken {
    /// As it is written. Of a sentence the words count, whatever their case and what stands between them; `…` stands
    /// for some words.
    pub token: String,
    /// What it says, in one sentence.
    pub means: String,
    /// The ids of the entries that it leads to, the likeliest first.
    pub codes: Vec<String>,
    /// It says that something failed, and mostly another token beside it says what.
    #[serde(default)]
    pub general: bool,
    /// Where it is documented, if not where the others are.
    #[serde(default)]
    pub source: Option<WrittenSource>,
}

/// A page elsewhere.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenSource {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub url: String,
}

impl Written {
    /// What is wrong with it, where `known` tells the ids that there are.
    pub fn fault(&self, known: impl Fn(&str) -> bool) -> Option<String> {
        if self.hints.iter().any(|hint| hint.chars().any(char::is_uppercase)) {
            return Some("hints are written in lower case".to_owned());
        }
        let sources = self.tokens.iter().filter_map(|token| token.source.as_ref()).chain([&self.source]);
        for source in sources {
            if !source.url.starts_with("https://") || source.title.is_empty() {
                return Some("a source has no title or no https address".to_owned());
            }
        }
        let mut seen: Vec<&str> = Vec::new();
        for token in &self.tokens {
            let name = &token.token;
            if words(name).next().is_none() || seen.contains(&name.as_str()) {
                return Some(format!("{name:?} has no word, or is there twice"));
            }
            if !token.means.ends_with('.') || token.codes.is_empty() {
                return Some(format!("{name:?} is not explained in a sentence, or leads nowhere"));
            }
            if let Some(id) = token.codes.iter().find(|id| !known(id)) {
                return Some(format!("{name:?} leads to {id}, which there is not"));
            }
            seen.push(name);
        }
        None
    }
}

/// Whether two tokens are found in the same texts: of a sentence the words count.
pub fn same_text(a: &str, b: &str) -> bool {
    a == b
        || (sentence(a) || sentence(b))
            && words(a).map(str::to_lowercase).eq(words(b).map(str::to_lowercase))
            && a.contains('…') == b.contains('…')
}
