//! How far a response has come, while it is read.
//!
//! It decides only when to stop; what was read is judged once it is there, by the reader of captured messages.

use crate::message::{Framing, Known, Message, Strange, framing_of, read};

/// The most bytes of all header sections of a response and of its trailers.
pub(super) const HEAD: usize = 256 << 10;
/// The most interim responses.
pub(super) const INTERIM: usize = 100;
/// The longest line with the size of a chunk.
const CHUNK_LINE: usize = 8 << 10;

/// Why no more is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Halt {
    /// The response is complete.
    Complete,
    /// The content has as many bytes as are read.
    Enough,
    /// What comes is no response.
    NotHttp,
    /// The header section contradicts itself, so that nobody knows where the response ends.
    Unframed,
    /// A header section that is too long, or too many of them.
    HeadTooLarge,
    /// Too many interim responses.
    TooManyInterim,
    /// A chunk without a size.
    BadChunk,
}

/// Where the reading stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// In a header section that begins here.
    Head { from: usize },
    /// In content that ends here, or where it is long enough.
    Until { end: u64 },
    /// At the size of a chunk.
    Size,
    /// In the data of a chunk that ends here.
    Data { end: u64 },
    /// Behind the data of a chunk.
    DataEnd,
    /// In the trailer section.
    Trailer,
    /// In content that ends with the connection.
    Close,
}

/// How far a response has come.
#[derive(Debug)]
pub(super) struct Ahead {
    method: String,
    max_body: usize,
    state: State,
    /// What was looked at.
    at: usize,
    /// Where the content begins.
    body: Option<usize>,
    /// The statuses of interim responses.
    pub(super) interim: Vec<u16>,
    /// The status of the final response.
    pub(super) status: Option<u16>,
    /// Whether the connection can be used again.
    pub(super) keeps_alive: bool,
}

impl Ahead {
    pub(super) fn new(method: &str, max_body: usize) -> Self {
        Self {
            method: method.to_owned(),
            max_body,
            state: State::Head { from: 0 },
            at: 0,
            body: None,
            interim: Vec::new(),
            status: None,
            keeps_alive: false,
        }
    }

    /// Whether the response is over where the connection is.
    pub(super) const fn ends_with_connection(&self) -> bool {
        matches!(self.state, State::Close)
    }

    /// Whether a final header section was read.
    pub(super) const fn has_head(&self) -> bool {
        self.body.is_some()
    }

    /// Where the header section begins that is awaited or read, behind those of interim responses.
    pub(super) const fn awaited(&self) -> Option<usize> {
        match self.state {
            State::Head { from } if self.body.is_none() => Some(from),
            _ => None,
        }
    }

    /// How many bytes the message has, when it is complete.
    pub(super) const fn length(&self) -> usize {
        self.at
    }

    /// Looks at what has come so far, of which more than before; whether to stop.
    pub(super) fn look(&mut self, bytes: &[u8]) -> Option<Halt> {
        loop {
            match self.state {
                State::Head { from } => match self.head(bytes, from)? {
                    Ok(state) => self.state = state,
                    Err(halt) => return Some(halt),
                },
                State::Until { end } => {
                    let is_long = end - self.body.unwrap_or_default() as u64 > self.max_body as u64;
                    if bytes.len() as u64 >= end && !is_long {
                        self.at = usize::try_from(end).unwrap_or(usize::MAX);
                        return Some(Halt::Complete);
                    }
                    return self.enough(bytes);
                }
                State::Close => return self.enough(bytes),
                State::Size => {
                    let Some(line) = self.line(bytes) else {
                        return (bytes.len() - self.at > CHUNK_LINE).then_some(Halt::BadChunk);
                    };
                    match size(line) {
                        Some(0) => self.state = State::Trailer,
                        Some(size) => self.state = State::Data { end: (self.at as u64).saturating_add(size) },
                        None => return Some(Halt::BadChunk),
                    }
                }
                State::Data { end } => {
                    if (bytes.len() as u64) < end {
                        return self.enough(bytes);
                    }
                    self.at = usize::try_from(end).unwrap_or(usize::MAX);
                    self.state = State::DataEnd;
                }
                State::DataEnd => match &bytes[self.at..] {
                    [] | [b'\r'] => return self.enough(bytes),
                    [b'\r', b'\n', ..] => self.next(2, State::Size),
                    [b'\n', ..] => self.next(1, State::Size),
                    _ => return Some(Halt::BadChunk),
                },
                State::Trailer => {
                    let from = self.at;
                    let Some(line) = self.line(bytes) else {
                        return (bytes.len() - from > HEAD).then_some(Halt::HeadTooLarge);
                    };
                    if line.is_empty() {
                        return Some(Halt::Complete);
                    }
                    if self.at > self.body.unwrap_or_default() + self.max_body.saturating_mul(2) + HEAD {
                        return Some(Halt::HeadTooLarge);
                    }
                }
            }
        }
    }

