//! Rules by which evidence puts a cause in front of the others, as `data/next` holds them.
//!
//! The build script compiles this file too, so that a rule that does not parse fails the build.

use serde::{Deserialize, Serialize};

use crate::sender::Condition;

/// What evidence says of the causes of a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The ids of the entries whose pages it is about.
    pub entries: Vec<String>,
    /// One of these wrote the response, or is on its way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub senders: Vec<String>,
    /// What the response and its request are like.
    #[serde(default)]
    pub when: Condition,
    /// Words of the cause on the page that comes first; none where the page does not name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// What it says instead of a cause of the page, or how to find out whether it is that cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// How to confirm it, in place of the check of the cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
    /// The evidence: a clause, without a capital and a full stop.
    pub why: String,
    /// A capture to which it applies.
    #[serde(default, skip_serializing)]
    pub passes: String,
    /// A capture of the same kind to which it does not apply.
    #[serde(default, skip_serializing)]
    pub fails: String,
}
