//! What is laid over a screen: a list of choices, or a text.

mod draw;
mod item;
mod layout;
mod picker;
mod ranking;
mod reader;

use crossterm::event::KeyEvent;
use ratatui::layout::{Position, Rect};

use crate::app::action::{Action, Context};
use crate::app::line_edit;
use crate::app::mouse::{Mouse, row_in};
use crate::app::text::Text;
pub use item::{Choice, Mark, PickerItem, Purpose};
pub use layout::OverlayLayout;
pub use picker::{HEAD, Picker};
pub use reader::{Reader, ReaderRow};

/// Something laid over the screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// A list of choices.
    Picker(Picker),
    /// A text.
    Reader(Reader),
}

/// What an overlay makes of an input.
#[derive(Debug, Clone)]
pub enum OverlayReply {
    /// It goes on.
    Stay,
    /// It is closed.
    Close,
    /// It is closed with this item chosen.
    Choose(PickerItem),
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
    pub fn layout(&self, screen: Rect) -> OverlayLayout {
        match self {
            Self::Picker(picker) => OverlayLayout::over(screen, picker.height()),
            Self::Reader(reader) if reader.for_selecting => OverlayLayout::over_all(screen),
            Self::Reader(reader) => OverlayLayout::over(screen, reader.rows.len()),
        }
    }

    /// Does an action.
    pub fn update(&mut self, action: Action, key: KeyEvent, screen: Rect) -> OverlayReply {
        let height = usize::from(self.layout(screen).rows.height);
        let page = match self {
            Self::Picker(picker) => picker.on_screen(height.saturating_sub(HEAD)).count(),
            Self::Reader(_) => height,
        };
        if let Some(rows) = action.rows(page) {
            self.step(rows, height);
            return OverlayReply::Stay;
        }
        if action == Action::Back {
            return OverlayReply::Close;
        }
        match self {
            Self::Picker(picker) => match action {
                Action::Type => {
                    if line_edit::edit(&mut picker.input, key) {
                        picker.narrow();
                    }
                }
                Action::Open => {
                    return picker.selected().map_or(OverlayReply::Stay, |item| OverlayReply::Choose(item.clone()));
                }
                _ => return OverlayReply::Unhandled(action),
            },
            Self::Reader(_) => return OverlayReply::Unhandled(action),
        }
        OverlayReply::Stay
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
    pub fn mouse(&mut self, mouse: Mouse, screen: Rect) -> OverlayReply {
        match mouse {
            Mouse::Click(at) => return self.click(at, screen),
            Mouse::Wheel(_, by) => {
                let height = usize::from(self.layout(screen).rows.height);
                let by = if matches!(self, Self::Picker(_)) { by.signum() } else { by };
                self.step(by, height);
            }
            Mouse::Drag(_) | Mouse::Release | Mouse::Tilt(..) => {}
        }
        OverlayReply::Stay
    }

    /// A click beside it closes it, one on a choice takes that.
    fn click(&mut self, at: Position, screen: Rect) -> OverlayReply {
        let layout = self.layout(screen);
        if !layout.outer.contains(at) {
            return OverlayReply::Close;
        }
        let Self::Picker(picker) = self else { return OverlayReply::Stay };
        let row = row_in(layout.rows, at).and_then(|row| usize::from(row).checked_sub(HEAD));
        let Some(row) = row else { return OverlayReply::Stay };
        let Some((item, first)) = picker.on_screen(row + 1).last() else { return OverlayReply::Stay };
        picker.cursor.selected = item;
        match picker.selected().filter(|item| row < first + item.rows()) {
            Some(item) => OverlayReply::Choose(item.clone()),
            None => OverlayReply::Stay,
        }
    }

    /// The text of a reader, to find words in.
    pub fn text(&self, screen: Rect) -> Option<Text> {
        let Self::Reader(reader) = self else { return None };
        let area = self.layout(screen).rows;
        Some(Text { lines: reader.lines(area.width), top: reader.scroll, area })
    }

    /// Shows the text from a line on.
    pub fn show_text_from(&mut self, line: usize, screen: Rect) {
        let height = usize::from(self.layout(screen).rows.height);
        if let Self::Reader(reader) = self {
            reader.scroll = line;
            reader.scroll_by(0, height);
        }
    }

    /// Makes ready what is to be drawn.
    pub fn prepare(&mut self, screen: Rect) {
        if let Self::Reader(reader) = self {
            // The width does not depend on the number of lines.
            let width =
                if reader.for_selecting { OverlayLayout::over_all(screen) } else { OverlayLayout::over(screen, 0) }
                    .rows
                    .width;
            reader.fit(width);
        }
        let height = usize::from(self.layout(screen).rows.height);
        match self {
            Self::Picker(picker) => {
                picker.keep_in_sight(height.saturating_sub(HEAD).max(1));
            }
            Self::Reader(reader) => reader.scroll_by(0, height),
        }
    }
}
