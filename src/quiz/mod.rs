//! The quiz: questions on every code, made from the pages, from written situations and from comparisons.
//!
//! - [`card`]: what is remembered on its own; [`situation`]: the written cases.
//! - [`question`]: a question, its choices or typed answer, how a reply is marked, and the words for the result.
//! - [`bank`]: which questions there are for each card, and how each is made.
//! - [`memory`]: every answer that was given, and how well each card is remembered after them.
//! - [`session`]: one round of questions in a mode, and which card is asked next.
//! - [`statistics`] and [`anki`]: progress in figures, and the catalogue as a deck for Anki.

pub mod anki;
pub mod bank;
pub mod card;
pub mod memory;
pub mod question;
mod random;
pub mod session;
pub mod situation;
pub mod statistics;
