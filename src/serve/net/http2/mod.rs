//! HTTP/2 (RFC 9113), as far as the `h2` crate speaks it.

mod connection;
mod exchange;
mod receive;
mod reply;

pub use connection::serve;
