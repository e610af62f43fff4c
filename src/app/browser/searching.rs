//! Searching in the browser, as one types: the hits take the place of the list.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use super::Browser;
use super::layout::Pane;
use super::search::{EXAMPLES, HIT_ROWS, NOTHING, Search, advice, mark};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::line_edit;
use crate::app::shared::Shared;
use crate::widgets::{Canvas, width};

impl Browser {
    /// Begins a search.
    pub(super) fn start_search(&mut self) -> Vec<Command> {
        let commands = self.leave_search();
        self.search = Some(Search::new(self.here()));
        self.focus_on(Pane::List);
        commands
    }

    /// Searches for pasted text: a log line or an error message.
    pub(super) fn paste(&mut self, text: &str, shared: &Shared) -> Vec<Command> {
        let mut commands = Vec::new();
        if !self.search.as_ref().is_some_and(|search| search.typing) {
            commands = self.start_search();
        }
        if let Some(search) = &mut self.search
            && line_edit::paste(&mut search.input, text)
        {
            search.run(&shared.engine, &shared.catalog);
        }
        commands
    }

    /// Searches for a text that was searched for before.
    pub(super) fn search_for(&mut self, query: &str, shared: &Shared) {
        let mut search = Search { typing: false, input: query.into(), ..Search::new(self.here()) };
        search.run(&shared.engine, &shared.catalog);
        self.search = Some(search);
    }

    /// Takes the search away; the list and its page are as before. A hit that was read can be gone back to.
    pub(super) fn leave_search(&mut self) -> Vec<Command> {
        let read = self.here();
        let Some(search) = self.search.take() else { return Vec::new() };
        if search.typing {
            self.page.resume(search.before.codes.first().copied(), search.before.scroll);
            if search.before.on_page {
                self.focus_on(Pane::Page);
            }
        }
        let was_read = !search.typing && search.current().is_some_and(|read| self.list.current() != Some(read));
        if was_read { vec![Command::Remember(read)] } else { Vec::new() }
    }

    /// Takes the search away while it is typed, and goes back to the screen where it was begun.
    fn cancel_search(&mut self) -> Vec<Command> {
        let leave = self.search.as_ref().is_some_and(|search| search.is_visit).then_some(Command::Leave);
        let mut commands = self.leave_search();
        commands.extend(leave);
        commands
    }

    /// Runs the search anew with a better engine, where the reader has not chosen among the hits yet.
    pub(super) fn search_again(&mut self, shared: &Shared) {
        if let Some(search) = self.search.as_mut().filter(|search| search.cursor.selected == 0) {
            search.run(&shared.engine, &shared.catalog);
        }
    }

    /// An action while a search is typed.
    pub(super) fn type_search(&mut self, action: Action, key: Option<KeyEvent>, shared: &mut Shared) -> Vec<Command> {
        let list = self.layout(shared).list;
        let Some(search) = &mut self.search else { return Vec::new() };
        match action {
            Action::Type => {
                let Some(key) = key else { return Vec::new() };
                // Backspace in an empty line leaves, as it does in a shell's search.
                if search.input.value().is_empty() && key.code == KeyCode::Backspace {
                    return self.cancel_search();
                }
                if line_edit::edit(&mut search.input, key) {
                    search.run(&shared.engine, &shared.catalog);
                }
            }
            Action::Open => return self.read_hit(shared),
            Action::Back => return self.cancel_search(),
            _ => match action.rows(usize::from(list.height / HIT_ROWS)) {
                Some(rows) => search.cursor.step(rows, search.hits.len()),
                None => return vec![Command::Unhandled(action)],
            },
        }
        Vec::new()
    }

    /// Goes to the page of the chosen hit; the hits stay in the list.
    pub(super) fn read_hit(&mut self, shared: &mut Shared) -> Vec<Command> {
        let Some(search) = &mut self.search else { return Vec::new() };
        if search.hits.is_empty() {
            if search.is_empty() {
                return self.leave_search();
            }
            shared.say("Nothing to read: no code matches");
            return Vec::new();
        }
        let before = search.before.clone();
        search.typing = false;
        let current = self.current();
        self.focus_on(Pane::Page);
        let mut commands = self.mark_read(shared);
        if before.codes.first().copied() != current {
            commands.push(Command::Remember(before));
        }
        commands
    }

    /// Draws the search; returns where the cursor stands while it is typed.
    pub(super) fn draw_search(
        &self,
        search: &Search,
        shared: &Shared,
        (title, list): (Rect, Rect),
        canvas: &mut Canvas,
    ) -> Option<Position> {
        let cursor = search.draw_line(shared, title, canvas);
        if search.is_empty() {
            advice(list, &EXAMPLES, canvas);
        } else if search.hits.is_empty() {
            advice(list, &NOTHING, canvas);
        } else {
            self.draw_hits(search, shared, list, canvas);
        }
        cursor
    }

    fn draw_hits(&self, search: &Search, shared: &Shared, area: Rect, canvas: &mut Canvas) {
        let rows = usize::from((area.height / HIT_ROWS).max(1));
        let shown = search.hits.iter().enumerate().skip(search.cursor.offset).take(rows);
        for ((n, hit), y) in shown.zip((area.y..).step_by(usize::from(HIT_ROWS))) {
            let row = Rect { y, height: 1, ..area };
            let entry = shared.catalog.row(hit.index);
            let code_width = width(&entry.code).max(3);
            self.draw_code(shared, row, hit.index, (code_width, n == search.cursor.selected), canvas);
            mark(row, row.x + 2 + code_width + 2, &entry.name, &hit.why.marks, canvas);
            if y + 1 < area.bottom() {
                let row = Rect { y: y + 1, height: 1, width: area.width - 1, ..area };
                canvas.put(row, row.x + 4, &hit.why.to_string(), canvas.theme.muted);
            }
        }
    }
}
