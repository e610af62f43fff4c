//! Where the panes of the browser and their parts stand.

use ratatui::layout::{Position, Rect};

use crate::app::frame::{Frame, MEDIUM, TALL, WIDE};

/// The widest a column of text may be, in cells.
const TEXT: u16 = 112;
/// The width of the index of sections, with its margin.
const INDEX: u16 = 16;
/// The least that the sidebar and the list are narrowed to.
const LEAST_PANE: u16 = 16;
/// The least that a page is narrowed to.
const LEAST_PAGE: u16 = 30;
/// The widest that a list needs to be for the names of the registry: `511 Network Authentication Required ♥`.
const REGISTERED: u16 = 41;
/// What three panes leave of the page for such a list, and what two do.
const BESIDE_REGISTERED: [u16; 2] = [55, 44];
/// From this width on a page has room beside the hits of a search.
const BESIDE: u16 = 150;
/// From this height of the body on it has room below them.
const BELOW: u16 = 32;

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

/// What the mouse holds while a button is down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dragged {
    /// The scrollbar of the page.
    Scrollbar,
    /// The line at the right of the sidebar (0) or the list (1).
    Separator(usize),
}

/// How wide a pane is to be, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// As wide as what is in it, as far as the page has room beside it.
    Content(u16),
    /// As wide as the reader made it.
    Chosen(u16),
}

impl Width {
    /// The width in a place that has room for `most`, of which contents alone take `enough` at most.
    fn within(self, enough: u16, most: u16) -> u16 {
        match self {
            Self::Content(width) => width.min(enough),
            Self::Chosen(width) => width,
        }
        .clamp(LEAST_PANE.min(most), most)
    }
}

/// How the panes share the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shares {
    /// Whether the pane that keys go to takes all of it.
    pub is_zoomed: bool,
    /// Views and categories.
    pub sidebar: Width,
    /// The codes.
    pub list: Width,
}

