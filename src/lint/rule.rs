//! What is known of a check before it is run.

use std::borrow::Cow;

use super::finding::{Level, Source};

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Where a message ends and how it is written on the wire (RFC 9112).
    Framing,
    /// What belongs to a status code, and what must not come with it.
    Status,
    /// How the value of a field is written: a rule a field.
    Syntax,
    /// What the parts of a value mean to each other: parameters, names, types.
    Values,
    /// Where a field may stand, and how often.
    Fields,
    /// What caches do (RFC 9111).
    Caching,
    /// Dates and what they say of each other.
    Dates,
    /// Cookies (RFC 6265bis).
    Cookies,
    /// Sharing across origins (the Fetch standard).
    Cors,
    /// What protects those who visit.
    Security,
    /// What requests need.
    Requests,
    /// What the content says of itself.
    Content,
    /// What nobody needs any more: a rule a field.
    Obsolete,
}

/// A check: what it finds, how bad that is, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Stable, in plain words.
    pub id: Cow<'static, str>,
    /// How bad it is.
    pub level: Level,
    /// What it is about.
    pub group: Group,
    /// The field that it is about, if it is about a certain one.
    pub field: Option<&'static str>,
    /// What is wrong, in one sentence; `{}` stands for what was found.
    pub title: Cow<'static, str>,
    /// What to do about it.
    pub detail: Cow<'static, str>,
    /// Where it stands.
    pub source: Source,
}

/// Names the rules of a group, a static each, and lists them as `RULES`.
macro_rules! rules {
    ($group:ident; $($name:ident: $level:ident $id:literal $field:expr, $title:literal, $detail:literal, $source:expr;)*) => {
        $(static $name: $crate::lint::rule::Rule = $crate::lint::rule::Rule {
            id: ::std::borrow::Cow::Borrowed($id),
            level: $crate::lint::finding::Level::$level,
            group: $crate::lint::rule::Group::$group,
            field: $field,
            title: ::std::borrow::Cow::Borrowed($title),
            detail: ::std::borrow::Cow::Borrowed($detail),
            source: $source,
        };)*

        /// The rules of this file.
        pub static RULES: &[&$crate::lint::rule::Rule] = &[$(&$name),*];
    };
}

pub(super) use rules;
