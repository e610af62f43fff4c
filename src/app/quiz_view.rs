//! The quiz on the screen: its lines laid out, its clock, the mouse.

use std::time::{Duration, Instant};

use ratatui::layout::Position;

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::quizzing::end;
use crate::app::state::card::{CardView, Words};
use crate::app::state::quiz::Stage;
use crate::app::{App, Now, Screen, line_edit};
use crate::document::Options;
use crate::quiz::question::Reply;
use crate::quiz::session::Session;

impl App {
    /// When the interface has to be drawn again though nothing happens.
    pub fn wakes_at(&self, now: Instant) -> Option<Instant> {
        let quiz = self.quiz.as_ref().filter(|quiz| quiz.stage == Stage::Asking && self.screen == Screen::Quiz)?;
        let left = quiz.left_of_sprint(now)?;
        // When the second that is shown ends.
        let part = left.subsec_nanos();
        Some(now + Duration::from_nanos(u64::from(part).max(1_000_000)))
    }

    /// Ends a sprint whose time is over.
    pub(super) fn tick(&mut self, now: Now) -> Vec<Effect> {
        match &mut self.quiz {
            Some(quiz) if quiz.stage == Stage::Asking && quiz.ends.is_some_and(|ends| ends <= now.steady) => {
                self.status = None;
                end(quiz)
            }
            _ => Vec::new(),
        }
    }

    /// Lays the question or its answer out.
    pub(super) fn prepare_quiz(&mut self) {
        let Some(mut quiz) = self.quiz.take() else { return };
        let area = self.areas.card_text(quiz.is_writing());
        let options = Options { width: usize::from(area.width), keep_ticks: false, ascii: !self.look.unicode };
        let height = usize::from(area.height);
        match quiz.stage {
            Stage::Asking => {
                if let Some(question) = quiz.session.as_ref().and_then(Session::question) {
                    let card = CardView::asking(question, options);
                    quiz.card = CardView { scroll: quiz.card.scroll, ..card };
                    quiz.card.scroll_by(0, height);
                }
            }
            Stage::Told => {
                let answered = quiz.session.as_ref().and_then(|session| session.answered().last());
                if let Some(answered) = answered {
                    let words =
                        Words { right: self.right_answer(&answered.question), given: self.given_answer(answered) };
                    let fresh = quiz.card.lines.is_empty();
                    let card = CardView::told(answered, &words, quiz.explained, options);
                    let scroll = if fresh { card.answer_from(height) } else { quiz.card.scroll };
                    quiz.card = CardView { scroll, ..card };
                    quiz.card.scroll_by(0, height);
                }
            }
            Stage::Menu => {
                let entries = quiz.entries().len();
                let rows = height / menu_rows(area.height, entries);
                quiz.cursor.show(rows.max(1), entries);
            }
            Stage::Over => {
                let wrong = quiz.session.iter().flat_map(Session::wrong).count();
                let rows = height.saturating_sub(2) / 2;
                quiz.cursor.show(rows.max(1), wrong);
            }
            Stage::Statistics => {}
        }
        self.quiz = Some(quiz);
    }

    /// What was pasted becomes part of the answer that is being written.
    pub(super) fn paste_answer(&mut self, text: &str) {
        if let Some(quiz) = self.quiz.as_mut().filter(|quiz| quiz.is_writing()) {
            line_edit::paste(&mut quiz.input, text);
        }
    }

    pub(super) fn wheel_quiz(&mut self, by: isize) {
        let Some(quiz) = &mut self.quiz else { return };
        let height = usize::from(self.areas.card_text(quiz.is_writing()).height);
        match quiz.stage {
            Stage::Asking | Stage::Told => quiz.card.scroll_by(by, height),
            Stage::Menu => quiz.cursor.step(by.signum(), quiz.entries().len()),
            Stage::Over => {
                let wrong = quiz.session.iter().flat_map(Session::wrong).count();
                quiz.cursor.step(by.signum(), wrong);
            }
            Stage::Statistics => {
                let scroll = quiz.scroll.saturating_add_signed(by);
                quiz.scroll = scroll.min(self.areas.figures_hidden());
            }
        }
    }

    /// A click on a choice gives it, one on an item takes it.
    pub(super) fn click_quiz(&mut self, at: Position, now: Now) -> Vec<Effect> {
        let Some(mut quiz) = self.quiz.take() else { return Vec::new() };
        let area = self.areas.card_text(quiz.is_writing());
        let row = area.contains(at).then(|| usize::from(at.y - area.y));
        let mut open = false;
        let mut effects = Vec::new();
        match (quiz.stage, row) {
            (Stage::Asking, Some(row)) => {
                let choice = quiz.card.lines.get(quiz.card.scroll + row).and_then(|line| line.choice);
                if let Some(choice) = choice {
                    effects = self.reply(&mut quiz, Some(Reply::Choice(choice)), now);
                }
            }
            (Stage::Menu, Some(row)) => {
                let entries = quiz.entries().len();
                let item = quiz.cursor.offset + row / menu_rows(area.height, entries);
                open = item < entries;
                if open {
                    quiz.cursor.selected = item;
                }
            }
            (Stage::Over, Some(row)) if row >= 2 => {
                let wrong = quiz.session.iter().flat_map(Session::wrong).count();
                let item = quiz.cursor.offset + (row - 2) / 2;
                open = item < wrong;
                if open {
                    quiz.cursor.selected = item;
                }
            }
            _ => {}
        }
        self.quiz = Some(quiz);
        if open { self.practise(Action::Open, None, now) } else { effects }
    }
}

/// The lines that an item of the menu takes in a height: two where there is room.
pub fn menu_rows(height: u16, entries: usize) -> usize {
    if usize::from(height) >= entries * 2 { 2 } else { 1 }
}
