//! The recording: `tests/failures/recording.json`.
//!
//! It lies here and not with the data: the program knows the pages alone, into which it is written.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use httpdex::fault::{Fault, script};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::place;

/// What one client said of one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The client.
    pub client: String,
    /// Its version.
    pub version: String,
    /// What provoked the failure.
    pub how: String,
    /// What it said; `None` where it took what came for an answer.
    pub message: Option<String>,
    /// Its exit code or the class of the error; what it took for the answer where it did not fail.
    pub exit_or_class: String,
    /// Always.
    pub recorded: bool,
}

/// The rows of each failure, in the order of the cases and the clients.
pub type Recording = BTreeMap<String, Vec<Row>>;

/// Sources on which nothing depends that a client says.
const BESIDE: &[&str] = &["main.rs", "options.rs", "pages.rs", "recording.rs", "run.rs"];

fn file(name: &str) -> PathBuf {
    place::root().join("tests/failures").join(name)
}

/// Reads the recording.
pub fn read() -> Result<Recording, String> {
    let path = file("recording.json");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes the recording.
pub fn write(recording: &Recording) -> Result<(), String> {
    let text = serde_json::to_string_pretty(recording).expect("rows serialize") + "\n";
    fs::write(file("recording.json"), text).map_err(|error| error.to_string())
}

/// Writes down of which state of the sources all of it is.
pub fn seal(state: &str) -> Result<(), String> {
    fs::write(file("recording-digest"), format!("{state}\n")).map_err(|error| error.to_string())
}

/// A digest over all that the recording depends on, but for the clients themselves.
pub fn state() -> Result<String, String> {
    let mut lines = Vec::new();
    let mut files = Vec::new();
    walk(&place::root().join("tests/failures"), &mut files)?;
    let support = ["certificates.rs", "h2.rs", "player.rs"];
    files.extend(support.map(|name| place::root().join("tests/support").join(name)));
    for path in files {
        let name = path.strip_prefix(place::root()).unwrap_or(&path).to_string_lossy().into_owned();
        if !BESIDE.iter().any(|beside| name == format!("tests/failures/{beside}")) {
            let bytes = fs::read(&path).map_err(|error| format!("{name}: {error}"))?;
            lines.push(format!("{name} {}", digest(&bytes)));
        }
    }
    for &fault in Fault::ALL {
        let steps = format!("{:?}", script(fault, b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nHello there\n"));
        lines.push(format!("{fault} {}", digest(steps.as_bytes())));
    }
    lines.sort();
    Ok(digest(lines.join("\n").as_bytes()))
}

/// Whether the recording was made by these sources, and holds what it promises.
pub fn check() -> Result<String, String> {
    let sealed = fs::read_to_string(file("recording-digest")).unwrap_or_default();
    if sealed.trim() != state()? {
        return Err("what provokes the failures has changed since they were recorded; run .ci/record".to_owned());
    }
    let recording = read()?;
    let mut failures: BTreeMap<&str, usize> = BTreeMap::new();
    for rows in recording.values() {
        let mut clients: Vec<&str> =
            rows.iter().filter(|row| row.message.is_some()).map(|row| row.client.as_str()).collect();
        clients.sort_unstable();
        clients.dedup();
        for client in clients {
            *failures.entry(client).or_default() += 1;
        }
    }
    let many = failures.values().filter(|&&count| count >= 25).count();
    if many < 7 {
        return Err(format!("fewer than 7 clients have 25 failures: {failures:?}"));
    }
    Ok(format!("{} failures are recorded with {} clients", recording.len(), failures.len()))
}

fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::new(), |mut out, byte| {
        write!(out, "{byte:02x}").expect("writing to a String does not fail");
        out
    })
}

/// The sources in a folder and those below; what an editor leaves there is none.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        let is_source = |ending: &str| ["rs", "mjs", "py", "go", "java", "toml"].contains(&ending);
        if path.is_dir() {
            walk(&path, files)?;
        } else if path.extension().and_then(|ending| ending.to_str()).is_some_and(is_source) {
            files.push(path);
        }
    }
    Ok(())
}
