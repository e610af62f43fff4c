//! What `curl -v` prints: `>` and `<` in front of the lines of heads, `*` in front of what curl says, content in between.

use super::content;
use super::head::{Head, note_full};
use super::lines::{Line, Lines};
use super::oddity::note;
use super::start::{Sure, is_start};
use super::stream::Stream;
use super::{Message, Start, Strange, limits};

/// Whether some line is one of `curl -v`, and nothing else.
pub(super) fn is_verbose(line: &[u8]) -> bool {
    let is_head = line.strip_prefix(b"> ").or_else(|| line.strip_prefix(b"< "));
    is_head.is_some_and(|line| is_start(line) == Sure::Yes)
}

/// What was read, and the line with which curl gave up.
pub(super) struct Verbose {
    pub(super) messages: Vec<Message>,
    pub(super) failure: Option<String>,
}

/// What a line is.
enum Row<'a> {
    Request(Line<'a>),
    Response(Line<'a>),
    Said(&'a [u8]),
    /// Bytes that came or went, which curl does not show.
    Data(u64),
    Content(&'a [u8]),
    Meter,
}

/// The head that is being read: of a request, or of a response.
struct Open {
    head: Head,
    is_request: bool,
}

/// A message with the content that was printed behind its head.
struct Read {
    message: Message,
    bytes: Vec<u8>,
    data: u64,
}

/// Reads what `curl -v` printed.
pub(super) fn read(input: &[u8]) -> Verbose {
    let mut reader = Reader::default();
    let mut lines = Lines::new(input);
    loop {
        let before = lines.rest();
        let Some(line) = lines.next() else { break };
        let whole = &before[..before.len() - lines.rest().len()];
        reader.line(&line, whole);
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    open: Option<Open>,
    read: Vec<Read>,
    /// The position of the last response.
    answer: Option<usize>,
    failure: Option<String>,
    is_full: bool,
}

impl Reader {
    fn line(&mut self, line: &Line<'_>, whole: &[u8]) {
        let (before, said) = split_said(whole);
        match self.row(line, before) {
            Row::Request(line) => self.head_line(&line, true),
            Row::Response(line) => self.head_line(&line, false),
            Row::Said(said) => self.said(said, line.number),
            Row::Data(bytes) => {
                if let Some(last) = self.read.last_mut() {
                    last.data += bytes;
                }
            }
            Row::Content(bytes) => {
                self.close();
                if let Some(last) = self.answer.and_then(|at| self.read.get_mut(at)) {
                    let room = (2 * limits::CONTENT).saturating_sub(last.bytes.len());
                    last.bytes.extend_from_slice(&bytes[..bytes.len().min(room)]);
                }
            }
            Row::Meter => {}
        }
        if let Some(said) = said {
            self.said(said, line.number);
        }
    }

    fn row<'a>(&self, line: &Line<'a>, whole: &'a [u8]) -> Row<'a> {
        let bytes = without_meter(line.bytes);
        let is_open = |request: bool| self.open.as_ref().is_some_and(|open| open.is_request == request);
        let marked = |mark: u8, request: bool| {
            let rest = bytes.strip_prefix(&[mark])?;
            let rest = rest.strip_prefix(b" ").or(rest.is_empty().then_some(rest))?;
            let line = line.without(line.bytes.len() - rest.len());
            (is_open(request) || is_start(rest) == Sure::Yes).then_some(line)
        };
        if let Some(line) = marked(b'>', true) {
            return Row::Request(line);
        }
        if let Some(line) = marked(b'<', false) {
            return Row::Response(line);
        }
        if let Some(said) = bytes.strip_prefix(b"* ").or(bytes.strip_prefix(b"curl: ")) {
            let is_within = self.read.last().is_some_and(|read| read.message.status().is_some());
            if !is_within || is_said(said) {
                return Row::Said(if bytes.starts_with(b"curl: ") { bytes } else { said });
            }
        }
        if let Some(data) = bytes.strip_prefix(b"{ [").or(bytes.strip_prefix(b"} ["))
            && let Some(count) = data.strip_suffix(b" bytes data]")
        {
            let count = std::str::from_utf8(count).ok().and_then(|count| count.parse().ok());
            return Row::Data(count.unwrap_or_default());
        }
        if bytes.len() < line.bytes.len() || is_meter(line.bytes) {
            return Row::Meter;
        }
        Row::Content(whole)
    }

    fn head_line(&mut self, line: &Line<'_>, is_request: bool) {
        if self.read.len() >= limits::MESSAGES {
            if !std::mem::replace(&mut self.is_full, true) {
                note_full(self.read.last_mut().map(|read| &mut read.message), line.number);
            }
            return;
        }
        if is_start(line.bytes) == Sure::Yes {
            self.close();
            self.open = Some(Open { head: Head::new(line), is_request });
        } else if let Some(open) = &mut self.open {
            if line.bytes.is_empty() {
                open.head.end(line);
                self.close();
            } else {
                open.head.line(line);
            }
        }
    }

    /// Ends the head that is being read.
    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            if !open.is_request {
                self.answer = Some(self.read.len());
            }
            self.read.push(Read { message: open.head.message(), bytes: Vec::new(), data: 0 });
        }
    }

    /// Something that curl says.
    fn said(&mut self, said: &[u8], line: usize) {
        self.close();
        let text = String::from_utf8_lossy(&said[..said.len().min(limits::NAME)]);
        let what = [
            ("bytes remaining to read", Strange::ShortContent),
            ("with outstanding read data", Strange::ShortContent),
            ("chunked-encoding", Strange::Chunk),
            ("chunk hex-length", Strange::Chunk),
        ];
        let what = what.iter().find(|(part, _)| text.contains(part)).map(|(_, what)| *what);
        if let (Some(what), Some(last)) = (what, self.read.last_mut())
            && !last.message.oddities.iter().any(|oddity| oddity.what == what)
        {
            note(&mut last.message.oddities, what, line, said);
            last.message.content.complete = Some(false);
        }
        if text.starts_with("curl: (") {
            self.failure = Some(text.trim_end().to_owned());
        }
    }

    fn finish(mut self) -> Verbose {
        self.close();
        let responses: Vec<usize> =
            (0..self.read.len()).filter(|&at| self.read[at].message.status().is_some()).collect();
        for (count, &at) in responses.iter().enumerate() {
            let bytes = std::mem::take(&mut self.read[at].bytes);
            // `-i` beside `-v` prints the heads of the responses a second time.
            let again = if is_start(bytes.split(|&byte| byte == b'\n').next().unwrap_or_default()) == Sure::Yes {
                Stream::default().read(&bytes)
            } else {
                Vec::new()
            };
            if again.is_empty() || again.len() > count + 1 {
                self.read[at].bytes = bytes;
                continue;
            }
            let first = count + 1 - again.len();
            for (&at, again) in responses[first..].iter().zip(again) {
                self.read[at].bytes = again.content.bytes;
            }
        }
        let mut method = None;
        let finish = |read: Read| {
            let Read { mut message, bytes, data } = read;
            if let Start::Request { method: of, .. } = &message.start {
                method = Some(of.clone());
            }
            let is_cut = message.content.complete == Some(false);
            content::printed(&mut message, method.as_deref(), &bytes, data);
            if is_cut {
                message.content.complete = Some(false);
            }
            message
        };
        Verbose { messages: self.read.into_iter().map(finish).collect(), failure: self.failure }
    }
}

/// Whether curl says this behind a response, where a line of the content may begin with `*` too.
fn is_said(said: &[u8]) -> bool {
    const SAID: &[&[u8]] = &[
        b"Connection #",
        b"Closing connection",
        b"Ignoring the response-body",
        b"Issue another request",
        b"Found bundle",
        b"Re-using",
        b"Reusing",
        b"Trying ",
        b"  Trying ",
        b"Connected to ",
        b"Host ",
        b"Can not multiplex",
        b"Mark bundle",
        b"Leftovers",
        b"Excess found",
        b"transfer closed",
        b"Added cookie",
        b"Replaced cookie",
        b"TLSv1",
        b"ALPN",
        b"SSL ",
        b"Server certificate",
        b"Server auth",
        b"Using HTTP",
        b"[HTTP",
        b"old SSL session",
        b"upload completely sent",
        b"We are completely uploaded",
        b"Request completely sent",
        b"Please rewind",
        b"The requested URL returned error",
        b"HTTP error before end of send",
        b"Illegal or missing hexadecimal",
        b"Problem (",
        b"Recv failure",
        b"OpenSSL ",
        b"HTTP/2 stream",
        b"shutting down",
        b"using HTTP",
        b"Established connection",
        b"IPv4:",
        b"IPv6:",
        b"end of response",
        b" ",
        b"(",
    ];
    SAID.iter().any(|start| said.starts_with(start))
}

/// A line of content, and what curl says behind it on the same line, where the content does not end with one.
fn split_said(whole: &[u8]) -> (&[u8], Option<&[u8]>) {
    const SAID: &[&[u8]] = &[b"* Connection #", b"* Closing connection", b"* transfer closed"];
    if whole.strip_prefix(b"* ").is_some_and(is_said) {
        return (whole, None);
    }
    let stars = whole.windows(2).enumerate().filter(|(_, pair)| *pair == b"* ").map(|(at, _)| at);
    let at = stars.into_iter().find(|&at| SAID.iter().any(|said| whole[at..].starts_with(said)));
    at.map_or((whole, None), |at| (&whole[..at], Some(&whole[at + 2..])))
}

/// Whether a line is one of the meter that curl prints while it transfers.
fn is_meter(line: &[u8]) -> bool {
    line.starts_with(b"  % Total") || line.trim_ascii_start().starts_with(b"Dload  Upload")
}

/// What follows the meter on its line.
fn without_meter(line: &[u8]) -> &[u8] {
    const CLOCK: &[u8] = b"--:--:--";
    let is_meter = line.starts_with(b"\r");
    let clock = is_meter.then(|| line.windows(CLOCK.len()).rposition(|part| part == CLOCK)).flatten();
    clock.map_or(line, |at| {
        let rest = line[at + CLOCK.len()..].trim_ascii_start();
        let speed = rest.iter().take_while(|byte| byte.is_ascii_digit() || b".kMGTP".contains(byte)).count();
        &rest[speed..]
    })
}
