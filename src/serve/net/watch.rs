//! Playing a scenario again when its file changes.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::time::sleep;

use super::event::Event;
use super::shared::Shared;
use crate::files::read_text;
use crate::problem::Problem;
use crate::serve::scenario::{Scenario, read};

/// The largest file of a scenario.
const LIMIT: u64 = 1 << 20;
/// How often the file is looked at.
const OFTEN: Duration = Duration::from_millis(500);

/// Reads the scenario of a file.
///
/// # Errors
/// What is wrong with it.
pub fn scenario(path: &Path) -> Result<Scenario, Problem> {
    match read_text(path, LIMIT)? {
        Some(text) => read(path, &text),
        None => Err(Problem::new(path, "", "there is no such file", "name another, or one of `--list-scenarios`")),
    }
}

/// Looks after a file for ever: what changes in it is played from then on, and what is wrong with it is told.
pub(super) async fn watch(path: PathBuf, shared: Arc<Shared>) {
    let mut last = stamp(&path);
    loop {
        sleep(OFTEN).await;
        let now = stamp(&path);
        if now == last {
            continue;
        }
        last = now;
        match scenario(&path) {
            Ok(scenario) => {
                shared.playground.play(scenario);
                shared.observer.on(Event::Note(format!("{} has changed and begins anew", path.display())));
            }
            Err(problem) => shared.observer.on(Event::Note(format!("{problem}; the scenario goes on as it was"))),
        }
    }
}

/// When a file was changed, and its length.
fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
