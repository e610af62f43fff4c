//! Keys that come before a screen has read what it needs: they are kept, and pressed then.

use crossterm::event::KeyEvent;

use crate::app::App;
use crate::app::action::{Action, Context};
use crate::app::message::Effect;

/// The most keys that are kept. A burst is shorter, and what is held down is not meant.
const MOST: usize = 32;

impl App {
    /// Keeps a key that is meant for what the screen still reads, and those behind it; returns whether it is kept. Keys
    /// that lead elsewhere lead there at once.
    pub(super) fn keep_early(&mut self, key: KeyEvent, context: Context, action: Option<Action>) -> bool {
        if self.overlay.is_some() || !self.screens.get(self.shown).is_loading() {
            return false;
        }
        let is_of_screen = action.is_some_and(|action| self.shared.keymap.has(context, action));
        match action {
            Some(Action::Back) => {
                self.early.clear();
                return false;
            }
            Some(Action::Interrupt | Action::Suspend | Action::Redraw | Action::Quit) => return false,
            _ if self.early.is_empty() && !is_of_screen => return false,
            _ => {}
        }
        if self.early.len() < MOST {
            self.early.push(key);
        }
        true
    }

    /// Presses the keys that were kept, once there is something to press them at.
    pub(super) fn press_early(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if !self.early.is_empty() && !self.screens.get(self.shown).is_loading() {
            for key in std::mem::take(&mut self.early) {
                let commands = self.key(key);
                effects.extend(self.run(commands));
            }
        }
        effects
    }
}
