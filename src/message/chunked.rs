//! The chunked transfer coding (RFC 9112 §7.1), taken off.

use super::lines::{End, Line, Lines};
use super::oddity::note;
use super::section::Section;
use super::start::{Sure, is_start};
use super::{Content, Fields, Oddity, Strange, limits};

impl Content {
    /// Adds bytes, of which as many are kept as there is room for.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let room = limits::CONTENT.saturating_sub(self.bytes.len());
        self.bytes.extend_from_slice(&bytes[..bytes.len().min(room)]);
        self.length += bytes.len() as u64;
    }
}

/// Reads chunks and the trailer section behind them.
///
/// Behind a broken chunk nothing more is read. In text that was `copied`, line ends are not what they were: where chunks
/// do not fit then, it is not told.
pub(super) fn read(lines: &mut Lines<'_>, copied: bool, oddities: &mut Vec<Oddity>) -> (Content, Fields) {
    let mut content = Content { complete: if copied { None } else { Some(false) }, ..Content::default() };
    let broken = |line: &Line<'_>, oddities: &mut Vec<Oddity>| {
        if !copied {
            note(oddities, Strange::Chunk, line.number, line.bytes);
        }
    };
    while let Some(line) = lines.next() {
        let Some(Size { bytes, is_sound }) = size(line.bytes) else {
            broken(&line, oddities);
            return (content, Fields::default());
        };
        if !is_sound {
            broken(&line, oddities);
        }
        let is_told = oddities.iter().any(|oddity| oddity.what == Strange::BareLineFeed);
        if line.end == End::Lf && !copied && !is_told {
            note(oddities, Strange::BareLineFeed, line.number, b"");
        }
        if bytes == 0 {
            content.complete = Some(true);
            return (content, trailers(lines, copied, oddities));
        }
        let data = lines.take_bytes(usize::try_from(bytes).unwrap_or(usize::MAX));
        content.push(data);
        if (data.len() as u64) < bytes || lines.rest().is_empty() {
            break;
        }
        let end = match lines.rest() {
            [b'\r', b'\n', ..] => 2,
            [b'\n', ..] => 1,
            _ => {
                if let Some(line) = lines.peek() {
                    broken(&line, oddities);
                }
                return (content, Fields::default());
            }
        };
        lines.take_bytes(end);
    }
    if !copied {
        note(oddities, Strange::NoLastChunk, None, b"");
    }
    (content, Fields::default())
}

/// The trailer section, up to its empty line.
fn trailers(lines: &mut Lines<'_>, copied: bool, oddities: &mut Vec<Oddity>) -> Fields {
    let mut section = Section::default();
    let mut is_ended = false;
    let mut unheard = Vec::new();
    while let Some(line) = lines.peek() {
        if is_start(line.bytes) == Sure::Yes {
            break;
        }
        lines.next();
        // The LF behind the last CR is often lost in copying.
        if line.bytes.is_empty() || (line.bytes == b"\r" && line.end == End::Input) {
            is_ended = true;
            break;
        }
        section.line(&line, oddities);
    }
    if !is_ended && !copied {
        note(oddities, Strange::NoEnd, None, b"trailer section");
    }
    // How its lines end was told of the header section.
    section.finish(&mut unheard)
}

/// The size of a chunk.
struct Size {
    bytes: u64,
    /// Whether it is written as RFC 9112 has it.
    is_sound: bool,
}

fn size(line: &[u8]) -> Option<Size> {
    let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let (number, rest) = line.split_at(digits);
    let number = std::str::from_utf8(number).ok().filter(|number| !number.is_empty())?;
    let bytes = u64::from_str_radix(number, 16).ok()?;
    let after = rest.trim_ascii();
    let is_ended = after.is_empty() || after.starts_with(b";");
    is_ended.then_some(Size { bytes, is_sound: !after.is_empty() || rest.is_empty() })
}

