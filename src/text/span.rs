//! Pieces of text with a meaning that a theme gives a style to.

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text.
    Text,
    /// Text that one should not miss.
    Strong,
    /// Text that may be passed over.
    Muted,
    /// What is wrong.
    Wrong,
    /// Code, a command, a header field, a setting.
    Code,
    /// Words of a specification.
    Quote,
    /// A heading, in the color of the code's class.
    Heading,
    /// A line behind a heading.
    Rule,
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

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// What it says.
    pub text: String,
    /// What it is.
    pub role: Role,
}

impl Span {
    /// A piece of a line.
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role }
    }

    /// So many blanks.
    pub fn blank(cells: usize) -> Self {
        Self::new(" ".repeat(cells), Role::Text)
    }

    /// Its width in cells.
    pub fn width(&self) -> usize {
        super::width(&self.text)
    }
}
