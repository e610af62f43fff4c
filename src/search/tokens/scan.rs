//! Finding tokens in a text.

use std::cmp::Ordering;
use std::ops::Range;

use super::token::Token;
use super::words::words;

/// At most so many words of a text are looked up.
const MOST_WORDS: usize = 2048;

/// At most so many tokens are returned.
const MOST_FOUND: usize = 64;

/// At most so many words stand for the `…` in a sentence.
const GAP: usize = 14;

/// In a text of at most so many words an ordinary token needs nothing beside it.
const FEW_WORDS: usize = 3;

/// A token in a text.
#[derive(Debug, Clone)]
pub(crate) struct Found<'v> {
    /// Which.
    pub(crate) token: &'v Token,
    /// Where it stands, in bytes.
    pub(crate) range: Range<usize>,
}

/// The tokens of some vocabularies, each sorted by first words, that a text has: the longest first.
///
/// `platform` is the one whose log the text is from. What a longer token has within it is left out.
pub(crate) fn scan<'v>(text: &str, vocabularies: &[&'v [Token]], platform: Option<&str>) -> Vec<Found<'v>> {
    let text_words: Vec<Word<'_>> = read(text);
    let mut found: Vec<Found<'v>> = Vec::new();
    let mut about: Option<String> = None;
    for (at, word) in text_words.iter().enumerate() {
        for vocabulary in vocabularies {
            let first = vocabulary.partition_point(|token| order(&token.key, word.text).is_lt());
            for token in vocabulary[first..].iter().take_while(|token| order(&token.key, word.text).is_eq()) {
                let range = if token.sentence {
                    sentence(text, &text_words[at..], token)
                } else {
                    exact(text, word.range.start, token)
                };
                let Some(range) = range else { continue };
                let lower = about.get_or_insert_with(|| text.to_lowercase());
                if !token.ordinary || near(text, lower, &range, token, text_words.len(), platform) {
                    found.push(Found { token, range });
                }
            }
        }
        if found.len() >= MOST_FOUND {
            break;
        }
    }
    found.sort_by_key(|found| (std::cmp::Reverse(found.range.len()), found.range.start));
    let mut kept: Vec<Found<'v>> = Vec::new();
    for found in found {
        let inside = |other: &Found<'_>| {
            other.range.start <= found.range.start && found.range.end <= other.range.end && other.range != found.range
        };
        let again = |other: &Found<'_>| {
            std::ptr::eq(other.token, found.token)
                || other.range == found.range && other.token.codes == found.token.codes
        };
        if !kept.iter().any(|other| inside(other) || again(other)) {
            kept.push(found);
        }
    }
    kept
}

/// A word of a text.
struct Word<'t> {
    /// Where it stands, in bytes.
    range: Range<usize>,
    /// It as it is written.
    text: &'t str,
}

/// The words of a text.
fn read(text: &str) -> Vec<Word<'_>> {
    let place = |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
    words(text).take(MOST_WORDS).map(|word| Word { range: place(word)..place(word) + word.len(), text: word }).collect()
}

/// How a key, which is in lower case, is ordered against a word, whatever the case of that.
fn order(key: &str, word: &str) -> Ordering {
    if word.is_ascii() {
        key.bytes().cmp(word.bytes().map(|byte| byte.to_ascii_lowercase()))
    } else {
        key.chars().cmp(word.chars().flat_map(char::to_lowercase))
    }
}

/// Whether a token stands at a place letter for letter, and ends there.
fn exact(text: &str, start: usize, token: &Token) -> Option<Range<usize>> {
    let lead = token.text.len() - token.text.trim_start_matches(|c: char| !(c.is_alphanumeric() || c == '_')).len();
    let start = start.checked_sub(lead)?;
    let rest = text.get(start..)?.strip_prefix(&*token.text)?;
    let tail = token.platform.map_or(&[][..], |platform| platform.tail);
    let mut end = text.len() - rest.len();
    let mut states = rest.chars();
    if !tail.is_empty() && tail.iter().all(|set| states.next().is_some_and(|c| set.contains(c))) {
        end += tail.len();
    }
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let last = text[..end].ends_with(word);
    let ends = text[end..].chars().next().is_none_or(|next| !(word(next) && last || next == '-' && token.ordinary));
    let begins = !text[..start].ends_with(['-', '%']) || !token.ordinary;
    (ends && begins).then_some(start..end)
}

