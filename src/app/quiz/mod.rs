//! The quiz: its menu, questions, their answers, the result, and the statistics.

mod card;
mod figures;
mod flow;
mod layout;
mod menu;
mod practice;
mod question;
mod result;
mod statistics;

use std::time::{Duration, Instant};

use crossterm::event::KeyEvent;
use ratatui::layout::Position;

use crate::app::action::{Action, Context};
use crate::app::command::Command;
use crate::app::job::{Item, JobId, Owner, Report, Work};
use crate::app::line_edit;
use crate::app::mouse::{Mouse, row_in};
use crate::app::overlay::Choice;
use crate::app::place::{Place, ScreenId};
use crate::app::screen::{Input, Screen};
use crate::app::shared::{Now, Shared};
use crate::quiz::question::Reply;
use crate::widgets::Canvas;

pub use layout::CardLayout;
pub use practice::{MenuEntry, Practice, Stage};

/// The state of the quiz; it stays as it is while something else fills the screen.
#[derive(Debug, Default)]
pub struct Quiz {
    /// What is practised, once what that needs is read.
    practice: Option<Box<Practice>>,
    /// The job that reads it, once it was started.
    loading: Option<JobId>,
}

impl Quiz {
    /// What is practised, once what that needs is read.
    pub fn practice(&self) -> Option<&Practice> {
        self.practice.as_deref()
    }

    fn act(&mut self, action: Action, key: Option<KeyEvent>, now: Now, shared: &mut Shared) -> Vec<Command> {
        match &mut self.practice {
            Some(practice) => match practice.stage {
                Stage::Menu => practice.act_in_menu(action, now, shared),
                Stage::Asking => practice.act_at_question(action, key, now, shared),
                Stage::Answered => practice.act_at_answer(action, now, shared),
                Stage::Result => practice.act_at_result(action, shared),
                Stage::Statistics => practice.act_at_statistics(action, shared),
            },
            None if action == Action::Back => vec![Command::Leave],
            None => {
                shared.say("The questions cannot be read");
                Vec::new()
            }
        }
    }

    fn report(&mut self, report: Report, shared: &mut Shared) {
        match report {
            Report::Item(Item::Quiz(data)) => self.practice = Some(Box::new(Practice::new(*data))),
            Report::Item(Item::Text(text)) | Report::Failed(text) => shared.fail(text),
            Report::Item(_) | Report::Progress { .. } | Report::Done => {}
        }
    }

    fn mouse(&mut self, mouse: Mouse, now: Now, shared: &mut Shared) -> Vec<Command> {
        let Some(practice) = &mut self.practice else { return Vec::new() };
        let layout = CardLayout::new(shared.frame, practice.is_typing());
        match mouse {
            Mouse::Wheel(_, by) => practice.wheel(by, layout, shared),
            Mouse::Click(at) => {
                if let Some(row) = row_in(layout.text, at) {
                    return practice.click(usize::from(row), layout, now, shared);
                }
            }
            Mouse::Drag(_) | Mouse::Release | Mouse::Tilt(..) => {}
        }
        Vec::new()
    }
}

impl Practice {
    fn wheel(&mut self, by: isize, layout: CardLayout, shared: &Shared) {
        match self.stage {
            Stage::Asking | Stage::Answered => self.card.scroll_by(by, layout.height()),
            Stage::Menu => self.cursor.step(by.signum(), self.entries().len()),
            Stage::Result => self.cursor.step(by.signum(), self.mistakes()),
            Stage::Statistics => self.scroll_statistics(by, shared),
        }
    }

    /// A click on a choice gives it, one on an item takes it.
    fn click(&mut self, row: usize, layout: CardLayout, now: Now, shared: &mut Shared) -> Vec<Command> {
        match self.stage {
            Stage::Asking => {
                let choice = self.card.lines.get(self.card.scroll + row).and_then(|line| line.choice);
                choice.map_or_else(Vec::new, |choice| self.reply(Some(Reply::Choice(choice)), now, shared))
            }
            Stage::Menu => {
                if self.select_in_menu(row, layout) {
                    self.act_in_menu(Action::Open, now, shared)
                } else {
                    Vec::new()
                }
            }
            Stage::Result => {
                if self.select_mistake(row) {
                    self.act_at_result(Action::Open, shared)
                } else {
                    Vec::new()
                }
            }
            Stage::Answered | Stage::Statistics => Vec::new(),
        }
    }
}

