//! The quiz: questions on every code, made from the pages, from written situations and from comparisons.
//!
//! [`bank::Bank`] knows which [`card::Card`]s there are, which questions there are for each, and makes them; a
//! [`question::Question`] marks its replies.

pub mod bank;
mod blank;
pub mod card;
mod cases;
mod choose;
mod faults;
pub mod material;
mod message;
mod mutate;
mod naming;
mod next;
pub mod question;
mod random;
pub mod situation;
pub mod typed;
mod wrong;
