//! Which card is asked next.
//!
//! What was wrong in a session is not asked again and again in the same one, but first of all the next day: an answer
//! soon after another strengthens a memory by little, and would take the place of one that does. Only a new card that
//! was not known is repeated, once. `benches/learners.rs` shows what the order is worth.

use crate::quiz::card::Card;
use crate::quiz::memory::{LearningStage, Memory, SESSION, Trace};

/// How many answers lie between a card and its repetition in the same session, at least.
const GAP: usize = 5;
/// How many new cards may be half learned at once: more do not stay in mind until they come again.
const OPEN: usize = 6;
/// How many cards may be due while new ones are still taken up.
const BACKLOG: usize = 20;

/// What a session is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// The best mix: what is due, then new cards, then what is most nearly forgotten.
    Practice,
    /// Cards that are due, to keep what was learned.
    Review,
    /// New cards, a few at a time, in learning order.
    Learn,
    /// Pairs of codes that were confused.
    Duel,
}

/// How many cards there are to ask.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Those that are due now: as many as [`Goal::Review`] asks.
    pub due: usize,
    /// Those that are being learned, or learned again, and come back in a few minutes.
    pub learning: usize,
    /// Ones of codes that were never asked for: as many as [`Goal::Learn`] takes up.
    pub new: usize,
}

/// What there is to choose from at a moment.
#[derive(Debug, Clone, Copy)]
pub struct StudyPlan<'a> {
    /// What is remembered.
    pub memory: &'a Memory,
    /// The cards that there are questions for, in learning order. No other card is asked.
    pub cards: &'a [Card],
    /// The time, in seconds since 1970.
    pub now: i64,
    /// What local time is ahead of UTC, in seconds.
    pub offset: i32,
}

impl<'a> StudyPlan<'a> {
    /// The card to ask next; `None` when there is no more to do for this goal.
    ///
    /// `asked` are the cards of this session so far, in order.
    pub fn next(&self, goal: Goal, asked: &[Card]) -> Option<&'a Card> {
        match goal {
            Goal::Practice => self.practice(),
            Goal::Review => self.due(asked),
            Goal::Learn => self.learn(asked),
            Goal::Duel => self.duel(asked),
        }
    }

    /// What is due, then new cards, then what is most nearly forgotten. What was answered in the last hours counts as
    /// asked, whatever session asked for it: three short sessions in one evening are worth as much as a long one.
    fn practice(&self) -> Option<&'a Card> {
        let asked = self.memory.cards_between(self.now.saturating_sub(SESSION), self.now);
        self.due(&asked).or_else(|| self.learn(&asked)).or_else(|| self.ahead(&asked))
    }

    /// The card to go on with when nothing is left to do: the one that is most nearly forgotten.
    fn ahead(&self, asked: &[Card]) -> Option<&'a Card> {
        let rested = self.weakest(self.known().filter(|(card, _)| is_rested(card, asked)));
        rested.or_else(|| self.known().map(|(card, _)| card).max_by_key(|card| since(card, asked)))
    }

    /// How much there is to ask.
    pub fn waiting(&self) -> Waiting {
        let mut waiting = Waiting::default();
        for card in self.cards {
            match self.memory.trace(card) {
                // A pair is new only to a duel.
                None => waiting.new += usize::from(matches!(card, Card::Code { .. })),
                Some(trace) if self.is_due(trace) => waiting.due += 1,
                Some(trace) if trace.stage != LearningStage::Review => waiting.learning += 1,
                Some(_) => (),
            }
        }
        waiting
    }

    /// First repetitions of new cards, then new ones while there is room for them, then what is due.
    fn learn(&self, asked: &[Card]) -> Option<&'a Card> {
        let first = self.first_repetition(asked);
        let new = || self.new_code().filter(|_| self.has_room(asked));
        first.or_else(new).or_else(|| self.due(asked))
    }

    fn new_code(&self) -> Option<&'a Card> {
        self.cards.iter().find(|card| matches!(card, Card::Code { .. }) && self.memory.trace(card).is_none())
    }

    /// Whether new cards would not stand in the way of what was begun.
    fn has_room(&self, asked: &[Card]) -> bool {
        let not_asked = |card: &Card| !asked.contains(card);
        let due = self.known().filter(|(card, trace)| not_asked(card) && trace.is_due(self.now, self.offset));
        let open = self.known().filter(|(card, trace)| trace.stage == LearningStage::Learning && !not_asked(card));
        due.count() <= BACKLOG && open.filter(|(card, _)| !is_repeated(card, asked)).count() < OPEN
    }

    /// Pairs that were confused, the weakest first; then those that were never asked for.
    fn duel(&self, asked: &[Card]) -> Option<&'a Card> {
        let pairs = || self.known().filter(|(card, _)| matches!(card, Card::Pair(..)) && is_rested(card, asked));
        let confused = pairs()
            .filter(|(_, trace)| trace.wrong > 0 && (trace.stage != LearningStage::Review || self.is_due(trace)));
        let new = || self.cards.iter().find(|card| matches!(card, Card::Pair(..)) && self.memory.trace(card).is_none());
        self.weakest(confused).or_else(new).or_else(|| self.weakest(pairs()))
    }

    /// A new card that was not known at first: once more in the same session, after some others.
    fn first_repetition(&self, asked: &[Card]) -> Option<&'a Card> {
        let open = self.known().filter(|(_, trace)| trace.stage == LearningStage::Learning);
        self.weakest(open.filter(|(card, _)| since(card, asked).is_some_and(|n| n >= GAP) && !is_repeated(card, asked)))
    }

    /// What is due, once a session.
    fn due(&self, asked: &[Card]) -> Option<&'a Card> {
        self.weakest(self.known().filter(|(card, trace)| self.is_due(trace) && !asked.contains(card)))
    }

    fn is_due(&self, trace: &Trace) -> bool {
        trace.is_due(self.now, self.offset)
    }

    /// The cards that were asked for before, with what is left of them.
    fn known(&self) -> impl Iterator<Item = (&'a Card, &'a Trace)> {
        let memory = self.memory;
        self.cards.iter().filter_map(move |card| Some((card, memory.trace(card)?)))
    }

    /// The one that is most nearly forgotten; among equals the first in learning order.
    fn weakest(&self, cards: impl Iterator<Item = (&'a Card, &'a Trace)>) -> Option<&'a Card> {
        let now = self.now;
        let strength = |trace: &Trace| trace.retrievability(now);
        cards.min_by(|(_, a), (_, b)| strength(a).total_cmp(&strength(b))).map(|(card, _)| card)
    }
}

