//! The content of a message, as far as it can be shown.

use crate::message::{Content, Message};
use crate::text;

/// How many lines of content are shown.
const LINES: usize = 12;
/// How many bytes of it are looked at.
const BYTES: usize = 4 << 10;

/// The content of a message for reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    /// Its first lines, made harmless; none of content that is no text.
    pub(super) lines: Vec<String>,
    /// What is not shown, in words.
    pub(super) rest: Option<String>,
}

/// The media type of a message, without its parameters.
pub(super) fn media_type(message: &Message) -> Option<String> {
    let value = message.fields.first("Content-Type")?.value.split(';').next()?.trim().to_ascii_lowercase();
    (!value.is_empty()).then_some(value)
}

/// What can be shown of the content of a message.
pub(super) fn shown(message: &Message) -> Shown {
    let Content { bytes, length, .. } = &message.content;
    if *length == 0 {
        return Shown { lines: Vec::new(), rest: None };
    }
    let kind = media_type(message).map_or_else(String::new, |media_type| format!(" of {media_type}"));
    let all = format!("{}{kind}", bytes_in_words(*length));
    let seen = &bytes[..bytes.len().min(BYTES)];
    let seen = match std::str::from_utf8(seen) {
        Ok(seen) => seen,
        // A character may be cut at the end.
        Err(error) if seen.len() - error.valid_up_to() < 4 => {
            std::str::from_utf8(&seen[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => "",
    };
    let is_whole = seen.len() as u64 == *length;
    // Of the last line end the LF may be lost, or be what was counted too few.
    let are_crlf = || seen.split('\n').all(|line| line.ends_with('\r'));
    let seen = seen.strip_suffix('\r').filter(|text| !text.is_empty() && are_crlf()).unwrap_or(seen);
    let controls = seen.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    // A stray escape sequence makes no image of a text.
    let is_binary = seen.contains('\0') || (controls > 8 && 20 * controls > seen.len());
    if seen.is_empty() || is_binary {
        let coding =
            message.fields.value("Content-Encoding").map(|coding| format!(", coded as {}", text::clean(&coding)));
        let coding = coding.unwrap_or_default();
        let why = if bytes.is_empty() { "not captured" } else { "not text" };
        return Shown { lines: Vec::new(), rest: Some(text::clean(&format!("{all}{coding}: {why}")).into_owned()) };
    }
    let mut lines: Vec<String> = seen.lines().take(LINES).map(|line| text::clean_lines(line).into_owned()).collect();
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    let is_all = seen.lines().count() <= LINES && is_whole;
    Shown { lines, rest: (!is_all).then(|| format!("{all} in all")) }
}

/// `1 byte`, `107 bytes`, `2.5 MB`.
pub fn bytes_in_words(bytes: u64) -> String {
    match bytes {
        1 => "1 byte".to_owned(),
        0..10_000 => format!("{bytes} bytes"),
        10_000..1_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Known, read};

    fn of(fields: &str, content: &[u8]) -> Shown {
        let mut input = format!("HTTP/1.1 200 OK\r\n{fields}Content-Length: {}\r\n\r\n", content.len()).into_bytes();
        input.extend(content);
        shown(&read(&input, &Known::default()).messages[0])
    }

    #[test]
    fn text_is_shown_and_harmless() {
        assert_eq!(of("", b"a\n\x1b[31mb\n"), Shown { lines: vec!["a".into(), "␛[31mb".into()], rest: None });
        for lines in [&b"a\r\nb\r\n"[..], b"a\r\nb\r", b"a\nb"] {
            assert_eq!(of("", lines), Shown { lines: vec!["a".into(), "b".into()], rest: None });
        }
        assert_eq!(of("", b"a\r").lines, ["a"]);
        assert_eq!(of("", b"a\nb\r").lines, ["a", "b␍"]);
        assert_eq!(of("", b""), Shown { lines: vec![], rest: None });
        let long = of("Content-Type: text/plain; charset=utf-8\r\n", "line\n".repeat(5000).as_bytes());
        assert_eq!((long.lines.len(), long.rest.as_deref()), (LINES, Some("25 kB of text/plain in all")));
    }

    #[test]
    fn what_is_no_text_is_counted() {
        let coded = of("Content-Encoding: gzip\r\n", b"\x1f\x8b\x08\0\0\0\0\0");
        assert_eq!(coded.rest.as_deref(), Some("8 bytes, coded as gzip: not text"));
        assert_eq!(of("", &[0; 300]).lines, Vec::<String>::new());
        assert_eq!(of("", "größe".repeat(1000).as_bytes()).lines.len(), 1);
    }
}
