//! A URL that is checked: its hops as they happen, what they mean, and what is wrong with the way.
//!
//! Nothing is looked up or sent before it is asked for. The check is a job, which ends with the screen.

mod acting;
mod details;
mod draw;
mod field;
mod intro;
mod layout;
mod pointer;
mod rows;
mod run;
mod told;

use std::time::Instant;

use ratatui::layout::Position;

use crate::app::action::Context;
use crate::app::command::Command;
use crate::app::cursor::Cursor;
use crate::app::job::{Item, JobId, Owner, Report, Work};
use crate::app::message::Effect;
use crate::app::place::{Place, ScreenId};
use crate::app::screen::{Input, Screen};
use crate::app::shared::Shared;
use crate::app::text::Text;
use crate::check::{OFFLINE, Target};
use crate::document::{Line, Options};
use crate::widgets::Canvas;
use field::{Field, note, sentence};
use intro::intro;
use layout::PARTS;
use rows::Row;

pub use details::Part;
pub use field::LONGEST;
pub use layout::CheckLayout;
pub use run::{Doing, End, Run, Step};
pub use told::{Happened, Outcome, ToldHop};

/// The state of the screen.
#[derive(Debug, Default)]
pub struct Check {
    /// The URL as it is typed.
    field: Field,
    is_typing: bool,
    /// The last check.
    run: Option<Run>,
    /// Its job, while it is under way.
    job: Option<JobId>,
    cursor: Cursor,
    /// Whether another hop than the last one was marked by hand.
    has_moved: bool,
    /// Where keys go: 0 for the hops, else the number of a part.
    pane: usize,
    /// The first line in sight of each part.
    scrolls: [usize; PARTS],
    /// The hop that they are of.
    scrolled: usize,
    /// What will be asked for, laid out.
    note: Vec<Line>,
    intro: Vec<Line>,
    intro_top: usize,
    rows: Vec<Row>,
    parts: Vec<Part>,
    /// What rows and parts are laid out for.
    laid_out: Option<LaidOut>,
    /// How often the check has changed.
    changes: u64,
}

/// What rows and parts are laid out for.
#[derive(Debug, PartialEq, Eq)]
struct LaidOut {
    changes: u64,
    selected: usize,
    columns: Vec<Options>,
    rows: u16,
}

impl Check {
    /// What is typed.
    pub fn field(&self) -> &str {
        self.field.text()
    }

    /// The last check, once there is one.
    pub const fn run(&self) -> Option<&Run> {
        self.run.as_ref()
    }

    /// The marked hop.
    pub const fn selected(&self) -> usize {
        self.cursor.selected
    }

    /// What stands under the hops.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Where everything stands.
    pub fn layout(&self, shared: &Shared) -> CheckLayout {
        let hops = self.run.as_ref().map(|run| run.hops.len());
        CheckLayout::new(shared.frame, self.pane, self.note.len(), hops)
    }

    /// The hops of the last check.
    fn hops(&self) -> &[Step] {
        self.run.as_ref().map_or(&[], |run| &run.hops)
    }

    fn marked(&self) -> Option<&Step> {
        self.hops().get(self.cursor.selected)
    }

    /// Asks for a URL, which was typed so.
    fn ask(&mut self, target: Target, typed: &str, shared: &mut Shared) -> Vec<Command> {
        if shared.is_offline {
            // What to leave out to go on stands under the URL.
            shared.say(sentence(OFFLINE.split(';').next().unwrap_or_default()));
            return Vec::new();
        }
        let mut commands = self.cancel(shared);
        let (id, start) = shared.start(Owner::Screen(ScreenId::Check), Work::Check(target.clone()));
        self.job = Some(id);
        self.field.set(typed);
        self.changes += 1;
        self.run = Some(Run::new(target, typed, shared.now));
        self.is_typing = false;
        (self.cursor, self.has_moved) = (Cursor::default(), false);
        (self.pane, self.scrolls) = (0, [0; PARTS]);
        commands.push(start);
        commands
    }

    /// Cancels the check that is under way.
    fn cancel(&mut self, shared: &mut Shared) -> Vec<Command> {
        if let Some(run) = &mut self.run {
            run.stop(End::Cancelled);
            self.changes += 1;
        }
        let running = self.job.take().filter(|id| shared.jobs.cancel(*id));
        running.map(|id| Command::Do(Effect::Cancel(id))).into_iter().collect()
    }

    fn report(&mut self, id: JobId, report: Report) {
        let Some(run) = self.run.as_mut().filter(|_| self.job == Some(id)) else { return };
        match report {
            Report::Item(Item::Checked(happened)) => run.take(*happened),
            Report::Failed(why) => run.stop(End::Failed(why)),
            Report::Done => run.stop(End::Cancelled),
            Report::Item(_) | Report::Progress { .. } => return,
        }
        self.changes += 1;
        if !self.has_moved {
            self.cursor.selected = run.hops.len().saturating_sub(1);
        }
        if !run.is_running() {
            self.job = None;
        }
    }

    /// Takes a URL into the field, not asked for yet.
    fn edit(&mut self, url: &str) {
        self.field.set(url);
        self.is_typing = true;
        self.pane = 0;
    }

    /// Takes pasted text into the field, where it has room for all of it.
    fn paste(&mut self, text: &str, shared: &mut Shared) {
        if !self.field.paste(text) {
            shared.say(format!("A URL may have {LONGEST} bytes here"));
        }
    }

