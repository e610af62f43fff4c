//! Sending a response, rightly or wrongly.

use std::time::Duration;

use super::shared::Shared;
use super::stream::{Gone, Stream};
use crate::fault::Step;
use crate::serve::wire::{
    Body, Delimited, Exchange, Piece, Response, chunk, delimited, head_bytes, interim, last_chunk, stays,
};

/// How many bytes of what is repeated are sent at once.
pub const AT_ONCE: usize = 16 << 10;

/// Sends the interim responses of a response.
///
/// # Errors
/// When the client is gone.
pub async fn send_interim(
    stream: &mut Stream,
    shared: &Shared,
    response: &Response,
    is_http10: bool,
) -> Result<(), Gone> {
    // HTTP/1.0 knows none (RFC 9110 §15.2).
    for one in response.interim.iter().filter(|_| !is_http10) {
        stream.send(&interim(one, shared.playground.phrase(one.status))).await?;
    }
    Ok(())
}

/// Sends a final response; whether the connection stays open.
///
/// # Errors
/// When the client is gone.
pub async fn send(
    stream: &mut Stream,
    response: &Response,
    phrase: &str,
    exchange: Exchange<'_>,
) -> Result<bool, Gone> {
    let mut out = head_bytes(response, phrase, exchange);
    let has_content = !exchange.is_head && delimited(response, exchange) != Delimited::Not;
    match &response.body {
        _ if !has_content => stream.send(&out).await?,
        Body::Bytes(bytes) if bytes.len() <= AT_ONCE => {
            out.extend_from_slice(bytes);
            stream.send(&out).await?;
        }
        Body::Bytes(bytes) => {
            stream.send(&out).await?;
            stream.send(bytes).await?;
        }
        Body::Pieces { pieces, trailers, .. } => {
            stream.send(&out).await?;
            let in_chunks = delimited(response, exchange) == Delimited::Chunks;
            for piece in pieces {
                send_piece(stream, piece, in_chunks).await?;
            }
            if in_chunks {
                out.clear();
                last_chunk(&mut out, trailers);
                stream.send(&out).await?;
            }
        }
    }
    Ok(stays(response, exchange))
}

async fn send_piece(stream: &mut Stream, piece: &Piece, in_chunks: bool) -> Result<(), Gone> {
    match piece {
        Piece::Wait(time) => stream.pause(*time).await,
        Piece::Bytes(bytes) if bytes.is_empty() => Ok(()),
        Piece::Bytes(bytes) if in_chunks => {
            let mut out = Vec::with_capacity(bytes.len() + 16);
            chunk(&mut out, bytes);
            stream.send(&out).await
        }
        Piece::Bytes(bytes) => stream.send(bytes).await,
        Piece::Fill(byte, times) => {
            let mut left = *times;
            let block = vec![*byte; usize::try_from(left).unwrap_or(AT_ONCE).min(AT_ONCE)];
            while left > 0 {
                let size = usize::try_from(left).unwrap_or(AT_ONCE).min(AT_ONCE);
                let mut out = Vec::new();
                let bytes = if in_chunks {
                    chunk(&mut out, &block[..size]);
                    &out[..]
                } else {
                    &block[..size]
                };
                stream.send(bytes).await?;
                left -= size as u64;
            }
            Ok(())
        }
    }
}

/// How a script ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Played {
    /// All was sent.
    Sent,
    /// The connection is to be closed.
    Close,
    /// The connection is to be aborted.
    Reset,
}

/// Plays a script, at most so many bytes a second.
///
/// # Errors
/// When the client is gone.
pub async fn play(stream: &mut Stream, steps: &[Step], rate: Option<u64>, stall: Duration) -> Result<Played, Gone> {
    for step in steps {
        match step {
            Step::Send(bytes) => send_at(stream, bytes, rate).await?,
            Step::Repeat { bytes, times } => {
                let per_block = (AT_ONCE / bytes.len().max(1)).max(1);
                let block = bytes.repeat(per_block);
                let mut left = usize::try_from(*times).unwrap_or(usize::MAX);
                while left > 0 {
                    let count = left.min(per_block);
                    send_at(stream, &block[..count * bytes.len()], rate).await?;
                    left -= count;
                }
            }
            Step::Wait(time) => stream.pause(*time).await?,
            Step::AwaitRequest => stream.await_bytes(stall).await?,
            Step::Close => return Ok(Played::Close),
            Step::Reset => return Ok(Played::Reset),
            Step::Stall => {
                stream.pause(stall).await?;
                return Ok(Played::Close);
            }
        }
    }
    Ok(Played::Sent)
}

/// How often a second a slow response goes on.
pub const PIECES_A_SECOND: u64 = 20;

/// Sends bytes, at most so many a second.
async fn send_at(stream: &mut Stream, bytes: &[u8], rate: Option<u64>) -> Result<(), Gone> {
    let Some(rate) = rate else { return stream.send(bytes).await };
    let nanoseconds = 1_000_000_000 / rate.max(1);
    let size = usize::try_from(rate.div_ceil(PIECES_A_SECOND)).unwrap_or(usize::MAX).max(1);
    for piece in bytes.chunks(size) {
        stream.send(piece).await?;
        stream.pause(Duration::from_nanos(nanoseconds.saturating_mul(piece.len() as u64))).await?;
    }
    Ok(())
}
