//! What is wrong with something of the user's: where, what, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::json::Fault;
use crate::text;

/// The most characters of a sentence's half; words quoted from a file can be as long as the file.
const LONGEST: usize = 400;

/// One complaint about a file, said in one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file or folder.
    pub file: PathBuf,
    /// Where in it: `line 3, column 14`, `entry 12 (acme-599)`; empty when the whole file is meant.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub advice: String,
}

impl Problem {
    /// A complaint whose words are safe to print, whatever they quote.
    pub fn new(file: &Path, place: &str, what: &str, advice: &str) -> Self {
        let safe = |words: &str| text::clean(&text::shorten(words, LONGEST)).into_owned();
        Self { file: file.to_owned(), place: safe(place), what: safe(what), advice: safe(advice) }
    }

    /// A fault in the text of a file, with what follows from it: `the entry is skipped`.
    pub fn of_fault(file: &Path, fault: &Fault, consequence: &str) -> Self {
        let Fault { place, what, advice } = fault;
        Self::new(file, place, &format!("{what}, so {consequence}"), advice)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", text::clean(&self.file.to_string_lossy()))?;
        if !self.place.is_empty() {
            write!(f, ", {}", self.place)?;
        }
        write!(f, ": {}; {}", self.what, self.advice)
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_with_nothing_that_a_terminal_obeys() {
        let problem = Problem::new(Path::new("a\x1b[2J.json"), "entry 1 (\x07)", &"x\u{9b}".repeat(500), "repair it");
        let said = problem.to_string();
        assert!(said.starts_with("a␛[2J.json, entry 1 (␇): x\u{fffd}") && said.ends_with("…; repair it"), "{said}");
        assert!(!said.contains(char::is_control) && said.chars().count() < 500, "{said}");
    }

    #[test]
    fn the_whole_file_has_no_place() {
        assert_eq!(Problem::new(Path::new("f"), "", "is empty", "delete it").to_string(), "f: is empty; delete it");
    }
}
