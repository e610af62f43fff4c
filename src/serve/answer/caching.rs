//! Routes about caches, validators and ranges, as httpbin has them.

use std::time::Duration;

use super::ask::{Answer, Ask, Bad};
use super::echo::{self, json_response};
use crate::serve::wire::{Piece, Response, date, tags};

/// The most bytes of a ranged resource.
const MOST: u64 = 100 * 1024;

/// `/cache`: 304 to any validator.
pub fn cache(ask: &mut Ask<'_>) -> Answer {
    if ask.has("if-modified-since") || ask.has("if-none-match") {
        let tag = ask.field("if-none-match").and_then(|list| tags(&list).into_iter().find(|tag| tag != "*"));
        let response = Response::new(304);
        return Ok(match tag {
            Some(tag) => response.field("ETag", tag),
            None => response,
        });
    }
    let tag = format!("\"{}\"", ask.random.token(16));
    let modified = date(ask.now / 1000);
    Ok(json_response(&echo::plain_value(ask)).field("Last-Modified", modified).field("ETag", tag))
}

/// `/cache/{seconds}`.
pub fn cache_for(ask: &mut Ask<'_>) -> Answer {
    let seconds = ask.number::<u32>(0)?;
    Ok(json_response(&echo::plain_value(ask)).field("Cache-Control", format!("public, max-age={seconds}")))
}

/// `/etag/{etag}`: the tag goes without quotes, as in httpbin, and those of the request may have some.
pub fn etag(ask: &mut Ask<'_>) -> Answer {
    let tag = ask.argument(0).to_owned();
    let bare = |tag: &str| tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"').to_owned();
    let lists =
        |field: &str| ask.field(field).map(|list| tags(&list).iter().any(|found| found == "*" || bare(found) == tag));
    match (lists("if-none-match"), lists("if-match")) {
        (Some(true), _) => Ok(Response::new(304).field("ETag", tag)),
        (None, Some(false)) => Ok(Response::new(412)),
        _ => Ok(json_response(&echo::plain_value(ask)).field("ETag", tag)),
    }
}

/// `/range/{n}`: the alphabet over and over, and any part of it.
///
/// As in httpbin a range that ends behind the last byte is refused, and a whole answer says its range too.
pub fn range(ask: &mut Ask<'_>) -> Answer {
    let count = ask.number::<u64>(0)?;
    let tag = format!("range{count}");
    let tagged = |response: Response| response.field("ETag", tag.clone()).field("Accept-Ranges", "bytes");
    if !(1..=MOST).contains(&count) {
        return Ok(tagged(Response::text(404, format!("number of bytes must be in the range (0, {MOST}]"))));
    }
    let asked = ask.field("range");
    let Some((first, last)) = bounds(asked.as_deref(), count).filter(|(first, last)| first <= last && *last < count)
    else {
        return Ok(tagged(Response::text(416, "")).field("Content-Range", format!("bytes */{count}")));
    };
    let is_whole = first == 0 && last + 1 == count;
    let letters: Vec<u8> = (first..=last).map(|n| b'a' + u8::try_from(n % 26).unwrap_or_default()).collect();
    let response =
        tagged(Response::with(if is_whole { 200 } else { 206 }, "application/octet-stream", letters.clone()))
            .field("Content-Range", format!("bytes {first}-{last}/{count}"));
    slowly(ask, response, &letters)
}

/// The content in chunks over a time, where the query wants it so.
fn slowly(ask: &Ask<'_>, response: Response, content: &[u8]) -> Answer {
    let size = ask.option_number::<usize>("chunk_size")?.unwrap_or(10 * 1024).max(1);
    let duration = ask.option_seconds("duration")?.unwrap_or(0.0);
    if duration == 0.0 {
        return Ok(response);
    }
    let chunks = content.chunks(size);
    let pause = Duration::from_secs_f64(duration) / u32::try_from(chunks.len().max(1)).unwrap_or(u32::MAX);
    let pieces = chunks.flat_map(|chunk| [Piece::Bytes(chunk.to_vec()), Piece::Wait(pause)]).collect();
    let length = content.len() as u64;
    Ok(response.pieces(pieces, Some(length)))
}

/// First and last byte of the one range that is asked for; all where none is.
fn bounds(field: Option<&str>, count: u64) -> Option<(u64, u64)> {
    let whole = Some((0, count - 1));
    let Some((first, last)) = field.and_then(|field| field.trim().strip_prefix("bytes=")?.split_once('-')) else {
        return whole;
    };
    match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) => Some((first, last)),
        (Ok(first), Err(_)) => Some((first, count - 1)),
        (Err(_), Ok(last)) => Some((count.saturating_sub(last), count - 1)),
        (Err(_), Err(_)) => whole,
    }
}

/// A number of bytes in the path, at most 100 KiB.
pub fn count(ask: &Ask<'_>) -> Result<usize, Bad> {
    Ok(usize::try_from(ask.number::<u64>(0)?.min(MOST)).unwrap_or(usize::MAX))
}