/// Whether the words of a sentence stand at a place, in their order.
fn sentence(text: &str, at: &[Word<'_>], token: &Token) -> Option<Range<usize>> {
    let start = at.first()?.range.start;
    let (mut place, mut end) = (0, start);
    for (part, piece) in token.text.split('…').enumerate() {
        let furthest = if part == 0 { 0 } else { GAP };
        let stands = |from: usize| {
            let mut count = 0;
            let same = words(piece).all(|word| {
                count += 1;
                at.get(from + count - 1).is_some_and(|found| same(found.text, word))
            });
            same.then_some(from + count)
        };
        place = (place..=place + furthest).find_map(stands)?;
        end = place.checked_sub(1).map_or(end, |last| at[last].range.end);
    }
    if token.text.ends_with(')') && text[end..].starts_with(')') {
        end += 1;
    }
    (end > start && !version(text, start..end, at.get(place.saturating_sub(1))?)).then_some(start..end)
}

/// Whether two words are the same, whatever their case.
fn same(a: &str, b: &str) -> bool {
    let lower = |word: &str| word.to_lowercase();
    a.eq_ignore_ascii_case(b) || !(a.is_ascii() && b.is_ascii()) && lower(a) == lower(b)
}

/// Whether the last word of a sentence is part of a version: `curl/7.46.0` is not curl's error 7.
fn version(text: &str, sentence: Range<usize>, last: &Word<'_>) -> bool {
    let after = &text[sentence.end..];
    last.range.start > sentence.start
        && last.text.bytes().all(|byte| byte.is_ascii_digit())
        && (text[..last.range.start].strip_suffix(['/', '.', '-']).is_some_and(|name| !name.ends_with(' '))
            || after.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
}

/// Whether a text is about an ordinary token's platform: it is little else, the platform wrote it or is named in it, or
/// a status stands before the token.
fn near(text: &str, lower: &str, range: &Range<usize>, token: &Token, words: usize, platform: Option<&str>) -> bool {
    let Some(of) = token.platform else { return words <= FEW_WORDS };
    // `503 UF,URX`
    let list = text[..range.start].trim_end_matches(|c: char| c == ',' || c.is_ascii_uppercase());
    let before = list.trim_end_matches(' ');
    let status = || {
        let digits = before.trim_end_matches(|c: char| c.is_ascii_digit());
        before.len() - digits.len() == 3 && !digits.ends_with(|c: char| c.is_alphanumeric())
    };
    words <= 1
        || platform == Some(of.name)
        || of.hints.iter().any(|hint| lower.contains(hint))
        || token.text.bytes().all(|byte| byte.is_ascii_uppercase()) && status()
}

#[cfg(test)]
mod tests {
    use super::scan;
    use crate::search::tokens::{Token, tokens};

    /// The tokens in a text, as they are written in it, the longest first.
    fn found<'t>(text: &'t str, platform: Option<&str>) -> Vec<&'t str> {
        scan(text, &[tokens()], platform).into_iter().map(|found| &text[found.range]).collect()
    }

    #[test]
    fn tokens_are_exact_and_in_their_case() {
        assert_eq!(found("502 SH--", None), ["SH--"]);
        assert_eq!(found("haproxy SH-- sh--", None), ["SH--"]);
        assert_eq!(found("503 UF,URX", None), ["URX", "UF"]);
        assert_eq!(found("UpstreamOverflow", None), ["UpstreamOverflow"]);
        assert_eq!(found("upstreamoverflow MyUpstreamOverflow", None), Vec::<&str>::new());
        assert_eq!(found("NoSuchKey NoSuchKeyError", None), ["NoSuchKey"]);
    }

    #[test]
    fn an_ordinary_word_counts_only_beside_its_platform() {
        assert_eq!(found("a DC motor and an UT boat, please", None), Vec::<&str>::new());
        assert_eq!(found("envoy answered with DC in the log today", None), ["DC"]);
        assert_eq!(found("a request that ended DC in a log", Some("Envoy")), ["DC"]);
        assert_eq!(found("H12", None), ["H12"]);
        assert_eq!(found("at=error code=H12 desc=\"Request timeout\"", None), ["H12"]);
    }

    #[test]
    fn of_a_sentence_the_words_count() {
        let line = "*1 connect() failed (111: Connection refused) while connecting to upstream, client";
        assert_eq!(found(line, None)[0], "Connection refused) while connecting to upstream");
        assert!(found("user \"me\" was not found in \"/etc/passwd\"", None).contains(&"user \"me\" was not found in"));
        assert_eq!(found("curl/7.46.0 says hello", None), Vec::<&str>::new(), "a version is no error");
        assert_eq!(found("curl: (7) says hello", None), ["curl: (7)"]);
    }

    #[test]
    fn the_table_is_sorted_and_each_token_finds_itself() {
        assert!(tokens().is_sorted_by_key(|token| &token.key));
        for token in tokens().iter().filter(|token| !token.text.contains('…')) {
            let hint = token.platform.and_then(|platform| platform.hints.first()).unwrap_or(&"");
            let text = format!("{hint} {}", token.text);
            let itself =
                |found: super::Found<'_>| found.token.codes == token.codes || found.token.text.contains(&*token.text);
            assert!(scan(&text, &[tokens()], None).into_iter().any(itself), "{:?}", token.text);
            let explained = !token.means.is_empty() && token.source.1.starts_with("https://");
            assert_eq!(explained, token.platform.is_some(), "{:?}", token.text);
        }
    }

    #[test]
    fn spellings_of_own_entries_are_found() {
        let own = [Token::spelling("ReactorRefusedException", "reactor-refused").unwrap()];
        let found = scan("java.lang.ReactorRefusedException: no", &[tokens(), &own], None);
        assert_eq!(found[0].token.codes[0], "reactor-refused");
        assert!(Token::spelling("refused", "reactor-refused").is_none(), "a word is a name like any other");
    }
}
