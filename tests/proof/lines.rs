//! Proves the lines that a page tells people to type: in an empty folder one installs, and another runs the program.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Instant;

use httpdex::catalog::Catalog;
use httpdex::snippet::{Language, SnippetRole, Snippets};

use crate::options::Options;
use crate::plan;
use crate::process::{Way, typed};
use crate::runner::{Worker, known, may_isolate};
use crate::worker::Job;

/// The codes that a sample is taken of: the first that the language is offered for.
const SAMPLE: &[&str] = &["429", "404"];

/// What a tool fetches and builds when it runs a program for the first time; the namespace that it is run in reaches no
/// registry.
const FETCHES: &[(&str, &str)] = &[
    ("cargo run", "cargo build --quiet --manifest-path demo/Cargo.toml"),
    ("go run", "go build -o /dev/null main.go"),
    ("mvn", "mvn --quiet --batch-mode compile spring-boot:help"),
];

/// Types the lines of each language that is asked for.
pub fn prove(options: &Options) -> Result<String, String> {
    let (catalog, snippets) = (Catalog::embedded(), Snippets::embedded());
    known(&snippets, options)?;
    may_isolate()?;
    let started = Instant::now();
    let top = plan::folder().join("lines");
    let path = path(&top).map_err(|error| format!("{}: {error}", top.display()))?;
    let mut failures = Vec::new();
    let mut passed = 0;
    let complete = |language: &&Language| options.language(&language.id) && !lacks_arguments(language);
    for language in snippets.languages().iter().filter(complete) {
        let pairs = plan::pairs(&snippets, &catalog, language)?;
        let wanted = |pair: &&plan::Pair| {
            let row = catalog.find(&pair.id).map(|index| catalog.row(index));
            !options.every_code() && row.is_some_and(|row| options.code(row))
        };
        let sample = pairs.iter().find(wanted);
        let sample = sample.or_else(|| SAMPLE.iter().find_map(|id| pairs.iter().find(|pair| pair.id == *id)));
        let pair = sample.or(pairs.first()).ok_or("a language has no snippet")?;
        match follow(language, pair, &top, &path) {
            Ok(()) => passed += 1,
            Err(why) => failures.push(format!("{} {}: {why}", language.id, pair.id)),
        }
    }
    if !failures.is_empty() {
        return Err(format!("{}\n\nthe lines of {} failed", failures.join("\n\n"), failures.len()));
    }
    Ok(format!("the lines of {passed} languages work in an empty folder, in {} s", started.elapsed().as_secs()))
}

/// Whether the line that runs has an example for its argument, such as a log of one's own.
fn lacks_arguments(language: &Language) -> bool {
    language.role == SnippetRole::Check && language.run.contains(['*', '/'])
}

/// A line that the program itself asks for, in a comment.
fn own_line(line: &str) -> Option<&str> {
    let asked = |line: &&str| ["cargo add ", "go get ", "npm install "].iter().any(|tool| line.starts_with(tool));
    line.trim_start().strip_prefix("# $ ").or_else(|| line.strip_prefix("// ").filter(asked))
}

/// Where commands are looked for: root needs no sudo, and a container may have none.
fn path(top: &Path) -> std::io::Result<String> {
    let own = top.join("bin");
    fs::create_dir_all(&own)?;
    let sudo = own.join("sudo");
    fs::write(&sudo, "#!/bin/sh\nexec \"$@\"\n")?;
    fs::set_permissions(&sudo, fs::Permissions::from_mode(0o755))?;
    Ok(format!("{}:{}", own.display(), std::env::var("PATH").unwrap_or_default()))
}

fn follow(language: &Language, pair: &plan::Pair, top: &Path, path: &str) -> Result<(), String> {
    let folder = top.join(&language.id);
    let said = |error: std::io::Error| format!("{}: {error}", folder.display());
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(said)?;
    let line = |line: &str| {
        let output = typed(line, &folder, false).env("PATH", path).output().map_err(said)?;
        if output.status.success() {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        Err(format!("`{line}` ended with {}\n{}", output.status, lines[lines.len().saturating_sub(20)..].join("\n")))
    };
    if let Some(install) = &language.install {
        line(install)?;
    }
    fs::write(folder.join(&language.file), &pair.text).map_err(said)?;
    for own in pair.text.lines().filter_map(own_line) {
        line(own)?;
    }
    let mut run = language.run.clone();
    if let Some((_, fetch)) = FETCHES.iter().find(|(tool, _)| run.contains(tool)) {
        // What comes before the tool puts the program where it belongs.
        let before = run.split_once("&& ").map(|(before, _)| format!("{before}&& ")).unwrap_or_default();
        line(&format!("{before}{fetch}"))?;
    }
    run = format!("PATH={path:?}; {run}");
    // What a package of the system runs as has not the home, and so not the caches, of who types the line.
    let ordinary = language.install.as_ref().is_some_and(|install| install.starts_with("sudo"));
    let job = Job {
        language: language.id.clone(),
        id: pair.id.clone(),
        folder: folder.clone(),
        way: Way::Line { line: run, ordinary },
    };
    match Worker::start()?.run(&job)? {
        Some(why) => Err(format!("`{}`: {why}", language.run)),
        None => Ok(()),
    }
}
