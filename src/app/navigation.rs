//! From screen to screen: doing what screens ask for, and the way back.

use std::collections::VecDeque;

use crate::app::App;
use crate::app::command::Command;
use crate::app::message::Effect;
use crate::app::place::{Place, ScreenId};

impl App {
    /// Does what was asked for; returns what is left to be done outside.
    pub(super) fn run(&mut self, commands: Vec<Command>) -> Vec<Effect> {
        let mut effects = Vec::new();
        let mut waiting = VecDeque::from(commands);
        while let Some(command) = waiting.pop_front() {
            let more = match command {
                Command::Do(effect) => {
                    effects.push(effect);
                    Vec::new()
                }
                Command::Act(action) => self.act(action, None),
                Command::Go(place) => self.go(place),
                Command::Remember(place) => {
                    self.history.leave(place);
                    Vec::new()
                }
                Command::Leave => self.leave(),
                Command::Show(overlay) => {
                    self.cover(Some(overlay));
                    Vec::new()
                }
                Command::Unhandled(action) => {
                    let key = self.shared.keymap.key(self.context(), action).unwrap_or_default();
                    self.say_unused(&key);
                    Vec::new()
                }
            };
            for command in more.into_iter().rev() {
                waiting.push_front(command);
            }
        }
        effects
    }

    /// Goes to a place, so that it can be gone back from.
    pub(super) fn go(&mut self, place: Place) -> Vec<Command> {
        let here = self.screens.get(self.shown).place();
        let is_visit = if here.screen == place.screen { here.is_visit } else { true };
        if !here.shows_same(&place) {
            self.history.leave(here);
        }
        self.show(&Place { is_visit, ..place })
    }

    /// Shows a place. The jobs of a screen that is left are ended.
    pub(super) fn show(&mut self, place: &Place) -> Vec<Command> {
        let mut commands = Vec::new();
        if place.screen != self.shown {
            let ended = self.shared.jobs.cancel_all_of(self.shown);
            commands.extend(ended.into_iter().map(|id| Command::Do(Effect::Cancel(id))));
            self.shown = place.screen;
            self.find = None;
        }
        commands.extend(self.screens.get_mut(place.screen).open(place, &mut self.shared));
        commands
    }

    /// Goes back to the screen that this one was opened from, or else to the browser.
    fn leave(&mut self) -> Vec<Command> {
        let here = self.screens.get(self.shown).place();
        let before = self.history.back_to_other_screen(here);
        self.show(&before.unwrap_or(Place::screen(ScreenId::Browser)))
    }

    pub(super) fn retrace(&mut self, forward: bool) -> Vec<Command> {
        let here = self.screens.get(self.shown).place();
        let to = if forward { self.history.forward(here) } else { self.history.back(here) };
        if let Some(to) = to {
            return self.show(&to);
        }
        self.shared.say(if forward {
            "There is no place ahead to go forward to"
        } else {
            "There is no place to go back to"
        });
        Vec::new()
    }
}
