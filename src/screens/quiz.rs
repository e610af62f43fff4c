//! The quiz: its menu, a question, the answer, and how it went.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::Pen;
use crate::app::action::{Action, Context};
use crate::app::quiz_view::menu_rows;
use crate::app::state::card::CardLine;
use crate::app::state::quiz::{Entry, Quiz, Stage};
use crate::quiz::question::Question;
use crate::quiz::session::{Mode, Session};
use crate::widgets::{input, put, scrollbar, width, write};

impl Pen<'_> {
    /// Draws the quiz; returns where the cursor stands while an answer is written.
    pub(super) fn quiz(&self, buffer: &mut Buffer) -> Option<Position> {
        let Some(quiz) = self.app.quiz() else {
            let head = self.app.areas().card_head();
            self.put(buffer, head, head.x, "Reading the questions …", self.theme.muted);
            return None;
        };
        match quiz.stage {
            Stage::Menu => self.menu(buffer, quiz),
            Stage::Asking => return self.asking(buffer, quiz),
            Stage::Told => self.told(buffer, quiz),
            Stage::Over => self.over(buffer, quiz),
            Stage::Statistics => self.statistics(buffer, quiz),
        }
        None
    }

    fn menu(&self, buffer: &mut Buffer, quiz: &Quiz) {
        let head = self.app.areas().card_head();
        let x = self.put(buffer, head, head.x, "Quiz", self.theme.strong);
        let scope = format!("about {}", quiz.scope.label());
        self.put_right(buffer, head, x + 2, &scope, self.theme.muted);
        let area = self.app.areas().card_text(false);
        let cards = self.app.cards_of(quiz);
        let waiting = quiz.waiting(&cards, self.app.ticked().map_or(0, |now| now.unix));
        let entries = quiz.entries();
        let step = menu_rows(area.height, entries.len());
        let shown = entries.iter().enumerate().skip(quiz.cursor.offset);
        for ((n, entry), y) in shown.zip((area.y..area.bottom()).step_by(step)) {
            let row = Rect { y, height: 1, ..area };
            let (label, detail) = describe(*entry, quiz, waiting);
            let selected = n == quiz.cursor.selected;
            if selected {
                buffer.set_style(row, self.theme.selected);
            }
            let style = if selected { self.theme.selected } else { self.theme.strong };
            self.put(buffer, row, row.x + 1, &label, style);
            let aside = if selected { self.theme.selected } else { self.theme.muted };
            self.put(buffer, Rect { width: row.width - 1, ..row }, row.x + 16, &detail, aside);
        }
    }

    /// What the sitting is for and how far it is, over a line that fills up.
    fn card_head(&self, buffer: &mut Buffer, quiz: &Quiz, session: &Session, number: usize) {
        let head = self.app.areas().card_head();
        let x = self.put(buffer, head, head.x, session.mode.label(), self.theme.strong);
        let of = match session.mode {
            Mode::Exam => format!("question {number} of {}", session.mode.length().unwrap_or(number)),
            _ => format!("question {number}"),
        };
        let x = self.put(buffer, head, x + 2, &of, self.theme.muted);
        let left = self.app.ticked().and_then(|now| quiz.left_of_sprint(now.steady));
        let right = match left {
            // A second that has begun is still there.
            Some(left) => format!("{} s", left.as_secs() + u64::from(left.subsec_nanos() > 0)),
            None if session.mode.marks_each_answer() => format!("{} right", session.right()),
            None => String::new(),
        };
        self.put_right(buffer, head, x + 2, &right, self.theme.strong);
        let rule = Rect { y: head.y + 1, ..head };
        if self.app.areas().card_text(false).y > rule.y {
            let line = self.glyphs.horizontal.repeat(usize::from(rule.width));
            self.put(buffer, rule, rule.x, &line, self.theme.faint);
        }
    }

    fn asking(&self, buffer: &mut Buffer, quiz: &Quiz) -> Option<Position> {
        let session = quiz.session.as_ref()?;
        self.card_head(buffer, quiz, session, session.answered().len() + 1);
        self.card(buffer, quiz, session.question());
        if !quiz.is_writing() {
            return None;
        }
        let text = self.app.areas().card_text(true);
        let line = Rect { y: text.bottom() + 1, height: 1, ..text };
        Some(input(buffer, line, ("> ", self.theme.key), &quiz.input, self.theme.strong))
    }

    fn told(&self, buffer: &mut Buffer, quiz: &Quiz) {
        if let Some(session) = &quiz.session {
            self.card_head(buffer, quiz, session, session.answered().len());
            self.card(buffer, quiz, None);
        }
    }

    /// The question or its answer. `asked` is the question that waits for an answer.
    fn card(&self, buffer: &mut Buffer, quiz: &Quiz, asked: Option<&Question>) {
        let area = self.app.areas().card_text(quiz.is_writing());
        for (line, y) in quiz.card.lines.iter().skip(quiz.card.scroll).zip(area.top()..area.bottom()) {
            let row = Rect { y, height: 1, ..area };
            let chosen = asked.is_some() && line.choice == Some(quiz.choice);
            self.card_line(buffer, row, line, chosen);
        }
        let bar = Rect { x: area.right() + 1, width: 1, ..area };
        scrollbar(buffer, bar, quiz.card.lines.len(), quiz.card.scroll, self.theme.faint, self.glyphs);
    }

    fn card_line(&self, buffer: &mut Buffer, row: Rect, line: &CardLine, chosen: bool) {
        let plain = if chosen { self.theme.selected } else { Style::new() };
        if chosen {
            buffer.set_style(row, self.theme.selected);
        }
        let mut x = row.x + u16::from(line.choice.is_some());
        for span in &line.spans {
            let style = match (chosen, line.is_right) {
                (true, _) => plain,
                (false, Some(true)) => self.theme.strong,
                (false, Some(false)) => self.theme.muted,
                (false, None) => self.theme.role(span.role, self.theme.strong),
            };
            x = write(buffer, (x, row.y), row.right().saturating_sub(x), &span.text, style);
        }
    }

    /// How the sitting went: the figure, and each mistake with its right answer.
    fn over(&self, buffer: &mut Buffer, quiz: &Quiz) {
        let Some(session) = &quiz.session else { return };
        let head = self.app.areas().card_head();
        let x = self.put(buffer, head, head.x, session.mode.label(), self.theme.strong);
        let (right, all) = (session.right(), session.answered().len());
        self.put_right(buffer, head, x + 2, &format!("{right} of {all} right"), self.theme.strong);
        let area = self.app.areas().card_text(false);
        let said = if right == all && all > 0 { "All of them right." } else { "To look at again:" };
        put(buffer, (area.x, area.y), area.width, said, self.theme.text, self.glyphs.more);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let wrong: Vec<_> = session.wrong().collect();
        let shown = wrong.iter().enumerate().skip(quiz.cursor.offset);
        for ((n, answered), y) in shown.zip((list.top()..list.bottom()).step_by(2)) {
            let row = Rect { y, height: 1, ..list };
            let entry = self.app.catalog().row(answered.question.entry);
            let selected = n == quiz.cursor.selected;
            let class = self.theme.class(entry);
            let (number, text) = if selected {
                buffer.set_style(row, class.patch(self.theme.selected));
                (class.patch(self.theme.selected), class.patch(self.theme.selected))
            } else {
                (class.add_modifier(Modifier::BOLD), self.theme.text)
            };
            let x = self.put(buffer, row, row.x + 1, &entry.code, number);
            self.put(buffer, row, x + 2, &entry.title(), text);
            if y + 1 < list.bottom() {
                let below = Rect { y: y + 1, ..row };
                let chosen = answered.mark.chosen.map(|index| self.app.catalog().row(index));
                let instead = match chosen {
                    Some(row) => format!("not {} {}", row.code, row.title()),
                    None => answered.question.ask.clone(),
                };
                self.put(buffer, below, below.x + 1 + width(&entry.code) + 2, &instead, self.theme.muted);
            }
        }
        if wrong.is_empty() && list.height > 0 {
            let key = self.app.keymap().key(Context::Over, Action::Back).unwrap_or_default();
            self.put(buffer, list, list.x, &format!("{key} goes back to the menu"), self.theme.muted);
        }
    }
}

/// The name of an item of the menu, and what is said about it.
fn describe(entry: Entry, quiz: &Quiz, waiting: crate::quiz::session::plan::Waiting) -> (String, String) {
    match entry {
        Entry::GoOn => {
            let left = quiz.left();
            let mode = left.map_or("", |left| left.mode.label());
            let answered = left.map_or(0, crate::quiz::session::SavedSession::answered);
            ("Go on".to_owned(), format!("{mode}, {answered} answered"))
        }
        Entry::Statistics => ("Statistics".to_owned(), "what you know, and what you mix up".to_owned()),
        Entry::Begin(mode) => {
            let detail = match mode {
                Mode::Practice => format!("{} due and {} new, well mixed", waiting.due, waiting.new),
                Mode::Review => format!("{} due", waiting.due),
                Mode::Learn => format!("{} new, a few at a time", waiting.new),
                Mode::Sprint => "60 seconds, as many as you can".to_owned(),
                Mode::Exam => "20 mixed questions, marked at the end".to_owned(),
                Mode::Duel => "which of the two? What you mix up comes first".to_owned(),
            };
            (mode.label().to_owned(), detail)
        }
    }
}
