//! How text becomes words: folded, split at case and punctuation, and kept whole as well.

use rust_stemmers::{Algorithm, Stemmer};
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Identifiers longer than this are only split: nobody types them as one word.
const LONGEST_WHOLE: usize = 48;

/// One word of a text.
#[derive(Debug, Clone)]
struct Token {
    /// Where its folded letters are.
    letters: Range<usize>,
    /// How many of the words before it are joined in it; 0 for a word that is not joined.
    joins: usize,
    /// The characters of the text it was read from.
    chars: Range<usize>,
}

/// One word of a text, as [`Words::iter`] returns it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// The folded letters.
    pub(crate) text: &'a str,
    /// How many of the words before it are joined in it; 0 for a word that is not joined.
    pub(crate) joins: usize,
    /// The characters of the text it was read from.
    pub(crate) chars: Range<usize>,
}

/// What the characters of a word have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Lower,
    Upper,
    Digit,
    /// Written without spaces: read in pairs.
    Ideograph,
    /// Joins the words on both sides: `Retry-After`, `limit_req`, `web.config`.
    Joint,
    /// Belongs to the word and is no letter: `didn't`.
    Silent,
    Break,
}

impl Class {
    fn of(c: char) -> Self {
        match c {
            'a'..='z' => Self::Lower,
            'A'..='Z' => Self::Upper,
            '-' | '_' | '.' | '\u{2010}' | '\u{2011}' => Self::Joint,
            '\'' | '\u{2019}' | '\u{ad}' => Self::Silent,
            '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}' => {
                if c.is_alphanumeric() {
                    Self::Ideograph
                } else {
                    Self::Break
                }
            }
            _ if c.is_numeric() => Self::Digit,
            _ if c.is_uppercase() => Self::Upper,
            _ if c.is_alphabetic() => Self::Lower,
            _ if is_combining_mark(c) => Self::Silent,
            _ => Self::Break,
        }
    }
}

/// The words of a text. Reading another text reuses the memory.
#[derive(Debug, Default)]
pub(crate) struct Words {
    folded: String,
    tokens: Vec<Token>,
    /// Tokens from here on belong to the identifier, and to its part between joints, that is being read.
    identifier: usize,
    part: usize,
}

impl Words {
    /// The words of `text`.
    pub(crate) fn of(text: &str) -> Self {
        let mut words = Self::default();
        words.read(text);
        words
    }

    /// Replaces the words by those of `text`.
    ///
    /// `TooManyRequests`, `TOO_MANY_REQUESTS` and `too-many-requests` all give `too many requests` and, after them,
    /// `toomanyrequests`; `HTTPServer` gives `http server`, `oauth2` gives `oauth 2 oauth2`.
    pub(crate) fn read(&mut self, text: &str) {
        self.folded.clear();
        self.tokens.clear();
        (self.identifier, self.part) = (0, 0);
        let mut last = Class::Break;
        let mut chars = text.chars().enumerate().peekable();
        while let Some((at, c)) = chars.next() {
            let class = Class::of(c);
            match class {
                Class::Silent => continue,
                Class::Break => self.end_identifier(),
                Class::Joint => {
                    self.end_part();
                    // `HttpStatus.NOT_FOUND` is two identifiers, `node.js` one.
                    if last == Class::Joint || (c == '.' && self.tokens.len() > self.identifier + 1) {
                        self.end_identifier();
                    }
                }
                Class::Ideograph => {
                    if last != Class::Ideograph {
                        self.end_identifier();
                    }
                    self.ideograph(c, at, last == Class::Ideograph);
                }
                Class::Lower | Class::Upper | Class::Digit => {
                    if last == Class::Ideograph {
                        self.end_identifier();
                    }
                    let before_lower = chars.peek().is_some_and(|&(_, next)| Class::of(next) == Class::Lower);
                    let starts = match (last, class) {
                        (Class::Lower, Class::Upper) => true,
                        (Class::Upper, Class::Upper) => before_lower && !plural(&mut chars.clone().map(|(_, c)| c)),
                        (Class::Upper, Class::Lower) => false,
                        (last, class) => last != class,
                    };
                    if starts {
                        let end = self.folded.len();
                        self.tokens.push(Token { letters: end..end, joins: 0, chars: at..at });
                    }
                    self.fold(c);
                    if let Some(token) = self.tokens.last_mut() {
                        token.letters.end = self.folded.len();
                        token.chars.end = at + 1;
                    }
                }
            }
            last = class;
        }
        self.end_identifier();
    }

