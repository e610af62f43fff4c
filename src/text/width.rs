//! The width of text in cells, and cutting it there without cutting a grapheme.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The width of a text in cells.
pub fn width(text: &str) -> usize {
    // A byte of ASCII is a cell, and nearly all text is ASCII.
    if text.is_ascii() { text.len() } else { text.width() }
}

/// As much of the beginning of a text as fits into so many cells.
///
/// ```
/// assert_eq!(httpdex::text::clip("日本語", 5), "日本");
/// ```
pub fn clip(text: &str, cells: usize) -> &str {
    // One byte more than fits: a mark that combines with the last one belongs to it.
    if text.bytes().take(cells.saturating_add(1)).all(|byte| matches!(byte, b' '..=b'~')) {
        return &text[..cells.min(text.len())];
    }
    let mut used = 0;
    let mut end = 0;
    for grapheme in text.graphemes(true) {
        used += width(grapheme);
        if used > cells {
            break;
        }
        end += grapheme.len();
    }
    &text[..end]
}

/// A text that is cut with `more` at its end where it is wider than so many cells.
///
/// ```
/// assert_eq!(httpdex::text::clip_with("Bad Gateway", 5, "…"), "Bad…");
/// ```
pub fn clip_with<'t>(text: &'t str, cells: usize, more: &str) -> Cow<'t, str> {
    if clip(text, cells).len() == text.len() {
        return Cow::Borrowed(text);
    }
    match cells.checked_sub(width(more)) {
        Some(cells) => Cow::Owned(format!("{}{more}", clip(text, cells).trim_end())),
        None => Cow::Borrowed(clip(text, cells)),
    }
}

/// A text that is cut with `more` behind its last whole word where it is wider than so many cells; within a word only
/// where the words before it would leave half of the room empty.
///
/// ```
/// assert_eq!(httpdex::text::clip_words("Internal Server Error", 18, "…"), "Internal Server…");
/// assert_eq!(httpdex::text::clip_words("Non-Authoritative Information", 12, "…"), "Non-Authori…");
/// ```
pub fn clip_words<'t>(text: &'t str, cells: usize, more: &str) -> Cow<'t, str> {
    let head = match cells.checked_sub(width(more)) {
        Some(room) if clip(text, cells).len() < text.len() => clip(text, room),
        _ => return clip_with(text, cells, more),
    };
    let words =
        if text[head.len()..].starts_with(' ') { head } else { head.rsplit_once(' ').map_or("", |(words, _)| words) };
    let words = words.trim_end_matches([' ', ',', ':', ';', '(']);
    Cow::Owned(format!("{}{more}", if width(words) >= width(head) / 2 { words } else { head.trim_end() }))
}

/// A text without its first cells, behind so many blanks as are left of a wide grapheme that was cut.
pub fn skip(text: &str, cells: usize) -> (usize, &str) {
    if text.is_ascii() {
        return (0, &text[cells.min(text.len())..]);
    }
    let mut skipped = 0;
    let mut start = 0;
    for grapheme in text.graphemes(true) {
        if skipped >= cells {
            break;
        }
        skipped += width(grapheme);
        start += grapheme.len();
    }
    (skipped.saturating_sub(cells), &text[start..])
}

/// The beginning of a text that fits into so many cells, and the rest. At least one grapheme is broken off, so that
/// whoever asks for the rest comes to an end.
pub fn break_off(text: &str, cells: usize) -> (&str, &str) {
    match clip(text, cells) {
        "" => text.split_at(text.graphemes(true).next().map_or(0, str::len)),
        head => text.split_at(head.len()),
    }
}

/// A text in lines of at most so many cells, its blanks kept. An empty text is one empty line.
pub fn break_lines(text: &str, cells: usize) -> impl Iterator<Item = &str> {
    let (first, rest) = break_off(text, cells);
    let mut rest = rest;
    let others = std::iter::from_fn(move || {
        let (line, after) = break_off(rest, cells);
        rest = after;
        (!line.is_empty()).then_some(line)
    });
    std::iter::once(first).chain(others)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grapheme_is_never_cut() {
        assert_eq!(clip("e\u{301}e\u{301}", 1), "e\u{301}");
        assert_eq!(clip("a\u{301}b", 0), "");
        assert_eq!(clip("❤\u{fe0f}❤\u{fe0f}", 3), "❤\u{fe0f}");
        assert_eq!(clip("x日", 2), "x");
        assert_eq!(clip("日本", 4), "日本");
        assert_eq!(clip("plain", usize::MAX), "plain");
    }

    #[test]
    fn what_is_cut_ends_with_the_sign_for_it() {
        assert_eq!(clip_with("Bad Gateway", 11, "…"), "Bad Gateway");
        assert_eq!(clip_with("Bad Gateway", 7, "…"), "Bad Ga…");
        assert_eq!(clip_with("日本語", 4, "…"), "日…");
        assert_eq!(clip_with("Bad Gateway", 2, "..."), "Ba");
        assert_eq!(clip_with("Bad Gateway", 0, "…"), "");
    }

    #[test]
    fn what_is_skipped_leaves_blanks_for_half_a_grapheme() {
        assert_eq!(skip("const x", 6), (0, "x"));
        assert_eq!(skip("ab", 6), (0, ""));
        assert_eq!(skip("日本語", 3), (1, "語"));
    }

    #[test]
    fn lines_are_the_whole_text() {
        let lines = |text, cells| break_lines(text, cells).collect::<Vec<_>>();
        assert_eq!(lines("", 4), [""]);
        assert_eq!(lines("a b  c", 4), ["a b ", " c"]);
        assert_eq!(lines("日本", 1), ["日", "本"]);
        assert_eq!(lines("ab", 0), ["a", "b"]);
    }
}
