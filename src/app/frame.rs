//! The frame around every screen: what a terminal of some size has room for.

use ratatui::layout::Rect;

/// The smallest screen on which the program is usable, width first.
pub const SMALLEST: (u16, u16) = (20, 6);

/// From this width on three panes have room side by side.
pub const WIDE: u16 = 120;
/// From this width on two have.
pub const MEDIUM: u16 = 60;
/// From this height on there is room for a header and rules.
pub const TALL: u16 = 12;

/// The parts of the screen around and behind what a screen shows; a part that is not shown has no area.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Frame {
    /// All of it.
    pub screen: Rect,
    /// Whether it is smaller than [`SMALLEST`]; then nothing else is set.
    pub is_too_small: bool,
    /// The name of the program and the first keys.
    pub header: Rect,
    /// Under the header and over the footer.
    pub rules: [Rect; 2],
    /// What the screen fills.
    pub body: Rect,
    /// Keys and status.
    pub footer: Rect,
}

impl Frame {
    /// Divides a terminal of `width` by `height` cells.
    pub fn new(width: u16, height: u16) -> Self {
        let screen = Rect::new(0, 0, width, height);
        let mut frame = Self { screen, ..Self::default() };
        if width < SMALLEST.0 || height < SMALLEST.1 {
            frame.is_too_small = true;
            return frame;
        }
        frame.footer = Rect::new(0, height - 1, width, 1);
        frame.body = if height >= TALL {
            frame.header = Rect::new(0, 0, width, 1);
            frame.rules = [Rect::new(0, 1, width, 1), Rect::new(0, height - 2, width, 1)];
            Rect::new(0, 2, width, height - 4)
        } else {
            Rect::new(0, 0, width, height - 1)
        };
        frame
    }

    /// Whether three panes have room side by side.
    pub const fn is_wide(&self) -> bool {
        self.screen.width >= WIDE
    }

    /// Whether only one pane has room.
    pub const fn is_narrow(&self) -> bool {
        self.screen.width < MEDIUM
    }

    /// A line for a title over a text that takes the whole width of the body but for its margins and a scrollbar.
    pub fn titled(&self) -> Titled {
        let Rect { x, y, width, height } = self.body;
        let margin = if width >= MEDIUM { 2 } else { 1 };
        let head = Rect::new(x + margin, y, width.saturating_sub(2 * margin + 1), height.min(1));
        let over = if height >= TALL - 4 { 2 } else { 1 };
        let text = Rect { y: y + height.min(over), height: height.saturating_sub(over), ..head };
        Titled { head, text }
    }
}

/// A title over a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Titled {
    /// The line of the title.
    pub head: Rect,
    /// The text under it.
    pub text: Rect,
}
