//! Finding tokens in a text.

use std::cmp::Ordering;
use std::ops::Range;

use super::token::{Token, Vocabulary};
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
    pub(crate) token: Token<'v>,
    /// Where it stands, in bytes.
    pub(crate) range: Range<usize>,
}

/// The tokens of some vocabularies, each sorted by first words, that a text has: the longest first.
///
/// `platform` is the one whose log the text is from. What a longer token has within it is left out.
pub(crate) fn scan<'v>(text: &str, vocabularies: &[Vocabulary<'v>], platform: Option<&str>) -> Vec<Found<'v>> {
    let text_words: Vec<Word<'_>> = read(text);
    let mut found: Vec<Found<'v>> = Vec::new();
    let mut about: Option<String> = None;
    for (at, word) in text_words.iter().enumerate() {
        for vocabulary in vocabularies {
            let first = first(*vocabulary, word.text);
            for number in (first..vocabulary.len()).take_while(|&at| order(vocabulary.text(at), word.text).is_eq()) {
                let token = vocabulary.token(number);
                let range = if token.sentence {
                    sentence(text, &text_words[at..], &token)
                } else {
                    exact(text, word.range.start, &token)
                };
                let Some(range) = range else { continue };
                let lower = about.get_or_insert_with(|| text.to_lowercase());
                if !token.ordinary || near(text, lower, &range, &token, text_words.len(), platform) {
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
            std::ptr::eq(other.token.text, found.token.text)
                || other.range == found.range && other.token.leads_as(&found.token)
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

/// The number of the first token of a vocabulary that does not begin with a word before this one.
fn first(vocabulary: Vocabulary<'_>, word: &str) -> usize {
    let (mut low, mut high) = (0, vocabulary.len());
    while low < high {
        let middle = low.midpoint(high);
        if order(vocabulary.text(middle), word).is_lt() { low = middle + 1 } else { high = middle }
    }
    low
}

/// How the first word of a token is ordered against a word, whatever the case of both.
fn order(token: &str, word: &str) -> Ordering {
    let key = words(token).next().unwrap_or_default();
    if key.is_ascii() && word.is_ascii() {
        let lower = |byte: u8| byte.to_ascii_lowercase();
        key.bytes().map(lower).cmp(word.bytes().map(lower))
    } else {
        key.chars().flat_map(char::to_lowercase).cmp(word.chars().flat_map(char::to_lowercase))
    }
}

/// Whether a token stands at a place letter for letter, and ends there.
fn exact(text: &str, start: usize, token: &Token<'_>) -> Option<Range<usize>> {
    let lead = token.text.len() - token.text.trim_start_matches(|c: char| !(c.is_alphanumeric() || c == '_')).len();
    let start = start.checked_sub(lead)?;
    let rest = text.get(start..)?.strip_prefix(token.text)?;
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
fn sentence(text: &str, at: &[Word<'_>], token: &Token<'_>) -> Option<Range<usize>> {
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
fn near(
    text: &str,
    lower: &str,
    range: &Range<usize>,
    token: &Token<'_>,
    words: usize,
    platform: Option<&str>,
) -> bool {
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
    use crate::search::tokens::words::key;
    use crate::search::tokens::{Spelling, Token, Vocabulary};

    /// Every embedded token.
    fn tokens() -> impl Iterator<Item = Token<'static>> {
        (0..Vocabulary::Embedded.len()).map(|number| Vocabulary::Embedded.token(number))
    }

    /// The tokens in a text, as they are written in it, the longest first.
    fn found<'t>(text: &'t str, platform: Option<&str>) -> Vec<&'t str> {
        scan(text, &[Vocabulary::Embedded], platform).into_iter().map(|found| &text[found.range]).collect()
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
        assert!(tokens().map(|token| key(token.text)).is_sorted());
        for token in tokens().filter(|token| !token.text.contains('…')) {
            let hint = token.platform.and_then(|platform| platform.hints.first()).unwrap_or(&"");
            let text = format!("{hint} {}", token.text);
            let itself =
                |found: super::Found<'_>| found.token.leads_as(&token) || found.token.text.contains(token.text);
            assert!(scan(&text, &[Vocabulary::Embedded], None).into_iter().any(itself), "{:?}", token.text);
            assert!(token.codes().next().is_some(), "{:?}", token.text);
        }
    }

    #[test]
    fn spellings_of_own_entries_are_found() {
        let own = [Spelling::new("ReactorRefusedException", "reactor-refused").unwrap()];
        let all = [Vocabulary::Embedded, Vocabulary::Own(&own)];
        let found = scan("java.lang.ReactorRefusedException: no", &all, None);
        assert!(found[0].token.codes().eq(["reactor-refused"]));
        assert!(Spelling::new("refused", "reactor-refused").is_none(), "a word is a name like any other");
    }

    #[test]
    fn every_token_means_what_its_file_says() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/tokens");
        let mut count = 0;
        for file in folder.read_dir().unwrap() {
            let file = std::fs::read(file.unwrap().path()).unwrap();
            let file: serde_json::Value = serde_json::from_slice(&file).unwrap();
            let platform = |token: &Token<'_>| token.platform.is_some_and(|platform| platform.name == file["platform"]);
            let all: Vec<Token<'_>> = tokens().filter(platform).collect();
            for written in file["tokens"].as_array().unwrap() {
                let token = all.iter().find(|token| token.text == written["token"]).unwrap();
                assert_eq!(token.means(), written["means"].as_str().unwrap());
                let ids: Vec<&str> =
                    written["codes"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
                assert!(token.codes().eq(ids), "{:?}", token.text);
                count += 1;
            }
        }
        assert_eq!(count, tokens().filter(|token| token.platform.is_some()).count());
        assert!(tokens().all(|token| token.platform.is_some() || token.means().is_empty()));
    }
}
