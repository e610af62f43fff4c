//! The playground: a server on this machine, and what clients do to it.
//!
//! The server is a job; this screen shows what it brings, whether it is looked at or not.

mod acting;
mod answers;
mod choice;
mod copying;
mod curl;
mod detail;
mod draw;
mod filter;
mod intro;
mod layout;
mod pointer;
mod raw;
mod ring;
mod rows;
mod then;

use ratatui::layout::Position;
use tui_input::Input as Line;

use crate::app::action::{Action, Context};
use crate::app::command::Command;
use crate::app::cursor::Cursor;
use crate::app::job::{Item, JobId, Owner, Report, Served, Serving, Work};
use crate::app::line_edit;
use crate::app::message::Effect;
use crate::app::overlay::Choice;
use crate::app::place::{Place, ScreenId};
use crate::app::screen::{Input, Screen};
use crate::app::shared::Shared;
use crate::app::text::Text;
use crate::document;
use crate::serve::faults::Next;
use crate::widgets::Canvas;
use detail::DetailKey;
use filter::Filter;
use intro::{Waiting, intro};
use layout::PARTS;
use rows::Columns;
use then::then;

pub use choice::{Answer, CopyAs};
pub use detail::{Detail, Part};
pub use layout::PlaygroundLayout;
pub use ring::{BYTES, Entry, MOST, Ring};

/// The server, as far as it is known here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum Server {
    #[default]
    Stopped,
    Failed(String),
    Starting(JobId),
    Running(JobId, String),
}

/// The state of the screen.
#[derive(Debug, Default)]
pub struct Playground {
    server: Server,
    ring: Ring,
    /// How many connections there were.
    opened: u64,
    /// What local time is ahead of UTC, in seconds.
    offset: i32,
    next: Next,
    /// What was typed to show some exchanges only.
    filter: Line,
    is_typing: bool,
    /// The numbers of the exchanges that the filter keeps.
    shown: Vec<u64>,
    /// Whether they have to be looked for again.
    is_stale: bool,
    /// The number of the selected exchange.
    selected: Option<u64>,
    /// The number of the first one on the screen.
    top: u64,
    cursor: Cursor,
    /// Whether another one than the newest was selected by hand.
    has_moved: bool,
    /// Where keys go: 0 for the table, else the number of a part of the exchange.
    pane: usize,
    /// The first line in sight of each part.
    scrolls: [usize; PARTS],
    detail: Option<Detail>,
    /// The rows on the screen, each with the class of its status.
    rows: Vec<(document::Line, Option<u8>)>,
    /// What is said while there is nothing to see.
    intro: Vec<document::Line>,
    intro_top: usize,
}

impl Playground {
    /// Whether the server runs.
    pub const fn is_running(&self) -> bool {
        matches!(self.server, Server::Running(..))
    }

    /// The exchanges that are kept.
    pub const fn ring(&self) -> &Ring {
        &self.ring
    }

    /// The numbers of those that are shown.
    pub fn shown(&self) -> &[u64] {
        &self.shown
    }

    /// The number of the selected one.
    pub const fn selected(&self) -> Option<u64> {
        self.selected
    }

    /// Whether the newest one is always selected.
    pub const fn follows(&self) -> bool {
        !self.has_moved
    }

    /// The selected one, laid out.
    pub const fn detail(&self) -> Option<&Detail> {
        self.detail.as_ref()
    }

    /// Where everything stands.
    pub fn layout(&self, shared: &Shared) -> PlaygroundLayout {
        PlaygroundLayout::new(shared.frame, self.pane)
    }

    /// Starts the server.
    pub fn start(&mut self, shared: &mut Shared) -> Vec<Command> {
        if matches!(self.server, Server::Starting(_) | Server::Running(..)) {
            return Vec::new();
        }
        let (id, start) = shared.start(Owner::Detached(ScreenId::Playground), Work::Serve);
        self.server = Server::Starting(id);
        // What was in force ended with the server before.
        self.next = Next { number: self.next.number + 1, ..Next::default() };
        vec![start]
    }

    /// Stops it.
    fn stop(&mut self, shared: &mut Shared) -> Vec<Command> {
        let (Server::Starting(id) | Server::Running(id, _)) = std::mem::take(&mut self.server) else {
            return Vec::new();
        };
        shared.serving = None;
        shared.jobs.cancel(id);
        shared.say("The server has stopped");
        vec![Command::Do(Effect::Cancel(id))]
    }

