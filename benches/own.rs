//! What own entries cost at start-up.

use std::fmt::Write;
use std::hint::black_box;
use std::path::PathBuf;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use httpdex::catalog::Catalog;

/// An entry of about 400 bytes.
fn entry(number: usize) -> String {
    format!(
        r#"{{"id": "acme-{number}", "code": "{number}", "name": "Acme Failure {number}", "category": "other",
"vendor": "Acme", "summary": "The reactor number {number} refuses to go on.",
"definition": "Sent by the gateway when reactor {number} is not ready, whatever the method.",
"causes": [{{"cause": "The reactor is cold.", "check": "`acme status {number}` says `cold`."}}],
"related": [{{"id": "429", "why": "when waiting helps"}}], "keywords": ["cold reactor", "acme {number}"]}}"#
    )
}

fn one_file(entries: usize) -> Vec<(PathBuf, String)> {
    let mut text = String::from("[");
    for number in 0..entries {
        write!(text, "{}{}", if number == 0 { "" } else { ",\n" }, entry(number)).expect("a String takes all");
    }
    text.push(']');
    vec![("own.json".into(), text)]
}

fn many_files(entries: usize) -> Vec<(PathBuf, String)> {
    (0..entries).map(|number| (format!("{number}.json").into(), entry(number))).collect()
}

fn load(c: &mut Criterion) {
    let mut group = c.benchmark_group("own entries");
    group.sample_size(10);
    for entries in [100, 1_000, 10_000, 100_000] {
        group.throughput(Throughput::Elements(entries as u64));
        for (shape, make) in [("one file", one_file as fn(usize) -> _), ("a file each", many_files)] {
            let files: Vec<(PathBuf, String)> = make(entries);
            let (_, problems) = Catalog::with_own(files.clone());
            assert!(problems.is_empty(), "{}", problems[0]);
            group.bench_function(BenchmarkId::new(shape, entries), |b| {
                b.iter_batched(
                    || files.clone(),
                    |files| black_box(Catalog::with_own(files)),
                    criterion::BatchSize::PerIteration,
                );
            });
        }
    }
    group.finish();
}

fn read(c: &mut Criterion) {
    let mut group = c.benchmark_group("own files");
    group.sample_size(10);
    for count in [1_000, 10_000] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in many_files(count) {
            std::fs::write(folder.path().join(path), text).expect("a temporary file");
        }
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(BenchmarkId::new("read", count), |b| {
            b.iter(|| black_box(httpdex::files::read_own(Some(folder.path()), &[])));
        });
    }
    group.finish();
}

criterion_group!(benches, load, read);
criterion_main!(benches);
