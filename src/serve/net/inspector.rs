//! Exchanges for whoever looks at them, as many as anybody can: the newest, and how many others there were.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::event::{Event, Exchange, Observer};

/// The most exchanges that wait to be taken.
const MOST: usize = 1000;
/// The most bytes of requests and responses that wait.
const BYTES: usize = 16 << 20;
/// The most notes that wait.
const NOTES: usize = 20;

/// What has happened since the last look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// The newest exchanges, in the order in which they ended.
    pub exchanges: VecDeque<Exchange>,
    /// How many older ones were dropped, as nobody took them in time.
    pub dropped: u64,
    /// How many connections were opened.
    pub opened: u64,
    /// What else is to be known, a sentence each.
    pub notes: Vec<String>,
}

impl Seen {
    /// Whether nothing has happened.
    fn is_empty(&self) -> bool {
        self.exchanges.is_empty() && self.dropped == 0 && self.opened == 0 && self.notes.is_empty()
    }
}

/// What waits to be taken.
#[derive(Default)]
struct Waiting {
    seen: Seen,
    /// The bytes of its exchanges.
    bytes: usize,
}

impl Waiting {
    fn push(&mut self, exchange: Exchange) {
        let seen = &mut self.seen;
        self.bytes += exchange.kept();
        seen.exchanges.push_back(exchange);
        while seen.exchanges.len() > MOST || (self.bytes > BYTES && seen.exchanges.len() > 1) {
            let Some(oldest) = seen.exchanges.pop_front() else { break };
            self.bytes -= oldest.kept();
            seen.dropped += 1;
        }
    }
}

/// Keeps exchanges until they are taken. Connections never wait for it.
pub struct Inspector {
    waiting: Mutex<Waiting>,
    /// Called when there is something to take where there was nothing.
    wake: Box<dyn Fn() + Send + Sync>,
}

impl fmt::Debug for Inspector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inspector").finish_non_exhaustive()
    }
}

impl Inspector {
    /// One that has seen nothing yet. `wake` is called by connections: it must not take long and not block.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { waiting: Mutex::default(), wake: Box::new(wake) }
    }

    /// Whether there is nothing to take.
    pub fn is_empty(&self) -> bool {
        self.lock().seen.is_empty()
    }

    /// Takes what has happened.
    pub fn take(&self) -> Seen {
        std::mem::take(&mut *self.lock()).seen
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // A panic elsewhere leaves whole exchanges behind.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observer for Inspector {
    fn wants_bytes(&self) -> bool {
        true
    }

    fn on(&self, event: Event) {
        let mut waiting = self.lock();
        let was_empty = waiting.seen.is_empty();
        match event {
            Event::Exchange(exchange) => waiting.push(*exchange),
            Event::Opened { .. } => waiting.seen.opened += 1,
            Event::Note(note) if waiting.seen.notes.len() < NOTES => waiting.seen.notes.push(note),
            Event::Note(_) | Event::Closed { .. } => {}
        }
        let is_first = was_empty && !waiting.seen.is_empty();
        drop(waiting);
        if is_first {
            (self.wake)();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::super::event::End;
    use super::*;

    fn exchange(nth: u32, bytes: usize) -> Event {
        Event::Exchange(Box::new(Exchange {
            connection: 1,
            nth,
            at: 0,
            client: ([127, 0, 0, 1], 5000).into(),
            method: "GET".to_owned(),
            target: "/".to_owned(),
            status: Some(200),
            received: 0,
            taken: 40,
            sent: 312,
            duration: Duration::ZERO,
            fault: None,
            end: End::Stays,
            request: Vec::new(),
            response: vec![0; bytes],
        }))
    }

    fn inspector() -> (Inspector, Arc<AtomicUsize>) {
        let woken = Arc::new(AtomicUsize::new(0));
        let theirs = Arc::clone(&woken);
        let wake = move || {
            theirs.fetch_add(1, Ordering::Relaxed);
        };
        (Inspector::new(wake), woken)
    }

    #[test]
    fn of_many_the_newest_are_kept_and_the_others_counted() {
        let (inspector, woken) = inspector();
        for nth in 1..=2500 {
            inspector.on(exchange(nth, 0));
        }
        let seen = inspector.take();
        assert_eq!((seen.exchanges.len(), seen.dropped), (MOST, 1500));
        assert_eq!(seen.exchanges.front().map(|exchange| exchange.nth), Some(1501));
        assert_eq!(woken.load(Ordering::Relaxed), 1, "whoever was told once comes");
        assert!(inspector.is_empty());
        inspector.on(exchange(1, 0));
        assert_eq!(woken.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn large_ones_do_not_fill_the_memory() {
        let (inspector, _) = inspector();
        for nth in 0..600 {
            inspector.on(exchange(nth, 64 << 10));
        }
        let seen = inspector.take();
        assert!(seen.exchanges.len() * (64 << 10) <= BYTES && seen.exchanges.len() > 200);
        assert_eq!(seen.exchanges.len() as u64 + seen.dropped, 600);
    }

    #[test]
    fn notes_are_bounded() {
        let (inspector, _) = inspector();
        (0..99).for_each(|n| inspector.on(Event::Note(n.to_string())));
        assert_eq!(inspector.take().notes.len(), NOTES);
    }
}