/// Whether the content is in chunks, as it came over the wire. Most programs that print content take them off and leave
/// the field that says so.
pub(super) fn is_chunked(content: &[u8]) -> bool {
    let Some(line) = Lines::new(content).next() else { return false };
    if let Some(Size { bytes, .. }) = size(line.bytes) {
        let mut lines = Lines::new(content);
        lines.next();
        let data = lines.rest();
        let after = usize::try_from(bytes).ok().and_then(|bytes| data.get(bytes..)).unwrap_or_default();
        if bytes == 0 || after.is_empty() || after.starts_with(b"\r\n") || after.starts_with(b"\n") {
            return true;
        }
    }
    let tail = &content[content.len().saturating_sub(16 << 10)..];
    let has_last = tail.windows(5).any(|bytes| bytes == b"\r\n0\r\n");
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-_.".contains(byte);
    let is_number = line.bytes.iter().any(|byte| byte.is_ascii_digit() || *byte == b'-');
    let is_tried = (1..=16).contains(&line.bytes.len()) && line.bytes.iter().all(is_word) && is_number;
    has_last || (is_tried && line.end == End::CrLf)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is odd, and at which line.
    type Odd = Vec<(Strange, Option<usize>)>;

    /// The content, its completeness, the trailers, what is odd, and what is left.
    fn told(text: &str) -> (String, Option<bool>, Vec<String>, Odd, usize) {
        let (mut lines, mut oddities) = (Lines::new(text.as_bytes()), Vec::new());
        let (content, trailers) = read(&mut lines, false, &mut oddities);
        (
            String::from_utf8(content.bytes).unwrap(),
            content.complete,
            trailers.iter().map(|field| format!("{}={}", field.name, field.value)).collect(),
            oddities.into_iter().map(|oddity| (oddity.what, oddity.line)).collect(),
            lines.rest().len(),
        )
    }

    #[test]
    fn chunks_and_trailers() {
        let told = told("6\r\nHello,\r\n007;x=y\r\n world\n\r\n0\r\nA: b\r\nC:d\r\n\r\nHTTP");
        assert_eq!(told, ("Hello, world\n".into(), Some(true), vec!["A=b".into(), "C=d".into()], vec![], 4));
    }

    #[test]
    fn broken_chunks_end_the_content() {
        let broken = |text: &str, content: &str, what, line| {
            let told = told(text);
            assert_eq!((told.0.as_str(), told.1, told.3), (content, Some(false), vec![(what, line)]), "{text:?}");
        };
        broken("5\r\nhello\r\n", "hello", Strange::NoLastChunk, None);
        broken("5\r\nhello", "hello", Strange::NoLastChunk, None);
        broken("9\r\nhello\r\n", "hello\r\n", Strange::NoLastChunk, None);
        broken("xyz\r\nhello\r\n0\r\n\r\n", "", Strange::Chunk, Some(1));
        broken("5\r\nhello world\r\n0\r\n\r\n", "hello", Strange::Chunk, Some(2));
        broken("-5\r\nhello\r\n0\r\n\r\n", "", Strange::Chunk, Some(1));
        broken("10000000000000005\r\nhello\r\n0\r\n\r\n", "", Strange::Chunk, Some(1));
        broken("\r\n5\r\nhello\r\n0\r\n\r\n", "", Strange::Chunk, Some(1));
        broken("ffffffffffffffff\r\nhello", "hello", Strange::NoLastChunk, None);
    }

    #[test]
    fn what_can_be_understood_is() {
        assert_eq!(told("5 \r\nhello\r\n0\r\n\r\n").3, [(Strange::Chunk, Some(1))]);
        assert_eq!(told("5 \r\nhello\r\n0\r\n\r\n").1, Some(true));
        assert_eq!(told("5\nhello\r\n0\r\n\r\n").3, [(Strange::BareLineFeed, Some(1))]);
        assert_eq!(told("0\r\n").3, [(Strange::NoEnd, None)]);
        assert_eq!(told("0\r\nHTTP/1.1 200 OK\r\n").3, [(Strange::NoEnd, None)]);
    }

    #[test]
    fn chunks_are_told_from_content() {
        for chunked in [
            "5\r\nhello\r\n0\r\n\r\n",
            "5\r\nhel",
            "0\r\n\r\n",
            "5\nhello\n0\n\n",
            "zz\r\nhello\r\n0\r\n\r\n",
            "-5\r\nhello",
        ] {
            assert!(is_chunked(chunked.as_bytes()), "{chunked:?}");
        }
        for content in ["", "hello", "{\r\n", "12 monkeys\n", "5\nhello world", "OK\r\nand more"] {
            assert!(!is_chunked(content.as_bytes()), "{content:?}");
        }
    }
}
