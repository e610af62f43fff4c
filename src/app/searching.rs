//! Searching as one types.

use crossterm::event::KeyEvent;

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::state::search::Search;
use crate::app::{App, HIT_ROWS, Pane, line_edit};

impl App {
    /// Begins a search.
    pub(super) fn start_search(&mut self) {
        self.leave_search();
        self.search = Some(Search { typing: true, ..Search::default() });
        self.set_focus(Pane::List);
    }

    /// Searches for pasted text.
    pub(super) fn paste_search(&mut self, text: &str) {
        if !self.search.as_ref().is_some_and(|search| search.typing) {
            self.start_search();
        }
        if let Some(search) = &mut self.search
            && line_edit::paste(&mut search.input, text)
        {
            search.run(&self.engine, &self.catalog);
        }
    }

    /// Takes the search away; the list is as it was before. A hit that was read can be gone back to.
    pub(super) fn leave_search(&mut self) {
        let read = self.search.take().filter(|search| !search.typing).and_then(|search| search.current());
        if let Some(read) = read.filter(|&read| self.list.current() != Some(read)) {
            self.history.leave(read);
        }
    }

    /// Runs the search anew with a better engine, where the reader has not chosen among the hits yet.
    pub(super) fn search_again(&mut self) {
        if let Some(search) = self.search.as_mut().filter(|search| search.cursor.selected == 0) {
            search.run(&self.engine, &self.catalog);
        }
    }

    pub(super) fn type_search(&mut self, action: Action, key: KeyEvent) -> Vec<Effect> {
        let rows = isize::from(i16::try_from(self.areas.list.height / HIT_ROWS).unwrap_or(1)).max(2);
        match action {
            Action::Type => {
                let Some(search) = &mut self.search else { return Vec::new() };
                // Backspace in an empty line leaves, as it does in a shell's search.
                if search.input.value().is_empty() && key.code == crossterm::event::KeyCode::Backspace {
                    self.leave_search();
                } else if line_edit::edit(&mut search.input, key) {
                    search.run(&self.engine, &self.catalog);
                }
            }
            Action::Open => return self.read_hit(),
            Action::Back => self.leave_search(),
            Action::Help => self.show_help(),
            Action::Down | Action::Up | Action::PageDown | Action::PageUp => {
                let by = match action {
                    Action::Down => 1,
                    Action::Up => -1,
                    Action::PageDown => rows - 1,
                    _ => 1 - rows,
                };
                if let Some(search) = &mut self.search {
                    search.cursor.step(by, search.hits.len());
                }
            }
            _ => {}
        }
        Vec::new()
    }

    /// Goes to the page of the chosen hit; the hits stay in the list.
    pub(super) fn read_hit(&mut self) -> Vec<Effect> {
        let Some(search) = &mut self.search else { return Vec::new() };
        if search.hits.is_empty() {
            if search.input.value().trim().is_empty() {
                self.leave_search();
            } else {
                self.say("Nothing to read: no code matches");
            }
            return Vec::new();
        }
        search.typing = false;
        if let Some(from) = self.list.current().filter(|&from| self.current() != Some(from)) {
            self.history.leave(from);
        }
        self.set_focus(Pane::Page);
        self.read()
    }
}
