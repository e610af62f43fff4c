//! What was run: `data/snippets/<language>/proof.json`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use httpdex::catalog::Catalog;
use httpdex::snippet::{Language, Snippets};
use serde::{Deserialize, Serialize};

use crate::plan;

/// The record of a language.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What it ran on.
    pub ran_on: String,
    /// The hash of the program that ran, by the id of the code.
    pub snippets: BTreeMap<String, String>,
}

fn path(language: &Language) -> PathBuf {
    plan::root().join("data/snippets").join(&language.id).join("proof.json")
}

impl Record {
    /// The record of a language; an empty one when there is none yet.
    pub fn read(language: &Language) -> Result<Self, String> {
        let path = path(language);
        let Ok(text) = fs::read_to_string(&path) else { return Ok(Self::default()) };
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Writes the record, unless it says the same already.
    pub fn write(&self, language: &Language) -> Result<(), String> {
        if Self::read(language).is_ok_and(|old| old == *self) {
            return Ok(());
        }
        let text = serde_json::to_string_pretty(self).expect("a record serializes") + "\n";
        let path = path(language);
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    }
}

/// Whether every snippet that is offered was run as it is now, and reads well.
pub fn check() -> Result<String, String> {
    let (catalog, snippets) = (Catalog::embedded(), Snippets::embedded());
    let mut wrong = Vec::new();
    let mut count = 0;
    for language in snippets.languages() {
        let id = &language.id;
        let record = Record::read(language)?;
        let pairs = plan::pairs(&snippets, &catalog, language)?;
        count += pairs.len();
        let mut left: Vec<&String> = record.snippets.keys().collect();
        for pair in &pairs {
            left.retain(|id| **id != pair.id);
            match record.snippets.get(&pair.id) {
                None => wrong.push(format!("{id} {}: never ran", pair.id)),
                Some(hash) if *hash != pair.hash() => wrong.push(format!("{id} {}: changed since it ran", pair.id)),
                Some(_) => {}
            }
            if let Some(what) = untidy(&pair.text) {
                wrong.push(format!("{id} {}: {what}", pair.id));
            }
        }
        wrong.extend(left.iter().map(|code| format!("{id} {code}: ran, and is not offered any more")));
        if language.ran_on != record.ran_on || record.ran_on.is_empty() {
            wrong.push(format!("{id}: it is not recorded what it ran on"));
        }
    }
    if wrong.is_empty() {
        return Ok(format!("{count} snippets in {} languages are as they ran", snippets.languages().len()));
    }
    let shown = wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    let more = wrong.len().saturating_sub(20);
    let more = if more > 0 { format!("\n… and {more} more") } else { String::new() };
    Err(format!("{shown}{more}\n\nRun them: cargo test --test proof -- run [--language LANGUAGE] [--code CODE]"))
}

/// What a formatter would not leave in a file.
fn untidy(text: &str) -> Option<&'static str> {
    if text.lines().any(|line| line.ends_with([' ', '\t'])) {
        return Some("a line ends with white space");
    }
    if text.contains("\n\n\n\n") || text.starts_with('\n') {
        return Some("a run of blank lines");
    }
    (!text.ends_with('\n') || text.ends_with("\n\n")).then_some("it does not end with one newline")
}
