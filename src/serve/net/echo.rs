//! A WebSocket that sends back what it gets.

use tokio::time::Instant;

use super::shared::Shared;
use super::stream::{Filled, Gone, Stream};
use crate::serve::wire::{FrameReader, Opcode, close_frame, frame};

/// Sends messages back until the client closes, breaks a rule or is idle for too long. With no room for frames it is
/// closed at once, as for a client that did not ask for a WebSocket.
///
/// # Errors
/// When the client is gone.
pub async fn echo(stream: &mut Stream, shared: &Shared, most_frame: usize, most_message: usize) -> Result<(), Gone> {
    if most_frame == 0 {
        return stream.send(&close_frame(1000)).await;
    }
    let reader = FrameReader { most: most_frame };
    let mut message: Option<(Opcode, Vec<u8>)> = None;
    loop {
        let received = match reader.read(&stream.input) {
            Ok(Some((received, length))) => {
                stream.input.drain(..length);
                received
            }
            Ok(None) => match stream.fill(Instant::now() + shared.limits.idle).await {
                Filled::More => continue,
                Filled::End => return Err(Gone),
                Filled::Late => return stream.send(&close_frame(1001)).await,
            },
            Err(status) => return stream.send(&close_frame(status)).await,
        };
        match (received.opcode, &mut message) {
            (Opcode::Close, _) => return stream.send(&frame(Opcode::Close, true, &received.payload)).await,
            (Opcode::Ping, _) => stream.send(&frame(Opcode::Pong, true, &received.payload)).await?,
            (Opcode::Pong, _) => {}
            (Opcode::Continuation, Some((_, bytes))) => bytes.extend_from_slice(&received.payload),
            (opcode @ (Opcode::Text | Opcode::Binary), empty @ None) => *empty = Some((opcode, received.payload)),
            // A new message within another, or more of none (RFC 6455 §5.4).
            _ => return stream.send(&close_frame(1002)).await,
        }
        if message.as_ref().is_some_and(|(_, bytes)| bytes.len() > most_message) {
            return stream.send(&close_frame(1009)).await;
        }
        let is_data = matches!(received.opcode, Opcode::Continuation | Opcode::Text | Opcode::Binary);
        if let Some((opcode, bytes)) = message.take_if(|_| received.last && is_data) {
            if opcode == Opcode::Text && std::str::from_utf8(&bytes).is_err() {
                return stream.send(&close_frame(1007)).await;
            }
            stream.send(&frame(opcode, true, &bytes)).await?;
        }
    }
}