    fn next(&mut self, bytes: usize, state: State) {
        self.at += bytes;
        self.state = state;
    }

    /// The next line, without its end.
    fn line<'b>(&mut self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        let rest = bytes.get(self.at..)?;
        let end = memchr::memchr(b'\n', rest)?;
        self.at += end + 1;
        let line = &rest[..end];
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    }

    fn enough(&self, bytes: &[u8]) -> Option<Halt> {
        let body = self.body.unwrap_or(bytes.len());
        (bytes.len().saturating_sub(body) > self.max_body).then_some(Halt::Enough)
    }

    /// Looks at a header section; `None` where more of it is to come.
    fn head(&mut self, bytes: &[u8], from: usize) -> Option<Result<State, Halt>> {
        // Empty lines in front are nothing (RFC 9112 §2.2).
        let blank = bytes[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let begin = from + blank;
        self.at = self.at.max(begin);
        if !may_be_response(&bytes[begin..], self.interim.is_empty()) {
            return Some(Err(Halt::NotHttp));
        }
        let end = loop {
            // The empty line may begin in what was looked at.
            match memchr::memchr(b'\n', &bytes[self.at..]) {
                None => {
                    let too_large = bytes.len() > HEAD + self.body.unwrap_or_default();
                    return too_large.then_some(Err(Halt::HeadTooLarge));
                }
                Some(line) => {
                    let is_empty = line == 0 || (line == 1 && bytes[self.at] == b'\r');
                    self.at += line + 1;
                    if is_empty && self.at > begin + 1 {
                        break self.at;
                    }
                }
            }
            if self.at > HEAD {
                return Some(Err(Halt::HeadTooLarge));
            }
        };
        let known = Known { methods: vec![self.method.clone()], wire: true };
        let Some(message) = read(&bytes[begin..end], &known).messages.pop() else { return Some(Err(Halt::NotHttp)) };
        if message.interim() {
            self.interim.extend(message.status());
            let is_too_many = self.interim.len() > INTERIM;
            return Some(if is_too_many { Err(Halt::TooManyInterim) } else { Ok(State::Head { from: end }) });
        }
        self.body = Some(end);
        self.status = message.status();
        if message.status() == Some(0) {
            return Some(Err(Halt::NotHttp));
        }
        Some(self.framed(&message, end))
    }

    fn framed(&mut self, message: &Message, end: usize) -> Result<State, Halt> {
        let mut oddities = Vec::new();
        let framing = framing_of(message, Some(&self.method), &mut oddities);
        if framing != Framing::Forbidden
            && oddities.iter().any(|odd| matches!(odd.what, Strange::TwoLengths | Strange::Length))
        {
            return Err(Halt::Unframed);
        }
        let connection = message.fields.value("Connection").unwrap_or_default().to_ascii_lowercase();
        let has_token = |token: &str| connection.split(',').any(|one| one.trim() == token);
        let is_persistent = if message.version == "HTTP/1.0" { has_token("keep-alive") } else { !has_token("close") };
        self.keeps_alive = is_persistent && framing != Framing::Close && message.status() != Some(101);
        match framing {
            Framing::Empty | Framing::Forbidden | Framing::Length(0) => Err(Halt::Complete),
            Framing::Length(length) => Ok(State::Until { end: (end as u64).saturating_add(length) }),
            Framing::Chunked => Ok(State::Size),
            Framing::Close => Ok(State::Close),
        }
    }
}

