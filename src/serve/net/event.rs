//! What the server reports: an event for whatever happens, to whoever observes.

use std::net::SocketAddr;
use std::time::Duration;

/// Who is told what happens. It is called by the connections themselves, so it must not take long and not block.
pub trait Observer: Send + Sync + 'static {
    /// Whether exchanges are to bring the bytes of request and response along.
    fn wants_bytes(&self) -> bool {
        false
    }

    /// Something happened.
    fn on(&self, event: Event);
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A client connected.
    Opened {
        /// The number of the connection, from 1.
        connection: u64,
        /// The client.
        client: SocketAddr,
    },
    /// A request was answered, or not.
    Exchange(Box<Exchange>),
    /// A connection ended.
    Closed {
        /// The number of the connection.
        connection: u64,
        /// How many requests came on it.
        requests: u32,
    },
    /// Something else that whoever runs the server should know, in one sentence.
    Note(String),
}

/// A request and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The number of the connection.
    pub connection: u64,
    /// Which request on the connection it was, from 1.
    pub nth: u32,
    /// When its head was there, in milliseconds since 1970.
    pub at: u64,
    /// The client.
    pub client: SocketAddr,
    /// The method; empty where there was no sound request.
    pub method: String,
    /// The target as it was written.
    pub target: String,
    /// The status of the final response; `None` where none was sent.
    pub status: Option<u16>,
    /// How many bytes of content came in.
    pub received: u64,
    /// How many bytes came in, the head and the framing of the content included.
    pub taken: u64,
    /// How many bytes went out, heads included.
    pub sent: u64,
    /// How long it took from the head of the request to the last byte of the response.
    pub duration: Duration,
    /// What was done wrong on purpose, in the words in which it was asked for.
    pub fault: Option<String>,
    /// What ended it.
    pub end: End,
    /// The request as it came, or its beginning; empty unless the observer wants bytes.
    pub request: Vec<u8>,
    /// The response as it went, interim ones too, or its beginning; empty unless the observer wants bytes.
    pub response: Vec<u8>,
}

impl Exchange {
    /// How many bytes of request and response it brings along.
    pub fn kept(&self) -> usize {
        self.request.len() + self.response.len()
    }
}

/// What ended an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The connection goes on.
    Stays,
    /// The server closed the connection.
    Closed,
    /// The client went away, or read nothing for too long.
    Gone,
}

/// The most bytes of a request or a response that an exchange brings along.
pub const KEPT: usize = 64 << 10;
