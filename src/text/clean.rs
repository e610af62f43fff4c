//! Makes texts from users' files harmless to a terminal.
//!
//! A terminal obeys control characters, and the marks that reorder or hide text can make a page say something else
//! than it seems to. None of them may be printed; each is replaced by a symbol that shows that it was there.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::width;

/// How far a tab reaches where columns are of no importance.
const TAB: usize = 4;

/// The text as one line that is safe to print.
///
/// Line ends and tabs become blanks, other control characters their pictures (`␛`), and characters that reorder or
/// hide text `\u{fffd}`. The text is borrowed when there is nothing to do.
///
/// ```
/// assert_eq!(httpdex::text::clean("red: \x1b[31m\nnext"), "red: ␛[31m next");
/// ```
pub fn clean(text: &str) -> Cow<'_, str> {
    replace(text, Shape::Line)
}

/// The text as lines that are safe to print: as [`clean`], but `\n` stays and a tab is four blanks wide.
pub fn clean_lines(text: &str) -> Cow<'_, str> {
    replace(text, Shape::Lines)
}

/// The text as it may be pasted anywhere: line ends and tabs stay, other control characters are gone, so that none can
/// act on the terminal or the editor that it is pasted into.
///
/// ```
/// assert_eq!(httpdex::text::pasteable("a\tb\r\n\x1b[31m"), "a\tb\n[31m");
/// ```
pub fn pasteable(text: &str) -> Cow<'_, str> {
    let is_bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.contains(is_bad) { Cow::Owned(text.replace(is_bad, "")) } else { Cow::Borrowed(text) }
}

/// Whether [`clean_lines`] would have nothing to do but to widen tabs and to drop the `\r` of line ends.
pub fn is_harmless(text: &str) -> bool {
    let white = |byte: u8| matches!(byte, b'\n' | b'\r' | b'\t');
    let harmless = |c: char| !(c.is_control() || is_hidden(c) || is_joiner(c) || is_style(c));
    // A `\r` by itself goes back to the beginning of the line.
    let ends_lines = text.split('\r').skip(1).all(|rest| rest.starts_with('\n'));
    ends_lines
        && (text.bytes().all(|byte| is_printable(byte) || white(byte))
            || text.chars().all(|c| matches!(c, '\n' | '\r' | '\t') || harmless(c)))
}

/// Whether the text is a single symbol that is at most two cells wide, as an emoji is.
pub fn is_one_symbol(text: &str) -> bool {
    // The length is bounded too: one symbol may carry any number of combining marks.
    text.len() <= 64 && text.graphemes(true).count() == 1 && (1..=2).contains(&width(text))
}

/// How many lines a text has, in words: `1 line`, `9 lines`.
pub fn line_count(text: &str) -> String {
    match text.lines().count() {
        1 => "1 line".to_owned(),
        n => format!("{n} lines"),
    }
}

/// The beginning of a text that is too long to be quoted whole.
pub fn shorten(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// The signs that the program itself adds to texts, in ASCII; everything else stays as it is.
///
/// ```
/// assert_eq!(httpdex::text::ascii("RFC 9110 §15.5.5 · wait …"), "RFC 9110 section 15.5.5 - wait ...");
/// ```
pub fn ascii(text: &str) -> Cow<'_, str> {
    if text.contains(['§', '·', '…']) {
        Cow::Owned(text.replace('§', "section ").replace('·', "-").replace('…', "..."))
    } else {
        Cow::Borrowed(text)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Line,
    Lines,
}

fn replace(text: &str, shape: Shape) -> Cow<'_, str> {
    if text.bytes().all(|byte| is_printable(byte) || (byte == b'\n' && shape == Shape::Lines)) {
        return Cow::Borrowed(text);
    }
    let write = |out: &mut String, (stand_in, times)| out.extend(std::iter::repeat_n(stand_in, times));
    replace_each(text, |before, c, after| stand_in(before, c, after, shape), write)
}

/// The text with something else for every character that [`clean`] does not let through, but for those below U+0020:
/// DEL, the C1 controls, and what reorders or hides text. `write` adds what stands for one.
pub fn replace_unseen(text: &str, write: impl Fn(&mut String, char)) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte < 0x7f) {
        return Cow::Borrowed(text);
    }
    replace_each(text, |before, c, after| is_unseen(before, c, after).then_some(c), write)
}

/// The text with something else for each character for which `stand_in` finds it, given the character in front, if that
/// one stayed, and the one behind.
fn replace_each<T>(
    text: &str,
    stand_in: impl Fn(Option<char>, char, Option<char>) -> Option<T>,
    write: impl Fn(&mut String, T),
) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|&(_, next)| next);
        if let Some(stand_in) = stand_in(before, c, after) {
            out.push_str(&text[copied..at]);
            write(&mut out, stand_in);
            copied = at + c.len_utf8();
            before = None;
        } else {
            before = Some(c);
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// What is printed in place of a character, and how often; `None` when the character may stay. `before` is the
/// character in front of it, if that one stayed.
fn stand_in(before: Option<char>, c: char, after: Option<char>, shape: Shape) -> Option<(char, usize)> {
    match c {
        '\n' if shape == Shape::Lines => None,
        '\r' if after == Some('\n') => Some((' ', 0)),
        '\t' if shape == Shape::Lines => Some((' ', TAB)),
        '\n' | '\t' => Some((' ', 1)),
        '\0'..='\x1f' => Some((char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER), 1)),
        '\x7f' => Some(('\u{2421}', 1)),
        _ => is_unseen(before, c, after).then_some((char::REPLACEMENT_CHARACTER, 1)),
    }
}

