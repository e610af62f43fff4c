//! What the learner remembers, worked out from all the answers that were ever given.
//!
//! Nothing but the answers is kept. They are taken in the order of their times, whatever order they came in, so that
//! files that were merged either way give the same memory.

pub mod export;
mod fsrs;
pub mod reader;
pub mod review;

use std::collections::BTreeMap;

use super::card::Card;
use fsrs::Strength;
use review::{Grade, Review, ReviewId, merge};

/// Seconds in a day.
pub const DAY: i64 = 86_400;
/// Seconds for which repeating something is one session: less than that strengthens a memory by little.
pub(super) const SESSION: i64 = DAY / 2;
/// Seconds until something that was not known may be asked again.
const PAUSE: i64 = 5 * 60;

/// The times of a day start at local midnight: this is the day, counted from 1970, of a time in UTC.
///
/// `offset` is what local time is ahead of UTC, in seconds.
pub const fn day(at: i64, offset: i32) -> i64 {
    at.saturating_add(offset as i64).div_euclid(DAY)
}

/// How far something is learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LearningStage {
    /// It was not known when it was asked for the first time, nor since.
    Learning,
    /// It was known when it was asked for last, and comes back after days.
    Review,
    /// It was known before, and forgotten.
    Relearning,
}

/// What is left in memory of a card.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    strength: Strength,
    /// How far it is learned.
    pub stage: LearningStage,
    /// When it was asked for last, in seconds since 1970.
    pub last: i64,
    /// When it is to be asked for again, in seconds since 1970.
    pub due: i64,
    /// How often it was answered.
    pub answers: u32,
    /// How often the answer was wrong.
    pub wrong: u32,
    /// How often it was forgotten after it was learned.
    pub lapses: u32,
}

/// All that is remembered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Memory {
    reviews: Vec<Review>,
    traces: BTreeMap<Card, Trace>,
}

impl Memory {
    /// The memory that these answers leave, in whatever order they are given; a repeated one counts once.
    pub fn new(reviews: impl IntoIterator<Item = Review>) -> Self {
        let mut memory = Self::default();
        merge(&mut memory.reviews, reviews);
        for review in &memory.reviews {
            feed(&mut memory.traces, review);
        }
        memory
    }

    /// Takes in an answer. One that is known already changes nothing.
    pub fn answer(&mut self, review: Review) {
        let is_last = self.reviews.last().is_none_or(|last| last.id() < review.id());
        if is_last {
            feed(&mut self.traces, &review);
            self.reviews.push(review);
            return;
        }
        // The clock was set back, or another window was ahead: what came later is taken in again.
        let cards = fed(&review).map(|(card, _)| card);
        if merge(&mut self.reviews, [review]) > 0 {
            self.replay(cards);
        }
    }

    /// Takes an answer back; returns whether there was one.
    pub fn undo(&mut self, id: ReviewId) -> bool {
        let Ok(at) = self.reviews.binary_search_by_key(&id, Review::id) else { return false };
        let review = self.reviews.remove(at);
        self.replay(fed(&review).map(|(card, _)| card));
        true
    }

    fn replay(&mut self, cards: impl Iterator<Item = Card>) {
        for card in cards {
            let mut trace = None;
            for review in &self.reviews {
                for (_, grade) in fed(review).filter(|(fed, _)| *fed == card) {
                    trace = Some(Trace::next(trace.as_ref(), review.at, grade));
                }
            }
            match trace {
                Some(trace) => self.traces.insert(card, trace),
                None => self.traces.remove(&card),
            };
        }
    }

    /// Every answer, the oldest first.
    pub fn reviews(&self) -> &[Review] {
        &self.reviews
    }

    /// The cards of the answers from one time to another, in order.
    pub(super) fn cards_between(&self, from: i64, to: i64) -> Vec<Card> {
        let first = self.reviews.partition_point(|review| review.at < from);
        self.reviews[first..].iter().take_while(|review| review.at <= to).map(|review| review.card.clone()).collect()
    }

    /// Every card that was ever asked for, with what is left of it.
    pub fn traces(&self) -> impl Iterator<Item = (&Card, &Trace)> {
        self.traces.iter()
    }

    /// What is left of a card; `None` if it was never asked for.
    pub fn trace(&self, card: &Card) -> Option<&Trace> {
        self.traces.get(card)
    }

    /// The probability, from 0 to 1, that a card is known at a time; 0 if it was never asked for.
    pub fn retrievability(&self, card: &Card, now: i64) -> f64 {
        self.trace(card).map_or(0.0, |trace| trace.retrievability(now))
    }

    /// The cards that are to be asked now, the one that is most nearly forgotten first. `offset` is that of [`day`].
    pub fn due(&self, now: i64, offset: i32) -> Vec<&Card> {
        let due = self.traces.iter().filter(|(_, trace)| trace.is_due(now, offset));
        let mut due: Vec<(f64, &Card)> = due.map(|(card, trace)| (trace.retrievability(now), card)).collect();
        due.sort_unstable_by(|(a, first), (b, second)| a.total_cmp(b).then_with(|| first.cmp(second)));
        due.into_iter().map(|(_, card)| card).collect()
    }

