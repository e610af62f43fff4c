//! The themes that come with the program.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::input::{json_in, parse};

/// Writes `themes.rs` from `data/themes`.
pub(crate) fn write(data: &Path, out: &Path) {
    fs::write(out.join("themes.rs"), themes(&data.join("themes"))).expect("OUT_DIR is writable");
}

/// The themes as tables, named like their files: reading JSON would delay the first frame.
fn themes(folder: &Path) -> String {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut tables = String::new();
    for path in json_in(folder) {
        let theme: serde_json::Value = parse(&path);
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a theme has a name");
        let styles: Vec<_> =
            fields(&theme["styles"]).map(|(name, style)| format!("{name}: {}, ", written(style))).collect();
        let styles = styles.concat();
        let name = name.to_uppercase().replace('-', "_");
        let background = theme["background"].as_str();
        let background =
            background.map_or("None".to_owned(), |word| format!("Some(TerminalBackground::{})", variant(word)));
        writeln!(
            tables,
            "pub(super) static {name}: ThemeFile = ThemeFile {{ background: {background}, \
             styles: WrittenStyles {{ {styles}..WrittenStyles::PLAIN }} }};"
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
    format!("Written {{ {}..Written::PLAIN }}", fields(style).map(attribute).collect::<Vec<_>>().concat())
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
