//! Requests that are turned away before anybody looks at what they ask for.

use std::borrow::Cow;

/// Why a request is turned away; the connection is closed after the answer, as nobody knows where the next request
/// begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The status code to answer with.
    pub status: u16,
    /// One sentence for whoever wrote the client.
    pub why: Cow<'static, str>,
}

impl Refusal {
    /// A refusal with a sentence of its own.
    pub fn new(status: u16, why: impl Into<Cow<'static, str>>) -> Self {
        Self { status, why: why.into() }
    }
}
