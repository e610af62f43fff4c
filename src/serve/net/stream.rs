//! A connection as bytes: reading with limits of time, writing, pausing, ending.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::event::KEPT;
use super::io::Io;

/// How much room is made to read into.
const ROOM: usize = 4096;
/// How much of a buffer is kept while a connection is idle.
const KEPT_ROOM: usize = 16 << 10;

/// The client went away, or read nothing for too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone;

/// What came of waiting for bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// More bytes are here.
    More,
    /// The client sends no more.
    End,
    /// The time is over.
    Late,
}

/// The beginnings of a request and of its response, as they were on the connection.
#[derive(Debug, Default)]
pub struct Copies {
    /// What came in.
    pub request: Vec<u8>,
    /// What went out.
    pub response: Vec<u8>,
}

/// Adds bytes to a copy, as far as it has room.
fn copy(to: &mut Vec<u8>, bytes: &[u8]) {
    let room = KEPT.saturating_sub(to.len()).min(bytes.len());
    to.extend_from_slice(&bytes[..room]);
}

/// A connection.
#[derive(Debug)]
pub struct Stream {
    io: Io,
    /// What has arrived and is not used up.
    pub input: Vec<u8>,
    /// How many bytes of the request were used up.
    pub taken: u64,
    /// How many bytes went out since the last request.
    pub sent: u64,
    /// The first bytes of the request, and of what went out since, where somebody wants them.
    pub copies: Option<Copies>,
    write_time: Duration,
}

impl Stream {
    /// A connection that was just accepted.
    pub fn new(io: Io, write_time: Duration) -> Self {
        Self { io, input: Vec::new(), taken: 0, sent: 0, copies: None, write_time }
    }

    /// Begins to count, and to copy where that is wanted, for another request.
    pub fn begin(&mut self, wants_copies: bool) {
        self.taken = 0;
        self.sent = 0;
        self.copies = wants_copies.then(Copies::default);
    }

    /// Uses up the first bytes of what has arrived.
    pub fn take(&mut self, count: usize) {
        if let Some(copies) = &mut self.copies {
            copy(&mut copies.request, &self.input[..count]);
        }
        self.taken += count as u64;
        self.input.drain(..count);
    }

    /// Waits for bytes until a moment.
    pub async fn fill(&mut self, until: Instant) -> Filled {
        if self.input.is_empty() && self.input.capacity() > KEPT_ROOM {
            self.input = Vec::new();
        }
        self.input.reserve(ROOM);
        match timeout_at(until, self.io.read_buf(&mut self.input)).await {
            Err(_) => Filled::Late,
            Ok(Ok(0) | Err(_)) => Filled::End,
            Ok(Ok(_)) => Filled::More,
        }
    }

    /// Sends bytes.
    ///
    /// # Errors
    /// When the client is gone.
    pub async fn send(&mut self, bytes: &[u8]) -> Result<(), Gone> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let written = timeout(self.write_time, self.io.write(rest)).await;
            let Ok(Ok(count @ 1..)) = written else { return Err(Gone) };
            if let Some(copies) = &mut self.copies {
                copy(&mut copies.response, &rest[..count]);
            }
            self.sent += count as u64;
            rest = &rest[count..];
        }
        if self.io.is_secure() {
            // What is encrypted may still wait for room.
            return match timeout(self.write_time, self.io.flush()).await {
                Ok(Ok(())) => Ok(()),
                _ => Err(Gone),
            };
        }
        Ok(())
    }

    /// Does nothing for a while, unless the client leaves.
    ///
    /// # Errors
    /// When the client is gone.
    pub async fn pause(&mut self, time: Duration) -> Result<(), Gone> {
        if time.is_zero() {
            return Ok(());
        }
        let over = sleep(time);
        tokio::pin!(over);
        if self.input.is_empty() {
            tokio::select! {
                () = &mut over => return Ok(()),
                is_heard = self.is_heard() => if !is_heard { return Err(Gone) },
            }
        }
        over.await;
        Ok(())
    }

    /// Waits until the client is gone; for ever if it sends something in the meantime.
    pub async fn gone(&mut self) -> Gone {
        if !self.input.is_empty() || self.is_heard().await {
            std::future::pending::<()>().await;
        }
        Gone
    }

    /// Waits until the client has sent something, at most for a while.
    ///
    /// # Errors
    /// When the client is gone, or sends nothing.
    pub async fn await_bytes(&mut self, time: Duration) -> Result<(), Gone> {
        if !self.input.is_empty() {
            return Ok(());
        }
        match timeout(time, self.is_heard()).await {
            Ok(true) => Ok(()),
            _ => Err(Gone),
        }
    }

    /// Waits until the client sends something, which waits for its turn, or leaves; whether it sent something.
    async fn is_heard(&mut self) -> bool {
        self.input.reserve(ROOM);
        matches!(self.io.read_buf(&mut self.input).await, Ok(1..))
    }

    /// What bytes go over, with those that arrived before it.
    pub fn into_io(self) -> Io {
        let mut io = self.io;
        io.put_back(self.input);
        io
    }

    /// Whether bytes go over TLS.
    pub fn is_secure(&self) -> bool {
        self.io.is_secure()
    }

    /// Closes in good order. What the client still sends is thrown away for a moment: if nobody read it, the system
    /// would abort the connection, and take the response with it.
    pub async fn close(mut self) {
        if self.io.shutdown().await.is_err() {
            return;
        }
        let until = Instant::now() + Duration::from_secs(1);
        let mut thrown_away = 0;
        while thrown_away < 1 << 20 {
            self.input.clear();
            if self.fill(until).await != Filled::More {
                return;
            }
            thrown_away += self.input.len();
        }
    }

    /// Aborts the connection: the client gets a reset.
    pub fn reset(self) {
        self.io.reset();
    }
}
