//! Where everything stands on the screen.
//!
//! Computed once after every change, and read by drawing, paging and the mouse alike, so that they cannot disagree.

use ratatui::layout::{Position, Rect};

use crate::app::Pane;
use crate::app::state::figures;

/// The smallest screen on which the program is usable.
pub const SMALLEST: (u16, u16) = (20, 6);

/// From this width on three panes stand side by side.
const WIDE: u16 = 120;
/// From this width on two do.
const MEDIUM: u16 = 60;
/// From this height on there is room for a header and rules.
const TALL: u16 = 12;
/// The widest a column of text may be, in cells.
const TEXT: u16 = 84;
/// The widest an overlay is, in cells.
const OVERLAY: u16 = 92;
/// The widest a card of the quiz is, in cells.
const CARD: u16 = 76;
/// The width of the index of sections, with its margin.
const INDEX: u16 = 16;

/// The parts of the screen; a part that is not shown has no area.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Areas {
    /// The whole screen.
    pub screen: Rect,
    /// Whether the screen is smaller than [`SMALLEST`]; then nothing else is set.
    pub too_small: bool,
    /// The name of the program and the first keys.
    pub header: Rect,
    /// Under the header and over the footer.
    pub rules: [Rect; 2],
    /// All between header and footer, for a screen other than the browser.
    pub body: Rect,
    /// Views and categories.
    pub sidebar: Rect,
    /// Between the panes.
    pub separators: [Rect; 2],
    /// The name of the view, or the search.
    pub list_title: Rect,
    /// The codes.
    pub list: Rect,
    /// The number and the name of the page.
    pub page_title: Rect,
    /// The sections in a row, where there is no room for an index.
    pub strip: Rect,
    /// The sections beside the page.
    pub index: Rect,
    /// The text of the page.
    pub text: Rect,
    /// The scrollbar of the page.
    pub scrollbar: Rect,
    /// Keys and status.
    pub footer: Rect,
    /// What is laid over the browser.
    pub overlay: Rect,
    /// The lines inside the overlay, under its title.
    pub overlay_rows: Rect,
}

impl Areas {
    /// Divides a screen of `width` by `height` cells; `focus` decides which pane is seen where not all have room.
    pub fn new(width: u16, height: u16, focus: Pane) -> Self {
        let screen = Rect::new(0, 0, width, height);
        let mut areas = Self { screen, ..Self::default() };
        if width < SMALLEST.0 || height < SMALLEST.1 {
            areas.too_small = true;
            return areas;
        }
        areas.footer = Rect::new(0, height - 1, width, 1);
        let body = if height >= TALL {
            areas.header = Rect::new(0, 0, width, 1);
            areas.rules = [Rect::new(0, 1, width, 1), Rect::new(0, height - 2, width, 1)];
            Rect::new(0, 2, width, height - 4)
        } else {
            Rect::new(0, 0, width, height - 1)
        };
        areas.body = body;
        areas.panes(body, focus);
        areas.lay_over(0);
        areas
    }

    fn panes(&mut self, body: Rect, focus: Pane) {
        let column = |x, width| Rect { x, width, ..body };
        if body.width >= WIDE {
            let list = if body.width >= 140 { 38 } else { 34 };
            self.sidebar = column(0, 24);
            self.separators = [column(24, 1), column(25 + list, 1)];
            self.list_pane(column(25, list));
            self.page_pane(column(26 + list, body.width - 26 - list));
        } else if body.width >= MEDIUM {
            let left = (body.width * 2 / 5).clamp(26, 36);
            if focus == Pane::Sidebar {
                self.sidebar = column(0, left);
            } else {
                self.list_pane(column(0, left));
            }
            self.separators[0] = column(left, 1);
            self.page_pane(column(left + 1, body.width - left - 1));
        } else {
            match focus {
                Pane::Sidebar => self.sidebar = body,
                Pane::List => self.list_pane(body),
                Pane::Page => self.page_pane(body),
            }
        }
    }

    fn list_pane(&mut self, pane: Rect) {
        let gap = u16::from(pane.height >= TALL - 4);
        self.list_title = Rect { height: 1, ..pane };
        self.list = Rect { y: pane.y + 1 + gap, height: pane.height - 1 - gap, ..pane };
    }

    fn page_pane(&mut self, pane: Rect) {
        let margin = if pane.width >= 40 { 2 } else { 1 };
        self.scrollbar = Rect { x: pane.right() - 1, width: 1, ..pane };
        let inner = Rect { x: pane.x + margin, width: pane.width - margin - 2, ..pane };
        self.page_title = Rect { height: 1, ..inner };
        let with_index = inner.width >= 60 + INDEX && pane.height >= 20;
        let head = if with_index {
            self.index =
                Rect { x: inner.right() - INDEX + 2, y: pane.y + 2, width: INDEX - 2, height: pane.height - 2 };
            2
        } else if pane.height >= TALL - 4 {
            self.strip = Rect { y: pane.y + 1, height: 1, ..inner };
            3
        } else {
            1
        };
        let room = inner.width - if with_index { INDEX } else { 0 };
        self.text = Rect { y: pane.y + head, height: pane.height - head, width: room.min(TEXT), ..inner };
    }

