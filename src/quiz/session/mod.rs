//! A session: what is asked next, what an answer changes, and the result.
//!
//! Nothing is asked twice in one session, and everything can be taken up again where it was left.

mod mode;
pub mod plan;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::bank::{Bank, Spec};
use super::card::Card;
use super::memory::Memory;
use super::memory::review::{Grade, Review, ReviewId};
use super::question::verdict;
use super::question::{Kind, Mark, Question, Reply};
use super::random::Random;
use crate::catalog::Catalog;

pub use mode::{Mode, SPRINT};
use plan::{Goal, StudyPlan};

/// Seconds after which a right answer counts as difficult.
const SLOW: u32 = 25;
/// Seconds within which a typed answer counts as easy.
const QUICK: u32 = 5;

/// An answer that was given.
#[derive(Debug, Clone)]
pub struct Answered {
    /// What was asked.
    pub question: Question,
    /// What was replied; `None` if it was given up.
    pub reply: Option<Reply>,
    /// What that was worth.
    pub mark: Mark,
    /// Its review in the memory.
    pub review: ReviewId,
    seed: u64,
}

/// What a question is chosen from.
pub struct QuestionPool<'a> {
    /// The questions.
    pub bank: &'a Bank,
    /// What is remembered.
    pub memory: &'a Memory,
    /// The cards that may be asked, in learning order.
    pub cards: &'a [Card],
    /// The time, in seconds since 1970.
    pub now: i64,
    /// What local time is ahead of UTC, in seconds.
    pub offset: i32,
}

/// A session.
#[derive(Debug, Clone)]
pub struct Session {
    /// What for.
    pub mode: Mode,
    /// Whether answers are written where they can be.
    pub typing: bool,
    /// The name of the choice of codes that are asked about.
    pub scope: String,
    seed: u64,
    answered: Vec<Answered>,
    question: Option<(Question, u64)>,
}

/// A session as it is kept between runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSession {
    /// What for.
    pub mode: Mode,
    /// Whether answers are written where they can be.
    pub typing: bool,
    /// The name of the choice of codes that are asked about.
    pub scope: String,
    seed: u64,
    answered: Vec<SavedAnswer>,
    /// What was asked and not answered: its key, and the seed of its choices.
    question: Option<(String, u64)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct SavedAnswer {
    key: String,
    seed: u64,
    reply: Option<Reply>,
    review: ReviewId,
}

impl SavedSession {
    /// How many answers were given.
    pub const fn answered(&self) -> usize {
        self.answered.len()
    }
}

impl Answered {
    /// Whether the reply was right, and what would have been: [`verdict::verdict`].
    pub fn verdict(&self, catalog: &Catalog) -> String {
        verdict::verdict(&self.question, self.reply.as_ref(), self.mark, catalog)
    }

    /// The same on one line without code marks: [`verdict::short_verdict`].
    pub fn short_verdict(&self, catalog: &Catalog) -> String {
        verdict::short_verdict(&self.question, self.mark, catalog)
    }

    /// Why the reply was wrong: [`verdict::why_wrong`].
    pub fn why_wrong(&self, catalog: &Catalog) -> Option<String> {
        verdict::why_wrong(&self.question, self.reply.as_ref(), self.mark, catalog)
    }

    /// Why the other choices are wrong, a line each: [`verdict::other_choices`].
    pub fn other_choices(&self, catalog: &Catalog) -> Vec<String> {
        verdict::other_choices(&self.question, self.reply.as_ref(), catalog)
    }
}

impl Session {
    /// A session that begins; `seed` decides what cannot be planned.
    pub fn new(mode: Mode, typing: bool, scope: &str, seed: u64) -> Self {
        Self { mode, typing, scope: scope.to_owned(), seed, answered: Vec::new(), question: None }
    }

    /// The question that waits for an answer.
    pub fn question(&self) -> Option<&Question> {
        self.question.as_ref().map(|(question, _)| question)
    }

    /// What was answered so far, in order.
    pub fn answered(&self) -> &[Answered] {
        &self.answered
    }

    /// How many answers were right.
    pub fn right(&self) -> usize {
        self.answered.iter().filter(|answered| answered.mark.is_right).count()
    }

    /// Asks the next question; `false` when the session is over.
    pub fn ask(&mut self, pool: &QuestionPool) -> bool {
        self.question = None;
        if self.mode.length().is_some_and(|length| self.answered.len() >= length) {
            return false;
        }
        let seed = self.next_seed();
        let spec = match self.mode.goal() {
            Some(goal) => self.planned(pool, goal, seed),
            None => self.drawn(pool, seed),
        };
        let Some(spec) = spec else { return false };
        self.question = Some((self.make(pool.bank, &spec, seed), seed));
        true
    }

    /// Takes an answer to the question; `None` is to give it up. `seconds` is how long it took, `tag` is that of the
    /// review.
    pub fn answer(
        &mut self,
        reply: Option<Reply>,
        seconds: u32,
        now: i64,
        tag: u32,
        id: impl Fn(usize) -> String,
    ) -> Option<Review> {
        let (question, seed) = self.question.take()?;
        let mark = reply.as_ref().map_or_else(Mark::default, |reply| question.mark(reply));
        let grade = match (mark.is_right, &reply) {
            (false, _) => Grade::Again,
            (true, _) if seconds > SLOW => Grade::Hard,
            (true, Some(Reply::Typed(_))) if seconds <= QUICK => Grade::Easy,
            (true, _) => Grade::Good,
        };
        let review = Review {
            at: now,
            tag,
            card: question.card.clone(),
            grade,
            key: question.key.as_str().into(),
            chosen: mark.chosen.filter(|_| !mark.is_right).map(|choice| id(choice).into()),
        };
        self.answered.push(Answered { question, reply, mark, review: review.id(), seed });
        Some(review)
    }

