//! Dependencies point down only: each module may use those of lower layers, and pure ones no I/O.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the lowest, with the modules of each. A module may use lower layers and its own.
const LAYERS: &[&[&str]] = &[
    &["text", "json", "suggest"],
    &["problem"],
    &["catalog"],
    &["document", "search", "snippet", "files", "clock"],
    &["compare", "cheatsheet", "highlight"],
    &["quiz"],
    &["config", "store", "clipboard"],
    &["app"],
    &["widgets"],
    &["theme"],
    &["screens"],
    &["tui"],
    &["cli"],
];

/// Modules that compute and never look outside.
const PURE: &[&str] = &[
    "problem",
    "text",
    "json",
    "suggest",
    "catalog",
    "document",
    "search",
    "app",
    "widgets",
    "screens",
    "theme",
    "compare",
    "cheatsheet",
    "quiz",
    "snippet",
    "highlight",
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

/// Every source file of the library, with the module at the top that it belongs to.
fn sources() -> Vec<(String, PathBuf)> {
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
    let module = |path: &Path| {
        let first = path.strip_prefix(&root).expect("a file below src").components().next().expect("a name");
        first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
    };
    let tops = files.into_iter().map(|path| (module(&path), path));
    tops.filter(|(module, _)| !["lib", "main", "build"].contains(&module.as_str())).collect()
}

/// The code of a file without its tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a readable file");
    text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
}

#[test]
fn dependencies_point_down() {
    let mut wrong = Vec::new();
    for (module, path) in sources() {
        for used in code(&path).split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if used != module && layer(&used) >= layer(&module) {
                wrong.push(format!("{}: {module} uses {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pure_modules_never_look_outside() {
    let mut wrong = Vec::new();
    for (module, path) in sources().into_iter().filter(|(module, _)| PURE.contains(&module.as_str())) {
        let code = code(&path);
        for outside in OUTSIDE.iter().filter(|outside| code.contains(**outside)) {
            wrong.push(format!("{}: {module} names {outside}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_keep_to_one_subject() {
    for (_, path) in sources() {
        let lines = code(&path).lines().count();
        assert!(lines <= 420, "{} has {lines} lines; split it by subject", path.display());
    }
}
