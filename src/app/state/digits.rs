//! The number that is being typed.

use std::time::Instant;

use crate::catalog::Index;

/// Digits so far, and where they led.
#[derive(Debug, Default)]
pub struct Digits {
    /// What was typed.
    pub text: String,
    /// When the last digit came.
    pub last: Option<Instant>,
    /// Where the last whole number led.
    pub jumped: Option<Index>,
}

impl Digits {
    /// Another key than a digit ends a number.
    pub fn end(&mut self) {
        self.text.clear();
        self.last = None;
    }
}