    /// Where the server is to be reached, or was.
    fn url(&self) -> &str {
        match &self.server {
            Server::Running(_, url) => url,
            _ => "http://127.0.0.1:8080",
        }
    }

    fn selected_entry(&self) -> Option<&Entry> {
        self.ring.get(self.selected?)
    }

    /// Takes in what the server's job tells.
    fn report(&mut self, id: JobId, report: Report, shared: &mut Shared) {
        let (Server::Starting(job) | Server::Running(job, _)) = &self.server else { return };
        if *job != id {
            return;
        }
        match report {
            Report::Item(Item::Serving(Serving { url, instead_of, offset })) => {
                shared.say(match instead_of {
                    Some(port) => format!("Port {port} is taken; serving on {url}"),
                    None => format!("Serving on {url}"),
                });
                shared.serving = Some(url.clone());
                self.offset = offset;
                self.server = Server::Running(id, url);
            }
            Report::Item(Item::Served(served)) => self.take(*served, shared),
            Report::Failed(why) => {
                shared.serving = None;
                shared.fail(why.clone());
                self.server = Server::Failed(why);
            }
            Report::Done => {
                shared.serving = None;
                self.server = Server::Stopped;
            }
            Report::Item(_) | Report::Progress { .. } => {}
        }
    }

    fn take(&mut self, served: Served, shared: &mut Shared) {
        let Served { mut seen, next, token: _ } = served;
        self.opened += seen.opened;
        if let Some(note) = std::mem::take(&mut seen.notes).pop() {
            shared.say(crate::text::clean(&note));
        }
        // What was in force before the last change is of no interest.
        if next.number == self.next.number {
            self.next = next;
        }
        self.is_stale |= !seen.exchanges.is_empty();
        self.ring.take(seen);
    }

    /// Looks for the exchanges that are shown, and for the selected one among them.
    fn refresh(&mut self, height: usize) {
        if std::mem::take(&mut self.is_stale) {
            let filter = Filter::new(self.filter.value());
            self.shown =
                self.ring.entries().iter().filter(|entry| filter.keeps(entry)).map(|entry| entry.number).collect();
        }
        let last = self.shown.len().saturating_sub(1);
        // Of an exchange that is not shown any more the next one takes the place.
        let place_of = |number: u64| self.shown.partition_point(|shown| *shown < number).min(last);
        self.cursor.selected = self.selected.filter(|_| self.has_moved).map_or(last, place_of);
        self.selected = self.shown.get(self.cursor.selected).copied();
        self.cursor.offset = place_of(self.top);
        self.cursor.show(height.max(1), self.shown.len());
        self.top = self.shown.get(self.cursor.offset).copied().unwrap_or_default();
    }

    /// The rows from one on.
    fn rows_from(&self, first: usize, count: usize, columns: Columns) -> Vec<(document::Line, Option<u8>)> {
        let entries = self.ring.entries();
        let places = self.shown.iter().skip(first).take(count).filter_map(|number| self.ring.position(*number));
        let row = |at: usize| {
            let then = then(entries, at);
            let next = then.as_ref().map(|then| (then, &entries[then.at]));
            columns.row(&entries[at], next, self.offset)
        };
        places.map(row).collect()
    }

    fn columns(layout: PlaygroundLayout, shared: &Shared) -> Columns {
        Columns::new(layout.rows.width, !shared.look.unicode)
    }

    /// Lays the selected exchange out, unless it is.
    fn prepare_detail(&mut self, layout: PlaygroundLayout, shared: &Shared) {
        let Some(number) = self.selected else {
            self.detail = None;
            return;
        };
        let columns = layout.parts.iter().take(layout.count).map(|part| shared.options(part.width)).collect();
        let key = DetailKey { number, columns };
        let is_same = self.detail.as_ref().is_some_and(|detail| {
            detail.key == key
                && self.ring.position(number).is_some_and(|at| then(self.ring.entries(), at) == detail.then)
        });
        if is_same {
            return;
        }
        if self.detail.as_ref().is_none_or(|detail| detail.key.number != number) {
            self.scrolls = [0; PARTS];
        }
        self.detail = Detail::new(key, &self.ring, &shared.catalog);
    }

