//! Receiving a request.

use tokio::time::Instant;

use super::shared::{Held, Shared};
use super::stream::{Filled, Gone, Stream};
use crate::serve::wire::{Content, Framing, Head, HeadReader, Parsed, Refusal, framing};

/// What came of waiting for a request.
#[derive(Debug)]
pub enum Received {
    /// A head.
    Head(Head),
    /// Something that is answered with a refusal.
    Refused(Refusal),
    /// Nothing: the connection is to be closed.
    Nothing,
}

/// Waits for the head of the next request.
pub async fn head(stream: &mut Stream, shared: &Shared) -> Received {
    let limits = &shared.limits;
    let mut reader = HeadReader::default();
    let mut until = Instant::now() + if stream.input.is_empty() { limits.idle } else { limits.head_time };
    loop {
        if !stream.input.is_empty() {
            match reader.read(&stream.input, limits.head) {
                Parsed::Whole(head, length) => {
                    stream.take(length);
                    return Received::Head(head);
                }
                Parsed::Broken(refusal) => return Received::Refused(refusal),
                Parsed::Partial => {}
            }
        }
        let was_empty = stream.input.is_empty();
        match stream.fill(until).await {
            Filled::More if was_empty => until = Instant::now() + limits.head_time,
            Filled::More => {}
            Filled::End => return Received::Nothing,
            Filled::Late if was_empty => return Received::Nothing,
            Filled::Late => return Received::Refused(Refusal::new(408, "the header section took too long")),
        }
    }
}

/// The content of a request.
pub struct Whole<'a> {
    /// The content and the trailers.
    pub content: Content,
    /// Counts it among all that is held.
    pub counted: Held<'a>,
}

/// Receives the content of a request, of at most so many bytes.
///
/// # Errors
/// The refusal with which it is answered, or `None` when the client is gone.
pub async fn content<'a>(
    stream: &mut Stream,
    shared: &'a Shared,
    head: &Head,
    most: u64,
) -> Result<Whole<'a>, Option<Refusal>> {
    let framing = framing(head)?;
    let mut content = Content::new(framing, most)?;
    let mut counted = Held::new(&shared.held);
    if head.lists("expect", "100-continue")
        && !head.is_http10()
        && framing != Framing::Length(0)
        && stream.input.is_empty()
    {
        stream.send(b"HTTP/1.1 100 Continue\r\n\r\n").await.map_err(|Gone| None)?;
    }
    let until = Instant::now() + shared.limits.content_time;
    loop {
        let used = content.take(&stream.input)?;
        stream.take(used);
        if content.is_whole() {
            return Ok(Whole { content, counted });
        }
        if !counted.grow(content.bytes.len() as u64, shared.limits.memory) {
            return Err(Some(Refusal::new(503, "this server holds all the content that it can; try again soon")));
        }
        match stream.fill(until).await {
            Filled::More => {}
            Filled::End => return Err(None),
            Filled::Late => return Err(Some(Refusal::new(408, "the content took too long"))),
        }
    }
}
