//! Long polling: whoever asks waits until somebody says something.

use std::collections::VecDeque;
use std::time::Duration;

use super::super::ask::{Answer, Ask};
use super::super::state::State;
use crate::serve::wire::{Hold, Response};

/// The most messages of a channel that nobody fetches; the oldest go first.
const MOST: usize = 16;
/// The most bytes of a message.
pub const MOST_BYTES: u64 = 4 << 10;

/// `GET /poll/{channel}?timeout=30s`: the next message, or 204 when there is none in time.
pub fn wait(ask: &mut Ask<'_>) -> Answer {
    let most = Duration::from_secs_f64(ask.option_seconds("timeout")?.unwrap_or(30.0));
    let hold = Some(Hold { channel: ask.argument(0).to_owned(), most });
    Ok(Response { hold, ..Response::new(204).field("Cache-Control", "no-store") })
}

/// `POST /poll/{channel}`: says something.
pub fn say(ask: &mut Ask<'_>) -> Answer {
    let media_type = ask.field("content-type").unwrap_or_else(|| "application/octet-stream".to_owned());
    let message = (media_type, ask.request.content.clone());
    ask.state.channels.change(ask.argument(0).to_owned(), |entry| {
        let messages = entry.get_or_insert_with(VecDeque::new);
        if messages.len() == MOST {
            messages.pop_front();
        }
        messages.push_back(message);
    });
    Ok(Response::new(202))
}

/// The next message of a channel as a response; it is gone then.
pub fn next(state: &State, channel: &str) -> Option<Response> {
    let (media_type, content) = state.channels.change(channel.to_owned(), |entry| {
        let message = entry.as_mut()?.pop_front();
        if entry.as_ref().is_some_and(VecDeque::is_empty) {
            *entry = None;
        }
        message
    })?;
    Some(Response::with(200, media_type, content).field("Cache-Control", "no-store"))
}
