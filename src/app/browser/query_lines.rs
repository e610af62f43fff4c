//! The text of a search in lines, with the cursor in it.

use std::ops::Range;

use ratatui::layout::{Position, Rect};
use tui_input::Input;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::width;
use crate::widgets::Canvas;

/// A line is broken behind a blank that is in its last part, else where it is full.
const LAST_PART: usize = 3;

/// The lines of a text, and where its cursor stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct QueryLines {
    lines: Vec<Range<usize>>,
    /// The line and the cell.
    cursor: (usize, usize),
}

impl QueryLines {
    /// Breaks the text of an input into lines of so many cells.
    pub(super) fn new(input: &Input, room: usize) -> Self {
        let room = room.max(1);
        let mut lines: Vec<Range<usize>> = vec![Range::default()];
        let (mut cells, mut chars) = (0, 0);
        // Behind the last blank of the line: in bytes, and in cells.
        let mut blank = (0, 0);
        let mut cursor = None;
        for (at, grapheme) in input.value().grapheme_indices(true) {
            let more = width(grapheme);
            if cells + more > room && cells > 0 {
                let (start, before) = if blank.1 * LAST_PART > room * (LAST_PART - 1) { blank } else { (at, cells) };
                if let Some(line) = lines.last_mut() {
                    line.end = start;
                }
                if let Some((line, cell)) = &mut cursor
                    && *line == lines.len() - 1
                    && *cell >= before
                {
                    (*line, *cell) = (lines.len(), *cell - before);
                }
                lines.push(start..at);
                cells -= before;
                blank = (start, 0);
            }
            if cursor.is_none() && input.cursor() <= chars {
                cursor = Some((lines.len() - 1, cells));
            }
            cells += more;
            if grapheme == " " {
                blank = (at + 1, cells);
            }
            chars += grapheme.chars().count();
            if let Some(line) = lines.last_mut() {
                line.end = at + grapheme.len();
            }
        }
        let cursor = cursor.unwrap_or((lines.len() - 1, cells));
        Self { lines, cursor }
    }

    /// How many lines there are.
    pub(super) fn height(&self) -> u16 {
        u16::try_from(self.lines.len()).unwrap_or(u16::MAX)
    }

    /// Draws those that fit behind a prompt, among them the cursor's if it is shown; returns where that stands.
    pub(super) fn draw(&self, input: &Input, area: Rect, with_cursor: bool, canvas: &mut Canvas) -> Position {
        let height = usize::from(area.height);
        let last = self.lines.len().saturating_sub(height);
        let first = if with_cursor { (self.cursor.0 + 1).saturating_sub(height).min(last) } else { 0 };
        for (line, y) in self.lines.iter().skip(first).zip(area.top()..area.bottom()) {
            let row = Rect { y, height: 1, ..area };
            canvas.write(row, row.x, &input.value()[line.clone()], canvas.theme.strong);
        }
        // A sign in the margin where there is more of it.
        let sign = |y, canvas: &mut Canvas| {
            let margin = Rect { x: area.right(), y, width: 1, height: 1 };
            canvas.write(margin, margin.x, canvas.glyphs.more, canvas.theme.muted);
        };
        if first > 0 {
            sign(area.top(), canvas);
        }
        if first < last {
            sign(area.bottom() - 1, canvas);
        }
        let down = u16::try_from(self.cursor.0.saturating_sub(first)).unwrap_or(0);
        let right = u16::try_from(self.cursor.1).unwrap_or(u16::MAX);
        Position::new(area.x.saturating_add(right).min(area.right()), (area.y + down).min(area.bottom() - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, cursor: usize, room: usize) -> (Vec<String>, (usize, usize)) {
        let input = Input::from(text).with_cursor(cursor);
        let all = QueryLines::new(&input, room);
        (all.lines.iter().map(|line| text[line.clone()].to_owned()).collect(), all.cursor)
    }

    #[test]
    fn a_long_text_is_broken_and_the_cursor_stays_at_its_letter() {
        let strings = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>();
        assert_eq!(lines("", 0, 5), (strings(&[""]), (0, 0)));
        assert_eq!(lines("upstream", 8, 5), (strings(&["upstr", "eam"]), (1, 3)));
        assert_eq!(lines("upstream", 5, 5), (strings(&["upstr", "eam"]), (1, 0)));
        assert_eq!(lines("upstr", 5, 5), (strings(&["upstr"]), (0, 5)));
        assert_eq!(lines("日本語", 2, 5), (strings(&["日本", "語"]), (1, 0)));
        assert_eq!(lines("日本", 1, 1), (strings(&["日", "本"]), (1, 0)));
        assert_eq!(lines("a connection", 8, 9), (strings(&["a connect", "ion"]), (0, 8)));
        assert_eq!(lines("connect() failed", 12, 12), (strings(&["connect() ", "failed"]), (1, 2)));
        assert_eq!(lines("connect() failed", 10, 12), (strings(&["connect() ", "failed"]), (1, 0)));
    }
}
