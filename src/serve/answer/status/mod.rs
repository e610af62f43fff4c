//! `/status/…`: every status code, with what it must and should carry.

mod choice;
mod content;
mod path;
mod statuses;
mod template;

pub use path::status;
pub use statuses::Statuses;
