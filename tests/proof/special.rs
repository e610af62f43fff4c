//! Proves the servers whose code is not simply the answer.

use crate::message::Head;
use crate::server::{ask, request, with_wire};
use crate::verdict::{Expected, ensure, media_type, same_json, same_text};
use crate::wire::{Answer, Wire};

/// The key of RFC 6455 section 1.3, and what has to be the answer to it.
const KEY: (&str, &str) = ("dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");

/// The interim response first, then the final one; and the connection goes on. A client of HTTP/1.0 must not get a 1xx
/// (RFC 9110 section 15.2), and who does not ask for a 100 gets its answer all the same.
pub fn interim(expected: &Expected) -> Result<(), String> {
    with_wire(|wire| {
        both(wire, expected)?;
        both(wire, expected).map_err(|why| format!("the second time on the connection: {why}"))
    })?;
    with_wire(|wire| only_final(wire, expected).map_err(|why| format!("to HTTP/1.0 without Expect: {why}")))
}

fn only_final(wire: &mut Wire, expected: &Expected) -> Result<(), String> {
    let response = expected.response;
    let content = response.request_text.as_deref();
    wire.send(&request(&response.method, "", content).replacen("HTTP/1.1", "HTTP/1.0", 1))?;
    wire.send(content.unwrap_or_default())?;
    let head = wire.head()?;
    last(wire, expected, head)
}

fn both(wire: &mut Wire, expected: &Expected) -> Result<(), String> {
    let response = expected.response;
    let content = response.request_text.as_deref();
    let waits = response.number == 100;
    wire.send(&request(&response.method, if waits { "Expect: 100-continue\r\n" } else { "" }, content))?;
    if !waits {
        wire.send(content.unwrap_or_default())?;
    }
    let mut met = false;
    let head = loop {
        let head = wire.head()?;
        let status = head.status()?;
        if status >= 200 {
            break head;
        }
        let interim = wire.answer(&response.method, head)?;
        if status != response.number {
            ensure(status == 100, || format!("an interim {status} comes in place of {}", response.number))?;
            continue;
        }
        expected.any(&interim, response.number)?;
        expected.fields(&interim.head)?;
        if waits && !met {
            wire.send(content.unwrap_or_default())?;
        }
        met = true;
    };
    ensure(met, || format!("the final response comes without a {} before it", response.number))?;
    last(wire, expected, head)?;
    ensure(wire.unasked().is_empty(), || "there are bytes behind the end of the response".to_owned())
}

fn last(wire: &mut Wire, expected: &Expected, head: Head) -> Result<(), String> {
    let last = expected.response.r#final.as_ref().ok_or("there is no final response")?;
    let answer = wire.answer(&expected.response.method, head)?;
    expected.any(&answer, last.number)?;
    media_type(&answer.head, last.content_type)?;
    same_json(&answer.content, &last.text)
}

/// A WebSocket handshake (RFC 6455 section 4.2).
pub fn upgrade(expected: &Expected) -> Result<(), String> {
    with_wire(|wire| {
        let fields = format!(
            "Connection: Upgrade\r\nUpgrade: websocket\r\nOrigin: http://localhost:8080\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: {}\r\n",
            KEY.0
        );
        wire.send(&request("GET", &fields, None))?;
        let head = wire.head()?;
        let answer = wire.answer("GET", head)?;
        expected.any(&answer, 101)?;
        // The same two fields that a 426 has.
        expected.fields(&answer.head)?;
        let accept = answer.head.get("Sec-WebSocket-Accept").unwrap_or_default();
        ensure(accept == KEY.1, || format!("Sec-WebSocket-Accept is {accept:?} in place of {:?}", KEY.1))?;
        // A frame of the server is not masked; text that is no frame would have been content.
        let stray =
            wire.unasked().first().is_some_and(|byte| byte & 0x70 != 0 || ![1, 2, 8, 9, 10].contains(&(byte & 15)));
        ensure(!stray, || "what follows the 101 is no WebSocket frame".to_owned())
    })
}

fn etag(head: &Head) -> Result<String, String> {
    head.get("ETag").map(str::to_owned).ok_or_else(|| "ETag is missing".to_owned())
}

