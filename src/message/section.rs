//! Sections of field lines, read leniently (RFC 9112 §5).

use super::lines::{End, Line};
use super::oddity::{latin, note, note_field};
use super::{Field, Fields, Oddity, Strange, limits};

/// A section that is being read.
#[derive(Debug, Default)]
pub(super) struct Section {
    fields: Fields,
    /// Whether the last line was passed over, so that what goes on with it is too.
    skipped: bool,
    /// Whether it was told that there are too many.
    full: bool,
    ends: Ends,
}

/// How the lines of a section end, and whether there are CRs within them.
#[derive(Debug, Default)]
struct Ends {
    with_cr: bool,
    first_without: Option<usize>,
    /// The line of the first CR that has no LF.
    lone_cr: Option<usize>,
}

impl Section {
    /// A field line, or one that goes on with the last; none that is empty.
    pub(super) fn line(&mut self, line: &Line<'_>, oddities: &mut Vec<Oddity>) {
        self.end_of(line);
        if matches!(line.bytes, [b' ' | b'\t', ..]) {
            if self.fields.0.is_empty() && !self.skipped {
                note(oddities, Strange::BlankBeforeField, line.number, line.bytes);
                self.field(&Line { bytes: line.trimmed(), ..*line }, oddities);
            } else {
                self.fold(line, oddities);
            }
            return;
        }
        self.field(line, oddities);
    }

    /// Notes how a line ends; of the first line of a message and the empty one too.
    pub(super) fn end_of(&mut self, line: &Line<'_>) {
        match line.end {
            End::CrLf => self.ends.with_cr = true,
            End::Lf => self.ends.first_without = self.ends.first_without.or(Some(line.number)),
            End::Input => {}
        }
        if self.ends.lone_cr.is_none() && line.bytes.contains(&b'\r') {
            self.ends.lone_cr = Some(line.number);
        }
    }

    /// Whether every line so far ends with LF alone.
    pub(super) const fn line_feeds_only(&self) -> bool {
        !self.ends.with_cr && self.ends.first_without.is_some()
    }

    /// Whether a line so far ends with CRLF.
    pub(super) const fn has_cr(&self) -> bool {
        self.ends.with_cr
    }

    /// The fields that were read.
    pub(super) fn finish(self, oddities: &mut Vec<Oddity>) -> Fields {
        if let Some(line) = self.ends.first_without {
            let what = if self.ends.with_cr { Strange::BareLineFeed } else { Strange::LineFeedsOnly };
            note(oddities, what, line, b"");
        }
        if let Some(line) = self.ends.lone_cr {
            note(oddities, Strange::BareCarriageReturn, line, b"");
        }
        self.fields
    }

    fn fold(&mut self, line: &Line<'_>, oddities: &mut Vec<Oddity>) {
        let Some(field) = self.fields.0.last_mut().filter(|_| !self.skipped) else { return };
        note_field(oddities, Strange::FoldedLine, line.number, Some(&field.name), line.trimmed());
        let room = limits::VALUE.saturating_sub(field.value.len() + 1);
        let more = value(line.trimmed(), line.number, &field.name, room, oddities);
        if !field.value.is_empty() && !more.is_empty() {
            field.value.push(' ');
        }
        field.value.push_str(&more);
    }

    fn field(&mut self, line: &Line<'_>, oddities: &mut Vec<Oddity>) {
        self.skipped = true;
        // The colon in front of a pseudo-field of HTTP/2 is a part of its name.
        let from = usize::from(line.bytes.starts_with(b":"));
        let Some(colon) = line.bytes[from..].iter().position(|&byte| byte == b':').map(|at| at + from) else {
            let what = if from == 1 { Strange::FieldName } else { Strange::NoColon };
            note(oddities, what, line.number, line.bytes);
            return;
        };
        if self.fields.0.len() >= limits::FIELDS && !self.is_needed(&line.bytes[..colon]) {
            if !std::mem::replace(&mut self.full, true) {
                note(oddities, Strange::TooMuch, line.number, b"fields");
            }
            return;
        }
        let (name, rest) = (&line.bytes[..colon], &line.bytes[colon + 1..]);
        let bare = name.trim_ascii_end();
        let name = latin(&bare[..bare.len().min(limits::NAME)]);
        if bare.len() < colon {
            note_field(oddities, Strange::BlankBeforeColon, line.number, Some(&name), &line.bytes[..colon]);
        }
        if !bare[from..].iter().all(|&byte| is_token(byte)) || bare.len() == from {
            note_field(oddities, Strange::FieldName, line.number, Some(&name), bare);
        }
        let value = value(rest.trim_ascii(), line.number, &name, limits::VALUE, oddities);
        self.fields.0.push(Field { name, value, line: line.number });
        self.skipped = false;
    }
}

impl Section {
    /// Whether a field beyond those that are kept is kept all the same: without it nobody knows where the message ends.
    fn is_needed(&self, name: &[u8]) -> bool {
        let name = name.trim_ascii();
        let is_framing =
            name.eq_ignore_ascii_case(b"Content-Length") || name.eq_ignore_ascii_case(b"Transfer-Encoding");
        is_framing && self.fields.0.len() < limits::FIELDS + limits::FRAMING
    }
}

