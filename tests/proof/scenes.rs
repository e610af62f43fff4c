//! What a caller meets: a server that behaves as the code says, and what it has to see.

use std::fmt;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use httpdex::snippet::{Content, Response};

use crate::caller::Seen;

/// How Retry-After is told, and whether the server ever gives in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// There is but one way.
    Plain,
    /// `Retry-After: 1`.
    Seconds,
    /// An HTTP-date three seconds ahead.
    Date,
    /// The code for ever.
    Ever,
    /// Parts that do not tell the length of the whole.
    Endless,
    /// Parts with a weak entity tag, by which they may not be put together.
    Weak,
    /// Parts without an entity tag.
    Untagged,
    /// Parts of two versions, from a server that does not heed If-Range.
    Changed,
}

/// One run of a caller.
pub struct Scene {
    /// The code.
    pub response: Response,
    /// How it is met.
    pub mode: Mode,
}

/// The scenes of a code.
pub fn scenes(response: &Response) -> Vec<Scene> {
    let modes: &[Mode] = match response.action.as_str() {
        "wait" => &[Mode::Seconds, Mode::Date, Mode::Ever],
        "retry" => &[Mode::Plain, Mode::Ever],
        "resume" => &[Mode::Plain, Mode::Endless, Mode::Weak, Mode::Untagged, Mode::Changed],
        _ => &[Mode::Plain],
    };
    modes.iter().map(|&mode| Scene { response: response.clone(), mode }).collect()
}

impl fmt::Display for Scene {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = match self.mode {
            Mode::Plain => "",
            Mode::Seconds => " with Retry-After in seconds",
            Mode::Date => " with Retry-After as a date",
            Mode::Ever => " for ever",
            Mode::Endless => " without the length of the whole",
            Mode::Weak => " with a weak ETag",
            Mode::Untagged => " without an ETag",
            Mode::Changed => " with another ETag in the second part",
        };
        write!(f, "{}{how} ({})", self.response.number, self.response.action)
    }
}

/// What the server does.
pub enum Step {
    /// Sends a response.
    Send(u16, Vec<u8>),
    /// Waits.
    Pause(Duration),
    /// Closes the connection.
    Close,
    /// Speaks the other protocol until the client goes.
    Other(bool),
}

impl Step {
    /// The status that is sent.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Send(status, _) if *status >= 200 || *status == 101 => Some(*status),
            _ => None,
        }
    }

    /// The content that is sent with a final response.
    pub fn content(&self) -> Option<&[u8]> {
        let Self::Send(200.., bytes) = self else { return None };
        let end = bytes.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
        Some(&bytes[end + 4..])
    }

    /// Does it; `false` when the connection is over.
    pub fn take(&self, stream: &mut TcpStream) -> bool {
        match self {
            Self::Send(_, bytes) => stream.write_all(bytes).is_ok(),
            Self::Pause(time) => {
                sleep(*time);
                true
            }
            Self::Close => {
                let _ = stream.shutdown(Shutdown::Both);
                false
            }
            Self::Other(websocket) => {
                let hello: &[u8] = if *websocket { b"\x81\x05hello" } else { b"hello\r\n" };
                let _ = stream.write_all(hello);
                let mut buffer = [0; 1024];
                while let Ok(n) = stream.read(&mut buffer) {
                    // A closing frame is answered by one (RFC 6455 section 5.5.1).
                    if n == 0 || *websocket && buffer[0] == 0x88 && stream.write_all(b"\x88\x00").is_ok() {
                        break;
                    }
                }
                let _ = stream.shutdown(Shutdown::Both);
                false
            }
        }
    }
}

/// A response as bytes.
fn message(status: u16, phrase: &str, fields: &[(&str, &str)], content: &str, with_length: bool) -> Step {
    let mut text = format!("HTTP/1.1 {status} {phrase}\r\n");
    if status >= 200 {
        text += &format!("Date: {}\r\n", date(0));
    }
    for (name, value) in fields {
        text += &format!("{name}: {value}\r\n");
    }
    if with_length {
        text += &format!("Content-Length: {}\r\n", content.len());
    }
    Step::Send(status, (text + "\r\n" + content).into_bytes())
}

