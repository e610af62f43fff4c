//! What a server does on a connection, step by step.

use std::time::Duration;

/// One step of a script.
///
/// A script that ends without [`Step::Close`], [`Step::Reset`] or [`Step::Stall`] leaves the connection open for the
/// next request, unless the response itself says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Send these bytes.
    Send(Vec<u8>),
    /// Send these bytes so many times, or until the client has gone.
    Repeat {
        /// The bytes.
        bytes: Vec<u8>,
        /// How many times at most.
        times: u32,
    },
    /// Do nothing for so long.
    Wait(Duration),
    /// Wait until the client has sent the first bytes of another request; they are not read as a request.
    AwaitRequest,
    /// Close the connection in good order (FIN).
    Close,
    /// Abort the connection (RST).
    Reset,
    /// Send nothing more and keep the connection open until the client has gone, or for as long as the player allows.
    Stall,
}

impl Step {
    /// Whether nothing can follow on the connection.
    pub fn is_last(&self) -> bool {
        matches!(self, Self::Close | Self::Reset | Self::Stall)
    }
}
