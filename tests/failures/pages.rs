//! The recording on the pages: `clients` of `data/codes/no-status/ID.json`.

use std::fs;
use std::path::PathBuf;

use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::client::CLIENTS;
use crate::place;
use crate::recording::{self, Recording, Row};

/// Where `clients` begins and ends in a page as it is written.
const BEGIN: &str = "\n  \"clients\": [";
const END: &str = "\n  ]";

/// Writes the recorded rows into the pages; rows that were not recorded stay, behind the others.
pub fn write() -> Result<String, String> {
    let recording = recording::read()?;
    let mut changed = 0;
    for (path, text) in files()? {
        let new = with_recorded(&text, &recording).map_err(|why| format!("{}: {why}", path.display()))?;
        if new != text {
            fs::write(&path, new).map_err(|error| format!("{}: {error}", path.display()))?;
            changed += 1;
        }
    }
    let without = without_page(&recording)?;
    let without = if without.is_empty() { String::new() } else { format!("; no page for {}", without.join(", ")) };
    Ok(format!("{changed} pages are written anew{without}"))
}

/// Whether the pages say what was recorded; what has no page yet is not missed.
pub fn check() -> Result<String, String> {
    let recording = recording::read()?;
    let files = files()?;
    let mut wrong = Vec::new();
    for (path, text) in &files {
        if with_recorded(text, &recording)? != *text {
            wrong.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        }
    }
    if !wrong.is_empty() {
        return Err(format!(
            "these pages do not say what was recorded: {}; run: cargo test --test failures -- pages",
            wrong.join(", ")
        ));
    }
    Ok(format!("{} pages say what was recorded", files.len()))
}

fn without_page(recording: &Recording) -> Result<Vec<String>, String> {
    let ids: Vec<Value> = files()?.iter().map(|(_, text)| id(text)).collect();
    Ok(recording.keys().filter(|id| !ids.iter().any(|page| page == *id)).cloned().collect())
}

fn id(text: &str) -> Value {
    serde_json::from_str::<Value>(text).map_or(Value::Null, |page| page["id"].clone())
}

/// The pages and their texts.
fn files() -> Result<Vec<(PathBuf, String)>, String> {
    let folder = place::root().join("data/codes/no-status");
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let read = |path: PathBuf| match fs::read_to_string(&path) {
        Ok(text) => Ok((path, text)),
        Err(error) => Err(format!("{}: {error}", path.display())),
    };
    paths.into_iter().map(read).collect()
}

/// A page with what was recorded of its failure. Its other bytes stay as they are.
fn with_recorded(text: &str, recording: &Recording) -> Result<String, String> {
    let start = text.find(BEGIN).ok_or("there is no `clients`")?;
    let open = start + BEGIN.len() - 1;
    let close = if text[open..].starts_with("[]") {
        open + "[]".len()
    } else {
        open + text[open..].find(END).ok_or("`clients` does not end")? + END.len()
    };
    let old: Vec<&RawValue> = serde_json::from_str(&text[open..close]).map_err(|error| error.to_string())?;
    let is_kept =
        |row: &RawValue| serde_json::from_str::<Value>(row.get()).is_ok_and(|row| row["recorded"] == json!(false));
    let mut recorded: Vec<&Row> = recording.get(id(text).as_str().unwrap_or_default()).into_iter().flatten().collect();
    recorded.sort_by_key(|row| CLIENTS.iter().position(|client| client.name == row.client));
    let mut rows = Vec::new();
    for Row { client, version, message, .. } in recorded {
        let Some(message) = message else { continue };
        let quoted = |text: &str| serde_json::to_string(text).expect("a string serializes");
        let row = format!(
            "{{\n      \"client\": {},\n      \"version\": {},\n      \"message\": {},\n      \
             \"recorded\": true\n    }}",
            quoted(client),
            quoted(version),
            quoted(&message.replace('\n', " "))
        );
        // Two ways to one failure often sound the same.
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    rows.extend(old.iter().filter(|row| is_kept(row)).map(|row| row.get().to_owned()));
    let inner = if rows.is_empty() { "[]".to_owned() } else { format!("[\n    {}\n  ]", rows.join(",\n    ")) };
    Ok(format!("{}{inner}{}", &text[..open], &text[close..]))
}