/// So many seconds from now as an HTTP-date.
fn date(ahead: u32) -> String {
    let when = format!("+{ahead} seconds");
    text_of(Command::new("date").args(["-u", "-d", &when, "+%a, %d %b %Y %H:%M:%S GMT"]))
}

fn text_of(command: &mut Command) -> String {
    let output = command.env("LC_ALL", "C").output().expect("`date` of coreutils");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

const DONE: &str = "{\"id\":7,\"status\":\"done\"}";

fn ok(fields: &[(&str, &str)]) -> Vec<Step> {
    let fields = [&[("Content-Type", "application/json")], fields].concat();
    vec![message(200, "OK", &fields, DONE, true)]
}

impl Scene {
    /// Whether the caller has to end with an error: nothing helped, somebody else has to act, or a part of it failed.
    pub fn must_fail(&self) -> bool {
        let refused = ["repair", "give-up", "report"].contains(&self.response.action.as_str());
        refused || self.response.number == 207 || matches!(self.mode, Mode::Ever | Mode::Changed)
    }

    /// Whether content must wait for 100.
    pub fn holds_back(&self) -> bool {
        self.response.action == "continue"
    }

    /// Whether the field Expect is refused, so that no 100 is sent.
    pub fn refuses_to_expect(&self) -> bool {
        self.response.action == "unexpect"
    }

    /// The code as it is sent, with these further fields.
    fn code(&self, further: &[(&str, &str)]) -> Step {
        let response = &self.response;
        let given = |name: &str| further.iter().any(|(field, _)| field.eq_ignore_ascii_case(name));
        let mut fields: Vec<(&str, &str)> = Vec::new();
        let own = response.headers.iter().map(|field| (field.name.as_str(), field.value.as_str()));
        fields.extend(own.filter(|(name, _)| !given(name)));
        fields.extend(further);
        fields.extend(response.content_type.map(|media_type| ("Content-Type", media_type)));
        let text = if response.content == Content::None { "" } else { response.text.as_deref().unwrap_or_default() };
        let with_length = response.number >= 200 && ![204, 304].contains(&response.number);
        message(response.number, &response.name, &fields, text, with_length)
    }

    /// What the server does with a request, after those before it.
    pub fn answer(&self, request: &Seen, before: &[Seen]) -> Vec<Step> {
        let response = &self.response;
        let field = |name: &str| request.head.get(name);
        let always = || vec![self.code(&[("X-Request-Id", "7f3c9a1e")])];
        match response.action.as_str() {
            "poll" => match before.iter().filter(|seen| seen.target == "/jobs/7").count() {
                0 if request.target == "/jobs/7" => vec![self.code(&[("Retry-After", "1")])],
                _ if request.target == "/jobs/7" => ok(&[]),
                _ => vec![self.code(&[("Retry-After", "1")])],
            },
            "follow" if Some(request.target.as_str()) == response.location.as_deref() => ok(&[]),
            "revalidate" => {
                if field("If-None-Match").is_some_and(|tags| tags.contains("\"v1\"")) {
                    vec![self.code(&[("ETag", "\"v1\"")])]
                } else {
                    ok(&[("ETag", "\"v1\"")])
                }
            }
            "resume" => self.part(request, false),
            "restart" => self.part(request, true),
            "authenticate" => self.authenticate(request, before),
            "wait" | "retry" => self.again(before),
            "elsewhere" if request.connection != before.first().map_or(request.connection, |seen| seen.connection) => {
                ok(&[])
            }
            "unexpect" if field("Expect").is_some() => vec![self.code(&[]), Step::Close],
            "continue" | "unexpect" => ok(&[]),
            "hint" | "interim" => {
                let pause = Step::Pause(Duration::from_millis(300));
                [vec![self.code(&[]), pause], ok(&[])].into_iter().flatten().collect()
            }
            "upgrade" => self.upgrade(request),
            "condition" => self.condition(request),
            _ => always(),
        }
    }

    /// At most 16 bytes of what is asked for; nothing where that is behind the end.
    fn part(&self, request: &Seen, whole: bool) -> Vec<Step> {
        let all = self.response.resource.as_deref().unwrap_or_default();
        let heedless = self.mode == Mode::Changed;
        let same = heedless || request.head.get("If-Range").is_none_or(|tag| tag == "\"v1\"");
        let from = request.head.get("Range").and_then(|range| range.strip_prefix("bytes=")).filter(|_| same);
        let from = from.and_then(|range| range.split('-').next()?.parse::<usize>().ok());
        let tag = match self.mode {
            Mode::Weak => "W/\"v1\"",
            Mode::Changed if from.is_some_and(|from| from > 0) => "\"v2\"",
            _ => "\"v1\"",
        };
        let mut text = vec![("Content-Type", "text/plain"), ("Accept-Ranges", "bytes")];
        if self.mode != Mode::Untagged {
            text.push(("ETag", tag));
        }
        match from {
            Some(from) if from >= all.len() => {
                let range = format!("bytes */{}", all.len());
                vec![message(416, "Range Not Satisfiable", &[("Content-Range", &range)], "", true)]
            }
            Some(from) => {
                let end = (from + 16).min(all.len());
                let length = if self.mode == Mode::Endless { "*".to_owned() } else { all.len().to_string() };
                let range = format!("bytes {from}-{}/{length}", end - 1);
                let fields = [&text[..], &[("Content-Range", range.as_str())]].concat();
                vec![message(206, "Partial Content", &fields, &all[from..end], true)]
            }
            None if whole || matches!(self.mode, Mode::Weak | Mode::Untagged) => {
                vec![message(200, "OK", &text, all, true)]
            }
            None => {
                let length = all.len().to_string();
                let fields = [&text[..], &[("Content-Length", length.as_str())]].concat();
                vec![message(200, "OK", &fields, &all[..16], false), Step::Close]
            }
        }
    }

    fn authenticate(&self, request: &Seen, before: &[Seen]) -> Vec<Step> {
        let name = if self.response.number == 407 { "Proxy-Authorization" } else { "Authorization" };
        let credentials = request.head.get(name);
        let other = before.first().is_some_and(|first| first.head.get(name) != credentials);
        if credentials.is_some() && other { ok(&[]) } else { vec![self.code(&[])] }
    }

    fn again(&self, before: &[Seen]) -> Vec<Step> {
        let waits = self.response.action == "wait";
        if self.mode != Mode::Ever && before.len() > usize::from(!waits) {
            return ok(&[]);
        }
        let ahead = date(3);
        let mut steps = vec![match self.mode {
            _ if !waits => self.code(&[]),
            Mode::Date => self.code(&[("Retry-After", &ahead)]),
            _ => self.code(&[("Retry-After", "1")]),
        }];
        if self.response.headers.iter().any(|field| field.name == "Connection" && field.value == "close") {
            steps.push(Step::Close);
        }
        steps
    }

    fn upgrade(&self, request: &Seen) -> Vec<Step> {
        let protocol =
            request.head.get("Upgrade").filter(|_| request.head.list("Connection").contains(&"upgrade".into()));
        let Some(protocol) = protocol else {
            let plain = || vec![message(400, "Bad Request", &[], "", true)];
            return if self.response.number == 426 { vec![self.code(&[])] } else { plain() };
        };
        let websocket = protocol.eq_ignore_ascii_case("websocket");
        let accept = request.head.get("Sec-WebSocket-Key").map(accept).unwrap_or_default();
        let mut fields = vec![("Upgrade", protocol), ("Connection", "Upgrade")];
        if websocket {
            fields.push(("Sec-WebSocket-Accept", &accept));
        }
        vec![message(101, "Switching Protocols", &fields, "", false), Step::Other(websocket)]
    }

    fn condition(&self, request: &Seen) -> Vec<Step> {
        let tag = self.response.etag.as_deref().unwrap_or_default();
        match request.method.as_str() {
            "GET" | "HEAD" => ok(&[("ETag", tag)]),
            _ if request.head.get("If-Match") == Some(tag) => ok(&[("ETag", "\"v3\"")]),
            _ => vec![self.code(&[])],
        }
    }
}

/// The answer to the key of a WebSocket handshake (RFC 6455 section 4.2.2).
fn accept(key: &str) -> String {
    let script = "printf %s \"$1\" | openssl dgst -sha1 -binary | base64";
    let key = format!("{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    text_of(Command::new("sh").args(["-c", script, "sh", &key]))
}
