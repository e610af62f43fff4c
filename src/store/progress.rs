//! What was answered in the quiz, and the session that was left.

use std::collections::HashSet;
use std::io::{self, Write};

use serde::Deserialize;

use super::content::{Content, Damage};
use super::salvage::{Salvaged, salvage};
use crate::json;
use crate::quiz::memory::reader::reviews;
use crate::quiz::memory::review::{Review, ReviewId, in_order, merge};
use crate::quiz::session::SavedSession;

/// What is remembered of the quiz.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// Every answer that was not taken back, in the order of their ids.
    #[serde(deserialize_with = "reviews")]
    pub reviews: Vec<Review>,
    /// The answers that were taken back, in order. They are remembered so that no other window brings them again.
    pub undone: Vec<ReviewId>,
    /// The session that was left before its end.
    pub session: Option<SavedSession>,
}

/// Something new to remember of the quiz.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProgressChange {
    /// A question was answered.
    Answered(Review),
    /// An answer was taken back.
    Undone(ReviewId),
    /// A session was left, or ended.
    Session(Option<SavedSession>),
    /// Answers came from a file.
    Imported(Vec<Review>),
}

impl ProgressChange {
    /// How many answers some changes are about; one that was given and taken back is none of them.
    pub fn answers<'c>(changes: impl IntoIterator<Item = &'c Self>) -> usize {
        let mut ids = HashSet::new();
        for change in changes {
            match change {
                Self::Answered(review) => {
                    ids.insert(review.id());
                }
                Self::Imported(reviews) => ids.extend(reviews.iter().map(Review::id)),
                Self::Undone(id) => {
                    if !ids.remove(id) {
                        ids.insert(*id);
                    }
                }
                Self::Session(_) => {}
            }
        }
        ids.len()
    }
}

impl Progress {
    /// Applies a change; returns whether anything is other than before.
    ///
    /// The outcome does not depend on the order in which windows bring their answers: an answer counts once, and not
    /// at all once it was taken back anywhere. Of two sessions the last one stays.
    pub fn apply(&mut self, change: &ProgressChange) -> bool {
        match change {
            ProgressChange::Answered(review) => self.add(std::slice::from_ref(review)) > 0,
            ProgressChange::Imported(reviews) => self.add(reviews) > 0,
            ProgressChange::Undone(id) => self.undo(*id),
            ProgressChange::Session(session) if self.session == *session => false,
            ProgressChange::Session(session) => {
                self.session.clone_from(session);
                true
            }
        }
    }

    /// Whether just this answer is there.
    pub fn has(&self, review: &Review) -> bool {
        self.reviews.binary_search(review).is_ok()
    }

    /// Adds the answers of a file that are neither there nor taken back; returns how many those are.
    pub fn import(&mut self, mut reviews: Vec<Review>) -> usize {
        reviews.retain(|review| self.undone.binary_search(&review.id()).is_err());
        merge(&mut self.reviews, reviews)
    }

    /// Adds those answers that are neither there nor taken back; returns how many those are.
    fn add(&mut self, reviews: &[Review]) -> usize {
        let undone = &self.undone;
        let wanted = reviews.iter().filter(|review| undone.binary_search(&review.id()).is_err());
        merge(&mut self.reviews, wanted.cloned())
    }

    fn undo(&mut self, id: ReviewId) -> bool {
        let Err(at) = self.undone.binary_search(&id) else { return false };
        self.undone.insert(at, id);
        if let Ok(at) = self.reviews.binary_search_by_key(&id, Review::id) {
            self.reviews.remove(at);
        }
        true
    }
}

impl Content for Progress {
    type Change = ProgressChange;
    const VERSION: u64 = 1;
    // A million answers: decades.
    const LIMIT: u64 = 64 << 20;
    const WHAT: &'static str = "answers in the quiz";
    const FULL: (&'static str, &'static str) = (
        "there is no room for more answers in it",
        "export them with `httpdex progress export` and move the file away",
    );

    fn update(&mut self, changes: &[ProgressChange]) -> bool {
        let mut is_changed = false;
        for change in changes {
            is_changed |= self.apply(change);
        }
        is_changed
    }

    fn tidy(&mut self) {
        self.undone.sort_unstable();
        self.undone.dedup();
        self.reviews.retain(|review| self.undone.binary_search(&review.id()).is_err());
        in_order(&mut self.reviews);
    }

    /// An answer a line, so that people and line tools can read it, and so that a bad one spoils no other.
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\n\"version\": {},\n\"reviews\": ", Self::VERSION)?;
        json::rows(&self.reviews, |piece| out.write_all(piece.as_bytes()))?;
        let (undone, session) = (serde_json::to_string(&self.undone)?, serde_json::to_string(&self.session)?);
        write!(out, ",\n\"undone\": {undone},\n\"session\": {session}\n}}\n")
    }

    fn salvage(text: &str) -> Option<(Self, Damage)> {
        let (Salvaged { reviews, undone, session }, damage) = salvage(text, Self::VERSION)?;
        Some((Self { reviews, undone, session }, damage))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(at: i64) -> Review {
        let text = format!("[{at},1,\"404:name\",3,\"k\"]");
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn what_was_taken_back_is_tidied_whatever_its_order() {
        let ids = [7, 2, 7, 4].map(|at| ReviewId(at, 1));
        let mut progress = Progress { reviews: [4, 3, 7, 1].map(review).into(), undone: ids.into(), session: None };
        progress.tidy();
        assert_eq!(progress.undone, [2, 4, 7].map(|at| ReviewId(at, 1)));
        assert_eq!(progress.reviews, [1, 3].map(review));
    }

    #[test]
    fn answers_of_changes_are_counted_and_not_the_changes() {
        let (answered, undone) =
            (|at| ProgressChange::Answered(review(at)), |at| ProgressChange::Undone(ReviewId(at, 1)));
        let session = || ProgressChange::Session(None);
        assert_eq!(ProgressChange::answers(&[session(), session()]), 0);
        assert_eq!(ProgressChange::answers(&[session(), answered(1), session(), answered(2)]), 2);
        assert_eq!(ProgressChange::answers(&[answered(1), undone(1), answered(2)]), 1);
        assert_eq!(ProgressChange::answers(&[undone(1)]), 1, "to take one back that is kept is to change it");
    }

    /// With a step for each pair of ids this would take hours.
    #[test]
    fn two_million_answers_taken_back_are_tidied_in_one_go() {
        let count = 2_000_000;
        let undone = (0..count).rev().map(|at| ReviewId(at, 1)).collect();
        let mut progress = Progress { undone, reviews: vec![review(count), review(3)], session: None };
        progress.tidy();
        assert!(progress.undone.is_sorted() && progress.undone.len() == usize::try_from(count).unwrap());
        assert_eq!(progress.reviews, [review(count)]);
    }
}
