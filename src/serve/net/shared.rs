//! What all connections share.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use tokio::sync::Notify;

use super::event::Observer;
use super::limits::Limits;
use crate::serve::answer::Playground;
use crate::serve::faults::Faults;
use crate::serve::wire::Random;

/// What all connections share.
pub struct Shared {
    /// Answers.
    pub playground: Playground,
    /// What goes wrong.
    pub faults: Faults,
    /// How much is taken.
    pub limits: Limits,
    /// Who is told.
    pub observer: Arc<dyn Observer>,
    /// How many connections there are.
    pub connections: AtomicUsize,
    /// How many there have been.
    pub accepted: AtomicU64,
    /// How many bytes of content are held.
    pub held: AtomicU64,
    /// Wakes those who wait for messages.
    pub news: Notify,
    /// Where chance begins.
    seed: AtomicU64,
}

impl Shared {
    /// What a server begins with.
    pub fn new(playground: Playground, faults: Faults, limits: Limits, observer: Arc<dyn Observer>) -> Self {
        let seed = u64::from(crate::clock::random()) << 32 | u64::from(crate::clock::random());
        Self {
            playground,
            faults,
            limits,
            observer,
            connections: AtomicUsize::new(0),
            accepted: AtomicU64::new(0),
            held: AtomicU64::new(0),
            news: Notify::new(),
            seed: AtomicU64::new(seed),
        }
    }

    /// Chance for one request.
    pub fn random(&self) -> Random {
        Random::new(self.seed.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed))
    }
}

/// The time in milliseconds since 1970, by the system clock.
pub fn now() -> u64 {
    u64::try_from(crate::clock::since_1970().as_millis()).unwrap_or(u64::MAX)
}

/// Bytes of content that are held; given back when it is dropped.
pub struct Held<'a> {
    total: &'a AtomicU64,
    bytes: u64,
}

impl<'a> Held<'a> {
    /// Holds nothing yet.
    pub const fn new(total: &'a AtomicU64) -> Self {
        Self { total, bytes: 0 }
    }

    /// Holds so many bytes in all, if that is not too much for all connections together.
    pub fn grow(&mut self, bytes: u64, most: u64) -> bool {
        let more = bytes.saturating_sub(self.bytes);
        if more == 0 {
            return true;
        }
        if self.total.fetch_add(more, Ordering::Relaxed) + more > most {
            self.total.fetch_sub(more, Ordering::Relaxed);
            return false;
        }
        self.bytes += more;
        true
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.total.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_is_given_back() {
        let total = AtomicU64::new(0);
        {
            let (mut one, mut two) = (Held::new(&total), Held::new(&total));
            assert!(one.grow(60, 100) && one.grow(50, 100) && one.grow(70, 100));
            assert!(!two.grow(31, 100) && two.grow(30, 100));
            assert_eq!(total.load(Ordering::Relaxed), 100);
        }
        assert_eq!(total.load(Ordering::Relaxed), 0);
    }
}
