//! `situations.json`: the situations of all files in one array.

use std::path::Path;

use crate::input::{json_in, parse};
use crate::pack;
use crate::situation::Situation;

/// Writes the situations.
pub fn write(data: &Path, out: &Path) {
    let situations: Vec<Situation> =
        json_in(&data.join("situations")).iter().flat_map(|path| parse::<Vec<Situation>>(path)).collect();
    let text = serde_json::to_string(&situations).expect("what was parsed serializes");
    pack::write(out, "situations.json", &text);
}
