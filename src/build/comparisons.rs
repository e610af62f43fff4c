//! `comparisons.json`: the comparisons as one array, in the order of their files.

use std::collections::HashSet;
use std::path::Path;

use crate::catalog::Page;
use crate::comparison::Written;
use crate::input::{json_in, parse};
use crate::pack;

/// Writes the comparisons, each of which is of codes that there are and of a set that no other compares.
pub fn write(data: &Path, pages: &[Page], out: &Path) {
    let ids: HashSet<&str> = pages.iter().map(|page| page.id.as_str()).collect();
    let mut all: Vec<Written> = Vec::new();
    for path in json_in(&data.join("comparisons")) {
        let written: Written = parse(&path);
        let fault = written.fault(|id| ids.contains(id));
        let twin = all.iter().any(|other| other.set() == written.set());
        if let Some(fault) = fault.or_else(|| twin.then(|| "another file compares the same codes".to_owned())) {
            panic!("{}: {fault}", path.display());
        }
        all.push(written);
    }
    let text = serde_json::to_string(&all).expect("a comparison serializes");
    pack::write(out, "comparisons.json", &text);
}
