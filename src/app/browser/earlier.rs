//! Earlier searches, above the first hit.

use std::ops::Range;

use ratatui::layout::Rect;
use tui_input::Input;

use super::search::Search;
use crate::widgets::Canvas;

/// Choosing among earlier searches.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// What was typed before.
    typed: Input,
    /// Which is chosen, from the latest.
    at: usize,
}

impl Search {
    /// Offers earlier searches; returns whether there are any.
    pub(super) fn begin_earlier(&mut self, searches: &[String]) -> bool {
        if let Some(latest) = searches.first() {
            let typed = std::mem::replace(&mut self.input, Input::from(latest.as_str()));
            self.earlier = Some(Earlier { typed, at: 0 });
        }
        self.earlier.is_some()
    }

    /// Chooses another one, by so many below this one; below the latest is what was typed.
    pub(super) fn step_earlier(&mut self, by: isize, searches: &[String]) {
        let Some(earlier) = &mut self.earlier else { return };
        match earlier.at.checked_add_signed(-by) {
            Some(at) => {
                earlier.at = at.min(searches.len().saturating_sub(1));
                if let Some(search) = searches.get(earlier.at) {
                    self.input = Input::from(search.as_str());
                }
            }
            None => self.leave_earlier(),
        }
    }

    /// Goes back to what was typed.
    pub(super) fn leave_earlier(&mut self) {
        if let Some(earlier) = self.earlier.take() {
            self.input = earlier.typed;
        }
    }

    /// The searches that a list of some height shows, the latest last: the first of them, counted from the latest.
    fn shown_earlier(&self, count: usize, height: usize) -> Option<Range<usize>> {
        let at = self.earlier.as_ref()?.at;
        let first = (at + 1).saturating_sub(height);
        Some(first..(first + height).min(count))
    }

    /// Chooses one by its row in a list of some height; returns whether it is there.
    pub(super) fn pick_earlier(&mut self, row: u16, height: u16, searches: &[String]) -> bool {
        let Some(shown) = self.shown_earlier(searches.len(), usize::from(height)) else { return false };
        let at = shown.rev().nth(usize::from(row));
        if let Some((at, earlier)) = at.zip(self.earlier.as_mut()) {
            earlier.at = at;
            self.input = Input::from(searches[at].as_str());
        }
        at.is_some()
    }

    /// Draws the earlier searches in the place of the hits, the latest at the bottom.
    pub(super) fn draw_earlier(&self, searches: &[String], area: Rect, canvas: &mut Canvas) {
        let Some(shown) = self.shown_earlier(searches.len(), usize::from(area.height)) else { return };
        let at = self.earlier.as_ref().map(|earlier| earlier.at);
        for (n, y) in shown.rev().zip(area.top()..area.bottom()) {
            let row = Rect { y, height: 1, width: area.width - 1, ..area };
            let is_chosen = at == Some(n);
            let style = if is_chosen { canvas.theme.selected } else { canvas.theme.text };
            if is_chosen {
                canvas.buffer.set_style(row, style);
            }
            canvas.put(row, row.x + 2, &searches[n], style);
        }
    }
}
