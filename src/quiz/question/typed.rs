//! Reads what people type for a code: numbers with or without words around them, names with typing mistakes,
//! former names, abbreviations, constants of frameworks.

use super::mark::Mark;
use crate::catalog::Index;

/// Words around a number or name that say nothing.
const FILLERS: &[&str] =
    &["http", "https", "status", "statuscode", "code", "error", "response", "sc", "a", "an", "the", "it", "is", "its"];

/// What a typed answer has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// The number; the name is known.
    Number,
    /// The name; the number is known.
    Name,
    /// Either.
    Either,
}

/// Every number and name that there is, folded for comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Titles {
    titles: Vec<Title>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Title {
    entry: Index,
    code: String,
    names: Vec<Name>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    words: Vec<String>,
    /// The words without anything between them.
    squeezed: String,
}

/// How far a reply is from a name, if it can be meant.
type DistanceTo<'a> = &'a dyn Fn(&Name) -> Option<usize>;

/// What a reply names.
struct Match {
    /// Whether it can only be one of the accepted entries.
    is_right: bool,
    /// The entry that it names, if it names one.
    entry: Option<Index>,
}

impl Titles {
    /// Adds the code and all names of an entry.
    pub(in crate::quiz) fn add<'a>(&mut self, entry: Index, code: &str, names: impl IntoIterator<Item = &'a str>) {
        let names = names.into_iter().map(|name| Name::new(words(name))).filter(|name| !name.squeezed.is_empty());
        self.titles.push(Title { entry, code: code.to_owned(), names: names.collect() });
    }

    /// What a reply is worth where these entries are right.
    pub(super) fn mark(&self, reply: &str, expected: Expected, accept: &[Index]) -> Mark {
        let (number, words) = read(reply);
        // A name can have a number in it that is no code.
        let whole = self.by_name(&self::words(&cut(reply)), accept).filter(|found| found.is_right);
        let found = match number.as_deref() {
            Some(number) if expected != Expected::Name => {
                self.by_number(number, accept).or(whole.filter(|_| expected == Expected::Either))
            }
            _ if expected == Expected::Number => None,
            _ => whole.or_else(|| self.by_name(&words, accept)),
        };
        match found {
            Some(Match { is_right: true, entry }) => Mark { is_right: true, chosen: entry, nearly: false },
            other => Mark {
                is_right: false,
                chosen: other.and_then(|found| found.entry),
                nearly: expected != Expected::Number && self.is_near(&words, accept),
            },
        }
    }

    fn by_number(&self, number: &str, accept: &[Index]) -> Option<Match> {
        let owners = || self.titles.iter().filter(|title| title.code == number).map(|title| title.entry);
        let right = owners().find(|entry| accept.contains(entry));
        let entry = right.or_else(|| owners().next())?;
        Some(Match { is_right: right.is_some(), entry: Some(entry) })
    }

    /// The entry that the words name: exactly, with typing mistakes, or abbreviated, in this order.
    fn by_name(&self, typed: &[String], accept: &[Index]) -> Option<Match> {
        let variants = variants(typed);
        let exact = |name: &Name| variants.iter().any(|typed| typed.squeezed == name.squeezed).then_some(0);
        let fuzzy = |name: &Name| variants.iter().filter_map(|typed| mistakes(typed, name)).min();
        let short = |name: &Name| variants.iter().any(|typed| abbreviates(&typed.words, name)).then_some(0);
        let distances: [DistanceTo<'_>; 3] = [&exact, &fuzzy, &short];
        distances.into_iter().find_map(|distance| self.nearest(distance, accept))
    }

    /// The entry with the smallest number; where the accepted and others have the same, none of them is sure, unless
    /// the names are the very same.
    fn nearest(&self, distance: DistanceTo<'_>, accept: &[Index]) -> Option<Match> {
        let all = self.titles.iter().flat_map(|title| title.names.iter().map(move |name| (title.entry, name)));
        let scored: Vec<_> = all.filter_map(|(entry, name)| Some((distance(name)?, entry, name))).collect();
        let best = scored.iter().map(|(score, ..)| *score).min()?;
        let best: Vec<_> = scored.into_iter().filter(|(score, ..)| *score == best).collect();
        let right: Vec<_> = best.iter().filter(|(_, entry, _)| accept.contains(entry)).collect();
        let Some((_, entry, _)) = right.first() else { return Some(Match { is_right: false, entry: Some(best[0].1) }) };
        let is_sure = best.iter().all(|(_, _, name)| right.iter().any(|(_, _, other)| other.squeezed == name.squeezed));
        Some(Match { is_right: is_sure, entry: is_sure.then_some(*entry) })
    }

    /// Whether the words are spelt much like an accepted name.
    fn is_near(&self, typed: &[String], accept: &[Index]) -> bool {
        let typed: String = typed.concat();
        let names = self.titles.iter().filter(|title| accept.contains(&title.entry)).flat_map(|title| &title.names);
        typed.len() >= 4
            && names.into_iter().any(|name| strsim::normalized_damerau_levenshtein(&typed, &name.squeezed) >= 0.6)
    }
}

