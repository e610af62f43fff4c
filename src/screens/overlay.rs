//! What is laid over the browser: lists of choices, help, messages.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Pen;
use crate::app::Overlay;
use crate::app::state::picker::Picker;
use crate::app::state::reader::{Reader, Row};
use crate::widgets::{frame, input, scrollbar};

/// The column at which the descriptions of keys begin.
const KEYS: u16 = 26;

impl Pen<'_> {
    pub(super) fn overlay(&self, buffer: &mut Buffer) -> Option<Position> {
        match self.app.overlay()? {
            Overlay::Picker(picker) => Some(self.picker(buffer, picker)),
            Overlay::Reader(reader) => {
                self.reader(buffer, reader);
                None
            }
        }
    }

    fn picker(&self, buffer: &mut Buffer, picker: &Picker) -> Position {
        let areas = self.app.areas();
        frame(buffer, areas.overlay, picker.title, (self.theme.faint, self.theme.strong), self.glyphs);
        let rows = areas.overlay_rows;
        let cursor =
            input(buffer, Rect { height: 1, ..rows }, ("> ", self.theme.key), &picker.input, self.theme.strong);
        let list = Rect { y: rows.y + 2, height: rows.height.saturating_sub(2), ..rows };
        let step = picker.item_rows();
        if picker.shown().len() == 0 && list.height > 0 {
            self.put(buffer, list, list.x, "Nothing matches; Backspace widens the choice.", self.theme.muted);
        }
        let shown = picker.shown().enumerate().skip(picker.cursor.offset);
        for ((n, item), y) in shown.zip((list.top()..list.bottom()).step_by(step)) {
            let row = Rect { y, height: 1, ..list };
            let (style, aside) = if n == picker.cursor.selected {
                buffer.set_style(row, self.theme.selected);
                (self.theme.selected, self.theme.selected)
            } else {
                (self.theme.text, self.theme.muted)
            };
            let x = self.put(buffer, row, row.x + 1, &item.label, style);
            if step == 1 {
                self.put_right(buffer, Rect { width: row.width - 1, ..row }, x + 1, &item.detail, aside);
            } else if y + 1 < list.bottom() {
                self.put(buffer, Rect { y: y + 1, ..row }, row.x + 3, &item.detail, self.theme.muted);
            }
        }
        cursor
    }

    fn reader(&self, buffer: &mut Buffer, reader: &Reader) {
        let areas = self.app.areas();
        if reader.by_hand {
            // Nothing stands beside the text, as it would be selected too.
            for position in areas.overlay.positions() {
                buffer[position].reset();
            }
            self.put(buffer, areas.overlay, 0, reader.title, self.theme.strong);
        } else {
            frame(buffer, areas.overlay, reader.title, (self.theme.faint, self.theme.strong), self.glyphs);
        }
        let area = areas.overlay_rows;
        let narrow = area.width < KEYS + 24;
        for (row, y) in reader.rows.iter().skip(reader.scroll).zip(area.top()..area.bottom()) {
            let line = Rect { y, height: 1, ..area };
            match row {
                Row::Blank => {}
                Row::Heading(text) => {
                    self.put(buffer, line, line.x, text, self.theme.strong);
                }
                Row::Keys(keys, text) => {
                    let x = self.put(buffer, line, line.x, keys, self.theme.key);
                    let column = if narrow { x + 2 } else { (line.x + KEYS).max(x + 2) };
                    self.put(buffer, line, column, text, self.theme.text);
                }
                Row::Text(text) => {
                    self.put(buffer, line, line.x, text, self.theme.text);
                }
            }
        }
        if reader.by_hand {
            return;
        }
        let bar = Rect { x: areas.overlay.right() - 1, width: 1, ..area };
        scrollbar(buffer, bar, reader.rows.len(), reader.scroll, self.theme.text, self.glyphs);
    }
}
