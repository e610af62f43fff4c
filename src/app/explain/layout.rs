//! Where the parts of the screen stand.

use ratatui::layout::Rect;

use crate::app::frame::Frame;

/// From this width on the message and the findings stand side by side.
const BOTH: u16 = 100;
/// From this height of the body on there is room for a line between the verdict and what is below.
const RULED: u16 = 9;
/// From this height on the whole verdict is shown.
const HIGH: u16 = 16;
/// The cells between the two columns: one for a scrollbar, a line, and blanks.
const GAP: u16 = 4;

/// The parts of the screen; a part that is not shown has no area.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ExplainLayout {
    /// What happened.
    pub verdict: Rect,
    /// The line under it.
    pub rule: Rect,
    /// The messages.
    pub message: Rect,
    /// Between the columns.
    pub divider: Rect,
    /// The findings.
    pub side: Rect,
}

impl ExplainLayout {
    /// Divides the body; of two columns that have no room side by side the one that keys go to is there.
    pub fn new(frame: Frame, verdict: usize, on_message: bool) -> Self {
        let body = frame.body;
        let (head, message, side) = columns(frame);
        let height = u16::try_from(verdict.min(verdict_room(frame))).unwrap_or(0);
        let verdict = Rect { height, ..head };
        let ruled = u16::from(body.height >= RULED && height > 0);
        let top = height + ruled;
        let below = |column: Rect| Rect { y: body.y + top, height: body.height.saturating_sub(top), ..column };
        let rule = Rect { y: body.y + height, height: ruled, ..head };
        let (message, side) = (below(message), below(side));
        if has_both(frame) {
            let divider = Rect { x: message.right() + 2, width: 1, ..message };
            return Self { verdict, rule, message, divider, side };
        }
        let none = Rect::default();
        let (message, side) = if on_message { (message, none) } else { (none, side) };
        Self { verdict, rule, message, divider: none, side }
    }
}

/// How many lines there are for the verdict.
pub fn verdict_room(frame: Frame) -> usize {
    match frame.body.height {
        HIGH.. => 6,
        RULED.. => 3,
        _ => 1,
    }
}

/// Whether the columns stand side by side.
pub fn has_both(frame: Frame) -> bool {
    // Of a screen that is too low there is no body.
    frame.body.width >= BOTH
}

/// The columns of the verdict, the message and the findings, as high as the body.
pub fn columns(frame: Frame) -> (Rect, Rect, Rect) {
    let head = frame.titled().head;
    let all = Rect { y: frame.body.y, height: frame.body.height, ..head };
    if !has_both(frame) {
        return (all, all, all);
    }
    let side = all.width * 9 / 20;
    let message = Rect { width: all.width - side - GAP, ..all };
    (all, message, Rect { x: message.right() + GAP, width: side, ..all })
}
