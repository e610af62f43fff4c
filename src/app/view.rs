//! What drawing reads of the interface's state.

use std::sync::Arc;

use crate::app::areas::Areas;
use crate::app::keymap::Keymap;
use crate::app::state::compare::Compare;
use crate::app::state::list::{List, View};
use crate::app::state::page::PageView;
use crate::app::state::quiz::Quiz;
use crate::app::state::search::Search;
use crate::app::state::sheet::CheatSheet;
use crate::app::{App, Look, Now, Overlay, Pane, Screen, Status};
use crate::catalog::Catalog;
use crate::store::State;

impl App {
    /// What fills the screen.
    pub const fn screen(&self) -> Screen {
        self.screen
    }

    /// The quiz, once it was opened and read.
    pub fn quiz(&self) -> Option<&Quiz> {
        self.quiz.as_deref()
    }

    /// When something happened last; `None` before anything did.
    pub const fn ticked(&self) -> Option<Now> {
        self.ticked
    }

    /// The catalogue, for work that goes on elsewhere.
    pub fn catalog_shared(&self) -> Arc<Catalog> {
        Arc::clone(&self.catalog)
    }

    /// The cheat sheet.
    pub const fn sheet(&self) -> &CheatSheet {
        &self.sheet
    }

    /// The codes that were compared last.
    pub const fn comparison(&self) -> Option<&Compare> {
        self.compare.as_ref()
    }

    /// What there is to show.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The keys.
    pub const fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// What is remembered between runs: bookmarks and codes read last among it.
    pub const fn memory(&self) -> &State {
        &self.memory
    }

    /// How things are to look.
    pub const fn look(&self) -> &Look {
        &self.look
    }

    /// Whether the mouse is ours now: not while a text is there to be selected with it.
    pub const fn captures_mouse(&self) -> bool {
        self.look.mouse && !self.is_by_hand()
    }

    pub(super) const fn is_by_hand(&self) -> bool {
        matches!(&self.overlay, Some(Overlay::Reader(reader)) if reader.by_hand)
    }

    /// Where everything stands.
    pub const fn areas(&self) -> &Areas {
        &self.areas
    }

    /// The pane that keys go to.
    pub const fn focus(&self) -> Pane {
        self.focus
    }

    /// The views of the sidebar, with the number of their entries.
    pub fn views(&self) -> &[(View, usize)] {
        &self.views
    }

    /// The code list.
    pub const fn list(&self) -> &List {
        &self.list
    }

    /// The search, if there is one.
    pub const fn search(&self) -> Option<&Search> {
        self.search.as_ref()
    }

    /// The page that is shown.
    pub const fn page(&self) -> &PageView {
        &self.page
    }

    /// What is laid over the browser.
    pub const fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// The answer to the last action.
    pub const fn status(&self) -> Option<&Status> {
        self.status.as_ref()
    }
}
