//! A message as it was on the connection, in lines for a column: nothing is left out, nothing is taken off.

use crate::document::{Line, Options};
use crate::explain::{bytes_in_words, role, sign};
use crate::lint::Level;
use crate::text::{Role, Span, break_lines, clean};

/// The most lines that are shown.
const LINES: usize = 2000;
/// The cells for a sign in front of a line.
const SIGN: usize = 2;

/// Bytes of a connection, or their beginning.
#[derive(Debug, Clone, Copy)]
pub struct Raw<'a> {
    /// What was kept.
    pub bytes: &'a [u8],
    /// How many there were.
    pub length: u64,
}

impl Raw<'_> {
    /// Whether the end was not kept.
    pub const fn is_cut(&self) -> bool {
        self.length > self.bytes.len() as u64
    }

    /// All of it as lines; a line that `worst` knows something of has a sign in front of it.
    pub fn lines(&self, worst: impl Fn(usize) -> Option<Level>, options: Options) -> Vec<Line> {
        let mut out = Lines { lines: Vec::new(), options };
        let mut rest = self.bytes;
        let mut number = 0;
        let (mut is_first, mut is_interim, mut in_head) = (true, false, true);
        while !rest.is_empty() && out.lines.len() < LINES {
            if !in_head && !is_text(rest, self.is_cut()) {
                out.quiet(&format!("{}, which are no text", bytes_in_words(rest.len() as u64)));
                rest = &[];
                break;
            }
            let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
            let (bytes, behind) = rest.split_at(end);
            (rest, number) = (behind, number + 1);
            let bytes = bytes.strip_suffix(b"\n").map_or(bytes, |line| line.strip_suffix(b"\r").unwrap_or(line));
            let text = crate::serve::wire::text(bytes);
            let level = worst(number);
            match (in_head, is_first) {
                (true, true) => {
                    is_interim = is_interim_line(bytes);
                    out.line(&[(&text, Role::Strong)], level);
                    is_first = false;
                }
                (true, false) if bytes.is_empty() => {
                    out.line(&[("", Role::Text)], None);
                    // Behind an interim response another one begins.
                    (in_head, is_first) = (is_interim, true);
                }
                (true, false) => {
                    let (name, value) = text.find(':').map_or((&*text, ""), |colon| text.split_at(colon + 1));
                    out.line(&[(name, Role::Muted), (value, Role::Text)], level);
                }
                (false, _) => out.line(&[(&text, Role::Text)], level),
            }
        }
        let left = self.length.saturating_sub((self.bytes.len() - rest.len()) as u64);
        if left > 0 {
            out.quiet(&format!("{} more", bytes_in_words(left)));
        }
        out.lines
    }

    /// All of it as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(self.bytes).into_owned()
    }
}

/// Whether content is text. A character may be cut where its end was not kept.
pub fn is_text(bytes: &[u8], is_cut: bool) -> bool {
    let is_utf8 = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => is_cut && error.error_len().is_none(),
    };
    is_utf8 && !bytes.contains(&0)
}

/// Whether a status line is that of an interim response (RFC 9110 §15.2): 101 is final.
fn is_interim_line(line: &[u8]) -> bool {
    let mut words = line.split(|&byte| byte == b' ');
    let is_response = words.next().is_some_and(|version| version.starts_with(b"HTTP/"));
    let status = words.next().unwrap_or_default();
    is_response && status.len() == 3 && status[0] == b'1' && status != b"101"
}

struct Lines {
    lines: Vec<Line>,
    options: Options,
}