/// Whether a character from U+007F on may not be printed between these two.
fn is_unseen(before: Option<char>, c: char, after: Option<char>) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}')
        || is_hidden(c)
        || (is_joiner(c) && !joins(before, after))
        || (is_style(c) && !has_styles(before, after))
}

const fn is_printable(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// Characters that nobody sees, and that reorder, break or disguise the text around them: the format characters, and
/// what Unicode calls default-ignorable, but for joiners and styles, which have their uses.
const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The selectors of the text style and the emoji style.
const fn is_style(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}')
}

/// Whether a character between these two may select a style: behind a symbol that has both.
///
/// Digits, `#` and `*` have both too, but nobody would see the selector behind one unless it makes a keycap of it.
fn has_styles(before: Option<char>, after: Option<char>) -> bool {
    let Some(symbol) = before else { return false };
    if symbol.is_ascii() {
        return matches!(symbol, '0'..='9' | '#' | '*') && after == Some('\u{20e3}');
    }
    // An emoji is two cells wide and text often one; where neither selector changes that, there is one style only.
    let cells = |style: char| width(&String::from_iter([symbol, style]));
    cells('\u{fe0e}') != cells('\u{fe0f}')
}

/// The zero-width joiner and non-joiner, which some emoji and scripts need.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether a joiner between these two has something to join.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let joinable =
        |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && !c.is_control() && !is_hidden(c) && !is_joiner(c));
    joinable(before) && joinable(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_borrowed() {
        for text in ["", "Not Found", "`Retry-After`: größer, 请求过多, 🐢", "👨‍💻 and ❤️"] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text:?}");
            assert!(matches!(clean_lines(text), Cow::Borrowed(_)), "{text:?}");
        }
        assert!(matches!(clean_lines("a\nb\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn controls_become_pictures() {
        assert_eq!(clean("\x1b]0;owned\x07\0\x7f"), "␛]0;owned␇␀␡");
        assert_eq!(clean("\u{9b}31m\u{85}"), "\u{fffd}31m\u{fffd}");
    }

    #[test]
    fn reordering_and_hiding_is_shown() {
        for c in ['\u{202e}', '\u{2066}', '\u{200b}', '\u{2028}', '\u{feff}', '\u{ad}', '\u{e0041}'] {
            assert_eq!(clean(&format!("a{c}b")), "a\u{fffd}b", "{c:?}");
        }
    }

    #[test]
    fn what_unicode_ignores_by_default_is_shown() {
        let ranges = [
            0x34f..=0x34f,
            0x115f..=0x1160,
            0x17b4..=0x17b5,
            0x180b..=0x180f,
            0x3164..=0x3164,
            0xfe00..=0xfe0f,
            0xffa0..=0xffa0,
            0xfff0..=0xfffb,
            0x1bca0..=0x1bca3,
            0x1d173..=0x1d17a,
            0xe0000..=0xe0fff,
        ];
        for c in ranges.into_iter().flatten().filter_map(char::from_u32) {
            for around in ["4", "é", "日"] {
                assert_eq!(clean(&format!("{around}{c}4")), format!("{around}\u{fffd}4"), "{c:?}");
            }
            assert!(!is_harmless(&format!("4{c}")), "{c:?}");
        }
    }

    #[test]
    fn styles_stay_only_behind_symbols_that_have_them() {
        for text in [
            "❤\u{fe0f}",
            "❤\u{fe0e}!",
            "⌚\u{fe0e}",
            "#\u{fe0f}\u{20e3}",
            "🏳\u{fe0f}\u{200d}🌈",
            "♀\u{fe0f}",
            "⚠\u{fe0f}",
        ] {
            assert_eq!(clean(text), text);
        }
        assert_eq!(clean("\u{fe0f}4\u{fe0f}04"), "\u{fffd}4\u{fffd}04");
        assert_eq!(clean("❤\u{fe0f}\u{fe0f}"), "❤\u{fe0f}\u{fffd}");
        assert_eq!(clean("é\u{fe0f}\u{200d}é"), "é\u{fffd}\u{fffd}é");
    }

    #[test]
    fn joiners_stay_only_where_they_join() {
        assert_eq!(clean("ad\u{200d}min"), "ad\u{fffd}min");
        assert_eq!(clean("\u{200d}👩\u{200d}"), "\u{fffd}👩\u{fffd}");
        assert_eq!(clean("👩\u{200d}\u{200d}💻"), "👩\u{fffd}\u{fffd}💻");
        assert_eq!(clean("می\u{200c}خواهم"), "می\u{200c}خواهم");
    }

    #[test]
    fn line_ends_and_tabs() {
        assert_eq!(clean("a\r\nb\tc\rd"), "a b c␍d");
        assert_eq!(clean_lines("a\r\nb\tc\rd\n"), "a\nb    c␍d\n");
    }

    #[test]
    fn harmless_is_what_needs_no_symbols() {
        assert!(is_harmless("{\r\n\t\"a\": \"größer 🐢\"\n}"));
        for text in ["\x1b", "ü\x1b", "\u{202e}", "👨\u{200d}💻", "\u{9b}", "a\rb\r\n"] {
            assert!(!is_harmless(text), "{text:?}");
        }
    }

    #[test]
    fn one_symbol() {
        for text in ["🐢", "👨‍💻", "❤️", "!", "é"] {
            assert!(is_one_symbol(text), "{text:?}");
        }
        for text in ["", "🐢🐢", "ab", "\u{300}", &format!("e{}", "\u{301}".repeat(60))] {
            assert!(!is_one_symbol(text), "{text:?}");
        }
    }

    #[test]
    fn shortened_at_a_character() {
        assert_eq!(shorten("größer", 3), "grö…");
        assert_eq!(shorten("größer", 6), "größer");
    }
}
