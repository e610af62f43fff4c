//! The combinators.

/// A part of a grammar: what may stand somewhere in a value.
pub enum Pattern {
    /// So many characters of a class: at least, at most.
    Chars(fn(char) -> bool, usize, usize),
    /// This text, without regard to case.
    Word(&'static str),
    /// This text, in its case.
    Exact(&'static str),
    /// One after the other.
    Seq(&'static [Pattern]),
    /// The first that fits.
    Any(&'static [Pattern]),
    /// It or nothing.
    Maybe(&'static Pattern),
    /// It as often as it comes: none too.
    Many(&'static Pattern),
    /// Members between commas (RFC 9110 §5.6.1), at least so many; empty ones are passed over, as a recipient has to.
    List(&'static Pattern, usize),
    /// Another pattern that has a name.
    Of(&'static Pattern),
    /// What a function takes: given the rest of the value, how many bytes of it.
    Taken(fn(&str) -> Option<usize>),
}

use Pattern::{Any, Chars, Exact, List, Many, Maybe, Of, Seq, Taken, Word};

impl Pattern {
    /// Whether the whole value fits.
    pub fn fits(&self, value: &str) -> bool {
        self.strip(value) == Some("")
    }

    /// What is left of a text that begins with the pattern.
    pub fn strip<'t>(&self, text: &'t str) -> Option<&'t str> {
        match self {
            Chars(class, least, most) => {
                let (mut count, mut end) = (0, 0);
                for c in text.chars().take(*most).take_while(|c| class(*c)) {
                    count += 1;
                    end += c.len_utf8();
                }
                (count >= *least).then(|| &text[end..])
            }
            Word(word) => {
                let head = text.get(..word.len())?;
                head.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
            }
            Exact(word) => text.strip_prefix(word),
            Seq(parts) => parts.iter().try_fold(text, |rest, part| part.strip(rest)),
            Any(parts) => parts.iter().find_map(|part| part.strip(text)),
            Maybe(part) => Some(part.strip(text).unwrap_or(text)),
            Many(part) => Some(many(part, text)),
            List(part, least) => list(part, *least, text),
            Of(pattern) => pattern.strip(text),
            Taken(take) => text.get(take(text)?..),
        }
    }
}

fn many<'t>(part: &Pattern, mut text: &'t str) -> &'t str {
    while let Some(rest) = part.strip(text).filter(|rest| rest.len() < text.len()) {
        text = rest;
    }
    text
}

fn list<'t>(part: &Pattern, least: usize, mut text: &'t str) -> Option<&'t str> {
    let mut members = 0;
    loop {
        text = text.trim_start_matches([' ', '\t', ',']);
        match part.strip(text) {
            Some(rest) if rest.len() < text.len() => {
                members += 1;
                // Blanks that nothing follows are not the list's: a value has none at its end.
                match rest.trim_start_matches([' ', '\t']) {
                    after if after.starts_with(',') => text = after,
                    _ => return (members >= least).then_some(rest),
                }
            }
            _ => return (members >= least && text.is_empty()).then_some(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static WORD: Pattern = Chars(|c| c.is_ascii_alphabetic(), 1, 8);

    #[test]
    fn the_first_alternative_that_fits_is_kept() {
        static PAIR: Pattern = Seq(&[Of(&WORD), Maybe(&Seq(&[Exact("="), Any(&[Word("yes"), Word("y")])]))]);
        assert!(PAIR.fits("a") && PAIR.fits("a=YES") && PAIR.fits("a=y"));
        assert!(!PAIR.fits("a=no") && !PAIR.fits("a=yess") && !PAIR.fits("=y") && !PAIR.fits("abcdefghi"));
    }

    #[test]
    fn empty_members_are_passed_over() {
        static SOME: Pattern = List(&WORD, 1);
        for value in ["a", "a,b", "a , b", ",a,,b,", " a"] {
            assert!(SOME.fits(value), "{value}");
        }
        for value in ["", ",", "a b", "a;b", "a,;"] {
            assert!(!SOME.fits(value), "{value}");
        }
        assert!(List(&WORD, 0).fits(""));
    }

    #[test]
    fn what_is_no_ascii_is_no_trouble() {
        assert!(!Word("ab").fits("é") && !WORD.fits("é") && !Word("a").fits("é"));
        assert!(Many(&Chars(|c| c == 'é', 1, 1)).fits("éé"));
    }
}
