//! Dependencies point one way: each module may use those of lower layers, no files use each other in a circle, and pure
//! modules do no I/O. And files are short.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the lowest, with the modules of each. A module may use lower layers and its own.
const LAYERS: &[&[&str]] = &[
    &["text", "packed", "suggest"],
    &["json"],
    &["problem", "message", "fault"],
    &["catalog"],
    &["document", "search", "snippet", "files", "clock", "lint", "sender"],
    &["compare", "cheatsheet", "highlight", "explain"],
    &["quiz"],
    &["config", "store", "clipboard", "check", "serve"],
    &["theme"],
    &["widgets"],
    &["app"],
    &["tui"],
    &["cli"],
];

/// Modules, and folders of modules, that compute and never look outside.
const PURE: &[&str] = &[
    "problem",
    "text",
    "json",
    "packed",
    "suggest",
    "message",
    "fault",
    "lint",
    "sender",
    "catalog",
    "document",
    "search",
    "app",
    "widgets",
    "theme",
    "compare",
    "explain",
    "cheatsheet",
    "quiz",
    "snippet",
    "highlight",
    "serve/answer",
    "serve/faults",
    "serve/scenario",
    "serve/wire",
];

/// What a pure module must not name.
const OUTSIDE: &[&str] =
    &["std::fs", "std::io", "std::net", "std::process", "std::thread", "Instant::now", "SystemTime"];

fn layer(module: &str) -> usize {
    LAYERS
        .iter()
        .position(|layer| layer.contains(&module))
        .unwrap_or_else(|| panic!("the module {module} is in no layer; give it one in this test"))
}

/// Folders whose files may still use one another in a circle.
const CIRCLES_LEFT: &[&str] = &[];

/// Folders whose files may still take what their `mod.rs` defines, though it takes from them.
const FRONTS_LEFT: &[&str] = &[];

/// Files that are still longer than a file may be.
const LONG_LEFT: &[&str] = &[];

/// The most lines of a source file, its tests included.
const MOST_LINES: usize = 400;

/// The median of the lines of all source files stays below this.
const MEDIAN_LINES: usize = 150;

/// A source file of the library.
struct Source {
    /// Its path below `src`.
    path: String,
    /// Its module as a path from the crate: `quiz::bank::naming`.
    module: Vec<String>,
    /// All of it.
    text: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        let module = path.trim_end_matches(".rs").split('/').filter(|part| *part != "mod").map(str::to_owned);
        Self { path: path.to_owned(), module: module.collect(), text: text.to_owned() }
    }

    fn read(root: &Path, file: &Path) -> Self {
        let path = file.strip_prefix(root).expect("a file below src").to_string_lossy().replace('\\', "/");
        Self::new(&path, &fs::read_to_string(file).expect("a readable file"))
    }

    /// The module at the top of the crate that it belongs to.
    fn top(&self) -> &str {
        &self.module[0]
    }

    /// Its code without its tests and comments.
    fn code(&self) -> String {
        let code = self.text.split("#[cfg(test)]").next().unwrap_or_default();
        code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    }
}

/// Every source file of the library.
fn sources() -> Vec<Source> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                out.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    let sources = files.iter().map(|file| Source::read(&root, file));
    sources.filter(|source| !["lib", "main", "build"].contains(&source.top())).collect()
}

