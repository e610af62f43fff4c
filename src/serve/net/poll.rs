//! Long polling: responses that are held back until there is something to say.

use tokio::time::{Instant, timeout_at};

use super::shared::Shared;
use super::stream::Gone;
use crate::serve::wire::Response;

/// Waits until the channel of a response has a message, or as long as the response wants; then it is the response.
///
/// # Errors
/// When the client is gone.
pub async fn held(gone: impl Future<Output = Gone>, shared: &Shared, response: Response) -> Result<Response, Gone> {
    tokio::pin!(gone);
    let Some(hold) = &response.hold else { return Ok(response) };
    let until = Instant::now() + hold.most;
    loop {
        let news = shared.news.notified();
        tokio::pin!(news);
        // From here on no message is missed.
        news.as_mut().enable();
        if let Some(message) = shared.playground.message(&hold.channel) {
            return Ok(message);
        }
        tokio::select! {
            come = timeout_at(until, news) => if come.is_err() { return Ok(response) },
            gone = &mut gone => return Err(gone),
        }
    }
}
