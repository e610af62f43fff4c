//! What somebody captured, whichever program wrote it.

use std::borrow::Cow;

use super::lines::Lines;
use super::oddity::latin;
use super::start::begins;
use super::stream::Stream;
use super::{Message, Strange, copied, curl, wget};

/// How a capture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Nothing in it is a message.
    Nothing,
    /// Messages as they are: bytes of a connection, `curl -i`, `HTTPie`.
    Messages,
    /// `curl -v`.
    CurlVerbose,
    /// `wget -S` or `wget -d`.
    Wget,
    /// Header sections alone, as browsers copy them.
    Fields,
    /// An HTTP Archive: its entries are read by [`entries`](super::entries).
    Har,
}

/// What is known of a capture besides its bytes.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The methods of the requests that its responses answer, in order, where the requests themselves are not in it.
    pub methods: Vec<String>,
    /// Whether it is what came over a connection, byte by byte. Otherwise a program printed it, or somebody copied it:
    /// content may be left out or decoded then, and line ends changed.
    pub wire: bool,
}

/// The messages of a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// How it is written.
    pub format: Format,
    /// Its messages in order; none of an archive.
    pub messages: Vec<Message>,
    /// The words with which the program that wrote it gave up: `curl: (18) transfer closed …`.
    pub failure: Option<String>,
}

/// How the line begins with which `HTTPie` and its likes give up, behind the messages that they print as they are.
const GAVE_UP: [&[u8]; 3] = [b"http: error: ", b"https: error: ", b"xh: error: "];

/// The messages that a program printed, and the line behind them with which it gave up.
fn without_error(input: &[u8]) -> (&[u8], Option<String>) {
    let says = |line: &[u8]| GAVE_UP.iter().any(|begin| line.starts_with(begin));
    let mut lines = Lines::new(input);
    loop {
        let before = lines.rest();
        match lines.next() {
            Some(line) if says(line.bytes) => {
                return (&input[..input.len() - before.len()], Some(latin(line.bytes.trim_ascii())));
            }
            Some(_) => {}
            None => return (input, None),
        }
    }
}

/// Reads a capture. Whatever the bytes are, there is an answer, in time and memory that grow with their number alone.
pub fn read(input: &[u8], known: &Known) -> Capture {
    let input = if known.wire { Cow::Borrowed(input) } else { without_styles(input) };
    let input = input.as_ref();
    let format = if known.wire { Format::Messages } else { guess(input) };
    let (input, mut failure) = match format {
        Format::Messages if !known.wire => without_error(input),
        _ => (input, None),
    };
    let mut messages = match format {
        Format::Nothing | Format::Har => Vec::new(),
        Format::Messages => Stream { methods: known.methods.clone().into(), wire: known.wire }.read(input),
        Format::CurlVerbose => {
            let verbose = curl::read(input);
            failure = verbose.failure;
            verbose.messages
        }
        Format::Wget => {
            let printed = wget::read(input);
            failure = printed.failure;
            printed.messages
        }
        Format::Fields => copied::read(input),
    };
    if format == Format::Messages && !known.wire && failure.is_none() {
        let gave_up = Lines::new(input).map(|line| line.bytes).find(|line| line.starts_with(b"curl: ("));
        failure = gave_up.map(|line| latin(line.trim_ascii()));
    }
    // Copied as a whole, it lost its CRs as a whole.
    let mut is_told = false;
    for message in &mut messages {
        message.oddities.retain(|odd| odd.what != Strange::LineFeedsOnly || !std::mem::replace(&mut is_told, true));
    }
    if known.wire {
        let all = messages.iter_mut().flat_map(|message| &mut message.oddities);
        all.filter(|odd| odd.what == Strange::LineFeedsOnly).for_each(|odd| odd.what = Strange::BareLineFeed);
    }
    Capture { format, messages, failure }
}

/// How a text is written.
pub fn guess(input: &[u8]) -> Format {
    let text = input.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input).trim_ascii_start();
    if text.starts_with(b"{") {
        let beginning = &text[..text.len().min(64 << 10)];
        let has_log = beginning.windows(5).any(|bytes| bytes == b"\"log\"");
        return if has_log { Format::Har } else { Format::Nothing };
    }
    let mut lines = Lines::new(input);
    let mut format = None;
    loop {
        lines.skip_blank();
        let Some(line) = lines.peek() else { break };
        if curl::is_verbose(line.bytes) {
            return Format::CurlVerbose;
        }
        if wget::is_wget(line.bytes) {
            return Format::Wget;
        }
        if begins(&lines, false) {
            format = Some(Format::Messages);
            break;
        }
        lines.next();
    }
    let is_headed = copied::has_general(text);
    match format {
        Some(format) if !is_headed => format,
        _ if copied::is_copied(text) => Format::Fields,
        found => found.unwrap_or(Format::Nothing),
    }
}

/// The text without the escape sequences with which a program on a terminal colors it.
fn without_styles(input: &[u8]) -> Cow<'_, [u8]> {
    let first = input.trim_ascii_start();
    let is_styled = first.starts_with(b"\x1b[") || first.starts_with(b"HTTP\x1b[");
    if !is_styled {
        return Cow::Borrowed(input);
    }
    let mut out = Vec::with_capacity(input.len());
    let mut rest = input;
    while let Some(at) = rest.iter().position(|&byte| byte == 0x1b) {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(sequence) = rest.strip_prefix(b"[") {
            let parameters = sequence.iter().take_while(|byte| matches!(byte, 0x20..=0x3f)).count();
            rest = sequence.get(parameters + 1..).unwrap_or_default();
        }
    }
    out.extend_from_slice(rest);
    Cow::Owned(out)
}
