//! The course of a session: beginning, asking, answering, taking back, leaving, ending.

use std::time::{Duration, Instant};

use tui_input::Input;

use super::card::CardView;
use super::practice::{Practice, Stage};
use crate::app::action::{Action, Context};
use crate::app::command::Command;
use crate::app::cursor::Cursor;
use crate::app::job::{Owner, Work};
use crate::app::shared::{Now, Shared};
use crate::app::view::View;
use crate::quiz::question::Reply;
use crate::quiz::session::{Mode, SPRINT, Session};
use crate::store::ProgressChange;

impl Practice {
    /// Begins a session, if there is anything to ask.
    pub(super) fn begin(&mut self, mode: Mode, now: Now, shared: &mut Shared) -> Vec<Command> {
        let seed = u64::from(self.tags.take()) << 32 ^ now.unix.unsigned_abs();
        self.session = Some(Session::new(mode, self.typing, self.scope.id(), seed));
        self.ends = (mode == Mode::Sprint).then(|| now.steady + Duration::from_secs(u64::from(SPRINT)));
        let cards = self.cards(shared);
        if self.ask(&cards, now.unix) {
            self.show_question(now.steady);
            return save(self.session_change(), shared);
        }
        self.session = None;
        self.ends = None;
        shared.say(match mode {
            Mode::Review if self.memory().reviews().is_empty() => "Nothing to review yet: learn something first",
            Mode::Review => "Nothing is due now; Learn has new codes",
            Mode::Learn => "There is nothing new among these codes; choose others",
            Mode::Duel => "No two of these codes are confused; choose others",
            Mode::Practice | Mode::Sprint | Mode::Exam => "There is no question about these codes; choose others",
        });
        Vec::new()
    }

    /// Whether a mode may begin: a session that was left is not replaced before that was asked for twice.
    pub(super) fn may_begin(&mut self, mode: Mode, shared: &mut Shared) -> bool {
        let left = self.left().filter(|left| left.answered() > 0 && mode != Mode::Sprint);
        let Some(left) = left.filter(|_| self.replacing != Some(mode)) else { return true };
        let key = shared.keymap.key(Context::Quiz, Action::Open).unwrap_or_default();
        shared.say(format!("A {} session is left: {key} again to end it", left.mode.label()));
        self.replacing = Some(mode);
        false
    }

    /// Resumes the session that was left.
    pub(super) fn resume(&mut self, now: Now, shared: &mut Shared) -> Vec<Command> {
        let Some(left) = self.data.left.take() else { return Vec::new() };
        self.scope = View::from_id(&left.scope).unwrap_or(self.scope);
        let session = Session::resume(&left, &self.data.bank);
        let waits = session.question().is_some();
        self.session = Some(session);
        if waits {
            self.show_question(now.steady);
            return Vec::new();
        }
        let changes = self.next_question(now, shared);
        save(changes, shared)
    }

    /// Asks the next question, or ends the session; returns what is to be remembered of that.
    pub(super) fn next_question(&mut self, now: Now, shared: &Shared) -> Vec<ProgressChange> {
        let cards = self.cards(shared);
        if self.ask(&cards, now.unix) {
            self.show_question(now.steady);
            return self.session_change();
        }
        self.end()
    }

    /// Takes in an answer; `None` gives up.
    pub(super) fn reply(&mut self, reply: Option<Reply>, now: Now, shared: &mut Shared) -> Vec<Command> {
        let took = self.asked_at.map_or(Duration::ZERO, |asked| now.steady.saturating_duration_since(asked));
        let seconds = u32::try_from(took.as_secs()).unwrap_or(u32::MAX);
        let tag = self.tags.take();
        let Some(session) = &mut self.session else { return Vec::new() };
        let catalog = &shared.catalog;
        let review = session.answer(reply, seconds, now.unix, tag, |index| catalog.row(index).id.to_string());
        let Some(review) = review else { return Vec::new() };
        self.data.memory.answer(review.clone());
        self.waiting = None;
        let mut changes = vec![ProgressChange::Answered(review)];
        let mode = session.mode;
        if mode == Mode::Sprint
            && let Some(last) = session.answered().last()
        {
            let verdict = last.short_verdict(&shared.catalog);
            shared.say(verdict);
        }
        if mode.marks_each_answer() && mode != Mode::Sprint {
            changes.push(ProgressChange::Session(Some(session.save())));
            let last = session.answered().last();
            self.explains = last.is_some_and(|last| !last.other_choices(&shared.catalog).is_empty());
            self.stage = Stage::Answered;
            self.card = CardView::default();
        } else {
            // In one go with the next question: apart, the answer could be asked for once more.
            changes.extend(self.next_question(now, shared));
        }
        save(changes, shared)
    }

    /// Takes the last answer back and asks it again.
    pub(super) fn undo(&mut self, now: Now, shared: &mut Shared) -> Vec<Command> {
        let undone = self.session.as_mut().and_then(Session::undo);
        let Some(review) = undone else {
            shared.say("There is no answer to take back");
            return Vec::new();
        };
        self.data.memory.undo(review);
        self.waiting = None;
        self.show_question(now.steady);
        shared.say("Took the last answer back");
        let mut changes = vec![ProgressChange::Undone(review)];
        changes.extend(self.session_change());
        save(changes, shared)
    }

    /// Leaves the session for the menu, where it can be resumed; a sprint ends, as its time runs on.
    pub(super) fn leave(&mut self, shared: &mut Shared) -> Vec<Command> {
        if self.ends.is_some() {
            let changes = self.end();
            return save(changes, shared);
        }
        self.data.left = self.session.as_ref().map(Session::save);
        self.show_menu();
        Vec::new()
    }

    pub(super) fn show_menu(&mut self) {
        self.stage = Stage::Menu;
        self.session = None;
        self.cursor = Cursor::default();
        self.waiting = None;
        self.replacing = None;
    }

    /// Ends the session. A sprint was never kept: what was left before it can still be resumed.
    fn end(&mut self) -> Vec<ProgressChange> {
        self.stage = Stage::Result;
        self.cursor = Cursor::default();
        if self.ends.take().is_some() {
            return Vec::new();
        }
        self.data.left = None;
        vec![ProgressChange::Session(None)]
    }

    /// Ends a sprint whose time is over; returns whether it has.
    pub(super) fn expire(&mut self, now: Now) -> bool {
        let is_over = self.stage == Stage::Asking && self.ends.is_some_and(|ends| ends <= now.steady);
        if is_over {
            // Of a sprint there is nothing to remember.
            self.end();
        }
        is_over
    }

    /// Shows the question that the session asks.
    fn show_question(&mut self, now: Instant) {
        self.stage = Stage::Asking;
        self.choice = None;
        self.input = Input::default();
        self.explained = false;
        self.card = CardView::default();
        self.asked_at = Some(now);
    }

    /// The session as it is to be kept; a sprint is not, as its time runs on.
    fn session_change(&self) -> Vec<ProgressChange> {
        if self.ends.is_some() {
            return Vec::new();
        }
        vec![ProgressChange::Session(self.session.as_ref().map(Session::save))]
    }
}

/// Has changes of the progress remembered.
pub(super) fn save(changes: Vec<ProgressChange>, shared: &mut Shared) -> Vec<Command> {
    if changes.is_empty() {
        return Vec::new();
    }
    vec![shared.start(Owner::Interface, Work::SaveProgress(changes)).1]
}