    /// Every word in order, joined words after their parts.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Word<'_>> {
        self.tokens.iter().map(|token| Word {
            text: &self.folded[token.letters.clone()],
            joins: token.joins,
            chars: token.chars.clone(),
        })
    }

    /// All words that are not joined, as one: `toomanyrequests` for `Too Many Requests`.
    pub(crate) fn squeezed(&self) -> String {
        self.iter().filter(|word| word.joins == 0).map(|word| word.text).collect()
    }

    fn fold(&mut self, c: char) {
        if c.is_ascii() {
            self.folded.push(c.to_ascii_lowercase());
            return;
        }
        for c in c.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase) {
            // Letters that do not decompose but are commonly typed without their stroke or ligature.
            match c {
                'ß' => self.folded.push_str("ss"),
                'æ' => self.folded.push_str("ae"),
                'œ' => self.folded.push_str("oe"),
                'ø' => self.folded.push('o'),
                'ł' => self.folded.push('l'),
                'đ' => self.folded.push('d'),
                'ı' => self.folded.push('i'),
                _ => self.folded.push(c),
            }
        }
    }

    /// Chinese and Japanese put no spaces between words: every two neighbours are one, and a lone character too.
    fn ideograph(&mut self, c: char, at: usize, follows: bool) {
        let start = self.folded.len();
        self.fold(c);
        let end = self.folded.len();
        match self.tokens.last_mut() {
            Some(before) if follows && before.chars.len() == 1 => {
                before.letters.end = end;
                before.chars.end = at + 1;
            }
            Some(before) if follows => {
                // The second half of the pair before is the first half of this one.
                let shared = self.folded[before.letters.clone()].char_indices().next_back().map_or(0, |(i, _)| i);
                let letters = before.letters.start + shared..end;
                self.tokens.push(Token { letters, joins: 0, chars: at - 1..at + 1 });
            }
            _ => self.tokens.push(Token { letters: start..end, joins: 0, chars: at..at + 1 }),
        }
    }

    fn end_part(&mut self) {
        self.join(self.part);
        self.part = self.tokens.len();
    }

    fn end_identifier(&mut self) {
        self.end_part();
        if self.tokens.get(self.identifier..).is_some_and(|tokens| !same_as_last(tokens)) {
            self.join(self.identifier);
        }
        (self.identifier, self.part) = (self.tokens.len(), self.tokens.len());
    }

    /// Adds the words from a token on as one, when there are several.
    fn join(&mut self, from: usize) {
        let parts = self.tokens[from..].iter().filter(|token| token.joins == 0);
        let (count, length) = parts.clone().fold((0, 0), |(n, sum), token| (n + 1, sum + token.letters.len()));
        let paired =
            parts.clone().any(|token| Class::of(first_char(&self.folded[token.letters.clone()])) == Class::Ideograph);
        if count < 2 || length > LONGEST_WHOLE || paired {
            return;
        }
        let chars = self.tokens[from].chars.start..self.tokens[self.tokens.len() - 1].chars.end;
        let letters: Vec<Range<usize>> = parts.map(|token| token.letters.clone()).collect();
        let start = self.folded.len();
        for range in letters {
            self.folded.extend_from_within(range);
        }
        self.tokens.push(Token { letters: start..self.folded.len(), joins: count, chars });
    }
}

fn first_char(text: &str) -> char {
    text.chars().next().unwrap_or(' ')
}

/// Whether the last token joins all the others already.
fn same_as_last(tokens: &[Token]) -> bool {
    tokens.last().is_some_and(|last| last.joins > 0 && last.joins + 1 == tokens.len())
}

/// Whether what follows a capital letter only makes a plural of an abbreviation: `URLs`, `IPs`.
fn plural(rest: &mut impl Iterator<Item = char>) -> bool {
    rest.next() == Some('s') && rest.next().is_none_or(|c| !c.is_alphanumeric())
}