    /// Those of these cards that were never asked for, in their order.
    pub fn new_cards<'a>(&self, cards: &'a [Card]) -> impl Iterator<Item = &'a Card> {
        cards.iter().filter(|card| !self.traces.contains_key(card))
    }
}

impl Trace {
    /// The probability, from 0 to 1, that it is known at a time.
    pub fn retrievability(&self, now: i64) -> f64 {
        self.strength.recall(days(self.last, now))
    }

    /// The days after which it is known with a probability of 0.9.
    pub const fn stability(&self) -> f64 {
        self.strength.stability
    }

    /// How hard it is, from 1 to 10.
    pub const fn difficulty(&self) -> f64 {
        self.strength.difficulty
    }

    /// Its strength after an answer at a time.
    fn answered(&self, at: i64, grade: Grade) -> Strength {
        let elapsed = at.saturating_sub(self.last);
        if self.stage == LearningStage::Review || elapsed >= SESSION {
            self.strength.after(days(self.last, at), grade)
        } else {
            self.strength.within_session(grade)
        }
    }

    /// Whether it is to be asked by now. What comes back after days does so at the midnight before.
    pub const fn is_due(&self, now: i64, offset: i32) -> bool {
        match self.stage {
            LearningStage::Review => day(self.due, offset) <= day(now, offset),
            LearningStage::Learning | LearningStage::Relearning => self.due <= now,
        }
    }

    fn next(before: Option<&Self>, at: i64, grade: Grade) -> Self {
        let wrong = u32::from(!grade.is_right());
        let Some(before) = before else {
            let strength = Strength::first(grade);
            let stage = if grade.is_right() { LearningStage::Review } else { LearningStage::Learning };
            return Self { strength, stage, last: at, due: 0, answers: 1, wrong, lapses: 0 }.with_due();
        };
        let learned = before.stage == LearningStage::Review;
        let strength = before.answered(at, grade);
        let stage = match grade {
            Grade::Again if learned => LearningStage::Relearning,
            Grade::Again => before.stage,
            _ => LearningStage::Review,
        };
        let lapses = before.lapses + u32::from(learned && !grade.is_right());
        let (answers, wrong) = (before.answers + 1, before.wrong + wrong);
        Self { strength, stage, last: at, due: 0, answers, wrong, lapses }.with_due()
    }

    /// Sets when it is due: after days, or after minutes if it is not known.
    fn with_due(mut self) -> Self {
        let pause = match self.stage {
            LearningStage::Review => whole_days(self.strength.interval()) * DAY,
            LearningStage::Learning | LearningStage::Relearning => PAUSE,
        };
        self.due = self.last.saturating_add(pause);
        self
    }
}

fn feed(traces: &mut BTreeMap<Card, Trace>, review: &Review) {
    for (card, grade) in fed(review) {
        let trace = Trace::next(traces.get(&card), review.at, grade);
        traces.insert(card, trace);
    }
}

/// The cards that an answer says something about: its own, and the pair that a wrong one confused.
fn fed(review: &Review) -> impl Iterator<Item = (Card, Grade)> + use<> {
    let confused = confused(review).filter(|pair| *pair != review.card).map(|pair| (pair, Grade::Again));
    std::iter::once((review.card.clone(), review.grade)).chain(confused)
}

/// The two codes that a wrong answer confused.
pub fn confused(review: &Review) -> Option<Card> {
    let chosen = review.chosen.as_deref().filter(|_| !review.grade.is_right())?;
    match &review.card {
        Card::Code { id, .. } => (**id != *chosen).then(|| Card::pair(id, chosen)),
        pair @ Card::Pair(..) => Some(pair.clone()),
    }
}

/// The days from one time to another, none if the clock was set back.
fn days(from: i64, to: i64) -> f64 {
    let seconds = to.saturating_sub(from).max(0);
    #[expect(clippy::cast_precision_loss, reason = "a second in a hundred million years is nothing")]
    let seconds = seconds as f64;
    seconds / 86_400.0
}

