//! `next.json`: the rules of all files that reorder causes, in one array.

use std::fs;
use std::path::Path;

use crate::input::{json_in, parse};
use crate::rule::Rule;

/// Writes the rules.
pub fn write(data: &Path, out: &Path) {
    let rules: Vec<Rule> = json_in(&data.join("next")).iter().flat_map(|path| parse::<Vec<Rule>>(path)).collect();
    let text = serde_json::to_string(&rules).expect("what was parsed serializes");
    fs::write(out.join("next.json"), text).expect("OUT_DIR is writable");
}
