//! The grammars that belong to one field or two.

use base64::prelude::{BASE64_STANDARD, Engine};

use crate::lint::grammar::Pattern::{self, Any, Chars, Exact, List, Many, Maybe, Of, Seq, Taken, Word};
use crate::lint::grammar::{
    DIGITS, ENTITY_TAG, HTTP_DATE, LANGUAGE_RANGE, PARAMETERS, QUOTED, SEMICOLON, TOKEN, WEIGHT,
};

const ANY_LENGTH: usize = usize::MAX;

static OWS: Pattern = Chars(|c| c == ' ' || c == '\t', 0, ANY_LENGTH);

/// A coding or charset with its weight.
pub static CODING_RANGE: Pattern = Seq(&[Of(&TOKEN), Maybe(&WEIGHT)]);

pub static LANGUAGE_WITH_WEIGHT: Pattern = Seq(&[Of(&LANGUAGE_RANGE), Maybe(&WEIGHT)]);

static VALUE: Pattern = Any(&[Of(&QUOTED), Of(&TOKEN)]);

static ASSIGNED: Pattern = Seq(&[Of(&OWS), Exact("="), Of(&OWS), Of(&VALUE)]);

/// `name`, `name=value`, each with parameters: expectations, preferences (RFC 7240 §2).
pub static PREFERENCE: Pattern =
    Seq(&[Of(&TOKEN), Maybe(&ASSIGNED), Many(&Seq(&[Of(&SEMICOLON), Maybe(&Seq(&[Of(&TOKEN), Maybe(&ASSIGNED)]))]))]);

pub static EXPECTATION: Pattern = Seq(&[Of(&TOKEN), Maybe(&Seq(&[Exact("="), Of(&VALUE), Of(&PARAMETERS)]))]);

/// `*` alone, or a list (RFC 9110 §13.1.1).
pub static ETAGS: Pattern = Any(&[Of(&STAR), List(&ENTITY_TAG, 1)]);

static STAR: Pattern = Seq(&[Exact("*"), Taken(|rest| rest.is_empty().then_some(0))]);

pub static ETAG_OR_DATE: Pattern = Any(&[Of(&ENTITY_TAG), Of(&HTTP_DATE)]);

/// `unit=set` (RFC 9110 §14.1.1).
pub static RANGE: Pattern =
    Seq(&[Of(&TOKEN), Exact("="), List(&Chars(|c| c.is_ascii_graphic() && c != ',', 1, ANY_LENGTH), 1)]);

/// `unit first-last/complete` (RFC 9110 §14.4).
pub static CONTENT_RANGE: Pattern = Seq(&[
    Of(&TOKEN),
    Exact(" "),
    Any(&[
        Seq(&[Exact("*/"), Of(&DIGITS)]),
        Seq(&[Of(&DIGITS), Exact("-"), Of(&DIGITS), Exact("/"), Any(&[Exact("*"), Of(&DIGITS)])]),
    ]),
]);

pub static TE_CODING: Pattern = Seq(&[Of(&TOKEN), Of(&PARAMETERS)]);

/// `h2=":443"; ma=60` (RFC 7838 §3).
pub static ALTERNATIVE: Pattern = Seq(&[Of(&TOKEN), Exact("="), Of(&QUOTED), Of(&PARAMETERS)]);

/// `name`, `name/version` (RFC 9110 §7.8).
pub static PROTOCOL: Pattern = Seq(&[Of(&TOKEN), Maybe(&Seq(&[Exact("/"), Of(&TOKEN)]))]);

/// `name` or `name=value`, as in Cache-Control (RFC 9111 §5.2).
pub static DIRECTIVE: Pattern = Seq(&[Of(&TOKEN), Maybe(&Seq(&[Exact("="), Of(&VALUE)]))]);

static LOOSE_DIRECTIVE: Pattern = Seq(&[Of(&TOKEN), Maybe(&ASSIGNED)]);

/// Directives between semicolons, some of them empty (RFC 6797 §6.1).
pub static HSTS: Pattern = Seq(&[Maybe(&LOOSE_DIRECTIVE), Many(&Seq(&[Of(&SEMICOLON), Maybe(&LOOSE_DIRECTIVE)]))]);

