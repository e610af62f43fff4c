//! Challenges and credentials (RFC 9110 §11).

use super::atoms::{OWS, QUOTED, RWS, TOKEN};
use super::pattern::Pattern::{self, Any, Chars, Exact, Many, Of, Seq, Taken};

const ANY_LENGTH: usize = usize::MAX;

static TOKEN68: Pattern = Seq(&[
    Chars(|c| c.is_ascii_alphanumeric() || "-._~+/".contains(c), 1, ANY_LENGTH),
    Chars(|c| c == '=', 0, ANY_LENGTH),
]);

/// `name=value`; blanks around the equals sign are suffered (RFC 9110 §11.2).
pub static AUTH_PARAM: Pattern =
    Seq(&[Of(&TOKEN), Of(&OWS), Exact("="), Of(&OWS), Any(&[Of(&TOKEN), Of(&QUOTED)]), Taken(end_of_member)]);

/// Nothing, before a comma or the end: a parameter without one behind it is no member of a list.
fn end_of_member(rest: &str) -> Option<usize> {
    let rest = rest.trim_start_matches([' ', '\t']);
    (rest.is_empty() || rest.starts_with(',')).then_some(0)
}

static MORE_PARAMS: Pattern = Many(&Seq(&[Of(&OWS), Exact(","), Of(&OWS), Of(&AUTH_PARAM)]));

static WITH_PARAMS: Pattern = Seq(&[Of(&TOKEN), Of(&RWS), Of(&AUTH_PARAM), Of(&MORE_PARAMS)]);

static WITH_TOKEN68: Pattern = Seq(&[Of(&TOKEN), Of(&RWS), Of(&TOKEN68), Taken(end_of_member)]);

static BARE: Pattern = Seq(&[Of(&TOKEN), Taken(end_of_member)]);

/// A challenge: a scheme with parameters, or with one token, or alone (RFC 9110 §11.3).
pub static CHALLENGE: Pattern = Any(&[Of(&WITH_PARAMS), Of(&WITH_TOKEN68), Of(&BARE)]);

/// Credentials, written as one challenge (RFC 9110 §11.4).
pub static CREDENTIALS: Pattern = Of(&CHALLENGE);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn challenges_come_in_a_list() {
        static CHALLENGES: Pattern = Pattern::List(&CHALLENGE, 1);
        let good = [
            r#"Basic realm="x""#,
            "Negotiate",
            "Negotiate, Basic realm=a",
            "Negotiate oYG2MIGzoAM==",
            r#"Digest realm="a", qop="auth, auth-int", Basic realm = "b", charset="UTF-8""#,
        ];
        for value in good {
            assert!(CHALLENGES.fits(value), "{value}");
        }
        let bad = ["", "Basic realm=My Realm, Digest a=b", r#"Basic realm="a" charset="UTF-8""#, "\"a\""];
        for value in bad {
            assert!(!CHALLENGES.fits(value), "{value}");
        }
    }

    #[test]
    fn credentials_are_one() {
        assert!(CREDENTIALS.fits("Bearer abc.def") && CREDENTIALS.fits(r#"Digest username="a", nc=00000001"#));
        let bad = ["", "Basic abc,", "Basic QQ==, Digest username=foo", ", Basic abc", "Basic a b"];
        for value in bad {
            assert!(!CREDENTIALS.fits(value), "{value}");
        }
    }
}
