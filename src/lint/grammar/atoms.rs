//! What many fields are made of (RFC 9110 §5.6).

use super::date::http_date;
use super::pattern::Pattern::{self, Any, Chars, Exact, Many, Maybe, Of, Seq, Taken, Word};
use super::uri;

const ANY_LENGTH: usize = usize::MAX;

/// Whether a character may stand in a token (RFC 9110 §5.6.2).
pub fn is_token_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

/// Whether a text is a token.
pub fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_token_char)
}

/// Optional blanks (RFC 9110 §5.6.3).
pub(super) static OWS: Pattern = Chars(|c| c == ' ' || c == '\t', 0, ANY_LENGTH);

/// Required blanks.
pub(super) static RWS: Pattern = Chars(|c| c == ' ' || c == '\t', 1, ANY_LENGTH);

/// A token (RFC 9110 §5.6.2).
pub static TOKEN: Pattern = Chars(is_token_char, 1, ANY_LENGTH);

/// The name of a field (RFC 9110 §5.1).
pub static FIELD_NAME: Pattern = Of(&TOKEN);

/// A number without a sign.
pub static DIGITS: Pattern = Chars(|c| c.is_ascii_digit(), 1, ANY_LENGTH);

/// `1`, where a field says nothing else.
pub static FLAG_1: Pattern = Exact("1");

/// A quoted string (RFC 9110 §5.6.4).
pub static QUOTED: Pattern = Taken(quoted);

/// A comment in parentheses, which may hold others (RFC 9110 §5.6.5).
pub static COMMENT: Pattern = Taken(comment);

/// A semicolon with the blanks around it.
pub static SEMICOLON: Pattern = Seq(&[Of(&OWS), Exact(";"), Of(&OWS)]);

static PARAMETER: Pattern = Seq(&[Of(&TOKEN), Exact("="), Any(&[Of(&TOKEN), Of(&QUOTED)])]);

/// Parameters, each behind a semicolon (RFC 9110 §5.6.6).
pub static PARAMETERS: Pattern = Many(&Seq(&[Of(&SEMICOLON), Maybe(&PARAMETER)]));

/// A weight from 0 to 1 (RFC 9110 §12.4.2).
pub static QVALUE: Pattern = Any(&[
    Seq(&[Exact("0"), Maybe(&Seq(&[Exact("."), Chars(|c| c.is_ascii_digit(), 0, 3)]))]),
    Seq(&[Exact("1"), Maybe(&Seq(&[Exact("."), Chars(|c| c == '0', 0, 3)]))]),
]);

/// A weight behind a semicolon.
pub static WEIGHT: Pattern = Seq(&[Of(&SEMICOLON), Word("q="), Of(&QVALUE)]);

/// An entity tag (RFC 9110 §8.8.3).
pub static ENTITY_TAG: Pattern =
    Seq(&[Maybe(&Exact("W/")), Exact("\""), Chars(is_etag_char, 0, ANY_LENGTH), Exact("\"")]);

/// A date (RFC 9110 §5.6.7) that ends the value.
pub static HTTP_DATE: Pattern = Taken(|text| http_date(text).map(|_| text.len()));

/// A reference, absolute or relative (RFC 3986 §4.1), that ends the value.
pub static REFERENCE: Pattern = Taken(|text| uri::is_reference(text).then_some(text.len()));

/// An origin: scheme, host and port (RFC 6454 §6.1), that ends the value.
pub static ORIGIN: Pattern = Taken(|text| uri::is_origin(text).then_some(text.len()));

/// A language tag (RFC 5646 §2.1), by the length of its parts.
pub static LANGUAGE_TAG: Pattern = Seq(&[
    Chars(|c| c.is_ascii_alphabetic(), 1, 8),
    Many(&Seq(&[Exact("-"), Chars(|c| c.is_ascii_alphanumeric(), 1, 8)])),
]);

/// A language range (RFC 4647 §2.1).
pub static LANGUAGE_RANGE: Pattern = Any(&[Exact("*"), Of(&LANGUAGE_TAG)]);

/// A value with its charset and language, percent-encoded (RFC 8187 §3.2.1).
pub static EXT_VALUE: Pattern = Seq(&[
    Any(&[Word("UTF-8"), Word("ISO-8859-1")]),
    Exact("'"),
    Maybe(&LANGUAGE_TAG),
    Exact("'"),
    Many(&Any(&[
        Chars(|c| c.is_ascii_alphanumeric() || "!#$&+-.^_`|~".contains(c), 1, ANY_LENGTH),
        Seq(&[Exact("%"), Chars(|c| c.is_ascii_hexdigit(), 2, 2)]),
    ])),
]);

fn is_etag_char(c: char) -> bool {
    c == '!' || ('#'..='~').contains(&c) || is_obs_text(c)
}

/// Bytes above ASCII, which old recipients pass through (RFC 9110 §5.5).
fn is_obs_text(c: char) -> bool {
    c >= '\u{80}'
}

fn is_text(c: char) -> bool {
    c == '\t' || (' '..='~').contains(&c) || is_obs_text(c)
}

fn quoted(text: &str) -> Option<usize> {
    let mut chars = text.strip_prefix('"')?.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some(at + 2),
            '\\' => is_text(chars.next()?.1).then_some(())?,
            c if is_text(c) => {}
            _ => return None,
        }
    }
    None
}

fn comment(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1)?,
            '\\' => is_text(chars.next()?.1).then_some(())?,
            c if is_text(c) => {}
            _ => return None,
        }
        if depth == 0 {
            return (c == ')').then_some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(pattern: &Pattern, good: &[&str], bad: &[&str]) {
        for value in good {
            assert!(pattern.fits(value), "{value} is good");
        }
        for value in bad {
            assert!(!pattern.fits(value), "{value} is bad");
        }
    }

    #[test]
    fn quotes_and_comments_end_where_they_are_closed() {
        all(&QUOTED, &[r#""""#, r#""a b""#, r#""a\"b""#, "\"é\""], &["a", "\"", r#""a\""#, r#""a"b"#, "\"\u{1}\""]);
        all(&COMMENT, &["()", "(a (b) c)", r"(\))"], &["", "a", "(", "(()", "())", "a)"]);
        assert!(!COMMENT.fits(&"(".repeat(100_000)));
    }

    #[test]
    fn weights_have_three_decimals() {
        all(&QVALUE, &["0", "1", "0.", "1.", "0.123", "1.000"], &["", "2", ".5", "0.1234", "1.001", "+1", "-0"]);
    }

    #[test]
    fn parameters_have_no_blanks_around_the_equals_sign() {
        all(&PARAMETERS, &["", ";a=b", " ; a=\"b c\";", ";;a=b"], &[";a", ";a =b", ";a= b", ";a=b c", "a=b"]);
    }

    #[test]
    fn entity_tags_are_quoted() {
        all(&ENTITY_TAG, &[r#""""#, r#""a""#, r#"W/"a""#], &["a", r#"w/"a""#, "W/a", r#""a"b""#, r#""a b""#]);
    }

    #[test]
    fn values_in_other_charsets() {
        let bad = ["bogus", "UTF-8''%4", "UTF-8'%41", "UTF-16''a", "UTF-8''a b"];
        all(&EXT_VALUE, &["UTF-8''%e2%82%ac", "utf-8'en'a", "UTF-8''"], &bad);
    }
}
