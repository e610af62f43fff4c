//! The learner's progress in figures.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::Serialize;

use super::card::Card;
use super::memory::review::Review;
use super::memory::{LearningStage, Memory, Trace, confused, day};
use crate::catalog::{Catalog, Row};

/// How many days the calendar has: 53 weeks.
pub const CALENDAR: usize = 53 * 7;
/// How many days the forecast of due cards covers.
pub const FORECAST: usize = 14;
/// How many days "lately" means.
const LATELY: i64 = 30;
/// A longer pause, in seconds, is a break and no thinking.
const BREAK: i64 = 120;
/// A code is known when each thing about it that was ever asked for comes to mind with this probability.
const KNOWN: f64 = 0.7;
/// How many of the weakest codes and most confused pairs are listed.
const MOST: usize = 10;

/// Right answers among some.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// How many were right.
    pub right: usize,
    /// Of how many.
    pub of: usize,
}

/// A code that is close to being forgotten.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeakCode {
    /// The entry.
    pub id: String,
    /// The probability that all that was asked of it is known.
    pub retrievability: f64,
    /// How often it was forgotten after it was learned.
    pub lapses: u32,
    /// How often an answer was wrong.
    pub wrong: u32,
}

/// Two codes that were confused with each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConfusedPair {
    /// The pair.
    pub pair: Card,
    /// How often.
    pub times: usize,
}

/// The codes of a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClassProgress {
    /// `4xx`, or `vendors` for all that is not registered.
    pub class: &'static str,
    /// How many are known.
    pub known: usize,
    /// How many were ever asked for.
    pub seen: usize,
    /// How many there are.
    pub all: usize,
}

/// The figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statistics {
    /// How many answers were given.
    pub answers: usize,
    /// How many of them today.
    pub today: u32,
    /// When the first one was, in seconds since 1970.
    pub since: Option<i64>,
    /// The seconds spent on them, breaks left out.
    pub seconds: i64,
    /// What was still known of what was seen on an earlier day, in the last 30 days.
    pub retention_lately: Share,
    /// The same of all time.
    pub retention: Share,
    /// For how many days in a row there were answers, up to today or, as long as there are none today, yesterday.
    pub streak: usize,
    /// Answers by day, the last one today: [`CALENDAR`] days.
    pub calendar: Vec<u32>,
    /// How many cards are due today, tomorrow and so on: [`FORECAST`] days.
    pub forecast: Vec<usize>,
    /// The codes that are most nearly forgotten.
    pub weakest: Vec<WeakCode>,
    /// The pairs that were confused most often.
    pub confused: Vec<ConfusedPair>,
    /// The codes by class.
    pub classes: Vec<ClassProgress>,
}

impl Share {
    /// The share in per cent; `None` of nothing.
    pub fn percent(self) -> Option<usize> {
        (100 * self.right + self.of / 2).checked_div(self.of)
    }

    const fn count(&mut self, is_right: bool) {
        self.of += 1;
        self.right += is_right as usize;
    }
}

impl Statistics {
    /// All of it at a time, in seconds since 1970. `offset` is what local time is ahead of UTC, in seconds.
    pub fn new(memory: &Memory, catalog: &Catalog, now: i64, offset: i32) -> Self {
        let today = day(now, offset);
        let reviews = memory.reviews();
        let days = by_day(reviews, offset);
        let codes = by_code(memory, now);
        let (retention_lately, retention) = retention(reviews, offset, today.saturating_sub(LATELY));
        Self {
            answers: reviews.len(),
            today: on(&days, today),
            since: reviews.first().map(|review| review.at),
            seconds: spent(reviews),
            retention_lately,
            retention,
            streak: streak(&days, today),
            calendar: calendar(&days, today),
            forecast: forecast(memory, today, offset),
            weakest: weakest(&codes),
            confused: most_confused(reviews),
            classes: classes(catalog, &codes),
        }
    }
}

/// The days with answers, in order, and how many there were.
fn by_day(reviews: &[Review], offset: i32) -> Vec<(i64, u32)> {
    let mut days: Vec<(i64, u32)> = Vec::new();
    for today in reviews.iter().map(|review| day(review.at, offset)) {
        match days.last_mut() {
            Some((last, answers)) if *last == today => *answers += 1,
            _ => days.push((today, 1)),
        }
    }
    days
}

/// How many answers there were on a day.
fn on(days: &[(i64, u32)], day: i64) -> u32 {
    days.binary_search_by_key(&day, |(day, _)| *day).map_or(0, |at| days[at].1)
}

