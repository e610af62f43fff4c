//! What the entry of a failure has that no status code has.

use serde::{Deserialize, Serialize};

use super::page::Doc;

/// What stands where a code would: a failure has none.
pub const NO_CODE: &str = "—";

/// What a client says when a failure happens to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientMessage {
    /// The client, and the interface of it where it has several: `curl`, `Node.js fetch`.
    pub client: String,
    /// Its version; empty only where the message was not recorded and its source names none.
    #[serde(default)]
    pub version: String,
    /// The message, word for word, on one line.
    pub message: String,
    /// Whether the message was provoked with that version, and written down as it came.
    #[serde(default)]
    pub recorded: bool,
    /// Where a message stands that was not recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Doc>,
}
