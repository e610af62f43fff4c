//! `httpdex check`: follows a URL hop by hop, and keeps what was sent, what came, how long each step took and what went
//! wrong.
//!
//! [`Checker`] owns the sockets, each wait of which ends in time or when it is cancelled, and tells what happens while it
//! happens. A [`Chain`] is data alone, and [`report`] says it as text, JSON or XML.

mod chain;
mod connect;
mod cookies;
mod credentials;
mod curl;
mod event;
mod expect;
mod failure;
mod hop;
mod http;
pub mod many;
mod options;
mod proxy;
mod redirect;
pub mod report;
mod request;
mod resolve;
mod stream;
mod target;
mod tls;
mod travel;
mod wait;

/// Why nothing is asked for, in a sentence without a capital or full stop.
pub const OFFLINE: &str =
    "nothing is asked for offline; leave --offline, HTTPDEX_OFFLINE and the setting `offline` out to go on";

pub use chain::{Chain, Checker, Open, Problem};
pub use connect::Address;
pub use curl::{to_curl, to_shared_curl};
pub use event::Event;
pub use expect::Expect;
pub use failure::{Failure, Phase};
pub use hop::{Hop, Timing};
pub use http::{Answer, heard};
pub use options::{Agent, ConnectTo, Family, GivenField, MAX_BODY, Options, Protocol, Proxies, Resolve};
pub use proxy::read as read_proxy;
pub use request::Request;
pub use target::Target;
pub use tls::{Certificate, date};
