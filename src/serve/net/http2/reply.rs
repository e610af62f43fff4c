//! Sending a response in frames.

use std::future::poll_fn;
use std::time::Duration;

use bytes::Bytes;
use h2::server::SendResponse;
use h2::{Reason, SendStream};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tokio::time::{sleep, timeout};

use super::super::event::KEPT;
use super::super::respond::AT_ONCE;
use super::super::stream::Gone;
use crate::serve::wire::http2_text;

/// A stream on which a response is sent.
pub struct Reply {
    respond: SendResponse<Bytes>,
    /// The stream, once the final head is sent.
    content: Option<SendStream<Bytes>>,
    /// How many bytes were sent, heads as text.
    pub sent: u64,
    /// The first of them, where somebody wants them.
    pub copy: Option<Vec<u8>>,
    write_time: Duration,
}

impl Reply {
    /// Nothing is sent yet.
    pub fn new(respond: SendResponse<Bytes>, wants_bytes: bool, write_time: Duration) -> Self {
        Self { respond, content: None, sent: 0, copy: wants_bytes.then(Vec::new), write_time }
    }

    fn count(&mut self, bytes: &[u8]) {
        self.sent += bytes.len() as u64;
        if let Some(copy) = &mut self.copy {
            let room = KEPT.saturating_sub(copy.len()).min(bytes.len());
            copy.extend_from_slice(&bytes[..room]);
        }
    }

    fn message(&mut self, status: u16, fields: &[(String, Vec<u8>)]) -> http::Response<()> {
        self.count(&http2_text(status, fields));
        let mut response = http::Response::new(());
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        *response.headers_mut() = map(fields);
        response
    }

    /// Sends an interim response.
    ///
    /// # Errors
    /// When the client is gone.
    pub fn interim(&mut self, status: u16, fields: &[(String, Vec<u8>)]) -> Result<(), Gone> {
        let message = self.message(status, fields);
        self.respond.send_informational(message).map_err(|_| Gone)
    }

    /// Sends the final head; with nothing after it where it is the end.
    ///
    /// # Errors
    /// When the client is gone.
    pub fn head(&mut self, status: u16, fields: &[(String, Vec<u8>)], is_end: bool) -> Result<(), Gone> {
        let message = self.message(status, fields);
        self.content = Some(self.respond.send_response(message, is_end).map_err(|_| Gone)?);
        Ok(())
    }

    /// Sends content, as fast as the client reads it.
    ///
    /// # Errors
    /// When the client is gone, or reads nothing for too long.
    pub async fn data(&mut self, mut bytes: Bytes) -> Result<(), Gone> {
        let write_time = self.write_time;
        while !bytes.is_empty() {
            let content = self.content.as_mut().ok_or(Gone)?;
            content.reserve_capacity(bytes.len().min(AT_ONCE));
            let room = timeout(write_time, poll_fn(|context| content.poll_capacity(context))).await;
            let Ok(Some(Ok(room))) = room else { return Err(Gone) };
            let piece = bytes.split_to(room.min(bytes.len()).min(AT_ONCE));
            if !piece.is_empty() {
                content.send_data(piece.clone(), false).map_err(|_| Gone)?;
                self.count(&piece);
            }
        }
        Ok(())
    }

    /// Ends the stream, with trailer fields where there are any.
    ///
    /// # Errors
    /// When the client is gone.
    pub fn end(&mut self, trailers: &[(String, Vec<u8>)]) -> Result<(), Gone> {
        let content = self.content.as_mut().ok_or(Gone)?;
        let ended = if trailers.is_empty() {
            content.send_data(Bytes::new(), true)
        } else {
            content.send_trailers(map(trailers))
        };
        ended.map_err(|_| Gone)
    }

    /// Ends the stream as a failure (`RST_STREAM`).
    pub fn reset(&mut self, reason: Reason) {
        match &mut self.content {
            Some(content) => content.send_reset(reason),
            None => self.respond.send_reset(reason),
        }
    }

    /// Waits until the client gives the stream up, or is gone.
    pub async fn gone(&mut self) -> Gone {
        // Whatever it says, nobody wants the response any more.
        let _ = match &mut self.content {
            Some(content) => poll_fn(|context| content.poll_reset(context)).await,
            None => poll_fn(|context| self.respond.poll_reset(context)).await,
        };
        Gone
    }

    /// Does nothing for a while, unless the client leaves.
    ///
    /// # Errors
    /// When the client is gone.
    pub async fn pause(&mut self, time: Duration) -> Result<(), Gone> {
        if time.is_zero() {
            return Ok(());
        }
        tokio::select! {
            () = sleep(time) => Ok(()),
            gone = self.gone() => Err(gone),
        }
    }
}

/// Fields as the crate wants them; none of ours is one that it cannot take.
fn map(fields: &[(String, Vec<u8>)]) -> HeaderMap {
    let field = |(name, value): &(String, Vec<u8>)| {
        Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_bytes(value).ok()?))
    };
    let mut map = HeaderMap::with_capacity(fields.len());
    for (name, value) in fields.iter().filter_map(field) {
        map.append(name, value);
    }
    map
}
