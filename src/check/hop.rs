//! One hop: a request, and what became of it.

use std::time::{Duration, Instant};

use serde::{Serialize, Serializer};

use super::connect::Address;
use super::failure::Failure;
use super::tls::Certificate;
use crate::message::Message;

/// A request, and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hop {
    /// The URL, without a password.
    pub url: String,
    /// The method.
    pub method: String,
    /// The command of curl that asks for the same, with credentials.
    pub curl: String,
    /// The same without them, as it is printed.
    pub shared_curl: String,
    /// The request, if it was sent, and the responses: interim ones, and the final one.
    pub messages: Vec<Message>,
    /// The address that answered, with its port.
    pub address: Option<String>,
    /// All addresses, and what became of each.
    pub addresses: Vec<Address>,
    /// `HTTP/1.1`, `HTTP/2`.
    pub protocol: Option<String>,
    /// Where the response leads.
    pub location: Option<String>,
    /// How long it took.
    pub timing: Timing,
    /// TLS, and the certificate.
    pub tls: Option<Certificate>,
    /// Why there is no response, or not a whole one.
    pub failure: Option<Failure>,
    /// Whether content was left unread because it is long.
    pub is_cut: bool,
}

impl Hop {
    /// The final response.
    pub fn response(&self) -> Option<&Message> {
        self.messages.iter().rfind(|message| message.status().is_some() && !message.interim())
    }

    /// The final status.
    pub fn status(&self) -> Option<u16> {
        self.response().and_then(Message::status).filter(|status| *status > 0)
    }
}

/// How long the steps of a hop took; `None` for what did not happen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Timing {
    /// Looking the name up.
    #[serde(serialize_with = "milliseconds")]
    pub name: Option<Duration>,
    /// Connecting, and having a proxy connect.
    #[serde(serialize_with = "milliseconds")]
    pub connect: Option<Duration>,
    /// Setting TLS up.
    #[serde(serialize_with = "milliseconds")]
    pub tls: Option<Duration>,
    /// From the beginning of the request to the first byte of any response.
    #[serde(serialize_with = "milliseconds")]
    pub wait: Option<Duration>,
    /// From there to the last byte.
    #[serde(serialize_with = "milliseconds")]
    pub receive: Option<Duration>,
    /// All of it.
    #[serde(serialize_with = "milliseconds")]
    pub total: Option<Duration>,
}

impl Timing {
    /// The steps that happened, in order: their words and times.
    pub fn steps(&self) -> impl Iterator<Item = (&'static str, Duration)> {
        let steps = [
            ("name", self.name),
            ("connect", self.connect),
            ("TLS", self.tls),
            ("wait", self.wait),
            ("receive", self.receive),
        ];
        steps.into_iter().filter_map(|(word, time)| Some((word, time?)))
    }
}

/// Milliseconds, to a thousandth of one.
#[expect(clippy::ref_option, reason = "serde hands it over so")]
fn milliseconds<S: Serializer>(time: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
    let microseconds = |time: Duration| u32::try_from(time.as_micros()).unwrap_or(u32::MAX);
    time.map(|time| f64::from(microseconds(time)) / 1000.0).serialize(serializer)
}

/// Measures one step after the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock(Instant);

impl Clock {
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the last step.
    pub(super) fn lap(&mut self) -> Duration {
        let now = Instant::now();
        let lap = now.saturating_duration_since(self.0);
        self.0 = now;
        lap
    }
}