    /// Takes the last answer back and asks it again; returns the review that is undone.
    pub fn undo(&mut self) -> Option<ReviewId> {
        let Answered { question, review, seed, .. } = self.answered.pop()?;
        self.question = Some((question, seed));
        Some(review)
    }

    /// The answers that were wrong, in order.
    pub fn wrong(&self) -> impl Iterator<Item = &Answered> {
        self.answered.iter().filter(|answered| !answered.mark.is_right)
    }

    /// The session as it is kept.
    pub fn save(&self) -> SavedSession {
        let answer = |answered: &Answered| SavedAnswer {
            key: answered.question.key.clone(),
            seed: answered.seed,
            reply: answered.reply.clone(),
            review: answered.review,
        };
        SavedSession {
            mode: self.mode,
            typing: self.typing,
            scope: self.scope.clone(),
            seed: self.seed,
            answered: self.answered.iter().map(answer).collect(),
            question: self.question.as_ref().map(|(question, seed)| (question.key.clone(), *seed)),
        }
    }

    /// A session that was kept, without the questions that there are no more.
    pub fn resume(saved: &SavedSession, bank: &Bank) -> Self {
        let mut session = Self::new(saved.mode, saved.typing, &saved.scope, saved.seed);
        let make = |key: &str, seed| bank.spec_by_key(key).map(|spec| session.make(bank, &spec, seed));
        let answered = saved.answered.iter().filter_map(|saved| {
            let question = make(&saved.key, saved.seed)?;
            let mark = saved.reply.as_ref().map_or_else(Mark::default, |reply| question.mark(reply));
            Some(Answered { question, reply: saved.reply.clone(), mark, review: saved.review, seed: saved.seed })
        });
        let answered = answered.collect();
        let question = saved.question.as_ref().and_then(|(key, seed)| Some((make(key, *seed)?, *seed)));
        session.answered = answered;
        session.question = question;
        session
    }

    fn make(&self, bank: &Bank, spec: &Spec, seed: u64) -> Question {
        let typed = self.typing.then(|| bank.make_typed(spec)).flatten();
        typed.unwrap_or_else(|| bank.make(spec, seed))
    }

    fn next_seed(&self) -> u64 {
        self.seed.wrapping_add((self.answered.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// What was asked already.
    fn keys(&self) -> HashSet<&str> {
        self.answered.iter().map(|answered| &*answered.question.key).collect()
    }

    /// A question for the card whose turn it is. A card that has no more questions in this session is passed over.
    fn planned(&self, pool: &QuestionPool, goal: Goal, seed: u64) -> Option<Spec> {
        let keys = self.keys();
        let fresh = |card: &Card| -> Vec<Spec> {
            pool.bank.questions_for(card).filter(|spec| !keys.contains(spec.key())).collect()
        };
        let asked: Vec<Card> = self.answered.iter().map(|answered| answered.question.card.clone()).collect();
        let mut cards: Vec<Card> = pool.cards.to_vec();
        loop {
            let plan = StudyPlan { memory: pool.memory, cards: &cards, now: pool.now, offset: pool.offset };
            let card = plan.next(goal, &asked)?.clone();
            let mut specs = fresh(&card);
            if specs.is_empty() {
                cards.retain(|other| *other != card);
                continue;
            }
            let at = Random::new(seed, &card.to_string()).below(specs.len());
            return Some(specs.swap_remove(at));
        }
    }

    /// A question of a kind that was asked the least so far, on any card. The question before does not say its answer,
    /// unless no other is left.
    fn drawn(&self, pool: &QuestionPool, seed: u64) -> Option<Spec> {
        let keys = self.keys();
        let mut random = Random::new(seed, "draw");
        let mut cards: Vec<&Card> = pool.cards.iter().collect();
        random.shuffle(&mut cards);
        let before = self.answered.last().map(|answered| &answered.question);
        let is_given_away = |spec: &Spec| before.is_some_and(|before| pool.bank.gives_away(before, spec));
        let mut best: Option<((bool, usize), Spec)> = None;
        for (n, card) in cards.into_iter().enumerate() {
            if n >= DRAWN && best.as_ref().is_some_and(|((is_given_away, _), _)| !is_given_away) {
                break;
            }
            let mut specs: Vec<Spec> =
                pool.bank.questions_for(card).filter(|spec| !keys.contains(spec.key())).collect();
            if specs.is_empty() {
                continue;
            }
            let spec = specs.swap_remove(random.below(specs.len()));
            let rank = (is_given_away(&spec), self.count(spec.kind()));
            if best.as_ref().is_none_or(|(least, _)| rank < *least) {
                best = Some((rank, spec));
            }
        }
        best.map(|(_, spec)| spec)
    }

    fn count(&self, kind: Kind) -> usize {
        self.answered.iter().filter(|answered| answered.question.kind == kind).count()
    }
}

/// How many cards a mixed question is chosen among.
const DRAWN: usize = 60;
