//! The browser: moving, jumping, reading.

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent};

use crate::app::action::Action;
use crate::app::copying::Part;
use crate::app::effect::Effect;
use crate::app::state::list::{View, count};
use crate::app::{App, HIT_ROWS, Pane};
use crate::catalog::Index;
use crate::document::Options;
use crate::store::Change;

/// A digit that comes later than this begins a new number.
const PAUSE: Duration = Duration::from_millis(1500);

impl App {
    pub(super) fn browse(&mut self, action: Action) -> Vec<Effect> {
        let page = isize::from(i16::try_from(self.height()).unwrap_or(i16::MAX)).max(2);
        match action {
            Action::Down => return self.step(1),
            Action::Up => return self.step(-1),
            Action::HalfPageDown => return self.step(page / 2),
            Action::HalfPageUp => return self.step(-page / 2),
            Action::PageDown => return self.step(page - 1),
            Action::PageUp => return self.step(1 - page),
            Action::Top => return self.step(isize::MIN / 2),
            Action::Bottom => return self.step(isize::MAX / 2),
            Action::Left => return self.aside(-1),
            Action::Right => return self.aside(1),
            Action::NextPane => return self.turn(1),
            Action::PreviousPane => return self.turn(2),
            Action::Open => return self.open(),
            Action::Back => self.back(),
            Action::Search => self.start_search(),
            Action::NextSection => self.section(true),
            Action::PreviousSection => self.section(false),
            Action::NextCode => return self.neighbour(1),
            Action::PreviousCode => return self.neighbour(-1),
            Action::HistoryBack => return self.retrace(false),
            Action::HistoryForward => return self.retrace(true),
            Action::Bookmark => return self.bookmark(),
            Action::OpenSource => return self.open_source(),
            Action::CopySnippet => return self.copy_part(Part::Snippet),
            Action::CopyOther => self.pick_copy(),
            Action::NextLanguage => return self.turn_language(1),
            Action::PreviousLanguage => return self.turn_language(-1),
            Action::Languages => self.pick_language(),
            Action::WhyNot => self.show_reasons(),
            Action::CodeLeft => self.shift_code(-1),
            Action::CodeRight => self.shift_code(1),
            Action::LineNumbers => self.number_lines(),
            Action::ViewPopular => self.view(View::Popular),
            Action::ViewBookmarks => self.view(View::Bookmarks),
            Action::ViewRecent => self.view(View::Recent),
            Action::ViewAll => self.view(View::All),
            Action::Mouse => return self.toggle_mouse(),
            Action::Related => self.pick_related(),
            Action::Fold => self.fold(),
            Action::Sections => self.pick_section(),
            Action::Theme => self.pick_theme(),
            Action::Palette => self.pick_action(),
            Action::Help => self.show_help(),
            Action::Messages => self.show_messages(),
            Action::Compare => self.pick_comparison(),
            Action::CheatSheet => self.open_sheet(),
            Action::Quiz => {
                self.open_quiz();
                return self.load_quiz();
            }
            Action::Quit => return vec![Effect::Quit(0)],
            // The others are of other places.
            _ => {}
        }
        Vec::new()
    }

    /// Brings the selections into sight, and lays out the page.
    pub(super) fn prepare_browser(&mut self) {
        let rows = usize::from(self.areas.list.height);
        if let Some(search) = &mut self.search {
            let rows = rows / usize::from(HIT_ROWS);
            search.cursor.show(rows.max(1), search.hits.len());
        }
        self.list.cursor.show(rows.max(1), self.list.rows.len());
        if self.areas.text.is_empty() {
            return;
        }
        match self.current() {
            Some(index) => {
                let options = self.options();
                self.page.show(&self.catalog, index, options, usize::from(self.areas.text.height));
                self.prepare_snippet(index, options);
            }
            None => self.page.clear(),
        }
    }

    pub(super) fn options(&self) -> Options {
        Options { width: usize::from(self.areas.text.width), keep_ticks: false, ascii: !self.look.unicode }
    }

    /// The height of the pane that keys go to, in rows.
    fn height(&self) -> u16 {
        match self.focus {
            Pane::Sidebar => self.areas.sidebar.height,
            Pane::List => self.areas.list.height,
            Pane::Page => self.areas.text.height,
        }
    }

    /// Moves the selection or the text.
    fn step(&mut self, by: isize) -> Vec<Effect> {
        match self.focus {
            Pane::Page => {
                self.prepare();
                self.page.scroll_by(by, usize::from(self.areas.text.height));
            }
            Pane::List => self.step_list(by),
            Pane::Sidebar => {
                let at = self.views.iter().position(|(view, _)| *view == self.list.view).unwrap_or(0);
                let to = at.saturating_add_signed(by).min(self.views.len() - 1);
                self.view(self.views[to].0);
            }
        }
        Vec::new()
    }

