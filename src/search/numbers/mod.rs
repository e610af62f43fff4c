//! Numbers in a text, each read for what it is: a status, or a port, a line, a duration, a size, a count, a date …
//!
//! [`read`] is the one place that decides. What is a status steers the search; nothing else does.

mod context;
mod expected;
mod kind;
mod log;
mod vocabulary;

use std::borrow::Cow;
use std::ops::Range;

use context::Context;
pub use kind::{Kind, Number, Reason};
pub use log::{Format, LogLine, log_line};

/// At most so many numbers of a text are read: a pasted log repeats itself.
const MOST_NUMBERS: usize = 2048;

/// A text with at most so many words may be a few words that were typed, and no message.
const SHORT: usize = 6;

/// What is known of codes when numbers are read.
pub trait Codes {
    /// Whether something has this code: `404`, `500.19`, `1020`.
    fn is_code(&self, code: &str) -> bool;
    /// Whether a text begins with a name of what has this code; with `before`, whether it ends so.
    fn is_named(&self, code: &str, text: &str, before: bool) -> bool;
    /// Whether the catalogue has a word, or a product is so called.
    fn is_word(&self, word: &str) -> bool;
}

/// The numbers of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numbers<'t> {
    /// Every number, in order.
    pub all: Vec<Number<'t>>,
    /// The format of the log that the text is from.
    pub format: Option<Format>,
}

impl<'t> Numbers<'t> {
    /// The statuses, each once, the surest first.
    pub fn statuses(&self) -> Vec<(&Number<'t>, Reason)> {
        let mut found: Vec<(&Number<'t>, Reason)> =
            self.all.iter().filter_map(|number| Some((number, number.status()?))).collect();
        found.sort_by_key(|&(_, reason)| doubt(reason));
        let mut seen: Vec<&str> = Vec::new();
        found.retain(|(number, _)| {
            let new = !seen.contains(&&*number.text);
            seen.push(&number.text);
            new
        });
        found
    }
}

/// The less, the surer a reason is.
const fn doubt(reason: Reason) -> u8 {
    match reason {
        Reason::Whole | Reason::Log(_) => 0,
        Reason::Protocol | Reason::Phrase => 1,
        Reason::Key | Reason::Announced => 2,
        Reason::Leading => 3,
        Reason::Beside => 4,
    }
}

/// Says what each number of a text is.
pub fn read<'t>(text: &'t str, codes: &impl Codes) -> Numbers<'t> {
    let mut numbers = Numbers::default();
    for line in text.lines() {
        let start = line.as_ptr().addr() - text.as_ptr().addr();
        read_line(line, start, codes, &mut numbers);
        if numbers.all.len() >= MOST_NUMBERS {
            break;
        }
    }
    beside(text, codes, &mut numbers);
    if numbers.format.is_none() {
        expected::leave_out(text, |code| codes.is_code(code), &mut numbers.all);
    }
    numbers
}

fn read_line<'t>(line: &'t str, start: usize, codes: &impl Codes, numbers: &mut Numbers<'t>) {
    let log = log_line(line);
    numbers.format = numbers.format.or(log.as_ref().map(|log| log.format));
    let status = log.as_ref().and_then(|log| log.status.clone());
    let shift = |range: &Range<usize>| range.start + start..range.end + start;
    let mut from = 0;
    while let Some(at) = next_number(line, from) {
        from = at.end;
        let text = &line[at.clone()];
        let context = Context::new(line, at.clone());
        if status.as_ref() == Some(&at) {
            let sub = log.as_ref().and_then(|log| log.sub_status.clone()).map(|sub| &line[sub]);
            let whole = sub.map(|sub| format!("{text}.{sub}")).filter(|whole| codes.is_code(whole));
            let format = log.as_ref().map_or(Format::Combined, |log| log.format);
            let text = whole.map_or(Cow::Borrowed(text), Cow::Owned);
            numbers.all.push(Number {
                text,
                range: shift(&at),
                span: shift(&at),
                kind: Kind::Status(Reason::Log(format)),
            });
            continue;
        }
        let alone = line.trim() == text && start == 0;
        let (kind, span) = if alone {
            (Kind::Status(Reason::Whole), at.clone())
        } else {
            kind(&context, text, status.is_some(), codes, start == 0, &at)
        };
        numbers.all.push(Number { text: text.into(), range: shift(&at), span: shift(&span), kind });
    }
}

