//! A message that was pasted or came to a check, explained: what it says, what is wrong with it, and what to look at next.

mod acting;
mod draw;
mod explained;
mod intro;
mod layout;
mod pointer;
mod reading;

use ratatui::layout::{Position, Rect};

use crate::app::action::Context;
use crate::app::command::Command;
use crate::app::cursor::Cursor;
use crate::app::job::{Item, JobId, Owner, Report, Work};
use crate::app::link::Link;
use crate::app::message::Effect;
use crate::app::place::{Pasted, Place, ScreenId, Scroll};
use crate::app::screen::{Input, Screen};
use crate::app::shared::Shared;
use crate::app::text::Text;
use crate::document::{Line, Options, Span, Target};
use crate::widgets::Canvas;
use intro::intro;
use layout::{columns, has_both, verdict_room};

pub use explained::{Content, Explained, Told, Wanted, explain};
pub use layout::ExplainLayout;
pub use reading::{Reading, SideLine};

/// How many texts are held as they were laid out: an archive, and an entry of it.
const HELD: usize = 2;

/// The state of the screen.
#[derive(Debug, Default)]
pub struct Explain {
    pasted: Option<Pasted>,
    /// What jobs made of it, the last one last.
    held: Vec<Explained>,
    /// The job that was started last, and what for.
    job: Option<(JobId, Wanted)>,
    /// The chosen entry of an archive.
    list: Cursor,
    reading: Reading,
    /// What is said before anything was pasted, laid out.
    intro: Option<(Options, Vec<Line>)>,
    /// The first line of it on the screen.
    intro_top: usize,
}

impl Explain {
    /// What is explained, once something is.
    pub const fn pasted(&self) -> Option<&Pasted> {
        self.pasted.as_ref()
    }

    /// What it turned out to be, once it was read.
    pub fn content(&self) -> Option<&Content> {
        let pasted = self.pasted.as_ref()?;
        self.held.iter().rev().find(|held| held.wanted.pasted == *pasted).map(|held| &held.content)
    }

    /// What it means, where it is messages.
    pub fn told(&self) -> Option<&Told> {
        match self.content() {
            Some(Content::Told(told)) => Some(told),
            _ => None,
        }
    }

    /// How far it is read.
    pub const fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The chosen entry of an archive.
    pub const fn entry(&self) -> usize {
        self.list.selected
    }

    /// Where everything stands.
    pub fn layout(&self, shared: &Shared) -> ExplainLayout {
        let verdict = self.told().map_or(0, |told| told.verdict(verdict_room(shared.frame)).count());
        ExplainLayout::new(shared.frame, verdict, self.reading.on_message)
    }

    /// What is wanted of a job, if anything was pasted.
    fn wanted(&self, shared: &Shared) -> Option<Wanted> {
        let pasted = self.pasted.clone()?;
        let (head, message, side) = columns(shared.frame);
        let options = |column: Rect| shared.options(column.width);
        Some(Wanted { pasted, head: options(head), message: options(message), side: options(side) })
    }

    /// Has what is wanted made, unless it is or is being made.
    fn want(&mut self, shared: &mut Shared) -> Vec<Command> {
        let Some(wanted) = self.wanted(shared) else { return Vec::new() };
        let is_held = self.held.iter().any(|held| held.wanted == wanted);
        if is_held || self.job.as_ref().is_some_and(|(_, of)| *of == wanted) {
            return Vec::new();
        }
        let mut commands = self.cancel(shared);
        let (id, start) = shared.start(Owner::Screen(ScreenId::Explain), Work::Explain(wanted.clone()));
        self.job = Some((id, wanted));
        commands.push(start);
        commands
    }

    /// Ends the job that is under way.
    fn cancel(&mut self, shared: &mut Shared) -> Vec<Command> {
        let running = self.job.take().map(|(id, _)| id).filter(|id| shared.jobs.cancel(*id));
        running.map(|id| Command::Do(Effect::Cancel(id))).into_iter().collect()
    }

    fn hold(&mut self, explained: Explained) {
        self.held.retain(|held| held.wanted.pasted != explained.wanted.pasted);
        self.held.push(explained);
        if self.held.len() > HELD {
            self.held.remove(0);
        }
        self.reading.renew();
    }

    fn report(&mut self, report: Report) {
        match report {
            Report::Item(Item::Explained(explained)) => self.hold(*explained),
            Report::Failed(why) => {
                if let Some((_, wanted)) = self.job.clone() {
                    self.hold(Explained { wanted, content: Content::Unreadable(why) });
                }
            }
            Report::Item(_) | Report::Progress { .. } | Report::Done => {}
        }
    }
}

