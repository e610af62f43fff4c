//! What stands behind a name in the list.

use std::borrow::Cow;

use crate::app::view::View;
use crate::catalog::{Catalog, Category, Index, Standing};
use crate::widgets::{Glyphs, width};

/// What stands behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Note<'c> {
    /// Nothing.
    None,
    /// Whether its sub-codes are shown, and how many there are.
    Folds(bool, usize),
    /// Whose it is, which tells entries of one name apart.
    Owner(&'c str),
    /// A standing other than registered, which its page says too.
    Standing(&'static str),
}

impl<'c> Note<'c> {
    /// That of an entry in a view; `unfolded` tells whether its sub-codes are shown, if it has any there.
    pub(super) fn new(view: View, unfolded: Option<bool>, catalog: &'c Catalog, index: Index) -> Self {
        let row = catalog.row(index);
        if let Some(unfolded) = unfolded {
            return Self::Folds(unfolded, catalog.sub_codes(index).len());
        }
        match row.standing {
            _ if row.is_own() => Self::Owner("own"),
            Standing::Registered | Standing::Failure => Self::None,
            // A sub-code stands under the code that it belongs to.
            Standing::Unofficial if in_own_category(view) || view.has_folds() && catalog.parent(index).is_some() => {
                Self::None
            }
            Standing::Unofficial => row.vendor.as_deref().map_or(Self::None, Self::Owner),
            standing => Self::Standing(standing.label()),
        }
    }

    /// It as it is drawn.
    pub(super) fn text(self, glyphs: &Glyphs) -> Cow<'c, str> {
        match self {
            Self::None => Cow::Borrowed(""),
            Self::Folds(unfolded, count) => Cow::Owned(format!("{} {count}", glyphs.folds[usize::from(unfolded)])),
            Self::Owner(text) | Self::Standing(text) => Cow::Borrowed(text),
        }
    }

    /// Whether it is left out where the name has no room beside it.
    pub(super) const fn gives_way(self) -> bool {
        matches!(self, Self::Standing(_))
    }

    /// The cells that it takes from the name before it, which it does not give way to.
    pub(super) fn room(self) -> u16 {
        match width(&self.text(&Glyphs::UNICODE)) {
            0 => 0,
            _ if self.gives_way() => 0,
            cells => cells + 2,
        }
    }
}

/// Whether a view holds the codes of one vendor, who need not be named with each.
const fn in_own_category(view: View) -> bool {
    matches!(view, View::Category(category) if !matches!(category, Category::Other))
}
