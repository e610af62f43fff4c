//! What the mouse does, as a screen takes it.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

/// Lines that one notch of the wheel moves.
const NOTCH: isize = 3;

/// Something that the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// The left button went down.
    Click(Position),
    /// The pointer moved with the left button down.
    Drag(Position),
    /// A button was let go.
    Release,
    /// The wheel turned by some lines, down if positive.
    Wheel(Position, isize),
    /// The wheel was tilted, or turned with Shift: by some cells, to the right if positive.
    Tilt(Position, isize),
}

impl Mouse {
    /// What an event of the terminal means; `None` for those that mean nothing here.
    pub fn of(event: MouseEvent) -> Option<Self> {
        let at = Position::new(event.column, event.row);
        let sideways = event.modifiers.contains(KeyModifiers::SHIFT);
        Some(match event.kind {
            MouseEventKind::ScrollRight => Self::Tilt(at, NOTCH),
            MouseEventKind::ScrollLeft => Self::Tilt(at, -NOTCH),
            MouseEventKind::ScrollDown if sideways => Self::Tilt(at, NOTCH),
            MouseEventKind::ScrollUp if sideways => Self::Tilt(at, -NOTCH),
            MouseEventKind::ScrollDown => Self::Wheel(at, NOTCH),
            MouseEventKind::ScrollUp => Self::Wheel(at, -NOTCH),
            MouseEventKind::Down(MouseButton::Left) => Self::Click(at),
            MouseEventKind::Drag(MouseButton::Left) => Self::Drag(at),
            MouseEventKind::Up(_) => Self::Release,
            _ => return None,
        })
    }
}

/// Which row of an area a position is in, from 0.
pub fn row_in(area: Rect, at: Position) -> Option<u16> {
    area.contains(at).then(|| at.y - area.y)
}
