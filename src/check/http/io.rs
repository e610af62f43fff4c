//! A connection for tokio, TLS that is set up already included.

use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream as Socket;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use rustls::ClientConnection;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::check::stream::Stream;

/// A connection, encrypted or not.
pub(super) struct Connection {
    socket: TcpStream,
    tls: Option<ClientConnection>,
}

impl Connection {
    /// A connection that was made elsewhere; within a runtime.
    pub(super) fn new(stream: Stream) -> io::Result<Self> {
        let (socket, tls): (Socket, Option<ClientConnection>) = match stream {
            Stream::Plain(socket) => (socket, None),
            Stream::Tls(stream) => {
                let (connection, socket) = stream.into_parts();
                (socket, Some(connection))
            }
        };
        socket.set_nonblocking(true)?;
        Ok(Self { socket: TcpStream::from_std(socket)?, tls })
    }

    /// Sends the records that wait.
    fn flush_records(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let Self { socket, tls: Some(tls) } = self else { return Poll::Ready(Ok(())) };
        while tls.wants_write() {
            ready!(socket.poll_write_ready(context))?;
            match tls.write_tls(&mut Tried(socket)) {
                Ok(0) => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// A socket that is read and written without waiting.
struct Tried<'a>(&'a TcpStream);

impl Read for Tried<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.try_read(buffer)
    }
}

impl Write for Tried<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.try_write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let Self { socket, tls } = &mut *self;
        let Some(tls) = tls else { return Pin::new(socket).poll_read(context, buffer) };
        loop {
            match tls.reader().read(buffer.initialize_unfilled()) {
                Ok(count) => {
                    buffer.advance(count);
                    return Poll::Ready(Ok(()));
                }
                // An end without the word for it.
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Poll::Ready(Ok(())),
                Err(error) if error.kind() != ErrorKind::WouldBlock => return Poll::Ready(Err(error)),
                Err(_) => {}
            }
            ready!(socket.poll_read_ready(context))?;
            match tls.read_tls(&mut Tried(socket)) {
                Ok(_) => {
                    tls.process_new_packets().map_err(|error| io::Error::new(ErrorKind::InvalidData, error))?;
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let Self { socket, tls } = &mut *self;
        let Some(tls) = tls else { return Pin::new(socket).poll_write(context, bytes) };
        let count = tls.writer().write(bytes)?;
        match self.flush_records(context) {
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            // They wait within TLS, which takes a bounded number of them.
            _ if count > 0 => Poll::Ready(Ok(count)),
            Poll::Ready(Ok(())) => Poll::Ready(Ok(0)),
            Poll::Pending => Poll::Pending,
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.flush_records(context))?;
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if let Some(tls) = &mut self.tls {
            tls.send_close_notify();
        }
        ready!(self.flush_records(context))?;
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}