    /// Leaves the field, which says again what was asked for.
    fn leave_field(&mut self) {
        if let Some(run) = &self.run {
            self.field.set(&run.typed);
        }
        self.is_typing = false;
    }

    /// Scrolls a part.
    fn scroll(&mut self, part: usize, by: isize, layout: CheckLayout) {
        let lines = self.parts.get(part).map_or(0, |part| part.lines.len());
        let height = usize::from(layout.parts[part].height.max(1));
        self.scrolls[part] = self.scrolls[part].saturating_add_signed(by).min(lines.saturating_sub(height));
    }

    fn prepare_run(&mut self, shared: &Shared) {
        let Some(run) = &self.run else { return };
        let layout = self.layout(shared);
        // A terminal that has become smaller may have room for one part only.
        self.pane = self.pane.min(layout.count);
        let height = usize::from(layout.rows.height).max(1);
        self.cursor.show(height, run.hops.len());
        let columns: Vec<Options> =
            layout.parts.iter().take(layout.count).map(|part| shared.options(part.width)).collect();
        // A part that is not shown now still has the width that it would have.
        let columns = if layout.parts[0].is_empty() { vec![shared.options(layout.rows.width)] } else { columns };
        let (selected, rows) = (self.cursor.selected, layout.rows.width);
        let wanted = LaidOut { changes: self.changes, selected, columns, rows };
        if self.laid_out.as_ref() != Some(&wanted) {
            self.rows = rows::rows(run, wanted.rows, &shared.catalog, !shared.look.unicode);
            self.parts = details::parts(run, selected, &wanted.columns);
            self.laid_out = Some(wanted);
        }
        if self.scrolled != self.cursor.selected {
            // What is said of another hop is read from its beginning.
            let first = layout.count - 1;
            self.scrolls[first] = 0;
            self.scrolled = self.cursor.selected;
        }
        for part in 0..layout.count {
            self.scroll(part, 0, layout);
        }
    }
}

impl Screen for Check {
    fn context(&self) -> Context {
        if self.is_typing { Context::CheckUrl } else { Context::Check }
    }

    fn main_context(&self) -> Context {
        Context::Check
    }

    fn place(&self) -> Place {
        Place { on_page: !self.is_typing, ..Place::screen(ScreenId::Check) }
    }

    fn open(&mut self, place: &Place, shared: &mut Shared) -> Vec<Command> {
        if let Some(url) = &place.query {
            self.edit(url);
        } else {
            self.is_typing = !place.on_page || self.run.is_none();
            if self.is_typing {
                // Whoever comes for another URL types it in the place of the last one.
                self.field.select();
            }
        }
        // The job of a screen that was left has ended with it.
        let is_left = self.job.is_some_and(|id| !shared.jobs.is_running(id));
        if is_left { self.cancel(shared) } else { Vec::new() }
    }

    fn update(&mut self, input: Input, shared: &mut Shared) -> Vec<Command> {
        match input {
            Input::Action(action, key) => return self.act(action, key, shared),
            Input::Mouse(mouse) => return self.mouse(mouse, shared),
            Input::Report(id, report) => self.report(id, report),
            Input::Paste(text) if self.is_typing => self.paste(text, shared),
            Input::Paste(_) | Input::Choice(_) | Input::NewEngine | Input::Wake => {}
        }
        Vec::new()
    }

    fn prepare(&mut self, shared: &Shared) {
        let options = shared.options(shared.frame.titled().head.width);
        self.note = if self.is_typing { note(self.field.text(), shared.is_offline, options) } else { Vec::new() };
        if self.run.is_none() {
            self.intro = intro(options);
            let height = usize::from(self.layout(shared).rows.height);
            self.intro_top = self.intro_top.min(self.intro.len().saturating_sub(height));
        }
        self.prepare_run(shared);
    }

    fn draw(&self, shared: &Shared, canvas: &mut Canvas) -> Option<Position> {
        self.draw_all(shared, canvas)
    }

    fn text(&self, shared: &Shared) -> Option<Text> {
        let layout = self.layout(shared);
        if self.pane > 0 {
            let part = self.parts.get(self.pane - 1)?;
            let lines = part.lines.iter().map(Line::text).collect();
            return Some(Text { lines, top: self.scrolls[self.pane - 1], area: layout.parts[self.pane - 1] });
        }
        if self.hops().is_empty() {
            return None;
        }
        let lines = self.rows.iter().map(|row| row.line.text()).collect();
        Some(Text { lines, top: self.cursor.offset, area: layout.rows })
    }

    fn show_text_from(&mut self, line: usize, shared: &Shared) {
        let layout = self.layout(shared);
        if self.pane > 0 {
            self.scrolls[self.pane - 1] = line;
            self.scroll(self.pane - 1, 0, layout);
        } else if line != self.cursor.offset {
            let last = (line + usize::from(layout.rows.height.max(1))).min(self.hops().len()).saturating_sub(1);
            self.cursor.offset = line;
            self.select(self.cursor.selected.clamp(line.min(last), last));
        }
    }

    fn wakes_at(&self, now: Instant) -> Option<Instant> {
        self.run.as_ref()?.next_second(now)
    }

    fn idle_hints(&self) -> &'static [&'static str] {
        match &self.run {
            Some(run) if run.is_running() => &["again", "copy all"],
            Some(run) if run.outcome().is_none() => &["copy all"],
            _ => &[],
        }
    }
}
