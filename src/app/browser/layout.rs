//! Where the panes of the browser and their parts stand.

use ratatui::layout::{Position, Rect};

use crate::app::frame::{Frame, MEDIUM, TALL, WIDE};

/// The widest a column of text may be, in cells.
const TEXT: u16 = 84;
/// The width of the index of sections, with its margin.
const INDEX: u16 = 16;

/// A part of the browser that keys can go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// Views and categories.
    Sidebar,
    /// The codes of the view, or the hits of the search.
    List,
    /// The page of the selected code.
    Page,
}

/// The parts of the browser; a part that is not shown has no area.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BrowserLayout {
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
}

impl BrowserLayout {
    /// Divides the body of a frame; `focus` decides which pane is seen where not all have room.
    pub fn new(frame: Frame, focus: Pane) -> Self {
        let body = frame.body;
        let mut layout = Self::default();
        if frame.is_too_small {
            return layout;
        }
        let column = |x, width| Rect { x, width, ..body };
        if body.width >= WIDE {
            let list = if body.width >= 140 { 38 } else { 34 };
            layout.sidebar = column(0, 24);
            layout.separators = [column(24, 1), column(25 + list, 1)];
            layout.list_pane(column(25, list));
            layout.page_pane(column(26 + list, body.width - 26 - list));
        } else if body.width >= MEDIUM {
            let left = (body.width * 2 / 5).clamp(26, 36);
            if focus == Pane::Sidebar {
                layout.sidebar = column(0, left);
            } else {
                layout.list_pane(column(0, left));
            }
            layout.separators[0] = column(left, 1);
            layout.page_pane(column(left + 1, body.width - left - 1));
        } else {
            match focus {
                Pane::Sidebar => layout.sidebar = body,
                Pane::List => layout.list_pane(body),
                Pane::Page => layout.page_pane(body),
            }
        }
        layout
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

    /// The height of the text of the page, in lines.
    pub fn text_height(&self) -> usize {
        usize::from(self.text.height)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_part_is_on_the_screen_and_none_covers_another(width in 0u16..400, height in 0u16..120, focus in 0usize..3) {
            let focus = [Pane::Sidebar, Pane::List, Pane::Page][focus];
            let frame = Frame::new(width, height);
            let a = BrowserLayout::new(frame, focus);
            let parts = [
                frame.header, frame.rules[0], frame.rules[1], a.sidebar, a.separators[0], a.separators[1], a.list_title,
                a.list, a.page_title, a.strip, a.index, a.text, a.scrollbar, frame.footer,
            ];
            for (n, part) in parts.iter().enumerate() {
                prop_assert_eq!(part.intersection(frame.screen), *part);
                for other in &parts[n + 1..] {
                    prop_assert!(!part.intersects(*other), "{:?} {:?}", part, other);
                }
            }
            if !frame.is_too_small {
                let shown = match focus {
                    Pane::Sidebar => a.sidebar,
                    Pane::List => a.list,
                    Pane::Page => a.text,
                };
                prop_assert!(shown.height >= 1 && shown.width >= 16);
            }
        }
    }
}
