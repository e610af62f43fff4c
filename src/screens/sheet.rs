//! Every code on one sheet.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::Pen;
use crate::app::state::sheet::Narrow;
use crate::cheatsheet::{CellContent, SheetCell, folded_mark};
use crate::widgets::{scrollbar, width};

impl Pen<'_> {
    pub(super) fn sheet(&self, buffer: &mut Buffer) {
        let state = self.app.sheet();
        let head = self.app.areas().compare_head();
        let x = self.put(buffer, head, head.x, "Cheat sheet", self.theme.strong);
        let narrow = Narrow::by(&state.filter);
        let codes = state.sheet.order().len();
        let x = self.put(buffer, head, x + 2, narrow.label(), self.theme.muted);
        let codes = if codes == 1 { "1 code".to_owned() } else { format!("{codes} codes") };
        self.put_right(buffer, head, x + 2, &codes, self.theme.muted);
        let area = self.app.areas().compare_text();
        for (row, y) in state.sheet.rows.iter().skip(state.scroll).zip(area.top()..area.bottom()) {
            for cell in row {
                let place = Rect { x: area.x + cell.x, y, width: cell.width, height: 1 }.intersection(area);
                self.sheet_cell(buffer, place, cell);
            }
        }
        let bar = Rect { x: area.right() + 1, width: 1, ..area };
        scrollbar(buffer, bar, state.sheet.rows.len(), state.scroll, self.theme.text, self.glyphs);
    }

    fn sheet_cell(&self, buffer: &mut Buffer, place: Rect, cell: &SheetCell) {
        match &cell.content {
            CellContent::Heading { text, .. } => {
                self.put(buffer, place, place.x, text, self.theme.strong);
            }
            CellContent::Entry { index, first, name, indent, folded } => {
                let row = self.app.catalog().row(*index);
                let class = self.theme.class(row);
                let selected = self.app.sheet().selected == Some(*index);
                let (number, text, aside) = if selected {
                    let style = class.patch(self.theme.selected);
                    // As long as the text, so that it does not run into the next column.
                    let end = place.x + indent + width(name);
                    buffer.set_style(Rect { width: end.saturating_sub(place.x), ..place }.intersection(place), style);
                    (style, style, self.theme.muted)
                } else {
                    (class.add_modifier(Modifier::BOLD), self.theme.text, self.theme.muted)
                };
                if *first {
                    self.put(buffer, place, place.x, &row.code, number);
                }
                let end = self.put(buffer, place, place.x + indent, name, text);
                self.put(buffer, place, end, &folded_mark(*folded), aside);
            }
        }
    }
}
