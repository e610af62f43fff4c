//! Searching in the browser, as one types: the hits take the place of the list.

use std::borrow::Cow;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use super::Browser;
use super::earlier::Earlier;
use super::landing::{Landed, Landing};
use super::layout::{BrowserLayout, Pane};
use super::search::{EARLIER, EXAMPLES, MOST, NOTHING, Search, advice};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::line_edit;
use crate::app::place::Place;
use crate::app::shared::Shared;
use crate::catalog::Index;
use crate::search::Why;
use crate::store::Change;
use crate::widgets::Canvas;

impl Browser {
    /// Begins a search.
    pub(super) fn start_search(&mut self) -> Vec<Command> {
        let commands = self.leave_search();
        self.search = Some(Search::new(self.here()));
        self.focus_on(Pane::List);
        commands
    }

    /// Searches for pasted text: a log line or an error message.
    pub(super) fn paste(&mut self, text: &str, shared: &mut Shared) -> Vec<Command> {
        let mut commands = Vec::new();
        if !self.search.as_ref().is_some_and(|search| search.typing) {
            commands = self.start_search();
        }
        if let Some(search) = &mut self.search
            && line_edit::paste_within(&mut search.input, &without_middle(text), MOST)
        {
            search.run(shared);
            // What was pasted is not typed again.
            commands.extend(self.remember_search(shared));
        }
        commands
    }

    /// Remembers what is searched for, where something was found.
    fn remember_search(&self, shared: &mut Shared) -> Option<Command> {
        let search = self.search.as_ref().filter(|search| !search.hits.is_empty())?;
        let query = search.input.value().trim();
        let is_known = shared.state.searches.first().is_some_and(|last| last == query);
        (!query.is_empty() && !is_known).then(|| shared.remember(Change::Search(query.to_owned())))
    }

    /// The hit whose page is shown, why it was found, and what was searched for.
    fn hit_shown(&self) -> Option<(Index, &Why, &str)> {
        let search = self.search.as_ref().filter(|search| !search.is_empty())?;
        let hit = search.hit().filter(|hit| hit.compared.is_empty())?;
        Some((hit.index, &hit.why, search.input.value()))
    }

    /// Finds on the page what matched, for marking it; goes there if the hit was just opened.
    pub(super) fn land(&mut self, height: usize) {
        let Some((index, why, query)) = self.hit_shown() else {
            self.landed = None;
            self.is_landing = false;
            return;
        };
        let of = (index, self.page.width(), self.page.document().lines.len());
        if self.landed.as_ref().is_none_or(|landed| landed.of != of || landed.query != query) {
            let landing = Landing::find(self.page.document(), why, query);
            self.landed = Some(Landed { of, query: query.to_owned(), landing });
        }
        if std::mem::take(&mut self.is_landing)
            && let Some(top) = self.landed.as_ref().and_then(|landed| landed.landing.top(height))
        {
            self.page.scroll_to(top, height);
        }
    }