    /// Scrolls a part of the exchange.
    fn scroll(&mut self, part: usize, by: isize, layout: PlaygroundLayout) {
        let lines = self.detail.as_ref().and_then(|detail| detail.parts.get(part)).map_or(0, |part| part.lines.len());
        let height = usize::from(layout.parts[part].height.max(1));
        self.scrolls[part] = self.scrolls[part].saturating_add_signed(by).min(lines.saturating_sub(height));
    }

    fn waiting(&self, shared: &Shared) -> Waiting {
        let key = || shared.keymap.key(Context::Playground, Action::Open).unwrap_or_else(|| "Enter".to_owned());
        match &self.server {
            Server::Stopped => Waiting::Stopped(key()),
            Server::Failed(why) => Waiting::Failed(why.clone()),
            Server::Starting(_) => Waiting::Starting,
            Server::Running(_, url) => Waiting::Running(url.clone()),
        }
    }
}

impl Screen for Playground {
    fn context(&self) -> Context {
        if self.is_typing { Context::Filtering } else { Context::Playground }
    }

    fn main_context(&self) -> Context {
        Context::Playground
    }

    fn place(&self) -> Place {
        Place::screen(ScreenId::Playground)
    }

    fn open(&mut self, _: &Place, _: &mut Shared) -> Vec<Command> {
        self.is_typing = false;
        Vec::new()
    }

    fn update(&mut self, input: Input, shared: &mut Shared) -> Vec<Command> {
        match input {
            Input::Action(action, key) => return self.act(action, key, shared),
            Input::Mouse(mouse) => return self.mouse(mouse, shared),
            Input::Report(id, report) => self.report(id, report, shared),
            Input::Choice(Choice::Answer(answer)) => return self.take_answer(answer, shared),
            Input::Choice(Choice::CopyAs(what)) => return self.copy_as(what, shared),
            Input::Paste(text) if self.is_typing => self.is_stale |= line_edit::paste(&mut self.filter, text),
            Input::Paste(_) | Input::Choice(_) | Input::NewEngine | Input::Wake => {}
        }
        Vec::new()
    }

    fn prepare(&mut self, shared: &Shared) {
        let layout = self.layout(shared);
        if self.ring.total() == 0 {
            let area = shared.frame.titled().text;
            self.intro = intro(&self.waiting(shared), shared.options(area.width));
            self.intro_top = self.intro_top.min(self.intro.len().saturating_sub(usize::from(area.height)));
            return;
        }
        let height = usize::from(layout.rows.height);
        self.refresh(height);
        self.rows = self.rows_from(self.cursor.offset, height, Self::columns(layout, shared));
        self.prepare_detail(layout, shared);
        for part in 0..layout.count {
            self.scroll(part, 0, layout);
        }
    }

    fn draw(&self, shared: &Shared, canvas: &mut Canvas) -> Option<Position> {
        self.draw_all(shared, canvas)
    }

    fn text(&self, shared: &Shared) -> Option<Text> {
        let layout = self.layout(shared);
        if self.pane > 0 {
            let part = self.detail.as_ref()?.parts.get(self.pane - 1)?;
            let lines = part.lines.iter().map(document::Line::text).collect();
            return Some(Text { lines, top: self.scrolls[self.pane - 1], area: layout.parts[self.pane - 1] });
        }
        if self.shown.is_empty() {
            return None;
        }
        let rows = self.rows_from(0, self.shown.len(), Self::columns(layout, shared));
        let lines = rows.iter().map(|(line, _)| line.text()).collect();
        Some(Text { lines, top: self.cursor.offset, area: layout.rows })
    }

    fn show_text_from(&mut self, line: usize, shared: &Shared) {
        let layout = self.layout(shared);
        if self.pane > 0 {
            self.scrolls[self.pane - 1] = line;
            self.scroll(self.pane - 1, 0, layout);
            return;
        }
        if line == self.cursor.offset {
            return;
        }
        let last = (line + usize::from(layout.rows.height.max(1))).min(self.shown.len()).saturating_sub(1);
        self.top = self.shown.get(line).copied().unwrap_or_default();
        self.select(self.cursor.selected.clamp(line.min(last), last));
    }

    fn idle_hints(&self) -> &'static [&'static str] {
        if self.ring.total() == 0 { &["move", "pane", "filter", "copy curl", "copy"] } else { &[] }
    }
}