#[expect(clippy::cast_possible_truncation, reason = "an interval is at most a hundred years")]
const fn whole_days(interval: f64) -> i64 {
    interval as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_767_268_800;

    fn review(at: i64, card: &str, grade: Grade, chosen: Option<&str>) -> Review {
        let tag = u32::try_from(at.rem_euclid(1000)).unwrap();
        let chosen = chosen.map(Into::into);
        Review { at, tag, card: card.parse().unwrap(), grade, key: "k".into(), chosen }
    }

    fn card(text: &str) -> Card {
        text.parse().unwrap()
    }

    fn right(at: i64) -> Review {
        review(at, "404:name", Grade::Good, None)
    }

    #[test]
    fn what_is_known_comes_back_after_longer_and_longer_pauses() {
        let mut memory = Memory::new([right(NOON), right(NOON + 600)]);
        let mut pause = 0;
        for _ in 0..5 {
            let trace = memory.trace(&card("404:name")).unwrap().clone();
            assert_eq!(trace.stage, LearningStage::Review);
            assert!(trace.due - trace.last > pause, "{trace:?}");
            assert!((0.87..=0.92).contains(&trace.retrievability(trace.due)), "{}", trace.retrievability(trace.due));
            pause = trace.due - trace.last;
            memory.answer(right(trace.due));
        }
        assert!(pause > 100 * DAY);
    }

    #[test]
    fn what_is_forgotten_comes_back_in_the_same_sitting() {
        let mut memory = Memory::new([right(NOON), right(NOON + 600)]);
        memory.answer(review(NOON + 9 * DAY, "404:name", Grade::Again, None));
        let trace = memory.trace(&card("404:name")).unwrap();
        assert_eq!((trace.stage, trace.lapses, trace.wrong, trace.answers), (LearningStage::Relearning, 1, 1, 3));
        assert_eq!(trace.due, NOON + 9 * DAY + 300);
    }

    #[test]
    fn a_wrong_choice_feeds_the_pair_and_a_right_answer_on_the_pair_too() {
        let mut memory = Memory::new([review(NOON, "401:use", Grade::Again, Some("403"))]);
        assert_eq!(memory.trace(&card("401|403")).unwrap().wrong, 1);
        memory.answer(review(NOON + 60, "401|403", Grade::Good, None));
        memory.answer(review(NOON + 120, "401|403", Grade::Again, Some("403")));
        let pair = memory.trace(&card("401|403")).unwrap();
        assert_eq!((pair.answers, pair.wrong), (3, 2), "an answer on a pair counts once");
        assert_eq!(memory.trace(&card("401:use")).unwrap().answers, 1);
        assert_eq!(confused(&review(NOON, "401:use", Grade::Good, Some("403"))), None);
        assert_eq!(confused(&review(NOON, "401:use", Grade::Again, Some("401"))), None);
    }

    #[test]
    fn undoing_leaves_no_trace() {
        let before = Memory::new([right(NOON), review(NOON + 5, "401:use", Grade::Good, None)]);
        let mut memory = before.clone();
        let wrong = review(NOON + 10, "401:use", Grade::Again, Some("404"));
        memory.answer(wrong.clone());
        assert_ne!(memory, before);
        assert!(memory.undo(wrong.id()));
        assert_eq!(memory, before);
        assert!(!memory.undo(wrong.id()));
        let (first, second) = (before.reviews()[0].id(), before.reviews()[1].id());
        assert!(memory.undo(first) && memory.undo(second));
        assert_eq!(memory, Memory::default());
    }

    #[test]
    fn the_most_nearly_forgotten_is_due_first() {
        let reviews = ["404:name", "410:name", "500:name"].map(|card| review(NOON, card, Grade::Good, None));
        let mut memory = Memory::new(reviews);
        memory.answer(review(NOON + 1, "410:name", Grade::Easy, None));
        memory.answer(review(NOON + 2, "500:name", Grade::Again, None));
        assert!(memory.due(NOON + 3, 0).is_empty());
        assert_eq!(memory.due(NOON + 3 * DAY, 0), [&card("500:name"), &card("404:name")]);
        assert_eq!(memory.due(NOON + 60 * DAY, 0).len(), 3);
        let all = ["200:name", "404:name", "201:name"].map(card);
        assert_eq!(memory.new_cards(&all).collect::<Vec<_>>(), [&all[0], &all[2]]);
    }

    #[test]
    fn what_is_due_today_is_due_from_local_midnight_on() {
        let evening = NOON + 11 * 3600;
        let memory = Memory::new([right(evening), right(evening + 600)]);
        let due = memory.trace(&card("404:name")).unwrap().due;
        let (midnight, zone) = (due - due.rem_euclid(DAY), 2 * 3600);
        assert!(memory.due(midnight - 1, 0).is_empty());
        assert_eq!(memory.due(midnight, 0).len(), 1);
        let local_midnight = day(due, zone) * DAY - i64::from(zone);
        assert!(memory.due(local_midnight - 1, zone).is_empty());
        assert_eq!(memory.due(local_midnight, zone).len(), 1);
    }

    #[test]
    fn a_clock_that_is_set_back_loses_nothing() {
        let mut memory = Memory::new([right(NOON)]);
        for at in [NOON - 40 * DAY, NOON + 1, -5, i64::MIN, i64::MAX, NOON + 2] {
            memory.answer(right(at));
            let trace = memory.trace(&card("404:name")).unwrap();
            for now in [i64::MIN, 0, NOON - DAY, NOON, i64::MAX] {
                assert!((0.0..=1.0).contains(&trace.retrievability(now)));
                let _ = memory.due(now, i32::MAX).len() + memory.due(now, i32::MIN).len();
            }
            assert!(trace.due >= trace.last && trace.stability().is_finite());
        }
        assert_eq!(memory.reviews().len(), 7);
        assert_eq!(memory, Memory::new(memory.reviews().to_vec()));
    }
}
