//! Screens, and places on them: what one can go to, and come back to.

use std::sync::Arc;

use crate::app::view::View;
use crate::catalog::Index;
use crate::check::Hop;
use crate::document::SectionId;

/// What fills the screen. The table in `app::screens` says which room each one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScreenId {
    /// The views, the list and the page.
    Browser,
    /// Codes side by side.
    Compare,
    /// Every code on one sheet.
    CheatSheet,
    /// The quiz.
    Quiz,
    /// A message that was pasted, explained.
    Explain,
    /// A server on this machine, and what comes to it.
    Playground,
    /// A URL that is checked, hop by hop.
    Check,
}

/// Where messages come from that are to be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Captured {
    /// From a text that was pasted.
    Text(Arc<str>),
    /// From a hop of a check.
    Hop(Arc<Hop>),
}

impl Captured {
    /// How many bytes it keeps.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Hop(hop) => hop.messages.iter().map(|message| message.content.bytes.len()).sum(),
        }
    }

    /// Whether both are kept in one place.
    pub fn is_shared_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => Arc::ptr_eq(one, other),
            (Self::Hop(one), Self::Hop(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

/// Messages that are to be explained: what was pasted, or a hop of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted {
    /// All of it.
    pub from: Captured,
    /// Which entry of an archive is explained, from 0; `None` for the list of them, and where it is no archive.
    pub entry: Option<usize>,
}

/// How far a text is read. It holds for other widths too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scroll {
    /// The section at the top; `None` where a text has none.
    pub section: Option<SectionId>,
    /// How many of its lines are above the top.
    pub above: usize,
    /// How many lines it has.
    pub of: usize,
}

/// A place: which screen, what it shows, and how far that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The screen.
    pub screen: ScreenId,
    /// The code whose page is shown, the selected one, or those side by side.
    pub codes: Vec<Index>,
    /// How far the text is read.
    pub scroll: Scroll,
    /// The view of the list; `None` leaves it.
    pub view: Option<View>,
    /// What is searched for, or the URL that is to be checked.
    pub query: Option<String>,
    /// What was pasted to be explained; `None` leaves what is there.
    pub pasted: Option<Pasted>,
    /// Whether keys go to the page rather than to the list; to the hops of a check rather than to its URL.
    pub on_page: bool,
    /// Whether it was opened from another screen, to which Esc goes back.
    pub is_visit: bool,
}

impl Place {
    /// A screen as it was left.
    pub const fn screen(screen: ScreenId) -> Self {
        let scroll = Scroll { section: None, above: 0, of: 0 };
        Self {
            screen,
            codes: Vec::new(),
            scroll,
            view: None,
            query: None,
            pasted: None,
            on_page: false,
            is_visit: false,
        }
    }

    /// The page of an entry, to be read.
    pub fn page(index: Index) -> Self {
        Self { codes: vec![index], on_page: true, ..Self::screen(ScreenId::Browser) }
    }

    /// Entries side by side.
    pub fn comparison(entries: Vec<Index>) -> Self {
        Self { codes: entries, ..Self::screen(ScreenId::Compare) }
    }

    /// Messages, explained.
    pub fn explained(pasted: Pasted) -> Self {
        Self { pasted: Some(pasted), ..Self::screen(ScreenId::Explain) }
    }

    /// A URL that is to be checked once that is wanted.
    pub fn to_check(url: &str) -> Self {
        Self { query: Some(url.to_owned()), ..Self::screen(ScreenId::Check) }
    }

    /// Whether both show the same, however far it is read.
    pub fn shows_same(&self, other: &Self) -> bool {
        // Hits and the page of one of them are two places: from the page one goes back to the hits.
        let on_page = |place: &Self| place.query.is_some() && place.on_page;
        on_page(self) == on_page(other)
            && (self.screen, &self.codes, &self.query, &self.pasted)
                == (other.screen, &other.codes, &other.query, &other.pasted)
    }
}
