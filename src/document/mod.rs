//! A page as a document: sections of blocks, laid out as styled lines for a screen or written as Markdown.
//!
//! The interface and the command line show the same sections in the same order; only the last step differs.

mod inline;
mod lay_out;
mod markdown;
mod part;
mod sections;

pub use inline::{wrap, wrap_marked};
pub use lay_out::{Document, Line, Options, Span, Target, lay_out};
pub use markdown::markdown;
pub use part::PagePart;
pub use sections::{Block, Section, SectionId, sections};

/// What a piece of text is, for a theme to give it a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text.
    Text,
    /// Text that one should not miss.
    Strong,
    /// Text that may be passed over.
    Muted,
    /// Code, a command, a header field, a setting.
    Code,
    /// Words of a specification.
    Quote,
    /// A heading, in the color of the code's class.
    Heading,
    /// A number or mark in front of an item, in the color of the code's class.
    Marker,
    /// A property of the code.
    Badge,
    /// Something that leads elsewhere.
    Link,
    /// Words in which it differs from what stands beside it.
    Mark,
    /// The name of what is chosen among others in a row.
    Chosen,
    /// A word of a programming language.
    Keyword,
    /// A string in a program.
    Literal,
    /// A number, or another constant, in a program.
    Number,
    /// A comment in a program.
    Comment,
    /// The name of a function or type in a program.
    Name,
}
