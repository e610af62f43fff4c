//! What years of answers cost: reading, keeping one more, replaying, and choosing what is asked next.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use httpdex::catalog::Catalog;
use httpdex::quiz::card::{Card, Knowledge};
use httpdex::quiz::memory::Memory;
use httpdex::quiz::memory::review::{Grade, Review};
use httpdex::quiz::session::plan::{Goal, StudyPlan};
use httpdex::quiz::statistics::Statistics;
use httpdex::store::{ProgressChange, ProgressStore};

const ANSWERS: u32 = 100_000;
const BEGIN: i64 = 1_767_225_600;

fn review(nth: u32) -> Review {
    let code = 100 + nth.wrapping_mul(2_654_435_761) % 300;
    let (grade, chosen) = if nth.is_multiple_of(7) { (Grade::Again, Some("404".into())) } else { (Grade::Good, None) };
    let card = Card::code(&code.to_string(), Knowledge::ALL[nth as usize % 4]);
    Review { at: BEGIN + i64::from(nth) * 900, tag: nth, key: format!("{card}").into(), card, grade, chosen }
}

fn progress(c: &mut Criterion) {
    let reviews: Vec<Review> = (0..ANSWERS).map(review).collect();
    let cards: Vec<Card> = (100..400)
        .flat_map(|code: u32| Knowledge::ALL.map(|knowledge| Card::code(&code.to_string(), knowledge)))
        .collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = ProgressStore::new(folder.path().join("progress.json"));
    store.apply(&[ProgressChange::Imported(reviews.clone())]).expect("a disk with room");
    let now = BEGIN + i64::from(ANSWERS) * 900;
    let mut group = c.benchmark_group("100,000 answers");
    group.sample_size(10);
    group.bench_function("load", |b| b.iter(|| black_box(store.load())));
    let mut tag = ANSWERS;
    group.bench_function("keep one more", |b| {
        b.iter(|| {
            tag += 1;
            store.apply(&[ProgressChange::Answered(review(tag))]).expect("a disk with room");
        });
    });
    group.bench_function("replay", |b| b.iter(|| black_box(Memory::new(reviews.clone()))));
    let memory = Memory::new(reviews);
    let plan = StudyPlan { memory: &memory, cards: &cards, now, offset: 0 };
    group.bench_function("next card", |b| b.iter(|| black_box(plan.next(Goal::Practice, &[]))));
    let catalog = Catalog::embedded();
    group.bench_function("statistics", |b| b.iter(|| black_box(Statistics::new(&memory, &catalog, now, 0))));
    group.finish();
}

criterion_group!(benches, progress);
criterion_main!(benches);
