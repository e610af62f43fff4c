//! Records: installs the clients, and lets a worker in namespaces of its own provoke the failures.

use std::process::{Child, Command, Stdio};
use std::time::Instant;

use crate::cases::cases;
use crate::client::CLIENTS;
use crate::options::Options;
use crate::recording::{self, Recording, Row};
use crate::setup;

/// The namespaces of the worker: of the network, of processes, so that none outlives it, and of mounts.
const NAMESPACES: &[&str] = &["--net", "--map-root-user", "--pid", "--fork", "--kill-child", "--mount-proc", "--"];

/// Provokes what is asked for and records it, or compares it with the recording.
pub fn run(options: &Options) -> Result<String, String> {
    let started = Instant::now();
    // Taken before: what changes meanwhile may not be what runs.
    let state = recording::state()?;
    setup::clients(options)?;
    println!("the clients are there, after {} s", started.elapsed().as_secs());
    let new = record(options)?;
    let count: usize = new.values().map(Vec::len).sum();
    let took = started.elapsed().as_secs();
    if options.is_sample {
        let old = recording::read()?;
        compare(&old, &new)?;
        return Ok(format!("{count} messages are as they were recorded ({took} s)"));
    }
    let mut all = if options.is_whole() { Recording::new() } else { recording::read().unwrap_or_default() };
    for (failure, rows) in new {
        let kept = all.remove(&failure).unwrap_or_default();
        all.insert(failure.clone(), merged(&failure, kept, rows));
    }
    recording::write(&all)?;
    if options.is_whole() {
        recording::seal(&state)?;
    }
    Ok(format!("{count} messages are recorded ({took} s)"))
}

/// Lets workers provoke the failures: a browser takes as long as all others together, and has one of its own.
fn record(options: &Options) -> Result<Recording, String> {
    let (browsers, others): (Vec<&str>, Vec<&str>) =
        CLIENTS.iter().map(|client| client.id).filter(|id| options.client(id)).partition(|id| *id == "chromium");
    let groups = [browsers, others].into_iter().filter(|group| !group.is_empty());
    let workers: Vec<Worker> = groups.map(|group| Worker::start(&options.of(&group))).collect::<Result<_, _>>()?;
    let mut all = Recording::new();
    for worker in workers {
        for (failure, rows) in worker.end()? {
            let kept = all.remove(&failure).unwrap_or_default();
            all.insert(failure.clone(), merged(&failure, kept, rows));
        }
    }
    Ok(all)
}

/// A worker in namespaces of its own.
struct Worker(Child);

impl Worker {
    fn start(options: &Options) -> Result<Self, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut worker = Command::new("unshare");
        worker.args(NAMESPACES).arg(program).arg("worker").args(options.words()).stdout(Stdio::piped());
        worker.spawn().map(Self).map_err(|error| format!("unshare: {error}"))
    }

    /// Waits for what it has to tell.
    fn end(self) -> Result<Recording, String> {
        let output = self.0.wait_with_output().map_err(|error| format!("a worker: {error}"))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        serde_json::from_str(&text).map_err(|_| format!("a worker failed: {text}"))
    }
}

/// The rows of a failure in the order of cases and clients, new ones in place of those before.
fn merged(failure: &str, kept: Vec<Row>, mut rows: Vec<Row>) -> Vec<Row> {
    for row in kept {
        if !rows.iter().any(|new| new.client == row.client && new.how == row.how) {
            rows.push(row);
        }
    }
    let cases = cases();
    let hows: Vec<&str> = cases.iter().filter(|case| case.failure == failure).map(|case| case.how).collect();
    let place = |row: &Row| {
        let how = hows.iter().position(|how| *how == row.how);
        (how, CLIENTS.iter().position(|client| client.name == row.client))
    };
    // What no case provokes any more has no place.
    rows.retain(|row| place(row).0.is_some());
    rows.sort_by_key(place);
    rows
}

/// Whether what was said now was recorded; a client of another version may speak otherwise.
fn compare(old: &Recording, new: &Recording) -> Result<(), String> {
    let mut wrong = Vec::new();
    for (failure, rows) in new {
        for row in rows {
            let same = |old: &&Row| old.client == row.client && old.how == row.how;
            let before = old.get(failure).into_iter().flatten().find(same);
            if before.is_none_or(|before| before.version == row.version && before != row) {
                wrong.push(format!("{failure}: {row:?}\n  was {before:?}"));
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("{}\n\nrecord it anew: .ci/record", wrong.join("\n"))) }
}
