//! The quiz: questions on every code, made from the pages, from written situations and from comparisons.
//!
//! [`bank::Bank`] knows which [`card::Card`]s there are, which questions there are for each, and makes them; a
//! [`question::Question`] marks its replies.

pub mod anki;
pub mod bank;
mod blank;
pub mod card;
mod cases;
mod choose;
pub mod exchange;
mod faults;
mod fsrs;
pub mod material;
pub mod memory;
mod message;
mod mutate;
mod naming;
mod next;
pub mod plan;
pub mod question;
mod random;
pub mod review;
pub mod session;
pub mod situation;
pub mod statistics;
pub mod typed;
mod wrong;
