//! Running text with `backticks` around code, cut into lines at words.

use std::ops::Range;

use super::{Role, Span, break_lines, break_off, width};

/// Text, and the parts of it that have a role of their own.
struct Styled {
    text: String,
    role: Role,
    /// From the left, none over another.
    parts: Vec<(Range<usize>, Role)>,
}

/// Wraps text to a width in cells, in a role of its own, with its code in [`Role::Code`].
///
/// Lines are filled from the top; blanks at a break are dropped, and a word that is wider than a line is broken where
/// the line ends. An odd backtick is kept as it is, and all are where `keep_ticks` says so.
pub fn wrap(text: &str, role: Role, width: usize, keep_ticks: bool) -> Vec<Vec<Span>> {
    let mut styled = Styled { text: String::with_capacity(text.len()), role, parts: Vec::new() };
    styled.push(text, keep_ticks);
    styled.wrapped(width)
}

/// Wraps text that comes in pieces, of which some are marked: these are in [`Role::Mark`].
pub fn wrap_marked<'t>(
    pieces: impl Iterator<Item = (&'t str, bool)>,
    role: Role,
    width: usize,
    keep_ticks: bool,
) -> Vec<Vec<Span>> {
    let mut styled = Styled { text: String::new(), role, parts: Vec::new() };
    for (text, marked) in pieces {
        let start = styled.text.len();
        let parts = styled.parts.len();
        styled.push(text, keep_ticks);
        if marked {
            // What is marked is nothing else besides.
            styled.parts.truncate(parts);
            styled.parts.push((start..styled.text.len(), Role::Mark));
        }
    }
    styled.wrapped(width)
}

/// Breaks text that comes in pieces, of which some are marked, where the width ends. Blanks and backticks are kept.
pub fn break_marked<'t>(pieces: impl Iterator<Item = (&'t str, bool)>, role: Role, width: usize) -> Vec<Vec<Span>> {
    let mut styled = Styled { text: String::new(), role, parts: Vec::new() };
    for (text, marked) in pieces {
        if marked { styled.push_marked(text) } else { styled.text.push_str(text) }
    }
    let mut at = 0;
    let line = |line: &str| {
        let start = at;
        at += line.len();
        styled.spans(start..at)
    };
    break_lines(&styled.text, width).map(line).collect()
}

impl Styled {
    /// Adds text without its backticks, and notes where the code in it is. An odd backtick is kept as it is.
    fn push(&mut self, text: &str, keep_ticks: bool) {
        let mut rest = text;
        while let Some((before, (inside, after))) =
            rest.split_once('`').and_then(|(before, tail)| Some((before, tail.split_once('`')?)))
        {
            self.text.push_str(before);
            let start = self.text.len();
            if keep_ticks {
                self.text.extend(["`", inside, "`"]);
            } else {
                self.text.push_str(inside);
            }
            self.parts.push((start..self.text.len(), Role::Code));
            rest = after;
        }
        self.text.push_str(rest);
    }

    fn push_marked(&mut self, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.parts.push((start..self.text.len(), Role::Mark));
    }

    fn wrapped(&self, width: usize) -> Vec<Vec<Span>> {
        lines(&self.text, width.max(1)).into_iter().map(|line| self.spans(line)).collect()
    }

    /// A line of the text in pieces.
    fn spans(&self, line: Range<usize>) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut at = line.start;
        let mut push = |range: Range<usize>, role| {
            if !range.is_empty() {
                spans.push(Span::new(&self.text[range], role));
            }
        };
        let first = self.parts.partition_point(|(part, _)| part.end <= line.start);
        for (part, role) in self.parts[first..].iter().take_while(|(part, _)| part.start < line.end) {
            let (start, end) = (part.start.max(line.start), part.end.min(line.end));
            push(at..start, self.role);
            push(start..end, *role);
            at = end;
        }
        push(at..line.end, self.role);
        spans
    }
}

/// Where the lines of a text are, none of them wider than `most` cells, which are at least one.
fn lines(text: &str, most: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::with_capacity(text.len() / most + 1);
    let mut at = 0;
    for paragraph in text.split('\n') {
        if paragraph.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
            fill_ascii(&mut lines, paragraph.as_bytes(), at, most);
        } else {
            fill(&mut lines, paragraph, at, most);
        }
        at += paragraph.len() + 1;
    }
    lines
}

/// Fills lines with the words of a paragraph that begins at `at` in its text.
fn fill(lines: &mut Vec<Range<usize>>, paragraph: &str, mut at: usize, most: usize) {
    let mut line = at..at;
    // The cells of the line, and of the blanks behind it.
    let (mut used, mut blanks) = (0, 0);
    for word in paragraph.split(' ') {
        let end = at + word.len();
        let mut rest = word;
        while !rest.is_empty() {
            let (mut piece, mut cells) = (rest, width(rest));
            if cells > most {
                piece = break_off(rest, most).0;
                cells = width(piece);
            }
            let start = end - rest.len();
            rest = &rest[piece.len()..];
            if used + blanks + cells <= most {
                line.end = end - rest.len();
                used += blanks + cells;
            } else {
                // Blanks at the very beginning have no line of their own.
                if !line.is_empty() {
                    lines.push(line);
                }
                line = start..end - rest.len();
                used = cells;
            }
            blanks = 0;
        }
        at = end + 1;
        blanks += 1;
    }
    lines.push(line);
}

