//! How the interface looks: its theme, its characters and the mouse.

use crate::app::App;
use crate::app::command::Command;
use crate::app::overlay::{Choice, Overlay, Purpose};
use crate::store::{Change, TerminalBackground};

impl App {
    /// Takes a theme and keeps it.
    pub(super) fn take_theme(&mut self, theme: String) -> Vec<Command> {
        self.shared.say(format!("Theme: {theme}"));
        self.shared.look.theme.clone_from(&theme);
        vec![self.shared.remember(Change::Theme(Some(theme)))]
    }

    /// Shows the selected theme while one is chosen.
    pub(super) fn preview(&mut self) {
        let Some(Overlay::Picker(picker)) = self.overlay.as_ref() else { return };
        let Some(Choice::Theme(theme)) = picker.choice().filter(|_| picker.purpose == Purpose::Theme) else { return };
        let now = &mut self.shared.look.theme;
        if now != theme {
            let before = std::mem::replace(now, theme.clone());
            self.theme_before.get_or_insert(before);
        }
    }

    /// Goes back to the theme from which others were looked at.
    pub(super) fn end_preview(&mut self) {
        if let Some(before) = self.theme_before.take() {
            self.shared.look.theme = before;
        }
    }

    pub(super) fn toggle_mouse(&mut self) -> Vec<Command> {
        let ours = !self.shared.look.mouse;
        self.shared.look.mouse = ours;
        self.shared.say(if ours {
            "The mouse selects codes and scrolls"
        } else {
            "The mouse is the terminal's again: select text with it"
        });
        vec![self.shared.remember(Change::Mouse(ours))]
    }

    pub(super) fn toggle_unicode(&mut self) -> Vec<Command> {
        let all = !self.shared.look.unicode;
        self.shared.look.unicode = all;
        self.shared.say(if all {
            "Lines and signs are drawn in Unicode"
        } else {
            "Lines and signs are drawn in ASCII"
        });
        vec![self.shared.remember(Change::Unicode(all))]
    }

    /// Notes the background of the terminal.
    pub(super) fn background(&mut self, background: TerminalBackground) -> Vec<Command> {
        if self.shared.look.background == background {
            return Vec::new();
        }
        self.shared.look.background = background;
        vec![self.shared.remember(Change::Background(background))]
    }
}
