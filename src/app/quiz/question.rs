//! A question of the quiz, and what is said once it is answered.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::card::{CardLine, CardView};
use super::flow::save;
use super::layout::CardLayout;
use super::practice::Practice;
use crate::app::action::{Action, Context};
use crate::app::command::Command;
use crate::app::line_edit;
use crate::app::place::Place;
use crate::app::shared::{Now, Shared};
use crate::catalog::Index;
use crate::document::Options;
use crate::quiz::question::Reply;
use crate::quiz::session::{Mode, Session};
use crate::widgets::{Canvas, input};

impl Practice {
    pub(super) fn act_at_question(
        &mut self,
        action: Action,
        key: Option<KeyEvent>,
        now: Now,
        shared: &mut Shared,
    ) -> Vec<Command> {
        let choices = self.session.as_ref().and_then(Session::question).map_or(0, |question| question.choices().len());
        let height = CardLayout::new(shared.frame, self.is_typing()).height();
        match action {
            Action::Answer => {
                let choice = key.and_then(choice_of).filter(|choice| *choice < choices);
                if let Some(choice) = choice {
                    return self.reply(Some(Reply::Choice(choice)), now, shared);
                }
                shared.say("There is no such choice");
            }
            Action::Open if choices > 0 => {
                if let Some(choice) = self.choice {
                    return self.reply(Some(Reply::Choice(choice)), now, shared);
                }
                let key = |action| shared.keymap.key(Context::Question, action).unwrap_or_default();
                let (down, up) = (key(Action::Down), key(Action::Up));
                shared.say(format!("Choose with 1-{choices} or {down}/{up}"));
            }
            Action::Open => {
                let text = self.input.value().trim().to_owned();
                if !text.is_empty() {
                    return self.reply(Some(Reply::Typed(text)), now, shared);
                }
                let key = shared.keymap.key(Context::Typing, Action::Explain).unwrap_or_default();
                shared.say(format!("Type an answer; {key} shows it"));
            }
            Action::Down | Action::Up => {
                let choice = match (self.choice, action) {
                    (None, Action::Down) => 0,
                    (Some(choice), Action::Down) => (choice + 1) % choices.max(1),
                    (choice, _) => choice.filter(|choice| *choice > 0).unwrap_or(choices).saturating_sub(1),
                };
                self.choice = Some(choice);
                self.card.show_choice(choice, height);
            }
            Action::PageDown | Action::PageUp => {
                self.card.scroll_by(action.rows(height).unwrap_or_default(), height);
            }
            // No code and no name begins with it.
            Action::Type if self.input.value().is_empty() && key.is_some_and(|key| key.code == KeyCode::Char('?')) => {
                return vec![Command::Act(Action::Help)];
            }
            Action::Type => {
                if let Some(key) = key {
                    line_edit::edit(&mut self.input, key);
                }
            }
            Action::Explain => return self.reply(None, now, shared),
            Action::Undo => return self.undo(now, shared),
            Action::Back => return self.leave(shared),
            _ => return vec![Command::Unhandled(action)],
        }
        Vec::new()
    }

    pub(super) fn act_at_answer(&mut self, action: Action, now: Now, shared: &mut Shared) -> Vec<Command> {
        let height = CardLayout::new(shared.frame, false).height();
        let last = self.session.as_ref().and_then(|session| session.answered().last());
        match action {
            Action::Open => {
                let changes = self.next_question(now, shared);
                return save(changes, shared);
            }
            Action::Explain if !self.explains => shared.say("There is nothing to say about the other choices"),
            Action::Explain => {
                self.explained = !self.explained;
                self.card.scroll = usize::MAX;
            }
            Action::Undo => return self.undo(now, shared),
            Action::ToPage => {
                let entry = last.map(|answered| answered.question.entry);
                return entry.map_or_else(Vec::new, |entry| read_page(entry, shared));
            }
            Action::OpenSource => {
                let url = last.map(|answered| answered.question.source.url.clone()).filter(|url| !url.is_empty());
                let Some(url) = url else {
                    shared.say("This answer names no source to open");
                    return Vec::new();
                };
                return vec![shared.open_url(url)];
            }
            Action::Back => return self.leave(shared),
            _ => match action.rows(height) {
                Some(rows) => self.card.scroll_by(rows, height),
                None => return vec![Command::Unhandled(action)],
            },
        }
        Vec::new()
    }

