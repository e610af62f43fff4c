//! Why a URL was not answered.

use std::io::{self, ErrorKind};

use serde::Serialize;

use super::wait::Stop;

/// The step at which an exchange broke off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// The name was looked up.
    Name,
    /// The connection was made, to the server or to a proxy.
    Connect,
    /// TLS was set up.
    Tls,
    /// The request was sent.
    Request,
    /// The response was awaited or read.
    Response,
}

impl Phase {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

/// Why there is no response, or not a whole one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The id of the entry that explains it, in the category of failures without a status.
    pub id: &'static str,
    /// Where it happened.
    pub phase: Phase,
    /// What happened, in a clause. It may quote what came from outside: clean it before it is printed.
    pub detail: String,
}

impl Failure {
    /// A failure.
    pub fn new(id: &'static str, phase: Phase, detail: impl Into<String>) -> Self {
        Self { id, phase, detail: detail.into() }
    }

    /// One because the time is over, or somebody cancelled it; `doing` says what was waited for.
    pub fn stopped(stop: Stop, phase: Phase, doing: &str) -> Self {
        let id = match (stop, phase) {
            (Stop::Cancelled, _) => "cancelled",
            (Stop::Late, Phase::Name) => "resolver-failed",
            (Stop::Late, Phase::Connect | Phase::Tls) => "connect-timeout",
            (Stop::Late, Phase::Request | Phase::Response) => "response-timeout",
        };
        let detail = match stop {
            Stop::Cancelled => format!("cancelled while {doing}"),
            Stop::Late => format!("the time was over while {doing}"),
        };
        Self::new(id, phase, detail)
    }

    /// One because the system says so of a connection that was made.
    pub fn of_connection(error: &io::Error, phase: Phase) -> Self {
        let id = match error.kind() {
            ErrorKind::BrokenPipe => "broken-pipe",
            ErrorKind::TimedOut | ErrorKind::WouldBlock => "response-timeout",
            ErrorKind::HostUnreachable => "host-unreachable",
            ErrorKind::NetworkUnreachable => "network-unreachable",
            _ => "connection-reset",
        };
        Self::new(id, phase, said(error))
    }
}

/// What the system says of an error, without its number.
pub(super) fn said(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    // In a clause, without a capital.
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
