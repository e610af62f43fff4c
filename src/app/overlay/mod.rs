//! What is laid over a screen: a list of choices, or a text.

mod draw;
mod layout;
mod picker;
mod reader;

use crossterm::event::KeyEvent;
use ratatui::layout::{Position, Rect};

use crate::app::action::{Action, Context};
use crate::app::line_edit;
use crate::app::mouse::{Mouse, row_in};
pub use layout::Layout;
pub use picker::{Choice, HEAD, Item, Picker};
pub use reader::{Reader, Row};

/// Something laid over the screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// A list of choices.
    Picker(Picker),
    /// A text.
    Reader(Reader),
}

/// What an overlay makes of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// It goes on.
    Stay,
    /// It is closed.
    Close,
    /// It is closed with this choice.
    Choose(Choice),
    /// It has no use for the action.
    Unhandled(Action),
}

impl Overlay {
    /// Where keys are pressed while it is there.
    pub const fn context(&self) -> Context {
        match self {
            Self::Picker(_) => Context::Picker,
            Self::Reader(_) => Context::Reader,
        }
    }

    /// Whether it holds a text to be selected with the terminal's own means.
    pub const fn is_for_selecting(&self) -> bool {
        matches!(self, Self::Reader(reader) if reader.for_selecting)
    }

    /// Where it stands on a screen.
    pub fn layout(&self, screen: Rect) -> Layout {
        match self {
            Self::Picker(picker) => Layout::over(screen, picker.height()),
            Self::Reader(reader) if reader.for_selecting => Layout::over_all(screen),
            Self::Reader(reader) => Layout::over(screen, reader.rows.len()),
        }
    }

    /// Does an action.
    pub fn update(&mut self, action: Action, key: KeyEvent, screen: Rect) -> Reply {
        let height = usize::from(self.layout(screen).rows.height);
        let page = isize::try_from(height).unwrap_or(1).max(2) - 1;
        let by = match action {
            Action::Down => 1,
            Action::Up => -1,
            Action::PageDown => page,
            Action::PageUp => -page,
            Action::Top => isize::MIN / 2,
            Action::Bottom => isize::MAX / 2,
            Action::Back => return Reply::Close,
            _ => 0,
        };
        match self {
            _ if by != 0 => self.step(by, height),
            Self::Picker(picker) => match action {
                Action::Type => {
                    if line_edit::edit(&mut picker.input, key) {
                        picker.narrow();
                    }
                }
                Action::Open => return picker.choice().map_or(Reply::Stay, |choice| Reply::Choose(choice.clone())),
                _ => return Reply::Unhandled(action),
            },
            Self::Reader(_) => return Reply::Unhandled(action),
        }
        Reply::Stay
    }

    fn step(&mut self, by: isize, height: usize) {
        match self {
            Self::Reader(reader) => reader.scroll_by(by, height),
            Self::Picker(picker) => {
                let shown = picker.shown().len();
                picker.cursor.step(by, shown);
            }
        }
    }

    /// Takes in pasted text.
    pub fn paste(&mut self, text: &str) {
        if let Self::Picker(picker) = self
            && line_edit::paste(&mut picker.input, text)
        {
            picker.narrow();
        }
    }

    /// What the mouse does to it.
    pub fn mouse(&mut self, mouse: Mouse, screen: Rect) -> Reply {
        match mouse {
            Mouse::Click(at) => return self.click(at, screen),
            Mouse::Wheel(_, by) => {
                let height = usize::from(self.layout(screen).rows.height);
                let by = if matches!(self, Self::Picker(_)) { by.signum() } else { by };
                self.step(by, height);
            }
            Mouse::Drag(_) | Mouse::Release | Mouse::Tilt(..) => {}
        }
        Reply::Stay
    }

    /// A click beside it closes it, one on a choice takes that.
    fn click(&mut self, at: Position, screen: Rect) -> Reply {
        let layout = self.layout(screen);
        if !layout.outer.contains(at) {
            return Reply::Close;
        }
        let Self::Picker(picker) = self else { return Reply::Stay };
        let row = row_in(layout.rows, at).and_then(|row| usize::from(row).checked_sub(HEAD));
        let item = row.map(|row| picker.cursor.offset + row / picker.item_rows());
        match item.filter(|item| *item < picker.shown().len()) {
            Some(item) => {
                picker.cursor.selected = item;
                picker.choice().map_or(Reply::Stay, |choice| Reply::Choose(choice.clone()))
            }
            None => Reply::Stay,
        }
    }

    /// Makes ready what is to be drawn.
    pub fn prepare(&mut self, screen: Rect) {
        if let Self::Reader(reader) = self {
            // The width does not depend on the number of lines.
            let width =
                if reader.for_selecting { Layout::over_all(screen) } else { Layout::over(screen, 0) }.rows.width;
            reader.fit(width);
        }
        let height = usize::from(self.layout(screen).rows.height);
        match self {
            Self::Picker(picker) => {
                let rows = height.saturating_sub(HEAD) / picker.item_rows();
                let shown = picker.shown().len();
                picker.cursor.show(rows.max(1), shown);
            }
            Self::Reader(reader) => reader.scroll_by(0, height),
        }
    }
}
