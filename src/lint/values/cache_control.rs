//! The directives of `Cache-Control` (RFC 9111 §5.2).

use crate::message::Fields;

use super::split::{members, param};

/// The most seconds that caches have to count to (RFC 9111 §1.2.2).
pub const MOST_SECONDS: u64 = 2_147_483_648;

/// What the directives of a message say, as a lenient cache reads them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directives(Vec<(String, Option<String>)>);

impl Directives {
    /// The directives of a header section.
    pub fn of(fields: &Fields) -> Self {
        let lines = fields.named("Cache-Control");
        let all = lines.flat_map(|line| members(&line.value)).map(param);
        Self(all.map(|one| (one.name.to_ascii_lowercase(), one.raw.map(|_| one.value()))).collect())
    }

    /// Whether a directive is there, with or without a value.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// Whether a directive is there for the whole response: `no-cache` and `private` with field names are about those
    /// fields alone (RFC 9111 §5.2.2.4 and §5.2.2.7).
    pub fn has_whole(&self, name: &str) -> bool {
        self.0.iter().any(|(known, value)| known == name && value.as_deref().is_none_or(str::is_empty))
    }

    /// The seconds of the first directive of this name (RFC 9111 §4.2.1); a number that is too large counts as the
    /// largest, and one that is no number as 0, which is stale.
    pub fn seconds(&self, name: &str) -> Option<u64> {
        let (_, value) = self.0.iter().find(|(known, _)| known == name)?;
        Some(seconds(value.as_deref().unwrap_or_default()).unwrap_or(0))
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A number of seconds without a sign (RFC 9111 §1.2.2).
pub fn seconds(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(MOST_SECONDS).min(MOST_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Field;

    #[test]
    fn lines_are_read_as_one_list() {
        let line = |value: &str| Field { name: "cache-control".into(), value: value.into(), line: 1 };
        let fields =
            Fields(vec![line("Max-Age=60, private=\"a, b\""), line("no-cache, s-maxage=x, foo=99999999999999999999")]);
        let directives = Directives::of(&fields);
        assert_eq!(directives.seconds("max-age"), Some(60));
        assert_eq!(directives.seconds("s-maxage"), Some(0));
        assert_eq!(directives.seconds("foo"), Some(MOST_SECONDS));
        assert_eq!(directives.seconds("bar"), None);
        assert!(directives.has("private") && !directives.has_whole("private") && directives.has_whole("no-cache"));
    }
}
