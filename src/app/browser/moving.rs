//! Moving in the browser: through the list and the page, from pane to pane, from code to code.

use crossterm::event::{KeyCode, KeyEvent};

use super::digits::unknown;
use super::list::List;
use super::{Browser, Pane};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::place::Place;
use crate::app::screen::Screen;
use crate::app::shared::Shared;
use crate::app::view::View;
use crate::catalog::Index;
use crate::document::SectionId;
use crate::store::Change;

impl Browser {
    /// How many items or lines the pane that keys go to shows.
    pub(super) fn height(&self, shared: &Shared) -> usize {
        let layout = self.layout(shared);
        if self.focus == Pane::List && self.search.is_some() {
            return layout.hits_shown();
        }
        usize::from(match self.focus {
            Pane::Sidebar => layout.sidebar.height,
            Pane::List => layout.list.height,
            Pane::Page => layout.text.height,
        })
    }

    /// Moves the selection or the text.
    pub(super) fn step(&mut self, by: isize, shared: &Shared) {
        match self.focus {
            Pane::Page => {
                self.prepare(shared);
                self.page.scroll_by(by, self.layout(shared).text_height());
            }
            Pane::List => self.step_list(by),
            Pane::Sidebar => self.step_sidebar(by, shared),
        }
    }

    pub(super) fn step_list(&mut self, by: isize) {
        match &mut self.search {
            Some(search) => search.cursor.step(by, search.hits.len()),
            None => self.list.cursor.step(by, self.list.rows.len()),
        }
    }

    /// Makes ready the page that another step the same way would show.
    pub(super) fn look_ahead(&mut self, shared: &Shared) {
        let next = match &self.search {
            Some(search) => search.cursor.next().and_then(|at| search.hits.get(at)).map(|hit| hit.index),
            None => self.list.cursor.next().and_then(|at| self.list.rows.get(at)).copied(),
        };
        if let Some(next) = next {
            self.page.look_ahead(&shared.catalog, next);
        }
    }

    /// Shows a view from its top.
    pub(super) fn show_view(&mut self, view: View, shared: &Shared) {
        self.search = None;
        if self.list.view != view {
            self.leave_tools();
            self.list = List::new(view, &shared.catalog, &shared.state);
        }
    }

    /// One pane to the left or right; to the right of the list the page is read.
    pub(super) fn go_sideways(&mut self, by: i8, shared: &mut Shared) -> Vec<Command> {
        let to = match (self.focus, by > 0) {
            (Pane::Sidebar, true) | (Pane::Page, false) => Pane::List,
            (Pane::List | Pane::Page, true) => Pane::Page,
            (Pane::Sidebar | Pane::List, false) => Pane::Sidebar,
        };
        self.enter(to, shared)
    }

    /// Goes round the panes.
    pub(super) fn go_round(&mut self, by: usize, shared: &mut Shared) -> Vec<Command> {
        let panes = [Pane::Sidebar, Pane::List, Pane::Page];
        let at = panes.iter().position(|&pane| pane == self.focus).unwrap_or(0);
        self.enter(panes[(at + by) % panes.len()], shared)
    }

    fn enter(&mut self, pane: Pane, shared: &mut Shared) -> Vec<Command> {
        if pane == Pane::Page && self.current().is_none() {
            shared.say("There is no page to read here");
            return Vec::new();
        }
        if pane == Pane::Page && self.focus == Pane::List && self.search.is_some() {
            return self.read_hit(shared);
        }
        self.focus_on(pane);
        if pane == Pane::Page { self.mark_read(shared) } else { Vec::new() }
    }

    /// Goes in: from the sidebar to the list, from the list to the page, from the page to a related code.
    pub(super) fn go_in(&mut self, shared: &mut Shared) -> Vec<Command> {
        match self.focus {
            Pane::Sidebar => match self.open_tool(shared) {
                Some(commands) => commands,
                None => self.enter(Pane::List, shared),
            },
            Pane::List => self.enter(Pane::Page, shared),
            Pane::Page => self.pick_related(shared),
        }
    }

    /// Backs out one step, and says so when there is none.
    pub(super) fn back_out(&mut self, shared: &mut Shared) -> Vec<Command> {
        // Where the list hides the sidebar, that is the outermost pane.
        let has_hidden_sidebar = self.is_alone(shared) || !shared.frame.is_wide();
        match self.focus {
            Pane::Page if self.is_visit => return vec![Command::Leave],
            Pane::Page => self.focus_on(Pane::List),
            Pane::List if self.search.is_some() => return self.leave_search(),
            Pane::List if has_hidden_sidebar => self.focus_on(Pane::Sidebar),
            Pane::Sidebar if !has_hidden_sidebar => self.focus_on(Pane::List),
            Pane::List | Pane::Sidebar => {
                let key = shared.key_for(Action::Quit);
                shared.say(format!("{key} quits"));
            }
        }
        Vec::new()
    }

    pub(super) fn go_to_next_section(&mut self, forward: bool, shared: &mut Shared) {
        self.prepare(shared);
        let height = self.layout(shared).text_height();
        let moved = self.page.neighbour(forward).is_some_and(|line| self.page.scroll_to(line, height));
        if !moved {
            shared.say(if forward { "This is the last section" } else { "This is the top of the page" });
        }
    }

    pub(super) fn go_to_section(&mut self, section: SectionId, shared: &Shared) {
        self.focus_on(Pane::Page);
        self.prepare(shared);
        self.page.scroll_to(self.page.start_of(section), self.layout(shared).text_height());
    }