/// The parts of the browser; a part that is not shown has no area.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BrowserLayout {
    /// Views and categories.
    pub sidebar: Rect,
    /// Between the panes.
    pub separators: [Rect; 2],
    /// The name of the view, or the search: the whole of it where it has the width to itself.
    pub list_title: Rect,
    /// What was read from the search.
    pub reading: Rect,
    /// Under the search, and between its hits and a page below them.
    pub rules: [Rect; 2],
    /// The codes.
    pub list: Rect,
    /// How many lines each hit of a search takes.
    pub hit_rows: u16,
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
    pub fn new(frame: Frame, focus: Pane, shares: Shares) -> Self {
        let body = frame.body;
        let mut layout = Self { hit_rows: 2, ..Self::default() };
        if frame.is_too_small {
            return layout;
        }
        let column = |x, width| Rect { x, width, ..body };
        if shares.is_zoomed || body.width < MEDIUM {
            match focus {
                Pane::Sidebar => layout.sidebar = body,
                Pane::List => layout.list_pane(body),
                Pane::Page => layout.page_pane(body),
            }
        } else if body.width >= WIDE {
            let sidebar = shares.sidebar.within(28, body.width / 4);
            let rest = body.width - sidebar - 2;
            // The index of sections needs room beside the page.
            let page = if body.width >= 140 { 64 + INDEX } else { 64 };
            let enough = rest.saturating_sub(page).max(REGISTERED.min(rest - BESIDE_REGISTERED[0]));
            let list = shares.list.within(enough, rest - LEAST_PAGE);
            layout.sidebar = column(0, sidebar);
            layout.separators = [column(sidebar, 1), column(sidebar + 1 + list, 1)];
            layout.list_pane(column(sidebar + 1, list));
            layout.page_pane(column(sidebar + 2 + list, rest - list));
        } else {
            let rest = body.width - 1;
            let enough = (body.width * 2 / 5).max(REGISTERED.min(rest.saturating_sub(BESIDE_REGISTERED[1])));
            let left = shares.list.within(enough, rest - LEAST_PAGE);
            if focus == Pane::Sidebar {
                layout.sidebar = column(0, left);
            } else {
                layout.list_pane(column(0, left));
            }
            layout.separators[0] = column(left, 1);
            layout.page_pane(column(left + 1, body.width - left - 1));
        }
        layout
    }

    /// Gives a search the whole width: its text of so many lines, its hits, and a page where there is room for one.
    pub fn of_search(frame: Frame, lines: u16) -> Self {
        let body = frame.body;
        let mut layout = Self { hit_rows: 2, ..Self::default() };
        if frame.is_too_small {
            return layout;
        }
        let mut rest = body;
        layout.list_title = take(&mut rest, lines.clamp(1, (body.height / 5).clamp(1, 6)));
        if body.height >= TALL - 4 {
            layout.reading = take(&mut rest, 1);
        }
        if body.height >= TALL {
            layout.rules[0] = take(&mut rest, 1);
        }
        if Self::is_beside(frame) {
            let left = (body.width * 9 / 20).clamp(66, 100);
            layout.list = Rect { width: left, ..rest };
            layout.separators[0] = Rect { x: left, width: 1, ..rest };
            layout.page_pane(Rect { x: left + 1, width: body.width - left - 1, ..rest });
        } else if body.height >= BELOW && body.width >= MEDIUM {
            // An even number of lines: each hit has two.
            let height = rest.height / 5 * 2;
            layout.list = take(&mut rest, height);
            layout.rules[1] = take(&mut rest, 1);
            layout.page_pane(rest);
        } else {
            layout.list = rest;
        }
        // Below the names the reasons get two lines where there is room for three hits.
        layout.hit_rows = if layout.list.width < Self::REASONS && layout.list.height >= 9 { 3 } else { 2 };
        layout
    }

    /// From this width of the list on the reasons of hits stand beside their names.
    pub const REASONS: u16 = 76;

    /// Whether a page has room beside the hits of a search that has the whole width.
    pub const fn is_beside(frame: Frame) -> bool {
        frame.screen.width >= BESIDE && frame.screen.height >= 2 * TALL
    }

    /// Gives the title of the page a second line where it is wider than one and there is a blank line below.
    #[must_use]
    pub fn with_title(mut self, width: u16) -> Self {
        let head = self.text.y.saturating_sub(self.page_title.y);
        if width > self.page_title.width && head >= 2 {
            self.page_title.height = 2;
            self.strip.y += u16::from(!self.strip.is_empty());
        }
        self
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
        let with_index = inner.width >= 54 + INDEX && pane.height >= 20;
        let head = if with_index {
            self.index =
                Rect { x: inner.right() - INDEX + 2, y: pane.y + 2, width: INDEX - 2, height: pane.height - 2 };
            2
        } else if pane.height >= TALL - 4 {
            // Behind it, a blank and a sign have room.
            self.strip = Rect { y: pane.y + 1, height: 1, width: inner.width - 1, ..inner };
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

    /// How many hits of a search are shown.
    pub fn hits_shown(&self) -> usize {
        usize::from((self.list.height / self.hit_rows.max(1)).max(1))
    }

    /// The height of the text of the page, in lines.
    pub fn text_height(&self) -> usize {
        usize::from(self.text.height)
    }
}

/// Takes so many lines from the top of what is left.
fn take(rest: &mut Rect, height: u16) -> Rect {
    let taken = Rect { height, ..*rest };
    *rest = Rect { y: rest.y + height, height: rest.height - height, ..*rest };
    taken
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn width_of_pane() -> impl Strategy<Value = Width> {
        prop_oneof![any::<u16>().prop_map(Width::Content), any::<u16>().prop_map(Width::Chosen)]
    }

    /// Every part is on the screen, and none covers another.
    fn check(frame: Frame, a: &BrowserLayout) -> Result<(), TestCaseError> {
        let parts = [
            frame.header,
            frame.rules[0],
            frame.rules[1],
            a.sidebar,
            a.separators[0],
            a.separators[1],
            a.list_title,
            a.reading,
            a.rules[0],
            a.rules[1],
            a.list,
            a.page_title,
            a.strip,
            a.index,
            a.text,
            a.scrollbar,
            frame.footer,
        ];
        for (n, part) in parts.iter().enumerate() {
            prop_assert_eq!(part.intersection(frame.screen), *part);
            for other in &parts[n + 1..] {
                prop_assert!(!part.intersects(*other), "{:?} {:?}", part, other);
            }
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn every_part_is_on_the_screen_and_none_covers_another(
            width in 0u16..400,
            height in 0u16..120,
            focus in 0usize..3,
            is_zoomed in any::<bool>(),
            (sidebar, list) in (width_of_pane(), width_of_pane()),
            title in 0u16..120,
        ) {
            let shares = Shares { is_zoomed, sidebar, list };
            let focus = [Pane::Sidebar, Pane::List, Pane::Page][focus];
            let frame = Frame::new(width, height);
            let a = BrowserLayout::new(frame, focus, shares).with_title(title);
            check(frame, &a)?;
            if !frame.is_too_small {
                let shown = match focus {
                    Pane::Sidebar => a.sidebar,
                    Pane::List => a.list,
                    Pane::Page => a.text,
                };
                prop_assert!(shown.height >= 1 && shown.width >= 16);
            }
        }

        #[test]
        fn a_search_has_room_for_two_hits_at_least(width in 0u16..400, height in 0u16..120, lines in 0u16..40) {
            let frame = Frame::new(width, height);
            let a = BrowserLayout::of_search(frame, lines);
            check(frame, &a)?;
            if !frame.is_too_small {
                prop_assert!(a.list.height >= 4 && a.list.width >= 16 && a.list_title.height >= 1);
                prop_assert!(a.text.is_empty() || a.text.height >= 10 && a.text.width >= 40);
            }
        }
    }
}
