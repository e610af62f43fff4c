//! What can be chosen on the playground.

use crate::catalog::Index;

/// What is offered for the next requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The words of what goes wrong; empty for what is asked for.
    pub words: String,
    /// How many requests get it, once that was chosen; `Some(None)` for all.
    pub times: Option<Option<u64>>,
}

/// What can be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyAs {
    /// The request as a curl command.
    Curl,
    /// The request as it came.
    Request,
    /// The response as it went.
    Response,
    /// The program that sends the status, or handles it, in the language with this id.
    Snippet(Index, String),
}
