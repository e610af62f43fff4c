//! Embeds what `data` holds: one file here a table that the library includes from `OUT_DIR`.
//!
//! What the build script and the library both read and write is compiled into both, from the files of the library. A
//! file that does not parse fails the build.

mod comparisons;
mod input;
mod keymap;
mod languages;
mod link;
mod next;
mod pack;
mod pages;
mod pieces;
mod senders;
mod situations;
mod syntaxes;
mod themes;
mod tokens;
mod vocabulary;

// The library's own files. Each uses nothing beyond itself and `crate::catalog`.
#[allow(dead_code, unused_imports)]
#[path = "../catalog/format/mod.rs"]
mod catalog;
#[allow(dead_code)]
#[path = "../compare/file.rs"]
mod comparison;
#[allow(dead_code, unused_imports)]
#[path = "../search/index/mod.rs"]
mod index;
#[allow(dead_code)]
#[path = "../snippet/language.rs"]
mod language;
#[allow(dead_code)]
#[path = "../explain/rule.rs"]
mod rule;
#[allow(dead_code)]
#[path = "../sender/format.rs"]
mod sender;
#[allow(dead_code)]
#[path = "../quiz/situation.rs"]
mod situation;
#[allow(dead_code)]
#[path = "../search/tokens/words.rs"]
mod words;

use std::env;
use std::path::PathBuf;

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("Cargo sets CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo sets OUT_DIR"));
    let data = root.join("data");
    link::link(&root);
    for source in [
        "catalog/format",
        "compare/file.rs",
        "explain/rule.rs",
        "quiz/situation.rs",
        "search/index",
        "search/tokens/words.rs",
        "sender/format.rs",
        "snippet/language.rs",
    ] {
        println!("cargo::rerun-if-changed=src/{source}");
    }
    keymap::write(&data, &out);
    themes::write(&data, &out);
    situations::write(&data, &out);
    senders::write(&data, &out);
    next::write(&data, &out);
    let languages = languages::write(&data, &out);
    let pages = pages::write(&data, &languages, &out);
    comparisons::write(&data, &pages, &out);
    tokens::write(&data, &pages, &out);
}
