//! `situations.json`: the situations of all files in one array.

use std::fs;
use std::path::Path;

use crate::input::{json_in, parse};
use crate::situation::Situation;

/// Writes the situations.
pub fn write(data: &Path, out: &Path) {
    let situations: Vec<Situation> =
        json_in(&data.join("situations")).iter().flat_map(|path| parse::<Vec<Situation>>(path)).collect();
    let text = serde_json::to_string(&situations).expect("what was parsed serializes");
    fs::write(out.join("situations.json"), text).expect("OUT_DIR is writable");
}
