//! HTTP/1.1 (RFC 9112).

use std::io::ErrorKind;
use std::time::Instant;

use super::ahead::{Ahead, HEAD, Halt, INTERIM};
use super::answer::Answer;
use super::coding;
use crate::check::failure::{Failure, Phase};
use crate::check::stream::{Broken, Stream};
use crate::check::wait::Wait;
use crate::message::{Known, Message, Strange, read};

/// How much is read at once.
const AT_ONCE: usize = 16 << 10;

/// How reading came to its end.
enum End {
    Halted(Halt),
    /// The other side closed the connection.
    Closed,
    Broken(Broken),
}

/// Sends a request and reads its responses. `interim` is told the status of each interim response as it comes.
pub fn exchange(
    stream: &mut Stream,
    request: &[u8],
    method: &str,
    max_body: usize,
    wait: &Wait,
    interim: &mut dyn FnMut(u16),
) -> Answer {
    // Before it is written: a server that is near has answered before that returns.
    let mut answer = Answer { sent: Some(Instant::now()), ..Answer::default() };
    let unsent = stream.write(request, wait).err();
    if let Some(Broken::Stopped(stop)) = unsent {
        answer.failure = Some(Failure::stopped(stop, Phase::Request, "the request was sent"));
        return answer;
    }
    // A server may have answered before it broke the connection.
    let mut ahead = Ahead::new(method, max_body);
    let mut bytes: Vec<u8> = Vec::new();
    let end = receive(stream, &mut bytes, &mut ahead, wait, &mut answer.first, interim);
    if let (true, Some(Broken::Io(error))) = (bytes.is_empty(), &unsent) {
        answer.failure = Some(Failure::of_connection(error, Phase::Request));
        return answer;
    }
    finish(&mut answer, &end, &bytes, &ahead, method, max_body);
    answer.is_reusable &= unsent.is_none();
    answer
}

/// What is made of bytes that come in these pieces, before the connection is closed.
pub fn heard<'b>(pieces: impl IntoIterator<Item = &'b [u8]>, method: &str, max_body: usize) -> Answer {
    let (mut answer, mut ahead, mut bytes) = (Answer::default(), Ahead::new(method, max_body), Vec::new());
    let mut end = End::Closed;
    for piece in pieces {
        bytes.extend_from_slice(piece);
        if let Some(halt) = ahead.look(&bytes) {
            end = End::Halted(halt);
            break;
        }
    }
    finish(&mut answer, &end, &bytes, &ahead, method, max_body);
    answer
}

/// Reads what came, and judges it.
fn finish(answer: &mut Answer, end: &End, bytes: &[u8], ahead: &Ahead, method: &str, max_body: usize) {
    answer.messages = read(bytes, &Known { methods: vec![method.to_owned()], wire: true }).messages;
    let is_complete = matches!(end, End::Halted(Halt::Complete));
    answer.is_reusable = is_complete && ahead.keeps_alive && ahead.length() == bytes.len();
    answer.is_cut = matches!(end, End::Halted(Halt::Enough));
    if answer.is_cut
        && let Some(message) = answer.messages.last_mut()
    {
        cut(message, max_body);
    }
    answer.failure = failure(end, bytes, ahead, &answer.messages);
    if answer.failure.is_none()
        && let Some(message) = answer.messages.last()
    {
        answer.failure = coding::check(message, !answer.is_cut);
    }
    // Where a head is so odd that it could end elsewhere, the reader may find less than came.
    let detail = match answer.response() {
        None => "no final response can be told from what came",
        Some(response) if response.content.complete == Some(false) => "its head and its content cannot be told apart",
        Some(_) => return,
    };
    if answer.failure.is_none() && !answer.is_cut {
        answer.failure = Some(Failure::new("malformed-response", Phase::Response, detail));
    }
}

fn receive(
    stream: &mut Stream,
    bytes: &mut Vec<u8>,
    ahead: &mut Ahead,
    wait: &Wait,
    first: &mut Option<Instant>,
    interim: &mut dyn FnMut(u16),
) -> End {
    let mut buffer = [0; AT_ONCE];
    loop {
        match stream.read(&mut buffer, wait) {
            Ok(0) => return End::Closed,
            Ok(count) => {
                first.get_or_insert_with(Instant::now);
                bytes.extend_from_slice(&buffer[..count]);
                let told = ahead.interim.len();
                let halt = ahead.look(bytes);
                ahead.interim[told..].iter().for_each(|status| interim(*status));
                if let Some(halt) = halt {
                    return End::Halted(halt);
                }
            }
            Err(broken) => return End::Broken(broken),
        }
    }
}

/// Takes back what the reader says of content that was left unread: it is not the server that ended it.
fn cut(message: &mut Message, max_body: usize) {
    message.oddities.retain(|odd| !matches!(odd.what, Strange::ShortContent | Strange::NoLastChunk));
    message.content.complete = None;
    message.content.bytes.truncate(max_body);
    let announced = message.fields.first("Content-Length").and_then(|field| field.value.parse().ok());
    let is_chunked = message.fields.has("Transfer-Encoding");
    message.content.length = announced.filter(|_| !is_chunked).unwrap_or(message.content.length).max(max_body as u64);
}

