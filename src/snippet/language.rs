//! A language that snippets are written in, and the codes that it is offered for.
//!
//! The build script compiles this file too, to tell each page its languages.

use serde::{Deserialize, Serialize};

use crate::catalog::{Page, Pattern, Standing};

/// What a snippet does with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SnippetRole {
    /// It sends the code.
    Server,
    /// It meets the code, and does what the code asks for.
    Caller,
    /// It reproduces or confirms a code that nobody sends on purpose.
    Check,
}

/// Codes that a language cannot be offered for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Not {
    /// Patterns, as on the command line.
    pub codes: String,
    /// The reason, one sentence.
    pub why: String,
}

/// A language, framework or server: its `language.json`, and what that ran on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// The name of its folder below `data/snippets`.
    #[serde(default)]
    pub id: String,
    /// What people call it: `Express`.
    pub name: String,
    /// What runs it: `Node.js`.
    pub runtime: String,
    /// What its snippets do.
    pub role: SnippetRole,
    /// The name of the file that a snippet goes into.
    pub file: String,
    /// The name of its syntax, as syntect has it.
    pub syntax: String,
    /// The line to be typed first, if there is one.
    pub install: Option<String>,
    /// The line that runs the file.
    pub run: String,
    /// Codes that it cannot be offered for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not: Vec<Not>,
    /// For a check: patterns of the ids that it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<String>,
    /// Fields that it has no way to send.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<String>,
    /// Other names for it, in lower case, some of which it shares: `python`. The build script takes them from
    /// `data/snippets/aliases.json`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What its snippets were run on: `Express 5.2.1, Node.js 20.20.2`.
    #[serde(default)]
    pub ran_on: String,
}

impl Language {
    /// Why there is no snippet for a page that comes with the program; `None` when there is one.
    pub fn refusal(&self, page: &Page) -> Option<String> {
        if page.standing == Standing::Failure {
            return Some("It is a failure without a status, which no program can send or receive as one.".to_owned());
        }
        if self.role == SnippetRole::Check {
            let only = self.only.as_deref().unwrap_or_default();
            return (!names(only, page)).then(|| "It is a check for other codes.".to_owned());
        }
        if ["305", "306"].contains(&page.id.as_str()) {
            return Some("Nobody should send or expect this code: it is retired.".to_owned());
        }
        if page.id == "208" {
            return Some("RFC 5842 has 208 only inside a 207, for a member that was listed before.".to_owned());
        }
        match (&page.vendor, self.role) {
            (Some(vendor), SnippetRole::Server) => {
                return Some(format!(
                    "The code belongs to {vendor}; {} is shown for the codes of the registry.",
                    self.name
                ));
            }
            (Some(_), _) if number(page).is_none() => {
                return Some("No client gets it as the status of a failed request.".to_owned());
            }
            _ => {}
        }
        self.not.iter().find(|not| names(&not.codes, page)).map(|not| not.why.clone())
    }
}

/// The number that a client sees: the code of the registry, or the status that a vendor's page shows, from 400 on.
pub fn number(page: &Page) -> Option<u16> {
    if page.vendor.is_none() {
        return page.code.parse().ok();
    }
    let response = &page.example.as_ref()?.response;
    response.split(' ').nth(1)?.parse().ok().filter(|&number| number >= 400)
}

/// Whether one of the patterns names the page: `404`, `1xx` and the like those of the registry, `nginx-49*`, `nginx-*` a vendor's.
pub fn names(patterns: &str, page: &Page) -> bool {
    patterns.split(',').map(str::trim).any(|pattern| {
        if let Some(pattern) = Pattern::parse(pattern) {
            return page.vendor.is_none() && pattern.matches_code(&page.code);
        }
        let Some((owner, code)) = pattern.rsplit_once('-') else { return false };
        let same_owner = page.id.strip_suffix(&page.code).and_then(|id| id.strip_suffix('-')) == Some(owner);
        same_owner && (code == "*" || Pattern::parse(code).is_some_and(|code| code.matches_code(&page.code)))
    })
}
