//! `Set-Cookie`, as browsers read it (RFC 6265bis §5.6).

use super::split::{Param, param};

/// A cookie with its attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetCookie<'t> {
    /// The name; empty where there is no equals sign.
    pub name: &'t str,
    /// The value, with its quotes.
    pub value: &'t str,
    /// Whether there is an equals sign.
    pub has_equals: bool,
    /// What follows, in order.
    pub attributes: Vec<Param<'t>>,
}

impl<'t> SetCookie<'t> {
    /// Reads a value; every text is one.
    pub fn read(text: &'t str) -> Self {
        let mut pieces = text.split(';').map(|piece| piece.trim_matches([' ', '\t']));
        let pair = pieces.next().unwrap_or_default();
        let (name, value, has_equals) = match pair.split_once('=') {
            Some((name, value)) => (name.trim_end_matches([' ', '\t']), value.trim_start_matches([' ', '\t']), true),
            None => ("", pair, false),
        };
        let attributes = pieces.filter(|piece| !piece.is_empty()).map(param).collect();
        Self { name, value, has_equals, attributes }
    }

    /// The last attribute of a name, which is the one that counts.
    pub fn attribute(&self, name: &str) -> Option<&Param<'t>> {
        self.attributes.iter().rfind(|attribute| attribute.is(name))
    }

    /// Whether it has an attribute.
    pub fn has(&self, name: &str) -> bool {
        self.attribute(name).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_attribute_counts() {
        let cookie = SetCookie::read("a = b=c; Path=/; secure;; path=/x");
        assert_eq!((cookie.name, cookie.value), ("a", "b=c"));
        assert_eq!(cookie.attribute("Path").map(Param::value).as_deref(), Some("/x"));
        assert!(cookie.has("Secure") && !cookie.has("HttpOnly"));
        let nameless = SetCookie::read("foo; Path=/");
        assert_eq!((nameless.name, nameless.value, nameless.has_equals), ("", "foo", false));
    }
}