impl Lines {
    /// A line of pieces behind a sign, broken where the width ends.
    fn line(&mut self, pieces: &[(&str, Role)], level: Option<Level>) {
        let sign = match level {
            Some(level) => Span::new(format!("{} ", sign(level, self.options.ascii)), role(level)),
            None => Span::blank(SIGN),
        };
        let mut spans = vec![sign];
        let room = self.options.width.saturating_sub(SIGN).max(8);
        let cleaned: Vec<(String, Role)> =
            pieces.iter().map(|(text, role)| (clean(text).into_owned(), *role)).collect();
        let whole: String = cleaned.iter().map(|(text, _)| text.as_str()).collect();
        let mut left = cleaned.iter().map(|(text, role)| (text.as_str(), *role));
        let mut piece = left.next();
        for (count, mut part) in break_lines(&whole, room).enumerate() {
            if self.lines.len() >= LINES {
                return;
            }
            if count > 0 {
                spans = vec![Span::blank(SIGN)];
            }
            while let Some((text, role)) = piece.filter(|_| !part.is_empty()) {
                let taken = text.len().min(part.len());
                spans.push(Span::new(&part[..taken], role));
                part = &part[taken..];
                piece = if taken < text.len() { Some((&text[taken..], role)) } else { left.next() };
            }
            self.lines.push(Line { spans: std::mem::take(&mut spans), ..Line::default() });
        }
    }

    /// Something that is said about what is not shown.
    fn quiet(&mut self, text: &str) {
        let more = if self.options.ascii { "..." } else { "…" };
        let spans = vec![Span::blank(SIGN), Span::new(format!("{more} {text}"), Role::Muted)];
        self.lines.push(Line { spans, ..Line::default() });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(bytes: &[u8], length: u64, width: usize) -> Vec<String> {
        let options = Options { width, keep_ticks: false, ascii: false };
        let worst = |number: usize| (number == 2).then_some(Level::Warning);
        Raw { bytes, length }.lines(worst, options).iter().map(Line::text).collect()
    }

    #[test]
    fn a_message_is_shown_as_it_was() {
        let bytes =
            b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\
            5\r\nh\x1b[2J\r\n0\r\n\r\n";
        let shown = lines(bytes, bytes.len() as u64, 40);
        assert_eq!(
            shown,
            [
                "  HTTP/1.1 103 Early Hints",
                "! Link: </a>",
                "  ",
                "  HTTP/1.1 200 OK",
                "  Transfer-Encoding: chunked",
                "  ",
                "  5",
                "  h␛[2J",
                "  0",
                "  ",
            ]
        );
    }

    #[test]
    fn what_is_no_text_or_was_not_kept_is_counted() {
        let binary = b"HTTP/1.1 200 OK\r\n\r\n\x89PNG\0";
        assert_eq!(lines(binary, 24, 40)[2], "  … 5 bytes, which are no text");
        let cut = "HTTP/1.1 200 OK\r\n\r\ngrö".as_bytes();
        assert_eq!(
            lines(&cut[..cut.len() - 1], 9000, 40)[2..],
            ["  gr\u{c3}".to_owned(), "  … 8978 bytes more".to_owned()]
        );
        assert_eq!(lines(b"", 0, 40), Vec::<String>::new());
        let many = [b"GET / HTTP/1.1\r\n\r\n", &b"\n".repeat(9000)[..]].concat();
        let shown = lines(&many, many.len() as u64, 40);
        assert_eq!((shown.len(), shown.last().map(String::as_str)), (LINES + 1, Some("  … 7002 bytes more")));
    }

    proptest! {
        #[test]
        fn nothing_reaches_the_terminal_and_nothing_is_too_wide(
            bytes in prop::collection::vec(any::<u8>(), 0..300), more in 0u64..9, width in 10usize..50,
        ) {
            for line in lines(&bytes, bytes.len() as u64 + more, width) {
                prop_assert!(!line.contains(char::is_control), "{line:?}");
                prop_assert!(crate::text::width(&line) <= width.max(40), "{line:?}");
            }
        }

        #[test]
        fn text_is_whole(text in "[ -~\n]{0,200}", width in 10usize..50) {
            let bytes = format!("GET / HTTP/1.1\r\n\r\n{text}");
            let shown: String = lines(bytes.as_bytes(), bytes.len() as u64, width).iter().map(|line| &line[2..]).collect();
            prop_assert_eq!(shown, format!("GET / HTTP/1.1{}", text.replace('\n', "")));
        }
    }
}
