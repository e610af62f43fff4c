//! How strong a memory is after an answer, by FSRS, the Free Spaced Repetition Scheduler (FSRS-5).
//!
//! The formulas and the weights are those of the published algorithm. Schedulers of FSRS count time in whole days, so
//! that the next evening is the same day if it is earlier by a minute, and let a lapse strengthen a weak memory; here
//! days have fractions, and it never does.
//! <https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm>

use libm::{exp, expm1, pow};

use super::review::Grade;

/// The weights of FSRS-5, as they are before they are fitted to anybody: `w0` to `w18` of the algorithm.
const W: [f64; 19] = [
    0.4072, 1.1829, 3.1262, 15.4722, 7.2102, 0.5316, 1.0651, 0.0234, 1.616, 0.1544, 1.0824, 1.9813, 0.0953, 0.2975,
    2.2042, 0.2407, 2.9466, 0.5034, 0.6567,
];
/// The exponent of the curve of forgetting, and its factor: what is known with a probability of 0.9 after as many days
/// as it is stable.
const DECAY: f64 = -0.5;
const FACTOR: f64 = 19.0 / 81.0;
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
        let stability = match grade {
            Grade::Again => W[0],
            Grade::Hard => W[1],
            Grade::Good => W[2],
            Grade::Easy => W[3],
        };
        Self { stability, difficulty: first_difficulty(grade) }
    }

    /// After one more answer within the same session while it is being learned.
    pub(super) fn within_session(self, grade: Grade) -> Self {
        let stability = self.stability * exp(W[17] * (rating(grade) - 3.0 + W[18]));
        Self { stability: stability.clamp(LEAST, LONGEST), difficulty: self.next_difficulty(grade) }
    }

    /// After an answer that came some days after the last. A lapse never strengthens.
    pub(super) fn after(self, days: f64, grade: Grade) -> Self {
        let forgotten = 1.0 - self.recall(days);
        let stability = match grade {
            Grade::Again => self.forgot(forgotten).min(self.stability),
            Grade::Hard => self.recalled(forgotten, W[15]),
            Grade::Good => self.recalled(forgotten, 1.0),
            Grade::Easy => self.recalled(forgotten, W[16]),
        };
        Self { stability: stability.clamp(LEAST, LONGEST), difficulty: self.next_difficulty(grade) }
    }

    /// The probability that it is known some days after the last answer.
    pub(super) fn recall(self, days: f64) -> f64 {
        pow(1.0 + FACTOR * days.max(0.0) / self.stability, DECAY)
    }

    /// The days until the probability that it is known has come down to 0.9, at least one.
    pub(super) fn interval(self) -> f64 {
        self.stability.round().clamp(1.0, LONGEST)
    }

    /// The stability after it was known, where it was forgotten with this probability.
    fn recalled(self, forgotten: f64, bonus: f64) -> f64 {
        let growth = exp(W[8]) * (11.0 - self.difficulty) * pow(self.stability, -W[9]) * expm1(forgotten * W[10]);
        self.stability * (1.0 + growth * bonus)
    }

    /// The stability after it was not known, where it was forgotten with this probability.
    fn forgot(self, forgotten: f64) -> f64 {
        let remains = pow(self.stability + 1.0, W[13]) - 1.0;
        W[11] * pow(self.difficulty, -W[12]) * remains * exp(forgotten * W[14])
    }

    /// The difficulty after one more answer: it moves with the grade, and a little towards that of what is easy.
    fn next_difficulty(self, grade: Grade) -> f64 {
        let moved = self.difficulty - W[6] * (rating(grade) - 3.0);
        (W[7] * first_difficulty(Grade::Easy) + (1.0 - W[7]) * moved).clamp(1.0, 10.0)
    }
}

/// The difficulty after the first answer.
fn first_difficulty(grade: Grade) -> f64 {
    (W[4] - exp(W[5] * (rating(grade) - 1.0)) + 1.0).clamp(1.0, 10.0)
}

/// A grade as the formulas count it.
const fn rating(grade: Grade) -> f64 {
    match grade {
        Grade::Again => 1.0,
        Grade::Hard => 2.0,
        Grade::Good => 3.0,
        Grade::Easy => 4.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRADES: [Grade; 4] = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy];

    fn of_crate(grade: Grade) -> rs_fsrs::Rating {
        match grade {
            Grade::Again => rs_fsrs::Rating::Again,
            Grade::Hard => rs_fsrs::Rating::Hard,
            Grade::Good => rs_fsrs::Rating::Good,
            Grade::Easy => rs_fsrs::Rating::Easy,
        }
    }

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
            card = scheduler.next(card, now, of_crate(grade)).card;
            strength = strength.after(f64::from(i32::try_from(days).unwrap()), grade);
            assert!(near(strength.stability, card.stability), "{strength:?} {card:?}");
            assert!(near(strength.difficulty, card.difficulty), "{strength:?} {card:?}");
        }
    }

    #[test]
    fn the_formulas_are_those_of_the_crate() {
        let model = rs_fsrs::Parameters::default();
        for grade in GRADES {
            let (rating, first) = (of_crate(grade), Strength::first(grade));
            assert!(near(first.stability, model.init_stability(rating)), "{grade:?}");
            assert!(near(first.difficulty, model.init_difficulty(rating)), "{grade:?}");
            for (stability, difficulty) in [(0.01, 10.0), (0.4, 7.3), (3.0, 5.0), (80.0, 1.0), (36_500.0, 2.5)] {
                let strength = Strength { stability, difficulty };
                assert!(near(strength.next_difficulty(grade), model.next_difficulty(difficulty, rating)), "{grade:?}");
                assert!(near(strength.interval(), model.next_interval(stability, 0)), "{strength:?}");
                let within = model.short_term_stability(stability, rating).clamp(LEAST, LONGEST);
                assert!(near(strength.within_session(grade).stability, within), "{strength:?} {grade:?}");
                for days in [0.0, 0.3, 1.0, 30.0, 4000.0] {
                    let recall = rs_fsrs::Parameters::forgetting_curve(days, stability);
                    assert!(near(strength.recall(days), recall), "{strength:?} {days}");
                    let after = match grade {
                        Grade::Again => model.next_forget_stability(difficulty, stability, recall).min(stability),
                        _ => model.next_recall_stability(difficulty, stability, recall, rating),
                    };
                    let after = after.clamp(LEAST, LONGEST);
                    assert!(near(strength.after(days, grade).stability, after), "{strength:?} {days} {grade:?}");
                }
            }
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
