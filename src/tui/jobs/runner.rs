//! Runs jobs off the drawing path: one mechanism for all work outside the interface.
//!
//! A few threads, which start when there is something to do and end when there has been nothing for a while, take jobs
//! in the order in which they were started. Jobs that use the same resource never run at once, so that changes are
//! written in order. A job is told when it is not wanted any more; one that panics has failed, and no more.

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::context::{Cancel, JobContext, Stop};
use crate::app::job::{JobId, Report};
use crate::tui::events::MessageSender;

/// How many jobs run at once.
const THREADS: usize = 8;
/// How long a thread waits for another job before it ends.
const LINGER: Duration = Duration::from_secs(1);

/// What only one job may use at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Resource {
    /// The file with bookmarks and choices.
    State,
    /// The file with the answers of the quiz.
    Progress,
    /// The clipboard.
    Clipboard,
    /// The compiled syntaxes.
    Highlighter,
    /// The playground's port.
    Server,
    /// What the next requests to it get.
    Answers,
}

/// What a job does.
type Task = Box<dyn FnOnce(&JobContext) -> Result<(), Stop> + Send>;

/// A job that waits for a thread.
struct Job {
    id: JobId,
    resource: Option<Resource>,
    cancel: Arc<Cancel>,
    task: Task,
}

#[derive(Default)]
struct PoolState {
    waiting: VecDeque<Job>,
    running: Vec<(JobId, Option<Resource>, Arc<Cancel>)>,
    threads: usize,
    /// Threads that wait for a job.
    idle: usize,
}

impl PoolState {
    fn uses(&self, resource: Resource) -> bool {
        self.running.iter().any(|(_, used, _)| *used == Some(resource))
    }

    /// Takes the first job that can run now.
    fn take(&mut self) -> Option<Job> {
        let can_run = |job: &Job| job.resource.is_none_or(|resource| !self.uses(resource));
        let at = self.waiting.iter().position(can_run)?;
        let job = self.waiting.remove(at)?;
        self.running.push((job.id, job.resource, Arc::clone(&job.cancel)));
        Some(job)
    }
}

/// The jobs and the threads that run them.
struct Pool {
    state: Mutex<PoolState>,
    changed: Condvar,
    sender: MessageSender,
}

impl Pool {
    fn lock(&self) -> MutexGuard<'_, PoolState> {
        // No invariant spans a panic: jobs run without the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a thread does: run jobs until there has been none for a while.
    fn work(&self) {
        let mut state = self.lock();
        loop {
            if let Some(job) = state.take() {
                drop(state);
                let id = job.id;
                self.run(job);
                state = self.lock();
                state.running.retain(|(running, ..)| *running != id);
                self.changed.notify_all();
                continue;
            }
            state.idle += 1;
            let (again, timeout) = self.changed.wait_timeout(state, LINGER).unwrap_or_else(PoisonError::into_inner);
            state = again;
            state.idle -= 1;
            if timeout.timed_out() && state.waiting.is_empty() {
                state.threads -= 1;
                self.changed.notify_all();
                return;
            }
        }
    }

    fn run(&self, job: Job) {
        let context = JobContext::new(job.id, job.cancel, self.sender.clone());
        let ended = catch_unwind(AssertUnwindSafe(|| (job.task)(&context)));
        let report = match ended {
            Ok(Ok(())) => Report::Done,
            Ok(Err(Stop::Failed(what))) => Report::Failed(what),
            Ok(Err(Stop::Cancelled)) => return,
            Err(panic) => Report::Failed(format!("A part of httpdex has failed, which is a bug: {}", message(&*panic))),
        };
        // Whoever has cancelled it does not wait for an answer.
        let _ = context.report(report);
    }
}

/// What a panic said.
fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    crate::text::clean(text.unwrap_or("it did not say why")).into_owned()
}

/// Starts jobs and ends them.
pub(crate) struct Runner {
    pool: Arc<Pool>,
}

impl Runner {
    /// A runner whose jobs report by this sender. No thread is started yet.
    pub(crate) fn new(sender: MessageSender) -> Self {
        Self { pool: Arc::new(Pool { state: Mutex::default(), changed: Condvar::new(), sender }) }
    }

    /// Starts a job.
    pub(crate) fn start(
        &self,
        id: JobId,
        resource: Option<Resource>,
        task: impl FnOnce(&JobContext) -> Result<(), Stop> + Send + 'static,
    ) {
        let mut state = self.pool.lock();
        state.waiting.push_back(Job { id, resource, cancel: Arc::default(), task: Box::new(task) });
        if state.idle > 0 || state.threads >= THREADS {
            self.pool.changed.notify_one();
            return;
        }
        state.threads += 1;
        drop(state);
        let pool = Arc::clone(&self.pool);
        if thread::Builder::new().name("job".to_owned()).spawn(move || pool.work()).is_err() {
            // With no thread to be had, jobs wait for those that there are, or for the next one that starts.
            self.pool.lock().threads -= 1;
        }
    }

    /// Tells a job that it is not wanted any more; one that waits is never begun.
    pub(crate) fn cancel(&self, id: JobId) {
        let mut state = self.pool.lock();
        state.waiting.retain(|job| job.id != id);
        if let Some((_, _, cancel)) = state.running.iter().find(|(running, ..)| *running == id) {
            cancel.set();
        }
    }

    /// Waits until no job uses a resource or waits for it, or for so long; returns whether none does.
    pub(crate) fn wait_for(&self, resource: Resource, at_most: Duration) -> bool {
        self.wait_until(at_most, |state| {
            !state.uses(resource) && state.waiting.iter().all(|job| job.resource != Some(resource))
        })
    }

    /// Ends all jobs but those that use one of these resources, and waits for these, but not longer than `at_most`.
    pub(crate) fn finish(&self, resources: &[Resource], at_most: Duration) {
        let is_waited_for = |resource: Option<Resource>| resource.is_some_and(|used| resources.contains(&used));
        let mut state = self.pool.lock();
        state.waiting.retain(|job| is_waited_for(job.resource));
        for (_, resource, cancel) in &state.running {
            if !is_waited_for(*resource) {
                cancel.set();
            }
        }
        drop(state);
        self.wait_until(at_most, |state| {
            state.waiting.is_empty() && !state.running.iter().any(|(_, resource, _)| is_waited_for(*resource))
        });
    }

    fn wait_until(&self, at_most: Duration, holds: impl Fn(&PoolState) -> bool) -> bool {
        let until = Instant::now() + at_most;
        let mut state = self.pool.lock();
        while !holds(&state) {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            state = self.pool.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
