//! An overlay as it is drawn.

use ratatui::layout::{Position, Rect};

use super::{Overlay, OverlayLayout, Picker, Reader, ReaderRow};
use crate::widgets::{Canvas, frame, input};

impl Overlay {
    /// Draws it over what is there; returns where the cursor stands, if it is to be seen.
    pub fn draw(&self, canvas: &mut Canvas) -> Option<Position> {
        let layout = self.layout(canvas.buffer.area);
        match self {
            Self::Picker(picker) => Some(picker.draw(layout, canvas)),
            Self::Reader(reader) => {
                reader.draw(layout, canvas);
                None
            }
        }
    }
}

impl Picker {
    fn draw(&self, layout: OverlayLayout, canvas: &mut Canvas) -> Position {
        let theme = canvas.theme;
        frame(canvas.buffer, layout.outer, &self.title, [theme.ground, theme.faint, theme.strong], canvas.glyphs);
        let rows = layout.rows;
        let line = Rect { height: 1, ..rows };
        let cursor = input(canvas.buffer, line, ("> ", theme.key), &self.input, theme.strong);
        let list = Rect { y: rows.y + 2, height: rows.height.saturating_sub(2), ..rows };
        if self.shown().len() == 0 && list.height > 0 {
            canvas.put(list, list.x, "Nothing matches; Backspace widens the choice.", theme.muted);
        }
        for (n, line) in self.on_screen(usize::from(list.height)) {
            let (item, mark) = self.item(n);
            let y = list.y + u16::try_from(line).unwrap_or(list.height);
            let row = Rect { y, height: 1, ..list };
            let (style, code, aside) = if n == self.cursor.selected {
                canvas.buffer.set_style(row, theme.selected);
                (theme.selected, theme.selected, theme.selected)
            } else {
                (theme.text, theme.class_style(mark.class), theme.muted)
            };
            let (number, name) = item.label.split_at_checked(mark.code).unwrap_or(("", &item.label));
            let x = canvas.put(row, row.x + 1, number, code);
            let x = canvas.put(row, x, name, style);
            if item.rows() == 1 {
                canvas.put_right(Rect { width: row.width - 1, ..row }, x + 1, &item.detail, aside);
            } else if y + 1 < list.bottom() {
                canvas.put(Rect { y: y + 1, ..row }, row.x + 3, &item.detail, theme.muted);
            }
        }
        cursor
    }
}

impl Reader {
    fn draw(&self, layout: OverlayLayout, canvas: &mut Canvas) {
        let theme = canvas.theme;
        if self.for_selecting {
            // Nothing stands beside the text, as it would be selected too.
            for position in layout.outer.positions() {
                canvas.buffer[position].reset();
            }
            canvas.put(layout.outer, 0, self.title, theme.strong);
        } else {
            frame(canvas.buffer, layout.outer, self.title, [theme.ground, theme.faint, theme.strong], canvas.glyphs);
        }
        let area = layout.rows;
        for (row, y) in self.rows.iter().skip(self.scroll).zip(area.top()..area.bottom()) {
            let line = Rect { y, height: 1, ..area };
            match row {
                ReaderRow::Blank => {}
                ReaderRow::Heading(text) => {
                    canvas.put(line, line.x, text, theme.strong);
                }
                ReaderRow::Keys(keys, text) => {
                    canvas.put(line, line.x, keys, theme.key);
                    let column = Self::description_column(keys, area.width);
                    canvas.put(line, line.x.saturating_add(column), text, theme.text);
                }
                ReaderRow::Text(text) => {
                    canvas.put(line, line.x, text, theme.text);
                }
            }
        }
        if !self.for_selecting {
            let bar = Rect { x: layout.outer.right() - 1, width: 1, ..area };
            canvas.scrollbar(bar, self.rows.len(), self.scroll, theme.text);
        }
    }
}
