//! Does the order in which the quiz asks make one remember more? Learners are simulated who practise the same number of
//! answers on each of thirty days, with the program's own memory and plan, with a random drill and with a fixed order.
//! The plan is that of the mode that Enter starts in the menu of the quiz; a test in tests/questions.rs holds that the
//! mode asks what this plan says.
//! `cargo bench --bench learners` prints the table.
//!
//! No learner forgets as FSRS, the model in the program, has it. There are two models, neither fitted to the outcome:
//!
//! - *half-life*: recall falls exponentially, `p = 2^(-days / h)`, as Settles and Meeder fit it ("A Trainable Spaced
//!   Repetition Model for Language Learning", ACL 2016). A recall multiplies h by `1 + gain (1 - p)`: what was nearly
//!   forgotten gains most (Bjork and Bjork, "A New Theory of Disuse", 1992; Cepeda et al., "Distributed Practice in
//!   Verbal Recall Tasks", 2006). A failure halves h, down to what a first exposure gives.
//! - *ACT-R*: every presentation leaves a trace that decays by a power law, and decays the faster the better the item
//!   was in mind (Pavlik and Anderson, "Practice and Forgetting Effects on Vocabulary Memory", Cognitive Science 29,
//!   2005): `m = ln sum t_i^(-d_i)`, `d_i = c exp(m_(i-1)) + a`, `p = 1 / (1 + exp((tau - m) / s))`, with their
//!   parameters, and their slower clock between sittings. Whether an answer was right makes no difference in it, so that
//!   little can be gained by looking at answers, and asking in turn is best when there are few.
//!
//! Every learner is better or worse, and every code easier or harder for each. A code that does not come to mind is
//! guessed among four choices; one that does is missed now and then by a slip.

#![allow(clippy::cast_precision_loss, reason = "the numbers are small")]

#[allow(dead_code)]
#[path = "../tests/support/random.rs"]
mod random;

use std::io::Write;

use httpdex::quiz::card::{Card, Knowledge};
use httpdex::quiz::memory::review::{Grade, Review};
use httpdex::quiz::memory::{DAY, Memory};
use httpdex::quiz::session::Mode;
use httpdex::quiz::session::plan::{Goal, StudyPlan};
use random::Random;

const CODES: usize = 60;
const DAYS: i64 = 30;
const LEARNERS: u64 = 200;
const BUDGETS: [usize; 3] = [20, 40, 60];
const GUESS: f64 = 0.25;
const SLIP: f64 = 0.03;
/// What the mode goes by that Enter starts.
const GOAL: Goal = match Mode::ALL[0].goal() {
    Some(goal) => goal,
    None => panic!("the first mode chooses its cards by a plan"),
};
/// When the first day of practice begins; any will do.
const BEGIN: i64 = 1_767_225_600;

/// How a learner forgets.
#[derive(Clone, Copy)]
enum Kind {
    /// The half-life after a first exposure, in days, and what a recall may add to it.
    HalfLife {
        first: f64,
        gain: f64,
    },
    ActR,
}

const KINDS: [(&str, Kind); 4] = [
    ("half-life, average", Kind::HalfLife { first: 1.0, gain: 4.0 }),
    ("half-life, forgetful", Kind::HalfLife { first: 0.5, gain: 2.5 }),
    ("half-life, quick", Kind::HalfLife { first: 3.0, gain: 6.0 }),
    ("ACT-R", Kind::ActR),
];

/// Who chooses what is asked.
#[derive(Clone, Copy, PartialEq)]
enum Strategy {
    Ours,
    Random,
    Fixed,
}

/// A number from 0 to 1.
fn unit(random: &mut Random) -> f64 {
    random.below(1 << 53) as f64 / (1_u64 << 53) as f64
}

/// A number around 0 with a standard deviation of 1 (Box and Muller).
fn normal(random: &mut Random) -> f64 {
    let radius = (-2.0 * (1.0 - unit(random)).ln()).sqrt();
    radius * (std::f64::consts::TAU * unit(random)).cos()
}

/// What a learner has in mind of one code.
enum Item {
    HalfLife { half_life: f64, gain: f64, first: f64, last: Option<i64> },
    ActR { bias: f64, traces: Vec<(i64, f64)> },
}

impl Item {
    fn new(kind: Kind, learner: f64, random: &mut Random) -> Self {
        let ease = learner + normal(random);
        match kind {
            Kind::HalfLife { first, gain } => {
                let first = first * (0.5 * ease).exp();
                Self::HalfLife { half_life: first, gain: gain * (0.2 * ease).exp(), first, last: None }
            }
            Kind::ActR => Self::ActR { bias: 0.2 * ease, traces: Vec::new() },
        }
    }

    /// The probability that it comes to mind.
    fn recall(&self, now: i64) -> f64 {
        match self {
            Self::HalfLife { last: None, .. } => 0.0,
            Self::HalfLife { half_life, last: Some(last), .. } => {
                (-((now - last) as f64 / DAY as f64) / half_life).exp2()
            }
            Self::ActR { bias, traces } => {
                let activation = bias + activation(traces, now);
                1.0 / (1.0 + ((-0.704 - activation) / 0.255).exp())
            }
        }
    }

