//! What a typed text consists of: numbers, a class, words.

use crate::catalog::Pattern;

use super::index::{Words, is_stop};

/// Longer texts are cut: a pasted log line says what it has to say before.
const LONGEST_QUERY: usize = 1024;

/// At most so many words are searched.
pub(super) const MOST_WORDS: usize = 24;

/// At most so many joined words are searched, beside the words they join.
const MOST_JOINED: usize = 8;

/// A set of words of the query: one bit for each, and for each joined word.
pub(super) type Bits = u32;

/// Calls `each` with every word of a set.
pub(super) fn each_bit(mut bits: Bits, mut each: impl FnMut(usize)) {
    while bits != 0 {
        each(bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}

/// A typed text, understood as far as it can be without the index.
#[derive(Debug)]
pub(super) struct Query {
    /// The whole text is a number or pattern.
    pub(super) pattern: Option<Pattern>,
    /// The text it was read from, without space around.
    pub(super) text: String,
    /// Numbers that can be codes, the likeliest first.
    pub(super) numbers: Vec<String>,
    /// A class or set of codes to which the words are restricted: the `5xx` of `5xx gateway timeout`.
    pub(super) within: Option<Pattern>,
    /// The words.
    pub(super) words: Vec<Term>,
    /// Words of several parts, and neighbours that may be one: `Retry-After`, `time out`.
    pub(super) joined: Vec<Joined>,
    /// All words as one.
    pub(super) squeezed: String,
}

/// A word of the query.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) text: String,
    /// Says little by itself.
    pub(super) stop: bool,
    /// May still be being written.
    pub(super) open: bool,
}

/// Several words of the query as one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Joined {
    pub(super) text: String,
    /// The words.
    pub(super) of: Bits,
    /// Was typed as one: `Retry-After`, and not `retry after`.
    pub(super) typed: bool,
    /// May still be being written.
    pub(super) open: bool,
}

impl Query {
    /// Reads a typed text.
    pub(super) fn read(text: &str) -> Self {
        // A space says that the last word is complete.
        let open = text.ends_with(char::is_alphanumeric);
        let text = cut(text.trim());
        let pattern = Pattern::parse(text);
        let (numbers, within) = numbers(text);
        let read = Words::of(text);
        let mut words: Vec<Term> = Vec::new();
        let mut joined: Vec<Joined> = Vec::new();
        // The place of each word that is not joined in `words`.
        let mut places: Vec<Option<usize>> = Vec::new();
        for word in read.iter() {
            if word.joins > 0 {
                let of = places[places.len() - word.joins..].iter().flatten().fold(0, |of, &place| of | 1 << place);
                join(&mut joined, Joined { text: word.text.to_owned(), of, typed: true, open: false });
                continue;
            }
            let known = words.iter().position(|term| term.text == word.text);
            let place = known.or_else(|| {
                let wanted = words.len() < MOST_WORDS && !word.text.is_empty() && !version(word.text);
                wanted.then(|| {
                    words.push(Term { text: word.text.to_owned(), stop: is_stop(word.text), open: false });
                    words.len() - 1
                })
            });
            places.push(place);
        }
        if let (Some(last), true) = (places.last().copied().flatten(), open) {
            words[last].open = true;
            // What joins the last word comes right after it.
            if let Some(joined) = joined.last_mut().filter(|joined| joined.of & 1 << last != 0) {
                joined.open = true;
            }
        }
        for pair in places.windows(2) {
            if let [Some(a), Some(b)] = *pair {
                let text = format!("{}{}", words[a].text, words[b].text);
                join(&mut joined, Joined { text, of: 1 << a | 1 << b, typed: false, open: false });
            }
        }
        // One letter says how a name begins and no more.
        words.retain(|word| read.iter().count() > 1 || word.text.len() > 1);
        if words.iter().all(|word| word.stop) {
            for word in &mut words {
                word.stop = false;
            }
        }
        Self { pattern, text: text.to_lowercase(), numbers, within, words, joined, squeezed: read.squeezed() }
    }
}

/// As much of a text as is read.
fn cut(text: &str) -> &str {
    let end = (0..=text.len().min(LONGEST_QUERY)).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(0)]
}

fn join(all: &mut Vec<Joined>, joined: Joined) {
    let new = all.iter().all(|other| other.text != joined.text);
    if new && all.len() < MOST_JOINED && joined.of.count_ones() > 1 {
        all.push(joined);
    }
}

/// Whether a word is but the digits of a version or a count.
fn version(word: &str) -> bool {
    word.len() < 3 && word.bytes().all(|b| b.is_ascii_digit())
}

