//! The content of a message in a stream of them, taken as its framing says and as the stream allows.

use super::chunked;
use super::framing::{Framing, forbidden, framing_of};
use super::lines::{End, Lines};
use super::oddity::note;
use super::section::Section;
use super::start::{Sure, begins, is_chatter, is_start};
use super::{Content, Fields, Message, Oddity, Strange, limits};

/// Under which circumstances the content was seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// The bytes of a connection.
    pub(super) wire: bool,
    /// Text that lost its CRs on the way.
    pub(super) copied: bool,
    /// Another protocol begins behind the message.
    pub(super) is_tunnel: bool,
}

/// Reads the content and the trailers, and leaves the position where the next message may begin.
pub(super) fn read(message: &mut Message, lines: &mut Lines<'_>, framing: Framing, seen: Seen) {
    let mut oddities = std::mem::take(&mut message.oddities);
    let is_left_out = !seen.wire && comes_now(lines) && !is_there(framing, lines);
    match framing {
        Framing::Empty | Framing::Length(0) => {
            message.content.complete = Some(true);
            note_stray(message, lines, &mut oddities);
        }
        Framing::Forbidden if seen.is_tunnel => {
            message.content.complete = Some(true);
            take_until_start(lines, message);
        }
        Framing::Forbidden => {
            let line = lines.number();
            match stray(message, lines) {
                Some(bytes) => {
                    message.content.push(bytes);
                    forbidden(line, bytes.len(), &mut oddities);
                }
                None => message.content.complete = Some(true),
            }
        }
        _ if is_left_out => {}
        Framing::Length(length) => sized(message, lines, length, seen, &mut oddities),
        Framing::Chunked if seen.wire || chunked::is_chunked(lines.rest()) => {
            (message.content, message.trailers) = chunked::read(lines, seen.copied, &mut oddities);
            match message.content.complete {
                Some(true) => note_stray(message, lines, &mut oddities),
                _ if seen.wire => {
                    lines.take_bytes(usize::MAX);
                }
                _ => {
                    take_until_start(lines, message);
                }
            }
        }
        Framing::Chunked => {
            let from = lines.clone();
            let bytes = take_until_start(lines, message);
            let content = announced_trailers(message, from, bytes);
            message.content.push(&bytes[..content]);
        }
        // Whatever comes over a connection until it closes is content.
        Framing::Close if seen.wire => {
            message.content.push(lines.take_bytes(usize::MAX));
            message.content.complete = Some(true);
        }
        Framing::Close => message.content.push(take_until_start(lines, message)),
    }
    message.oddities = oddities;
}

/// Content of a length that was announced.
fn sized(message: &mut Message, lines: &mut Lines<'_>, length: u64, seen: Seen, oddities: &mut Vec<Oddity>) {
    let (all, line) = (lines.rest(), lines.number());
    let wanted = usize::try_from(length).unwrap_or(usize::MAX);
    // Copied text may be shorter than it was, and what ended early may be followed by the next message.
    let at_most = &all[..wanted.min(all.len())];
    let is_exact = seen.wire || (wanted <= all.len() && !seen.copied);
    let next = if is_exact { None } else { next_start(at_most, message) };
    let taken = next.unwrap_or(at_most.len());
    let bytes = lines.take_bytes(taken);
    if taken < wanted {
        let line_feeds = memchr::memchr_iter(b'\n', bytes).count();
        // Of each line end the CR may be gone, and the last line end as a whole.
        let is_copied = seen.copied && wanted <= taken + line_feeds + 2;
        let is_lost = taken == all.len() && is_last_line_end_lost(bytes, wanted - taken);
        let is_changed = is_copied || is_lost || is_changed(message, bytes);
        message.content.push(bytes);
        if seen.wire || !is_changed {
            message.content.complete = Some(false);
            note(oddities, Strange::ShortContent, None, format!("{taken} of {length} bytes").as_bytes());
        }
        return;
    }
    let after = lines.number();
    let more = stray(message, lines).map_or(0, <[u8]>::len);
    let whole = &all[..taken + more];
    if more > 0 && !seen.wire && is_changed(message, whole) {
        message.content.push(whole);
        return;
    }
    message.content.push(bytes);
    message.content.complete = Some(true);
    if more > 0 {
        note(oddities, Strange::LongContent, after.max(line), format!("{more} bytes").as_bytes());
    }
}

/// Whether text that ends so many bytes early lacks no more than its last line end: LF, or CRLF where its lines end so.
///
/// `$(curl -i …)` drops it, and a selection with the mouse seldom has it. A server that counted one byte too many looks
/// the same in such a copy, but is rare, and the client that waits for the byte tells of it.
fn is_last_line_end_lost(bytes: &[u8], missing: usize) -> bool {
    let has_lone_line_feed = || Lines::new(bytes).any(|line| line.end == End::Lf);
    let is_line_end = missing == 1 || (missing == 2 && !bytes.ends_with(b"\r") && !has_lone_line_feed());
    let is_text = || !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok();
    is_line_end && !bytes.ends_with(b"\n") && is_text()
}

/// What stands between a message that is over and the next: blank lines are nothing.
fn stray<'a>(message: &Message, lines: &mut Lines<'a>) -> Option<&'a [u8]> {
    if comes_now(lines) {
        return None;
    }
    let bytes = take_until_start(lines, message);
    let is_nothing = Lines::new(bytes).all(|line| is_chatter(line.bytes));
    (!is_nothing).then_some(bytes)
}