    fn step_list(&mut self, by: isize) {
        match &mut self.search {
            Some(search) => search.cursor.step(by, search.hits.len()),
            None => self.list.cursor.step(by, self.list.rows.len()),
        }
    }

    /// Shows a view from its top.
    pub(super) fn view(&mut self, view: View) {
        self.search = None;
        if self.list.view != view {
            self.list = crate::app::state::list::List::new(view, &self.catalog, &self.memory);
        }
    }

    /// One pane to the left or right; to the right of the list the page is read.
    fn aside(&mut self, by: i8) -> Vec<Effect> {
        let to = match (self.focus, by > 0) {
            (Pane::Sidebar, true) | (Pane::Page, false) => Pane::List,
            (Pane::List | Pane::Page, true) => Pane::Page,
            (Pane::Sidebar | Pane::List, false) => Pane::Sidebar,
        };
        self.enter(to)
    }

    /// Goes round the panes.
    fn turn(&mut self, by: usize) -> Vec<Effect> {
        let panes = [Pane::Sidebar, Pane::List, Pane::Page];
        let at = panes.iter().position(|&pane| pane == self.focus).unwrap_or(0);
        self.enter(panes[(at + by) % panes.len()])
    }

    fn enter(&mut self, pane: Pane) -> Vec<Effect> {
        if pane == Pane::Page && self.current().is_none() {
            self.say("There is no page to read here");
            return Vec::new();
        }
        self.set_focus(pane);
        if pane == Pane::Page { self.read() } else { Vec::new() }
    }

    /// Goes in: from the sidebar to the list, from the list to the page, from the page to a related code.
    fn open(&mut self) -> Vec<Effect> {
        match self.focus {
            Pane::Sidebar => self.enter(Pane::List),
            Pane::List => self.enter(Pane::Page),
            Pane::Page => {
                self.pick_related();
                Vec::new()
            }
        }
    }

    /// Backs out one step, and says so when there is none.
    fn back(&mut self) {
        match self.focus {
            Pane::Page | Pane::Sidebar => self.set_focus(Pane::List),
            Pane::List if self.search.is_some() => self.leave_search(),
            Pane::List if !self.areas.is_wide() => self.set_focus(Pane::Sidebar),
            Pane::List => self.say(format!("{} quits", self.key_for(Action::Quit))),
        }
    }

    fn section(&mut self, forward: bool) {
        self.prepare();
        let height = usize::from(self.areas.text.height);
        let moved = self.page.neighbour(forward).is_some_and(|line| self.page.scroll_to(line, height));
        if !moved {
            self.say(if forward { "This is the last section" } else { "This is the top of the page" });
        }
    }

    /// The code after or before this one in the list.
    fn neighbour(&mut self, by: isize) -> Vec<Effect> {
        let before = self.current();
        self.step_list(by);
        if self.current() == before {
            self.say(if by > 0 { "This is the last code of the list" } else { "This is the first code of the list" });
        }
        if self.focus == Pane::Page { self.read() } else { Vec::new() }
    }

    /// Goes to an entry from wherever one is, so that it can be gone back from.
    pub(super) fn go_to(&mut self, index: Index) -> Vec<Effect> {
        self.leave(index);
        self.place(index);
        self.read()
    }

    /// Remembers the entry that a jump leaves.
    fn leave(&mut self, to: Index) {
        if let Some(from) = self.current().filter(|&from| from != to) {
            self.history.leave(from);
        }
    }

    /// Opens on the page of an entry.
    pub fn open_on(&mut self, index: Index) {
        self.place(index);
        self.set_focus(Pane::Page);
    }

    /// Selects an entry: in the list if it is there, else in its category.
    fn place(&mut self, index: Index) {
        let hit = self.search.as_ref().and_then(|search| search.hits.iter().position(|hit| hit.index == index));
        if let (Some(search), Some(at)) = (&mut self.search, hit) {
            search.cursor.selected = at;
            return;
        }
        self.search = None;
        if !self.select(index) {
            self.view(View::Category(self.catalog.row(index).category));
            self.select(index);
        }
    }

    /// Selects an entry if the list has it, or has it folded.
    fn select(&mut self, index: Index) -> bool {
        self.list.select(index)
            || self.catalog.parent(index).is_some_and(|parent| self.list.select(parent))
                && self.list.fold(&self.catalog, &self.memory, index)
                && self.list.select(index)
    }

    fn fold(&mut self) {
        let folded = self.search.is_none()
            && self.list.current().is_some_and(|index| self.list.fold(&self.catalog, &self.memory, index));
        if !folded {
            self.say("There are no sub-codes to fold here");
        }
    }

    fn retrace(&mut self, forward: bool) -> Vec<Effect> {
        let from = self.current();
        let to = if forward { self.history.forward(from) } else { self.history.back(from) };
        if let Some(to) = to {
            self.place(to);
            return self.read();
        }
        self.say(if forward { "There is no code ahead to go forward to" } else { "There is no code to go back to" });
        Vec::new()
    }