/// The numbers in a text that can be codes, the likeliest first, and the class of codes that it names.
///
/// A number that follows what announces a code (`HTTP/1.1 404`, `status: 404`, `error 404`) comes before the others,
/// such as the size in a line of a log.
fn numbers(text: &str) -> (Vec<String>, Option<Pattern>) {
    let mut announced = Vec::new();
    let mut others = Vec::new();
    let mut within = None;
    let mut before = "";
    for piece in
        text.split(|c: char| c.is_whitespace() || "=:;,\"'()<>|&_".contains(c)).filter(|piece| !piece.is_empty())
    {
        let bare = piece.trim_matches(|c: char| "[]{}.!".contains(c) && !piece.contains("xx"));
        let bare = bare.trim_start_matches('#');
        // `HTTP404`, `E500`: the number behind the letters.
        let number = bare.trim_start_matches(char::is_alphabetic);
        let glued = number.len() < bare.len();
        let starts = if glued { &bare[..bare.len() - number.len()] } else { before };
        // `(104: Connection reset by peer)` is the number of a system error, and X.509 a standard.
        let at = piece.as_ptr().addr() - text.as_ptr().addr();
        let errno = text[..at].ends_with('(') && text[at + piece.len()..].starts_with(':');
        let standard = glued && starts.eq_ignore_ascii_case("x");
        if is_code(number) && !errno && !standard {
            let list = if announces(starts) { &mut announced } else { &mut others };
            list.push(number.to_owned());
        } else if bare.len() > 2 && bare.starts_with(|c: char| c.is_ascii_digit()) {
            within = within.or_else(|| Pattern::parse(bare).filter(|pattern| !pattern.is_exact()));
        }
        before = piece;
    }
    announced.append(&mut others);
    let mut seen = Vec::new();
    announced.retain(|number| {
        !seen.contains(number) && {
            seen.push(number.clone());
            true
        }
    });
    (announced, within)
}

/// Whether a text is written as codes are: `404`, `1020`, `404.13`.
fn is_code(text: &str) -> bool {
    let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    digits(major, 3..=4) && digits(minor, 1..=3)
}

/// Whether a word announces that the number after it is a code.
fn announces(word: &str) -> bool {
    let word = word.to_lowercase();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.starts_with("http") || ["status", "code", "error", "err", "rc"].iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::Query;

    fn numbers(text: &str) -> Vec<String> {
        Query::read(text).numbers
    }

    #[test]
    fn numbers_amid_noise() {
        assert_eq!(numbers("HTTP/1.1 206"), ["206"]);
        assert_eq!(numbers("statusCode=407"), ["407"]);
        assert_eq!(numbers("\"GET / HTTP/1.1\" 499 0 \"-\""), ["499"]);
        assert_eq!(numbers("2026-11-22 10:15:23 127.0.0.1 took 200 ms, status=504"), ["504", "200"]);
        assert_eq!(numbers("got 404.13, why"), ["404.13"]);
        assert_eq!(numbers("recv() failed (104: Connection reset by peer) 502"), ["502"]);
        assert_eq!(numbers("x509: certificate signed by unknown authority"), Vec::<String>::new());
        assert_eq!(numbers("[403] HTTP_404_NOT_FOUND E502"), ["404", "403", "502"]);
        assert_eq!(numbers("bytes=0-499/1234 base64"), Vec::<String>::new());
    }

    #[test]
    fn a_class_restricts() {
        let query = Query::read("5xx gateway timeout");
        assert!(query.within.is_some_and(|pattern| pattern.matches_code("504")));
        assert!(Query::read("4xx").pattern.is_some());
        assert!(Query::read("gateway timeout").within.is_none());
    }

    #[test]
    fn words_and_what_they_join() {
        let query = Query::read("the Retry-After time out");
        let words: Vec<_> = query.words.iter().map(|word| (&*word.text, word.stop, word.open)).collect();
        assert_eq!(
            words,
            [
                ("the", true, false),
                ("retry", false, false),
                ("after", false, false),
                ("time", false, false),
                ("out", false, true)
            ]
        );
        assert!(query.joined.iter().any(|joined| joined.text == "retryafter" && joined.of == 0b110 && joined.typed));
        assert!(query.joined.iter().any(|joined| joined.text == "timeout" && joined.of == 0b11000));
        assert_eq!(query.squeezed, "theretryaftertimeout");
    }

    #[test]
    fn whatever_is_typed_is_cut() {
        let query = Query::read(&"é longer ".repeat(1000));
        assert!(query.words.len() <= super::MOST_WORDS && query.text.len() <= super::LONGEST_QUERY);
        assert!(Query::read("to be").words.iter().all(|word| !word.stop), "nothing else was typed");
    }
}
