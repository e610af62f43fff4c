//! What the interface starts with.

use std::sync::Arc;

use crate::app::keymap::Keymap;
use crate::app::view::View;
use crate::catalog::Catalog;
use crate::search::Engine;
use crate::store::{State, TerminalBackground};

/// How things are to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The theme's name; `auto` follows the background.
    pub theme: String,
    /// The terminal's background, as far as it is known.
    pub background: TerminalBackground,
    /// Whether characters outside ASCII may be used for decoration.
    pub unicode: bool,
    /// Whether signs tell what no color does: backticks around code, brackets around a property.
    pub signs: bool,
    /// Whether the mouse is ours.
    pub mouse: bool,
}

/// What the interface starts with.
pub struct Start {
    /// What there is to show.
    pub catalog: Arc<Catalog>,
    /// What finds it.
    pub engine: Arc<Engine>,
    /// The keys.
    pub keymap: Keymap,
    /// What is remembered from earlier runs.
    pub state: State,
    /// How it is to look.
    pub look: Look,
    /// The names of the themes.
    pub themes: Vec<String>,
    /// The view shown first.
    pub view: View,
    /// What was wrong with files of the user's.
    pub problems: Vec<String>,
    /// Whether nothing is to be sent over the network.
    pub is_offline: bool,
    /// The size of the terminal in cells, width first.
    pub size: (u16, u16),
}
