//! Hosts, products and addresses.

use super::atoms::{COMMENT, OWS, QUOTED, RWS, TOKEN};
use super::pattern::Pattern::{self, Any, Chars, Exact, Many, Maybe, Of, Seq, Taken};
use super::uri::is_host;

/// A host and perhaps its port (RFC 9110 §7.2); nothing, where the target has none.
pub static HOST: Pattern = Taken(|text| (text.is_empty() || is_host(text)).then_some(text.len()));

static PRODUCT: Pattern = Seq(&[Of(&TOKEN), Maybe(&Seq(&[Exact("/"), Of(&TOKEN)]))]);

/// Products and comments, the first a product (RFC 9110 §10.1.5).
pub static PRODUCTS: Pattern = Seq(&[Of(&PRODUCT), Many(&Seq(&[Of(&RWS), Any(&[Of(&PRODUCT), Of(&COMMENT)])]))]);

/// One who passed the message on: protocol, name, perhaps a comment (RFC 9110 §7.6.3).
pub static RECEIVED_BY: Pattern = Seq(&[
    Maybe(&Seq(&[Of(&TOKEN), Exact("/")])),
    Of(&TOKEN),
    Of(&RWS),
    Chars(|c| c.is_ascii_graphic() && !",()".contains(c), 1, usize::MAX),
    Maybe(&Seq(&[Of(&RWS), Of(&COMMENT)])),
]);

static WORD: Pattern =
    Any(&[Of(&QUOTED), Chars(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c), 1, 64)]);

static ADDRESS: Pattern = Seq(&[
    Of(&WORD),
    Many(&Seq(&[Exact("."), Of(&WORD)])),
    Exact("@"),
    Any(&[
        Seq(&[Exact("["), Chars(|c| c.is_ascii_graphic() && c != ']', 1, 64), Exact("]")]),
        Chars(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.', 1, 255),
    ]),
]);

/// A mailbox, with or without a name (RFC 5322 §3.4).
pub static MAILBOX: Pattern =
    Any(&[Of(&ADDRESS), Seq(&[Many(&Seq(&[Of(&WORD), Of(&OWS)])), Exact("<"), Of(&ADDRESS), Exact(">")])]);

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
    fn hosts_have_no_scheme_and_no_path() {
        all(
            &HOST,
            &["", "a.example", "a:80", "[::1]:8080", "127.0.0.1", "a:"],
            &["http://a", "a/b", "a b", "a:x", "[::1", "a:99999"],
        );
    }

    #[test]
    fn the_first_is_a_product() {
        all(&PRODUCTS, &["nginx", "Apache/2.4.1 (Unix)", "a/1 b/2 (x (y))"], &["", ",;<", "(a)", "a/", "a (b", "a,b"]);
    }

    #[test]
    fn proxies_have_a_protocol_and_a_name() {
        let good = ["1.1 a", "HTTP/2 b:80 (c)", "1.0 [::1]", "1.1 a (x (y (z)))"];
        all(&RECEIVED_BY, &good, &["1.1", "a", "1.1 a b", "1.1 a (b"]);
    }

    #[test]
    fn mailboxes() {
        let good = ["a@b.example", "\"Bob \" <a@b.example>", "Bob <a.b@c>", "<a@b>"];
        all(&MAILBOX, &good, &["", "a", "a@", "a@b c", "Bob a@b"]);
    }
}
