//! The sockets, the clock and the log.

mod certificates;
mod connection;
mod decide;
mod echo;
mod event;
mod handshake;
mod http2;
mod inspector;
mod io;
mod limits;
mod log;
mod poll;
mod receive;
mod respond;
mod server;
mod setup;
mod shared;
mod stream;
mod watch;

pub use certificates::Certificate;
pub use event::{End, Event, Exchange, KEPT, Observer};
pub use inspector::{Inspector, Seen};
pub use limits::Limits;
pub use log::{Log, LogFormat};
pub use server::{Ended, ListenError, Listening, Running, allow_connections, listen};
pub use setup::{PORT, Setup};
pub use shared::Shared;
pub use watch::scenario;
