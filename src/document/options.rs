//! How to lay out.

/// How to lay out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The width in cells.
    pub width: usize,
    /// Whether backticks stay around code, where no style can tell it apart.
    pub keep_ticks: bool,
    /// Whether only ASCII may be added to the text.
    pub ascii: bool,
}
