//! Embeds `data/codes`: a static table of rows (all that lists and lookups need), the text of each page, minified, to
//! be parsed when it is first shown, and the index that searching reads; `data/comparisons` and `data/situations`, an
//! array each; and `data/snippets`, which tells each page its languages and names the syntaxes. A file that does not parse fails the build.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;
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
    link(&root);
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
    fs::write(out.join("themes.rs"), themes(&root.join("data/themes"))).expect("OUT_DIR is writable");
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
    table.push_str(&orders(&pages));
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

/// Has the program linked so that it starts fast, where the options for it are known.
fn link(root: &Path) {
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") != "linux" || target("ENV") != "gnu" {
        return;
    }
    // At a fixed address, where no start has to correct thousands of addresses first.
    println!("cargo::rustc-link-arg-bins=-no-pie");
    // What a start runs lies side by side. Linkers that are chosen by flags need not know such scripts.
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    if !flags.contains("fuse-ld") && !flags.contains("linker=") {
        println!("cargo::rustc-link-arg-bins=-T{}", root.join("src/start.ld").display());
        println!("cargo::rerun-if-changed=src/start.ld");
    }
    // What unwinds the stack after a panic becomes part of the program, which saves every start one library.
    if let Some(unwinder) = unwinder() {
        println!("cargo::rustc-link-arg-bins=-Wl,--whole-archive");
        println!("cargo::rustc-link-arg-bins={unwinder}");
        println!("cargo::rustc-link-arg-bins=-Wl,--no-whole-archive");
    }
}

/// The archive of the C compiler that links, if it is GCC's, or one that uses GCC's.
fn unwinder() -> Option<String> {
    // For another machine it might be asked for the wrong one.
    if env::var_os("TARGET") != env::var_os("HOST") {
        return None;
    }
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let answer = Command::new(linker).arg("-print-file-name=libgcc_eh.a").output().ok()?;
    let path = String::from_utf8(answer.stdout).ok()?.trim_end().to_owned();
    // A compiler that has no such file answers with the bare name.
    (answer.status.success() && Path::new(&path).is_absolute() && Path::new(&path).is_file()).then_some(path)
}

/// The themes as tables, named like their files: reading JSON would delay the first frame.
fn themes(folder: &Path) -> String {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut tables = String::new();
    for path in json_in(folder) {
        let theme: serde_json::Value = parse(&path);
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a theme has a name");
        let styles: String =
            fields(&theme["styles"]).map(|(name, style)| format!("{name}: {}, ", written(style))).collect();
        let name = name.to_uppercase().replace('-', "_");
        writeln!(
            tables,
            "pub(super) static {name}: WrittenStyles = WrittenStyles {{ {styles}..WrittenStyles::PLAIN }};"
        )
        .expect("writing to a String does not fail");
    }
    tables
}

/// A style of a theme as the program writes it.
fn written(style: &serde_json::Value) -> String {
    let attribute = |(name, value): (String, &serde_json::Value)| match value.as_str() {
        Some(color) => format!("{name}: Some(Color::{}), ", variant(color)),
        None => format!("{name}: {value}, "),
    };
    format!("Written {{ {}..Written::PLAIN }}", fields(style).map(attribute).collect::<String>())
}

/// A color, `#82aaff` or `dark-gray`, as the program writes it: `Rgb(0x82, 0xaa, 0xff)` or `DarkGray`.
fn variant(color: &str) -> String {
    if let Some(digits) = color.strip_prefix('#') {
        return format!("Rgb(0x{}, 0x{}, 0x{})", &digits[..2], &digits[2..4], &digits[4..]);
    }
    color.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

/// The fields of an object, with their names as the program writes them.
fn fields(object: &serde_json::Value) -> impl Iterator<Item = (String, &serde_json::Value)> {
    object.as_object().expect("a theme is made of objects").iter().map(|(name, value)| (name.replace('-', "_"), value))
}

/// The orders in which the catalogue is looked through, as tables: sorting takes longer than a lookup.
fn orders(pages: &[(Page, String)]) -> String {
    let id = |row: &usize| &pages[*row].0.id;
    let mut by_id: Vec<usize> = (0..pages.len()).collect();
    by_id.sort_by_key(id);
    let parent = |row: usize| {
        let (parent, _) = pages[row].0.code.split_once('.')?;
        Some((by_id[by_id.binary_search_by(|row| id(row).as_str().cmp(parent)).ok()?], row))
    };
    let mut sub_codes: Vec<(usize, usize)> = (0..pages.len()).filter_map(parent).collect();
    sub_codes.sort_by_key(|(parent, _)| *parent);
    let shown: Vec<usize> = (0..pages.len()).collect();
    format!(
        "pub(super) static BY_ID: [u32; {}] = {by_id:?};\n\
         pub(super) static SHOWN: [u32; {}] = {shown:?};\n\
         pub(super) static SUB_CODES: [(u32, u32); {}] = {sub_codes:?};\n",
        by_id.len(),
        shown.len(),
        sub_codes.len(),
    )
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
