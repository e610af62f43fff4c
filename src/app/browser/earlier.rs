//! Earlier searches, above the first hit.

use std::ops::Range;

use ratatui::layout::Rect;
use tui_input::Input;

use crate::widgets::Canvas;

/// Choosing among earlier searches: the chosen one stands in the line of the search.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// What was typed before.
    typed: Input,
    /// Which is chosen, from the latest.
    at: usize,
}

impl Earlier {
    /// Offers earlier searches, if there are any.
    pub(super) fn begin(input: &mut Input, searches: &[String]) -> Option<Self> {
        let latest = searches.first()?;
        let typed = std::mem::replace(input, Input::from(latest.as_str()));
        Some(Self { typed, at: 0 })
    }

    /// Chooses another one, by so many below this one. Below the latest is what was typed: then it is `None`.
    pub(super) fn step(mut self, by: isize, input: &mut Input, searches: &[String]) -> Option<Self> {
        let Some(at) = self.at.checked_add_signed(-by) else {
            self.leave(input);
            return None;
        };
        self.at = at.min(searches.len().saturating_sub(1));
        if let Some(search) = searches.get(self.at) {
            *input = Input::from(search.as_str());
        }
        Some(self)
    }

    /// Goes back to what was typed.
    pub(super) fn leave(self, input: &mut Input) {
        *input = self.typed;
    }

    /// Those that a list of some height shows, counted from the latest.
    fn shown(&self, count: usize, height: usize) -> Range<usize> {
        let first = (self.at + 1).saturating_sub(height);
        first..(first + height).min(count)
    }

    /// The one in a row of a list of some height.
    pub(super) fn in_row<'s>(&self, row: u16, height: u16, searches: &'s [String]) -> Option<&'s str> {
        let at = self.shown(searches.len(), usize::from(height)).rev().nth(usize::from(row))?;
        searches.get(at).map(String::as_str)
    }

    /// Draws them in the place of the hits, the latest at the bottom.
    pub(super) fn draw(&self, searches: &[String], area: Rect, canvas: &mut Canvas) {
        let shown = self.shown(searches.len(), usize::from(area.height));
        for (n, y) in shown.rev().zip(area.top()..area.bottom()) {
            let row = Rect { y, height: 1, width: area.width - 1, ..area };
            let is_chosen = self.at == n;
            let style = if is_chosen { canvas.theme.selected } else { canvas.theme.text };
            if is_chosen {
                canvas.buffer.set_style(row, style);
            }
            canvas.put(row, row.x + 2, &searches[n], style);
        }
    }
}
