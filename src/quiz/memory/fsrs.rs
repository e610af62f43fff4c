//! How strong a memory is after an answer, by FSRS, the Free Spaced Repetition Scheduler (FSRS-5).
//!
//! Every formula and weight is the crate's. Its scheduler is not used: it counts time in whole days, so that the next
//! evening is the same day if it is earlier by a minute, and lets a lapse strengthen a weak memory.
//! <https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm>

use rs_fsrs::{Parameters, Rating};

use super::review::Grade;

/// The least stability, in days; no weight of the model is made for less.
const LEAST: f64 = 0.01;
/// The longest interval, in days: a hundred years.
const LONGEST: f64 = 36_500.0;

/// How well something is kept in mind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Strength {
    /// The days after which it is known with a probability of 0.9.
    pub(super) stability: f64,
    /// From 1, easy, to 10.
    pub(super) difficulty: f64,
}

impl Strength {
    /// After the first answer.
    pub(super) fn first(grade: Grade) -> Self {
        let (model, rating) = (Parameters::default(), rating(grade));
        Self { stability: model.init_stability(rating), difficulty: model.init_difficulty(rating) }
    }

    /// After one more answer within the same session while it is being learned.
    pub(super) fn within_session(self, grade: Grade) -> Self {
        let (model, rating) = (Parameters::default(), rating(grade));
        let stability = model.short_term_stability(self.stability, rating);
        Self { stability: stability.clamp(LEAST, LONGEST), difficulty: model.next_difficulty(self.difficulty, rating) }
    }

    /// After an answer that came some days after the last. A lapse never strengthens.
    pub(super) fn after(self, days: f64, grade: Grade) -> Self {
        let (model, rating) = (Parameters::default(), rating(grade));
        let recall = self.recall(days);
        let stability = match grade {
            Grade::Again => model.next_forget_stability(self.difficulty, self.stability, recall).min(self.stability),
            _ => model.next_recall_stability(self.difficulty, self.stability, recall, rating),
        };
        Self { stability: stability.clamp(LEAST, LONGEST), difficulty: model.next_difficulty(self.difficulty, rating) }
    }

    /// The probability that it is known some days after the last answer.
    pub(super) fn recall(self, days: f64) -> f64 {
        Parameters::forgetting_curve(days.max(0.0), self.stability)
    }

    /// The days until the probability that it is known has come down to 0.9, at least one.
    pub(super) fn interval(self) -> f64 {
        Parameters::default().next_interval(self.stability, 0)
    }
}

const fn rating(grade: Grade) -> Rating {
    match grade {
        Grade::Again => Rating::Again,
        Grade::Hard => Rating::Hard,
        Grade::Good => Rating::Good,
        Grade::Easy => Rating::Easy,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
    }

    #[test]
    fn whole_days_give_what_the_scheduler_of_the_crate_gives() {
        use chrono::{DateTime, Duration};
        let scheduler = rs_fsrs::FSRS::default();
        let mut now = DateTime::from_timestamp(1_767_225_600, 0).unwrap();
        let mut card = scheduler.next(rs_fsrs::Card::new(), now, rs_fsrs::Rating::Easy).card;
        let mut strength = Strength::first(Grade::Easy);
        for (days, grade) in
            [(15, Grade::Good), (40, Grade::Hard), (60, Grade::Easy), (400, Grade::Good), (2000, Grade::Again)]
        {
            now += Duration::days(days);
            card = scheduler.next(card, now, rating(grade)).card;
            strength = strength.after(f64::from(i32::try_from(days).unwrap()), grade);
            assert!(near(strength.stability, card.stability), "{strength:?} {card:?}");
            assert!(near(strength.difficulty, card.difficulty), "{strength:?} {card:?}");
        }
    }

    #[test]
    fn a_lapse_never_strengthens() {
        for stability in [0.05, 0.5, 2.0, 50.0] {
            let strength = Strength { stability, difficulty: 5.0 };
            for days in [0.0, 1.0, 100.0, 1e9] {
                assert!(strength.after(days, Grade::Again).stability <= stability);
            }
        }
    }
}
