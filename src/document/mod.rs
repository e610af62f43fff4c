//! A page as a document: sections of blocks, laid out as styled lines for a screen or written as Markdown.
//!
//! The interface and the command line show the same sections in the same order; only the last step differs.

mod glance;
mod lay_out;
mod line;
mod markdown;
mod part;
mod sections;

pub use glance::glance;
pub use lay_out::{Options, lay_out};
pub use line::{Document, Line, Target};
pub use markdown::markdown;
pub use part::PagePart;
pub use sections::{Block, Section, SectionId, sections};

pub use crate::text::{Role, Span, wrap};
