//! Routes whose answers go on for a while: events, trailers, `WebSockets`.

use std::time::Duration;

use serde_json::json;

use super::ask::{Answer, Ask, Bad, bad};
use super::echo::{self, json_response};
use crate::serve::wire::{Body, Piece, Response, Text, Then, accept_key, is_token, json_line, websocket_key};

/// The most events and lines.
const MOST: u32 = 1000;

/// How many there are, the delay before them and the pause between them.
fn pace(ask: &Ask<'_>) -> Result<(u32, Duration, Duration), Bad> {
    let count = ask.option_number::<u32>("count")?.unwrap_or(10);
    if !(1..=MOST).contains(&count) {
        return Err(bad(format!("count goes from 1 to {MOST}")));
    }
    let delay = Duration::from_secs_f64(ask.option_seconds("delay")?.unwrap_or(0.0));
    let duration = Duration::from_secs_f64(ask.option_seconds("duration")?.unwrap_or(5.0));
    Ok((count, delay, duration / count.saturating_sub(1).max(1)))
}

/// Events or lines at their pace, and each with the time at which it is sent.
fn paced(ask: &Ask<'_>, piece: impl Fn(u32, u64) -> Vec<u8>) -> Result<(Vec<Piece>, Duration), Bad> {
    let (count, delay, pause) = pace(ask)?;
    let mut pieces = Vec::new();
    let mut time = Duration::from_millis(ask.now) + delay;
    for n in 0..count {
        if n > 0 {
            pieces.push(Piece::Wait(pause));
            time += pause;
        }
        pieces.push(Piece::Bytes(piece(n, u64::try_from(time.as_millis()).unwrap_or(u64::MAX))));
    }
    Ok((pieces, delay))
}

/// `/sse`: server-sent events. After `Last-Event-ID` they go on with the next.
pub fn events(ask: &mut Ask<'_>) -> Answer {
    let last: Option<u32> = ask.field("last-event-id").and_then(|id| id.parse().ok());
    let first = last.map_or(0, |last| last.saturating_add(1));
    let (pieces, wait) = paced(ask, |n, time| {
        let id = first.saturating_add(n);
        format!("id: {id}\nevent: ping\ndata: {{\"id\":{id},\"timestamp\":{time}}}\n\n").into_bytes()
    })?;
    let response = Response::new(200).field("Content-Type", "text/event-stream").field("Cache-Control", "no-store");
    Ok(Response { wait, ..response.pieces(pieces, None) })
}

/// `/jsonl`: lines of JSON.
pub fn lines(ask: &mut Ask<'_>) -> Answer {
    let (pieces, wait) = paced(ask, |n, time| json_line(&json!({ "id": n, "timestamp": time })))?;
    Ok(Response { wait, ..Response::new(200).field("Content-Type", "application/jsonl").pieces(pieces, None) })
}

/// Fields that may not come as trailers (RFC 9110 §6.5.1): they frame, route, authenticate or say what content is.
const NO_TRAILERS: &[&str] = &[
    "age",
    "authorization",
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "content-range",
    "content-type",
    "date",
    "expires",
    "host",
    "location",
    "retry-after",
    "set-cookie",
    "trailer",
    "transfer-encoding",
    "vary",
    "www-authenticate",
];

/// `/trailers`: the query as trailer fields.
pub fn trailers(ask: &mut Ask<'_>) -> Answer {
    for (name, _) in &ask.query {
        let is_forbidden = NO_TRAILERS.iter().any(|known| name.eq_ignore_ascii_case(known));
        if name.is_empty() || is_forbidden || !name.bytes().all(is_token) {
            return Err(bad(format!("{name:?} cannot be a trailer field (RFC 9110, section 6.5.1)")));
        }
    }
    let trailers: Vec<(Text, Text)> =
        ask.query.iter().map(|(name, value)| (name.clone().into(), value.clone().into())).collect();
    let names: Vec<&str> = ask.query.iter().map(|(name, _)| name.as_str()).collect();
    let mut response = json_response(&echo::plain_value(ask));
    if !names.is_empty() {
        response = response.field("Trailer", names.join(", "));
    }
    if let Body::Bytes(content) = response.body {
        response.body = Body::Pieces { pieces: vec![Piece::Bytes(content.into_owned())], length: None, trailers };
    }
    Ok(response)
}

/// `/websocket/echo`.
pub fn websocket(ask: &mut Ask<'_>) -> Answer {
    let head = &ask.request.head;
    if !head.lists("upgrade", "websocket") || !head.lists("connection", "upgrade") {
        let why = "426 Upgrade Required: this route speaks WebSocket (RFC 6455)\n";
        return Ok(Response::text(426, why).field("Upgrade", "websocket").field("Connection", "Upgrade"));
    }
    if head.value("sec-websocket-version").as_deref() != Some("13") {
        return Ok(Response::text(426, "this server speaks version 13\n")
            .field("Sec-WebSocket-Version", "13")
            .field("Upgrade", "websocket")
            .field("Connection", "Upgrade"));
    }
    let Some(key) = websocket_key(head) else {
        return Err(bad("Sec-WebSocket-Key is no 16 bytes in Base64 (RFC 6455, section 4.1)"));
    };
    let size =
        |name: &str, usual: usize| ask.option_number::<usize>(name).map(|size| size.unwrap_or(usual).min(1 << 20));
    let (frame, message) = (size("max_fragment_size", 64 << 10)?, size("max_message_size", 1 << 20)?);
    Ok(switching(&key, Then::Echo { frame, message }))
}

/// The 101 for a key.
fn switching(key: &str, then: Then) -> Response {
    let response = Response::new(101).field("Connection", "Upgrade").field("Upgrade", "websocket");
    Response { then, ..response.field("Sec-WebSocket-Accept", accept_key(key)) }
}
