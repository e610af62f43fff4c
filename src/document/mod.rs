//! A page as a document: sections of blocks, laid out as styled lines for a screen or written as Markdown.
//!
//! The interface and the command line show the same sections in the same order; only the last step differs.

mod block;
mod clients;
mod command;
mod elsewhere;
mod failure;
mod glance;
mod html;
mod lay_out;
mod line;
mod markdown;
mod message_lines;
mod options;
mod overview;
mod part;
mod pieces;
mod sections;
mod sentence;
mod steps;

pub use block::Block;
pub use command::is_command;
pub use glance::glance;
pub use html::html;
pub use lay_out::{heading, item, lay_out};
pub use line::{Document, Line, Target};
pub use markdown::markdown;
pub use options::Options;
pub use part::PagePart;
pub use sections::{Section, SectionId, sections};
pub use sentence::first_sentence;

pub use crate::text::{Role, Span, wrap};
