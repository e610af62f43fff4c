//! The number that is being typed.

use std::time::{Duration, Instant};

use crate::app::view::View;
use crate::catalog::{Catalog, Index};

/// A digit that comes later than this begins a new number.
const PAUSE: Duration = Duration::from_millis(1500);

/// Digits so far, and where they led.
#[derive(Debug, Default)]
pub struct Digits {
    text: String,
    last: Option<Instant>,
    /// Where the last whole number led.
    jumped: Option<Index>,
    /// The view in which the number was begun, and its entries.
    home: Option<(View, Vec<Index>)>,
}

/// Where a digit leads.
#[derive(Debug, PartialEq, Eq)]
pub struct Jump {
    /// What was typed so far.
    pub typed: String,
    /// Whether a new number begins with the digit.
    pub is_first: bool,
    /// The first entry whose code begins so; `None` where there is none.
    pub entry: Option<Index>,
    /// Whether the number is the whole code of the entry.
    pub is_whole: bool,
}

impl Digits {
    /// Another key than a digit ends a number.
    pub fn end(&mut self) {
        self.text.clear();
        self.last = None;
    }

    /// Whether a number is being typed.
    pub const fn is_typed(&self) -> bool {
        !self.text.is_empty()
    }

    /// The view in which the number was begun, if it holds an entry.
    pub fn home_of(&self, index: Index) -> Option<View> {
        self.home.as_ref().filter(|(_, entries)| entries.contains(&index)).map(|(view, _)| *view)
    }

    /// Takes in a digit, or the dot of a sub-code. The same number once more leads to its next owner. Codes of the view
    /// in which the number is begun go before others that begin so.
    pub fn type_char(
        &mut self,
        c: char,
        now: Instant,
        catalog: &Catalog,
        home: impl FnOnce() -> (View, Vec<Index>),
    ) -> Jump {
        let fresh = self.last.is_some_and(|last| now.saturating_duration_since(last) < PAUSE);
        let mut typed = if fresh { std::mem::take(&mut self.text) } else { String::new() };
        let mut is_first = typed.is_empty();
        typed.push(c);
        if is_first {
            self.home = Some(home());
        }
        let mut entry = self.begins_with(catalog, &typed);
        if entry.is_none() && typed.len() > 3 && c != '.' {
            typed = c.to_string();
            is_first = true;
            entry = self.begins_with(catalog, &typed);
        }
        self.last = Some(now);
        self.text.clone_from(&typed);
        let is_whole = entry.is_some_and(|index| *catalog.row(index).code == typed);
        if is_whole {
            entry = self.next_owner(catalog, &typed).or(entry);
            self.jumped = entry;
        }
        Jump { typed, is_first, entry, is_whole }
    }

    /// The entry with this code, or the first whose code begins so; of several, one of the view.
    fn begins_with(&self, catalog: &Catalog, typed: &str) -> Option<Index> {
        let home = self.home.as_ref().map_or(&[][..], |(_, entries)| entries);
        let code = |index: &Index| &catalog.row(*index).code;
        let owned =
            || catalog.owners(typed).find(|owner| home.contains(owner)).or_else(|| catalog.owners(typed).next());
        let begun = || home.iter().copied().find(|index| code(index).starts_with(typed));
        owned().or_else(begun).or_else(|| catalog.filter(|row| row.code.starts_with(typed)).next())
    }

    /// The owner of a code after the one that the same number led to before.
    fn next_owner(&self, catalog: &Catalog, code: &str) -> Option<Index> {
        let owners: Vec<Index> = catalog.owners(code).collect();
        let at = owners.iter().position(|&owner| Some(owner) == self.jumped)?;
        Some(owners[(at + 1) % owners.len()])
    }
}

/// What is known of a number that is not in the catalogue.
pub fn unknown(typed: &str) -> String {
    let class = typed.as_bytes().first().filter(|first| (b'1'..=b'5').contains(first));
    match class {
        Some(&class) if typed.len() == 3 && typed.bytes().all(|b| b.is_ascii_digit()) => {
            let class = char::from(class);
            format!("{typed} is not in the catalogue; a client treats it as {class}00 (RFC 9110 §15)")
        }
        _ => format!("No code begins with {typed}"),
    }
}