impl Screen for Quiz {
    fn context(&self) -> Context {
        let Some(practice) = &self.practice else { return Context::Quiz };
        match practice.stage {
            Stage::Menu => Context::Quiz,
            Stage::Asking if practice.is_typing() => Context::Typing,
            Stage::Asking => Context::Question,
            Stage::Answered => Context::Answer,
            Stage::Result => Context::Result,
            Stage::Statistics => Context::Statistics,
        }
    }

    fn place(&self) -> Place {
        Place::screen(ScreenId::Quiz)
    }

    fn open(&mut self, _place: &Place, shared: &mut Shared) -> Vec<Command> {
        if let Some(practice) = &mut self.practice {
            practice.waiting = None;
        }
        if self.loading.is_some() {
            return Vec::new();
        }
        let (id, start) = shared.start(Owner::Detached(ScreenId::Quiz), Work::LoadQuiz);
        self.loading = Some(id);
        vec![start]
    }

    fn update(&mut self, input: Input, shared: &mut Shared) -> Vec<Command> {
        let Some(now) = shared.now else { return Vec::new() };
        if let Some(practice) = &mut self.practice
            && practice.expire(now)
        {
            shared.status = None;
        }
        match input {
            Input::Action(action, key) => return self.act(action, key, now, shared),
            Input::Mouse(mouse) => return self.mouse(mouse, now, shared),
            Input::Report(_, report) => self.report(report, shared),
            Input::Paste(text) => {
                // What was pasted becomes part of the answer that is being typed.
                if let Some(practice) = self.practice.as_mut().filter(|practice| practice.is_typing()) {
                    line_edit::paste(&mut practice.input, text);
                }
            }
            Input::Choice(Choice::Scope(scope)) => {
                if let Some(practice) = &mut self.practice {
                    practice.choose_scope(scope, shared);
                }
            }
            Input::Choice(_) | Input::NewEngine | Input::Wake => {}
        }
        Vec::new()
    }

    fn prepare(&mut self, shared: &Shared) {
        let Some(practice) = &mut self.practice else { return };
        let layout = CardLayout::new(shared.frame, practice.is_typing());
        let options = shared.options(layout.text.width);
        match practice.stage {
            Stage::Menu => practice.prepare_menu(layout, shared),
            Stage::Asking => practice.prepare_question(options, layout.height()),
            Stage::Answered => practice.prepare_answer(options, layout.height(), shared),
            Stage::Result => practice.prepare_result(layout),
            Stage::Statistics => {}
        }
    }

    fn draw(&self, shared: &Shared, canvas: &mut Canvas) -> Option<Position> {
        let Some(practice) = &self.practice else {
            let head = CardLayout::new(shared.frame, false).head;
            canvas.put(head, head.x, "Reading the questions …", canvas.theme.muted);
            return None;
        };
        let layout = CardLayout::new(shared.frame, practice.is_typing());
        match practice.stage {
            Stage::Menu => practice.draw_menu(layout, canvas),
            Stage::Asking => return practice.draw_question(shared, canvas),
            Stage::Answered => practice.draw_answer(shared, canvas),
            Stage::Result => practice.draw_result(layout, shared, canvas),
            Stage::Statistics => practice.draw_statistics(shared, canvas),
        }
        None
    }

    fn idle_hints(&self) -> &'static [&'static str] {
        let explains = self.practice().is_none_or(|practice| practice.explains);
        if explains { &[] } else { &["why not the others"] }
    }

    fn is_loading(&self) -> bool {
        self.practice.is_none() && self.loading.is_some()
    }

    fn wakes_at(&self, now: Instant) -> Option<Instant> {
        let practice = self.practice.as_ref().filter(|practice| practice.stage == Stage::Asking)?;
        let left = practice.left_of_sprint(now)?;
        // When the second that is shown ends.
        let part = left.subsec_nanos();
        Some(now + Duration::from_nanos(u64::from(part).max(1_000_000)))
    }
}
