//! What a captured exchange means: its messages, what is wrong with them, who may store the answer, and what next.
//!
//! An [`Explanation`] is worked out once and said in several ways: as lines for a screen, as Markdown, as JSON.

mod about;
mod content;
mod entry;
mod evidence;
mod explanation;
mod lay_out;
mod markdown;
mod messages;
mod next;
mod printed;
mod rule;
mod signs;
mod verdict;

pub use about::About;
pub use content::bytes_in_words;
pub use entry::{Row, row, table, table_markdown};
pub use explanation::{Explainer, Explanation, with_requests};
pub use lay_out::{Parts, lay_out};
pub use markdown::markdown;
pub use next::Next;
pub use printed::{Printed, PrintedExchange, PrintedFailure};
pub use signs::{cite, role, sign};
pub use verdict::Verdict;
