//! Work that is done outside the interface: what it is, what it tells, and which of it is under way.
//!
//! A job is started by [`Effect::Start`](crate::app::message::Effect::Start) with an id of its own. It answers with
//! reports that carry this id: progress and items while it runs, then that it is done or has failed. It ends with the
//! screen that wanted it, unless it is the interface's own.

use std::sync::Arc;

use crate::app::check::Happened;
use crate::app::explain::{Explained, Wanted};
use crate::app::place::ScreenId;
use crate::check::Target;
use crate::clipboard::Outcome;
use crate::highlight::{Program, ProgramKey};
use crate::quiz::bank::Bank;
use crate::quiz::card::Card;
use crate::quiz::memory::Memory;
use crate::quiz::session::SavedSession;
use crate::search::Engine;
use crate::serve::faults::Next;
use crate::serve::net::Seen;
use crate::store::{Change, ProgressChange};

/// Tells jobs apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub u64);

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// Index the user's own entries, so that searches find them.
    IndexOwnEntries,
    /// Read what the quiz needs.
    LoadQuiz,
    /// Remember something between runs.
    SaveState(Change),
    /// Remember answers, and the session they belong to.
    SaveProgress(Vec<ProgressChange>),
    /// Copy a text.
    Copy {
        /// What it is, within a sentence: `the example response`.
        what: String,
        /// The text.
        text: String,
    },
    /// Show an address in a browser.
    OpenUrl(String),
    /// Write the program of a snippet, unless it is written already, and highlight it.
    WriteSnippet(ProgramKey, Option<Program>),
    /// Read messages, check them, and lay out what they mean.
    Explain(Wanted),
    /// Follow a URL hop by hop. This alone sends anything over the network.
    Check(Target),
    /// Run the playground's server until it is not wanted any more.
    Serve,
    /// Have the next requests to it get something else than they ask for.
    AnswerNext(Next),
    /// Do what a test wants of a job; not in a release.
    #[cfg(debug_assertions)]
    Test(String),
}

/// What a job brings.
#[derive(Debug)]
pub enum Item {
    /// A search engine that knows the user's own entries.
    Engine(Arc<Engine>),
    /// What the quiz needs.
    Quiz(Box<QuizData>),
    /// The program of a snippet.
    Snippet(Program),
    /// What messages mean.
    Explained(Box<Explained>),
    /// Something happened while a URL is checked.
    Checked(Box<Happened>),
    /// A text was copied, or could not be.
    Copied {
        /// What it is, within a sentence.
        what: String,
        /// The text.
        text: String,
        /// What came of it.
        outcome: Outcome,
    },
    /// The playground's server listens.
    Serving(Serving),
    /// What happened on it since the last time.
    Served(Box<Served>),
    /// Something to be said in the status line.
    Text(String),
    /// Changes of the progress that could not be written yet; `None` once all are.
    Unsaved(Option<Unsaved>),
}

/// A server that listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serving {
    /// Where it is to be reached.
    pub url: String,
    /// The port that somebody else has, where it took another one for that.
    pub instead_of: Option<u16>,
    /// What local time is ahead of UTC, in seconds.
    pub offset: i32,
}

/// What happened on a server.
#[derive(Debug)]
pub struct Served {
    /// The exchanges, and how many there were besides.
    pub seen: Seen,
    /// What the next requests get, and how many still do.
    pub next: Next,
    /// As long as somebody else holds it, the server's job brings nothing more: whoever is slow is not buried.
    pub token: Arc<()>,
}

/// What waits to be written of the quiz, as it could not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaved {
    /// How many answers. Without any it is only the session.
    pub answers: usize,
    /// Why, and what to do about it.
    pub problem: String,
}

impl Unsaved {
    /// What it is, in words: `3 answers are not saved`.
    pub fn in_words(&self) -> String {
        match self.answers {
            0 => "This session is not saved".to_owned(),
            1 => "1 answer is not saved".to_owned(),
            n => format!("{n} answers are not saved"),
        }
    }
}

