//! The quiz.

pub mod card;
pub mod situation;
