//! Reading content out of bytes that arrive little by little.

use super::framing::Framing;
use super::head::text;
use super::refusal::Refusal;

/// The longest line of a chunk's size with its extensions, and of a trailer field.
const LINE: usize = 4096;
/// The most trailer fields.
const TRAILERS: usize = 50;

/// The content of a request as far as it has arrived.
#[derive(Debug, Clone)]
pub struct Content {
    /// What has arrived.
    pub bytes: Vec<u8>,
    /// The trailer fields (RFC 9110 §6.5).
    pub trailers: Vec<(String, String)>,
    state: State,
    /// The most bytes that are taken.
    most: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// So many bytes are to come.
    Plain(u64),
    /// The line with the size of a chunk comes next.
    Size,
    /// So many bytes of a chunk are to come.
    Chunk(u64),
    /// The line end after a chunk comes next.
    ChunkEnd,
    /// A trailer field or the last line comes next.
    Trailer,
    Done,
}

impl Content {
    /// Content of which nothing has arrived.
    ///
    /// # Errors
    /// When more is announced than is taken.
    pub fn new(framing: Framing, most: u64) -> Result<Self, Refusal> {
        let state = match framing {
            Framing::Length(length) if length > most => return Err(too_large(most)),
            Framing::Length(0) => State::Done,
            Framing::Length(length) => State::Plain(length),
            Framing::Chunked => State::Size,
        };
        Ok(Self { bytes: Vec::new(), trailers: Vec::new(), state, most })
    }

    /// Whether all of it is here.
    pub fn is_whole(&self) -> bool {
        self.state == State::Done
    }

    /// Takes what belongs to the content off the front of the bytes that have arrived; returns how many bytes that are.
    ///
    /// # Errors
    /// When chunks are broken, or hold more than is taken.
    pub fn take(&mut self, bytes: &[u8]) -> Result<usize, Refusal> {
        let mut used = 0;
        loop {
            let rest = &bytes[used..];
            match self.state {
                State::Done => return Ok(used),
                State::Plain(left) | State::Chunk(left) => {
                    let piece = usize::try_from(left).unwrap_or(usize::MAX).min(rest.len());
                    self.bytes.extend_from_slice(&rest[..piece]);
                    used += piece;
                    let left = left - piece as u64;
                    self.state = match (self.state, left) {
                        (State::Plain(_), 0) => State::Done,
                        (State::Plain(_), left) => State::Plain(left),
                        (_, 0) => State::ChunkEnd,
                        (_, left) => State::Chunk(left),
                    };
                    if left > 0 {
                        return Ok(used);
                    }
                }
                State::Size => {
                    let Some(line) = line(rest)? else { return Ok(used) };
                    used += line.len() + 2;
                    let size = size(line)?;
                    if (self.bytes.len() as u64).saturating_add(size) > self.most {
                        return Err(too_large(self.most));
                    }
                    self.state = if size == 0 { State::Trailer } else { State::Chunk(size) };
                }
                State::ChunkEnd => {
                    let Some(line) = line(rest)? else { return Ok(used) };
                    if !line.is_empty() {
                        return Err(Refusal::new(400, "a chunk is longer than its size says (RFC 9112, section 7.1)"));
                    }
                    used += 2;
                    self.state = State::Size;
                }
                State::Trailer => {
                    let Some(line) = line(rest)? else { return Ok(used) };
                    used += line.len() + 2;
                    if line.is_empty() {
                        self.state = State::Done;
                    } else {
                        self.trailer(line)?;
                    }
                }
            }
        }
    }

    fn trailer(&mut self, line: &[u8]) -> Result<(), Refusal> {
        if self.trailers.len() == TRAILERS {
            return Err(Refusal::new(431, format!("there are more than {TRAILERS} trailer fields")));
        }
        let Some(colon) = memchr::memchr(b':', line).filter(|&at| line[..at].iter().all(|&byte| super::is_token(byte)))
        else {
            return Err(Refusal::new(400, "a trailer is no field line (RFC 9112, section 7.1.2)"));
        };
        let (name, value) = (text(&line[..colon]), text(&line[colon + 1..]));
        self.trailers.push((name.into_owned(), value.trim().to_owned()));
        Ok(())
    }
}

/// The refusal of content of more than so many bytes.
pub fn too_large(most: u64) -> Refusal {
    Refusal::new(413, format!("this server takes content of up to {most} bytes here"))
}

/// The first line without its end; `None` where its end is still to come.
fn line(bytes: &[u8]) -> Result<Option<&[u8]>, Refusal> {
    let Some(end) = memchr::memchr(b'\n', &bytes[..bytes.len().min(LINE)]) else {
        let is_long = bytes.len() >= LINE;
        return if is_long {
            Err(Refusal::new(400, format!("a line among the chunks has more than {LINE} bytes")))
        } else {
            Ok(None)
        };
    };
    match bytes[..end].split_last() {
        Some((b'\r', line)) => Ok(Some(line)),
        _ => Err(Refusal::new(400, "a line among the chunks ends with LF alone (RFC 9112, section 7.1)")),
    }
}

/// The size in the first line of a chunk; extensions are passed over (RFC 9112 §7.1.1).
fn size(line: &[u8]) -> Result<u64, Refusal> {
    let digits = line.split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii();
    let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit);
    let size = std::str::from_utf8(digits).ok().and_then(|digits| u64::from_str_radix(digits, 16).ok());
    size.filter(|_| is_number)
        .ok_or_else(|| Refusal::new(400, "the size of a chunk is no hexadecimal number (RFC 9112, section 7.1)"))
}
