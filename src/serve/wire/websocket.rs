//! WebSocket frames (RFC 6455), as far as an echo needs them.

use base64::prelude::{BASE64_STANDARD, Engine};
use sha1::{Digest, Sha1};

use super::head::Head;

/// The value of `Sec-WebSocket-Accept` for a key (RFC 6455 §4.2.2).
pub fn accept_key(key: &str) -> String {
    BASE64_STANDARD.encode(Sha1::digest(format!("{}258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key.trim())))
}

/// The key of a handshake, if it is a sound one (RFC 6455 §4.1).
pub fn websocket_key(head: &Head) -> Option<String> {
    let key = head.value("sec-websocket-key")?;
    let is_sound = BASE64_STANDARD.decode(key.as_bytes()).is_ok_and(|bytes| bytes.len() == 16);
    is_sound.then(|| key.into_owned())
}

/// What a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opcode {
    /// More of a message.
    Continuation,
    /// A message of text begins.
    Text,
    /// A message of bytes begins.
    Binary,
    /// The other side ends it.
    Close,
    /// A question whether we are there.
    Ping,
    /// The answer to that.
    Pong,
}

impl Opcode {
    const ALL: [(u8, Self); 6] = [
        (0, Self::Continuation),
        (1, Self::Text),
        (2, Self::Binary),
        (8, Self::Close),
        (9, Self::Ping),
        (10, Self::Pong),
    ];

    fn number(self) -> u8 {
        Self::ALL.iter().find(|(_, opcode)| *opcode == self).map_or(0, |(number, _)| *number)
    }
}

/// A frame, unmasked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Whether it is the last of its message.
    pub last: bool,
    /// What it is.
    pub opcode: Opcode,
    /// What it carries.
    pub payload: Vec<u8>,
}

/// Reads frames out of bytes that arrive little by little.
#[derive(Debug, Clone, Copy)]
pub struct FrameReader {
    /// The most bytes of a frame.
    pub most: usize,
}

impl FrameReader {
    /// The first frame of some bytes, and how many bytes it has; `None` where more is to come.
    ///
    /// # Errors
    /// The status code with which the connection is to be closed (RFC 6455 §7.4.1).
    pub fn read(self, bytes: &[u8]) -> Result<Option<(Frame, usize)>, u16> {
        let [first, second, rest @ ..] = bytes else { return Ok(None) };
        let opcode = Opcode::ALL.iter().find(|(number, _)| *number == first & 0x0f).map(|(_, opcode)| *opcode);
        // Reserved bits, unknown opcodes, and frames of a client that are not masked (§5.1) are errors of protocol.
        let Some(opcode) = opcode.filter(|_| first & 0x70 == 0 && second & 0x80 != 0) else { return Err(1002) };
        let is_control = first & 0x08 != 0;
        let short = u64::from(second & 0x7f);
        if is_control && (short > 125 || first & 0x80 == 0) {
            return Err(1002);
        }
        let extra = match short {
            126 => 2,
            127 => 8,
            _ => 0,
        };
        let Some(length) = rest.get(..extra) else { return Ok(None) };
        let length = if extra == 0 { short } else { length.iter().fold(0, |sum, &byte| (sum << 8) | u64::from(byte)) };
        let length = usize::try_from(length).ok().filter(|&length| length <= self.most).ok_or(1009_u16)?;
        let Some((mask, masked)) = rest.get(extra..extra + 4).zip(rest.get(extra + 4..extra + 4 + length)) else {
            return Ok(None);
        };
        let payload = masked.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask).collect();
        Ok(Some((Frame { last: first & 0x80 != 0, opcode, payload }, 2 + extra + 4 + length)))
    }
}

/// A frame as a server sends it, without a mask.
pub fn frame(opcode: Opcode, last: bool, payload: &[u8]) -> Vec<u8> {
    let mut out = vec![opcode.number() | if last { 0x80 } else { 0 }];
    match u16::try_from(payload.len()) {
        Ok(length @ 0..=125) => out.extend_from_slice(&length.to_be_bytes()[1..]),
        Ok(length) => {
            out.push(126);
            out.extend_from_slice(&length.to_be_bytes());
        }
        Err(_) => {
            out.push(127);
            out.extend_from_slice(&(payload.len() as u64).to_be_bytes());
        }
    }
    out.extend_from_slice(payload);
    out
}

/// The frame that ends a connection with a status code (RFC 6455 §5.5.1).
pub fn close_frame(status: u16) -> Vec<u8> {
    frame(Opcode::Close, true, &status.to_be_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const READER: FrameReader = FrameReader { most: 1000 };

    #[test]
    fn the_key_of_the_rfc() {
        assert_eq!(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    #[test]
    fn the_masked_hello_of_the_rfc() {
        let bytes = [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58];
        let hello = Frame { last: true, opcode: Opcode::Text, payload: b"Hello".to_vec() };
        assert_eq!(READER.read(&bytes), Ok(Some((hello, bytes.len()))));
        for end in 0..bytes.len() {
            assert_eq!(READER.read(&bytes[..end]), Ok(None), "{end}");
        }
        assert_eq!(frame(Opcode::Text, true, b"Hello"), b"\x81\x05Hello");
    }

    #[test]
    fn what_breaks_the_protocol() {
        assert_eq!(READER.read(b"\x81\x05Hello"), Err(1002), "not masked");
        assert_eq!(READER.read(b"\xc1\x80\0\0\0\0"), Err(1002), "a reserved bit");
        assert_eq!(READER.read(b"\x83\x80\0\0\0\0"), Err(1002), "an unknown opcode");
        assert_eq!(READER.read(b"\x09\x80\0\0\0\0"), Err(1002), "a ping in pieces");
        assert_eq!(READER.read(b"\x82\xff\xff\xff\xff\xff\xff\xff\xff\xff"), Err(1009), "too long");
    }

    #[test]
    fn lengths() {
        assert_eq!(frame(Opcode::Binary, true, &[0; 126])[..4], [0x82, 126, 0, 126]);
        assert_eq!(frame(Opcode::Binary, false, &vec![0; 70_000])[..10], [2, 127, 0, 0, 0, 0, 0, 1, 0x11, 0x70]);
        assert_eq!(close_frame(1000), [0x88, 2, 3, 0xe8]);
    }
}