/// How many answers ago a card was asked in this session.
fn since(card: &Card, asked: &[Card]) -> Option<usize> {
    asked.iter().rev().position(|other| other == card)
}

/// Whether a card was asked more than once in this session.
fn is_repeated(card: &Card, asked: &[Card]) -> bool {
    asked.iter().filter(|other| *other == card).count() > 1
}

fn is_rested(card: &Card, asked: &[Card]) -> bool {
    since(card, asked).is_none_or(|answers| answers >= GAP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::memory::DAY;
    use crate::quiz::memory::review::{Grade, Review};

    const NOON: i64 = 1_767_268_800;

    fn cards(texts: &[&str]) -> Vec<Card> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn codes(count: u32) -> Vec<Card> {
        (0..count).map(|code| format!("{}:name", 200 + code).parse().unwrap()).collect()
    }

    /// Sits down and answers, a second each, until there is no more to do or `most` were asked.
    fn sit(memory: &mut Memory, cards: &[Card], goal: Goal, now: i64, most: u32, grade: Grade) -> Vec<Card> {
        let mut asked: Vec<Card> = Vec::new();
        for nth in 0..most {
            let at = now + i64::from(nth);
            let plan = StudyPlan { memory, cards, now: at, offset: 0 };
            let Some(card) = plan.next(goal, &asked).cloned() else { break };
            let review = Review { at, tag: 0, card: card.clone(), grade, key: "".into(), chosen: None };
            memory.answer(review);
            asked.push(card);
        }
        asked
    }

    #[test]
    fn new_codes_come_in_learning_order_and_pairs_only_in_duels() {
        let cards = cards(&["500:name", "401|403", "404:name", "200:name"]);
        let mut memory = Memory::default();
        let asked = sit(&mut memory, &cards, Goal::Learn, NOON, 20, Grade::Good);
        assert_eq!(asked, [cards[0].clone(), cards[2].clone(), cards[3].clone()]);
        assert_eq!(sit(&mut memory, &cards, Goal::Duel, NOON + 60, 1, Grade::Good), [cards[1].clone()]);
    }

    #[test]
    fn a_new_code_that_was_wrong_is_repeated_once_after_some_others() {
        let cards = codes(30);
        let mut memory = Memory::default();
        let asked = sit(&mut memory, &cards, Goal::Learn, NOON, 20, Grade::Again);
        for card in &cards {
            let at: Vec<usize> = asked.iter().enumerate().filter(|(_, asked)| *asked == card).map(|(n, _)| n).collect();
            assert!(at.len() <= 2 && at.windows(2).all(|pair| pair[1] - pair[0] > GAP), "{card} at {at:?}");
        }
        assert_eq!(asked[GAP + 1], cards[0], "the first repetition goes before a new one: {asked:?}");
    }

    #[test]
    fn nothing_new_while_much_is_due() {
        let cards = codes(60);
        let mut memory = Memory::default();
        sit(&mut memory, &cards[..30], Goal::Learn, NOON, 30, Grade::Good);
        let later = NOON + 10 * DAY;
        let asked = sit(&mut memory, &cards, Goal::Learn, later, 12, Grade::Good);
        assert!(asked[..10].iter().all(|card| cards[..30].contains(card)), "{asked:?}");
        assert!(cards[30..].contains(&asked[10]) && cards[30..].contains(&asked[11]), "{asked:?}");
    }

    #[test]
    fn a_review_asks_what_is_due_once_and_ends() {
        let cards = codes(8);
        let mut memory = Memory::default();
        sit(&mut memory, &cards, Goal::Learn, NOON, 8, Grade::Good);
        assert!(sit(&mut memory, &cards, Goal::Review, NOON + DAY, 20, Grade::Good).is_empty());
        let plan = StudyPlan { memory: &memory, cards: &cards, now: NOON + 4 * DAY, offset: 0 };
        assert_eq!(plan.waiting(), Waiting { due: 8, learning: 0, new: 0 });
        let asked = sit(&mut memory, &cards, Goal::Review, NOON + 4 * DAY, 20, Grade::Again);
        assert_eq!(asked, cards, "the one that was seen the longest ago comes first");
        assert_eq!(sit(&mut memory, &cards, Goal::Review, NOON + 5 * DAY, 20, Grade::Good).len(), 8);
    }

    #[test]
    fn practice_goes_on_with_the_weakest_and_never_at_once_with_the_same() {
        let cards = codes(3);
        let mut memory = Memory::default();
        let mut asked: Vec<Card> = Vec::new();
        for nth in 0..30 {
            let plan = StudyPlan { memory: &memory, cards: &cards, now: NOON + nth, offset: 0 };
            let card = plan.next(Goal::Practice, &[]).unwrap().clone();
            assert_ne!(asked.last(), Some(&card));
            let grade = if nth % 3 == 0 { Grade::Again } else { Grade::Good };
            let review = Review { at: NOON + nth, tag: 0, card: card.clone(), grade, key: "".into(), chosen: None };
            memory.answer(review);
            asked.push(card);
        }
        assert_eq!(StudyPlan { memory: &memory, cards: &[], now: NOON, offset: 0 }.next(Goal::Practice, &[]), None);
    }

    #[test]
    fn as_much_is_said_to_be_due_as_a_review_asks() {
        let cards = codes(12);
        let mut memory = Memory::default();
        sit(&mut memory, &cards, Goal::Learn, NOON, 6, Grade::Again);
        for (later, due) in [(60, 0), (3600, 6), (10 * DAY, 6)] {
            let plan = StudyPlan { memory: &memory, cards: &cards, now: NOON + later, offset: 0 };
            let waiting = plan.waiting();
            assert_eq!((waiting.due, waiting.due + waiting.learning, waiting.new), (due, 6, 6), "after {later} s");
            let asked = sit(&mut memory.clone(), &cards, Goal::Review, NOON + later, 20, Grade::Good);
            assert_eq!(asked.len(), waiting.due, "after {later} s");
        }
    }

    #[test]
    fn an_answer_to_a_new_card_leaves_one_less_whether_or_not_it_was_right() {
        let cards = cards(&["401:name", "403:name", "404:name", "401|403", "403|404"]);
        let mut memory = Memory::default();
        for (n, (at, chosen)) in [(NOON, None), (NOON + 1, Some("404")), (NOON + 2, None)].into_iter().enumerate() {
            let waiting = StudyPlan { memory: &memory, cards: &cards, now: NOON, offset: 0 }.waiting();
            assert_eq!(waiting.new, 3 - n);
            let grade = if chosen.is_some() { Grade::Again } else { Grade::Good };
            let chosen = chosen.map(Into::into);
            memory.answer(Review { at, tag: 0, card: cards[n].clone(), grade, key: "".into(), chosen });
        }
    }

    #[test]
    fn practice_goes_on_where_the_last_session_of_the_evening_ended() {
        let cards = codes(30);
        let mut memory = Memory::default();
        let mut at = NOON;
        let mut first_days: Vec<Vec<Card>> = Vec::new();
        for _ in 0..3 {
            first_days.push(sit(&mut memory, &cards, Goal::Practice, at, 10, Grade::Good));
            at += 600;
        }
        assert_eq!(first_days.concat(), cards, "three short sessions ask what one long one asks");
        let due = StudyPlan { memory: &memory, cards: &cards, now: NOON + 4 * DAY, offset: 0 }.waiting().due;
        let asked = sit(&mut memory, &cards, Goal::Practice, NOON + 4 * DAY, 10, Grade::Again);
        assert_eq!((due, &asked[..]), (30, &cards[..10]));
        let asked = sit(&mut memory, &cards, Goal::Practice, NOON + 4 * DAY + 1200, 10, Grade::Good);
        assert_eq!(asked, cards[10..20], "what was wrong waits until the next day");
    }

    #[test]
    fn a_duel_starts_with_what_was_confused() {
        let cards = cards(&["200|201", "401|403", "502|504"]);
        let wrong = Review {
            at: NOON,
            tag: 0,
            card: "502:use".parse().unwrap(),
            grade: Grade::Again,
            key: "".into(),
            chosen: Some("504".into()),
        };
        let memory = Memory::new([wrong]);
        let plan = StudyPlan { memory: &memory, cards: &cards, now: NOON + 600, offset: 0 };
        assert_eq!(plan.next(Goal::Duel, &[]), Some(&cards[2]));
        assert_eq!(plan.next(Goal::Duel, &cards[2..]), Some(&cards[0]));
    }
}