#[test]
fn dependencies_point_down() {
    let mut wrong = Vec::new();
    for source in sources() {
        let module = source.top();
        for used in source.code().split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if used != module && layer(&used) >= layer(module) {
                wrong.push(format!("{}: {module} uses {used}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pure_modules_never_look_outside() {
    let mut wrong = Vec::new();
    let is_pure =
        |source: &Source| PURE.iter().any(|pure| source.top() == *pure || source.path.starts_with(&format!("{pure}/")));
    for source in sources().into_iter().filter(is_pure) {
        let code = source.code();
        for outside in OUTSIDE.iter().filter(|outside| code.contains(**outside)) {
            wrong.push(format!("{} names {outside}", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_uses_itself_by_way_of_others() {
    let sources = sources();
    let uses = uses(&sources);
    assert!(uses.values().map(BTreeSet::len).sum::<usize>() > 300, "the reader of paths has gone blind");
    let circles: Vec<String> = circles(&uses).iter().map(|circle| circle.join(" <-> ")).collect();
    assert!(circles.is_empty(), "these files use each other:\n{}", circles.join("\n"));
}

#[test]
fn files_are_short() {
    let sources = sources();
    let mut lengths: Vec<usize> = sources.iter().map(|source| source.text.lines().count()).collect();
    for (source, lines) in sources.iter().zip(&lengths).filter(|(source, _)| !LONG_LEFT.contains(&&*source.path)) {
        assert!(*lines <= MOST_LINES, "{} has {lines} lines; split it by subject", source.path);
    }
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median < MEDIAN_LINES, "the median of the source files has {median} lines");
}

/// The files that each file uses, both by their paths below `src`.
///
/// A path counts where it begins with `crate`, `super`, `self` or a child of the module, in a `use` or in the code. It
/// leads to the file that defines its first name that is no module: where a `mod.rs` only passes a name of a child on,
/// that is the child's file. So a `mod.rs` may re-export what it likes, and its children may take each other's names
/// from it; but a child that takes what its `mod.rs` defines, while that takes something from the child, is a circle.
fn uses(sources: &[Source]) -> BTreeMap<&str, BTreeSet<&str>> {
    let modules: BTreeMap<&[String], &Source> = sources.iter().map(|source| (&*source.module, source)).collect();
    let mut exports: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    let mut paths: Vec<(&Source, Vec<String>)> = Vec::new();
    for source in sources {
        let (imports, code) = imports(&source.code());
        for Import { path, is_public } in imports {
            let Some(path) = absolute(&path, source, &modules) else { continue };
            let name = path.last().cloned().unwrap_or_default();
            if is_public {
                let alias = source.module.iter().cloned().chain([name.clone()]).collect();
                exports.insert(alias, path.clone());
            }
            // What is only passed on is not used.
            if !is_public || words(&code).any(|word| word == name) {
                paths.push((source, path));
            }
        }
        for path in inline_paths(&code) {
            paths.extend(absolute(&path, source, &modules).map(|path| (source, path)));
        }
    }
    let mut uses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (source, path) in paths.into_iter().filter(|(source, _)| !CIRCLES_LEFT.contains(&source.top())) {
        let Some(target) = defining(&path, &exports, &modules) else { continue };
        let is_front = source.module.starts_with(&target.module) && FRONTS_LEFT.contains(&source.top());
        if target.path != source.path && !is_front {
            uses.entry(&source.path).or_default().insert(&target.path);
        }
    }
    uses
}

/// What a `use` brings in.
struct Import {
    path: Vec<String>,
    is_public: bool,
}

/// What the `use` declarations of some code bring in, a path each, and the code without them.
fn imports(code: &str) -> (Vec<Import>, String) {
    let (mut imports, mut rest) = (Vec::new(), String::new());
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        let (visibility, tree) = match trimmed.split_once("use ") {
            Some((before, tree)) if ["", "pub ", "pub(super) ", "pub(crate) "].contains(&before) => {
                (before.trim_end(), tree)
            }
            _ => {
                rest.push_str(line);
                rest.push('\n');
                continue;
            }
        };
        let mut tree = tree.to_owned();
        while !tree.contains(';') {
            tree.push_str(lines.next().expect("a use declaration ends"));
        }
        let tree = tree.split(';').next().unwrap_or_default();
        // Without the names that it gives anew.
        let mut pieces = tree.split(" as ");
        let first = pieces.next().unwrap_or_default().to_owned();
        let tree = pieces
            .fold(first, |tree, piece| tree + piece.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'));
        let tree: String = tree.chars().filter(|c| !c.is_whitespace()).collect();
        let mut paths = Vec::new();
        expand("", &tree, &mut paths);
        let path = |text: String| text.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
        imports.extend(paths.into_iter().map(|text| Import { path: path(text), is_public: !visibility.is_empty() }));
    }
    (imports, rest)
}

/// Each path of a tree such as `a::{b, c::{self, d}}`.
fn expand(prefix: &str, tree: &str, out: &mut Vec<String>) {
    let Some((before, inner)) = tree.split_once('{') else {
        out.push(format!("{prefix}{}", if tree == "self" { "" } else { tree }));
        return;
    };
    let inner = inner.strip_suffix('}').expect("a brace that closes");
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if start < at {
                    expand(&format!("{prefix}{before}"), &inner[start..at], out);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// The words of some code.
fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// Every path of more than one part in some code.
fn inline_paths(code: &str) -> impl Iterator<Item = Vec<String>> {
    let tokens = code.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
    let paths = tokens.filter(|token| token.contains("::") && !token.starts_with("::"));
    paths.map(|path| path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect())
}

/// A path from the crate on; `None` for one that leads out of it.
fn absolute(path: &[String], source: &Source, modules: &BTreeMap<&[String], &Source>) -> Option<Vec<String>> {
    let mut base = source.module.clone();
    let mut parts = path;
    match path.first()?.as_str() {
        "crate" => {
            base.clear();
            parts = &parts[1..];
        }
        "self" => parts = &parts[1..],
        "super" => {
            while parts.first().is_some_and(|part| part == "super") {
                base.pop();
                parts = &parts[1..];
            }
        }
        child => {
            let child: Vec<String> = base.iter().cloned().chain([child.to_owned()]).collect();
            modules.get(&*child)?;
        }
    }
    base.extend_from_slice(parts);
    Some(base)
}

/// The file that defines what a path leads to.
fn defining<'s>(
    path: &[String],
    exports: &BTreeMap<Vec<String>, Vec<String>>,
    modules: &BTreeMap<&[String], &'s Source>,
) -> Option<&'s Source> {
    let depth = (1..=path.len()).rev().find(|&depth| modules.contains_key(&path[..depth]))?;
    match path.get(..=depth).and_then(|name| exports.get(name)) {
        Some(target) => defining(target, exports, modules),
        None => modules.get(&path[..depth]).copied(),
    }
}

/// The files that reach each other, a list each.
fn circles<'s>(uses: &BTreeMap<&'s str, BTreeSet<&'s str>>) -> Vec<Vec<&'s str>> {
    let reached = |from: &'s str| {
        let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(file) = open.pop() {
            let next = uses.get(file).into_iter().flatten().copied();
            open.extend(next.filter(|file| reached.insert(*file)));
        }
        reached
    };
    let reached: BTreeMap<&str, BTreeSet<&str>> = uses.keys().map(|file| (*file, reached(file))).collect();
    let mut circles = BTreeSet::new();
    for (file, others) in reached.iter().filter(|(file, others)| others.contains(*file)) {
        let back = |other: &&&str| reached.get(**other).is_some_and(|reached| reached.contains(file));
        circles.insert(others.iter().filter(back).copied().collect::<Vec<_>>());
    }
    circles.into_iter().collect()
}

#[test]
fn circles_are_seen() {
    let found = |files: &[(&str, &str)]| -> Vec<String> {
        let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(path, text)).collect();
        circles(&uses(&sources)).iter().map(|circle| circle.join(" ")).collect()
    };
    let none: Vec<String> = Vec::new();
    let pair = [("a/x.rs", "use super::y::Y;"), ("a/y.rs", "fn f() { super::x::g() }"), ("a/mod.rs", "mod x;\nmod y;")];
    assert_eq!(found(&pair), ["a/x.rs a/y.rs"]);
    let three =
        [("a.rs", "use crate::{b::B, c};"), ("b.rs", "use crate::c::{C, D};"), ("c.rs", "const A: u8 = crate::a::A;")];
    assert_eq!(found(&three), ["a.rs b.rs c.rs"]);
    let passed_on = [("a/mod.rs", "pub use x::X;\npub use y::Y;"), ("a/x.rs", "use super::Y;"), ("a/y.rs", "")];
    assert_eq!(found(&passed_on), none);
    let passed_on = [("a/mod.rs", "pub use x::X;\npub struct Y;"), ("a/x.rs", "use super::Y;")];
    assert_eq!(found(&passed_on), none);
    let used = [("a/mod.rs", "pub use x::X;\npub struct Y(X);"), ("a/x.rs", "use super::Y;")];
    assert_eq!(found(&used), ["a/mod.rs a/x.rs"]);
    let used = [("a/mod.rs", "mod x;\nfn f() { x::g() }"), ("a/x.rs", "use super::Y;")];
    assert_eq!(found(&used), ["a/mod.rs a/x.rs"]);
    let commented = [("a.rs", "// crate::b::B\n#[cfg(test)]\nuse crate::b::B;"), ("b.rs", "use crate::a::A;")];
    assert_eq!(found(&commented), none);
}