impl Name {
    fn new(words: Vec<String>) -> Self {
        Self { squeezed: words.concat(), words }
    }
}

/// The number in a reply, if there is one, and its other words.
fn read(reply: &str) -> (Option<String>, Vec<String>) {
    let reply = cut(reply);
    let is_number = |token: &str| {
        let (whole, part) = token.split_once('.').unwrap_or((token, "0"));
        let digits =
            |text: &str, most| !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
        whole.len() >= 3 && digits(whole, 4) && digits(part, 3)
    };
    let tokens = reply.split(|c: char| !c.is_ascii_digit() && c != '.').map(|token| token.trim_matches('.'));
    let number = tokens.clone().find(|token| is_number(token)).map(str::to_owned);
    let rest = match &number {
        Some(number) => reply.replacen(number.as_str(), " ", 1),
        None => reply,
    };
    (number, words(&rest))
}

/// What nobody types in earnest is not worth the time that comparing it takes.
fn cut(reply: &str) -> String {
    reply.chars().take(120).collect()
}

/// The words of a text in lower case: `Not-Found`, `NOT_FOUND` and `NotFound` are `not found`.
fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = vec![String::new()];
    let mut before_is_lower = false;
    for c in text.chars().filter(|c| !matches!(c, '\'' | '’' | '`')) {
        if !c.is_alphanumeric() || (c.is_uppercase() && before_is_lower) {
            out.push(String::new());
        }
        if c.is_alphanumeric() {
            out.last_mut().expect("there is always one").extend(c.to_lowercase());
        }
        before_is_lower = c.is_lowercase();
    }
    out.retain(|word| !word.is_empty());
    out
}

/// The words as they are, and without those at either end that say nothing.
fn variants(typed: &[String]) -> Vec<Name> {
    let filler = |word: &String| FILLERS.contains(&word.as_str());
    let start = typed.iter().position(|word| !filler(word)).unwrap_or(typed.len());
    let end = typed.iter().rposition(|word| !filler(word)).map_or(start, |at| at + 1);
    let mut variants: Vec<Name> = [typed, &typed[start..], &typed[start..end.max(start)]]
        .into_iter()
        .filter(|words| !words.is_empty())
        .map(|words| Name::new(words.to_vec()))
        .collect();
    variants.dedup();
    variants
}

/// The mistakes between what was typed and a name; `None` when there are too many for its length.
fn mistakes(typed: &Name, name: &Name) -> Option<usize> {
    let most = match name.squeezed.chars().count() {
        0..=3 => return None,
        4..=7 => 1,
        8..=13 => 2,
        _ => 3,
    };
    let lengths = typed.squeezed.len().abs_diff(name.squeezed.len());
    if lengths > 4 * most {
        return None;
    }
    Some(strsim::osa_distance(&typed.squeezed, &name.squeezed)).filter(|&mistakes| mistakes <= most)
}

/// Whether the words abbreviate a name: `ise`, `int srv err`, `too many req`.
fn abbreviates(typed: &[String], name: &Name) -> bool {
    let initials = || name.words.iter().filter_map(|word| word.chars().next()).collect::<String>();
    match typed {
        [one] if name.words.len() >= 3 => *one == initials(),
        _ => {
            typed.len() >= 2
                && typed.len() == name.words.len()
                && typed.iter().zip(&name.words).all(|(typed, word)| shortens(typed, word))
        }
    }
}

