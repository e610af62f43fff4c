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
    /// When it is made, in milliseconds since 1970.
    pub done: u64,
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
