//! What came of URLs: in words, as JSON, as XML.

mod explained;
mod json;
mod junit;
mod lines;
mod markdown;
mod one_line;

pub use json::{PrintedChain, to_json};
pub use junit::{case, suite};
pub use lines::{Styled, lines};
pub use markdown::markdown;
pub use one_line::{one_line, summary};
