//! A search in progress.

use tui_input::Input;

use crate::app::state::Cursor;
use crate::catalog::{Catalog, Index};
use crate::search::{Engine, Hit};

/// How many hits are kept: more than anybody looks through, and few enough to be weighed at every key.
const MOST: usize = 40;

/// What is searched for, and what was found.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// What was typed.
    pub input: Input,
    /// What was found, best first.
    pub hits: Vec<Hit>,
    /// The selection among the hits.
    pub cursor: Cursor,
    /// Whether keys still go into the input.
    pub typing: bool,
}

impl Search {
    /// Searches for what was typed.
    pub fn run(&mut self, engine: &Engine, catalog: &Catalog) {
        self.hits = engine.search(catalog, self.input.value(), MOST);
        self.cursor = Cursor::default();
    }

    /// The selected hit.
    pub fn current(&self) -> Option<Index> {
        self.hits.get(self.cursor.selected).map(|hit| hit.index)
    }
}