/// A type with parameters (RFC 6266 §4.1).
pub static DISPOSITION: Pattern =
    Seq(&[Of(&TOKEN), Many(&Seq(&[Of(&SEMICOLON), Maybe(&Seq(&[Of(&TOKEN), Of(&ASSIGNED)]))]))]);

/// A name with parameters whose values may be missing (Server Timing §3).
pub static METRIC: Pattern = Seq(&[Of(&TOKEN), Many(&Seq(&[Of(&SEMICOLON), Maybe(&LOOSE_DIRECTIVE)]))]);

static PAIR: Pattern = Seq(&[Of(&TOKEN), Exact("="), Of(&VALUE)]);

/// `for=a;proto=b` (RFC 7239 §4).
pub static FORWARDED: Pattern = Seq(&[Of(&PAIR), Many(&Seq(&[Exact(";"), Maybe(&PAIR)]))]);

/// A number of seconds or a date (RFC 9110 §10.2.3).
pub static WHEN: Pattern = Any(&[Of(&HTTP_DATE), Of(&DIGITS)]);

/// `timeout=5, max=100`
pub static KEEP_ALIVE: Pattern = Of(&DIRECTIVE);

/// `0`, `1`, `1; mode=block`, `1; report=/uri`
pub static XSS: Pattern = Seq(&[
    Any(&[Exact("0"), Exact("1")]),
    Many(&Seq(&[
        Of(&SEMICOLON),
        Any(&[Word("mode=block"), Seq(&[Word("report="), Chars(|c| c.is_ascii_graphic(), 1, ANY_LENGTH)])]),
    ])),
]);

/// `code agent "text" "date"` (RFC 7234 §5.5)
pub static WARNING: Pattern = Seq(&[
    Chars(|c| c.is_ascii_digit(), 3, 3),
    Exact(" "),
    Chars(|c| c.is_ascii_graphic(), 1, ANY_LENGTH),
    Exact(" "),
    Of(&QUOTED),
    Maybe(&Seq(&[Exact(" "), Of(&QUOTED)])),
]);

/// Whether it is a list of policies, each of directives between semicolons (CSP §2.2).
pub fn is_csp(value: &str) -> bool {
    let directive = |text: &str| {
        let text = text.trim_matches([' ', '\t']);
        let name = text.split([' ', '\t']).next().unwrap_or_default();
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        is_name && text.chars().all(|c| c.is_ascii_graphic() || c == ' ' || c == '\t')
    };
    value.split(',').any(|policy| policy.chars().any(|c| c.is_ascii_alphanumeric()))
        && value.split([',', ';']).all(directive)
}

/// Whether it is JSON: objects between commas, as `NEL` and `Report-To` have them.
pub fn is_json_objects(value: &str) -> bool {
    serde_json::from_str::<Vec<serde_json::Map<String, serde_json::Value>>>(&format!("[{value}]"))
        .is_ok_and(|objects| !objects.is_empty())
}

/// Whether it is base64 with so many bytes behind it.
pub fn is_base64_of(value: &str, bytes: usize) -> bool {
    BASE64_STANDARD.decode(value).is_ok_and(|decoded| decoded.len() == bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_alone() {
        assert!(ETAGS.fits("*") && ETAGS.fits("\"a\", W/\"b\""));
        assert!(!ETAGS.fits("\"a\", *") && !ETAGS.fits("*, \"a\"") && !ETAGS.fits(""));
    }

    #[test]
    fn policies_are_words_between_semicolons() {
        assert!(is_csp("default-src 'self'; img-src *;") && is_csp("upgrade-insecure-requests, default-src a"));
        assert!(!is_csp("") && !is_csp(";") && !is_csp("default_src a") && !is_csp("default-src é"));
    }

    #[test]
    fn warnings_have_three_parts() {
        assert!(WARNING.fits("110 - \"Response is Stale\"") && !WARNING.fits("110 stale"));
    }
}
