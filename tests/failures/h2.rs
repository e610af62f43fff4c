//! HTTP/2 by hand, as far as it takes to break it (RFC 9113).

use std::io::{self, Read, Write};

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

const SETTINGS: u8 = 4;

/// Serves one connection: reads the preface and the request, and goes wrong.
pub fn serve(stream: &mut (impl Read + Write), wrong: Wrong) -> io::Result<()> {
    let mut preface = [0; 24];
    stream.read_exact(&mut preface)?;
    stream.write_all(&frame(SETTINGS, 0, 0, &[]))?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head)?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
        let mut payload = vec![0; length];
        stream.read_exact(&mut payload)?;
        let id = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
        match head[3] {
            // Its acknowledgement is none that has to be acknowledged.
            SETTINGS if head[4] == 0 => stream.write_all(&frame(SETTINGS, 1, 0, &[]))?,
            // HEADERS: the request.
            1 => {
                let bytes = match wrong {
                    Wrong::StreamReset(code) => frame(3, 0, id, &code.to_be_bytes()),
                    Wrong::GoAway(code) => frame(7, 0, 0, &[id.to_be_bytes(), code.to_be_bytes()].concat()),
                    Wrong::BadFrame => frame(0, 0, 0, b"stray"),
                    Wrong::Close => Vec::new(),
                };
                stream.write_all(&bytes)?;
                stream.flush()?;
                if let Wrong::StreamReset(_) = wrong {
                    continue;
                }
                return Ok(());
            }
            _ => {}
        }
        stream.flush()?;
    }
}

/// A frame (RFC 9113 §4.1).
fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("a short frame").to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}