/// Whether bytes may be the beginning of a response, as far as they go: other protocols that begin like a word and a
/// number are left to the reader. The old name of a protocol that streams music counts only where nothing came before.
fn may_be_response(bytes: &[u8], is_first: bool) -> bool {
    let begins = |sign: &[u8]| {
        let count = bytes.len().min(sign.len());
        bytes[..count].eq_ignore_ascii_case(&sign[..count])
    };
    begins(b"http/") || is_first && begins(b"ICY ")
}

fn size(line: &[u8]) -> Option<u64> {
    let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let after = line[digits..].trim_ascii();
    let number = std::str::from_utf8(&line[..digits]).ok()?;
    (after.is_empty() || after.starts_with(b";")).then(|| u64::from_str_radix(number, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where reading stops and why, whatever the pieces in which it comes.
    fn halts(method: &str, max_body: usize, bytes: &[u8]) -> Option<(Halt, usize)> {
        let mut found = Vec::new();
        for step in [1, 2, 7, bytes.len().max(1)] {
            let mut ahead = Ahead::new(method, max_body);
            let mut end = 0;
            let mut halt = None;
            while halt.is_none() && end < bytes.len() {
                end = (end + step).min(bytes.len());
                halt = ahead.look(&bytes[..end]);
            }
            found.push(halt.map(|halt| (halt, ahead.length())));
        }
        assert!(found.iter().all(|one| one.map(|(halt, _)| halt) == found[0].map(|(halt, _)| halt)), "{found:?}");
        found[0]
    }

    fn whole(method: &str, bytes: &[u8]) -> Option<Halt> {
        let (halt, length) = halts(method, 1000, bytes)?;
        if halt == Halt::Complete {
            assert_eq!(length, bytes.len());
        }
        Some(halt)
    }

    #[test]
    fn a_response_ends_where_its_framing_says() {
        for sound in [
            &b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"[..],
            b"HTTP/1.1 204 No Content\r\n\r\n",
            b"\r\n\r\nHTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
            b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 100 \r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nhi\n0\nT: 1\n\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nhi\r\n1\r\n!\r\n0\r\n\r\n",
        ] {
            assert_eq!(whole("GET", sound), Some(Halt::Complete), "{}", String::from_utf8_lossy(sound));
        }
        assert_eq!(whole("HEAD", b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n"), Some(Halt::Complete));
        assert_eq!(whole("GET", b"HTTP/1.1 200 OK\r\n\r\nuntil it closes"), None);
        assert_eq!(whole("GET", b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhi"), None);
    }

    #[test]
    fn what_cannot_go_on_stops() {
        assert_eq!(whole("GET", b"SSH-2.0-OpenSSH_9.2\r\n"), Some(Halt::NotHttp));
        assert_eq!(whole("GET", b"HTTP/1.1 many OK\r\n\r\n"), Some(Halt::NotHttp));
        assert_eq!(whole("GET", b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"), Some(Halt::Unframed));
        assert_eq!(
            whole("GET", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\n"),
            Some(Halt::BadChunk)
        );
        let interim = b"HTTP/1.1 103 Early Hints\r\n\r\n".repeat(INTERIM + 1);
        assert_eq!(whole("GET", &interim), Some(Halt::TooManyInterim));
        let head = [&b"HTTP/1.1 200 OK\r\nX: "[..], &b"x".repeat(HEAD)].concat();
        let mut ahead = Ahead::new("GET", 10);
        assert_eq!(ahead.look(&head), Some(Halt::HeadTooLarge));
    }

    #[test]
    fn content_is_read_to_its_bound() {
        let bytes = [&b"HTTP/1.1 200 OK\r\n\r\n"[..], &[b'x'; 30]].concat();
        assert_eq!(Ahead::new("GET", 20).look(&bytes), Some(Halt::Enough));
        let huge =
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nxxxxxxxxxxxxxxxxxxxxxxxxxx";
        assert_eq!(Ahead::new("GET", 20).look(huge), Some(Halt::Enough));
        assert_eq!(Ahead::new("GET", 2000).look(huge), None);
    }
}
