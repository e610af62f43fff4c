//! Text as a terminal and other programs need it: cleaned, measured and cut in cells, wrapped, escaped.
//!
//! A cell is one place of the terminal's grid. A character that a reader sees as one (a grapheme) takes none, one or
//! two of them, and is never cut.

mod clean;
pub mod escape;
mod find;
mod link;
mod span;
mod width;
mod wrap;

pub use clean::{
    ascii, clean, clean_lines, is_harmless, is_one_symbol, line_count, pasteable, replace_unseen, shorten,
};
pub use escape::is_web_address;
pub use find::{FoundAt, find};
pub use link::{LINK_END, link_start, takes_links, without_links};
pub use span::{Role, Span};
pub use width::{break_lines, break_off, clip, clip_with, clip_words, skip, width};
pub use wrap::{break_marked, wrap, wrap_marked};