/// The same for printable ASCII, where a byte is a cell. Most pages are nothing else, and each is laid out between a key
/// and its frame: looking back from where a line is full takes a fraction of the time.
fn fill_ascii(lines: &mut Vec<Range<usize>>, paragraph: &[u8], at: usize, most: usize) {
    let blanks = |bytes: &[u8]| bytes.len() - bytes.trim_ascii_start().len();
    let (mut start, before) = (0, lines.len());
    while paragraph.len() - start > most {
        let rest = &paragraph[start..];
        let blank = rest[..=most].iter().rposition(|&byte| byte == b' ');
        let end = blank.map_or(0, |blank| rest[..blank].trim_ascii_end().len());
        let next = match (end, blanks(rest)) {
            // A word that is wider than a line is broken where the line ends.
            (0, 0) => {
                lines.push(at + start..at + start + most);
                most
            }
            // Blanks at the very beginning have no line of their own.
            (0, blanks) => blanks,
            (end, _) => {
                lines.push(at + start..at + start + end);
                blank.map_or(end, |blank| blank + 1)
            }
        };
        start += next;
        start += blanks(&paragraph[start..]);
        if start == paragraph.len() && lines.len() > before {
            return;
        }
    }
    let end = paragraph[start..].trim_ascii_end().len();
    lines.push(at + start..at + start + end);
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

    /// The lines by a library that does the same for running text.
    fn by_textwrap(text: &str, width: usize) -> Vec<String> {
        let options = textwrap::Options::new(width)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
        textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
    }

    proptest! {
        #[test]
        fn ascii_is_wrapped_as_everywhere(words in prop::collection::vec("[!-~]{1,30}", 0..40), width in 1usize..60) {
            let text = words.join(" ");
            let lines: Vec<&str> = lines(&text, width).into_iter().map(|line| &text[line]).collect();
            prop_assert_eq!(lines, by_textwrap(&text, width));
        }

        #[test]
        fn ascii_is_wrapped_as_all_else(text in "[ a-c]{0,60}", most in 1usize..20, at in 0usize..9) {
            let mut all: Vec<_> = std::iter::once(7..7).collect();
            let mut ascii = all.clone();
            fill(&mut all, &text, at, most);
            fill_ascii(&mut ascii, text.as_bytes(), at, most);
            let words = |lines: &[Range<usize>]| -> Vec<Range<usize>> {
                lines.iter().filter(|line| !line.is_empty()).cloned().collect()
            };
            prop_assert_eq!(all.len(), ascii.len());
            prop_assert_eq!(words(&all), words(&ascii));
        }

        #[test]
        fn no_line_is_too_wide_and_nothing_but_blanks_is_lost(text in "[ `a-c日é❤\u{fe0f}\u{301}🐢]{0,80}", width in 2usize..24) {
            for keep_ticks in [false, true] {
                let lines = plain(&wrap(&text, Role::Text, width, keep_ticks));
                let too_wide = lines.iter().find(|line| super::width(line) > width);
                prop_assert_eq!(too_wide, None, "of {:?}", lines);
                let letters = |text: &str| text.replace([' ', '`'], "");
                prop_assert_eq!(letters(&lines.concat()), letters(&text));
            }
        }
    }

    #[test]
    fn a_paragraph_of_more_blanks_than_fit_is_one_empty_line() {
        let lengths = |lines: Vec<Range<usize>>| lines.iter().map(ExactSizeIterator::len).collect::<Vec<_>>();
        assert_eq!(lengths(lines("a\n    \nb", 2)), [1, 0, 1]);
        assert_eq!(lengths(lines("日\n    \nb", 2)), [3, 0, 1]);
    }

    #[test]
    fn blanks_in_front_of_a_word_as_wide_as_the_line_make_it_no_wider() {
        let word = "a".repeat(20);
        for text in [format!(" {word}"), format!("` {word}`"), format!("`  {word}` b")] {
            let lines = plain(&wrap(&text, Role::Text, 20, false));
            assert_eq!(lines[0], word, "{text:?}");
        }
        assert_eq!(plain(&wrap("` a`", Role::Text, 20, false)), [" a"]);
    }

    #[test]
    fn a_line_end_ends_a_line() {
        assert_eq!(plain(&wrap("a b\n\nc", Role::Text, 20, false)), ["a b", "", "c"]);
    }

    #[test]
    fn a_message_is_broken_where_the_width_ends() {
        let lines = break_marked([("a: b", false), (" `c`  d", true)].into_iter(), Role::Text, 6);
        assert_eq!(plain(&lines), ["a: b `", "c`  d"]);
        assert_eq!(lines[0], [Span::new("a: b", Role::Text), Span::new(" `", Role::Mark)]);
        assert_eq!(plain(&break_marked(std::iter::empty(), Role::Text, 6)), [""]);
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