    /// The code after or before this one in the list. A page that was passed is found again where it was left.
    pub(super) fn go_to_neighbour(&mut self, by: isize, shared: &mut Shared) -> Vec<Command> {
        let before = self.current();
        let left = before.map(|index| (index, self.page.scroll_of(index)));
        self.step_list(by);
        let now = self.current();
        if now == before {
            shared.say(if by > 0 { "This is the last code of the list" } else { "This is the first code of the list" });
        } else {
            self.passed.retain(|(index, _)| Some(*index) != before);
            self.passed.extend(left);
            let scroll = self.passed.iter().find(|(index, _)| Some(*index) == now).map(|(_, scroll)| *scroll);
            self.is_landing = scroll.is_none();
            self.page.resume(now, scroll.unwrap_or_default());
        }
        if self.focus == Pane::Page { self.mark_read(shared) } else { Vec::new() }
    }

    /// Selects an entry: among the hits or in the list if it is there, else in its category.
    pub(super) fn select(&mut self, index: Index, shared: &Shared) {
        if self.search.as_mut().is_some_and(|search| search.select(index)) {
            return;
        }
        self.search = None;
        if !self.select_in_list(index, shared) {
            self.show_view(View::Category(shared.catalog.row(index).category), shared);
            self.select_in_list(index, shared);
        }
    }

    /// Selects an entry if the list has it, or has it folded.
    fn select_in_list(&mut self, index: Index, shared: &Shared) -> bool {
        self.list.select(index)
            || shared.catalog.parent(index).is_some_and(|parent| self.list.select(parent))
                && self.list.fold(&shared.catalog, &shared.state, index)
                && self.list.select(index)
    }

    pub(super) fn fold(&mut self, shared: &mut Shared) {
        let folded = self.search.is_none()
            && self.list.current().is_some_and(|index| self.list.fold(&shared.catalog, &shared.state, index));
        if !folded {
            shared.say("There are no sub-codes to fold here");
        }
    }

    /// Counts the current page as read.
    pub(super) fn mark_read(&mut self, shared: &mut Shared) -> Vec<Command> {
        let Some(index) = self.current() else { return Vec::new() };
        let id = shared.catalog.row(index).id.to_string();
        if shared.state.recent.first() == Some(&id) {
            return Vec::new();
        }
        let command = shared.remember(Change::Visit(id));
        self.sidebar.count_again(View::Recent, shared);
        vec![command]
    }

    pub(super) fn bookmark(&mut self, shared: &mut Shared) -> Vec<Command> {
        let Some(index) = self.current() else {
            shared.say("There is no code to bookmark here");
            return Vec::new();
        };
        let id = shared.catalog.row(index).id.to_string();
        let on = !shared.state.bookmarks.contains(&id);
        let command = shared.remember(if on { Change::Bookmark(id) } else { Change::Unbookmark(id) });
        self.sidebar.count_again(View::Bookmarks, shared);
        if self.list.view == View::Bookmarks {
            self.list.refresh(&shared.catalog, &shared.state);
        } else {
            self.list.measure(&shared.catalog, &shared.state);
        }
        let code = shared.catalog.row(index).label().to_owned();
        shared.say(if on { format!("Bookmarked {code}") } else { format!("Unbookmarked {code}") });
        vec![command]
    }

    /// A digit, or the dot of a sub-code: goes to the first code that begins with what was typed so far, and to its
    /// page when the number is whole.
    pub(super) fn type_digit(&mut self, key: KeyEvent, shared: &mut Shared) -> Vec<Command> {
        let (KeyCode::Char(c), Some(now)) = (key.code, shared.now) else { return Vec::new() };
        let here = self.here();
        let (view, catalog) = (self.list.view, &shared.catalog);
        let home = || (view, view.entries(catalog, &shared.state));
        let jump = self.digits.type_char(c, now.steady, catalog, home);
        let Some(index) = jump.entry else {
            shared.fail(unknown(&jump.typed));
            return Vec::new();
        };
        // A number that was begun on another screen leaves nothing here, and Esc goes back to that screen.
        if jump.is_first && self.focus == Pane::Page {
            self.is_visit = false;
        }
        let leaves = jump.is_first && !self.is_visit && here.codes.first() != Some(&index);
        self.passed.clear();
        if let Some(home) = self.digits.home_of(index).filter(|home| *home != self.list.view) {
            // On the way to the whole number the list may have left the view.
            self.show_view(home, shared);
        }
        self.select(index, shared);
        let title = shared.title_of(index);
        let code = shared.catalog.row(index).code.to_string();
        // What is only passed on the way to the whole number was not read.
        let others = if jump.is_whole { shared.catalog.owners(&jump.typed).count() - 1 } else { 0 };
        shared.say(match others {
            0 => title,
            _ => format!("{title}; type {code} again for {others} more with this number"),
        });
        let mut commands = if leaves { vec![Command::Remember(here)] } else { Vec::new() };
        if jump.is_whole {
            self.focus_on(Pane::Page);
            commands.extend(self.mark_read(shared));
        }
        commands
    }

    /// Opens the defining section, or else the first page that the entry names.
    pub(super) fn open_source(&mut self, shared: &mut Shared) -> Vec<Command> {
        let page = self.current().and_then(|index| shared.catalog.page(index).ok());
        let Some(url) = page.and_then(|page| page.source().map(str::to_owned)) else {
            shared.say("This page names no source to open");
            return Vec::new();
        };
        vec![shared.open_url(url)]
    }

    /// Goes to the page of an entry.
    pub(super) fn go_to(index: Index) -> Vec<Command> {
        vec![Command::Go(Place::page(index))]
    }
}
