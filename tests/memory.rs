//! Any answers, at any times, brought together in any order.

use httpdex::quiz::card::{Card, Knowledge};
use httpdex::quiz::memory::Memory;
use httpdex::quiz::memory::export::{export, import};
use httpdex::quiz::memory::review::{Grade, Review, ReviewId};
use httpdex::quiz::session::plan::{Goal, StudyPlan};
use httpdex::store::{Content, Progress, ProgressChange};
use proptest::prelude::*;
use proptest::sample::select;

/// Times around one another, and those of a clock that is wrong.
fn any_time() -> impl Strategy<Value = i64> {
    prop_oneof![
        8 => 1_767_225_600..1_799_000_000_i64,
        1 => -100_000..100_000_i64,
        1 => select(vec![i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX]),
    ]
}

fn any_card() -> impl Strategy<Value = Card> {
    let id = || select(vec!["401", "403", "404", "nginx-499"]);
    let code = (id(), select(Knowledge::ALL.to_vec())).prop_map(|(id, knowledge)| Card::code(id, knowledge));
    prop_oneof![3 => code, 1 => (id(), id()).prop_map(|(a, b)| Card::pair(a, b))]
}

fn any_review() -> impl Strategy<Value = Review> {
    let chosen = prop::option::of(select(vec!["401", "404"]));
    (any_time(), 0..3_u32, any_card(), select(Grade::ALL.to_vec()), chosen, "[a-z|:\"\\\\é]{0,6}").prop_map(
        |(at, tag, card, grade, chosen, key)| Review {
            at,
            tag,
            card,
            grade,
            key: key.into(),
            chosen: chosen.map(Into::into),
        },
    )
}

fn any_reviews() -> impl Strategy<Value = Vec<Review>> {
    prop::collection::vec(any_review(), 0..40)
}

fn progress(changes: &[ProgressChange]) -> Progress {
    let mut progress = Progress::default();
    progress.update(changes);
    progress
}

fn written(progress: &Progress) -> Vec<u8> {
    let mut text = Vec::new();
    progress.write(&mut text).unwrap();
    text
}

