//! What the mouse does at a URL that is checked.

use super::Check;
use crate::app::command::Command;
use crate::app::mouse::{Mouse, row_in};
use crate::app::shared::Shared;

impl Check {
    /// A click marks a hop, and explains the one that is marked; one on the URL edits that.
    pub(super) fn mouse(&mut self, mouse: Mouse, shared: &mut Shared) -> Vec<Command> {
        let layout = self.layout(shared);
        let part_at = |at| layout.parts.iter().position(|part| part.contains(at));
        match mouse {
            Mouse::Click(at) if layout.head.contains(at) => self.is_typing = true,
            Mouse::Click(at) if self.run.is_some() => {
                if let Some(row) = row_in(layout.rows, at).map(|row| self.cursor.offset + usize::from(row)) {
                    if row >= self.hops().len() {
                        return Vec::new();
                    }
                    let is_marked = row == self.cursor.selected && self.pane == 0 && !self.is_typing;
                    self.pane = 0;
                    self.leave_field();
                    if is_marked {
                        return self.explain(shared);
                    }
                    self.select(row);
                } else if let Some(part) = part_at(at) {
                    self.pane = part + 1;
                    self.leave_field();
                }
            }
            Mouse::Wheel(_, by) if self.run.is_none() => {
                self.intro_top = self.intro_top.saturating_add_signed(by);
            }
            Mouse::Wheel(at, by) => {
                if let Some(part) = part_at(at) {
                    self.scroll(part, by, layout);
                } else {
                    let last = self.hops().len().saturating_sub(1);
                    self.select(self.cursor.selected.saturating_add_signed(by.signum()).min(last));
                }
            }
            Mouse::Click(_) | Mouse::Drag(_) | Mouse::Release | Mouse::Tilt(..) => {}
        }
        Vec::new()
    }
}
