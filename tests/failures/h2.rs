//! Servers of HTTP/2 that go wrong.

use std::io::{self, Read, Write};

use crate::by_hand::{self, DATA, GOAWAY, RST_STREAM, SETTINGS, frame};

/// How an HTTP/2 connection goes wrong once the request is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// The stream is reset with this error code (RFC 9113 §6.4).
    StreamReset(u32),
    /// The connection ends with GOAWAY and this error code (RFC 9113 §6.8).
    GoAway(u32),
    /// A frame comes that breaks the protocol: DATA on stream 0 (RFC 9113 §6.1).
    BadFrame,
    /// The connection ends without GOAWAY.
    Close,
}

/// Serves one connection: reads the preface and the request, and goes wrong.
pub fn serve(stream: &mut (impl Read + Write), wrong: Wrong) -> io::Result<()> {
    by_hand::preface(stream)?;
    stream.write_all(&frame(SETTINGS, 0, 0, &[]))?;
    loop {
        let id = by_hand::request(stream)?;
        let bytes = match wrong {
            Wrong::StreamReset(code) => frame(RST_STREAM, 0, id, &code.to_be_bytes()),
            Wrong::GoAway(code) => frame(GOAWAY, 0, 0, &[id.to_be_bytes(), code.to_be_bytes()].concat()),
            Wrong::BadFrame => frame(DATA, 0, 0, b"stray"),
            Wrong::Close => Vec::new(),
        };
        stream.write_all(&bytes)?;
        stream.flush()?;
        if !matches!(wrong, Wrong::StreamReset(_)) {
            return Ok(());
        }
    }
}
