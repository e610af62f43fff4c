//! Running text with `backticks` around code, cut into lines at words.

use std::borrow::Cow;
use std::ops::Range;

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};
use unicode_width::UnicodeWidthStr;

use super::Role;
use super::lay_out::Span;

/// Text without its backticks, and where the code in it is. An odd backtick is kept as it is.
fn strip(text: &str, keep_ticks: bool) -> (String, Vec<Range<usize>>) {
    let mut plain = String::with_capacity(text.len());
    let mut code = Vec::new();
    let mut rest = text;
    while let Some((before, (inside, after))) =
        rest.split_once('`').and_then(|(before, tail)| Some((before, tail.split_once('`')?)))
    {
        plain.push_str(before);
        let start = plain.len();
        if keep_ticks {
            plain.extend(["`", inside, "`"]);
        } else {
            plain.push_str(inside);
        }
        code.push(start..plain.len());
        rest = after;
    }
    plain.push_str(rest);
    (plain, code)
}

/// Wraps text to a width in cells, in a role of its own, with its code in [`Role::Code`].
pub fn wrap(text: &str, role: Role, width: usize, keep_ticks: bool) -> Vec<Vec<Span>> {
    let (plain, code) = strip(text, keep_ticks);
    wrap_runs(&plain, role, width, &code.into_iter().map(|range| (range, Role::Code)).collect::<Vec<_>>())
}

/// Wraps text that comes in pieces, of which some are marked: these are in [`Role::Mark`].
pub fn wrap_marked<'t>(
    pieces: impl Iterator<Item = (&'t str, bool)>,
    role: Role,
    width: usize,
    keep_ticks: bool,
) -> Vec<Vec<Span>> {
    let mut all = String::new();
    let mut runs = Vec::new();
    for (text, marked) in pieces {
        let (plain, code) = strip(text, keep_ticks);
        let start = all.len();
        all.push_str(&plain);
        if marked {
            runs.push((start..all.len(), Role::Mark));
        } else {
            runs.extend(code.into_iter().map(|range| (start + range.start..start + range.end, Role::Code)));
        }
    }
    wrap_runs(&all, role, width, &runs)
}

/// Wraps text in a role, but for the runs that have roles of their own.
fn wrap_runs(plain: &str, role: Role, width: usize, runs: &[(Range<usize>, Role)]) -> Vec<Vec<Span>> {
    let ascii = plain.bytes().all(|byte| (b' '..0x7f).contains(&byte));
    let lines = if ascii { ascii_lines(plain, width.max(1)) } else { lines(plain, width.max(1)) };
    lines.into_iter().map(|line| spans(plain, line, role, runs)).collect()
}

/// Where the lines of a text are.
fn lines(plain: &str, width: usize) -> Vec<Range<usize>> {
    let mut room = width;
    let mut wrapped = wrap_plain(plain, room);
    // textwrap adds up the widths of characters, and a few are wider together than alone: ❤ and its emoji style.
    while room > 1 && wrapped.iter().any(|line| line.width() > width) {
        room -= 1;
        wrapped = wrap_plain(plain, room);
    }
    let mut at = 0;
    let place = |line: Cow<'_, str>| {
        let start = at + plain[at..].find(&*line).unwrap_or(0);
        at = start + line.len();
        start..at
    };
    wrapped.into_iter().map(place).collect()
}

fn wrap_plain(plain: &str, width: usize) -> Vec<Cow<'_, str>> {
    let options = Options::new(width)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    textwrap::wrap(plain, options)
}

/// The same for printable ASCII, where a byte is a cell. Most pages are nothing else, and each is laid out between a
/// key and its frame: this takes a fraction of the time.
fn ascii_lines(plain: &str, width: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::with_capacity(plain.len() / width + 1);
    let mut line = 0..0;
    let mut at = 0;
    for word in plain.split(' ') {
        let mut start = at;
        let end = at + word.len();
        at = end + 1;
        // A word that is wider than a line is broken where the line ends.
        while start < end {
            let piece = start..end.min(start + width);
            if piece.end - line.start > width && !line.is_empty() {
                lines.push(std::mem::replace(&mut line, piece.clone()));
            } else {
                line.end = piece.end;
            }
            start = piece.end;
        }
    }
    lines.push(line);
    lines
}

fn spans(plain: &str, line: Range<usize>, role: Role, runs: &[(Range<usize>, Role)]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = line.start;
    let mut push = |range: Range<usize>, role| {
        if !range.is_empty() {
            spans.push(Span { text: plain[range].to_owned(), role });
        }
    };
    for (run, own) in runs.iter().filter(|(run, _)| run.end > line.start && run.start < line.end) {
        let (start, end) = (run.start.max(line.start), run.end.min(line.end));
        push(at..start, role);
        push(start..end, *own);
        at = end;
    }
    push(at..line.end, role);
    spans
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(lines: &[Vec<Span>]) -> Vec<String> {
        lines.iter().map(|line| line.iter().map(|span| span.text.as_str()).collect()).collect()
    }

    #[test]
    fn code_keeps_its_role_across_lines() {
        let lines = wrap("run `curl -I https://x.example` twice", Role::Text, 12, false);
        assert_eq!(plain(&lines), ["run curl -I", "https://x.ex", "ample twice"]);
        assert_eq!(lines[1], [Span { text: "https://x.ex".into(), role: Role::Code }]);
        assert_eq!(lines[2][1], Span { text: " twice".into(), role: Role::Text });
    }

    proptest! {
        #[test]
        fn ascii_is_wrapped_as_everything_else(words in prop::collection::vec("[!-~]{1,30}", 0..40), width in 1usize..60) {
            let text = words.join(" ");
            prop_assert_eq!(ascii_lines(&text, width), lines(&text, width));
        }
    }

    #[test]
    fn marked_pieces_keep_their_mark_across_lines() {
        let lines = wrap_marked([("send `A` ", false), ("only then", true)].into_iter(), Role::Text, 11, false);
        assert_eq!(plain(&lines), ["send A only", "then"]);
        assert_eq!(lines[0][1], Span { text: "A".into(), role: Role::Code });
        assert_eq!(lines[0][3], Span { text: "only".into(), role: Role::Mark });
        assert_eq!(lines[1], [Span { text: "then".into(), role: Role::Mark }]);
    }

    #[test]
    fn an_odd_backtick_stays() {
        assert_eq!(plain(&wrap("a ` b", Role::Text, 20, false)), ["a ` b"]);
        assert_eq!(plain(&wrap("`a` b `", Role::Text, 20, true)), ["`a` b `"]);
    }

    #[test]
    fn wide_characters_are_not_cut() {
        assert_eq!(plain(&wrap("日本語", Role::Text, 5, false)), ["日本", "語"]);
        assert_eq!(plain(&wrap("日本語", Role::Text, 0, false)).concat(), "日本語");
    }
}