    /// Searches for a text that was searched for before.
    pub(super) fn search_for(&mut self, query: &str, shared: &Shared) {
        let mut search = Search { typing: false, input: query.into(), ..Search::new(self.here()) };
        search.run(shared);
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
            search.run(shared);
        }
    }

    /// An action while a search is typed.
    pub(super) fn type_search(&mut self, action: Action, key: Option<KeyEvent>, shared: &mut Shared) -> Vec<Command> {
        let layout = self.layout(shared);
        let Some(search) = &mut self.search else { return Vec::new() };
        if let Some(earlier) = search.earlier.take() {
            match action {
                Action::Open => {
                    search.run(shared);
                    return Vec::new();
                }
                Action::Back => {
                    earlier.leave(&mut search.input);
                    return Vec::new();
                }
                // An earlier search is taken to be changed.
                Action::Type => search.run(shared),
                _ => match action.rows(usize::from(layout.list.height)) {
                    Some(rows) => {
                        search.earlier = earlier.step(rows, &mut search.input, &shared.state.searches);
                        return Vec::new();
                    }
                    None => search.earlier = Some(earlier),
                },
            }
        }
        match action {
            Action::Up if search.cursor.selected == 0 => {
                search.earlier = Earlier::begin(&mut search.input, &shared.state.searches);
                if search.earlier.is_none() {
                    shared.say("There is no earlier search");
                }
            }
            Action::Type => {
                let Some(key) = key else { return Vec::new() };
                // Backspace in an empty line leaves, as it does in a shell's search.
                if search.input.value().is_empty() && key.code == KeyCode::Backspace {
                    return self.cancel_search();
                }
                if line_edit::edit_within(&mut search.input, key, MOST) {
                    search.run(shared);
                }
            }
            Action::Open => return self.read_hit(shared),
            Action::Back => return self.cancel_search(),
            _ => match action.rows(layout.hits_shown()) {
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
        let compared = search.hit().map(|hit| hit.compared.clone()).unwrap_or_default();
        let current = self.current();
        self.focus_on(Pane::List);
        let hits = self.here();
        let mut commands: Vec<Command> = self.remember_search(shared).into_iter().collect();
        if before.codes.first().copied() != current {
            commands.push(Command::Remember(before));
        }
        if !compared.is_empty() {
            commands.push(Command::Go(Place::comparison(compared)));
            return commands;
        }
        // From the page one goes back to the hits, and from there to where the search was begun.
        commands.push(Command::Remember(hits));
        self.focus_on(Pane::Page);
        self.is_landing = true;
        commands.extend(self.mark_read(shared));
        if let Some(language) = self.language_searched_for(shared) {
            self.is_landing = false;
            commands.extend(self.take_language(&language, shared));
        }
        commands
    }

    /// Draws the search; returns where the cursor stands while it is typed.
    pub(super) fn draw_search(
        &self,
        search: &Search,
        shared: &Shared,
        (title, layout): (Rect, &BrowserLayout),
        canvas: &mut Canvas,
    ) -> Option<Position> {
        let cursor = search.draw_line(shared, title, canvas);
        self.draw_found(search, shared, layout, canvas);
        cursor
    }

    /// Draws the search over the whole width; returns where the cursor stands while it is typed.
    pub(super) fn draw_wide_search(
        &self,
        search: &Search,
        shared: &Shared,
        layout: &BrowserLayout,
        canvas: &mut Canvas,
    ) -> Option<Position> {
        for rule in layout.rules {
            canvas.rule(rule);
        }
        let cursor = search.draw_whole(shared, (layout.list_title, layout.reading), canvas);
        self.draw_found(search, shared, layout, canvas);
        cursor
    }

    fn draw_found(&self, search: &Search, shared: &Shared, layout: &BrowserLayout, canvas: &mut Canvas) {
        let list = layout.list;
        if let Some(earlier) = &search.earlier {
            earlier.draw(&shared.state.searches, list, canvas);
        } else if search.is_empty() {
            advice(list, &EXAMPLES, canvas);
            let below = u16::try_from(EXAMPLES.len()).unwrap_or(0);
            if list.height > below && !shared.state.searches.is_empty() {
                let rest = Rect { y: list.y + below, height: list.height - below, ..list };
                advice(rest, &EARLIER, canvas);
            }
        } else if search.hits.is_empty() {
            advice(list, &NOTHING, canvas);
        } else {
            self.draw_hits(search, shared, layout, canvas);
        }
    }
}

/// A text without its middle where it is too long: a trace says at its end what went wrong.
fn without_middle(text: &str) -> Cow<'_, str> {
    if text.len() <= MOST {
        return Cow::Borrowed(text);
    }
    let part = MOST / 2 - " … ".len();
    let head = (0..=part).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let tail = (text.len() - part..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    Cow::Owned([&text[..head], " … ", &text[tail..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_text_the_beginning_and_the_end_are_kept() {
        assert_eq!(without_middle("short"), "short");
        let kept = without_middle(&format!("begin{}end", "日".repeat(MOST))).into_owned();
        assert!(kept.starts_with("begin日") && kept.ends_with("日end") && kept.len() <= MOST, "{}", kept.len());
    }
}
