//! How far many URLs have come, on standard error.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// How many cells the bar has.
const BAR: usize = 30;
/// How often it is drawn at most.
const OFTEN: Duration = Duration::from_millis(100);

/// A bar that is there only for a person at a terminal.
pub(super) struct Progress {
    count: usize,
    is_shown: bool,
    is_drawn: bool,
    last: Option<Instant>,
}

impl Progress {
    pub(super) fn new(count: usize) -> Self {
        Self { count, is_shown: count > 1 && io::stderr().is_terminal(), is_drawn: false, last: None }
    }

    /// How many URLs there are.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// Draws the bar, unless that was just done.
    pub(super) fn draw(&mut self, done: usize, bad: usize) {
        if !self.is_shown || done >= self.count || self.last.is_some_and(|last| last.elapsed() < OFTEN) {
            return;
        }
        self.last = Some(Instant::now());
        self.is_drawn = true;
        let filled = done * BAR / self.count.max(1);
        let bar = "#".repeat(filled) + &".".repeat(BAR - filled);
        // When standard error is closed there is nobody to tell.
        let _ = write!(io::stderr(), "\r[{bar}] {done} of {}, {bad} not as expected", self.count);
    }

    /// Takes the bar off the screen.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.is_drawn) {
            self.last = None;
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
