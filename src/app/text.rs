//! The text that a screen shows.

use ratatui::layout::Rect;

/// A text that words can be found in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its lines.
    pub lines: Vec<String>,
    /// The line at the top of the area.
    pub top: usize,
    /// Where it is drawn.
    pub area: Rect,
}

impl Text {
    /// The line that has to be at the top for a line to be in sight, with what comes before it if it has to move.
    pub fn top_for(&self, line: usize) -> usize {
        let height = usize::from(self.area.height);
        if (self.top..self.top + height).contains(&line) { self.top } else { line.saturating_sub(height / 3) }
    }
}