/// What the quiz needs from outside; it is read when the quiz is opened first.
#[derive(Debug)]
pub struct QuizData {
    /// The questions.
    pub bank: Arc<Bank>,
    /// Every card that there is a question for, in learning order.
    pub cards: Vec<Card>,
    /// What is remembered.
    pub memory: Memory,
    /// The session that was left.
    pub left: Option<SavedSession>,
    /// What local time is ahead of UTC, in seconds.
    pub offset: i32,
    /// A number that no other window is likely to have.
    pub random: u32,
}

/// What a job tells while it runs and when it ends.
#[derive(Debug)]
pub enum Report {
    /// How much of it is done, and of how much, where that is known.
    Progress {
        /// Units that are done.
        done: u64,
        /// Units there are.
        total: Option<u64>,
    },
    /// Something it has found or made.
    Item(Item),
    /// It has ended well.
    Done,
    /// It has ended, and why; what to do instead.
    Failed(String),
}

impl Report {
    /// Whether nothing comes after it.
    pub const fn is_last(&self) -> bool {
        matches!(self, Self::Done | Self::Failed(_))
    }
}

/// Who wanted a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The interface: the job goes on whatever is shown.
    Interface,
    /// A screen, with which the job ends.
    Screen(ScreenId),
    /// A screen that is told of the job even after it was left.
    Detached(ScreenId),
}

/// The jobs that are under way.
#[derive(Debug, Default)]
pub struct Jobs {
    last: u64,
    running: Vec<(JobId, Owner)>,
}

impl Jobs {
    /// Counts a job in; returns the id that it is started with.
    pub fn begin(&mut self, owner: Owner) -> JobId {
        self.last += 1;
        let id = JobId(self.last);
        self.running.push((id, owner));
        id
    }

    /// Who a report goes to; `None` for a job that was cancelled. A last report ends the job.
    pub fn owner(&mut self, id: JobId, report: &Report) -> Option<Owner> {
        let at = self.running.iter().position(|(running, _)| *running == id)?;
        let owner = self.running[at].1;
        if report.is_last() {
            self.running.swap_remove(at);
        }
        Some(owner)
    }

    /// Whether a job is under way.
    pub fn is_running(&self, id: JobId) -> bool {
        self.running.iter().any(|(running, _)| *running == id)
    }

    /// Forgets a job; `false` if it has ended already.
    pub fn cancel(&mut self, id: JobId) -> bool {
        let before = self.running.len();
        self.running.retain(|(running, _)| *running != id);
        self.running.len() != before
    }

    /// Forgets the jobs of a screen that is left; returns them.
    pub fn cancel_all_of(&mut self, screen: ScreenId) -> Vec<JobId> {
        let owner = Owner::Screen(screen);
        let ended = self.running.iter().filter(|(_, of)| *of == owner).map(|(id, _)| *id).collect();
        self.running.retain(|(_, of)| *of != owner);
        ended
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_known_until_its_last_report() {
        let mut jobs = Jobs::default();
        let id = jobs.begin(Owner::Interface);
        assert_eq!(jobs.owner(id, &Report::Progress { done: 1, total: None }), Some(Owner::Interface));
        assert_eq!(jobs.owner(id, &Report::Done), Some(Owner::Interface));
        assert_eq!(jobs.owner(id, &Report::Done), None);
    }

    #[test]
    fn a_screen_that_is_left_takes_its_jobs_along() {
        let mut jobs = Jobs::default();
        let (mine, other) = (jobs.begin(Owner::Screen(ScreenId::Quiz)), jobs.begin(Owner::Interface));
        assert_eq!(jobs.cancel_all_of(ScreenId::Quiz), [mine]);
        assert_eq!(jobs.owner(mine, &Report::Done), None);
        assert!(jobs.cancel(other) && !jobs.cancel(other));
    }
}
