//! Finding words in what the interface shows: in the text laid over the screen, or in the screen's own.

use crossterm::event::KeyEvent;

use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::find::{Find, FindReply};
use crate::app::text::Text;

impl App {
    /// The text that is shown, if there is one.
    pub(super) fn text(&self) -> Option<Text> {
        match &self.overlay {
            Some(overlay) => overlay.text(self.shared.frame.screen),
            None => self.screens.get(self.shown).text(&self.shared),
        }
    }

    fn show_text_from(&mut self, line: usize) {
        match &mut self.overlay {
            Some(overlay) => overlay.show_text_from(line, self.shared.frame.screen),
            None => self.screens.get_mut(self.shown).show_text_from(line, &self.shared),
        }
    }

    pub(super) fn start_find(&mut self) -> Vec<Command> {
        self.prepare();
        self.find = self.text().map(|text| Find::new(&text));
        if self.find.is_none() {
            self.shared.say("There is no text to find words in");
        }
        Vec::new()
    }

    /// Does an action at words that are looked for; `None` if it is not for them.
    pub(super) fn find_update(&mut self, action: Action, key: KeyEvent) -> Option<Vec<Command>> {
        self.find.as_ref()?;
        let text = self.text()?;
        let reply = self.find.as_mut()?.update(action, key, &text)?;
        self.shared.status = None;
        Some(self.find_reply(reply))
    }

    pub(super) fn find_paste(&mut self, pasted: &str) -> Vec<Command> {
        let text = self.text();
        let reply = self.find.as_mut().zip(text).map_or(FindReply::Stay, |(find, text)| find.paste(pasted, &text));
        self.find_reply(reply)
    }

    fn find_reply(&mut self, reply: FindReply) -> Vec<Command> {
        match reply {
            FindReply::Stay => {}
            FindReply::Top(line) => self.show_text_from(line),
            FindReply::Close(line) => {
                self.find = None;
                if let Some(line) = line {
                    self.show_text_from(line);
                }
            }
        }
        Vec::new()
    }

    /// Looks again for what is looked for, in the text as it is laid out now.
    pub(super) fn find_again(&mut self) {
        if self.find.is_some() {
            let text = self.text();
            self.find = self.find.take().zip(text).map(|(mut find, text)| {
                find.refresh(&text);
                find
            });
        }
    }
}
