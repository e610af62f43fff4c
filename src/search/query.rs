//! What a typed text consists of: numbers, a class, words.

use crate::catalog::Pattern;

use super::context::share;
use super::index::{Words, is_stop};
use super::numbers::{Codes, Kind, Numbers, read};

/// Numbers and tokens are read in so much of a text: what a trace says at its end counts too.
const LONGEST_TEXT: usize = 16 * 1024;

/// Words are read in so much of a text: a pasted log line says what it has to say before.
const LONGEST_QUERY: usize = 1024;

/// At most so many words are searched.
pub(super) const MOST_WORDS: usize = 24;

/// A text of more words than this is a message.
const LONG: f32 = 8.0;

/// However many words it has, a match counts at most so many times its share.
const MOST_DILUTION: f32 = 1.75;

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
pub(super) struct Query<'t> {
    /// What its numbers are.
    pub(super) read: Numbers<'t>,
    /// The whole text is a number or pattern.
    pub(super) pattern: Option<Pattern>,
    /// The text it was read from, without space around.
    pub(super) text: &'t str,
    /// The numbers that are statuses, the surest first.
    pub(super) numbers: Vec<String>,
    /// A class or set of codes to which the words are restricted: the `5xx` of `5xx gateway timeout`.
    pub(super) within: Option<Pattern>,
    /// The words.
    pub(super) words: Vec<Term>,
    /// Words of several parts, and neighbours that may be one: `Retry-After`, `time out`.
    pub(super) joined: Vec<Joined>,
    /// All words as one.
    pub(super) squeezed: String,
    /// All words as one, with the numbers that are no statuses: a name may have one.
    pub(super) typed: String,
}

/// A word of the query.
#[derive(Debug, PartialEq)]
pub(super) struct Term {
    pub(super) text: String,
    /// Says little by itself.
    pub(super) stop: bool,
    /// May still be being written.
    pub(super) open: bool,
    /// How much of its weight it keeps: less where it says in which program something happened.
    pub(super) share: f32,
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

impl<'t> Query<'t> {
    /// Reads a typed text.
    pub(super) fn read(text: &'t str, codes: &impl Codes) -> Self {
        // A space says that the last word is complete.
        let open = text.ends_with(char::is_alphanumeric);
        let text = cut(text.trim());
        let pattern = Pattern::parse(text);
        let numbers = read(text, codes);
        let statuses = numbers.statuses().iter().map(|(number, _)| number.text.to_string()).collect();
        let within = class(text);
        let read = Words::of(cut_at(&without_noise(text, &numbers), LONGEST_QUERY));
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
                    let share = share(word.text, words.last().map(|before| &*before.text));
                    words.push(Term { text: word.text.to_owned(), stop: is_stop(word.text), open: false, share });
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
        if words.iter().all(|word| word.stop || word.share < 1.0) {
            for word in &mut words {
                word.share = 1.0;
            }
        }
        let squeezed = read.squeezed();
        let typed = Words::of(cut_at(text, LONGEST_QUERY)).squeezed();
        Self { read: numbers, pattern, text, numbers: statuses, within, words, joined, squeezed, typed }
    }

    /// How much more a match of some of its words is than its share of them: a message of many words says in a few of
    /// them what it is about.
    pub(super) fn dilution(&self) -> f32 {
        let words = self.words.iter().filter(|word| !word.stop).count();
        (words as f32 / LONG).clamp(1.0, MOST_DILUTION)
    }
}

/// The text without the numbers that are no statuses, and without what belongs to them.
fn without_noise(text: &str, numbers: &Numbers<'_>) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for number in &numbers.all {
        // `x509` and `base64` are words.
        let glued = text[..number.range.start].ends_with(|c: char| c.is_alphabetic());
        let noise = match number.kind {
            Kind::Status(_) => continue,
            Kind::Unknown | Kind::SystemError | Kind::Id | Kind::Version | Kind::Count if glued => continue,
            // `1xxx` and `404th` are words, `3239f1eb` is not.
            Kind::Id if number.span.len() < 8 && text[number.span.clone()].contains(char::is_alphabetic) => continue,
            Kind::Unknown | Kind::SystemError => number.range.clone(),
            _ => number.span.clone(),
        };
        if noise.start >= from {
            kept.push_str(&text[from..noise.start]);
            kept.push(' ');
            from = noise.end;
        }
    }
    kept.push_str(&text[from..]);
    kept
}

/// As much of a text as is read.
pub(super) fn cut(text: &str) -> &str {
    cut_at(text, LONGEST_TEXT)
}

fn cut_at(text: &str, longest: usize) -> &str {
    let end = (0..=text.len().min(longest)).rev().find(|&end| text.is_char_boundary(end));
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

/// The class of codes that a text names: the `5xx` of `5xx gateway timeout`.
fn class(text: &str) -> Option<Pattern> {
    let pieces = text.split(|c: char| c.is_whitespace() || "=:;,\"'()<>|&_".contains(c));
    let mut classes = pieces.filter(|piece| piece.len() > 2 && piece.starts_with(|c: char| c.is_ascii_digit()));
    classes.find_map(|piece| Pattern::parse(piece).filter(|pattern| !pattern.is_exact()))
}

#[cfg(test)]
mod tests {
    use super::Query;
    use crate::search::codes::IndexCodes;

    fn read(text: &str) -> Query<'_> {
        Query::read(text, &IndexCodes::new(&[]))
    }

    #[test]
    fn a_class_restricts() {
        let query = read("5xx gateway timeout");
        assert!(query.within.is_some_and(|pattern| pattern.matches_code("504")));
        assert!(read("4xx").pattern.is_some());
        assert!(read("gateway timeout").within.is_none());
    }

    #[test]
    fn words_and_what_they_join() {
        let query = read("the Retry-After time out");
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
        let text = "é longer ".repeat(1000);
        let query = read(&text);
        assert!(query.words.len() <= super::MOST_WORDS && query.squeezed.len() <= super::LONGEST_QUERY);
        assert!(read("to be").words.iter().all(|word| !word.stop), "nothing else was typed");
    }
}
