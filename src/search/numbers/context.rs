//! What one number is, by what stands beside it.

use std::ops::Range;

use super::kind::{Kind, Reason};
use super::vocabulary as words;
use super::vocabulary::is;

/// A number with the text around it.
pub(super) struct Context<'t> {
    /// The line that it stands in.
    line: &'t str,
    /// Its digits in the line.
    at: Range<usize>,
    /// The text between spaces, quotes and brackets that it is part of.
    chunk: Range<usize>,
}

/// What a number is, and what of the line belongs to it.
pub(super) type Found = (Kind, Range<usize>);

/// Whether a character can be part of an address or identifier.
fn joined(c: char) -> bool {
    c.is_alphanumeric() || "./:_-?%#@~+\\$".contains(c)
}

/// Whether a character is part of a word.
fn word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

impl<'t> Context<'t> {
    pub(super) fn new(line: &'t str, at: Range<usize>) -> Self {
        let start = line[..at.start]
            .rfind(|c| !joined(c))
            .map_or(0, |at| at + line[at..].chars().next().map_or(1, char::len_utf8));
        let end = line[at.end..].find(|c| !joined(c)).map_or(line.len(), |end| at.end + end);
        let trimmed = line[start..end].trim_end_matches(['.', ':', '?', '-']).len();
        Self { line, chunk: start..(start + trimmed).max(at.end), at }
    }