/// 304 to the one who has the representation, 200 to others.
pub fn not_modified(expected: &Expected) -> Result<(), String> {
    let last = expected.response.r#final.as_ref().ok_or("there is no representation")?;
    let whole = |answer: &Answer| {
        expected.any(answer, 200)?;
        media_type(&answer.head, last.content_type)?;
        same_json(&answer.content, &last.text)
    };
    with_wire(|wire| {
        let first = ask(wire, "GET", "", None)?;
        whole(&first)?;
        let tag = etag(&first.head)?;
        let again = ask(wire, "GET", &format!("If-None-Match: {tag}\r\n"), None)?;
        expected.any(&again, 304)?;
        ensure(etag(&again.head)? == tag, || "the ETag of the 304 is not that of the 200".to_owned())?;
        // RFC 9110 section 8.6: if a 304 tells a length, it is that of the content which the 200 would have had.
        if let Some(told) = again.head.get("Content-Length") {
            let length = first.content.len();
            ensure(told == length.to_string(), || {
                format!("the 304 has Content-Length {told}, the 200 has {length} bytes")
            })?;
        }
        let other = ask(wire, "GET", "If-None-Match: \"another\"\r\n", None)?;
        whole(&other).map_err(|why| format!("with another tag: {why}"))
    })
}

/// A part to the one who asks for it, the whole to others.
pub fn range(expected: &Expected) -> Result<(), String> {
    let resource = expected.response.resource.as_deref().ok_or("there is no representation")?;
    let whole = |answer: &Answer| {
        expected.any(answer, 200)?;
        same_text(&answer.content, resource)
    };
    let validator = |head: &Head| head.get("ETag").or(head.get("Last-Modified")).map(str::to_owned);
    with_wire(|wire| {
        let first = ask(wire, "GET", "", None)?;
        whole(&first)?;
        let part = ask(wire, "GET", "Range: bytes=10-19\r\n", None)?;
        expected.any(&part, 206)?;
        let told = part.head.get("Content-Range").unwrap_or_default();
        ensure(told == "bytes 10-19/36", || format!("Content-Range is {told:?} in place of \"bytes 10-19/36\""))?;
        same_text(&part.content, &resource[10..20])?;
        let (of_whole, of_part) = (validator(&first.head), validator(&part.head));
        ensure(of_part.is_some() && of_part == of_whole, || {
            format!("the 200 has the validator {of_whole:?} and the 206 {of_part:?}")
        })?;
        let stale = ask(wire, "GET", "Range: bytes=10-19\r\nIf-Range: \"another\"\r\n", None)?;
        whole(&stale).map_err(|why| format!("with If-Range of another tag: {why}"))?;
        // RFC 9110 section 14.2: an origin server must ignore a unit that it does not know.
        let unknown = ask(wire, "GET", "Range: lines=1-2\r\n", None)?;
        whole(&unknown).map_err(|why| format!("with a unit that nobody knows: {why}"))?;
        let tail = ask(wire, "GET", "Range: bytes=30-\r\n", None)?;
        expected.any(&tail, 206).map_err(|why| format!("to bytes=30-: {why}"))?;
        same_text(&tail.content, &resource[30..])
    })
}

/// 416 to the one who asks for what is behind the end, the whole to others.
pub fn unsatisfied(expected: &Expected) -> Result<(), String> {
    let resource = expected.response.resource.as_deref().ok_or("there is no representation")?;
    with_wire(|wire| {
        let behind = ask(wire, "GET", "Range: bytes=100-\r\n", None)?;
        expected.any(&behind, 416)?;
        let told = behind.head.get("Content-Range").unwrap_or_default();
        ensure(told == "bytes */36", || format!("Content-Range is {told:?} in place of \"bytes */36\""))?;
        for (fields, how) in [("", "without Range"), ("Range: lines=100-\r\n", "with a unit that nobody knows")] {
            let whole = ask(wire, "GET", fields, None)?;
            expected
                .any(&whole, 200)
                .and_then(|()| same_text(&whole.content, resource))
                .map_err(|why| format!("{how}: {why}"))?;
        }
        Ok(())
    })
}
