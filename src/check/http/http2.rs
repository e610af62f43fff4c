//! HTTP/2 (RFC 9113), on a runtime of its own that is there only while it is spoken.

use std::future::poll_fn;
use std::io::{Cursor, ErrorKind};
use std::time::Instant;

use h2::RecvStream;
use h2::client::{Builder, ResponseFuture};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, Version};
use tokio::runtime;

use super::ahead::{HEAD, INTERIM};
use super::answer::Answer;
use super::coding;
use super::io::Connection;
use crate::check::failure::{Failure, Phase};
use crate::check::request::{Request, host};
use crate::check::stream::Stream;
use crate::check::wait::{Stop, Wait};
use crate::message::{Content, Field, Fields, Message, Start};

/// The window of the stream and of the connection: as much as is read of most content.
const WINDOW: u32 = 1 << 20;
/// Fields that HTTP/2 has no place for (RFC 9113 §8.2.2), and `Host`, which is `:authority`.
const LEFT_OUT: [&str; 6] = ["connection", "host", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"];

/// Sends a request and reads its responses. `interim` is told the status of each interim response as it comes.
pub fn exchange(
    stream: Stream,
    request: &Request,
    max_body: usize,
    wait: &Wait,
    interim: &mut dyn FnMut(u16),
) -> Answer {
    let mut answer = Answer::default();
    let runtime = match runtime::Builder::new_current_thread().enable_io().enable_time().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            answer.failure = Some(Failure::of_connection(&error, Phase::Request));
            return answer;
        }
    };
    let failure = runtime.block_on(async {
        tokio::select! {
            said = converse(stream, request, max_body, interim, &mut answer) => said.err(),
            stop = stopped(wait) => Some(stop),
        }
        .map(|failure| match failure {
            Lost::Stopped(stop) => Failure::stopped(stop, Phase::Response, "the response was awaited"),
            Lost::Failed(failure) => failure,
        })
    });
    // Nothing of the connection is waited for any more.
    runtime.shutdown_background();
    if failure.is_some()
        && let Some(message) = answer.messages.iter_mut().rfind(|message| !message.interim())
    {
        message.content.complete = Some(false);
    }
    answer.failure = failure;
    if answer.failure.is_none()
        && let Some(message) = answer.messages.last()
    {
        answer.failure = coding::check(message, !answer.is_cut);
    }
    answer
}

/// Why there is no whole response.
enum Lost {
    Stopped(Stop),
    Failed(Failure),
}

