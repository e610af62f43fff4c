//! The quiz: what is chosen in its menu, the sitting that is under way, and what is remembered.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tui_input::Input;

use crate::app::state::Cursor;
use crate::app::state::card::CardView;
use crate::app::state::list::View;
use crate::quiz::bank::Bank;
use crate::quiz::card::Card;
use crate::quiz::memory::Memory;
use crate::quiz::memory::review::Tags;
use crate::quiz::session::plan::{StudyPlan, Waiting};
use crate::quiz::session::{Mode, QuestionPool, SavedSession, Session};
use crate::quiz::statistics::Statistics;

/// What the quiz needs from outside; it is read when the quiz is opened first.
#[derive(Debug)]
pub struct Loaded {
    /// The questions.
    pub bank: Arc<Bank>,
    /// Every card that there is a question for, in learning order.
    pub cards: Vec<Card>,
    /// What is remembered.
    pub memory: Memory,
    /// The sitting that was left.
    pub left: Option<SavedSession>,
    /// What local time is ahead of UTC, in seconds.
    pub offset: i32,
    /// A number that no other window is likely to have.
    pub random: u32,
}

/// What the quiz shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The modes to choose from.
    Menu,
    /// A question that waits for an answer.
    Asking,
    /// The answer to it.
    Told,
    /// How the sitting went.
    Over,
    /// What is remembered, in figures.
    Statistics,
}

/// An item of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The sitting that was left.
    GoOn,
    /// A new sitting.
    Begin(Mode),
    /// The figures.
    Statistics,
}

/// The quiz.
#[derive(Debug)]
pub struct Quiz {
    /// What is shown.
    pub stage: Stage,
    /// The selection in the menu, or among the mistakes at the end.
    pub cursor: Cursor,
    /// The codes that are asked about.
    pub scope: View,
    /// Whether answers are written where they can be.
    pub typing: bool,
    /// The sitting under way, or the one that ended.
    pub session: Option<Session>,
    /// The choice that Enter takes.
    pub choice: usize,
    /// The answer that is being written.
    pub input: Input,
    /// Whether it is told why the other choices are wrong.
    pub explained: bool,
    /// The question or its answer, laid out.
    pub card: CardView,
    /// The figures, as they were when they were opened.
    pub statistics: Option<Statistics>,
    /// How far the figures are scrolled, in lines.
    pub scroll: usize,
    /// When the question appeared.
    pub(crate) asked_at: Option<Instant>,
    /// When the sprint ends.
    pub(crate) ends: Option<Instant>,
    pub(crate) tags: Tags,
    pub(crate) loaded: Loaded,
}

impl Quiz {
    /// The quiz in its menu.
    pub fn new(loaded: Loaded) -> Self {
        Self {
            stage: Stage::Menu,
            cursor: Cursor::default(),
            scope: View::Popular,
            typing: false,
            session: None,
            choice: 0,
            input: Input::default(),
            explained: false,
            card: CardView::default(),
            statistics: None,
            scroll: 0,
            asked_at: None,
            ends: None,
            tags: Tags::new(loaded.random),
            loaded,
        }
    }

    /// What there is to choose in the menu.
    pub fn entries(&self) -> Vec<Entry> {
        let left = self.loaded.left.is_some().then_some(Entry::GoOn);
        let modes = Mode::ALL.into_iter().map(Entry::Begin);
        left.into_iter().chain(modes).chain([Entry::Statistics]).collect()
    }

    /// What is remembered.
    pub const fn memory(&self) -> &Memory {
        &self.loaded.memory
    }

    /// The sitting that was left, if there is one.
    pub const fn left(&self) -> Option<&SavedSession> {
        self.loaded.left.as_ref()
    }

    /// What local time is ahead of UTC, in seconds.
    pub const fn offset(&self) -> i32 {
        self.loaded.offset
    }

    /// How much there is to ask among these cards.
    pub fn waiting(&self, cards: &[Card], now: i64) -> Waiting {
        StudyPlan { memory: &self.loaded.memory, cards, now, offset: self.loaded.offset }.waiting()
    }

    /// Whether an answer is to be written now.
    pub fn is_writing(&self) -> bool {
        let question = self.session.as_ref().and_then(Session::question);
        self.stage == Stage::Asking && question.is_some_and(|question| question.choices().is_empty())
    }

    /// The time that is left of a sprint.
    pub fn left_of_sprint(&self, now: Instant) -> Option<Duration> {
        self.ends.map(|ends| ends.saturating_duration_since(now))
    }

    /// Asks the next question of the sitting; `false` when it is over.
    pub(crate) fn ask(&mut self, cards: &[Card], now: i64) -> bool {
        let Some(session) = &mut self.session else { return false };
        let pool = QuestionPool {
            bank: &self.loaded.bank,
            memory: &self.loaded.memory,
            cards,
            now,
            offset: self.loaded.offset,
        };
        session.ask(&pool)
    }
}
