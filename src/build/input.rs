//! Reading the files below `data`; each of them, when it changes, has the build script run again.

use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

/// The `.json` files of a folder, in the order of their names.
pub fn json_in(folder: &Path) -> Vec<PathBuf> {
    let mut files = entries(folder);
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files
}

/// The `.json` files one folder down, in the order of their paths.
pub fn json_below(folder: &Path) -> Vec<PathBuf> {
    entries(folder).iter().filter(|path| path.is_dir()).flat_map(|path| json_in(path)).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let listing = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = listing.map(|entry| entry.expect("a readable directory entry").path()).collect();
    paths.sort();
    paths
}

/// The text of a file.
pub fn text(path: &Path) -> String {
    println!("cargo::rerun-if-changed={}", path.display());
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What a JSON file holds.
pub fn parse<T: DeserializeOwned>(path: &Path) -> T {
    serde_json::from_str(&text(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