    fn before(&self) -> &'t str {
        &self.line[..self.at.start]
    }

    fn after(&self) -> &'t str {
        &self.line[self.at.end..]
    }

    fn chunk(&self) -> &'t str {
        &self.line[self.chunk.clone()]
    }

    /// The word before a place, and where it starts.
    fn word_before(&self, end: usize) -> (&'t str, usize) {
        let text = self.line[..end].trim_end_matches(|c: char| !word(c));
        let start = text.rfind(|c| !word(c)).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        (&text[start..], start)
    }

    /// The word that comes next, with nothing but a space, a hyphen or a closing mark before it.
    fn next_word(&self) -> &'t str {
        let rest = self.after().trim_start_matches([' ', ')', ']', '"', '\'', '`', '-', '>']);
        &rest[..rest.find(|c| !word(c)).unwrap_or(rest.len())]
    }

    /// What a number certainly is that is no status, whatever announces it.
    pub(super) fn certain(&self) -> Option<Found> {
        self.address().or_else(|| self.measured()).or_else(|| self.system_error())
    }

    /// Part of an address, a path, a file's name, a date, a version, an identifier.
    fn address(&self) -> Option<Found> {
        let (chunk, before, after) = (self.chunk(), self.before(), self.after());
        let own = self.at.start - self.chunk.start;
        let (left, right) = (&chunk[..own], &chunk[(own + self.at.len()).min(chunk.len())..]);
        let whole = self.chunk.clone();
        if chunk.contains("://") || left.starts_with('/') || left.starts_with("./") {
            return Some((Kind::Address, self.at.clone()));
        }
        // 10.0.0.7, 10.0.0.7:503, [2001:db8::1]:503.
        let octets = |text: &str| {
            text.split('.').filter(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())).count()
        };
        let host = left.strip_suffix(':').unwrap_or_default();
        if octets(host.rsplit(':').next().unwrap_or_default()) == 4 || before.ends_with("]:") {
            return Some((Kind::Port, whole));
        }
        if octets(chunk.split([':', '/']).next().unwrap_or_default()) >= 4 {
            return Some((Kind::Address, whole));
        }
        if chunk.contains("::") && chunk.bytes().all(|b| b.is_ascii_hexdigit() || b":.".contains(&b)) {
            return Some((if left.ends_with(':') { Kind::Port } else { Kind::Address }, whole));
        }
        // foo.js:404:11
        let named = |name: &str| name.rsplit_once('.').is_some_and(|(_, end)| is(words::FILES, end));
        let file = left.split(':').next().unwrap_or_default();
        if left.contains(':') && named(file) {
            return Some((Kind::Line, whole));
        }
        if right
            .strip_prefix('.')
            .is_some_and(|end| is(words::FILES, end.split([':', '.', '?']).next().unwrap_or_default()))
        {
            return Some((Kind::Address, whole));
        }
        // localhost:8080, example.com:443
        if !host.is_empty() && (host.eq_ignore_ascii_case("localhost") || host.contains('.')) && !host.contains('/') {
            return Some((Kind::Port, whole));
        }
        // 2024-03-12, 14:02:51, 12/Mar/2024
        let digits = chunk.bytes().filter(u8::is_ascii_digit).count();
        let date = |separator: char| {
            let parts: Vec<&str> = chunk.split(['T', ' ']).next().unwrap_or_default().split(separator).collect();
            parts.len() >= 3
                && digits >= 5
                && parts.iter().filter(|part| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())).count() >= 2
        };
        if date('-') || date('/') || date(':') {
            return Some((Kind::Date, whole));
        }
        // 12/Mar/2024:14:02:51; base/404, but not TCP_MISS/503 or 401/403.
        if left.contains('/') && left.bytes().any(|b| b.is_ascii_alphabetic()) && !left.starts_with("HTTP/") {
            return Some((Kind::Address, self.at.clone()));
        }
        // 3/500: the third of them.
        let other = left.strip_suffix('/').or_else(|| right.strip_prefix('/'));
        if other.is_some_and(|other| other.len() != 3 && !other.is_empty() && other.bytes().all(|b| b.is_ascii_digit()))
        {
            return Some((Kind::Count, whole));
        }
        // 1.2.3, v2.0; 5.0 after a product's name.
        if chunk
            .trim_start_matches(['v', 'V'])
            .split('.')
            .filter(|part| part.bytes().all(|b| b.is_ascii_digit()))
            .count()
            >= 3
        {
            return Some((Kind::Version, whole));
        }
        // Parts of hexadecimal numbers and identifiers: 0x80070021, 3239f1eb-db5c-4516.
        let hexadecimal = chunk.len() >= 8
            && chunk.bytes().all(|b| b.is_ascii_hexdigit() || b"-x".contains(&b))
            && chunk.bytes().any(|b| b.is_ascii_alphabetic());
        if hexadecimal
            || after.starts_with(|c: char| c.is_alphabetic())
                && !is(words::AFTER_DURATION, self.unit())
                && !is(words::AFTER_SIZE, self.unit())
                && !self.cased_word()
        {
            return Some((Kind::Id, whole));
        }
        if before.ends_with('#') && after.starts_with(['#', ':', '*']) {
            return Some((Kind::Id, whole));
        }
        if before.ends_with(['$', '€', '£']) {
            return Some((Kind::Count, whole));
        }
        None
    }

    /// The letters right behind the number.
    fn unit(&self) -> &'t str {
        let after = self.after();
        &after[..after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len())]
    }

    /// `Status499ClientClosedRequest`: a capital begins a word.
    fn cased_word(&self) -> bool {
        self.after().starts_with(|c: char| c.is_ascii_uppercase())
            && self.before().ends_with(|c: char| c.is_ascii_alphabetic())
    }

    /// A duration, a size, a count, a line.
    fn measured(&self) -> Option<Found> {
        let (before, started) = self.word_before(self.at.start);
        let gap = &self.line[started + before.len()..self.at.start];
        let next = self.next_word();
        let close = self.after().strip_prefix(' ').unwrap_or(self.after());
        let close = close.starts_with(next) && !next.is_empty();
        let to = |end: usize| self.line.len().min(end);
        let behind = to(self.at.end + (self.after().len() - self.after().trim_start().len()) + next.len());
        let near = gap.len() <= 3 && !gap.contains([',', ';', ')']);
        let from = |kinds: &str| if near && is(kinds, before) { started } else { self.at.start };
        if is(words::BEFORE_LINE, before) && near {
            let (earlier, start) = self.word_before(started);
            let start = if matches!(earlier, "at" | "on" | "in") { start } else { started };
            return Some((Kind::Line, start..self.at.end));
        }
        if self.after().starts_with('%') {
            return Some((Kind::Count, self.at.clone()));
        }
        if close && is(words::AFTER_DURATION, next) {
            let start = from("took after within in for timeout of than at");
            return Some((Kind::Duration, start..behind));
        }
        if close && is(words::AFTER_SIZE, next) {
            return Some((Kind::Size, from("size of length")..behind));
        }
        if close && is(words::AFTER_COUNT, next) && !(next == "request" && before.is_empty()) {
            return Some((Kind::Count, from("after attempt")..behind));
        }
        if !near {
            return None;
        }
        let kinds: [(&str, Kind); 6] = [
            (words::BEFORE_PORT, Kind::Port),
            (words::BEFORE_SIZE, Kind::Size),
            (words::BEFORE_DURATION, Kind::Duration),
            (words::BEFORE_COUNT, Kind::Count),
            (words::BEFORE_ID, Kind::Id),
            (words::BEFORE_VERSION, Kind::Version),
        ];
        let kind = kinds.iter().find(|(known, _)| is(known, before)).map(|&(_, kind)| kind)?;
        // A name before a colon, and the end of `Retry-After`, are words of their own.
        let whole = gap == " " && !self.line[..started].ends_with(['-', '_']);
        Some((kind, if whole { started } else { self.at.start }..self.at.end))
    }

    /// The number of a system's error: `(111: Connection refused)`, `errno 104`, `exit code 128`.
    fn system_error(&self) -> Option<Found> {
        let (before, after) = (self.before(), self.after());
        let found = Some((Kind::SystemError, self.at.clone()));
        if before.ends_with('(') && after.starts_with(": ") || before.ends_with("(-") {
            return found;
        }
        // Python's `ConnectionResetError(104, '…')`.
        if before.ends_with("Error(") && after.starts_with(", ") && !before.ends_with("StatusError(") {
            return found;
        }
        // Apache's `(20014)Internal error`, `(70007)The timeout`.
        if before.ends_with('(') && self.at.len() > 4 {
            return found;
        }
        let (word, start) = self.word_before(self.at.start);
        let (earlier, _) = self.word_before(start);
        let announced = is(words::BEFORE_ERRNO, word)
            || matches!(word, "code" | "status" | "error" | "Error" | "Code") && is(words::OF_SYSTEMS, earlier);
        if announced { found } else { None }
    }

    /// Whether something says that the number is a status.
    pub(super) fn announced(&self) -> Option<Reason> {
        let before = self.before();
        if let Some(version) = before.trim_end().rsplit(|c: char| !(c.is_alphanumeric() || c == '/' || c == '.')).next()
            && version
                .strip_prefix("HTTP/")
                .is_some_and(|digits| digits.len() <= 3 && digits.starts_with(|c: char| c.is_ascii_digit()))
        {
            return Some(Reason::Protocol);
        }
        // `HTTP404`, `E500`, `HTTP_404_NOT_FOUND`.
        let glued = before.trim_end_matches('_');
        if before.ends_with(word) {
            let letters = &glued[glued
                .rfind(|c: char| !c.is_alphabetic())
                .map_or(0, |at| at + glued[at..].chars().next().map_or(1, char::len_utf8))..];
            let lower = letters.to_ascii_lowercase();
            let known = ["http", "status", "code", "error", "err"].iter().any(|end| lower.ends_with(end))
                || lower == "e"
                || lower == "sc"
                || lower == "rc";
            return known.then_some(Reason::Announced);
        }
        if let Some(reason) = self.key() {
            return reason.then_some(Reason::Key);
        }
        let (mut word, mut start) = self.word_before(self.at.start);
        if !self.gap_joins(start + word.len()) {
            return self.followed();
        }
        if is(words::BEFORE_STATUS, word) || word.to_ascii_lowercase().ends_with("error") || word.ends_with("Exception")
        {
            return Some(Reason::Announced);
        }
        for _ in 0..3 {
            if !is(words::FILLERS, word) {
                break;
            }
            let (earlier, at) = self.word_before(start);
            if is(words::BEFORE_STATUS, earlier) || word == "with" && is(words::FAILING, earlier) {
                return Some(Reason::Announced);
            }
            (word, start) = (earlier, at);
        }
        self.followed()
    }

    /// Whether what stands between a word's end and the number joins them.
    fn gap_joins(&self, end: usize) -> bool {
        let gap = &self.line[end..self.at.start];
        gap.chars().count() <= 4
            && !gap.contains(['.', ';', '/', '>', '?', '!', '{', '}'])
            && gap.matches(',').count() == 0
    }

    /// Whether a word behind the number says that it is a status.
    fn followed(&self) -> Option<Reason> {
        let next = self.next_word();
        (is(words::AFTER_STATUS, next) && !self.after().starts_with([',', ';', '.'])).then_some(Reason::Announced)
    }

    /// Whether the number is the value of a key, and the key's values are statuses.
    fn key(&self) -> Option<bool> {
        let before = self.before().trim_end_matches(['"', '\'', '`', '[', ' ']);
        let equals = before.strip_suffix('=').or_else(|| before.strip_suffix(':'));
        let rest = equals?.trim_end();
        let quoted = rest.ends_with(['"', '\'']);
        let name = rest.trim_end_matches(['"', '\'']);
        let start = name
            .rfind(|c: char| !(word(c) || "-.$".contains(c)))
            .map_or(0, |at| at + name[at..].chars().next().map_or(1, char::len_utf8));
        let bare: String = name[start..].chars().filter(char::is_ascii_alphanumeric).collect();
        if bare.is_empty() {
            return None;
        }
        if is(words::STATUS_KEYS, &bare) || bare.to_ascii_lowercase().ends_with("statuscode") {
            // `error: 404 …` and `code: 111` are read further: what they say is not certain.
            return Some(true);
        }
        // In JSON and `key=value` a name says what its value is; after a colon in a sentence it does not.
        (quoted || before.ends_with('=')).then_some(false)
    }

    /// The text behind the number, without what joins them.
    pub(super) fn phrase(&self) -> &'t str {
        self.after().trim_start_matches(|c: char| !c.is_alphanumeric() && c != '\n')
    }

    /// Whether it is part of `100-continue`, which is what a request expects and not the status.
    pub(super) fn expectation(&self) -> bool {
        self.after().get(..9).is_some_and(|next| next.eq_ignore_ascii_case("-continue"))
    }

    /// The text before the number, without what joins them.
    pub(super) fn phrase_before(&self) -> &'t str {
        self.before().trim_end_matches(|c: char| !c.is_alphanumeric())
    }

    /// Whether nothing stands before the number, and a word behind it.
    pub(super) fn leads(&self) -> bool {
        let after = self.after().trim_start_matches([' ', '|', ':', '-', '·']);
        self.before().trim().trim_matches(['[', '(', '"', '*', '#']).is_empty()
            && after.starts_with(char::is_alphabetic)
    }

    /// Whether it is the end of a word: `L413`, `x509`.
    pub(super) fn glued(&self) -> bool {
        self.before().ends_with(|c: char| c.is_alphabetic() || c == '_')
    }

    /// Whether it is the value of a key that is no status's.
    pub(super) fn other_key(&self) -> bool {
        self.key() == Some(false)
    }
}
