//! What the mouse does on the playground.

use super::Playground;
use crate::app::command::Command;
use crate::app::mouse::{Mouse, row_in};
use crate::app::shared::Shared;

impl Playground {
    pub(super) fn mouse(&mut self, mouse: Mouse, shared: &Shared) -> Vec<Command> {
        let layout = self.layout(shared);
        if self.ring.total() == 0 {
            if let Mouse::Wheel(_, by) = mouse {
                self.intro_top = self.intro_top.saturating_add_signed(by);
            }
            return Vec::new();
        }
        match mouse {
            Mouse::Click(at) => {
                if let Some(row) = row_in(layout.rows, at).map(|row| self.cursor.offset + usize::from(row)) {
                    self.pane = 0;
                    if row < self.shown.len() {
                        self.select(row);
                    }
                } else if let Some(part) = layout.parts.iter().position(|part| part.contains(at)) {
                    self.pane = part + 1;
                }
            }
            Mouse::Wheel(at, by) => {
                if let Some(part) = layout.parts.iter().position(|part| part.contains(at)) {
                    self.scroll(part, by, layout);
                } else {
                    let last = self.shown.len().saturating_sub(1);
                    self.select(self.cursor.selected.saturating_add_signed(by.signum()).min(last));
                }
            }
            Mouse::Drag(_) | Mouse::Release | Mouse::Tilt(..) => {}
        }
        Vec::new()
    }
}
