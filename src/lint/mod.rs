//! Checks of HTTP messages: what is wrong with an exchange, by which section, and what to do about it.

mod fields;
mod finding;
mod grammar;
mod look;
mod report;
mod rule;
mod values;

pub use finding::{Finding, Level, Source};
