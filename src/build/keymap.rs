//! The table of keys.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::input::parse;

/// Writes `keymap.rs` from `data/keymap.json`: what names no context, key or action does not compile.
pub(crate) fn write(data: &Path, out: &Path) {
    fs::write(out.join("keymap.rs"), keymap(&data.join("keymap.json"))).expect("OUT_DIR is writable");
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
