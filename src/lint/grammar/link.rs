//! Links (RFC 8288 §3).

use super::atoms::{OWS, QUOTED, SEMICOLON, TOKEN};
use super::pattern::Pattern::{self, Any, Chars, Exact, Many, Maybe, Of, Seq};

static PARAMETER: Pattern =
    Seq(&[Of(&TOKEN), Maybe(&Seq(&[Of(&OWS), Exact("="), Of(&OWS), Any(&[Of(&QUOTED), Of(&TOKEN)])]))]);

/// A target in angle brackets with parameters. What the target is, is another question.
pub static LINK: Pattern = Seq(&[
    Exact("<"),
    Chars(|c| c != '>' && c != '<', 0, usize::MAX),
    Exact(">"),
    Many(&Seq(&[Of(&SEMICOLON), Maybe(&PARAMETER)])),
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_bracketed() {
        static LINKS: Pattern = Pattern::List(&LINK, 1);
        let good = [
            "</a>; rel=next, <http://a.example/b,c>; rel=\"prev up\"; title=\"x, y\"",
            "<>; rel = preload",
            "<a>;rel=preload;crossorigin;",
            "<a>",
        ];
        for value in good {
            assert!(LINKS.fits(value), "{value}");
        }
        let bad = ["", "a; rel=next", "<a; rel=next", "<a>x; rel=next", "<a> rel=next", "<a>; rel=/"];
        for value in bad {
            assert!(!LINKS.fits(value), "{value}");
        }
    }
}
