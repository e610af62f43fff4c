//! Routes that make something up: delays, bytes, streams.

use std::time::Duration;

use base64::prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE, Engine};
use serde_json::json;

use super::ask::{Answer, Ask, Bad, bad, seconds};
use super::caching::count;
use super::echo::{self, json_response};
use crate::serve::wire::{Mersenne, Piece, Response, json_line};

/// The longest delay of httpbin.
const LONGEST_DELAY: f64 = 10.0;
/// The most bytes that drip.
const MOST_DRIPPING: u64 = 10 << 20;
/// The most pieces in which they do.
const DRIPS: u64 = 2000;

/// `/delay/{seconds}`.
pub fn delay(ask: &mut Ask<'_>) -> Answer {
    let text = ask.argument(0);
    let wanted = seconds(text).ok_or_else(|| bad(format!("{text:?} is no time, such as 2, 0.5 or 200ms")))?;
    let wait = Duration::from_secs_f64(wanted.min(LONGEST_DELAY));
    Ok(Response { wait, ..echo::delayed(ask) })
}

/// `/drip`: bytes over a time, after a delay.
pub fn drip(ask: &mut Ask<'_>) -> Answer {
    let count = ask.option_number::<i64>("numbytes")?.unwrap_or(10);
    let Some(count) = u64::try_from(count).ok().filter(|&count| count > 0) else {
        return Err(bad("number of bytes must be positive"));
    };
    let count = count.min(MOST_DRIPPING);
    let status = ask.option_number::<u16>("code")?.unwrap_or(200);
    if !(200..=599).contains(&status) {
        return Err(bad(format!("code={status} is no final status code between 200 and 599")));
    }
    let duration = ask.option_seconds("duration")?.unwrap_or(2.0);
    let wait = Duration::from_secs_f64(ask.option_seconds("delay")?.unwrap_or(0.0));
    let (drips, size) = (count.min(DRIPS), count.div_ceil(DRIPS));
    let pause = Duration::from_secs_f64(duration) / u32::try_from(drips).unwrap_or(1);
    let mut pieces = Vec::new();
    let mut left = count;
    while left > 0 {
        let size = size.min(left);
        left -= size;
        pieces.push(Piece::Fill(b'*', size));
        pieces.push(Piece::Wait(pause));
    }
    Ok(Response {
        wait,
        ..Response::new(status).field("Content-Type", "application/octet-stream").pieces(pieces, Some(count))
    })
}

/// So many bytes, the same again for the same seed.
fn some_bytes(ask: &mut Ask<'_>) -> Result<Vec<u8>, Bad> {
    let count = count(ask)?;
    Ok(match ask.option_number::<i64>("seed")? {
        Some(seed) => Mersenne::new(seed).bytes(count),
        None => ask.random.bytes(count),
    })
}

/// `/bytes/{n}`.
pub fn bytes(ask: &mut Ask<'_>) -> Answer {
    Ok(Response::with(200, "application/octet-stream", some_bytes(ask)?))
}

/// `/stream-bytes/{n}`: the same in chunks.
pub fn stream_bytes(ask: &mut Ask<'_>) -> Answer {
    let size = ask.option_number::<usize>("chunk_size")?.unwrap_or(10 * 1024).max(1);
    let bytes = some_bytes(ask)?;
    let pieces = bytes.chunks(size).map(|chunk| Piece::Bytes(chunk.to_vec())).collect();
    Ok(Response::new(200).field("Content-Type", "application/octet-stream").pieces(pieces, None))
}

/// `/stream/{n}`: lines of JSON in chunks.
pub fn stream(ask: &mut Ask<'_>) -> Answer {
    let count = ask.number::<u64>(0)?.min(100);
    let mut value = echo::plain_value(ask);
    let mut line = |id: u64| {
        value["id"] = json!(id);
        Piece::Bytes(json_line(&value))
    };
    let pieces = (0..count).map(&mut line).collect();
    Ok(Response::new(200).field("Content-Type", "application/json").pieces(pieces, None))
}

/// Base64 decoded, in either alphabet, with or without padding.
fn from_base64(value: &str) -> Option<Vec<u8>> {
    let value = value.trim_end_matches('=').replace('-', "+").replace('_', "/");
    BASE64_STANDARD_NO_PAD.decode(value).ok()
}

/// `/base64/{operation}/{value}`, as go-httpbin has it.
pub fn base64_both_ways(ask: &mut Ask<'_>) -> Answer {
    let value = ask.argument(1);
    let bytes = match ask.argument(0) {
        "encode" => BASE64_URL_SAFE.encode(value).into_bytes(),
        "decode" => from_base64(value).ok_or_else(|| bad("the value is not in Base64 (RFC 4648)"))?,
        _ => return Err(Bad { status: 404, why: "the operation is encode or decode".to_owned() }),
    };
    Ok(Response::with(200, "text/plain; charset=utf-8", bytes))
}

/// `/base64/{value}`.
pub fn base64(ask: &mut Ask<'_>) -> Answer {
    Ok(match from_base64(ask.argument(0)) {
        Some(bytes) => Response::with(200, "text/html; charset=utf-8", bytes),
        None => Response::html(200, "Incorrect Base64 data try: SFRUUEJJTiBpcyBhd2Vzb21l"),
    })
}

/// `/uuid`.
pub fn uuid(ask: &mut Ask<'_>) -> Answer {
    Ok(json_response(&json!({ "uuid": ask.random.uuid() })))
}

/// `/unstable`: fails now and then.
pub fn unstable(ask: &mut Ask<'_>) -> Answer {
    let rate = ask.option_number::<f64>("failure_rate")?.unwrap_or(0.5);
    if !(0.0..=1.0).contains(&rate) {
        return Err(bad("failure_rate goes from 0 to 1"));
    }
    if let Some(seed) = ask.option_number::<u64>("seed")? {
        ask.random = crate::serve::wire::Random::new(seed);
    }
    let fails = ask.random.fraction() < rate;
    Ok(Response::text(if fails { 500 } else { 200 }, ""))
}
