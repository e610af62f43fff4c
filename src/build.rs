//! Embeds `data/codes`: a static table of rows (all that lists and lookups need), the text of each page, minified, to
//! be parsed when it is first shown, and the index that searching reads; `data/comparisons` and `data/situations`, an
//! array each; and `data/snippets`, which tells each page its languages and names the syntaxes. A file that does not parse fails the build.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{env, fmt::Write, fs};

mod catalog {
    #[path = "../catalog/kinds.rs"]
    #[allow(dead_code)]
    pub(crate) mod kinds;
    #[path = "../catalog/order.rs"]
    #[allow(dead_code)]
    pub(crate) mod order;
    #[path = "../catalog/page.rs"]
    #[allow(dead_code)]
    pub(crate) mod page;
    #[path = "../catalog/pattern.rs"]
    #[allow(dead_code)]
    pub(crate) mod pattern;

    pub(crate) use page::Page;
    pub(crate) use pattern::Pattern;
}

mod snippet {
    #[path = "../snippet/language.rs"]
    #[allow(dead_code)]
    pub(crate) mod language;
}

mod quiz {
    #[allow(dead_code)]
    pub(crate) mod situation;
}

mod search {
    #[allow(dead_code, unused_imports)]
    pub(crate) mod index;
}

mod compare {
    #[allow(dead_code)]
    pub(crate) mod file;
}

#[path = "highlight/syntaxes.rs"]
mod syntaxes;

use catalog::order::code_key;
use catalog::page::Page;
use compare::file::Written;
use quiz::situation::Situation;
use search::index::{IndexEntry, IndexWriter};
use snippet::language::Language;

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("Cargo sets CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo sets OUT_DIR"));
    let codes = root.join("data/codes");
    println!("cargo::rerun-if-changed=data/codes");
    println!("cargo::rerun-if-changed=data/comparisons");
    println!("cargo::rerun-if-changed=src/catalog");
    println!("cargo::rerun-if-changed=src/compare/file.rs");
    println!("cargo::rerun-if-changed=src/search/index");
    println!("cargo::rerun-if-changed=data/situations");
    println!("cargo::rerun-if-changed=src/quiz/situation.rs");

    println!("cargo::rerun-if-changed=data/keymap.json");
    fs::write(out.join("keymap.rs"), keymap(&root.join("data/keymap.json"))).expect("OUT_DIR is writable");

    let situations: Vec<Situation> =
        json_in(&root.join("data/situations")).iter().flat_map(|path| parse::<Vec<Situation>>(path)).collect();
    let situations = serde_json::to_string(&situations).expect("what was parsed serializes");
    fs::write(out.join("situations.json"), situations).expect("OUT_DIR is writable");
    println!("cargo::rerun-if-changed=src/snippet/language.rs");
    let languages = languages(&root.join("data/snippets"), &out);

    let mut pages: Vec<(Page, String)> = json_files(&codes).iter().map(|path| read(path, &languages)).collect();
    pages.sort_by(|(a, _), (b, _)| (a.category, code_key(&a.code), &a.id).cmp(&(b.category, code_key(&b.code), &b.id)));

    let mut texts = String::new();
    let mut table = format!("pub(super) static ROWS: [Row; {}] = [\n", pages.len());
    for (page, text) in &pages {
        let vendor = page.vendor.as_ref().map_or("None".into(), |v| format!("Some(Cow::Borrowed({v:?}))"));
        let emoji = page.emoji.as_ref().map_or("None".into(), |e| format!("Some(Cow::Borrowed({e:?}))"));
        // All texts in one piece: scattered among the short strings of the rows they would draw the whole file into
        // memory when these are read.
        let start = texts.len();
        texts.push_str(text);
        let end = texts.len();
        writeln!(
            table,
            "Row {{ id: Cow::Borrowed({:?}), code: Cow::Borrowed({:?}), name: Cow::Borrowed({:?}), category: Category::{:?}, \
             vendor: {vendor}, standing: Standing::{:?}, emoji: {emoji}, popular: {:?}, source: Source::Embedded({start}, {end}) }},",
            page.id, page.code, page.name, page.category, page.standing, page.popular
        )
        .expect("writing to a String does not fail");
    }
    table.push_str("];\n");
    fs::write(out.join("rows.rs"), table).expect("OUT_DIR is writable");
    fs::write(out.join("pages.json"), texts).expect("OUT_DIR is writable");

    let ids: HashSet<&str> = pages.iter().map(|(page, _)| page.id.as_str()).collect();
    let comparisons = comparisons(&root.join("data/comparisons"), &ids);
    fs::write(out.join("comparisons.json"), comparisons).expect("OUT_DIR is writable");

    let entries = pages.iter().map(|(page, text)| IndexEntry {
        code: &page.code,
        name: &page.name,
        vendor: page.vendor.as_deref(),
        text,
    });
    fs::write(out.join("search.bin"), IndexWriter::write(entries)).expect("OUT_DIR is writable");
}

/// The table of keys as Rust source. What names no context, key or action does not compile.
fn keymap(path: &Path) -> String {
    #[derive(serde::Deserialize)]
    struct Row {
        context: String,
        keys: Vec<String>,
        action: String,
        description: String,
        footer: Option<String>,
    }
    let rows: Vec<Row> = parse(path);
    let mut table = format!("static BINDINGS: [Binding; {}] = [\n", rows.len());
    for row in rows {
        let (context, action) = (camel_case(&row.context), camel_case(&row.action));
        let keys: Vec<String> = row.keys.iter().map(|key| key_source(key)).collect();
        let (keys, description, footer) = (keys.join(", "), row.description, row.footer);
        writeln!(
            table,
            "Binding {{ context: Context::{context}, keys: Cow::Borrowed(&[{keys}]), action: Action::{action}, \
             description: {description:?}, footer: {footer:?} }},"
        )
        .expect("writing to a String does not fail");
    }
    table.push_str("];\n");
    table
}

