//! What on the screen leads to a page of the web.

use ratatui::layout::Rect;

/// A piece of a row that leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it stands, one cell high.
    pub area: Rect,
    /// Where it leads.
    pub url: String,
}
