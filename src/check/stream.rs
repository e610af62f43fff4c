//! A connection as bytes, each wait of which ends.

use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;

use rustls::{ClientConnection, StreamOwned};

use super::wait::{Stop, Wait};

/// A connection, encrypted or not.
#[derive(Debug)]
pub enum Stream {
    /// As TCP carries it.
    Plain(TcpStream),
    /// Within TLS.
    Tls(Box<StreamOwned<ClientConnection, TcpStream>>),
}

/// Why bytes did not get through.
#[derive(Debug)]
pub enum Broken {
    /// Nobody waits for them any more.
    Stopped(Stop),
    /// The system, or TLS, says so.
    Io(io::Error),
}

impl Stream {
    fn socket(&self) -> &TcpStream {
        match self {
            Self::Plain(socket) => socket,
            Self::Tls(stream) => &stream.sock,
        }
    }

    /// Reads what is there, or waits until something is; 0 at the end.
    ///
    /// # Errors
    /// When nothing comes in time, or the connection is broken.
    pub fn read(&mut self, buffer: &mut [u8], wait: &Wait) -> Result<usize, Broken> {
        loop {
            let slice = wait.slice().map_err(Broken::Stopped)?;
            self.socket().set_read_timeout(Some(slice)).map_err(Broken::Io)?;
            let read = match self {
                Self::Plain(socket) => socket.read(buffer),
                Self::Tls(stream) => stream.read(buffer),
            };
            match read {
                Err(error) if is_wait(&error) => {}
                // TLS that ends without saying so: what came before was whole records.
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(0),
                read => return read.map_err(Broken::Io),
            }
        }
    }

    /// Writes bytes.
    ///
    /// # Errors
    /// When they are not taken in time, or the connection is broken.
    pub fn write(&mut self, bytes: &[u8], wait: &Wait) -> Result<(), Broken> {
        let mut rest = bytes;
        loop {
            let slice = wait.slice().map_err(Broken::Stopped)?;
            self.socket().set_write_timeout(Some(slice)).map_err(Broken::Io)?;
            let written = match self {
                Self::Plain(socket) if rest.is_empty() => socket.flush().map(|()| 0),
                Self::Tls(stream) if rest.is_empty() => stream.flush().map(|()| 0),
                Self::Plain(socket) => socket.write(rest),
                Self::Tls(stream) => stream.write(rest),
            };
            match written {
                Ok(0) if rest.is_empty() => return Ok(()),
                Ok(0) => return Err(Broken::Io(ErrorKind::WriteZero.into())),
                Ok(count) => rest = &rest[count..],
                Err(error) if is_wait(&error) => {}
                Err(error) => return Err(Broken::Io(error)),
            }
        }
    }
}

/// Whether an error says no more than that nothing has happened yet.
pub(super) fn is_wait(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}