impl From<Failure> for Lost {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Waits until there is nothing to wait for.
async fn stopped(wait: &Wait) -> Lost {
    loop {
        match wait.slice() {
            Ok(slice) => tokio::time::sleep(slice).await,
            Err(stop) => return Lost::Stopped(stop),
        }
    }
}

async fn converse(
    stream: Stream,
    request: &Request,
    max_body: usize,
    interim: &mut dyn FnMut(u16),
    answer: &mut Answer,
) -> Result<(), Lost> {
    let asked = asked(request)?;
    let io = Connection::new(stream).map_err(|error| Failure::of_connection(&error, Phase::Request))?;
    let mut builder = Builder::new();
    builder.enable_push(false).initial_window_size(WINDOW).initial_connection_window_size(WINDOW);
    builder.max_header_list_size(u32::try_from(HEAD).unwrap_or(u32::MAX));
    let shaken = builder.handshake::<_, Cursor<Vec<u8>>>(io).await;
    let (sender, connection) = shaken.map_err(|error| failed(&error, Phase::Request))?;
    tokio::spawn(connection);
    let mut sender = sender.ready().await.map_err(|error| failed(&error, Phase::Request))?;
    let is_empty = request.content.is_empty();
    let sent = sender.send_request(asked, is_empty).map_err(|error| failed(&error, Phase::Request))?;
    let (mut response, mut content) = sent;
    if !is_empty {
        let all = Cursor::new(request.content.clone());
        content.send_data(all, true).map_err(|error| failed(&error, Phase::Request))?;
    }
    answer.sent = Some(Instant::now());
    while let Some(one) = next_interim(&mut response).await {
        let one = one.map_err(|error| failed(&error, Phase::Response))?;
        answer.first.get_or_insert_with(Instant::now);
        if answer.messages.len() == INTERIM {
            let detail = format!("more than {INTERIM} interim responses came, and no final one");
            return Err(Failure::new("malformed-response", Phase::Response, detail).into());
        }
        interim(one.status().as_u16());
        answer.messages.push(message(one.status().as_u16(), one.headers()));
    }
    let response = response.await.map_err(|error| failed(&error, Phase::Response))?;
    answer.first.get_or_insert_with(Instant::now);
    let (head, mut body) = response.into_parts();
    answer.messages.push(message(head.status.as_u16(), &head.headers));
    let Some(message) = answer.messages.last_mut() else { return Ok(()) };
    answer.is_cut = receive(&mut body, message, max_body).await?;
    Ok(())
}

async fn next_interim(response: &mut ResponseFuture) -> Option<Result<http::Response<()>, h2::Error>> {
    poll_fn(|context| response.poll_informational(context)).await
}

/// Reads the content and the trailers; whether content is left unread.
async fn receive(body: &mut RecvStream, message: &mut Message, max_body: usize) -> Result<bool, Lost> {
    while let Some(data) = body.data().await {
        let data = data.map_err(|error| failed(&error, Phase::Response))?;
        message.content.length += data.len() as u64;
        let room = max_body.saturating_sub(message.content.bytes.len()).min(data.len());
        message.content.bytes.extend_from_slice(&data[..room]);
        if room < data.len() {
            message.content.complete = None;
            let announced = message.fields.first("content-length").and_then(|field| field.value.parse().ok());
            message.content.length = announced.unwrap_or(message.content.length).max(message.content.length);
            return Ok(true);
        }
        // More than was given is never given back.
        let _ = body.flow_control().release_capacity(data.len());
    }
    if let Some(trailers) = body.trailers().await.map_err(|error| failed(&error, Phase::Response))? {
        message.trailers = fields(&trailers);
    }
    message.content.complete = Some(true);
    Ok(false)
}

/// The request as `h2` takes it.
fn asked(request: &Request) -> Result<http::Request<()>, Failure> {
    let wrong = |what: &str| Failure::new("invalid-url", Phase::Request, format!("HTTP/2 cannot carry {what}"));
    let authority = request.value("host").map_or_else(|| host(&request.url), str::to_owned);
    let uri = Uri::builder().scheme(request.url.scheme()).authority(authority).path_and_query(request.path()).build();
    let method = Method::from_bytes(request.method.as_bytes()).map_err(|_| wrong("this method"))?;
    let mut asked = http::Request::new(());
    *asked.uri_mut() = uri.map_err(|_| wrong("this URL"))?;
    *asked.method_mut() = method;
    *asked.version_mut() = Version::HTTP_2;
    for (name, value) in &request.fields {
        if LEFT_OUT.iter().any(|left_out| name.eq_ignore_ascii_case(left_out)) {
            continue;
        }
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| wrong("the name of a field"))?;
        let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| wrong("the value of a field"))?;
        asked.headers_mut().append(name, value);
    }
    Ok(asked)
}

fn message(status: u16, headers: &HeaderMap) -> Message {
    Message {
        start: Start::Response { status, reason: String::new() },
        version: "HTTP/2".to_owned(),
        line: 0,
        fields: fields(headers),
        content: Content { complete: Some(true), ..Content::default() },
        trailers: Fields::default(),
        oddities: Vec::new(),
    }
}

fn fields(headers: &HeaderMap) -> Fields {
    let text = |value: &HeaderValue| {
        let bytes = value.as_bytes();
        std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().map(|&byte| char::from(byte)).collect(), str::to_owned)
    };
    let field = |(name, value): (&HeaderName, &HeaderValue)| Field {
        name: name.as_str().to_owned(),
        value: text(value),
        line: 0,
    };
    Fields(headers.iter().map(field).collect())
}

fn failed(error: &h2::Error, phase: Phase) -> Failure {
    let reason = error.reason().map(|reason| format!("{reason:?} ({})", reason.description()));
    let reason = reason.unwrap_or_else(|| error.to_string());
    if error.is_reset() {
        let who = if error.is_remote() { "the server reset the stream" } else { "the stream was given up" };
        return Failure::new("http2-stream-error", phase, format!("{who}: {reason}"));
    }
    match error.get_io().map(std::io::Error::kind) {
        Some(ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted) => {
            Failure::new("connection-reset", phase, "the connection was aborted")
        }
        Some(_) => {
            Failure::new("http2-connection-error", phase, "the server closed the connection without ending the stream")
        }
        None => {
            let who = if error.is_remote() { "the server ended the connection" } else { "the connection was given up" };
            Failure::new("http2-connection-error", phase, format!("{who}: {reason}"))
        }
    }
}
