//! How much the server takes and how long it waits.

use std::time::Duration;

use crate::serve::wire::HeadLimits;

/// The limits of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The head of a request.
    pub head: HeadLimits,
    /// The bytes of the content of a request; more is answered with 413.
    pub content: u64,
    /// The bytes of content that all connections hold at once; more is answered with 503.
    pub memory: u64,
    /// The connections at once; more are answered with 503.
    pub connections: usize,
    /// The requests on one connection.
    pub requests: u32,
    /// How long a connection may be idle before its next request.
    pub idle: Duration,
    /// How long a head may take from its first byte on; longer is answered with 408.
    pub head_time: Duration,
    /// How long content may take in all; longer is answered with 408.
    pub content_time: Duration,
    /// How long a client may read nothing.
    pub write_time: Duration,
    /// How long a connection is held open that is never answered.
    pub stall: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: HeadLimits { line: 16 << 10, head: 64 << 10, fields: 200 },
            content: 10 << 20,
            memory: 256 << 20,
            connections: 10_000,
            requests: u32::MAX,
            idle: Duration::from_secs(75),
            head_time: Duration::from_secs(30),
            content_time: Duration::from_secs(120),
            write_time: Duration::from_secs(60),
            stall: Duration::from_secs(3600),
        }
    }
}
