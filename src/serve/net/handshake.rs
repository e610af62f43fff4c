//! How a connection begins: with a TLS handshake, where the port wants one.

use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use super::io::Io;

/// What a connection begins with.
#[derive(Debug)]
pub enum Begun {
    /// All as the port wants it.
    Well(Io),
    /// A request without TLS to a port that speaks TLS.
    Plain(Io),
    /// A handshake that failed, in one sentence.
    Failed(String),
    /// Nothing at all.
    Nothing,
}

/// The first byte of a TLS connection: a record of the handshake (RFC 8446 §5.1).
const HANDSHAKE: u8 = 22;

/// Begins a connection to a port that speaks TLS, within a time.
pub async fn begin(tcp: TcpStream, security: &TlsAcceptor, most: Duration) -> Begun {
    let mut first = [0];
    match timeout(most, tcp.peek(&mut first)).await {
        Ok(Ok(1..)) if first[0] == HANDSHAKE => {}
        Ok(Ok(1..)) => return Begun::Plain(Io::plain(tcp)),
        _ => return Begun::Nothing,
    }
    match timeout(most, security.accept(tcp)).await {
        Ok(Ok(tls)) => Begun::Well(Io::secure(tls)),
        Ok(Err(error)) => Begun::Failed(format!("the TLS handshake failed: {error}")),
        Err(_) => Begun::Failed("the TLS handshake took too long".to_owned()),
    }
}