/// The English stem of a word: `requests`, `requested` and `requesting` share `request`.
pub(crate) fn stem(word: &str) -> Cow<'_, str> {
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.into();
    }
    Stemmer::create(Algorithm::English).stem(word)
}

/// Words that say little by themselves. `not`, `no`, `too` and `many` are none: names consist of them.
const STOP: [&str; 73] = [
    "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "because", "been", "but", "by", "can", "could",
    "did", "didnt", "do", "does", "doesnt", "dont", "for", "from", "get", "gets", "getting", "got", "had", "has",
    "have", "how", "i", "if", "im", "in", "into", "is", "isnt", "it", "its", "just", "me", "my", "of", "on", "or",
    "our", "should", "so", "some", "than", "that", "the", "their", "them", "then", "there", "they", "this", "to",
    "was", "we", "were", "what", "when", "which", "why", "will", "with", "would", "you", "your",
];

/// Whether a folded word says little by itself.
pub(crate) fn is_stop(word: &str) -> bool {
    STOP.binary_search(&word).is_ok()
}

/// Which letters a word has: a bit for each of `a` to `z`, one for digits and one for everything else.
///
/// Two words whose sets differ in more letters than a misspelling may have need no closer look.
pub(crate) fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |set, byte| {
        set | match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            b'0'..=b'9' => 1 << 26,
            _ => 1 << 27,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{STOP, Words, is_stop, letters, stem};

    fn words(text: &str) -> String {
        Words::of(text).iter().map(|word| word.text.to_owned()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn identifiers_are_split_and_kept() {
        assert_eq!(words("Too Many Requests"), "too many requests");
        for constant in ["TooManyRequests", "TOO_MANY_REQUESTS", "too-many-requests", "too_many_requests"] {
            assert_eq!(words(constant), "too many requests toomanyrequests", "{constant}");
        }
        assert_eq!(words("HttpStatus.TOO_MANY"), "http status httpstatus too many toomany");
        assert_eq!(words("HTTPServer oauth2 URLs"), "http server httpserver oauth 2 oauth2 urls");
        assert_eq!(words("web.config. End..start"), "web config webconfig end start");
    }

    #[test]
    fn joined_words_say_how_many_they_join() {
        let words = Words::of("a X-Forwarded-For");
        let joins: Vec<usize> = words.iter().map(|word| word.joins).collect();
        assert_eq!(joins, [0, 0, 0, 0, 3]);
        assert_eq!(words.squeezed(), "axforwardedfor");
    }

    #[test]
    fn letters_are_folded() {
        assert_eq!(words("Requêtes ÉCHOUÉES Straße"), "requetes echouees strasse");
        assert_eq!(words("re\u{301}seau I\u{2019}m ４０４"), "reseau im 404");
        assert_eq!(words("слишком Много"), "слишком много");
    }

    #[test]
    fn ideographs_are_read_in_pairs() {
        assert_eq!(words("请求过多"), "请求 求过 过多");
        assert_eq!(words("页 404未找到ok"), "页 404 未找 找到 ok");
    }

    #[test]
    fn places_are_characters_of_the_text() {
        let text = "É Not-Found";
        let words = Words::of(text);
        let places: Vec<_> = words.iter().map(|word| word.chars).collect();
        assert_eq!(places, [0..1, 2..5, 6..11, 2..11]);
    }

    #[test]
    fn stems_join_the_forms_of_a_word() {
        for forms in [["requests", "requesting"], ["throttled", "throttling"], ["redirect", "redirection"]] {
            assert_eq!(stem(forms[0]), stem(forms[1]));
        }
        assert_eq!(stem("gdpr"), "gdpr");
        assert_eq!(stem("запросов"), "запросов");
    }

    #[test]
    fn stop_words_are_sorted() {
        assert!(STOP.is_sorted());
        assert!(is_stop("the") && !is_stop("not") && !is_stop("too"));
    }

    #[test]
    fn letter_sets() {
        assert_eq!(letters("abba"), 0b11);
        assert_eq!(letters("404é").count_ones(), 2);
    }
}