/// A value with blanks in the place of CRs, as RFC 9112 §2.2 has it.
fn value(bytes: &[u8], line: usize, name: &str, room: usize, oddities: &mut Vec<Oddity>) -> String {
    let kept = &bytes[..bytes.len().min(room)];
    if kept.len() < bytes.len() {
        note_field(oddities, Strange::TooMuch, line, Some(name), b"value");
    }
    let control = |byte: &u8| matches!(byte, 0..=8 | 10..=12 | 14..=31 | 127);
    if let Some(&found) = kept.iter().find(|byte| control(byte)) {
        note_field(oddities, Strange::ControlInValue, line, Some(name), format!("0x{found:02X}").as_bytes());
    }
    let text = latin(kept);
    if text.contains('\r') { text.replace('\r', " ") } else { text }
}

/// Whether a byte may stand in a token (RFC 9110 §5.6.2).
pub(super) const fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'.' | b'^' | b'_' | b'`' | b'|' | b'~'
        )
}

#[cfg(test)]
mod tests {
    use super::super::lines::Lines;
    use super::*;

    type Read = Vec<(String, String, usize)>;
    type Odd = Vec<(Strange, Option<usize>, String)>;

    #[test]
    fn how_long_a_message_is_is_kept_beyond_the_others() {
        let many = "X: y\r\n".repeat(limits::FIELDS + 10) + &"Content-Length: 5\r\n".repeat(limits::FRAMING + 10);
        let (fields, oddities) = read(many.as_bytes());
        assert_eq!(fields.len(), limits::FIELDS + limits::FRAMING);
        assert_eq!(oddities.iter().filter(|(what, ..)| *what == Strange::TooMuch).count(), 1);
    }

    fn read(text: &[u8]) -> (Read, Odd) {
        let (mut section, mut oddities) = (Section::default(), Vec::new());
        Lines::new(text).for_each(|line| section.line(&line, &mut oddities));
        let fields = section.finish(&mut oddities);
        let fields = fields.0.into_iter().map(|field| (field.name, field.value, field.line));
        (fields.collect(), oddities.into_iter().map(|odd| (odd.what, odd.line, odd.found)).collect())
    }

    fn field(name: &str, value: &str, line: usize) -> (String, String, usize) {
        (name.into(), value.into(), line)
    }

    #[test]
    fn sound_lines() {
        let (fields, oddities) =
            read(b"Server: nginx\r\nx-a:\t b c \r\nX-Empty:\r\nName: gr\xc3\xb6\xc3\x9fe\r\nB: \xe9\r\n");
        let expected = [field("Server", "nginx", 1), field("x-a", "b c", 2), field("X-Empty", "", 3)];
        assert_eq!(fields[..3], expected);
        assert_eq!(fields[3..], [field("Name", "größe", 4), field("B", "é", 5)]);
        assert_eq!(oddities, []);
    }

    #[test]
    fn folded_lines_go_on_with_the_value() {
        let (fields, oddities) = read(b"A: one\r\n two\r\n\tthree\r\nB:\r\n b\r\n");
        assert_eq!(fields, [field("A", "one two three", 1), field("B", "b", 4)]);
        let lines: Vec<_> = oddities.iter().map(|(what, line, _)| (*what, *line)).collect();
        assert_eq!(lines, [2, 3, 5].map(|line| (Strange::FoldedLine, Some(line))));
    }

    #[test]
    fn every_oddity_is_told_with_its_line() {
        let odd =
            |text: &[u8]| read(text).1.into_iter().map(|(what, line, _)| (what, line.unwrap())).collect::<Vec<_>>();
        assert_eq!(odd(b"A : b\r\n"), [(Strange::BlankBeforeColon, 1)]);
        assert_eq!(odd(b" A: b\r\nC: d\r\n"), [(Strange::BlankBeforeField, 1)]);
        assert_eq!(odd(b"A: b\r\nno colon\r\n and on\r\nC: d\r\n"), [(Strange::NoColon, 2)]);
        assert_eq!(odd(b"A b: c\r\n: d\r\n\xff: e\r\n"), [1, 2, 3].map(|line| (Strange::FieldName, line)));
        assert_eq!(odd(b"A: b\0\r\n"), [(Strange::ControlInValue, 1)]);
        assert_eq!(odd(b"A: b\rC: d\r\n"), [(Strange::BareCarriageReturn, 1)]);
        assert_eq!(odd(b"A: b\r\nC: d\nE: f\n"), [(Strange::BareLineFeed, 2)]);
        assert_eq!(odd(b"A: b\nC: d\n"), [(Strange::LineFeedsOnly, 1)]);
        assert_eq!(read(b" A: b\r\n").0, [field("A", "b", 1)]);
        assert_eq!(read(b"A: b\rC: d\r\n").0, [field("A", "b C: d", 1)]);
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let many = "a: b\r\n".repeat(limits::FIELDS + 9);
        let (fields, oddities) = read(many.as_bytes());
        assert_eq!(fields.len(), limits::FIELDS);
        assert_eq!(oddities, [(Strange::TooMuch, Some(limits::FIELDS + 1), "fields".into())]);
        let long = format!("a: {}\r\n {}\r\n", "b".repeat(limits::VALUE + 1), "c".repeat(9));
        let (fields, oddities) = read(long.as_bytes());
        assert_eq!(fields[0].1.len(), limits::VALUE);
        assert_eq!(oddities.iter().filter(|(what, ..)| *what == Strange::TooMuch).count(), 2);
        let folds = format!("a: b\r\n{}", " c\r\n".repeat(9999));
        assert_eq!(read(folds.as_bytes()).1.len(), limits::ODDITIES);
    }
}
