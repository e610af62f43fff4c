//! Structured fields (RFC 9651), read by the crate sfv.

use sfv::{BareItem, Dictionary, Item, List, ListEntry, Parser};

/// The types that a bare item may have, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinds(u16);

impl Kinds {
    /// A whole number.
    pub const INTEGER: Self = Self(1);
    /// A quoted string.
    pub const STRING: Self = Self(4);
    /// A token.
    pub const TOKEN: Self = Self(8);
    /// Bytes between colons.
    pub const BYTES: Self = Self(16);
    /// `?1` or `?0`
    pub const BOOLEAN: Self = Self(32);
    /// `@` and seconds since 1970
    pub const DATE: Self = Self(64);
    /// Items in parentheses.
    pub const INNER_LIST: Self = Self(256);
    /// Any of them.
    pub const ANY: Self = Self(u16::MAX);

    /// The types of both.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether an item has one of the types.
    pub fn hold(self, item: &BareItem) -> bool {
        let bit = match item {
            BareItem::Integer(_) => 1,
            BareItem::Decimal(_) => 2,
            BareItem::String(_) => 4,
            BareItem::Token(_) => 8,
            BareItem::ByteSequence(_) => 16,
            BareItem::Boolean(_) => 32,
            BareItem::Date(_) => 64,
            BareItem::DisplayString(_) => 128,
        };
        self.0 & bit != 0
    }

    /// Whether a member has one of the types.
    pub fn hold_member(self, member: &ListEntry) -> bool {
        match member {
            ListEntry::Item(item) => self.hold(&item.bare_item),
            ListEntry::InnerList(_) => self.0 & Self::INNER_LIST.0 != 0,
        }
    }
}

/// What a structured field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One item.
    Item(Kinds),
    /// A list of members.
    List(Kinds),
    /// A dictionary of members.
    Dictionary(Kinds),
}

/// Why a value is no such structured field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// It cannot be read, so recipients ignore the whole field.
    Unreadable,
    /// A member or item has another type.
    OfAnotherType,
}

impl Shape {
    /// Whether a value has this shape.
    ///
    /// # Errors
    /// Why it has not.
    pub fn check(self, value: &str) -> Result<(), Misfit> {
        let read = match self {
            Self::Item(kinds) => item(value).map(|item| kinds.hold(&item.bare_item)),
            Self::List(kinds) => list(value).map(|list| list.iter().all(|member| kinds.hold_member(member))),
            Self::Dictionary(kinds) => {
                dictionary(value).map(|map| map.values().all(|member| kinds.hold_member(member)))
            }
        };
        match read {
            None => Err(Misfit::Unreadable),
            Some(false) => Err(Misfit::OfAnotherType),
            Some(true) => Ok(()),
        }
    }
}

/// A value as an item.
pub fn item(value: &str) -> Option<Item> {
    Parser::new(value).parse().ok()
}

/// A value as a list.
pub fn list(value: &str) -> Option<List> {
    Parser::new(value).parse().ok()
}

/// A value as a dictionary.
pub fn dictionary(value: &str) -> Option<Dictionary> {
    Parser::new(value).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_have_types() {
        let whole = Shape::Item(Kinds::INTEGER);
        assert_eq!(whole.check("1;a=1.5"), Ok(()));
        assert_eq!(whole.check("1.5"), Err(Misfit::OfAnotherType));
        assert_eq!(whole.check("1, 2"), Err(Misfit::Unreadable));
        let names = Shape::List(Kinds::TOKEN.or(Kinds::STRING));
        assert_eq!(names.check("a, \"b\";c=1"), Ok(()));
        assert_eq!(names.check("(a b)"), Err(Misfit::OfAnotherType));
        assert_eq!(Shape::Dictionary(Kinds::INNER_LIST).check("a=(), b=(c d)"), Ok(()));
        assert_eq!(Shape::Dictionary(Kinds::ANY).check("=abc;"), Err(Misfit::Unreadable));
        assert_eq!(Shape::Item(Kinds::DATE).check("@1659578233"), Ok(()));
    }
}