/// What a number is, and what belongs to it.
fn kind(
    context: &Context<'_>,
    text: &str,
    settled: bool,
    codes: &impl Codes,
    first: bool,
    at: &Range<usize>,
) -> (Kind, Range<usize>) {
    if context.expectation() {
        return (Kind::Count, at.clone());
    }
    // A number with its own name beside it is a status, wherever it stands.
    let named = codes.is_code(text) && codes.is_named(text, context.phrase(), false);
    let certain = context.certain();
    if let Some((kind, span)) = &certain
        && (!named || matches!(kind, Kind::Address | Kind::Port | Kind::Date | Kind::Line))
    {
        return (*kind, span.clone());
    }
    let status = if settled || !codes.is_code(text) {
        None
    } else if named {
        Some(Reason::Phrase)
    } else {
        context.announced().or_else(|| {
            let named = codes.is_named(text, context.phrase_before(), true);
            let leads = first && context.leads() && text.starts_with(['4', '5', '1']) && !context.other_key();
            if named { Some(Reason::Phrase) } else { leads.then_some(Reason::Leading) }
        })
    };
    match status {
        Some(reason) => (Kind::Status(reason), at.clone()),
        None if context.other_key() => (Kind::Id, at.clone()),
        None if context.glued() => (Kind::Id, at.clone()),
        None => (Kind::Unknown, at.clone()),
    }
}

/// In a few typed words, what is nothing else is a status beside a product's name, a word of the catalogue or another
/// code. Numbers that are something else, and what belongs to them, are not among the words.
fn beside(text: &str, codes: &impl Codes, numbers: &mut Numbers<'_>) {
    let noise = |number: &&Number<'_>| !matches!(number.kind, Kind::Unknown | Kind::Status(_));
    let noise: Vec<Range<usize>> = numbers.all.iter().filter(noise).map(|number| number.span.clone()).collect();
    let outside = |at: usize| !noise.iter().any(|span| span.contains(&at));
    let marks = |(at, c): (usize, char)| "\n{(=".contains(c) && outside(at) && outside(at + 1);
    if text.char_indices().any(marks) {
        return;
    }
    let place = |word: &&str| outside(word.as_ptr().addr() - text.as_ptr().addr());
    let split = text.split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '_'));
    let words: Vec<&str> = split.filter(|word| !word.is_empty()).filter(place).take(SHORT + 1).collect();
    if words.len() > SHORT {
        return;
    }
    let others =
        numbers.all.iter().filter(|number| number.kind == Kind::Unknown && codes.is_code(&number.text)).count();
    let letters: Vec<&&str> = words.iter().filter(|word| word.contains(char::is_alphabetic)).collect();
    let known = letters.iter().any(|word| codes.is_word(word));
    if !known && others < 2 && letters.len() > 2 {
        return;
    }
    for number in &mut numbers.all {
        if number.kind == Kind::Unknown && codes.is_code(&number.text) {
            number.kind = Kind::Status(Reason::Beside);
        }
    }
}

/// Where the next number is from a place on: digits, with the digits of a sub-code behind a dot.
fn next_number(line: &str, from: usize) -> Option<Range<usize>> {
    let bytes = line.as_bytes();
    let start = (from..bytes.len()).find(|&at| bytes[at].is_ascii_digit())?;
    let run = |from: usize| from + bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let end = run(start);
    let sub = run((end + 1).min(bytes.len()));
    let dotted = bytes.get(end) == Some(&b'.') && sub > end + 1 && sub - end <= 4;
    let last = bytes.get(sub) != Some(&b'.') || bytes.get(sub + 1).is_none_or(|byte| !byte.is_ascii_digit());
    let before = start == 0 || bytes[start - 1] != b'.';
    if end - start == 3 && dotted && last && before { Some(start..sub) } else { Some(start..end) }
}

#[cfg(test)]
mod tests {
    use super::{Codes, Format, Kind, Reason, read};
    use proptest::prelude::*;

    /// Codes enough for the tests, and one product.
    struct Known;

    impl Codes for Known {
        fn is_code(&self, code: &str) -> bool {
            ["200", "300", "404", "403", "413", "429", "499", "500", "500.19", "502", "503", "1020"].contains(&code)
        }

        fn is_named(&self, code: &str, text: &str, before: bool) -> bool {
            code == "404" && if before { text.ends_with("Not Found") } else { text.starts_with("Not Found") }
        }

        fn is_word(&self, word: &str) -> bool {
            ["nginx", "flask"].contains(&word)
        }
    }

    /// Each number of a text of three and more digits, and what it is.
    fn kinds(text: &str) -> Vec<(String, Kind)> {
        let all = read(text, &Known).all.into_iter().filter(|number| number.text.len() > 2);
        all.map(|number| (number.text.into_owned(), number.kind)).collect()
    }

    fn statuses(text: &str) -> Vec<(String, Reason)> {
        read(text, &Known).statuses().iter().map(|(number, reason)| (number.text.to_string(), *reason)).collect()
    }

