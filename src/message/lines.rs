//! Bytes as lines, with their numbers and how they end.

/// A line without its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// What stands in it.
    pub(super) bytes: &'a [u8],
    /// Its number in the input, from 1.
    pub(super) number: usize,
    /// How it ends.
    pub(super) end: End,
}

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// CRLF, as HTTP has it.
    CrLf,
    /// LF alone.
    Lf,
    /// With the input.
    Input,
}

impl<'a> Line<'a> {
    /// The same line without what stands in front of it.
    pub(super) fn without(self, bytes: usize) -> Self {
        Self { bytes: self.bytes.get(bytes..).unwrap_or_default(), ..self }
    }

    /// The line without the blanks around it.
    pub(super) const fn trimmed(&self) -> &'a [u8] {
        self.bytes.trim_ascii()
    }
}

/// A position in the input that moves on by lines or bytes.
#[derive(Debug, Clone)]
pub(super) struct Lines<'a> {
    rest: &'a [u8],
    number: usize,
}

impl<'a> Lines<'a> {
    /// The lines of an input.
    pub(super) const fn new(input: &'a [u8]) -> Self {
        Self { rest: input, number: 1 }
    }

    /// What is left.
    pub(super) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The number of the line that comes next.
    pub(super) const fn number(&self) -> usize {
        self.number
    }

    /// The line that comes next.
    pub(super) fn peek(&self) -> Option<Line<'a>> {
        self.clone().next()
    }

    /// Goes past the lines in which nothing but blanks stands.
    pub(super) fn skip_blank(&mut self) {
        let blanks = self.rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let end = match memchr::memrchr(b'\n', &self.rest[..blanks]) {
            _ if blanks == self.rest.len() => blanks,
            Some(at) => at + 1,
            None => return,
        };
        self.take_bytes(end);
    }

    /// The next so many bytes, or as many as there are.
    pub(super) fn take_bytes(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.number += memchr::memchr_iter(b'\n', taken).count();
        self.rest = rest;
        taken
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let number = self.number;
        let Some(at) = memchr::memchr(b'\n', self.rest) else {
            let bytes = std::mem::take(&mut self.rest);
            return Some(Line { bytes, number, end: End::Input });
        };
        let (line, rest) = (&self.rest[..at], &self.rest[at + 1..]);
        self.rest = rest;
        self.number += 1;
        let (bytes, end) = line.strip_suffix(b"\r").map_or((line, End::Lf), |line| (line, End::CrLf));
        Some(Line { bytes, number, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_however_they_end() {
        let mut lines = Lines::new(b"a\r\nb\nc\rd\r\n\ne");
        let first = lines.next().unwrap();
        assert_eq!((first.bytes, first.number, first.end), (&b"a"[..], 1, End::CrLf));
        assert_eq!(lines.peek().unwrap().end, End::Lf);
        assert_eq!(lines.take_bytes(4), b"b\nc\r");
        assert_eq!((lines.number(), lines.rest()), (3, &b"d\r\n\ne"[..]));
        let rest: Vec<(&[u8], usize)> = lines.map(|line| (line.bytes, line.number)).collect();
        assert_eq!(rest, [(&b"d"[..], 3), (b"", 4), (b"e", 5)]);
    }

    #[test]
    fn blank_lines_are_gone_past() {
        let mut lines = Lines::new(b"\r\n \t\n\n  a\n\n \n");
        lines.skip_blank();
        assert_eq!((lines.number(), lines.peek().unwrap().bytes), (4, &b"  a"[..]));
        lines.skip_blank();
        lines.next();
        lines.skip_blank();
        assert!(lines.rest().is_empty());
    }

    #[test]
    fn more_than_there_is_is_all_there_is() {
        let mut lines = Lines::new(b"ab");
        assert_eq!(lines.take_bytes(usize::MAX), b"ab");
        assert!(lines.next().is_none());
    }
}
