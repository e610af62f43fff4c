//! What bytes go over: TCP, with TLS or without.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

/// A connection below HTTP.
#[derive(Debug)]
pub struct Io {
    way: Way,
    /// What was read already and is to be read again.
    ahead: Vec<u8>,
    /// Whether the connection is aborted when it is dropped, where somebody else decides that.
    aborts: Option<Arc<AtomicBool>>,
}

#[derive(Debug)]
enum Way {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

impl Io {
    /// Without TLS.
    pub fn plain(tcp: TcpStream) -> Self {
        Self::new(Way::Plain(tcp))
    }

    /// With TLS, once the handshake is done.
    pub fn secure(tls: TlsStream<TcpStream>) -> Self {
        Self::new(Way::Tls(Box::new(tls)))
    }

    fn new(way: Way) -> Self {
        let io = Self { way, ahead: Vec::new(), aborts: None };
        // Interim responses and drops are to leave at once; where that cannot be set, they leave a little later.
        let _ = io.tcp().set_nodelay(true);
        io
    }

    /// Whether it goes over TLS.
    pub fn is_secure(&self) -> bool {
        matches!(self.way, Way::Tls(_))
    }

    /// Whether both sides agreed on HTTP/2 in the handshake (ALPN, RFC 9113 §3.2).
    pub fn chose_http2(&self) -> bool {
        matches!(&self.way, Way::Tls(tls) if tls.get_ref().1.alpn_protocol() == Some(b"h2"))
    }

    /// Lets bytes be read once more.
    pub fn put_back(&mut self, bytes: Vec<u8>) {
        self.ahead = bytes;
    }

    /// What decides, once it is set, that the connection is aborted when it is dropped.
    pub fn abortion(&mut self) -> Arc<AtomicBool> {
        Arc::clone(self.aborts.get_or_insert_default())
    }

    /// Aborts the connection: the client gets a reset.
    pub fn reset(&self) {
        // Where that cannot be set, the client sees an end in good order.
        let _ = self.tcp().set_zero_linger();
    }

    fn tcp(&self) -> &TcpStream {
        match &self.way {
            Way::Plain(tcp) => tcp,
            Way::Tls(tls) => tls.get_ref().0,
        }
    }
}

impl Drop for Io {
    fn drop(&mut self) {
        if self.aborts.as_ref().is_some_and(|aborts| aborts.load(Ordering::Relaxed)) {
            self.reset();
        }
    }
}

impl AsyncRead for Io {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !self.ahead.is_empty() {
            let count = self.ahead.len().min(buffer.remaining());
            buffer.put_slice(&self.ahead[..count]);
            self.ahead.drain(..count);
            return Poll::Ready(Ok(()));
        }
        match &mut self.way {
            Way::Plain(tcp) => Pin::new(tcp).poll_read(context, buffer),
            Way::Tls(tls) => Pin::new(tls).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for Io {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match &mut self.way {
            Way::Plain(tcp) => Pin::new(tcp).poll_write(context, bytes),
            Way::Tls(tls) => Pin::new(tls).poll_write(context, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.way {
            Way::Plain(tcp) => Pin::new(tcp).poll_flush(context),
            Way::Tls(tls) => Pin::new(tls).poll_flush(context),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.way {
            Way::Plain(tcp) => Pin::new(tcp).poll_shutdown(context),
            Way::Tls(tls) => Pin::new(tls).poll_shutdown(context),
        }
    }
}
