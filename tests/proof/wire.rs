//! A connection to a server, byte by byte.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use crate::message::{Head, show};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How the end of the content is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// There is none to tell.
    Without,
    /// Content-Length.
    Length,
    /// The chunked coding.
    Chunked,
    /// The end of the connection.
    Close,
}

/// A response.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its head.
    pub head: Head,
    /// Its status.
    pub status: u16,
    /// Its content, without the coding.
    pub content: Vec<u8>,
    /// How the content ends.
    pub framing: Framing,
}

fn connect() -> Result<TcpStream, String> {
    let addresses = ["127.0.0.1:8080", "[::1]:8080"];
    let stream = addresses.iter().find_map(|address| {
        let address: SocketAddr = address.parse().expect("an address");
        TcpStream::connect_timeout(&address, Duration::from_secs(2)).ok()
    });
    let stream = stream.ok_or("nothing listens on port 8080")?;
    stream.set_nodelay(true).map_err(|error| error.to_string())?;
    Ok(stream)
}

/// A connection.
pub struct Wire {
    stream: TcpStream,
    /// Everything that came.
    came: Vec<u8>,
    /// How much of it is read.
    read: usize,
    /// Whether the last response said that it is the last on the connection.
    ended: bool,
    /// What went and came, for the report of a failure.
    log: String,
}

impl Wire {
    /// Connects to port 8080 of this namespace.
    pub fn open() -> Result<Self, String> {
        Ok(Self { stream: connect()?, came: Vec::new(), read: 0, ended: false, log: String::new() })
    }

    /// What went and came.
    pub fn log(&self) -> String {
        format!("{}--- came:\n{}\n", self.log, show(&self.came))
    }

    /// Sends bytes; on a new connection, where the server has ended the one before.
    pub fn send(&mut self, text: &str) -> Result<(), String> {
        if self.ended {
            self.stream = connect()?;
            self.ended = false;
        }
        self.log += &format!("--- sent:\n{}\n", show(text.as_bytes()));
        // A server that refuses a request early may close while the rest is sent; what it said counts.
        let _ = self.stream.write_all(text.as_bytes());
        Ok(())
    }

    /// Waits for more bytes; `false` at the end of the connection.
    fn more(&mut self, until: Instant) -> Result<bool, String> {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err("no answer came in time".to_owned());
        }
        self.stream.set_read_timeout(Some(left)).map_err(|error| error.to_string())?;
        let mut buffer = [0; 16 << 10];
        match self.stream.read(&mut buffer) {
            Ok(0) => Ok(false),
            Ok(n) => {
                self.came.extend_from_slice(&buffer[..n]);
                Ok(true)
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                Err("no answer came in time".to_owned())
            }
            Err(error) if error.kind() == ErrorKind::ConnectionReset => Ok(false),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Reads the head of the next message.
    pub fn head(&mut self) -> Result<Head, String> {
        let until = Instant::now() + PATIENCE;
        loop {
            let rest = &self.came[self.read..];
            if let Some(at) = rest.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                let head = Head::parse(&rest[..at])?;
                self.read += at + 4;
                return Ok(head);
            }
            if !self.more(until)? {
                return Err("the connection ended where a response should be".to_owned());
            }
        }
    }

    /// Reads the response to a request with this method, whose head is read.
    pub fn answer(&mut self, method: &str, head: Head) -> Result<Answer, String> {
        let status = head.status()?;
        let lengths: Vec<&str> = head.all("Content-Length").collect();
        let coding = head.list("Transfer-Encoding");
        if lengths.len() > 1 || (!lengths.is_empty() && !coding.is_empty()) {
            return Err("the length of the content is told twice".to_owned());
        }
        let (content, framing) = if method == "HEAD" || status < 200 || status == 204 || status == 304 {
            (Vec::new(), Framing::Without)
        } else if !coding.is_empty() {
            if coding != ["chunked"] {
                return Err(format!("the transfer coding is {coding:?}"));
            }
            (self.chunks()?, Framing::Chunked)
        } else if let Some(length) = lengths.first() {
            let length = length.parse().map_err(|_| format!("Content-Length is {length:?}"))?;
            (self.take(length)?, Framing::Length)
        } else if head.closes() {
            (self.rest()?, Framing::Close)
        } else {
            return Err("the content has neither Content-Length nor chunks, and the connection stays open".to_owned());
        };
        self.ended = head.closes() && status >= 200;
        Ok(Answer { head, status, content, framing })
    }

    /// So many bytes of content.
    fn take(&mut self, length: usize) -> Result<Vec<u8>, String> {
        let until = Instant::now() + PATIENCE;
        while self.came.len() < self.read + length {
            if !self.more(until)? {
                return Err(format!(
                    "the connection ended after {} of {length} bytes of content",
                    self.came.len() - self.read
                ));
            }
        }
        self.read += length;
        Ok(self.came[self.read - length..self.read].to_vec())
    }

    fn line(&mut self) -> Result<String, String> {
        let mut line = Vec::new();
        while !line.ends_with(b"\r\n") {
            line.extend(self.take(1)?);
        }
        Ok(String::from_utf8_lossy(&line[..line.len() - 2]).into_owned())
    }

    fn chunks(&mut self) -> Result<Vec<u8>, String> {
        let mut content = Vec::new();
        loop {
            let line = self.line()?;
            let size = usize::from_str_radix(line.split(';').next().unwrap_or_default().trim(), 16);
            let size = size.map_err(|_| format!("this is no size of a chunk: {line:?}"))?;
            if size == 0 {
                while !self.line()?.is_empty() {}
                return Ok(content);
            }
            content.extend(self.take(size)?);
            if self.take(2)? != b"\r\n" {
                return Err("a chunk is longer than it says".to_owned());
            }
        }
    }

    fn rest(&mut self) -> Result<Vec<u8>, String> {
        let until = Instant::now() + PATIENCE;
        while self.more(until)? {}
        let rest = self.came[self.read..].to_vec();
        self.read = self.came.len();
        Ok(rest)
    }

    /// Bytes that nobody asked for.
    pub fn unasked(&self) -> &[u8] {
        &self.came[self.read..]
    }
}
