//! What came of URLs: in words, as JSON, as XML.

mod bar;
mod explained;
mod json;
mod junit;
mod lines;
mod markdown;
mod one_line;
mod words;

pub use bar::{bar, sign, steps};
pub use explained::{explained, shown};
pub use json::{PrintedChain, to_json};
pub use junit::{case, suite};
pub use lines::{Styled, lines};
pub use markdown::markdown;
pub use one_line::{one_line, summary};
pub use words::{about, certificate, certificates, in_short, time, told};
