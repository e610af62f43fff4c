//! Texts made harmless, wrapped, and written in another language.

#![no_main]

use httpdex::text::{Role, break_lines, clean, clean_lines, escape, is_harmless, pasteable, width, wrap};
use libfuzzer_sys::fuzz_target;

const WIDTH: usize = 12;

fuzz_target!(|text: &str| {
    let (line, lines) = (clean(text), clean_lines(text));
    assert_eq!(clean(&line), line);
    assert_eq!(clean_lines(&lines), lines);
    assert!(!line.contains(char::is_control));
    if is_harmless(text) {
        assert_eq!(lines, text.replace("\r\n", "\n").replace('\t', "    "));
    }
    assert!(!pasteable(text).contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')));
    for row in wrap(&line, Role::Text, WIDTH, false) {
        assert!(row.iter().map(|span| span.width()).sum::<usize>() <= WIDTH, "{row:?}");
    }
    assert!(break_lines(&line, WIDTH).all(|part| width(part) <= WIDTH));
    assert!(!escape::html(text).contains(['<', '>', '"', '\'']));
    for escaped in [escape::markdown(&line), escape::markdown_cell(&line), escape::markdown_code(&line)] {
        assert!(!escaped.contains(char::is_control), "{escaped}");
    }
});
