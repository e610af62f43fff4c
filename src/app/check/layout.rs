//! Where the parts of the screen stand.

use ratatui::layout::Rect;

use crate::app::frame::Frame;

/// From this width of the body on the verdict and the marked hop stand side by side.
const BOTH: u16 = 100;
/// From this height below the title on there is room for them under the hops.
const STACKED: u16 = 9;
/// From this height of the body on a line stands under the title.
const RULED: u16 = 9;
/// From this height on what will be asked may take several lines.
const HIGH: u16 = 16;
/// The cells between two columns: one for a scrollbar, a line, and blanks.
const GAP: u16 = 4;

/// The most parts that stand under the hops.
pub const PARTS: usize = 2;

/// The parts of the screen; a part that is not shown has no area.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CheckLayout {
    /// The URL, and how it went.
    pub head: Rect,
    /// What will be asked for.
    pub note: Rect,
    /// The line under it.
    pub rule: Rect,
    /// The hops, or what is said before there are any.
    pub rows: Rect,
    /// The names of the parts, each in a line over it.
    pub names: [Rect; PARTS],
    /// The verdict and the marked hop; or one part with both.
    pub parts: [Rect; PARTS],
    /// How many of them there are.
    pub count: usize,
    /// Between the two.
    pub divider: Rect,
}

impl CheckLayout {
    /// Divides the body. `pane` is where keys go: 0 for the hops, else the number of a part. There are so many lines of
    /// what will be asked for, and so many hops; of none the rest of the body is for what is said before.
    pub fn new(frame: Frame, pane: usize, note: usize, hops: Option<usize>) -> Self {
        let body = frame.body;
        let head = frame.titled().head;
        let most = match body.height {
            HIGH.. => 4,
            RULED.. => 2,
            _ => 1,
        };
        let lines = u16::try_from(note).unwrap_or(u16::MAX).min(most);
        let all = Rect { height: body.height, ..head };
        let (_, below) = split(all, head.height);
        let (note, below) = split(below, lines);
        let (rule, below) = split(below, u16::from(body.height >= RULED));
        let layout = Self { head, note, rule, count: 1, ..Self::default() };
        let Some(hops) = hops else { return Self { rows: below, ..layout } };
        if below.height < STACKED {
            if pane == 0 {
                return Self { rows: below, ..layout };
            }
            let (name, part) = split(below, rule.height);
            return layout.with_part(0, name, part);
        }
        let table = u16::try_from(hops).unwrap_or(u16::MAX).clamp(1, below.height * 2 / 5);
        let (rows, below) = split(below, table);
        let layout = Self { rows, ..layout };
        if body.width < BOTH {
            let (name, part) = split(below, 1);
            return layout.with_part(0, name, part);
        }
        let mut layout = layout;
        for (part, area) in halves(below).into_iter().enumerate() {
            let (name, text) = split(area, 1);
            layout = layout.with_part(part, name, text);
        }
        layout.count = PARTS;
        layout.divider = Rect { x: layout.parts[0].right() + 2, width: 1, ..layout.parts[0] };
        layout
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

/// The left part, for what is said of all hops, and the right one, with a gap between them.
fn halves(area: Rect) -> [Rect; PARTS] {
    let left = Rect { width: area.width.saturating_sub(GAP) * 9 / 20, ..area };
    let x = left.right() + GAP;
    [left, Rect { x, width: area.right().saturating_sub(x), ..area }]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn parts_are_on_the_screen_and_apart(
            width in 0u16..260, height in 0u16..90, pane in 0usize..3, note in 0usize..9, hops in prop::option::of(0usize..30),
        ) {
            let frame = Frame::new(width, height);
            let layout = CheckLayout::new(frame, pane, note, hops);
            let areas: Vec<Rect> = [layout.head, layout.note, layout.rule, layout.rows]
                .into_iter()
                .chain(layout.names)
                .chain(layout.parts)
                .collect();
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
