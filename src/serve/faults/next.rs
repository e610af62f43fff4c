//! What the next requests get, whatever they ask for: whoever watches the server says so while it runs.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::rule::Rule;
use crate::serve::wire::Random;

/// What the next requests get.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Next {
    /// Tells it from those before it.
    pub number: u64,
    /// What goes wrong, in the words of a [`Rule`]: `503`, `reset`, `delay=2s`. Empty where nothing more does than is
    /// asked for.
    pub words: String,
    /// How many requests get it; `None` for all until it is changed.
    pub times: Option<u64>,
}

/// What is in force, and for how long.
#[derive(Debug, Default)]
pub struct InForce {
    /// Whether requests have to look at all: nobody who does not use this pays for it.
    is_set: AtomicBool,
    set: Mutex<Set>,
}

#[derive(Debug, Default)]
struct Set {
    next: Next,
    rule: Option<Rule>,
    /// How many requests have got it.
    got: u64,
}

impl InForce {
    /// Puts something else in force.
    ///
    /// # Errors
    /// A sentence about what cannot be read.
    pub fn set(&self, next: Next) -> Result<(), String> {
        let rule = if next.words.is_empty() { None } else { Some(Rule::parse(&next.words)?) };
        let mut set = self.lock();
        self.is_set.store(rule.is_some() && next.times != Some(0), Ordering::Release);
        *set = Set { next, rule, got: 0 };
        Ok(())
    }

    /// What is in force, with how many requests still get it.
    pub fn left(&self) -> Next {
        let set = self.lock();
        Next { times: set.next.times.map(|times| times.saturating_sub(set.got)), ..set.next.clone() }
    }

    /// What one request gets, which counts as one.
    pub(super) fn take(&self, random: &mut Random) -> Option<Rule> {
        if !self.is_set.load(Ordering::Acquire) {
            return None;
        }
        let mut set = self.lock();
        let nth = set.got;
        if set.next.times.is_some_and(|times| nth >= times) {
            return None;
        }
        set.got += 1;
        if set.next.times == Some(set.got) {
            self.is_set.store(false, Ordering::Release);
        }
        set.rule.clone().filter(|rule| rule.strikes(nth, random))
    }

    fn lock(&self) -> MutexGuard<'_, Set> {
        // A panic elsewhere leaves it whole.
        self.set.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(number: u64, words: &str, times: Option<u64>) -> Next {
        Next { number, words: words.to_owned(), times }
    }

    #[test]
    fn it_is_in_force_for_as_many_requests_as_it_says() {
        let (in_force, mut random) = (InForce::default(), Random::new(1));
        let mut take = || in_force.take(&mut random).map(|rule| rule.words);
        assert_eq!((take(), in_force.left()), (None, Next::default()));
        in_force.set(next(1, "503", Some(2))).unwrap();
        assert_eq!((take(), in_force.left().times), (Some("fault=503".to_owned()), Some(1)));
        assert_eq!((take().is_some(), take(), in_force.left()), (true, None, next(1, "503", Some(0))));
        in_force.set(next(2, "reset", None)).unwrap();
        assert!((0..9).all(|_| take().is_some()));
        assert_eq!(in_force.left(), next(2, "reset", None));
        in_force.set(next(3, "", None)).unwrap();
        assert_eq!((take(), in_force.left().number), (None, 3));
    }

    #[test]
    fn what_cannot_be_read_leaves_what_is_in_force() {
        let in_force = InForce::default();
        in_force.set(next(1, "503", None)).unwrap();
        assert!(in_force.set(next(2, "rest", None)).unwrap_err().contains("did you mean `reset`?"));
        assert_eq!(in_force.left(), next(1, "503", None));
    }
}
