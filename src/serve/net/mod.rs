//! The sockets, the clock and the log.

mod certificates;
mod connection;
mod decide;
mod echo;
mod event;
mod handshake;
mod http2;
mod io;
mod limits;
mod log;
mod poll;
mod receive;
mod respond;
mod server;
mod shared;
mod stream;
mod watch;

pub use certificates::Certificate;
pub use event::{End, Event, Exchange, Observer};
pub use limits::Limits;
pub use log::{Log, LogFormat};
pub use server::{Ended, ListenError, Listening, listen};
pub use shared::Shared;
pub use watch::scenario;