/// Whether letters of a word, the first one among them, are left out.
fn shortens(typed: &str, word: &str) -> bool {
    let mut letters = word.chars();
    typed == word
        || (typed.len() >= 3
            && typed.chars().next() == word.chars().next()
            && typed.chars().all(|c| letters.any(|letter| letter == c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles() -> Titles {
        let mut titles = Titles::default();
        titles.add(401, "401", ["Unauthorized", "Unauthenticated"]);
        titles.add(403, "403", ["Forbidden"]);
        titles.add(404, "404", ["Not Found", "Page Not Found"]);
        titles.add(405, "405", ["Method Not Allowed", "Not Allowed"]);
        titles.add(406, "406", ["Not Acceptable"]);
        titles.add(408, "408", ["Request Timeout", "Request Time-out"]);
        titles.add(413, "413", ["Content Too Large", "Payload Too Large"]);
        titles.add(429, "429", ["Too Many Requests"]);
        titles.add(4290, "429", ["Slow Down"]);
        titles.add(500, "500", ["Internal Server Error"]);
        titles.add(504, "504", ["Gateway Timeout"]);
        titles.add(418, "418", ["I'm a teapot"]);
        titles.add(4991, "499", ["Client Closed Request"]);
        titles.add(4992, "499", ["Client Closed Request"]);
        titles.add(4035, "403.5", ["SSL 128 required"]);
        titles.add(40413, "404.13", ["Content length too large"]);
        titles
    }

    fn mark(reply: &str, right: Index) -> Mark {
        titles().mark(reply, Expected::Either, &[right])
    }

    #[test]
    fn a_number_in_any_dress() {
        for reply in
            ["404", " 404 ", "HTTP 404", "status: 404", "http/404", "Error 404.", "404 Not Found", "HTTP_404_NOT_FOUND"]
        {
            assert!(mark(reply, 404).is_right, "{reply}");
        }
        assert!(mark("404.13", 40413).is_right);
        assert_eq!(mark("404", 40413), Mark { is_right: false, chosen: Some(404), nearly: false });
        assert!(mark("HTTP/1.1 429 Too Many Requests", 429).is_right);
        assert!(mark("429", 4290).is_right, "whoever owns the number");
    }

    #[test]
    fn a_name_with_mistakes() {
        for (reply, right) in [
            ("not found", 404),
            ("Not-Found!", 404),
            ("notfound", 404),
            ("StatusNotFound", 404),
            ("NOT_FOUND", 404),
            ("Not Fuond", 404),
            ("unauthorised", 401),
            ("forbiden", 403),
            ("payload too large", 413),
            ("request timeout", 408),
            ("im a teapot", 418),
            ("I’m a Teapot", 418),
            ("internal sever error", 500),
            ("the gateway timeout error", 504),
            ("ise", 500),
            ("int srv err", 500),
            ("too many req", 429),
            ("client closed request", 4992),
            ("ssl 128 required", 4035),
        ] {
            assert!(mark(reply, right).is_right, "{reply}");
        }
    }

    #[test]
    fn another_meaning_is_wrong_however_it_is_spelt() {
        let not_acceptable = mark("Not Acceptable", 405);
        assert_eq!(not_acceptable.chosen, Some(406));
        assert!(!not_acceptable.is_right);
        assert_eq!(mark("Not Allowed", 406).chosen, Some(405));
        assert_eq!(mark("gateway time-out", 408), Mark { is_right: false, chosen: Some(504), nearly: false });
        for reply in ["", "no", "?", "not", "error", "status", "found"] {
            assert_eq!(mark(reply, 404).chosen, None, "{reply}");
        }
        assert!(mark("frobidn", 403).nearly && !mark("bananas", 403).nearly);
    }

    #[test]
    fn what_was_given_is_no_answer() {
        let titles = titles();
        assert!(!titles.mark("404", Expected::Name, &[404]).is_right);
        assert!(!titles.mark("Not Found", Expected::Number, &[404]).is_right);
        assert!(titles.mark("404 Not Found", Expected::Name, &[404]).is_right);
        assert!(!titles.mark("404 Forbidden", Expected::Name, &[404]).is_right);
        assert!(titles.mark("404 Not Found", Expected::Number, &[404]).is_right);
    }

    #[test]
    fn a_long_reply_is_cut() {
        assert!(!mark(&"x".repeat(1_000_000), 404).is_right);
        assert!(!mark(&"é404.".repeat(1_000), 403).is_right);
    }
}