    /// Lays an overlay over the browser, as high as `rows` lines need if there is room for them.
    pub fn lay_over(&mut self, rows: usize) {
        let Rect { width, height, .. } = self.screen;
        if self.too_small {
            return;
        }
        let w = width.saturating_sub(4).min(OVERLAY).max(SMALLEST.0.min(width));
        let most = height.saturating_sub(if height >= TALL { 6 } else { 1 });
        let h = u16::try_from(rows + 3).unwrap_or(most).clamp(most.min(6), most);
        // A little above the middle, where the eye is; it does not jump while typing narrows a list.
        self.overlay = Rect::new((width - w) / 2, (height - most) / 2, w, h);
        self.overlay_rows =
            Rect { x: self.overlay.x + 2, y: self.overlay.y + 2, width: w - 4, height: h.saturating_sub(3) };
    }

    /// Lays an overlay over all but the footer, with its rows from edge to edge: a terminal selects whole rows.
    pub fn lay_over_all(&mut self) {
        let Rect { width, height, .. } = self.screen;
        if self.too_small {
            return;
        }
        self.overlay = Rect::new(0, 0, width, height - 1);
        self.overlay_rows = Rect { y: 1, height: height - 2, ..self.overlay };
    }

    /// The line over a card of the quiz: what it is for, and how far one is.
    pub fn card_head(&self) -> Rect {
        let width = self.body.width.saturating_sub(2).min(CARD);
        Rect { x: self.body.x + (self.body.width - width) / 2, width, height: self.body.height.min(1), ..self.body }
    }

    /// The text of a card of the quiz, without the last two lines where an answer is written.
    pub fn card_text(&self, writing: bool) -> Rect {
        let head = self.card_head();
        let over = if self.body.height >= TALL { 3 } else { 1 };
        let under = if writing { 2 } else { 0 };
        let height = self.body.height.saturating_sub(over + under);
        Rect { y: self.body.y + self.body.height.min(over), height, width: head.width.saturating_sub(2), ..head }
    }

    /// How many lines of the figures of the quiz have no room on the screen.
    pub fn figures_hidden(&self) -> usize {
        let text = self.compare_text();
        usize::from(figures::height(text.width)).saturating_sub(usize::from(text.height))
    }

    /// The names of the columns of a comparison.
    pub fn compare_head(&self) -> Rect {
        let margin = if self.body.width >= MEDIUM { 2 } else { 1 };
        let width = self.body.width.saturating_sub(2 * margin + 1);
        Rect { x: self.body.x + margin, width, height: self.body.height.min(1), ..self.body }
    }

    /// The text of a comparison.
    pub fn compare_text(&self) -> Rect {
        let over = if self.body.height >= TALL - 4 { 2 } else { 1 };
        let height = self.body.height.saturating_sub(over);
        Rect { y: self.body.y + self.body.height.min(over), height, ..self.compare_head() }
    }

    /// The pane at a position.
    pub fn pane_at(&self, at: Position) -> Option<Pane> {
        let page = self.page_title.union(self.text).union(self.scrollbar);
        if self.sidebar.contains(at) {
            Some(Pane::Sidebar)
        } else if self.list.contains(at) || self.list_title.contains(at) {
            Some(Pane::List)
        } else if !self.scrollbar.is_empty() && page.union(self.index).contains(at) {
            Some(Pane::Page)
        } else {
            None
        }
    }

    /// Whether all panes are seen at once.
    pub const fn is_wide(&self) -> bool {
        self.screen.width >= WIDE
    }

    /// Whether only one pane is seen.
    pub const fn is_narrow(&self) -> bool {
        self.screen.width < MEDIUM
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_part_is_on_the_screen_and_none_covers_another(width in 0u16..400, height in 0u16..120, focus in 0usize..3, rows in 0usize..99) {
            let focus = [Pane::Sidebar, Pane::List, Pane::Page][focus];
            let mut a = Areas::new(width, height, focus);
            let mut all = a;
            a.lay_over(rows);
            all.lay_over_all();
            let parts = [
                a.header, a.rules[0], a.rules[1], a.sidebar, a.separators[0], a.separators[1], a.list_title, a.list,
                a.page_title, a.strip, a.index, a.text, a.scrollbar, a.footer,
            ];
            for (n, part) in parts.iter().enumerate() {
                prop_assert_eq!(part.intersection(a.screen), *part);
                for other in &parts[n + 1..] {
                    prop_assert!(!part.intersects(*other), "{:?} {:?}", part, other);
                }
            }
            for part in [a.overlay, a.overlay_rows, all.overlay, all.overlay_rows] {
                prop_assert_eq!(part.intersection(a.screen), part);
            }
            if !a.too_small {
                prop_assert_eq!((all.overlay_rows.width, all.overlay.intersects(all.footer)), (width, false));
                let shown = match focus {
                    Pane::Sidebar => a.sidebar,
                    Pane::List => a.list,
                    Pane::Page => a.text,
                };
                prop_assert!(shown.height >= 1 && shown.width >= 16);
                prop_assert!(a.overlay_rows.height >= 1 && a.overlay_rows.width >= 12);
            }
        }
    }
}
