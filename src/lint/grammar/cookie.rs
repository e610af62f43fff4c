//! Cookies, as a server has to write them (RFC 6265bis §4.1.1).

use super::atoms::TOKEN;
use super::pattern::Pattern::{self, Any, Chars, Exact, Of, Seq};

/// Whether a character may stand in the value of a cookie.
pub fn is_cookie_octet(c: char) -> bool {
    c.is_ascii_graphic() && !"\",;\\".contains(c)
}

/// The value of a cookie, which may stand in quotes.
pub static COOKIE_VALUE: Pattern = Any(&[
    Seq(&[Exact("\""), Chars(is_cookie_octet, 0, usize::MAX), Exact("\"")]),
    Chars(is_cookie_octet, 0, usize::MAX),
]);

/// `name=value`
pub static COOKIE_PAIR: Pattern = Seq(&[Of(&TOKEN), Exact("="), Of(&COOKIE_VALUE)]);
