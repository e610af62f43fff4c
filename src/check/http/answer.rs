//! What came back for a request.

use std::time::Instant;

use crate::check::failure::Failure;
use crate::message::Message;

/// What came back for a request.
#[derive(Debug, Default)]
pub struct Answer {
    /// The responses, interim ones first.
    pub messages: Vec<Message>,
    /// When the request set out.
    pub sent: Option<Instant>,
    /// When the first byte of a response came.
    pub first: Option<Instant>,
    /// Why it is not whole, if it is not.
    pub failure: Option<Failure>,
    /// Whether content was left unread because it is long.
    pub is_cut: bool,
    /// Whether the connection can be used again.
    pub is_reusable: bool,
}

impl Answer {
    /// The final response.
    pub fn response(&self) -> Option<&Message> {
        self.messages.iter().rfind(|message| !message.interim())
    }
}
