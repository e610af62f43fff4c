//! What the mouse does at a message that is explained.

use super::Explain;
use super::explained::Content;
use crate::app::command::Command;
use crate::app::mouse::{Mouse, row_in};
use crate::app::shared::Shared;

impl Explain {
    pub(super) fn mouse(&mut self, mouse: Mouse, shared: &Shared) -> Vec<Command> {
        match self.content() {
            Some(Content::Told(_)) => self.mouse_on_told(mouse, shared),
            Some(Content::Archive(rows)) => {
                let count = rows.len();
                return self.mouse_on_archive(mouse, count, shared);
            }
            None if self.pasted.is_none() => {
                if let Mouse::Wheel(_, by) = mouse {
                    self.scroll_intro(by, shared);
                }
            }
            Some(Content::Unreadable(_)) | None => {}
        }
        Vec::new()
    }

    /// A click chooses an entry, and explains the one that is chosen.
    fn mouse_on_archive(&mut self, mouse: Mouse, count: usize, shared: &Shared) -> Vec<Command> {
        let area = shared.frame.titled().text;
        match mouse {
            Mouse::Wheel(_, by) => self.list.step(by.signum(), count),
            Mouse::Click(at) => {
                let Some(row) = row_in(area, at).map(usize::from) else { return Vec::new() };
                if self.list.offset + row == self.list.selected {
                    return self.open_entry();
                }
                self.list.pick(row, count);
            }
            _ => {}
        }
        Vec::new()
    }

    /// A click chooses a finding, in the list or where it points, and shows the one that is chosen whole.
    fn mouse_on_told(&mut self, mouse: Mouse, shared: &Shared) {
        let layout = self.layout(shared);
        let mut reading = std::mem::take(&mut self.reading);
        if let Some(told) = self.told() {
            match mouse {
                Mouse::Wheel(at, by) if layout.message.contains(at) => reading.scroll_message(by, told, layout),
                Mouse::Wheel(_, by) => reading.scroll_side(by, layout),
                Mouse::Click(at) => {
                    if let Some(row) = row_in(layout.message, at) {
                        let line = Some(reading.message + usize::from(row));
                        reading.go_to(true);
                        if let Some(finding) = told.findings.iter().position(|finding| finding.mark == line) {
                            reading.select(finding);
                        }
                    } else if let Some(row) = row_in(layout.side, at) {
                        let line = reading.lines.get(reading.side + usize::from(row));
                        let finding = line.and_then(|line| line.finding);
                        reading.go_to(false);
                        match finding {
                            Some(finding) if finding == reading.selected => reading.unfold(!reading.unfolded),
                            Some(finding) => reading.select(finding),
                            None => {}
                        }
                    }
                }
                _ => {}
            }
        }
        self.reading = reading;
    }
}
