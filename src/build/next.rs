//! `next.json`: the rules of all files that reorder causes, in one array.

use std::path::Path;

use crate::input::{json_in, parse};
use crate::pack;
use crate::rule::Rule;

/// Writes the rules.
pub fn write(data: &Path, out: &Path) {
    let rules: Vec<Rule> = json_in(&data.join("next")).iter().flat_map(|path| parse::<Vec<Rule>>(path)).collect();
    let text = serde_json::to_string(&rules).expect("what was parsed serializes");
    pack::write(out, "next.json", &text);
}
