//! Where the parts of the screen stand.

use ratatui::layout::Rect;

use crate::app::frame::{Frame, MEDIUM};

/// From this width of the body on request and response stand side by side.
const BOTH: u16 = 100;
/// From this height of it on there is room for that under the table.
const HIGH: u16 = 18;
/// From this height on the table and one part have room one above the other.
const STACKED: u16 = 14;
/// From this height on a line stands under the title.
const RULED: u16 = 9;
/// The cells between two columns: one for a scrollbar, a line, and blanks.
const GAP: u16 = 4;

/// The most parts of an exchange that stand beside each other.
pub const PARTS: usize = 3;

/// The parts of the screen; a part that is not shown has no area.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlaygroundLayout {
    /// The address, counts, and what is answered next.
    pub head: Rect,
    /// The line under it.
    pub rule: Rect,
    /// The names of the columns of the table.
    pub titles: Rect,
    /// The exchanges.
    pub rows: Rect,
    /// The names of the parts of the selected exchange, each in a line over it.
    pub names: [Rect; PARTS],
    /// These parts.
    pub parts: [Rect; PARTS],
    /// How many of them there are.
    pub count: usize,
    /// Between request and response.
    pub divider: Rect,
}

impl PlaygroundLayout {
    /// Divides the body. `pane` is where keys go: 0 for the table, else the number of a part.
    pub fn new(frame: Frame, pane: usize) -> Self {
        let body = frame.body;
        let head = frame.titled().head;
        let ruled = u16::from(body.height >= RULED);
        let rule = Rect { y: head.y + head.height, height: ruled, ..head };
        let top = head.height + ruled;
        let all = Rect { y: body.y + top, height: body.height.saturating_sub(top), ..head };
        let layout = Self { head, rule, count: 1, ..Self::default() };
        if body.width >= BOTH && body.height >= HIGH {
            return layout.beside(all);
        }
        if body.width >= MEDIUM && body.height >= STACKED {
            let (table, below) = split(all, all.height * 2 / 5);
            let (name, part) = split(below, 1);
            return layout.with_table(table).with_part(0, name, part);
        }
        if pane == 0 {
            return layout.with_table(all);
        }
        let (name, part) = split(all, ruled);
        layout.with_part(0, name, part)
    }

    /// The table over three parts.
    fn beside(self, all: Rect) -> Self {
        let (table, below) = split(all, all.height * 2 / 5);
        let about = (below.height / 3).max(4);
        let (messages, about) = split(below, below.height - about);
        let (left, right) = halves(messages);
        let mut layout = self.with_table(table);
        for (part, area) in [left, right, about].into_iter().enumerate() {
            let (name, text) = split(area, 1);
            layout = layout.with_part(part, name, text);
        }
        layout.count = PARTS;
        layout.divider = Rect { x: layout.parts[0].right() + 2, width: 1, ..layout.parts[0] };
        layout
    }

    fn with_table(self, area: Rect) -> Self {
        // Names of columns are worth a line where there are several.
        let named = u16::from(area.height >= 6);
        let (titles, rows) = split(area, named);
        Self { titles, rows, ..self }
    }

    const fn with_part(mut self, part: usize, name: Rect, area: Rect) -> Self {
        self.names[part] = name;
        self.parts[part] = area;
        self
    }
}

/// An area, cut below its first lines.
fn split(area: Rect, first: u16) -> (Rect, Rect) {
    let first = first.min(area.height);
    (Rect { height: first, ..area }, Rect { y: area.y + first, height: area.height - first, ..area })
}

/// The left and the right half, with a gap between them.
fn halves(area: Rect) -> (Rect, Rect) {
    let left = Rect { width: area.width.saturating_sub(GAP) / 2, ..area };
    let x = left.right() + GAP;
    (left, Rect { x, width: area.right().saturating_sub(x), ..area })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn parts_are_on_the_screen_and_apart(width in 0u16..260, height in 0u16..90, pane in 0usize..4) {
            let frame = Frame::new(width, height);
            let layout = PlaygroundLayout::new(frame, pane);
            let areas: Vec<Rect> =
                [layout.head, layout.rule, layout.titles, layout.rows].into_iter().chain(layout.names).chain(layout.parts).collect();
            let areas: Vec<&Rect> = areas.iter().filter(|area| !area.is_empty()).collect();
            for (n, one) in areas.iter().copied().enumerate() {
                prop_assert_eq!(one.intersection(frame.body), *one);
                prop_assert!(areas[n + 1..].iter().all(|other| !one.intersects(**other)));
            }
            if !frame.is_too_small {
                prop_assert!(layout.rows.height >= 1 || layout.parts[0].height >= 1, "{layout:?}");
                prop_assert!(layout.count == 1 || layout.parts.iter().all(|part| part.height >= 1));
            }
        }
    }
}
