//! What is remembered of things that have a name.

use std::sync::Arc;

/// A nonce of digest authentication that was given out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Nonce {
    /// How often it was used rightly.
    pub uses: u32,
    /// Whether it was used wrongly: it is good for nothing then.
    pub spent: bool,
}

/// A window of time and how much of its quota is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// When it began, in milliseconds since 1970.
    pub begin: u64,
    /// How many requests it allowed.
    pub used: u64,
}

/// A payment that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// The hash of what was asked for.
    pub fingerprint: Vec<u8>,
    /// Its number.
    pub id: String,
    /// When it was asked for, in milliseconds since 1970.
    pub begin: u64,
    /// When it is made, in milliseconds since 1970.
    pub done: u64,
}

impl Payment {
    /// How many seconds are left until it is made, rounded up; `None` when it is made.
    ///
    /// Requests come on threads of their own: one that read the clock before the first did may be counted after it, and
    /// waits no longer than the first.
    pub fn seconds_left(&self, now: u64) -> Option<u64> {
        let left = self.done.saturating_sub(now.max(self.begin));
        (left > 0).then(|| left.div_ceil(1000))
    }
}

/// A document that somebody put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its entity tag, with the quotes.
    pub tag: String,
    /// When it was put, in seconds since 1970.
    pub modified: u64,
    /// Its media type.
    pub media_type: String,
    /// All of it.
    pub content: Arc<[u8]>,
}

/// An upload that can be resumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Upload {
    /// How many bytes are here.
    pub offset: u64,
    /// Whether these are all.
    pub is_complete: bool,
}

/// Somebody who is logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Who.
    pub user: String,
    /// Until when, in milliseconds since 1970.
    pub until: u64,
}

#[cfg(test)]
mod tests {
    use super::Payment;

    #[test]
    fn a_request_that_read_the_clock_earlier_waits_no_longer_than_the_first() {
        let payment = Payment { fingerprint: Vec::new(), id: String::new(), begin: 10, done: 60_010 };
        let left = [9, 10, 11, 60_009, 60_010].map(|now| payment.seconds_left(now));
        assert_eq!(left, [Some(60), Some(60), Some(60), Some(1), None]);
    }
}
