//! What is practised: the choices of the menu, the session that is under way, and what is remembered.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use tui_input::Input;

use super::card::CardView;
use crate::app::cursor::Cursor;
use crate::app::job::QuizData;
use crate::app::shared::Shared;
use crate::app::view::View;
use crate::quiz::card::Card;
use crate::quiz::memory::Memory;
use crate::quiz::memory::review::Tags;
use crate::quiz::session::plan::{StudyPlan, Waiting};
use crate::quiz::session::{Mode, QuestionPool, SavedSession, Session};
use crate::quiz::statistics::Statistics;

/// For so many seconds the menu shows the same figures, unless something was answered.
const FRESH: i64 = 30;

/// What the quiz shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The modes to choose from.
    Menu,
    /// A question that waits for an answer.
    Asking,
    /// The answer to it.
    Answered,
    /// How the session went.
    Result,
    /// What is remembered, in figures.
    Statistics,
}

/// An item of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuEntry {
    /// Resume the session that was left.
    Resume,
    /// Begin a new session.
    Begin(Mode),
    /// Show the statistics.
    Statistics,
}

/// The state of the quiz once its questions are read.
#[derive(Debug)]
pub struct Practice {
    /// What is shown.
    pub stage: Stage,
    /// The selection in the menu, or among the mistakes in the result.
    pub cursor: Cursor,
    /// The codes that are asked about.
    pub scope: View,
    /// Whether answers are typed where they can be.
    pub typing: bool,
    /// The session under way, or the one that ended.
    pub session: Option<Session>,
    /// The choice that Enter takes; none before one is marked, so that a stray Enter answers nothing.
    pub choice: Option<usize>,
    /// The answer that is being typed.
    pub input: Input,
    /// Whether it is shown why the other choices are wrong.
    pub explained: bool,
    /// Whether there is anything to say about them.
    pub explains: bool,
    /// The mode that was asked for while another session waits to be resumed: asked for again, it ends that one.
    pub(super) replacing: Option<Mode>,
    /// The question or its answer, laid out.
    pub card: CardView,
    /// The figures, as they were when they were opened.
    pub statistics: Option<Statistics>,
    /// How far the figures are scrolled, in lines.
    pub scroll: usize,
    /// When the question appeared.
    pub(super) asked_at: Option<Instant>,
    /// When the sprint ends.
    pub(super) ends: Option<Instant>,
    /// How much there is to ask, and when that was counted.
    pub(super) waiting: Option<(i64, Waiting)>,
    pub(super) tags: Tags,
    pub(super) data: QuizData,
}

impl Practice {
    /// The menu of the quiz.
    pub fn new(data: QuizData) -> Self {
        let mut practice = Self {
            stage: Stage::Menu,
            cursor: Cursor::default(),
            scope: View::Popular,
            typing: false,
            session: None,
            choice: None,
            input: Input::default(),
            explained: false,
            explains: false,
            replacing: None,
            card: CardView::default(),
            statistics: None,
            scroll: 0,
            asked_at: None,
            ends: None,
            waiting: None,
            tags: Tags::new(data.random),
            data,
        };
        if let Some(left) = &practice.data.left {
            practice.scope = View::from_id(&left.scope).unwrap_or(practice.scope);
            practice.typing = left.typing;
        }
        practice
    }

    /// What there is to choose in the menu.
    pub fn entries(&self) -> Vec<MenuEntry> {
        // Last, so that every other item stands where it always does.
        let left = self.data.left.is_some().then_some(MenuEntry::Resume);
        Mode::ALL.into_iter().map(MenuEntry::Begin).chain([MenuEntry::Statistics]).chain(left).collect()
    }

    /// What is remembered.
    pub const fn memory(&self) -> &Memory {
        &self.data.memory
    }

    /// The session that was left, if there is one.
    pub const fn left(&self) -> Option<&SavedSession> {
        self.data.left.as_ref()
    }

    /// What local time is ahead of UTC, in seconds.
    pub const fn offset(&self) -> i32 {
        self.data.offset
    }

    /// Whether an answer is to be typed now.
    pub fn is_typing(&self) -> bool {
        let question = self.session.as_ref().and_then(Session::question);
        self.stage == Stage::Asking && question.is_some_and(|question| question.choices().is_empty())
    }

    /// The time that is left of a sprint.
    pub fn left_of_sprint(&self, now: Instant) -> Option<Duration> {
        self.ends.map(|ends| ends.saturating_duration_since(now))
    }

    /// The cards of the codes that are asked about. A pair is asked about with either of its codes.
    pub fn cards(&self, shared: &Shared) -> Vec<Card> {
        if self.scope == View::All {
            return self.data.cards.clone();
        }
        let rows = self.scope.entries(&shared.catalog, &shared.state);
        let ids: HashSet<&str> = rows.iter().map(|&row| &*shared.catalog.row(row).id).collect();
        let wanted = |card: &&Card| match card {
            Card::Code { id, .. } => ids.contains(&**id),
            Card::Pair(a, b) => ids.contains(&**a) || ids.contains(&**b),
        };
        self.data.cards.iter().filter(wanted).cloned().collect()
    }

    /// Counts how much there is to ask, if that may have changed since it was counted last.
    pub(super) fn count_waiting(&mut self, shared: &Shared) {
        let now = shared.now.map_or(0, |now| now.unix);
        if self.waiting.is_none_or(|(at, _)| now.abs_diff(at) > FRESH.unsigned_abs()) {
            let cards = self.cards(shared);
            let plan = StudyPlan { memory: &self.data.memory, cards: &cards, now, offset: self.data.offset };
            self.waiting = Some((now, plan.waiting()));
        }
    }

    /// Asks the next question of the session; `false` when it is over.
    pub(super) fn ask(&mut self, cards: &[Card], now: i64) -> bool {
        let Some(session) = &mut self.session else { return false };
        let pool =
            QuestionPool { bank: &self.data.bank, memory: &self.data.memory, cards, now, offset: self.data.offset };
        session.ask(&pool)
    }

    /// How many questions of the session were answered wrongly.
    pub(super) fn mistakes(&self) -> usize {
        self.session.iter().flat_map(Session::wrong).count()
    }
}