    fn status(text: &str, code: &str, reason: Reason) {
        assert_eq!(statuses(text), [(code.to_owned(), reason)], "{text}");
    }

    #[test]
    fn a_status_is_one_for_a_reason() {
        status("404", "404", Reason::Whole);
        status("HTTP/1.1 502", "502", Reason::Protocol);
        status("< HTTP/2 429 ", "429", Reason::Protocol);
        status(r#"{"took": 200, "status": 503}"#, "503", Reason::Key);
        status("status_code=403 size=200", "403", Reason::Key);
        status("Request failed with status code 403 in module seven of the program", "403", Reason::Announced);
        status("the server, which we do not own, returned an unexpected 500 for it", "500", Reason::Announced);
        status("it resulted in a `403` of the remote side for no reason at all", "403", Reason::Announced);
        status("the gateway of the other team sends a 502 error now and then", "502", Reason::Announced);
        status("we saw (404) Not Found where the picture should have been all along", "404", Reason::Phrase);
        status("503 upstream connect error or disconnect and many more words", "503", Reason::Leading);
        status("nginx 499", "499", Reason::Beside);
        status("HTTP_404_NOT_FOUND", "404", Reason::Announced);
        for text in [
            "expected 200, got 404",
            "Expected status code <200> but was <404>.",
            "failed to get a 200 OK response, got 404",
            "got 404 want 200",
            "Expected: 200 Received: 404",
        ] {
            let all: Vec<String> = statuses(text).into_iter().map(|(code, _)| code).collect();
            assert_eq!(all, ["404"], "{text}");
        }
        assert_eq!(statuses("got 403 and later got 404").len(), 2);
        assert_eq!(statuses("403 or 404").len(), 2);
        assert_eq!(statuses("error code: 1020")[0].0, "1020");
        assert_eq!(statuses("HTTP Error 500.19 - Internal Server Error")[0].0, "500.19");
    }

    #[test]
    fn other_numbers_are_what_they_are() {
        for (text, kind) in [
            ("failed at line 200", Kind::Line),
            ("boom foo.js:404", Kind::Line),
            ("took 300 ms", Kind::Duration),
            ("(took 500ms)", Kind::Duration),
            ("10.0.0.7:503", Kind::Port),
            ("localhost:404", Kind::Port),
            ("listening on port 404", Kind::Port),
            ("wrote 413 bytes", Kind::Size),
            ("after 429 attempts", Kind::Count),
            ("retry 3/500", Kind::Count),
            ("[pid 500]", Kind::Id),
            ("issue #404", Kind::Id),
            ("id=502", Kind::Id),
            ("L413", Kind::Id),
            ("connect() failed (111: Connection refused)", Kind::SystemError),
            ("exit code 200", Kind::SystemError),
            ("ConnectionResetError(104, 'reset')", Kind::SystemError),
            ("/var/log/404.log", Kind::Address),
            ("https://example.com/404", Kind::Address),
        ] {
            let found = kinds(text);
            assert_eq!(found.iter().map(|(_, kind)| *kind).collect::<Vec<_>>(), [kind], "{text}");
        }
        let dated = kinds("2026-11-22 10:15:23.404");
        assert!(dated.iter().all(|(_, kind)| *kind == Kind::Date), "{dated:?}");
    }

    #[test]
    fn a_log_says_who_wrote_it() {
        let line = r#"203.0.113.4 - - [12/Mar/2024:14:02:51 +0000] "GET /404 HTTP/1.1" 499 0 "-" "x/200""#;
        let numbers = read(line, &Known);
        assert_eq!(numbers.format, Some(Format::Combined));
        assert_eq!(Format::Combined.vendors()[0], "nginx");
        status(line, "499", Reason::Log(Format::Combined));
    }

    #[test]
    fn a_sub_status_of_iis_is_one_with_its_status() {
        let line = "2024-03-12 14:02:51 W3SVC1 10.0.0.5 GET /a.aspx - 443 - 203.0.113.4 Mozilla/5.0 - 500 19 5 15";
        status(line, "500.19", Reason::Log(Format::Iis));
    }

    proptest! {
        #[test]
        fn places_lie_in_the_text(
            text in "([a-z]{1,4}|[0-9]{1,5}|[./:_=#(){}\\[\\]\"'\\-]|HTTP/1.1|error|line|é| ){0,30}",
        ) {
            for number in read(&text, &Known).all {
                prop_assert!(text.get(number.range.clone()).is_some());
                let span = text.get(number.span.clone());
                prop_assert!(span.is_some(), "{number:?} in {text:?}");
            }
        }
    }
}
