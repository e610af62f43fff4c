//! Runs snippets: sets up and builds each language, and hands the programs to workers in namespaces of their own.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use httpdex::catalog::Catalog;
use httpdex::snippet::{Language, Snippets};

use crate::options::Options;
use crate::plan::{self, Pair};
use crate::process::{Way, script};
use crate::records::Record;
use crate::worker::{Job, Outcome};

/// How a worker is put into a namespace: of the network, and of processes, so that none outlives it.
const NAMESPACE: &[&str] = &["--net", "--map-root-user", "--pid", "--fork", "--kill-child", "--mount-proc", "--"];

/// The snippets of one language that are to be run.
struct Batch<'a> {
    language: &'a Language,
    /// Every pair that is offered.
    pairs: Vec<Pair>,
    /// What it runs on.
    version: String,
    /// Where the programs are.
    folder: PathBuf,
    /// Which pairs to run: each stands for those after it, whose program and response are the same.
    runs: Vec<Vec<usize>>,
}

/// Renders, builds and runs what is asked for, and records it.
pub fn run(options: &Options) -> Result<String, String> {
    let (catalog, snippets) = (Catalog::embedded(), Snippets::embedded());
    known(&snippets, options)?;
    may_isolate()?;
    let started = Instant::now();
    // Taken before: what changes meanwhile may not be what runs.
    let state = plan::state()?;
    let mut failures = Vec::new();
    let mut batches = Vec::new();
    for language in snippets.languages().iter().filter(|language| options.language(&language.id)) {
        match prepare(&snippets, &catalog, language, options) {
            Ok(batch) => batches.push(batch),
            Err(why) => failures.push(format!("{}: {why}", language.id)),
        }
    }
    println!("set up and built, in {} s", started.elapsed().as_secs());
    let mut passed = 0;
    for batch in &batches {
        let begun = Instant::now();
        let outcomes = work(batch, options.jobs())?;
        let (ran, failed) = record(batch, &outcomes, options)?;
        passed += ran;
        println!("{}: {ran} passed, {} failed ({} s)", batch.language.id, failed.len(), begun.elapsed().as_secs());
        failures.extend(failed);
    }
    if !failures.is_empty() {
        return Err(format!("{}\n\n{} failed, {passed} passed", failures.join("\n\n"), failures.len()));
    }
    if options.everything() {
        let path = plan::root().join("data/snippets/proof-digest");
        fs::write(path, state + "\n").map_err(|error| error.to_string())?;
    }
    Ok(format!("{passed} snippets ran as they should, in {} s", started.elapsed().as_secs()))
}

/// Renders only, so that one can look at the programs.
pub fn write(options: &Options) -> Result<String, String> {
    let (catalog, snippets) = (Catalog::embedded(), Snippets::embedded());
    known(&snippets, options)?;
    for language in snippets.languages().iter().filter(|language| options.language(&language.id)) {
        let pairs = plan::pairs(&snippets, &catalog, language)?;
        write_programs(language, &pairs.iter(), &plan::programs(language, false))?;
    }
    Ok(format!("the programs are in {}", plan::folder().join("snippets").display()))
}

pub fn known(snippets: &Snippets, options: &Options) -> Result<(), String> {
    match options.languages().iter().find(|id| snippets.language(id).is_none()) {
        Some(id) => Err(format!("there is no language {id}; data/snippets/languages.json has them all")),
        None => Ok(()),
    }
}

/// Whether a process may have namespaces of its own here.
pub fn may_isolate() -> Result<(), String> {
    let tried = Command::new("unshare").args(NAMESPACE).arg("true").output();
    match tried {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!(
            "snippets cannot be run: a process may not have a network namespace of its own here ({}); allow user \
             namespaces, or run as root",
            String::from_utf8_lossy(&output.stderr).trim()
        )),
        Err(error) => Err(format!("snippets cannot be run: unshare is missing ({error}); install util-linux")),
    }
}

fn prepare<'a>(
    snippets: &Snippets,
    catalog: &Catalog,
    language: &'a Language,
    options: &Options,
) -> Result<Batch<'a>, String> {
    fs::create_dir_all(plan::folder()).map_err(|error| error.to_string())?;
    call(language, &["setup"])?;
    let version = call(language, &["version"])?.lines().last().unwrap_or_default().trim().to_owned();
    if version.is_empty() {
        return Err("`version` printed nothing".to_owned());
    }
    let pairs = plan::pairs(snippets, catalog, language)?;
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut same: HashMap<_, usize> = HashMap::new();
    for (n, pair) in pairs.iter().enumerate() {
        let index = catalog.find(&pair.id).ok_or("a code is not in the catalogue")?;
        if !options.code(catalog.row(index)) {
            continue;
        }
        let response = &pair.response;
        // Sub-codes are one and the same to a client: the program that handles one handles all.
        let key = (pair.hash(), response.number, response.action.clone(), response.vendor.is_some());
        match same.get(&key) {
            Some(&run) if response.vendor.is_some() => runs[run].push(n),
            _ => {
                same.insert(key, runs.len());
                runs.push(vec![n]);
            }
        }
    }
    let sample = options.sample().filter(|&sample| sample < runs.len());
    if let Some(sample) = sample {
        let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() / 86400);
        let places = places(runs.len(), sample, usize::try_from(days).unwrap_or(0));
        runs = places.into_iter().map(|place| std::mem::take(&mut runs[place])).collect();
    }
    let folder = plan::programs(language, sample.is_some());
    if sample.is_some() {
        write_programs(language, &runs.iter().map(|run| &pairs[run[0]]), &folder)?;
        // A part: what is built of the others stays.
        call(language, &["build", &folder.to_string_lossy(), "part"])?;
    } else {
        write_programs(language, &pairs.iter(), &folder)?;
        call(language, &["build", &folder.to_string_lossy()])?;
    }
    Ok(Batch { language, pairs, version, folder, runs })
}

