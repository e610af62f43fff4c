//! What keys do at a URL that is checked.

use std::sync::Arc;

use crossterm::event::KeyEvent;

use super::field::sentence;
use super::{Check, Run, Step, ToldHop};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::place::{Captured, Pasted, Place};
use crate::app::shared::Shared;
use crate::check::{Options, Request, Target, to_curl};
use crate::text::{clean, shorten};

/// The longest URL that is named in a message, in bytes.
const URL: usize = 200;

impl Check {
    pub(super) fn act(&mut self, action: Action, key: Option<KeyEvent>, shared: &mut Shared) -> Vec<Command> {
        if self.is_typing {
            return self.act_on_field(action, key, shared);
        }
        let layout = self.layout(shared);
        let pane = match self.pane {
            0 => layout.rows,
            part => layout.parts[part - 1],
        };
        if let Some(rows) = action.rows(usize::from(pane.height)) {
            match self.pane {
                0 => self.step(rows),
                part => self.scroll(part - 1, rows, layout),
            }
            return Vec::new();
        }
        match action {
            Action::EditUrl => self.is_typing = true,
            Action::NextPane => self.pane = (self.pane + 1) % (layout.count + 1),
            Action::PreviousPane => self.pane = (self.pane + layout.count) % (layout.count + 1),
            Action::AskAgain => return self.ask_again(shared),
            Action::Open => return self.explain(shared),
            Action::ToPage => return self.to_page(shared),
            Action::CopyCurl => return self.copy_curl(shared),
            Action::CopyExplanation => return self.copy_report(shared),
            Action::Back => return self.back(shared),
            action => return vec![Command::Unhandled(action)],
        }
        Vec::new()
    }

    fn act_on_field(&mut self, action: Action, key: Option<KeyEvent>, shared: &mut Shared) -> Vec<Command> {
        match (action, key) {
            (Action::Type, Some(key)) => {
                self.field.edit(key);
            }
            (Action::Open, _) => return self.ask_typed(shared),
            (Action::Down, _) => self.intro_top += 1,
            (Action::Up, _) => self.intro_top = self.intro_top.saturating_sub(1),
            (Action::Back, _) if self.run.is_some() => self.leave_field(),
            (Action::Back, _) => return vec![Command::Leave],
            (action, _) => return vec![Command::Unhandled(action)],
        }
        Vec::new()
    }

    /// Asks for what is typed.
    fn ask_typed(&mut self, shared: &mut Shared) -> Vec<Command> {
        let typed = self.field.text().to_owned();
        match Target::read(&typed) {
            Ok(target) => self.ask(target, &typed, shared),
            Err(why) => {
                shared.say(sentence(&clean(&why)));
                Vec::new()
            }
        }
    }

    fn ask_again(&mut self, shared: &mut Shared) -> Vec<Command> {
        match self.run.as_ref().map(|run| (run.target.clone(), run.typed.clone())) {
            Some((target, typed)) => self.ask(target, &typed, shared),
            None => Vec::new(),
        }
    }

    /// Goes some hops down, or up. Whoever goes beyond the last follows it from then on.
    fn step(&mut self, by: isize) {
        let last = self.hops().len().saturating_sub(1);
        let before = self.cursor.selected;
        self.cursor.step(by, last + 1);
        self.has_moved = !(by > 0 && self.cursor.selected == last && (before == last || by > last.cast_signed()));
    }

    /// Marks a hop.
    pub(super) fn select(&mut self, hop: usize) {
        self.cursor.selected = hop;
        self.has_moved = true;
    }

    /// Explains the response of the marked hop; of a failure there is a page.
    pub(super) fn explain(&self, shared: &mut Shared) -> Vec<Command> {
        match self.marked().and_then(Step::told).filter(|told| told.has_response()) {
            Some(told) => vec![Command::Go(Place::explained(Pasted { from: of(told), entry: None }))],
            None => self.to_page(shared),
        }
    }

    /// Goes to the page of the status or failure of the marked hop.
    fn to_page(&self, shared: &mut Shared) -> Vec<Command> {
        let Some(hop) = self.marked() else {
            shared.say("There is no hop yet");
            return Vec::new();
        };
        let cancelled = || shared.catalog.find("cancelled").filter(|_| hop.is_cancelled());
        match hop.told().map_or_else(cancelled, |told| told.page) {
            Some(page) => return vec![Command::Go(Place::page(page))],
            None if hop.told().is_some() => shared.say("There is no page about this status"),
            None => shared.say("The hop is still under way"),
        }
        Vec::new()
    }

    /// Copies the command that sends the request of the marked hop; before one has ended, that of the URL itself.
    fn copy_curl(&self, shared: &mut Shared) -> Vec<Command> {
        let Some(run) = &self.run else { return Vec::new() };
        let (url, command) = match (self.marked().and_then(Step::told), self.cursor.selected) {
            (Some(told), _) => (told.hop.url.clone(), told.hop.curl.clone()),
            (None, 0) => {
                let options = Options::default();
                (run.target.shown(), to_curl(&Request::first(&run.target.url, &options), &options))
            }
            (None, _) => {
                shared.say("There is no command before the hop has ended");
                return Vec::new();
            }
        };
        vec![shared.copy(&format!("the curl command for {}", clean(&shorten(&url, URL))), &command)]
    }

    fn copy_report(&self, shared: &mut Shared) -> Vec<Command> {
        if let Some(outcome) = self.run.as_ref().and_then(Run::outcome) {
            return vec![shared.copy("the report", &outcome.markdown)];
        }
        shared.say("There is no report before the last hop has ended");
        Vec::new()
    }

    /// One step out: of a part, of a check that is under way, of the screen.
    fn back(&mut self, shared: &mut Shared) -> Vec<Command> {
        if self.pane > 0 {
            self.pane = 0;
            return Vec::new();
        }
        if self.run.as_ref().is_some_and(Run::is_running) {
            shared.say("The check is cancelled");
            return self.cancel(shared);
        }
        vec![Command::Leave]
    }
}

/// The messages of a hop.
fn of(told: &ToldHop) -> Captured {
    Captured::Hop(Arc::clone(&told.hop))
}
