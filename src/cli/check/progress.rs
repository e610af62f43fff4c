//! How far many URLs have come, on standard error.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::text::clip_words;

/// How many cells the bar has.
const BAR: usize = 30;
/// A shorter one says nothing, and is left out.
const LEAST_BAR: usize = 6;
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
        let columns = crossterm::terminal::size().map_or(80, |(columns, _)| usize::from(columns));
        // When standard error is closed there is nobody to tell.
        let _ = write!(io::stderr(), "\r{}", line(done, bad, self.count, columns));
    }

    /// Takes the bar off the screen.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.is_drawn) {
            self.last = None;
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// The bar and the numbers, on one line of a terminal: what is wider could not be taken off it again.
fn line(done: usize, bad: usize, count: usize, columns: usize) -> String {
    let room = columns.saturating_sub(1);
    let numbers = format!("{done} of {count}, {bad} not as expected");
    let bar = BAR.min(room.saturating_sub(numbers.len() + 3));
    if bar < LEAST_BAR {
        return clip_words(&numbers, room, "").into_owned();
    }
    let filled = done * bar / count.max(1);
    format!("[{}{}] {numbers}", "#".repeat(filled), ".".repeat(bar - filled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fits_the_terminal() {
        assert_eq!(line(1, 0, 2, 80), "[###############...............] 1 of 2, 0 not as expected");
        assert_eq!(line(1, 1, 2, 50), "[##########...........] 1 of 2, 1 not as expected");
        assert_eq!(line(1, 1, 2, 30), "1 of 2, 1 not as expected");
        for columns in 0..120 {
            assert!(line(1234, 567, 10_000, columns).len() < columns.max(1), "{columns}");
        }
    }
}