/// Notes what stands between a message that is over and the next.
fn note_stray(message: &Message, lines: &mut Lines<'_>, oddities: &mut Vec<Oddity>) {
    let line = lines.number();
    if let Some(bytes) = stray(message, lines) {
        note(oddities, Strange::LongContent, line, format!("{} bytes", bytes.len()).as_bytes());
    }
}

/// Whether nothing but blank lines stands before the next message or the end.
fn comes_now(lines: &Lines<'_>) -> bool {
    let mut ahead = lines.clone();
    ahead.skip_blank();
    ahead.rest().is_empty() || begins(&ahead, false)
}

/// Whether exactly as many bytes as were announced stand before the next message or the end: then they are the content,
/// even where they look like a part of what follows.
fn is_there(framing: Framing, lines: &Lines<'_>) -> bool {
    let Framing::Length(length) = framing else { return false };
    let Some((_, after)) = usize::try_from(length).ok().and_then(|length| lines.rest().split_at_checked(length)) else {
        return false;
    };
    after.is_empty() || Lines::new(after).next().is_some_and(|line| is_start(line.bytes) == Sure::Yes)
}

/// Everything up to the next message.
fn take_until_start<'a>(lines: &mut Lines<'a>, message: &Message) -> &'a [u8] {
    let end = next_start(lines.rest(), message).unwrap_or(lines.rest().len());
    lines.take_bytes(end)
}

/// Where in the content of a message the next one begins, if it does.
///
/// A page about HTTP shows messages: in HTML the page has to be over.
fn next_start(bytes: &[u8], message: &Message) -> Option<usize> {
    let media_type = message.fields.first("Content-Type").map_or("", |field| field.value.trim()).to_ascii_lowercase();
    if media_type.starts_with("message/") || media_type.starts_with("multipart/") {
        return None;
    }
    let is_over = |at: usize| {
        let before = bytes[..at].trim_ascii_end();
        !media_type.starts_with("text/html") || before.is_empty() || before.ends_with(b">")
    };
    let mut lines = Lines::new(bytes);
    loop {
        let at = bytes.len() - lines.rest().len();
        let line = lines.peek()?;
        if is_start(line.bytes) == Sure::Yes && is_over(at) {
            return Some(at);
        }
        lines.next();
    }
}

/// Whether the program that printed the content changed it: took its content coding off, or wrote its JSON anew as
/// `HTTPie` does on a terminal.
fn is_changed(message: &Message, bytes: &[u8]) -> bool {
    let value = |name: &str| message.fields.value(name).unwrap_or_default().to_ascii_lowercase();
    let coding = value("Content-Encoding");
    let coding = coding.rsplit(',').next().unwrap_or_default().trim().to_owned();
    let is_decoded = match coding.as_str() {
        "gzip" | "x-gzip" => !bytes.starts_with(b"\x1f\x8b"),
        "zstd" => !bytes.starts_with(b"\x28\xb5\x2f\xfd"),
        "deflate" => bytes.first().is_some_and(|byte| byte & 0x0f != 8),
        "br" | "dcb" | "dcz" => std::str::from_utf8(bytes).is_ok(),
        _ => false,
    };
    let is_written_anew = bytes.starts_with(b"{\n    ") || bytes.starts_with(b"[\n    ");
    is_decoded || (is_written_anew && value("Content-Type").contains("json"))
}

/// Takes the trailers off content that a program printed without its chunks: `curl -i` prints them behind it. Returns
/// how many bytes are left.
fn announced_trailers(message: &mut Message, mut lines: Lines<'_>, content: &[u8]) -> usize {
    /// As many names as anybody announces, so that the lines are not held against more.
    const NAMES: usize = 20;
    let announced = message.fields.value("Trailer").unwrap_or_default();
    let announced: Vec<&str> =
        announced.split(',').map(str::trim).filter(|name| !name.is_empty()).take(NAMES).collect();
    let is_announced = |line: &[u8]| {
        let name = line.split(|&byte| byte == b':').next().unwrap_or_default();
        announced.iter().any(|trailer| trailer.as_bytes().eq_ignore_ascii_case(name))
    };
    let mut left = content;
    for _ in 0..limits::FIELDS {
        let Some(line) = last_line(left).filter(|line| is_announced(line)) else { break };
        left = &left[..left.len() - line.len()];
    }
    lines.take_bytes(left.len());
    let (mut section, mut unheard) = (Section::default(), Vec::new());
    lines.take_while(|line| is_announced(line.bytes)).for_each(|line| section.line(&line, &mut unheard));
    message.trailers = if left.len() < content.len() { section.finish(&mut unheard) } else { Fields::default() };
    left.len()
}

/// The last line of a text, with its end.
fn last_line(text: &[u8]) -> Option<&[u8]> {
    let body = text.strip_suffix(b"\n")?;
    let from = body.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    Some(&text[from..])
}

/// The content of a message that a program printed apart from its head, or did not print but count: then it is `data`
/// bytes long.
pub(super) fn printed(message: &mut Message, method: Option<&str>, bytes: &[u8], data: u64) {
    let mut oddities = std::mem::take(&mut message.oddities);
    let mut content = Content::default();
    content.push(bytes);
    if bytes.is_empty() {
        content.length = data;
    }
    content.complete = match framing_of(message, method, &mut oddities) {
        Framing::Length(wanted) if wanted == content.length => Some(true),
        Framing::Empty | Framing::Forbidden if content.length == 0 => Some(true),
        _ => None,
    };
    message.content = content;
    message.oddities = oddities;
}
