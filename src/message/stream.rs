//! Messages one behind the other, as they come over a connection, and as `curl -i` and `HTTPie` print them.

use std::collections::VecDeque;

use super::content::{self, Seen};
use super::framing::{Framing, framing_of};
use super::head::{Head, note_full};
use super::lines::{End, Line, Lines};
use super::start::{Sure, begins, is_chatter, is_start};
use super::{Message, Start, Strange, limits};

/// How to read.
#[derive(Debug, Clone, Default)]
pub(super) struct Stream {
    /// The methods of requests whose responses are still to come, in order.
    pub(super) methods: VecDeque<String>,
    /// Whether these are the very bytes of a connection. Otherwise somebody copied them, or a program printed them: then
    /// content may be left out or decoded, and line ends changed.
    pub(super) wire: bool,
}

impl Stream {
    /// Reads all messages of an input.
    pub(super) fn read(mut self, input: &[u8]) -> Vec<Message> {
        let mut lines = Lines::new(input);
        let mut messages: Vec<Message> = Vec::new();
        let mut before: Option<Line<'_>> = None;
        loop {
            lines.skip_blank();
            let Some(line) = lines.peek() else { break };
            if begins(&lines, self.wire && messages.is_empty() && before.is_none()) {
                if messages.len() == limits::MESSAGES {
                    note_full(messages.last_mut(), line.number);
                    break;
                }
                messages.push(self.message(&mut lines, before.take()));
                continue;
            }
            if before.is_none() && !is_chatter(line.bytes) {
                before = Some(line);
            }
            lines.next();
        }
        messages
    }

    /// The message that begins here.
    fn message(&mut self, lines: &mut Lines<'_>, before: Option<Line<'_>>) -> Message {
        let first = lines.next().unwrap_or(Line { bytes: b"", number: lines.number(), end: End::Input });
        let mut head = Head::new(&first);
        if let Some(before) = before {
            head.note(Strange::BeforeStart, Some(before.number), before.bytes);
        }
        let mut is_ended = false;
        while let Some(line) = lines.peek() {
            if is_start(line.bytes) == Sure::Yes {
                break;
            }
            lines.next();
            if line.bytes.is_empty() || (line.trimmed().is_empty() && line.end != End::CrLf) {
                head.end(&line);
                is_ended = true;
                break;
            }
            head.line(&line);
        }
        let copied = !self.wire && head.line_feeds_only();
        // Whoever copies the lines often leaves the empty one.
        if !is_ended && (self.wire || head.has_cr()) {
            head.note(Strange::NoEnd, None, b"header section");
        }
        let mut message = head.message();
        let method = self.method_of(&message);
        let mut oddities = std::mem::take(&mut message.oddities);
        let framing = framing_of(&message, method.as_deref(), &mut oddities);
        let is_tunnel =
            message.status() == Some(101) || (method.as_deref() == Some("CONNECT") && framing == Framing::Forbidden);
        message.oddities = oddities;
        content::read(&mut message, lines, framing, Seen { wire: self.wire, copied, is_tunnel });
        message
    }

    /// The method that a response answers to, as far as it is known.
    fn method_of(&mut self, message: &Message) -> Option<String> {
        match &message.start {
            Start::Request { method, .. } => {
                self.methods.push_back(method.clone());
                None
            }
            Start::Response { .. } if message.interim() => self.methods.front().cloned(),
            Start::Response { .. } => self.methods.pop_front(),
        }
    }
}