proptest! {
    #[test]
    fn the_order_in_which_answers_come_makes_no_difference(
        (reviews, shuffled) in any_reviews().prop_flat_map(|r| (Just(r.clone()), Just(r).prop_shuffle()))
    ) {
        let memory = Memory::new(reviews.clone());
        prop_assert_eq!(&Memory::new(shuffled.clone()), &memory);
        // Where two answers share an id, one by one the first would stay.
        let mut one_by_one = Memory::default();
        for review in memory.reviews() {
            one_by_one.answer(review.clone());
        }
        prop_assert_eq!(&one_by_one, &memory);
        let mut backwards = Memory::default();
        for review in memory.reviews().iter().rev().chain(memory.reviews()) {
            backwards.answer(review.clone());
        }
        prop_assert_eq!(&backwards, &memory);
    }

    #[test]
    fn files_merge_the_same_either_way(
        mine in any_reviews(), theirs in any_reviews(), pick in any::<prop::sample::Index>()
    ) {
        let all: Vec<Review> = mine.iter().chain(&theirs).cloned().collect();
        let undone: Vec<ReviewId> = if all.is_empty() { vec![] } else { vec![pick.get(&all).id()] };
        let changes = |first: &[Review], second: &[Review], undone_first: bool| {
            let undo = undone.iter().map(|id| ProgressChange::Undone(*id));
            let mut changes: Vec<ProgressChange> = first.iter().cloned().map(ProgressChange::Answered).collect();
            changes.push(ProgressChange::Imported(second.to_vec()));
            if undone_first { changes.splice(0..0, undo); } else { changes.extend(undo); }
            progress(&changes)
        };
        let merged = changes(&mine, &theirs, false);
        for other in [changes(&theirs, &mine, false), changes(&mine, &theirs, true), changes(&theirs, &mine, true)] {
            prop_assert_eq!(&other, &merged);
        }
        prop_assert!(undone.iter().all(|id| merged.reviews.iter().all(|review| review.id() != *id)));
        let mut again = merged.clone();
        let repeated = [ProgressChange::Imported(all), ProgressChange::Imported(merged.reviews.clone())];
        prop_assert!(!again.update(&repeated), "what is there already changes nothing");
    }

    #[test]
    fn undoing_is_as_if_nothing_had_been_answered(reviews in any_reviews(), pick in any::<prop::sample::Index>()) {
        let mut memory = Memory::new(reviews);
        if !memory.reviews().is_empty() {
            let undone = pick.get(memory.reviews()).id();
            let rest = memory.reviews().iter().filter(|review| review.id() != undone).cloned();
            let without = Memory::new(rest.collect::<Vec<_>>());
            prop_assert!(memory.undo(undone));
            prop_assert_eq!(memory, without);
        }
    }

    #[test]
    fn no_times_make_nonsense(reviews in any_reviews(), now in any_time(), offset in -50_000..50_000_i32) {
        let memory = Memory::new(reviews);
        for (card, trace) in memory.traces() {
            prop_assert!((0.0..=1.0).contains(&memory.retrievability(card, now)));
            prop_assert!(trace.stability() > 0.0 && trace.stability().is_finite());
            prop_assert!((1.0..=10.0).contains(&trace.difficulty()));
            prop_assert!(trace.due >= trace.last && trace.wrong <= trace.answers && trace.lapses <= trace.wrong);
        }
        let cards: Vec<Card> = memory.traces().map(|(card, _)| card.clone()).collect();
        let plan = StudyPlan { memory: &memory, cards: &cards, now, offset };
        let due: Vec<f64> = memory.due(now, offset).iter().map(|card| memory.retrievability(card, now)).collect();
        prop_assert!(due.is_sorted());
        for mode in [Goal::Review, Goal::Learn, Goal::Duel] {
            prop_assert!(plan.next(mode, &cards).is_none_or(|card| cards.contains(card)));
        }
        let catalog = httpdex::catalog::Catalog::embedded();
        let statistics = httpdex::quiz::statistics::Statistics::new(&memory, &catalog, now, offset);
        prop_assert_eq!(statistics.answers, memory.reviews().len());
        prop_assert!(statistics.seconds >= 0 && statistics.retention.right <= statistics.retention.of);
    }

    #[test]
    fn a_file_gives_back_what_was_written(reviews in any_reviews(), undone in any_time()) {
        let mut progress = progress(&[ProgressChange::Imported(reviews), ProgressChange::Undone(ReviewId(undone, 1))]);
        let imported = import(&export(&progress.reviews).unwrap(), &mut |_| true).unwrap();
        prop_assert_eq!(imported.read, progress.reviews.len());
        prop_assert_eq!(&imported.reviews, &progress.reviews);
        let mut read: Progress = serde_json::from_slice(&written(&progress)).unwrap();
        prop_assert_eq!(&read, &progress);
        read.tidy();
        progress.tidy();
        prop_assert_eq!(read, progress);
    }

    #[test]
    fn what_is_wrong_in_one_line_of_a_file_spoils_no_other(
        reviews in any_reviews(), bad in "[^\\n]{1,20}", pick in any::<prop::sample::Index>()
    ) {
        let progress = progress(&[ProgressChange::Imported(reviews)]);
        prop_assume!(!progress.reviews.is_empty() && serde_json::from_str::<Review>(bad.trim_end_matches(',')).is_err());
        let text = String::from_utf8(written(&progress)).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        // The answers are between the first three lines and the last four.
        lines.insert(3 + pick.index(progress.reviews.len()), &bad);
        if let Some((saved, damage)) = Progress::salvage(&lines.join("\n")) {
            prop_assert_eq!(saved.reviews, progress.reviews.clone());
            prop_assert_eq!(damage.kept, progress.reviews.len());
        }
    }

    #[test]
    fn what_somebody_wrote_into_a_file_never_panics(text in "\\PC{0,60}") {
        let _ = import(&text, &mut |_| true);
        let _ = Progress::salvage(&text);
        let _ = text.parse::<Card>();
        let one = format!("{{\"version\": 1, \"reviews\": [[1, 2, {text:?}, 3, {text:?}]]}}");
        let _ = import(&one, &mut |_| true);
        let _ = Progress::salvage(&one);
    }
}
