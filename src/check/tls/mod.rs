//! TLS: the handshake, and what the server's certificate says.

mod certificate;
mod handshake;
mod problems;
mod verifier;

pub use certificate::{Certificate, date};
pub use handshake::{Trust, secure};