/// The seconds between answers that followed each other at once.
fn spent(reviews: &[Review]) -> i64 {
    let pauses = reviews.windows(2).map(|pair| pair[1].at.saturating_sub(pair[0].at));
    pauses.filter(|pause| *pause <= BREAK).sum()
}

/// What was known after a night at least: since a day, and of all time.
fn retention(reviews: &[Review], offset: i32, since: i64) -> (Share, Share) {
    let mut seen: BTreeMap<&Card, i64> = BTreeMap::new();
    let (mut lately, mut all) = (Share::default(), Share::default());
    for review in reviews {
        let today = day(review.at, offset);
        let is_right = review.grade.is_right();
        if seen.insert(&review.card, today).is_some_and(|before| before < today) {
            all.count(is_right);
            if today > since {
                lately.count(is_right);
            }
        }
    }
    (lately, all)
}

fn streak(days: &[(i64, u32)], today: i64) -> usize {
    let last = if on(days, today) > 0 { today } else { before(today, 1) };
    (0..=days.len()).take_while(|&back| on(days, before(last, back)) > 0).count()
}

/// The day some days before another.
fn before(day: i64, back: usize) -> i64 {
    day.saturating_sub_unsigned(back as u64)
}

fn calendar(days: &[(i64, u32)], today: i64) -> Vec<u32> {
    (0..CALENDAR).rev().map(|back| on(days, before(today, back))).collect()
}

fn forecast(memory: &Memory, today: i64, offset: i32) -> Vec<usize> {
    let mut due = vec![0; FORECAST];
    for (_, trace) in memory.traces() {
        let ahead = usize::try_from((day(trace.due, offset) - today).max(0)).unwrap_or(usize::MAX);
        if let Some(count) = due.get_mut(ahead) {
            *count += 1;
        }
    }
    due
}

/// What is left of a code: the least of what is left of its cards.
#[derive(Debug, Clone, Copy)]
struct Code {
    retrievability: f64,
    is_learned: bool,
    lapses: u32,
    wrong: u32,
}

impl Code {
    fn with(before: Option<&Self>, trace: &Trace, now: i64) -> Self {
        let before = before.copied().unwrap_or(Self { retrievability: 1.0, is_learned: true, lapses: 0, wrong: 0 });
        Self {
            retrievability: before.retrievability.min(trace.retrievability(now)),
            is_learned: before.is_learned && trace.stage == LearningStage::Review,
            lapses: before.lapses + trace.lapses,
            wrong: before.wrong + trace.wrong,
        }
    }

    fn is_known(self) -> bool {
        self.is_learned && self.retrievability >= KNOWN
    }
}

fn by_code(memory: &Memory, now: i64) -> BTreeMap<&str, Code> {
    let mut codes = BTreeMap::new();
    for (card, trace) in memory.traces() {
        if let Card::Code { id, .. } = card {
            let code = Code::with(codes.get(&**id), trace, now);
            codes.insert(&**id, code);
        }
    }
    codes
}

fn weakest(codes: &BTreeMap<&str, Code>) -> Vec<WeakCode> {
    let weak = codes.iter().filter(|(_, code)| !code.is_known() || code.lapses > 0);
    let weak = weak.map(|(id, code)| WeakCode {
        id: (*id).to_owned(),
        retrievability: code.retrievability,
        lapses: code.lapses,
        wrong: code.wrong,
    });
    first(weak, |a, b| a.retrievability.total_cmp(&b.retrievability).then_with(|| b.wrong.cmp(&a.wrong)))
}

/// The first few of some by an order; among equals those that come first.
fn first<T>(items: impl Iterator<Item = T>, order: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut first = Vec::with_capacity(MOST + 1);
    for item in items {
        let at = first.partition_point(|other| order(other, &item).is_le());
        if at < MOST {
            first.insert(at, item);
            first.truncate(MOST);
        }
    }
    first
}

fn most_confused(reviews: &[Review]) -> Vec<ConfusedPair> {
    let mut times: BTreeMap<Card, usize> = BTreeMap::new();
    for pair in reviews.iter().filter_map(confused) {
        *times.entry(pair).or_default() += 1;
    }
    first(times.into_iter().map(|(pair, times)| ConfusedPair { pair, times }), |a, b| b.times.cmp(&a.times))
}

fn classes(catalog: &Catalog, codes: &BTreeMap<&str, Code>) -> Vec<ClassProgress> {
    const NAMES: [&str; 6] = ["1xx", "2xx", "3xx", "4xx", "5xx", "vendors"];
    let mut classes = NAMES.map(|class| ClassProgress { class, known: 0, seen: 0, all: 0 });
    for row in catalog.rows() {
        let class = &mut classes[position(row)];
        class.all += 1;
        if let Some(code) = codes.get(&*row.id) {
            class.seen += 1;
            class.known += usize::from(code.is_known());
        }
    }
    classes.into()
}

