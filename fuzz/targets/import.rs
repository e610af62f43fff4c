//! An export of answers that is imported: whole, or what can be read of it.

#![no_main]

use httpdex::problem::Problem;
use httpdex::quiz::memory::export::{export, import};
use httpdex::store::{Content, Progress};
use httpdex_fuzz::{path, text, told};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(text) = text(bytes) else { return };
    let reviews = match import(&text, &mut |_| true).map(|imported| imported.reviews) {
        Ok(reviews) => reviews,
        Err(fault) => {
            told(&Problem::of_fault(path(), &fault, "nothing is imported"));
            let Some((progress, damage)) = Progress::salvage(&text) else { return };
            told(&Problem::of_fault(path(), &damage.first, "it is skipped"));
            // Nothing is lost where what is broken is no answer.
            assert_eq!(damage.kept, progress.reviews.len());
            progress.reviews
        }
    };
    let exported = export(&reviews).expect("what was imported can be exported");
    assert_eq!(import(&exported, &mut |_| true).map(|imported| imported.reviews), Ok(reviews.clone()));
    assert_eq!(Progress::default().import(reviews.clone()), reviews.len());
});
