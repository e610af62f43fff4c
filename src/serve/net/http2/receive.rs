//! Receiving the content of a request.

use h2::RecvStream;
use http::HeaderMap;
use tokio::time::{Instant, timeout_at};

use super::super::shared::{Held, Shared};
use crate::serve::wire::{Refusal, text, too_large};

/// Content, and what keeps count of it.
pub struct Received<'a> {
    /// All of it.
    pub bytes: Vec<u8>,
    /// The trailer fields.
    pub trailers: Vec<(String, String)>,
    /// Counts it among all that is held.
    pub counted: Held<'a>,
}

/// Receives content of at most so many bytes.
///
/// # Errors
/// The refusal with which it is answered, or `None` when the client is gone.
pub async fn content(
    mut stream: RecvStream,
    shared: &Shared,
    announced: Option<u64>,
    most: u64,
) -> Result<Received<'_>, Option<Refusal>> {
    let too_much = || too_large(most);
    if announced.is_some_and(|length| length > most) {
        return Err(Some(too_much()));
    }
    let mut received = Received { bytes: Vec::new(), trailers: Vec::new(), counted: Held::new(&shared.held) };
    let until = Instant::now() + shared.limits.content_time;
    loop {
        let piece = match timeout_at(until, stream.data()).await {
            Err(_) => return Err(Some(Refusal::new(408, "the content took too long"))),
            Ok(None) => break,
            Ok(Some(piece)) => piece.map_err(|_| None)?,
        };
        // The client may send as much again; where that cannot be said, it is gone.
        let _ = stream.flow_control().release_capacity(piece.len());
        let length = (received.bytes.len() + piece.len()) as u64;
        if length > most {
            return Err(Some(too_much()));
        }
        if !received.counted.grow(length, shared.limits.memory) {
            return Err(Some(Refusal::new(503, "this server holds all the content that it can; try again soon")));
        }
        received.bytes.extend_from_slice(&piece);
    }
    if let Ok(Ok(Some(trailers))) = timeout_at(until, stream.trailers()).await {
        received.trailers = pairs(&trailers);
    }
    Ok(received)
}

fn pairs(map: &HeaderMap) -> Vec<(String, String)> {
    map.iter().map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes()).into_owned())).collect()
}
