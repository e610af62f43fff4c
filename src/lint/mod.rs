//! Checks of HTTP messages: what is wrong with an exchange, by which section, and what to do about it.
//!
//! What a field's value may be is data: the table of fields with their grammars. Everything else is a rule in a file of its
//! subject; [`rules`] lists them all, and `data/lint` holds messages that break and keep each of them.

mod cached;
mod check;
mod fields;
mod finding;
mod grammar;
mod look;
mod report;
mod rule;
mod rules;
mod values;

pub use cached::{Caching, Verdict, caching};
pub use check::check;
pub use finding::{Finding, Level, Source};
pub use rule::{Group, Rule};
pub use rules::{PROXY_ERRORS, rules};