/// Which of so many runs are a day's sample: far from each other, and others the next day.
fn places(of: usize, sample: usize, day: usize) -> Vec<usize> {
    (0..sample).map(|n| (day + n * of / sample) % of).collect()
}

/// Calls a script, and returns what it printed.
fn call(language: &Language, words: &[&str]) -> Result<String, String> {
    let said = |why: &str| format!("tests/proof/runtimes/{}.sh {}: {why}", language.id, words.join(" "));
    let output = script(&language.id, words).output().map_err(|error| said(&error.to_string()))?;
    if !output.status.success() {
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&text).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        return Err(said(&lines[lines.len().saturating_sub(40)..].join("\n")));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Writes each program into its folder, where it is not there yet, so that builds can be incremental.
fn write_programs<'a>(
    language: &Language,
    pairs: &(impl Iterator<Item = &'a Pair> + Clone),
    top: &Path,
) -> Result<(), String> {
    let said = |error: std::io::Error| format!("{}: {error}", top.display());
    for pair in pairs.clone() {
        let folder = top.join(&pair.id);
        fs::create_dir_all(&folder).map_err(said)?;
        let file = folder.join(&language.file);
        if fs::read_to_string(&file).ok().as_deref() != Some(&pair.text) {
            fs::write(&file, &pair.text).map_err(said)?;
        }
    }
    for entry in fs::read_dir(top).map_err(said)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let stale = entry.path().join(&language.file).is_file() && !pairs.clone().any(|pair| pair.id == name);
        if stale {
            fs::remove_dir_all(entry.path()).map_err(said)?;
        }
    }
    Ok(())
}

/// Runs a batch in as many workers as there may be; why each run failed, if it did.
fn work(batch: &Batch, jobs: usize) -> Result<Vec<Option<String>>, String> {
    let outcomes = Mutex::new(vec![Some("it did not run".to_owned()); batch.runs.len()]);
    let next = Mutex::new(0);
    let one = || -> Result<(), String> {
        let mut worker = Worker::start()?;
        loop {
            let n = {
                let mut next = next.lock().expect("no worker panics");
                *next += 1;
                *next - 1
            };
            let Some(run) = batch.runs.get(n) else { return Ok(()) };
            let id = &batch.pairs[run[0]].id;
            let language = batch.language.id.clone();
            let way = Way::Script(language.clone());
            let job = Job { language, id: id.clone(), folder: batch.folder.join(id), way };
            let failure = worker.run(&job)?;
            outcomes.lock().expect("no worker panics")[n] = failure;
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs.min(batch.runs.len())).map(|_| scope.spawn(one)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("no worker panics"))
    })?;
    Ok(outcomes.into_inner().expect("no worker panics"))
}

/// Writes down what ran; returns how many did, and what failed.
fn record(batch: &Batch, outcomes: &[Option<String>], options: &Options) -> Result<(usize, Vec<String>), String> {
    let mut record = Record::read(batch.language)?;
    record.snippets.retain(|id, _| batch.pairs.iter().any(|pair| pair.id == *id));
    let mut passed = 0;
    let mut failures = Vec::new();
    for (run, outcome) in batch.runs.iter().zip(outcomes) {
        for &n in run {
            let pair = &batch.pairs[n];
            if outcome.is_none() {
                passed += 1;
                record.snippets.insert(pair.id.clone(), pair.hash());
            } else {
                record.snippets.remove(&pair.id);
            }
        }
        if let Some(why) = outcome {
            let pair = &batch.pairs[run[0]];
            let path = batch.folder.join(&pair.id).join(&batch.language.file);
            failures.push(format!("{} {}: {}\n--- {}", batch.language.id, pair.id, why.trim_end(), path.display()));
        }
    }
    if options.whole() || record.ran_on.is_empty() {
        record.ran_on.clone_from(&batch.version);
    }
    record.write(batch.language)?;
    Ok((passed, failures))
}

/// A process in a namespace of its own that runs one job after the other.
pub struct Worker {
    child: Child,
}

impl Worker {
    /// Starts it.
    pub fn start() -> Result<Self, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut command = Command::new("unshare");
        command.args(NAMESPACE).arg(program).arg("worker").stdin(Stdio::piped()).stdout(Stdio::piped());
        Ok(Self { child: command.spawn().map_err(|error| format!("unshare: {error}"))? })
    }

    /// Runs a job; why it failed, if it did.
    pub fn run(&mut self, job: &Job) -> Result<Option<String>, String> {
        let text = serde_json::to_string(job).expect("a job serializes") + "\n";
        let input = self.child.stdin.as_mut().ok_or("the worker has no input")?;
        input.write_all(text.as_bytes()).map_err(|error| format!("a worker ended: {error}"))?;
        let output = self.child.stdout.as_mut().ok_or("the worker has no output")?;
        let mut line = String::new();
        // One answer to each job: what is read ahead is never more than this line.
        BufReader::new(output).read_line(&mut line).map_err(|error| format!("a worker ended: {error}"))?;
        let outcome: Outcome = serde_json::from_str(&line).map_err(|_| "a worker ended without an answer")?;
        Ok(outcome.failure)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