/// Why the response is not one, or not whole.
fn failure(end: &End, bytes: &[u8], ahead: &Ahead, messages: &[Message]) -> Option<Failure> {
    let failed = |id, detail: &str| Some(Failure::new(id, Phase::Response, detail));
    match end {
        End::Halted(Halt::Complete | Halt::Enough) => malformed(messages.last()?),
        End::Halted(Halt::NotHttp) => Some(no_http(bytes, ahead, messages)),
        End::Halted(Halt::Unframed) => {
            malformed(messages.last()?).or_else(|| failed("malformed-response", "its length cannot be told"))
        }
        End::Halted(Halt::BadChunk) => failed("malformed-response", "a chunk has no size that can be read"),
        End::Halted(Halt::HeadTooLarge) => {
            failed("header-too-large", &format!("the header section has more than {} KiB", HEAD >> 10))
        }
        End::Halted(Halt::TooManyInterim) => {
            failed("malformed-response", &format!("more than {INTERIM} interim responses came, and no final one"))
        }
        End::Closed if bytes.trim_ascii().is_empty() => {
            failed("empty-reply", "the server closed the connection without a response")
        }
        End::Closed if awaits_final(bytes, ahead) => failed(
            "empty-reply",
            &format!("the server closed the connection{}, without a final response", after(ahead)),
        ),
        End::Closed if ahead.ends_with_connection() => malformed(messages.last()?),
        End::Closed => failed("truncated-response", &format!("the connection was closed {}", place(ahead, messages))),
        End::Broken(Broken::Stopped(stop)) => {
            let doing = match bytes {
                [] => "the response was awaited",
                _ if awaits_final(bytes, ahead) => "the final response was awaited",
                _ => "the response was read",
            };
            Some(Failure::stopped(*stop, Phase::Response, doing))
        }
        End::Broken(Broken::Io(error)) => match error.kind() {
            ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => {
                let place = match bytes {
                    [] => "before the response".to_owned(),
                    _ if awaits_final(bytes, ahead) => {
                        format!("{}, before the final response", after(ahead).trim_start())
                    }
                    _ => place(ahead, messages),
                };
                failed("connection-reset", &format!("the connection was aborted {place}"))
            }
            ErrorKind::InvalidData if error.to_string().contains("CertificateRequired") => {
                failed("client-certificate-required", "the server wants a certificate of the client's")
            }
            ErrorKind::InvalidData => failed("connection-reset", &format!("TLS ended the connection: {error}")),
            _ => Some(Failure::of_connection(error, Phase::Response)),
        },
    }
}

/// Whether nothing came of the response that interim ones are followed by.
fn awaits_final(bytes: &[u8], ahead: &Ahead) -> bool {
    let awaited = ahead.awaited().and_then(|from| bytes.get(from..));
    !ahead.interim.is_empty() && awaited.is_some_and(|rest| rest.trim_ascii().is_empty())
}

/// The interim response that came last, behind a clause.
fn after(ahead: &Ahead) -> String {
    ahead.interim.last().map_or_else(String::new, |status| format!(" after {status}"))
}

/// Where in a response the connection ended.
fn place(ahead: &Ahead, messages: &[Message]) -> String {
    if !ahead.has_head() {
        return "within the header section".to_owned();
    }
    let Some(message) = messages.last() else { return "within the response".to_owned() };
    let came = message.content.length;
    match message.fields.first("Content-Length").map(|field| field.value.as_str()) {
        Some(length) if !message.fields.has("Transfer-Encoding") => {
            format!("after {came} of {length} bytes of content")
        }
        _ => format!("after {came} bytes of content, without the last chunk"),
    }
}

/// What no client should take, of a response that is whole otherwise.
fn malformed(message: &Message) -> Option<Failure> {
    let failed = |detail: String| Some(Failure::new("malformed-response", Phase::Response, detail));
    let odd = |what: Strange| message.oddities.iter().find(|odd| odd.what == what);
    if message.status().is_none_or(|status| status < 100) {
        return failed("its status is no number of three digits from 100 on".to_owned());
    }
    let is_known = message.version.get(..7).is_some_and(|version| version.eq_ignore_ascii_case("HTTP/1."));
    if let Some(odd) = odd(Strange::Version).filter(|_| !is_known) {
        return failed(format!("its version is {}", odd.found));
    }
    if message.oddities.iter().any(|odd| odd.what == Strange::ControlInValue && odd.found == "0x00") {
        return failed("a field of its header section holds a NUL".to_owned());
    }
    let told = [
        (Strange::Length, "its Content-Length is no number"),
        (Strange::TwoLengths, "it has two lengths that differ"),
        (Strange::NoColon, "a line of its header section has no colon"),
    ];
    let (odd, words) = told.into_iter().find_map(|(what, words)| Some((odd(what)?, words)))?;
    let found = if odd.found.is_empty() { String::new() } else { format!(": {}", odd.found) };
    failed(format!("{words}{found}"))
}

/// What came where a response was to come.
fn no_http(bytes: &[u8], ahead: &Ahead, messages: &[Message]) -> Failure {
    let bytes = ahead.awaited().and_then(|from| bytes.get(from..)).unwrap_or(bytes);
    // A TLS record of type alert or handshake, of any version.
    if matches!(bytes, [0x15 | 0x16, 3, ..]) {
        let detail = "the server answers in TLS; ask for https instead";
        return Failure::new("plain-http-on-tls-port", Phase::Response, detail);
    }
    if let Some(failure) = messages.last().and_then(malformed) {
        return failure;
    }
    // A SETTINGS frame on stream 0 is how a server of HTTP/2 begins (RFC 9113 §3.4).
    let detail = if matches!(bytes, [0, 0, _, 4, 0, 0, 0, 0, 0, ..]) {
        "the server speaks HTTP/2 and nothing else here".to_owned()
    } else {
        let beginning = &bytes[..bytes.len().min(60)];
        let line = beginning.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let line = String::from_utf8_lossy(line);
        format!("what came{} begins with “{}”, which is no status line", after(ahead), line.trim_end())
    };
    Failure::new("malformed-response", Phase::Response, detail)
}
