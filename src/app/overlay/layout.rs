//! Where an overlay stands on the screen.

use ratatui::layout::Rect;

use crate::app::frame::{SMALLEST, TALL};

/// The widest an overlay is, in cells.
const WIDEST: u16 = 92;

/// Where an overlay stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OverlayLayout {
    /// All of it, with its frame.
    pub outer: Rect,
    /// The lines inside, under its title.
    pub rows: Rect,
}

impl OverlayLayout {
    /// Over the middle of a screen, as high as `rows` lines need if there is room for them.
    pub fn over(screen: Rect, rows: usize) -> Self {
        let Rect { width, height, .. } = screen;
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return Self::default();
        }
        let w = width.saturating_sub(4).min(WIDEST).max(SMALLEST.0.min(width));
        let most = height.saturating_sub(if height >= TALL { 6 } else { 1 });
        let h = u16::try_from(rows + 3).unwrap_or(most).clamp(most.min(6), most);
        // A little above the middle, where the eye is; it does not jump while typing narrows a list.
        let outer = Rect::new((width - w) / 2, (height - most) / 2, w, h);
        Self { outer, rows: Rect::new(outer.x + 2, outer.y + 2, w - 4, h.saturating_sub(3)) }
    }

    /// Over all but the footer, with its rows from edge to edge: a terminal selects whole rows.
    pub fn over_all(screen: Rect) -> Self {
        let Rect { width, height, .. } = screen;
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return Self::default();
        }
        let outer = Rect::new(0, 0, width, height - 1);
        Self { outer, rows: Rect { y: 1, height: height - 2, ..outer } }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::app::frame::Frame;

    proptest! {
        #[test]
        fn an_overlay_is_on_the_screen(width in 0u16..400, height in 0u16..120, rows in 0usize..99) {
            let frame = Frame::new(width, height);
            let (over, all) = (OverlayLayout::over(frame.screen, rows), OverlayLayout::over_all(frame.screen));
            for part in [over.outer, over.rows, all.outer, all.rows] {
                prop_assert_eq!(part.intersection(frame.screen), part);
            }
            if !frame.is_too_small {
                prop_assert_eq!((all.rows.width, all.outer.intersects(frame.footer)), (width, false));
                prop_assert!(over.rows.height >= 1 && over.rows.width >= 12);
            }
        }
    }
}
