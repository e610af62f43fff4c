//! `languages.json`, the languages with what they ran on; `templates.rs`, their templates; `syntaxes.bin`, what
//! highlights them; and `responses.json`, the responses that they send.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::input::{parse, text};
use crate::language::Language;
use crate::syntaxes;

/// Writes the languages, and returns them in their order.
pub fn write(data: &Path, out: &Path) -> Vec<Language> {
    let folder = data.join("snippets");
    let ids: Vec<String> = parse(&folder.join("languages.json"));
    let languages: Vec<Language> = ids.into_iter().map(|id| read(&folder, id)).collect();
    fs::write(out.join("templates.rs"), templates(&folder, &languages)).expect("OUT_DIR is writable");
    let names: Vec<&str> = languages.iter().map(|language| language.syntax.as_str()).collect();
    syntaxes::write(&names, &out.join("syntaxes.bin"));
    let written = serde_json::to_string(&languages).expect("languages serialize");
    fs::write(out.join("languages.json"), written).expect("OUT_DIR is writable");
    fs::write(out.join("responses.json"), text(&folder.join("responses.json"))).expect("OUT_DIR is writable");
    languages
}

fn read(folder: &Path, id: String) -> Language {
    let folder = folder.join(&id);
    let proof = folder.join("proof.json");
    println!("cargo::rerun-if-changed={}", proof.display());
    // A new language has not run yet.
    let ran_on = proof.exists().then(|| parse::<serde_json::Value>(&proof)["ran_on"].as_str().map(str::to_owned));
    Language { id, ran_on: ran_on.flatten().unwrap_or_default(), ..parse(&folder.join("language.json")) }
}

fn templates(folder: &Path, languages: &[Language]) -> String {
    let mut table = format!("static TEMPLATES: [(&str, &str); {}] = [\n", languages.len());
    for Language { id, .. } in languages {
        let template = text(&folder.join(id).join("template.jinja"));
        writeln!(table, "({id:?}, {template:?}),").expect("writing to a String does not fail");
    }
    table.push_str("];\n");
    table
}
