//! What goes wrong on purpose, and when. How it is done to the bytes is in [`crate::fault`].

mod latency;
mod next;
mod plan;
mod rule;

pub use next::{InForce, Next};
pub use plan::{FIELD, Faults, Plan};
pub use rule::Rule;
