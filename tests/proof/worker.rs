//! A worker: alone in a network namespace, it runs one snippet after the other as it is told on standard input.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, Write, stdin, stdout};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use httpdex::catalog::Catalog;
use httpdex::snippet::{SnippetRole, Snippets};
use serde::{Deserialize, Serialize};

use crate::process::Way;
use crate::{caller, server};

/// What is to be run.
#[derive(Debug, Serialize, Deserialize)]
pub struct Job {
    /// The id of the language.
    pub language: String,
    /// The id of the code.
    pub id: String,
    /// Where the program is.
    pub folder: PathBuf,
    /// How it is run.
    pub way: Way,
}

/// What came of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Outcome {
    /// Why it failed, with the bytes; `None` when it passed.
    pub failure: Option<String>,
}

/// Works until standard input ends.
pub fn work() -> Result<String, String> {
    let up = Command::new("ip").args(["link", "set", "lo", "up"]).status();
    if !up.is_ok_and(|status| status.success()) {
        return Err("`ip link set lo up` failed; install iproute2".to_owned());
    }
    let (catalog, snippets) = (Catalog::embedded(), Snippets::embedded());
    for line in stdin().lock().lines() {
        let line = line.map_err(|error| error.to_string())?;
        let job: Job = serde_json::from_str(&line).map_err(|error| error.to_string())?;
        let failure = run(&catalog, &snippets, &job).err();
        let mut out = stdout().lock();
        let outcome = serde_json::to_string(&Outcome { failure }).expect("an outcome serializes");
        writeln!(out, "{outcome}").and_then(|()| out.flush()).map_err(|error| error.to_string())?;
    }
    Ok(String::new())
}

fn run(catalog: &Catalog, snippets: &Snippets, job: &Job) -> Result<(), String> {
    let language = snippets.language(&job.language).ok_or("there is no such language")?;
    let index = catalog.find(&job.id).ok_or("there is no such code")?;
    let page = catalog.page(index).map_err(|error| error.to_string())?;
    let response = snippets.response(&page).ok_or("there is no such response")?;
    let folder = &job.folder;
    free()?;
    let before = entries(folder);
    let program = (&job.way, folder.as_path());
    let done = match language.role {
        SnippetRole::Server => server::prove(catalog, language, &response, program),
        SnippetRole::Caller => caller::prove(language, &response, program, &before),
        SnippetRole::Check => caller::check(&response, program),
    };
    restore(folder, &before);
    done
}

/// Waits until nothing of the snippet before listens any more.
fn free() -> Result<(), String> {
    for _ in 0..100 {
        if TcpStream::connect("127.0.0.1:8080").is_err() && TcpStream::connect("[::1]:8080").is_err() {
            return Ok(());
        }
        sleep(Duration::from_millis(20));
    }
    Err("the snippet before this one still listens on port 8080".to_owned())
}

/// The names of what is in a folder.
pub fn entries(folder: &Path) -> HashSet<OsString> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name()).collect()
}

/// Takes away what a run left in its folder, so that the next begins as the first did.
pub fn restore(folder: &Path, before: &HashSet<OsString>) {
    for name in entries(folder).difference(before) {
        let path = folder.join(name);
        let _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
    }
}
