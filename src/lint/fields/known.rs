//! What is known of a field: where it may stand, how often, and how its value is written.

use crate::lint::finding::{Level, Source};
use crate::lint::grammar::{Pattern, Shape};

/// The messages that a field may stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Requests alone.
    Request,
    /// Responses alone.
    Response,
    /// Either.
    Both,
}

/// How often a field may stand in a message (RFC 9110 §5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// Once.
    Once,
    /// On any number of lines, which make one list.
    List,
    /// On any number of lines, each for itself.
    Lines,
}

/// How a value is written.
#[derive(Clone, Copy)]
pub enum Syntax {
    /// By a grammar.
    Pattern(&'static Pattern),
    /// Members between commas, at least so many, each by a grammar.
    List(&'static Pattern, usize),
    /// As a structured field (RFC 9651).
    Structured(Shape),
    /// As a function says.
    Check(fn(&str) -> bool),
    /// In any way.
    Free,
}

/// A field.
#[derive(Clone, Copy)]
pub struct Known {
    /// Its name, in the usual case.
    pub name: &'static str,
    /// Where it may stand.
    pub side: Side,
    /// How often.
    pub repeat: Repeat,
    /// How its value is written.
    pub syntax: Syntax,
    /// How bad a value is that is written otherwise.
    pub level: Level,
    /// What the value is, in words that fit behind "is not"; empty where anything goes.
    pub expects: &'static str,
    /// A value.
    pub example: &'static str,
    /// Where it is defined.
    pub source: Source,
    /// Whether it may come after the content, in the trailer section (RFC 9110 §6.5.1).
    pub in_trailer: bool,
    /// What to do instead of sending it, where nobody needs it any more.
    pub instead: Option<&'static str>,
}

/// A field of requests.
pub const fn request(name: &'static str, source: Source) -> Known {
    known(name, source, Side::Request)
}

/// A field of responses.
pub const fn response(name: &'static str, source: Source) -> Known {
    known(name, source, Side::Response)
}

/// A field of both.
pub const fn both(name: &'static str, source: Source) -> Known {
    known(name, source, Side::Both)
}

const fn known(name: &'static str, source: Source, side: Side) -> Known {
    let (syntax, repeat, level) = (Syntax::Free, Repeat::Lines, Level::Error);
    Known { name, side, repeat, syntax, level, expects: "", example: "", source, in_trailer: false, instead: None }
}

impl Known {
    /// It stands once, and its value has this grammar.
    pub const fn once(self, pattern: &'static Pattern, expects: &'static str, example: &'static str) -> Self {
        Self { repeat: Repeat::Once, syntax: Syntax::Pattern(pattern), expects, example, ..self }
    }

    /// It is a list of members that have this grammar, at least so many.
    pub const fn list(
        self,
        pattern: &'static Pattern,
        least: usize,
        expects: &'static str,
        example: &'static str,
    ) -> Self {
        Self { repeat: Repeat::List, syntax: Syntax::List(pattern, least), expects, example, ..self }
    }

    /// It is a structured field.
    pub const fn structured(self, shape: Shape, expects: &'static str, example: &'static str) -> Self {
        let repeat = if let Shape::Item(_) = shape { Repeat::Once } else { Repeat::List };
        Self { repeat, syntax: Syntax::Structured(shape), expects, example, ..self }
    }

    /// It stands as often as is said, and a function knows how its value is written.
    pub const fn check(
        self,
        repeat: Repeat,
        check: fn(&str) -> bool,
        expects: &'static str,
        example: &'static str,
    ) -> Self {
        Self { repeat, syntax: Syntax::Check(check), expects, example, ..self }
    }

    /// A value that is written otherwise is suffered by everybody.
    pub const fn lenient(self) -> Self {
        Self { level: Level::Warning, ..self }
    }

    /// It may come after the content.
    pub const fn in_trailer(self) -> Self {
        Self { in_trailer: true, ..self }
    }

    /// Nobody needs it any more; what to do instead.
    pub const fn obsolete(self, instead: &'static str) -> Self {
        Self { instead: Some(instead), ..self }
    }

    /// Whether a value is written as it has to be.
    pub fn fits(&self, value: &str) -> bool {
        match self.syntax {
            Syntax::Pattern(pattern) => pattern.fits(value),
            Syntax::List(member, least) => Pattern::List(member, least).fits(value),
            Syntax::Structured(shape) => shape.check(value).is_ok(),
            Syntax::Check(check) => check(value),
            Syntax::Free => true,
        }
    }

    /// The beginning of the ids of its rules: its name in lower case.
    pub fn key(&self) -> String {
        self.name.to_ascii_lowercase()
    }
}