/// The position of a code's class: the last one is that of the vendors.
fn position(row: &Row) -> usize {
    let registered = row.class().filter(|_| row.vendor.is_none());
    registered.map_or(5, |class| usize::from(class) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::memory::DAY;
    use crate::quiz::memory::review::Grade;

    const NOON: i64 = 1_767_268_800;

    fn review(days: i64, seconds: i64, card: &str, grade: Grade, chosen: Option<&str>) -> Review {
        let (at, tag) = (NOON + days * DAY + seconds, 0);
        let chosen = chosen.map(Into::into);
        Review { at, tag, card: card.parse().unwrap(), grade, key: "".into(), chosen }
    }

    fn some() -> Vec<Review> {
        vec![
            review(0, 0, "404:name", Grade::Good, None),
            review(0, 20, "401:use", Grade::Again, Some("403")),
            review(1, 0, "401:use", Grade::Again, Some("403")),
            review(1, 30, "404:name", Grade::Good, None),
            review(1, 60, "nginx-499:name", Grade::Easy, None),
            review(2, 0, "403:use", Grade::Again, Some("404")),
            review(50, 0, "404:name", Grade::Good, None),
        ]
    }

    fn at(days: i64, hours: i64, offset: i32) -> Statistics {
        Statistics::new(&Memory::new(some()), &Catalog::embedded(), NOON + days * DAY + hours * 3600, offset)
    }

    #[test]
    fn nothing_yet() {
        let none = Statistics::new(&Memory::default(), &Catalog::embedded(), NOON, 0);
        assert_eq!((none.answers, none.streak, none.since, none.seconds), (0, 0, None, 0));
        assert_eq!((none.calendar.len(), none.forecast.len()), (CALENDAR, FORECAST));
        assert_eq!(none.retention.percent(), None);
        assert!(none.weakest.is_empty() && none.confused.is_empty());
        assert_eq!(none.classes.iter().map(|class| class.all).sum::<usize>(), Catalog::embedded_len());
    }

    #[test]
    fn retention_counts_what_was_seen_on_an_earlier_day() {
        let all = at(50, 1, 0);
        assert_eq!(all.retention, Share { right: 2, of: 3 });
        assert_eq!(all.retention.percent(), Some(67));
        assert_eq!(all.retention_lately, Share { right: 1, of: 1 });
    }

    #[test]
    fn a_streak_lasts_while_today_is_open() {
        let streak = |days, hours, offset| at(days, hours, offset).streak;
        assert_eq!([streak(2, 0, 0), streak(3, 0, 0), streak(4, 0, 0), streak(50, 0, 0)], [3, 3, 0, 1]);
        assert_eq!(streak(3, 11, 0), 3);
        assert_eq!(streak(3, 11, 2 * 3600), 0, "it is the day after already in a zone that is ahead");
    }

    #[test]
    fn days_are_counted_up_to_today() {
        let today = at(2, 0, 0);
        assert_eq!(today.calendar[CALENDAR - 3..], [2, 3, 1]);
        assert_eq!((today.today, today.answers), (1, 7));
        assert_eq!(today.seconds, 20 + 60);
    }

    #[test]
    fn the_forecast_starts_with_what_is_overdue() {
        let forecast = at(3, 0, 0).forecast;
        // 401:use, 403:use and the two pairs were wrong; 404:name is far off.
        assert_eq!(forecast[0], 4);
        assert_eq!(forecast.iter().sum::<usize>(), 5, "and 499 in two weeks: {forecast:?}");
    }

    #[test]
    fn the_weakest_and_the_confused_come_first() {
        let all = at(50, 0, 0);
        assert_eq!(all.weakest[0].id, "401");
        assert!(all.weakest.iter().all(|weak| weak.id != "404"));
        let pairs: Vec<(String, usize)> = all.confused.iter().map(|c| (c.pair.to_string(), c.times)).collect();
        assert_eq!(pairs, [("401|403".to_owned(), 2), ("403|404".to_owned(), 1)]);
    }

    #[test]
    fn classes_say_what_is_known() {
        let class = |days, at_position: usize| at(days, 0, 0).classes[at_position].clone();
        let four = class(2, 3);
        assert_eq!((four.class, four.known, four.seen), ("4xx", 1, 3));
        let vendors = class(2, 5);
        assert_eq!((vendors.known, vendors.seen), (1, 1));
    }
}
