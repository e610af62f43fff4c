//! The file with the answers of the quiz: any of them can be counted, and any session gone on with.

#![no_main]

use std::sync::LazyLock;

use httpdex::json;
use httpdex::quiz::bank::Bank;
use httpdex::quiz::memory::Memory;
use httpdex::quiz::session::Session;
use httpdex::quiz::statistics::Statistics;
use httpdex::store::Progress;
use httpdex_fuzz::{CATALOG, is_line, remembered};
use libfuzzer_sys::fuzz_target;

/// Some time in 2026.
const NOW: i64 = 1_780_000_000;
static BANK: LazyLock<Bank> = LazyLock::new(|| Bank::new(&CATALOG));

fuzz_target!(|bytes: &[u8]| {
    let Some(progress) = remembered::<Progress>(bytes) else { return };
    let statistics = Statistics::new(&Memory::new(progress.reviews), &CATALOG, NOW, 3600);
    let json = json::to_string(&statistics).expect("statistics are written as JSON");
    assert!(!json.contains(char::is_control), "{json}");
    if let Some(saved) = progress.session {
        let session = Session::resume(&saved, &BANK);
        for answered in session.answered() {
            is_line(&answered.verdict(&CATALOG));
        }
        assert_eq!(Session::resume(&session.save(), &BANK).save(), session.save());
    }
});