    /// It came to mind or did not, and the right answer was shown.
    fn practise(&mut self, now: i64, came: bool) {
        let recall = self.recall(now);
        match self {
            Self::HalfLife { half_life, gain, first, last } => {
                match (came, *last) {
                    (_, None) => (),
                    (true, _) => *half_life *= 1.0 + *gain * (1.0 - recall),
                    (false, _) => *half_life = (*half_life / 2.0).max(*first),
                }
                *last = Some(now);
            }
            Self::ActR { traces, .. } => {
                let decay = 0.217 * activation(traces, now).exp() + 0.177;
                traces.push((now, decay));
            }
        }
    }
}

fn activation(traces: &[(i64, f64)], now: i64) -> f64 {
    let age = |then: i64| {
        let seconds = (now - then) as f64;
        // Little interferes between sittings: 0.025 seconds there count for one within.
        if seconds > 7200.0 { 7200.0 + 0.025 * (seconds - 7200.0) } else { seconds.max(1.0) }
    };
    traces.iter().map(|&(then, decay)| age(then).powf(-decay)).sum::<f64>().ln()
}

/// How many codes a learner has in mind on the last day.
fn learn(strategy: Strategy, kind: Kind, budget: usize, seed: u64) -> f64 {
    let mut random = Random::new(seed);
    let learner = 0.6 * normal(&mut random);
    let mut items: Vec<Item> = (0..CODES).map(|_| Item::new(kind, learner, &mut random)).collect();
    let cards: Vec<Card> = (0..CODES).map(|code| Card::code(&code.to_string(), Knowledge::Name)).collect();
    let mut memory = Memory::default();
    let mut nth = 0;
    for day in 0..DAYS {
        // In the evening, at another time each day.
        let mut now = BEGIN + day * DAY + 18 * 3600 + i64::try_from(random.below(3 * 3600)).expect("a few hours");
        let mut asked: Vec<Card> = Vec::new();
        for _ in 0..budget {
            let code = match strategy {
                Strategy::Ours => {
                    let plan = StudyPlan { memory: &memory, cards: &cards, now, offset: 0 };
                    let card = plan.next(GOAL, &asked).expect("there is always a card");
                    cards.iter().position(|other| other == card).expect("a card of ours")
                }
                Strategy::Random => usize::try_from(random.below(CODES as u64)).expect("a code"),
                Strategy::Fixed => nth % CODES,
            };
            let came = unit(&mut random) < items[code].recall(now);
            let is_right = unit(&mut random) < if came { 1.0 - SLIP } else { GUESS };
            items[code].practise(now, came);
            let grade = if is_right { Grade::Good } else { Grade::Again };
            if strategy == Strategy::Ours {
                memory.answer(Review {
                    at: now,
                    tag: 0,
                    card: cards[code].clone(),
                    grade,
                    key: "".into(),
                    chosen: None,
                });
                asked.push(cards[code].clone());
            }
            nth += 1;
            now += 6 + i64::try_from(random.below(8)).expect("seconds");
        }
    }
    let end = BEGIN + DAYS * DAY + 19 * 3600;
    items.iter().map(|item| item.recall(end)).sum()
}

/// The mean and the standard deviation.
fn spread(numbers: &[f64]) -> (f64, f64) {
    let mean = numbers.iter().sum::<f64>() / numbers.len() as f64;
    let variance = numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / numbers.len() as f64;
    (mean, variance.sqrt())
}

fn main() -> std::io::Result<()> {
    // As a check that it runs, a few learners are enough.
    let learners = if std::env::args().any(|word| word == "--test") { 2 } else { LEARNERS };
    let mut out = std::io::stdout().lock();
    writeln!(out, "Of {CODES} codes remembered on day {DAYS}, mean ± standard deviation of {learners} learners:\n")?;
    writeln!(
        out,
        "| learner | answers a day | {} | random drill | fixed order | it is ahead for |",
        Mode::ALL[0].label()
    )?;
    writeln!(out, "| --- | ---: | ---: | ---: | ---: | ---: |")?;
    for (name, kind) in KINDS {
        for budget in BUDGETS {
            let run = |strategy| (0..learners).map(|seed| learn(strategy, kind, budget, seed)).collect::<Vec<f64>>();
            let results = [Strategy::Ours, Strategy::Random, Strategy::Fixed].map(run);
            let ahead = (0..results[0].len()).filter(|&n| results[0][n] > results[1][n].max(results[2][n])).count();
            let cells = results.each_ref().map(|numbers| {
                let (mean, deviation) = spread(numbers);
                format!("{mean:.1} ± {deviation:.1}")
            });
            let share = 100 * ahead / results[0].len();
            writeln!(out, "| {name} | {budget} | {} | {share} % |", cells.join(" | "))?;
        }
    }
    Ok(())
}