    /// Counts the current page as read.
    pub(super) fn read(&mut self) -> Vec<Effect> {
        let Some(index) = self.current() else { return Vec::new() };
        let id = self.catalog.row(index).id.to_string();
        if self.memory.recent.first() == Some(&id) {
            return Vec::new();
        }
        let effect = self.remember(Change::Visit(id));
        self.count(View::Recent);
        vec![effect]
    }

    fn count(&mut self, changed: View) {
        let number = count(changed, &self.catalog, &self.memory);
        if let Some((_, shown)) = self.views.iter_mut().find(|(view, _)| *view == changed) {
            *shown = number;
        }
    }

    /// A digit, or the dot of a sub-code: goes to the first code that begins with what was typed so far, and to its page
    /// when the number is whole. The same number once more goes to its next owner.
    pub(super) fn digit(&mut self, key: KeyEvent, now: Instant) -> Vec<Effect> {
        let KeyCode::Char(c) = key.code else { return Vec::new() };
        let fresh = self.digits.last.is_some_and(|last| now.saturating_duration_since(last) < PAUSE);
        let mut typed = if fresh { std::mem::take(&mut self.digits.text) } else { String::new() };
        let mut first = typed.is_empty();
        typed.push(c);
        let mut found = self.code_like(&typed);
        if found.is_none() && typed.len() > 3 && c != '.' {
            typed = c.to_string();
            first = true;
            found = self.code_like(&typed);
        }
        self.digits.last = Some(now);
        let Some(index) = found else {
            self.fail(unknown(&typed));
            self.digits.text = typed;
            return Vec::new();
        };
        if first {
            self.leave(index);
        }
        // What is only passed on the way to the whole number was not read.
        let whole = *self.catalog.row(index).code == typed;
        let index = if whole { self.next_owner(&typed).unwrap_or(index) } else { index };
        self.place(index);
        let row = self.catalog.row(index);
        let others = if whole { self.catalog.owners(&typed).count() - 1 } else { 0 };
        let (code, title) = (row.code.to_string(), row.title());
        self.say(match others {
            0 => format!("{code} {title}"),
            _ => format!("{code} {title}; type {code} again for {others} more with this number"),
        });
        self.digits.text = typed;
        if !whole {
            return Vec::new();
        }
        self.digits.jumped = Some(index);
        self.set_focus(Pane::Page);
        self.read()
    }

    /// The owner of a code after the one that the same number led to before.
    fn next_owner(&self, code: &str) -> Option<Index> {
        let owners: Vec<Index> = self.catalog.owners(code).collect();
        let at = owners.iter().position(|&owner| Some(owner) == self.digits.jumped)?;
        Some(owners[(at + 1) % owners.len()])
    }

    /// The entry with this code, or the first whose code begins so.
    fn code_like(&self, typed: &str) -> Option<Index> {
        self.catalog.owners(typed).next().or_else(|| self.catalog.filter(|row| row.code.starts_with(typed)).next())
    }

    fn bookmark(&mut self) -> Vec<Effect> {
        let Some(index) = self.current() else {
            self.say("There is no code to bookmark here");
            return Vec::new();
        };
        let id = self.catalog.row(index).id.to_string();
        let on = !self.memory.bookmarks.contains(&id);
        let effect = self.remember(if on { Change::Bookmark(id) } else { Change::Unbookmark(id) });
        self.count(View::Bookmarks);
        if self.list.view == View::Bookmarks {
            self.list.refresh(&self.catalog, &self.memory);
        }
        let code = &self.catalog.row(index).code;
        self.say(if on { format!("Bookmarked {code}") } else { format!("Took the bookmark off {code}") });
        vec![effect]
    }

    /// Opens the defining section, or else the first page that the entry names.
    fn open_source(&mut self) -> Vec<Effect> {
        let page = self.current().and_then(|index| self.catalog.page(index).ok());
        let Some(url) = page.and_then(|page| page.source().map(str::to_owned)) else {
            self.say("This page names no source to open");
            return Vec::new();
        };
        self.say(format!("Opening {url} …"));
        vec![Effect::Open(url)]
    }

    fn toggle_mouse(&mut self) -> Vec<Effect> {
        self.look.mouse = !self.look.mouse;
        self.say(if self.look.mouse {
            "The mouse selects codes and scrolls"
        } else {
            "The mouse is the terminal's again: select text with it"
        });
        vec![self.remember(Change::Mouse(self.look.mouse))]
    }
}

/// What is known of a number that is not in the catalogue.
fn unknown(typed: &str) -> String {
    let class = typed.as_bytes().first().filter(|first| (b'1'..=b'5').contains(first));
    match class {
        Some(&class) if typed.len() == 3 && typed.bytes().all(|b| b.is_ascii_digit()) => {
            let class = char::from(class);
            format!("{typed} is not in the catalogue; a client treats it as {class}00 (RFC 9110 §15)")
        }
        _ => format!("No code begins with {typed}"),
    }
}
