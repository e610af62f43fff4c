//! Responses before they are bytes.

use std::borrow::Cow;
use std::time::Duration;

/// A name or a value.
pub type Text = Cow<'static, str>;

/// A final response, and what goes before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The reason phrase; `None` for the registered one.
    pub reason: Option<Text>,
    /// The fields in order, without those that the writer adds: `Date`, `Server`, `Connection` and what frames the
    /// content.
    pub fields: Vec<(Text, Text)>,
    /// The content.
    pub body: Body,
    /// The interim responses that are sent first (RFC 9110 §15.2).
    pub interim: Vec<Interim>,
    /// How long the client waits for all that.
    pub wait: Duration,
    /// What may come in its place in the meantime.
    pub hold: Option<Hold>,
    /// What becomes of the connection.
    pub then: Then,
}

/// An interim response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interim {
    /// The status code, 100 to 199 but not 101.
    pub status: u16,
    /// The fields in order.
    pub fields: Vec<(Text, Text)>,
}

/// The content of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// All at once.
    Bytes(Cow<'static, [u8]>),
    /// Little by little.
    Pieces {
        /// The pieces and the pauses between them.
        pieces: Vec<Piece>,
        /// How many bytes that are; `None` for chunks.
        length: Option<u64>,
        /// The trailer fields after chunks.
        trailers: Vec<(Text, Text)>,
    },
}

/// A part of content that is sent little by little.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// These bytes.
    Bytes(Vec<u8>),
    /// One byte so many times.
    Fill(u8, u64),
    /// Nothing for so long.
    Wait(Duration),
}

/// Long polling: a response is held back until there is something to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// The channel whose next message is the response then.
    pub channel: String,
    /// How long it is held back at most.
    pub most: Duration,
}

/// What becomes of the connection after a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// It stays open where the client wants that.
    Stay,
    /// It is closed, and the response says so.
    Close,
    /// It is closed, and there is no response.
    HangUp,
    /// It carries WebSocket frames, which are sent back; where the client asked for no WebSocket it is closed with one.
    Echo {
        /// The most bytes of a frame.
        frame: usize,
        /// The most bytes of a message.
        message: usize,
    },
}

impl Response {
    /// A response without content.
    pub fn new(status: u16) -> Self {
        Self {
            status,
            reason: None,
            fields: Vec::new(),
            body: Body::Bytes(Cow::Borrowed(b"")),
            interim: Vec::new(),
            wait: Duration::ZERO,
            hold: None,
            then: Then::Stay,
        }
    }

    /// A response with content of a media type.
    pub fn with(status: u16, media_type: impl Into<Text>, content: impl Into<Cow<'static, [u8]>>) -> Self {
        Self { body: Body::Bytes(content.into()), ..Self::new(status).field("Content-Type", media_type) }
    }

    /// A response with plain text.
    pub fn text(status: u16, text: impl Into<String>) -> Self {
        Self::with(status, "text/plain; charset=utf-8", text.into().into_bytes())
    }

    /// A response with a page.
    pub fn html(status: u16, html: impl Into<String>) -> Self {
        Self::with(status, "text/html; charset=utf-8", html.into().into_bytes())
    }

    /// With one more field.
    #[must_use]
    pub fn field(mut self, name: impl Into<Text>, value: impl Into<Text>) -> Self {
        self.fields.push((name.into(), value.into()));
        self
    }

    /// With content that is sent little by little; without a length it goes in chunks.
    #[must_use]
    pub fn pieces(mut self, pieces: Vec<Piece>, length: Option<u64>) -> Self {
        self.body = Body::Pieces { pieces, length, trailers: Vec::new() };
        self
    }

    /// After which the connection is closed.
    #[must_use]
    pub fn close(mut self) -> Self {
        self.then = Then::Close;
        self
    }

    /// The value of a field.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| &**value)
    }

    /// Whether the status forbids content (RFC 9110 §6.4.1); 205 has some of length 0.
    pub fn forbids_content(&self) -> bool {
        matches!(self.status, 100..=199 | 204 | 304)
    }

    /// How many bytes the content has; `None` where that is not known before.
    pub fn length(&self) -> Option<u64> {
        match &self.body {
            Body::Bytes(bytes) => Some(bytes.len() as u64),
            Body::Pieces { length, .. } => *length,
        }
    }
}
