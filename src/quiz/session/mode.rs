//! What a session can be for.

use serde::{Deserialize, Serialize};

use super::plan::Goal;

/// What a session is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// The best mix of what is due and what is new.
    Practice,
    /// Cards that are due, to keep what was learned.
    Review,
    /// New codes, a few at a time.
    Learn,
    /// As many as possible in a minute.
    Sprint,
    /// Mixed questions that are marked at the end.
    Exam,
    /// Pairs of codes that were confused.
    Duel,
}

impl Mode {
    /// Every mode, in the order of the menu: Enter starts the first one.
    pub const ALL: [Self; 6] = [Self::Practice, Self::Review, Self::Learn, Self::Sprint, Self::Exam, Self::Duel];

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Practice => "Practice",
            Self::Review => "Review",
            Self::Learn => "Learn",
            Self::Sprint => "Sprint",
            Self::Exam => "Exam",
            Self::Duel => "Duel pairs",
        }
    }

    /// How many questions it has at most; a sprint ends by the clock.
    pub const fn length(self) -> Option<usize> {
        match self {
            Self::Review => Some(50),
            Self::Practice | Self::Learn | Self::Exam | Self::Duel => Some(20),
            Self::Sprint => None,
        }
    }

    /// Whether each answer is marked at once; an exam marks them at its end.
    pub const fn marks_each_answer(self) -> bool {
        !matches!(self, Self::Exam)
    }

    /// By which plan its cards are chosen; `None` for those that draw them at random.
    pub const fn goal(self) -> Option<Goal> {
        match self {
            Self::Practice => Some(Goal::Practice),
            Self::Review => Some(Goal::Review),
            Self::Learn => Some(Goal::Learn),
            Self::Duel => Some(Goal::Duel),
            Self::Sprint | Self::Exam => None,
        }
    }
}

/// Seconds that a sprint takes.
pub const SPRINT: u32 = 60;
