//! A file of own entries: what is accepted can be shown in every form.

#![no_main]

use httpdex::catalog::Catalog;
use httpdex::compare::{self, Comparison};
use httpdex::document::{self, Options};
use httpdex::quiz::anki;
use httpdex::text::width;
use httpdex_fuzz::{are_lines, is_line, path, text, told};
use libfuzzer_sys::fuzz_target;

const OPTIONS: Options = Options { width: 40, keep_ticks: true, ascii: false };

fuzz_target!(|bytes: &[u8]| {
    let Some(text) = text(bytes) else { return };
    let (catalog, problems) = Catalog::with_own(vec![(path().to_owned(), text)]);
    problems.iter().for_each(told);
    let registered = catalog.find("404").expect("a registered code");
    for index in catalog.filter(|row| row.is_own()).take(4) {
        let page = catalog.page(index).expect("what is accepted can be shown");
        let sections = document::sections(&page, &catalog);
        for line in document::lay_out(&sections, OPTIONS).lines {
            is_line(&line.text());
            assert!(line.sideways.is_some() || width(&line.text()) <= OPTIONS.width, "{}", line.text());
        }
        are_lines(&document::markdown(catalog.row(index), &sections));
        let note = anki::note(catalog.row(index), &page);
        assert_eq!((note.matches('\t').count(), note.matches('\n').count()), (3, 1), "{note}");
        let comparison = Comparison::of(&catalog, &[index, registered]).expect("two codes can be compared");
        compare::lay_out(&comparison, OPTIONS).iter().for_each(|line| is_line(&line.text()));
        are_lines(&compare::markdown(&comparison));
    }
});
