//! A reply to a question, and what it is worth.

use serde::{Deserialize, Serialize};

use crate::catalog::Index;

/// What the learner answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// The choice at this position.
    Choice(usize),
    /// These words.
    Typed(String),
}

/// What an answer is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    /// Whether it is right.
    pub is_right: bool,
    /// The code that was answered, if it was one.
    pub chosen: Option<Index>,
    /// Whether it is wrong, but spelled much like the right one.
    pub nearly: bool,
}
