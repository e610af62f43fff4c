//! A file of own entries, and what is said of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::super::format::Page;
use super::spans::Span;
use crate::json::{self, Fault};
use crate::problem::Problem;

/// The most problems that are told of one file; somebody who sees that many removes the cause and looks again.
pub(super) const MOST_PROBLEMS: usize = 20;

/// A file, and what is wrong with it.
pub(super) struct File {
    pub(super) path: PathBuf,
    text: Arc<str>,
    problems: Vec<Problem>,
    /// How many problems are not in `problems`.
    more: usize,
}

/// Where an entry stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin {
    /// Which file it is in, counted from 0.
    pub(super) file: usize,
    /// Which entry of the file it is, counted from 1.
    pub(super) number: usize,
    /// Its text in the file.
    pub(super) span: Span,
}

impl File {
    pub(super) fn new(path: PathBuf, text: Arc<str>) -> Self {
        Self { path, text, problems: Vec::new(), more: 0 }
    }

    /// Whether one more problem, after `others` that are still to be added, would be told.
    pub(super) fn has_room(&self, others: usize) -> bool {
        self.problems.len() + others < MOST_PROBLEMS
    }

    /// Adds a problem. It is put into words only if it will be told, for that takes a walk through the file.
    pub(super) fn complain(&mut self, words: impl FnOnce(&Path, &str) -> Problem) {
        if self.has_room(0) {
            self.problems.push(words(&self.path, &self.text));
        } else {
            self.more += 1;
        }
    }

    /// Says why the whole file is skipped.
    pub(super) fn skip(&mut self, what: &str, advice: &str) {
        self.complain(|path, _| Problem::new(path, "", &format!("{what}, so the file is skipped"), advice));
    }

    /// Says why the whole file is skipped: it is not valid JSON.
    pub(super) fn skip_invalid(&mut self, error: &serde_json::Error) {
        self.complain(|path, text| {
            Problem::of_fault(path, &json::fault::<IgnoredAny>(text, 0, error), "the file is skipped")
        });
    }

    /// Says what is wrong with an entry.
    pub(super) fn complain_of(&mut self, origin: Origin, id: &str, what: &str, advice: &str) {
        self.complain(|path, text| {
            let place = format!("entry {} ({id}), line {}", origin.number, json::line(text, origin.start()));
            Problem::new(path, &place, what, advice)
        });
    }

    /// Says why an entry that is not an object is skipped.
    pub(super) fn skip_other(&mut self, origin: Origin) {
        self.complain(|path, text| {
            let place = format!("entry {}, {}", origin.number, json::place(text, origin.start()));
            Problem::new(path, &place, "it is not an object, so it is skipped", "write an entry in braces")
        });
    }

    /// Says why an entry that cannot be read is skipped.
    pub(super) fn skip_unreadable(&mut self, origin: Origin, error: &serde_json::Error) {
        if !origin.text(&self.text).starts_with('{') {
            return self.skip_other(origin);
        }
        self.complain(|path, text| {
            let fault = json::fault::<Page>(text, origin.start(), error);
            let id = id(origin.text(text)).map(|id| format!(" ({id})")).unwrap_or_default();
            let place = format!("{}, in entry {}{id}", fault.place, origin.number);
            Problem::of_fault(path, &Fault { place, ..fault }, "the entry is skipped")
        });
    }

    /// Everything that is said.
    pub(super) fn into_problems(mut self) -> Vec<Problem> {
        if self.more > 0 {
            let what = format!("there are {} more problems in this file", self.more);
            self.problems.push(Problem::new(&self.path, "", &what, "correct these first and look again"));
        }
        self.problems
    }
}

impl Origin {
    /// Where the entry begins in its file, in bytes.
    fn start(self) -> usize {
        self.span.0 as usize
    }

    /// The text of the entry, out of that of its file.
    pub(super) fn text(self, file: &str) -> &str {
        &file[self.start()..self.span.1 as usize]
    }
}

/// The id that an entry has, though it cannot be read otherwise.
fn id(entry: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        id: Value,
    }
    Some(serde_json::from_str::<Named>(entry).ok()?.id.as_str()?.to_owned())
}
