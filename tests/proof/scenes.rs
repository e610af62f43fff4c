//! What a caller meets: a server that behaves as the code says, and what it has to see.

use std::fmt;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use httpdex::snippet::{Content, Response};

use crate::caller::Seen;
use crate::verdict::{ensure, same_json};

/// The most requests that a caller may send that never succeeds.
const MOST: usize = 10;

/// How Retry-After is told, and whether the server ever gives in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// There is but one way.
    Plain,
    /// `Retry-After: 1`.
    Seconds,
    /// An HTTP-date three seconds ahead.
    Date,
    /// The code for ever.
    Ever,
}

/// One run of a caller.
pub struct Scene {
    response: Response,
    mode: Mode,
}

/// The scenes of a code.
pub fn scenes(response: &Response) -> Vec<Scene> {
    let modes: &[Mode] = match response.action.as_str() {
        "wait" => &[Mode::Seconds, Mode::Date, Mode::Ever],
        "retry" => &[Mode::Plain, Mode::Ever],
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
    /// Whether the caller may end with an error: when nothing helps.
    pub fn may_fail(&self) -> bool {
        self.mode == Mode::Ever
    }

    /// Whether content must wait for 100.
    pub fn holds_back(&self) -> bool {
        self.response.action == "continue"
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
            "continue" => ok(&[]),
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
        let same = request.head.get("If-Range").is_none_or(|tag| tag == "\"v1\"");
        let from = request.head.get("Range").and_then(|range| range.strip_prefix("bytes=")).filter(|_| same);
        let from = from.and_then(|range| range.split('-').next()?.parse::<usize>().ok());
        let text = [("Content-Type", "text/plain"), ("ETag", "\"v1\""), ("Accept-Ranges", "bytes")];
        match from {
            Some(from) if from >= all.len() => {
                let range = format!("bytes */{}", all.len());
                vec![message(416, "Range Not Satisfiable", &[("Content-Range", &range)], "", true)]
            }
            Some(from) => {
                let end = (from + 16).min(all.len());
                let range = format!("bytes {from}-{}/{}", end - 1, all.len());
                let fields = [&text[..], &[("Content-Range", range.as_str())]].concat();
                vec![message(206, "Partial Content", &fields, &all[from..end], true)]
            }
            None if whole => vec![message(200, "OK", &text, all, true)],
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

    /// Whether the caller did what the code asks for.
    pub fn judge(&self, seen: &[Seen], said: &str) -> Result<(), String> {
        let response = &self.response;
        let first = seen.first().ok_or("it sent no request")?;
        ensure(response.number == 407 || first.target == "/", || format!("it asked for {}", first.target))?;
        let asks_get = ["revalidate", "resume", "restart"].contains(&response.action.as_str());
        let method = if asks_get { "GET" } else { &response.method };
        let either = response.action == "condition" && first.method == "GET";
        ensure(first.method == method || either, || format!("it sent {} in place of {method}", first.method))?;
        if let Some(text) = response.request_text.as_deref().filter(|_| !either) {
            same_json(&first.content, text).map_err(|why| format!("in the request {why}"))?;
        }
        let statuses: Vec<u16> = seen.iter().map(|seen| seen.status).collect();
        let number = response.number;
        let met = |wanted: &[u16]| ensure(statuses == wanted, || format!("it met {statuses:?} in place of {wanted:?}"));
        let waited = |from: &Seen, to: &Seen, least: u64| {
            let pause = to.at.duration_since(from.answered);
            ensure(pause >= Duration::from_millis(least), || {
                format!("it waited {} ms and not {least} ms", pause.as_millis())
            })
        };
        match response.action.as_str() {
            "poll" => {
                met(&[202, 202, 200])?;
                waited(&seen[0], &seen[1], 950)?;
                waited(&seen[1], &seen[2], 950)?;
                ensure(seen[1..].iter().all(|seen| seen.method == "GET"), || "the monitor is asked by GET".to_owned())
            }
            "follow" => {
                met(&[number, 200])?;
                self.followed(&seen[0], &seen[1])
            }
            "revalidate" => met(&[200, 304]),
            "resume" => self.resumed(seen),
            "restart" => met(&[416, 200]),
            "authenticate" => met(&[number, 200]),
            _ if self.mode == Mode::Ever => {
                ensure(seen.len() <= MOST, || format!("it sent {} requests, and {MOST} are enough", seen.len()))?;
                let least = if response.action == "wait" { 950 } else { 45 };
                ensure(seen.len() > 1, || "it gave up at once".to_owned())?;
                seen.windows(2).try_for_each(|two| waited(&two[0], &two[1], least))
            }
            "wait" => {
                met(&[number, 200])?;
                // A date is told in whole seconds, so that up to one of the three is gone already.
                waited(&seen[0], &seen[1], if self.mode == Mode::Date { 1950 } else { 950 })
            }
            "retry" => {
                met(&[number, number, 200])?;
                seen.windows(2).try_for_each(|two| waited(&two[0], &two[1], 45))
            }
            "elsewhere" => {
                met(&[421, 200])?;
                ensure(seen[0].connection != seen[1].connection, || "the connection is the same".to_owned())
            }
            "continue" => {
                met(&[200])?;
                ensure(first.head.get("Expect").is_some(), || "there is no Expect in the request".to_owned())?;
                ensure(!first.hasty, || "the content came before the 100".to_owned())
            }
            "hint" => {
                met(&[200])?;
                ensure(said.contains("/style.css"), || "it does not say /style.css".to_owned())
            }
            "interim" => met(&[200]),
            "upgrade" => met(if number == 426 { &[426, 101] } else { &[101] }),
            "condition" => {
                let refused = statuses.iter().position(|&status| status == number);
                let refused = refused.ok_or_else(|| format!("it never met {number}: {statuses:?}"))?;
                let after: Vec<&str> = seen[refused + 1..].iter().map(|seen| seen.method.as_str()).collect();
                ensure(after == ["GET", &response.method], || format!("after the {number} it sent {after:?}"))?;
                ensure(statuses.last() == Some(&200), || format!("it met {statuses:?}"))
            }
            "use" => met(&[number]),
            action => {
                met(&[number])?;
                let must_say = match (number, action) {
                    (_, "report") => "7f3c9a1e",
                    (405, _) => "GET",
                    (415, _) => "application/json",
                    (_, "repair") => response.detail.as_deref().unwrap_or_default(),
                    _ => "",
                };
                ensure(said.contains(must_say), || format!("it does not say {must_say:?}"))
            }
        }
    }

    fn followed(&self, from: &Seen, to: &Seen) -> Result<(), String> {
        let to_get = to.method == "GET";
        let kept = to.method == from.method && to.content == from.content;
        let fine = match self.response.redirect_method {
            Some("becomes-get") => to_get,
            Some("may-become-get") => to_get || kept,
            _ => kept,
        };
        ensure(fine, || format!("{} with {} became {}", from.method, show_length(from), to.method))
    }

    fn resumed(&self, seen: &[Seen]) -> Result<(), String> {
        let resource = self.response.resource.as_deref().unwrap_or_default().len();
        let mut have = 0;
        for (n, one) in seen.iter().enumerate() {
            match one.head.get("Range") {
                Some(range) => {
                    let wanted = format!("bytes={have}-");
                    ensure(range.starts_with(&wanted), || format!("Range is {range:?} where it has {have} bytes"))?;
                    let tag = one.head.get("If-Range");
                    ensure(n == 0 || tag == Some("\"v1\""), || format!("If-Range is {tag:?} in a later request"))?;
                }
                None => ensure(n == 0, || "it starts anew".to_owned())?,
            }
            have = (have + 16).min(resource);
        }
        ensure(seen.iter().any(|seen| seen.status == 206), || "it never met 206".to_owned())?;
        ensure(have == resource, || format!("it has {have} bytes of {resource}"))
    }
}

fn show_length(seen: &Seen) -> String {
    format!("{} bytes", seen.content.len())
}

/// The answer to the key of a WebSocket handshake (RFC 6455 section 4.2.2).
fn accept(key: &str) -> String {
    let script = "printf %s \"$1\" | openssl dgst -sha1 -binary | base64";
    let key = format!("{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    text_of(Command::new("sh").args(["-c", script, "sh", &key]))
}
