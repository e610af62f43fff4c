//! The README's tables of keys are the keymap's, and its number of snippets that of those offered.
//! `HTTPDEX_DRAW=1 cargo test --test readme` writes the table anew.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use httpdex::app::action::{Action, Context};
use httpdex::app::keymap::{Binding, Keymap};
use httpdex::catalog::Catalog;
use httpdex::store::TerminalBackground;
use httpdex::theme::{Depth, Theme};

const BEGIN: &str = "<!-- keys -->\n";
const END: &str = "<!-- /keys -->\n";

/// The contexts that one meets first, in the order of the table.
const FIRST: [Context; 7] = [
    Context::Browse,
    Context::Page,
    Context::MarkedCommand,
    Context::Found,
    Context::Screen,
    Context::Common,
    Context::Any,
];

/// The keys of a row.
fn keys(row: &Binding) -> String {
    row.keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" ")
}

/// Whether a row only moves by the keys that move in the browser, or has letters typed.
fn is_usual(row: &Binding, keymap: &Keymap) -> bool {
    let usual = |action| keymap.rows().iter().filter(move |row| row.context == Context::Browse && row.action == action);
    row.action == Action::Type
        || row.action.rows(1).is_some()
            && row.keys.iter().all(|key| MOVING.iter().any(|of| usual(*of).any(|row| row.keys.contains(key))))
}

/// What moves.
const MOVING: [Action; 8] = [
    Action::Down,
    Action::Up,
    Action::HalfPageDown,
    Action::HalfPageUp,
    Action::PageDown,
    Action::PageUp,
    Action::Top,
    Action::Bottom,
];

/// The contexts that one meets first with a row for each action, and the others with a row each.
fn table() -> String {
    let keymap = Keymap::default();
    let rows = |context| keymap.rows().iter().filter(move |row| row.context == context && !row.keys.is_empty());
    let mut table = String::from("| key | what it does |\n| --- | --- |\n");
    for context in FIRST {
        writeln!(table, "| | **{}** |", context.title()).expect("writing to a String does not fail");
        // What the browser has is not named again.
        let is_new = |row: &&Binding| {
            context == Context::Browse
                || !rows(Context::Browse).any(|of| (of.action, &of.description) == (row.action, &row.description))
        };
        for row in rows(context).filter(is_new) {
            writeln!(table, "| {} | {} |", keys(row), row.description).expect("writing to a String does not fail");
        }
    }
    table.push_str("\n<details>\n<summary>Keys on the other screens</summary>\n\n");
    table.push_str("Keys that move do so everywhere, and are left out here.\n\n| where | keys |\n| --- | --- |\n");
    for &context in Context::ALL.iter().filter(|context| !FIRST.contains(context)) {
        let told = rows(context).filter(|row| !is_usual(row, &keymap));
        let told: Vec<String> = told.map(|row| format!("{} {}", keys(row), row.description)).collect();
        writeln!(table, "| {} | {} |", context.title(), told.join("<br>")).expect("writing to a String does not fail");
    }
    table.push_str("\n</details>\n");
    table
}

#[test]
fn the_keys_in_the_readme_are_those_of_the_keymap() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("a README");
    let (before, rest) = readme.split_once(BEGIN).expect("the beginning of the table");
    let (shown, after) = rest.split_once(END).expect("the end of the table");
    let table = table();
    if shown != table && env::var_os("HTTPDEX_DRAW").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).expect("a writable README");
        return;
    }
    assert_eq!(shown, table, "write the table anew with `HTTPDEX_DRAW=1 cargo test --test readme`");
}

#[test]
fn the_number_of_snippets_in_the_readme_is_that_of_those_offered() {
    let catalog = Catalog::embedded();
    let pages = catalog.filter(|_| true).map(|index| catalog.page(index).expect("a page that reads"));
    let count: usize = pages.map(|page| page.snippets.len()).sum();
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("a README");
    let written = format!("{},{:03} pairs of a code", count / 1000, count % 1000);
    assert!(readme.contains(&written), "there are {written}");
}

#[test]
fn the_theme_in_the_readme_is_read_and_every_style_is_named() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("a README");
    let section = readme.split_once("### Themes\n").expect("a section about themes").1;
    let section = section.split("\n## ").next().expect("a section");
    let written = section.split_once("```json\n").expect("a theme").1.split_once("```").expect("its end").0;
    let theme = |text: &str, background| Theme::own(Path::new("mine.json"), text, background, Depth::True);
    let light = theme(written, TerminalBackground::Light).expect("a theme that is read");
    assert!(light.ground.bg.is_some() && light.class_4.fg.is_some());
    assert_eq!(theme(written, TerminalBackground::Dark).expect("the same").ground, ratatui::style::Style::new());
    for color in ["\"208\"", "\"light-blue\"", "\"#a3adbf\""] {
        let text = format!("{{\"styles\": {{\"key\": {{\"fg\": {color}}}}}}}");
        assert!(theme(&text, TerminalBackground::Dark).expect(color).key.fg.is_some(), "{color}");
    }
    let dark = include_str!("../data/themes/dark.json");
    let styles: serde_json::Value = serde_json::from_str(dark).expect("JSON");
    for name in styles["styles"].as_object().expect("styles").keys() {
        let is_class = name.starts_with("class-") && name != "class-other";
        assert!(is_class || section.contains(&format!("`{name}`")), "{name}");
    }
    for name in Theme::names() {
        assert!(section.contains(&format!("`{name}`")), "{name}");
    }
}
