//! What `wget -S` and `wget -d` print of the messages.

use super::content;
use super::head::{Head, note_full, written};
use super::lines::{Line, Lines};
use super::start::{Sure, is_start};
use super::{Message, limits};

/// What stands in front of the lines of a head in `wget -S`.
const INDENT: &[u8] = b"  ";
/// What stands around the heads in `wget -d`.
const BEGIN: [&[u8]; 2] = [b"---request begin---", b"---response begin---"];
const END: [&[u8]; 2] = [b"---request end---", b"---response end---"];

/// Whether some line is one of Wget's, and nothing else.
pub(super) fn is_wget(line: &[u8]) -> bool {
    let is_indented = line.strip_prefix(INDENT).is_some_and(|line| is_start(line) == Sure::Yes && line[0] != b' ');
    is_indented || BEGIN.contains(&line)
}

/// What was read, and with what words Wget gave up behind it.
pub(super) struct Printed {
    pub(super) messages: Vec<Message>,
    pub(super) failure: Option<String>,
}

/// Reads what Wget printed.
pub(super) fn read(input: &[u8]) -> Printed {
    let mut messages = Vec::new();
    let mut failure: Option<String> = None;
    let mut lines = Lines::new(input);
    // With -q nothing but the heads and the content is printed.
    let mut is_quiet = true;
    while let Some(line) = lines.next() {
        if messages.len() == limits::MESSAGES {
            note_full(messages.last_mut(), line.number);
            break;
        }
        if BEGIN.contains(&line.bytes) {
            failure = None;
            messages.extend(marked(&mut lines));
        } else if is_wget(line.bytes) {
            let mut message = indented(&line, &mut lines);
            let bytes = if is_quiet { until_wget(&mut lines) } else { b"" };
            content::printed(&mut message, None, bytes, 0);
            failure = None;
            messages.push(message);
        } else if line.bytes.starts_with(b"--") || line.bytes.starts_with(b"HTTP request sent") {
            is_quiet = false;
        } else if failure.is_some() || gave_up(line.bytes) {
            // It says in several lines what is wrong with a certificate.
            let said = failure.get_or_insert_default();
            if said.len() < limits::NAME {
                let text = String::from_utf8_lossy(&line.bytes[..line.bytes.len().min(limits::NAME)]);
                said.extend([if said.is_empty() { "" } else { " " }, text.trim()]);
            }
        }
    }
    Printed { messages, failure }
}

/// Whether Wget says in a line that it could not go on.
fn gave_up(line: &[u8]) -> bool {
    const BEGINS: [&[u8]; 4] = [b"ERROR: ", b"wget: ", b"Unable to establish", b"Giving up"];
    const HOLDS: [&[u8]; 6] = [
        b"... failed: ",
        b"redirections exceeded",
        b"Read error ",
        b"Connection closed at byte",
        b"No data received",
        b"Proxy tunneling failed",
    ];
    BEGINS.iter().any(|begin| line.starts_with(begin))
        || HOLDS.iter().any(|part| line.windows(part.len()).any(|bytes| bytes == *part))
}

/// A head whose lines are indented.
fn indented(first: &Line<'_>, lines: &mut Lines<'_>) -> Message {
    let mut head = Head::new(&written(first, first.bytes.strip_prefix(INDENT).unwrap_or_default()));
    while let Some(line) = lines.peek() {
        let Some(bytes) = line.bytes.strip_prefix(INDENT).filter(|bytes| !bytes.is_empty()) else { break };
        if is_start(bytes) == Sure::Yes {
            break;
        }
        lines.next();
        head.line(&written(&line, bytes));
    }
    head.message()
}

/// A head between two marks.
fn marked(lines: &mut Lines<'_>) -> Option<Message> {
    let mut head = Head::new(&lines.next()?);
    for line in lines {
        if END.contains(&line.bytes) {
            break;
        }
        if line.bytes.is_empty() {
            head.end(&line);
        } else {
            head.line(&line);
        }
    }
    let mut message = head.message();
    content::printed(&mut message, None, b"", 0);
    Some(message)
}

/// Everything up to the next head.
fn until_wget<'a>(lines: &mut Lines<'a>) -> &'a [u8] {
    let all = lines.rest();
    while lines.peek().is_some_and(|line| !is_wget(line.bytes)) {
        lines.next();
    }
    &all[..all.len() - lines.rest().len()]
}
