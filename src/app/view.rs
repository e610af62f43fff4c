//! The views: which codes a list shows, and a quiz asks about.

use crate::catalog::{Catalog, Category, Index};
use crate::store::State;

/// What the sidebar offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The codes that most people meet.
    Popular,
    /// The reader's own choice.
    Bookmarks,
    /// The codes read last.
    Recent,
    /// Every code.
    All,
    /// A category.
    Category(Category),
}

impl View {
    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Popular => "Popular",
            Self::Bookmarks => "Bookmarks",
            Self::Recent => "Recent",
            Self::All => "All",
            Self::Category(category) => category.label(),
        }
    }

    /// Its name in the configuration.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Popular => "popular",
            Self::Bookmarks => "bookmarks",
            Self::Recent => "recent",
            Self::All => "all",
            Self::Category(category) => category.id(),
        }
    }

    /// The view with this name in the configuration.
    pub fn from_id(id: &str) -> Option<Self> {
        let others = [Self::Popular, Self::Bookmarks, Self::Recent, Self::All];
        others.into_iter().find(|view| view.id() == id).or_else(|| Category::from_id(id).map(Self::Category))
    }

    /// The views of a catalogue: a category appears once it has entries.
    pub fn of(catalog: &Catalog) -> Vec<Self> {
        let filled = |category: &&Category| catalog.in_category(**category).next().is_some();
        let categories = Category::ALL.iter().filter(filled).map(|&category| Self::Category(category));
        [Self::Popular, Self::Bookmarks, Self::Recent, Self::All].into_iter().chain(categories).collect()
    }

    /// How many entries it has, without listing them.
    pub fn count(self, catalog: &Catalog, state: &State) -> usize {
        match self {
            Self::All => catalog.rows().len(),
            _ => self.entries(catalog, state).len(),
        }
    }

    /// Whether it shows sub-codes under their code; a reader's own choice is shown as it was made.
    pub const fn has_folds(self) -> bool {
        matches!(self, Self::Popular | Self::All | Self::Category(_))
    }

    /// Its entries, in its order.
    pub fn entries(self, catalog: &Catalog, state: &State) -> Vec<Index> {
        let known = |ids: &[String]| ids.iter().filter_map(|id| catalog.find(id)).collect();
        match self {
            Self::Popular => catalog.popular(),
            Self::Bookmarks => known(&state.bookmarks),
            Self::Recent => known(&state.recent),
            Self::All => catalog.filter(|_| true).collect(),
            Self::Category(category) => catalog.in_category(category).collect(),
        }
    }
}
