//! Where a card of the quiz stands.

use ratatui::layout::Rect;

use crate::app::frame::{Frame, TALL};

/// The widest a card is, in cells.
const WIDEST: u16 = 76;

/// The parts of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CardLayout {
    /// The line over it: what it is for, and how far one is.
    pub head: Rect,
    /// The line under that; `None` where there is no room for one.
    pub rule: Option<Rect>,
    /// Its text.
    pub text: Rect,
    /// The line in which an answer is typed, under the text.
    pub input: Rect,
}

impl CardLayout {
    /// Divides the body of a frame; `typing` leaves two lines for an answer.
    pub fn new(frame: Frame, typing: bool) -> Self {
        let body = frame.body;
        let width = body.width.saturating_sub(2).min(WIDEST);
        let head = Rect { x: body.x + (body.width - width) / 2, width, height: body.height.min(1), ..body };
        let over = if body.height >= TALL { 3 } else { 1 };
        let height = body.height.saturating_sub(over + if typing { 2 } else { 0 });
        let text = Rect { y: body.y + body.height.min(over), height, width: width.saturating_sub(2), ..head };
        let rule = Rect { y: head.y + 1, ..head };
        let input = Rect { y: text.bottom() + 1, height: 1, ..text };
        Self { head, rule: (text.y > rule.y).then_some(rule), text, input }
    }

    /// The height of the text, in lines.
    pub fn height(&self) -> usize {
        usize::from(self.text.height)
    }
}
