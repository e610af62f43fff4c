//! `languages.json`, the languages with what they ran on; `templates.rs`, their templates, each compressed;
//! `syntaxes.bin`, what highlights them; and `responses.json`, the responses that they send.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::input::{parse, text};
use crate::language::Language;
use crate::pack;
use crate::syntaxes;

/// Writes the languages, and returns them in their order.
pub fn write(data: &Path, out: &Path) -> Vec<Language> {
    let folder = data.join("snippets");
    let ids: Vec<String> = parse(&folder.join("languages.json"));
    let aliases: BTreeMap<String, Vec<String>> = parse(&folder.join("aliases.json"));
    let languages: Vec<Language> = ids.into_iter().map(|id| read(&folder, id, &aliases)).collect();
    for key in aliases.keys() {
        let is_known = languages.iter().any(|language| [&language.id, &language.runtime].contains(&key));
        assert!(is_known, "data/snippets/aliases.json: {key} is neither a language nor what runs one");
    }
    fs::write(out.join("templates.rs"), templates(&folder, &languages, out)).expect("OUT_DIR is writable");
    let names: Vec<&str> = languages.iter().map(|language| language.syntax.as_str()).collect();
    syntaxes::write(&names, &out.join("syntaxes.bin"));
    let written = serde_json::to_string(&languages).expect("languages serialize");
    fs::write(out.join("languages.json"), written).expect("OUT_DIR is writable");
    fs::write(out.join("responses.json"), text(&folder.join("responses.json"))).expect("OUT_DIR is writable");
    languages
}

/// A language, with the names that `aliases` has for it and for what runs it.
fn read(folder: &Path, id: String, aliases: &BTreeMap<String, Vec<String>>) -> Language {
    let folder = folder.join(&id);
    let proof = folder.join("proof.json");
    println!("cargo::rerun-if-changed={}", proof.display());
    // A new language has not run yet.
    let ran_on = proof.exists().then(|| parse::<serde_json::Value>(&proof)["ran_on"].as_str().map(str::to_owned));
    let language: Language = parse(&folder.join("language.json"));
    let aliases = [&id, &language.runtime].into_iter().filter_map(|key| aliases.get(key)).flatten().cloned().collect();
    Language { id, aliases, ran_on: ran_on.flatten().unwrap_or_default(), ..language }
}

/// The table of the templates, each of which is compressed by itself, as one is read at a time.
fn templates(folder: &Path, languages: &[Language], out: &Path) -> String {
    let mut table = format!("static TEMPLATES: [(&str, Packed); {}] = [\n", languages.len());
    for Language { id, .. } in languages {
        let name = format!("{id}.jinja");
        pack::write(out, &name, &text(&folder.join(id).join("template.jinja")));
        writeln!(table, "({id:?}, packed!({name:?})),").expect("writing to a String does not fail");
    }
    table.push_str("];\n");
    table
}