    pub(super) fn prepare_question(&mut self, options: Options, height: usize) {
        if let Some(question) = self.session.as_ref().and_then(Session::question) {
            let card = CardView::asking(question, options);
            self.card = CardView { scroll: self.card.scroll, ..card };
            self.card.scroll_by(0, height);
        }
    }

    pub(super) fn prepare_answer(&mut self, options: Options, height: usize, shared: &Shared) {
        let Some(answered) = self.session.as_ref().and_then(|session| session.answered().last()) else { return };
        let is_fresh = self.card.lines.is_empty();
        let card = CardView::answered(answered, &shared.catalog, self.explained, options);
        let scroll = if is_fresh { card.answer_from(height) } else { self.card.scroll };
        self.card = CardView { scroll, ..card };
        self.card.scroll_by(0, height);
    }

    pub(super) fn draw_question(&self, shared: &Shared, canvas: &mut Canvas) -> Option<Position> {
        let session = self.session.as_ref()?;
        let layout = CardLayout::new(shared.frame, self.is_typing());
        self.draw_head(session, session.answered().len() + 1, layout, shared, canvas);
        self.draw_card(layout, true, canvas);
        if !self.is_typing() {
            return None;
        }
        let theme = canvas.theme;
        Some(input(canvas.buffer, layout.input, ("> ", theme.key), &self.input, theme.strong))
    }

    pub(super) fn draw_answer(&self, shared: &Shared, canvas: &mut Canvas) {
        let Some(session) = &self.session else { return };
        let layout = CardLayout::new(shared.frame, false);
        self.draw_head(session, session.answered().len(), layout, shared, canvas);
        self.draw_card(layout, false, canvas);
    }

    /// What the session is for and how far it is.
    fn draw_head(&self, session: &Session, number: usize, layout: CardLayout, shared: &Shared, canvas: &mut Canvas) {
        let head = layout.head;
        let x = canvas.put(head, head.x, session.mode.label(), canvas.theme.strong);
        let of = match session.mode {
            Mode::Exam => format!("question {number} of {}", session.mode.length().unwrap_or(number)),
            _ => format!("question {number}"),
        };
        let x = canvas.put(head, x + 2, &of, canvas.theme.muted);
        let left = shared.now.and_then(|now| self.left_of_sprint(now.steady));
        let right = match left {
            // A second that has begun is still there.
            Some(left) => format!("{} s", left.as_secs() + u64::from(left.subsec_nanos() > 0)),
            None if session.mode.marks_each_answer() => format!("{} right", session.right()),
            None => String::new(),
        };
        canvas.put_right(head, x + 2, &right, canvas.theme.strong);
        if let Some(rule) = layout.rule {
            canvas.rule(rule);
        }
    }

    /// The question or its answer.
    fn draw_card(&self, layout: CardLayout, asking: bool, canvas: &mut Canvas) {
        let area = layout.text;
        for (line, y) in self.card.lines.iter().skip(self.card.scroll).zip(area.top()..area.bottom()) {
            let row = Rect { y, height: 1, ..area };
            draw_card_line(row, line, asking && line.choice.is_some() && line.choice == self.choice, canvas);
        }
        canvas.scrollbar_beside(area, self.card.lines.len(), self.card.scroll, canvas.theme.faint);
    }
}

fn draw_card_line(row: Rect, line: &CardLine, chosen: bool, canvas: &mut Canvas) {
    let theme = canvas.theme;
    let plain = if chosen { theme.selected } else { Style::new() };
    if chosen {
        canvas.buffer.set_style(row, theme.selected);
    }
    let mut x = row.x + u16::from(line.choice.is_some());
    for span in &line.spans {
        let style = match (chosen, line.is_right) {
            (true, _) => plain,
            (false, Some(true)) => theme.strong,
            (false, Some(false)) => theme.muted,
            (false, None) => theme.role(span.role, theme.strong),
        };
        x = canvas.write(row, x, &span.text, style);
    }
}

/// Goes to the page of an entry; the quiz stays as it is.
pub(super) fn read_page(entry: Index, shared: &mut Shared) -> Vec<Command> {
    let key = shared.key_for(Action::Back);
    shared.say(format!("{key} goes back to the quiz"));
    vec![Command::Go(Place::page(entry))]
}

/// The choice that a key names: a digit from 1, or a letter.
fn choice_of(key: KeyEvent) -> Option<usize> {
    let KeyCode::Char(c) = key.code else { return None };
    let at = |first: char| usize::try_from(u32::from(c).checked_sub(u32::from(first))?).ok().filter(|&at| at < 9);
    if c.is_ascii_digit() { at('1') } else { at('a') }
}
