//! Media types (RFC 9110 §8.3.1) and ranges of them (§12.5.1).

use super::atoms::{PARAMETERS, TOKEN};
use super::pattern::Pattern::{self, Any, Exact, Of, Seq};

/// A media type.
pub static MEDIA_TYPE: Pattern = Seq(&[Of(&TOKEN), Exact("/"), Of(&TOKEN), Of(&PARAMETERS)]);

/// A media range; its weight is a parameter, whose value another rule looks at.
pub static MEDIA_RANGE: Pattern =
    Any(&[Seq(&[Exact("*/*"), Of(&PARAMETERS)]), Seq(&[Of(&TOKEN), Exact("/*"), Of(&PARAMETERS)]), Of(&MEDIA_TYPE)]);

/// Whether a type or subtype could be registered (RFC 6838 §4.2).
pub fn is_restricted_name(name: &str) -> bool {
    let is_char = |c: char| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c);
    name.len() <= 127 && name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(is_char)
}