/// `CopySnippet` for `copy-snippet`.
fn camel_case(name: &str) -> String {
    let word = |word: &str| word[..1].to_uppercase() + &word[1..];
    name.split('-').map(word).collect()
}

/// The `Key` that is written as `name`, as Rust source. A test holds the table against what the program itself reads.
fn key_source(name: &str) -> String {
    let mut modifiers = "KeyModifiers::NONE".to_owned();
    let mut rest = name;
    for (prefix, modifier) in [("Ctrl-", "CONTROL"), ("Alt-", "ALT"), ("Shift-", "SHIFT")] {
        if let Some(after) = rest.strip_prefix(prefix).filter(|after| !after.is_empty()) {
            modifiers = format!("{modifiers}.union(KeyModifiers::{modifier})");
            rest = after;
        }
    }
    let is_function_key = rest.len() > 1 && rest[1..].bytes().all(|byte| byte.is_ascii_digit());
    let code = match (rest, rest.chars().next()) {
        ("digit", _) => return "Key::Digit".to_owned(),
        ("text", _) => return "Key::Text".to_owned(),
        ("Space", _) => "Char(' ')".to_owned(),
        (_, Some(c)) if rest.len() == c.len_utf8() => format!("Char({c:?})"),
        (_, Some('F')) if is_function_key => format!("F({})", &rest[1..]),
        _ => rest.to_owned(),
    };
    format!("Key::One(KeyCode::{code}, {modifiers})")
}

/// The `.json` files one folder down, in the order of their paths.
fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        entries(folder).iter().filter(|path| path.is_dir()).flat_map(|path| json_in(path)).collect();
    files.sort();
    files
}

/// The `.json` files of a folder, in the order of their names.
fn json_in(folder: &Path) -> Vec<PathBuf> {
    let mut files = entries(folder);
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let listing = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    listing.map(|entry| entry.expect("a readable directory entry").path()).collect()
}

/// The comparisons as an array of JSON, in the order of their files.
fn comparisons(folder: &Path, ids: &HashSet<&str>) -> String {
    let mut all: Vec<Written> = Vec::new();
    for path in json_in(folder) {
        let written: Written = parse(&path);
        let fault = written.fault(|id| ids.contains(id));
        let twin = all.iter().any(|other| other.set() == written.set());
        if let Some(fault) = fault.or_else(|| twin.then(|| "another file compares the same codes".to_owned())) {
            panic!("{}: {fault}", path.display());
        }
        all.push(written);
    }
    serde_json::to_string(&all).expect("a comparison serializes")
}

/// A page, told its languages, and its text without the white space of the file.
fn read(path: &Path, languages: &[Language]) -> (Page, String) {
    let mut page: Page = parse(path);
    let offered = languages.iter().filter(|language| language.refusal(&page).is_none());
    page.snippets = offered.map(|language| language.id.clone()).collect();
    let minified = serde_json::to_string(&page).expect("a page serializes");
    (page, minified)
}

/// The languages with what they ran on, which are written to `out` too, as are their templates, their syntaxes and the
/// responses.
fn languages(folder: &Path, out: &Path) -> Vec<Language> {
    let text = |path: &Path| -> String {
        println!("cargo::rerun-if-changed={}", path.display());
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let read = |id: String| {
        let folder = folder.join(&id);
        println!("cargo::rerun-if-changed={}", folder.join("language.json").display());
        let proof = folder.join("proof.json");
        // A new language has not run yet.
        let ran_on = proof.exists().then(|| parse::<serde_json::Value>(&proof)["ran_on"].as_str().map(str::to_owned));
        println!("cargo::rerun-if-changed={}", proof.display());
        Language {
            ran_on: ran_on.flatten().unwrap_or_default(),
            ..Language { id, ..parse(&folder.join("language.json")) }
        }
    };
    let list = folder.join("languages.json");
    println!("cargo::rerun-if-changed={}", list.display());
    let languages: Vec<Language> = parse::<Vec<String>>(&list).into_iter().map(read).collect();
    let mut templates = format!("static TEMPLATES: [(&str, &str); {}] = [\n", languages.len());
    for Language { id, .. } in &languages {
        let template = text(&folder.join(id).join("template.jinja"));
        writeln!(templates, "({id:?}, {template:?}),").expect("writing to a String does not fail");
    }
    templates.push_str("];\n");
    fs::write(out.join("templates.rs"), templates).expect("OUT_DIR is writable");
    println!("cargo::rerun-if-changed=src/highlight/syntaxes.rs");
    let names: Vec<&str> = languages.iter().map(|language| language.syntax.as_str()).collect();
    syntaxes::write(&names, &out.join("syntaxes.bin"));
    let written = serde_json::to_string(&languages).expect("languages serialize");
    fs::write(out.join("languages.json"), written).expect("OUT_DIR is writable");
    fs::write(out.join("responses.json"), text(&folder.join("responses.json"))).expect("OUT_DIR is writable");
    languages
}

/// What a JSON file holds.
fn parse<T: serde::de::DeserializeOwned>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
