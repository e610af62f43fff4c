//! What keys do on the playground.

use crossterm::event::KeyEvent;
use tui_input::Input;

use super::copying::nothing;
use super::{Playground, Server};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::line_edit;
use crate::app::place::Place;
use crate::app::shared::Shared;

impl Playground {
    pub(super) fn act(&mut self, action: Action, key: Option<KeyEvent>, shared: &mut Shared) -> Vec<Command> {
        if self.is_typing {
            return self.act_on_filter(action, key);
        }
        let layout = self.layout(shared);
        if self.ring.total() == 0 {
            if let Some(rows) = action.rows(usize::from(shared.frame.titled().text.height)) {
                self.intro_top = self.intro_top.saturating_add_signed(rows);
                return Vec::new();
            }
        } else if self.pane == 0 {
            if let Some(rows) = action.rows(usize::from(layout.rows.height)) {
                self.step(rows);
                return Vec::new();
            }
        } else if let Some(rows) = action.rows(usize::from(layout.parts[self.pane - 1].height)) {
            self.scroll(self.pane - 1, rows, layout);
            return Vec::new();
        }
        match action {
            Action::Serve if matches!(self.server, Server::Starting(_) | Server::Running(..)) => self.stop(shared),
            Action::Serve => self.start(shared),
            Action::Open => self.open_page(shared),
            Action::NextPane | Action::Right => self.go_to_pane(self.pane + 1, layout.count),
            Action::PreviousPane | Action::Left => self.go_to_pane(self.pane + layout.count, layout.count),
            Action::Filter if self.ring.total() == 0 => nothing(shared),
            Action::Filter => {
                self.is_typing = true;
                self.pane = 0;
                Vec::new()
            }
            Action::NextAnswers => self.pick_answer(shared),
            Action::AsAsked => self.answer_next(String::new(), None, shared),
            Action::CopyCurl => self.copy_curl(shared),
            Action::CopyOther => self.pick_copy(shared),
            Action::Back => self.back(),
            action => vec![Command::Unhandled(action)],
        }
    }

    fn act_on_filter(&mut self, action: Action, key: Option<KeyEvent>) -> Vec<Command> {
        match (action, key) {
            (Action::Type, Some(key)) => self.is_stale |= line_edit::edit(&mut self.filter, key),
            (Action::Open, _) => self.is_typing = false,
            (Action::Back, _) => self.clear_filter(),
            (action, _) => return vec![Command::Unhandled(action)],
        }
        Vec::new()
    }

    fn clear_filter(&mut self) {
        self.filter = Input::default();
        self.is_typing = false;
        self.is_stale = true;
    }

    /// One step out: of a part of the exchange, of the filter, of the screen.
    fn back(&mut self) -> Vec<Command> {
        if self.pane > 0 {
            self.pane = 0;
        } else if self.filter.value().is_empty() {
            return vec![Command::Leave];
        } else {
            self.clear_filter();
        }
        Vec::new()
    }

    fn go_to_pane(&mut self, pane: usize, parts: usize) -> Vec<Command> {
        if self.detail.is_some() {
            self.pane = pane % (parts + 1);
        }
        Vec::new()
    }

    /// Goes some rows down, or up. Whoever goes beyond the newest follows it from then on.
    fn step(&mut self, by: isize) {
        let last = self.shown.len().saturating_sub(1);
        let before = self.cursor.selected;
        self.cursor.step(by, self.shown.len());
        let follows = by > 0 && self.cursor.selected == last && (before == last || by > last.cast_signed());
        self.select(self.cursor.selected);
        self.has_moved = !follows;
    }

    /// Selects a row.
    pub(super) fn select(&mut self, row: usize) {
        self.cursor.selected = row;
        self.selected = self.shown.get(row).copied();
        self.has_moved = true;
    }

    /// Starts the server where there is nothing to see, or reads the page about the selected exchange.
    fn open_page(&mut self, shared: &mut Shared) -> Vec<Command> {
        if self.ring.total() == 0 {
            return match self.server {
                Server::Running(..) => nothing(shared),
                _ => self.start(shared),
            };
        }
        match self.detail.as_ref().map(|detail| detail.page) {
            Some(Some(page)) => return vec![Command::Go(Place::page(page))],
            Some(None) => shared.say("There is no page about this status"),
            None => shared.say("No request is selected"),
        }
        Vec::new()
    }
}
