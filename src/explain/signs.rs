//! The signs of how bad something is, and other words that every form of an explanation shares.

use crate::lint::{Finding, Level, Source};
use crate::text::Role;

/// The sign of a level, one cell wide.
pub const fn sign(level: Level, ascii: bool) -> &'static str {
    match (level, ascii) {
        (Level::Error, true) => "x",
        (Level::Error, false) => "✗",
        (Level::Warning, _) => "!",
        (Level::Note, true) => "-",
        (Level::Note, false) => "·",
    }
}

/// How a level looks.
pub const fn role(level: Level) -> Role {
    match level {
        Level::Error => Role::Wrong,
        Level::Warning => Role::Marker,
        Level::Note => Role::Muted,
    }
}

/// The word for a level.
pub(super) const fn word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// `RFC 9110 §10.2.3`, or the title of a page.
pub fn cite(finding: &Finding) -> String {
    match finding.source {
        Source::Rfc(number, "") => format!("RFC {number}"),
        Source::Rfc(number, section) => format!("RFC {number} §{section}"),
        Source::Page(title, _) => title.to_owned(),
    }
}

/// `1 error, 2 warnings`, or `None` where nothing was found.
pub(super) fn counted(counts: [(usize, Level); 3]) -> Option<String> {
    let part = |(count, level): (usize, Level)| match count {
        0 => None,
        1 => Some(format!("1 {}", word(level))),
        _ => Some(format!("{count} {}s", word(level))),
    };
    let parts: Vec<String> = counts.into_iter().filter_map(part).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