impl Screen for Explain {
    fn context(&self) -> Context {
        Context::Explain
    }

    fn place(&self) -> Place {
        let is_list = matches!(self.content(), Some(Content::Archive(_)));
        let above = if is_list { self.list.selected } else { self.reading.selected };
        let place = Place { pasted: self.pasted.clone(), ..Place::screen(ScreenId::Explain) };
        Place { scroll: Scroll { section: None, above, of: 0 }, ..place }
    }

    fn open(&mut self, place: &Place, shared: &mut Shared) -> Vec<Command> {
        let Some(pasted) = place.pasted.as_ref().filter(|pasted| self.pasted.as_ref() != Some(*pasted)) else {
            // The job of a screen that was left has ended with it.
            return self.cancel(shared);
        };
        let is_of_same = self.pasted.as_ref().is_some_and(|before| before.from == pasted.from);
        if !is_of_same {
            self.list = Cursor::default();
        }
        if pasted.entry.is_none() {
            self.list.selected = place.scroll.above;
        }
        self.pasted = Some(pasted.clone());
        self.reading = Reading::from(place.scroll.above);
        self.cancel(shared)
    }

    fn update(&mut self, input: Input, shared: &mut Shared) -> Vec<Command> {
        match input {
            Input::Action(action, _) => return self.act(action, shared),
            Input::Mouse(mouse) => return self.mouse(mouse, shared),
            Input::Report(_, report) => self.report(report),
            Input::Paste(_) | Input::Choice(_) | Input::NewEngine | Input::Wake => {}
        }
        Vec::new()
    }

    fn prepare(&mut self, shared: &Shared) {
        let layout = self.layout(shared);
        if self.pasted.is_none() {
            let options = shared.options(columns(shared.frame).0.width);
            if self.intro.as_ref().is_none_or(|(of, _)| *of != options) {
                self.intro = Some((options, intro(options)));
            }
            self.scroll_intro(0, shared);
            return;
        }
        let mut reading = std::mem::take(&mut self.reading);
        match self.content() {
            Some(Content::Told(told)) => reading.prepare(told, layout),
            Some(Content::Archive(rows)) => {
                let count = rows.len();
                self.list.show(usize::from(shared.frame.titled().text.height).max(1), count);
            }
            Some(Content::Unreadable(_)) | None => {}
        }
        self.reading = reading;
    }

    fn draw(&self, shared: &Shared, canvas: &mut Canvas) -> Option<Position> {
        self.draw_all(shared, canvas);
        None
    }

    fn links(&self, shared: &Shared) -> Vec<Link> {
        let area = self.layout(shared).side;
        let lines = self.reading.lines.iter().skip(self.reading.side).zip(area.top()..area.bottom());
        let link = |(line, y): (&SideLine, u16)| {
            let Some(Target::Url(url)) = &line.line.target else { return None };
            let (span, before) = line.line.spans.split_last()?;
            let start: usize = before.iter().map(Span::width).sum();
            let start = u16::try_from(start).unwrap_or(area.width).min(area.width);
            let width = u16::try_from(span.width()).unwrap_or(area.width).min(area.width - start);
            Some(Link { area: Rect { x: area.x + start, y, width, height: 1 }, url: url.clone() })
        };
        if self.told().is_some() { lines.filter_map(link).collect() } else { Vec::new() }
    }

    fn after_frame(&mut self, shared: &mut Shared) -> Vec<Command> {
        self.want(shared)
    }

    fn text(&self, shared: &Shared) -> Option<Text> {
        let told = self.told()?;
        let layout = self.layout(shared);
        if !layout.message.is_empty() {
            let lines = told.message.iter().map(Line::text).collect();
            return Some(Text { lines, top: self.reading.message, area: layout.message });
        }
        let lines = self.reading.lines.iter().map(|line| line.line.text()).collect();
        Some(Text { lines, top: self.reading.side, area: layout.side })
    }

    fn show_text_from(&mut self, line: usize, shared: &Shared) {
        if has_both(shared.frame) || self.reading.on_message {
            self.reading.message = line;
        } else {
            self.reading.side = line;
        }
    }

    fn idle_hints(&self) -> &'static [&'static str] {
        match self.content() {
            Some(Content::Told(_)) if self.reading.unfolded => &[],
            Some(Content::Told(_)) => &["open section"],
            Some(Content::Archive(_)) => &["open section", "findings", "message", "page", "copy finding", "copy all"],
            Some(Content::Unreadable(_)) | None => {
                &["move", "open", "open section", "findings", "message", "page", "copy finding", "copy all"]
            }
        }
    }
}
