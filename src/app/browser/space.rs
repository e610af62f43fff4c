//! How the panes share the room: by what is in them, until the reader decides otherwise.

use super::layout::{Shares, Width};
use super::{Browser, Pane};
use crate::app::action::Action;
use crate::app::shared::Shared;

/// The cells by which one key widens a pane.
const STEP: u16 = 4;
/// What stands around the code and the name of a row of the list: the mark before them, a gap, a margin.
const AROUND: u16 = 2 + 2 + 1;
/// What a list without codes needs, to say why.
const LEAST_LIST: u16 = 28;

impl Browser {
    /// How the panes share the room.
    pub(super) fn shares(&self) -> Shares {
        let [sidebar, list] = self.chosen_widths;
        let widest = match &self.search {
            // Names from anywhere, and notes that tell them apart.
            Some(_) => u16::MAX,
            None => self.list.widest.saturating_add(AROUND),
        };
        Shares {
            is_zoomed: self.is_zoomed,
            sidebar: sidebar.map_or_else(|| Width::Content(self.sidebar.width()), Width::Chosen),
            list: list.map_or(Width::Content(widest.max(LEAST_LIST)), Width::Chosen),
        }
    }

    /// Lets the pane that keys go to take the whole screen, or shows the others again.
    pub(super) fn zoom(&mut self, shared: &mut Shared) {
        if shared.frame.is_narrow() {
            shared.say("The terminal has room for one pane only");
            return;
        }
        self.is_zoomed = !self.is_zoomed;
        let key = shared.key_for(Action::Zoom);
        if self.is_zoomed {
            shared.say(format!("{key} shows the other panes again"));
        }
    }

    /// Widens the pane that keys go to, or narrows it.
    pub(super) fn resize(&mut self, is_wider: bool, shared: &mut Shared) {
        let layout = self.layout(shared);
        let [sidebar, list] = [layout.sidebar.width, layout.list.width];
        if self.is_search_wide(shared) {
            shared.say("The search has the whole width");
            return;
        }
        if self.is_alone(shared) {
            shared.say("Only one pane is shown, so there is nothing to share");
            return;
        }
        // Where the page is wider the list is narrower.
        let (pane, now, grows) = match self.focus {
            Pane::Sidebar if list > 0 => (0, sidebar, is_wider),
            Pane::Sidebar => (1, sidebar, is_wider),
            Pane::List => (1, list, is_wider),
            Pane::Page => (1, list, !is_wider),
        };
        let wanted = if grows { now + STEP } else { now.saturating_sub(STEP) };
        self.give(pane, wanted, shared);
        let layout = self.layout(shared);
        if [layout.sidebar.width, layout.list.width] == [sidebar, list] {
            shared.say(if is_wider { "The pane gets no wider here" } else { "The pane gets no narrower here" });
        }
    }

    /// Gives the sidebar (0) or the list (1) a width, as far as there is room.
    pub(super) fn give(&mut self, pane: usize, width: u16, shared: &Shared) {
        self.chosen_widths[pane] = Some(width);
        let layout = self.layout(shared);
        let got = match pane {
            0 => layout.sidebar.width,
            _ => layout.list.width.max(if layout.list.is_empty() { layout.sidebar.width } else { 0 }),
        };
        self.chosen_widths[pane] = Some(got);
    }

    /// Whether no other pane is seen beside the one that keys go to.
    pub(super) fn is_alone(&self, shared: &Shared) -> bool {
        self.is_zoomed || shared.frame.is_narrow()
    }
}
