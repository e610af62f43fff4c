//! What a job is given: a way to report, and word when it is not wanted any more.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::app::job::{Item, JobId, Report};
use crate::app::message::Message;
use crate::tui::events::MessageSender;

/// Why a job ends before it is done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// It is not wanted any more.
    Cancelled,
    /// It cannot go on; what is to be said of it.
    Failed(String),
}

/// Whether a job is wanted still.
#[derive(Debug, Default)]
pub(super) struct Cancel {
    is_set: Arc<AtomicBool>,
    sleeping: Mutex<()>,
    wake: Condvar,
}

impl Cancel {
    pub(super) fn set(&self) {
        self.is_set.store(true, Ordering::Release);
        self.wake();
    }

    /// Wakes the job, so that it looks at what it waits for.
    fn wake(&self) {
        drop(self.sleeping.lock().unwrap_or_else(PoisonError::into_inner));
        self.wake.notify_all();
    }
}

/// Wakes a job that waits for something.
pub(crate) struct Waker(Arc<Cancel>);

impl Waker {
    /// Has the job look whether what it waits for holds now.
    pub(crate) fn wake(&self) {
        self.0.wake();
    }
}

/// What a job works with.
pub(crate) struct JobContext {
    id: JobId,
    cancel: Arc<Cancel>,
    sender: MessageSender,
}

impl JobContext {
    pub(super) const fn new(id: JobId, cancel: Arc<Cancel>, sender: MessageSender) -> Self {
        Self { id, cancel, sender }
    }

    /// Whether the job is not wanted any more.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancel.is_set.load(Ordering::Acquire)
    }

    /// The same for what asks by itself; it is set once the job is not wanted any more.
    pub(crate) fn cancel_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancel.is_set)
    }

    /// Brings something. Waits while the interface has more reports than it can take.
    ///
    /// # Errors
    /// When the job is not wanted any more.
    pub(crate) fn item(&self, item: Item) -> Result<(), Stop> {
        self.report(Report::Item(item))
    }

    /// Tells how much is done.
    ///
    /// # Errors
    /// When the job is not wanted any more.
    #[cfg_attr(not(debug_assertions), allow(dead_code, reason = "no job of a release takes long enough yet"))]
    pub(crate) fn progress(&self, done: u64, total: Option<u64>) -> Result<(), Stop> {
        self.report(Report::Progress { done, total })
    }

    pub(super) fn report(&self, report: Report) -> Result<(), Stop> {
        if self.is_cancelled() || !self.sender.send(Message::Job(self.id, report)) {
            return Err(Stop::Cancelled);
        }
        Ok(())
    }

    /// What wakes the job from [`JobContext::wait_for`].
    pub(crate) fn waker(&self) -> Waker {
        Waker(Arc::clone(&self.cancel))
    }

    /// Waits until something holds; whoever makes it hold wakes the job.
    ///
    /// # Errors
    /// When the job is not wanted any more.
    pub(crate) fn wait_for(&self, holds: impl Fn() -> bool) -> Result<(), Stop> {
        let guard = self.cancel.sleeping.lock().unwrap_or_else(PoisonError::into_inner);
        let woken = self.cancel.wake.wait_while(guard, |()| !self.is_cancelled() && !holds());
        drop(woken.unwrap_or_else(PoisonError::into_inner));
        if self.is_cancelled() { Err(Stop::Cancelled) } else { Ok(()) }
    }

    /// Waits, but not longer than the job is wanted.
    ///
    /// # Errors
    /// When it is not.
    pub(crate) fn sleep(&self, duration: Duration) -> Result<(), Stop> {
        let until = Instant::now() + duration;
        let mut guard = self.cancel.sleeping.lock().unwrap_or_else(PoisonError::into_inner);
        while !self.is_cancelled() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            guard = self.cancel.wake.wait_timeout(guard, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        Err(Stop::Cancelled)
    }
}

/// What jobs share, locked.
pub(super) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A job that panicked has told so; what it worked on is as it was before.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
