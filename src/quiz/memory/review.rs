//! One answer that was given, as it is remembered.

use std::sync::Arc;

use serde::ser::SerializeSeq;
use serde::{Deserialize, Serialize, Serializer};

use crate::quiz::card::Card;

/// How well something was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Not at all: the answer was wrong.
    Again = 1,
    /// Right, with difficulty.
    Hard = 2,
    /// Right.
    Good = 3,
    /// Right, at once.
    Easy = 4,
}

impl Grade {
    /// Every grade, the worst first.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// Whether the answer was right.
    pub const fn is_right(self) -> bool {
        !matches!(self, Self::Again)
    }
}

/// What makes a review one and the same in every file: when it was, and a number that two running programs are unlikely to share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReviewId(pub i64, pub u32);

/// One answer.
///
/// It is written as an array, `[1767225600, 7, "404:name", 3, "name:404"]`, with the code that was chosen instead at
/// the end of a wrong one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Review {
    /// When it was given, in seconds since 1970 (UTC), by a clock that may have been wrong.
    pub at: i64,
    /// Tells apart what was answered in one second; see [`Tags`].
    pub tag: u32,
    /// What was asked for.
    pub card: Card,
    /// How well it was known.
    pub grade: Grade,
    /// Which question asked for it.
    pub key: Arc<str>,
    /// The id of the code that was answered instead.
    pub chosen: Option<Arc<str>>,
}

impl Review {
    /// What makes this review one and the same in every file.
    pub const fn id(&self) -> ReviewId {
        ReviewId(self.at, self.tag)
    }
}

/// Gives each answer of a running program its own tag.
#[derive(Debug, Clone)]
pub struct Tags(u32);

impl Tags {
    /// The tags of a running program; they start at a random number.
    pub const fn new(random: u32) -> Self {
        Self(random)
    }

    /// The tag for the next answer.
    pub fn take(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(1);
        self.0
    }
}

/// Merges reviews into some that are sorted by id, each once; returns how many were new.
///
/// The outcome does not depend on what comes first: should two reviews ever share an id, the lesser one stays.
pub fn merge(reviews: &mut Vec<Review>, others: impl IntoIterator<Item = Review>) -> usize {
    let before = reviews.len();
    if before == 0 {
        // A vector is taken as it is, without a copy.
        *reviews = others.into_iter().collect();
    } else {
        // What is there already takes no room a second time.
        let new: Vec<Review> = others.into_iter().filter(|review| reviews.binary_search(review).is_err()).collect();
        reviews.extend(new);
    }
    settle(reviews, before);
    reviews.len() - before
}

/// Puts reviews in the order of their ids, each once.
pub fn in_order(reviews: &mut Vec<Review>) {
    settle(reviews, 0);
}

/// Puts in order what was added behind the first reviews, which are.
fn settle(reviews: &mut Vec<Review>, first: usize) {
    if !reviews[first.saturating_sub(1)..].is_sorted_by(|a, b| a.id() < b.id()) {
        reviews.sort_unstable();
        reviews.dedup_by_key(|review| review.id());
    }
}

impl Serialize for Review {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut parts = serializer.serialize_seq(Some(5 + usize::from(self.chosen.is_some())))?;
        parts.serialize_element(&self.at)?;
        parts.serialize_element(&self.tag)?;
        parts.serialize_element(&self.card)?;
        parts.serialize_element(&(self.grade as u8))?;
        parts.serialize_element(&*self.key)?;
        if let Some(chosen) = &self.chosen {
            parts.serialize_element(&**chosen)?;
        }
        parts.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(at: i64, tag: u32) -> Review {
        let card = "404:name".parse().unwrap();
        Review { at, tag, card, grade: Grade::Good, key: "name:404".into(), chosen: None }
    }

    #[test]
    fn a_review_is_an_array() {
        let right = review(1_767_225_600, 7);
        assert_eq!(serde_json::to_string(&right).unwrap(), r#"[1767225600,7,"404:name",3,"name:404"]"#);
        let wrong = Review { grade: Grade::Again, chosen: Some("410".into()), ..right.clone() };
        let text = r#"[1767225600,7,"404:name",1,"name:404","410"]"#;
        assert_eq!(serde_json::to_string(&wrong).unwrap(), text);
        assert_eq!(serde_json::from_str::<Review>(text).unwrap(), wrong);
        for text in ["[1,2]", "{}", r#"[1,2,"404",3,"k"]"#, r#"[1,2,"404:name",5,"k"]"#, r#"[1,-2,"404:name",3,"k"]"#] {
            assert!(serde_json::from_str::<Review>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_union_has_each_once_and_in_order() {
        let mut reviews = Vec::new();
        assert_eq!(merge(&mut reviews, [review(2, 1), review(1, 9), review(2, 1)]), 2);
        assert_eq!(merge(&mut reviews, [review(1, 9)]), 0);
        assert_eq!(merge(&mut reviews, [review(2, 0), review(3, 0)]), 2);
        let ids: Vec<ReviewId> = reviews.iter().map(Review::id).collect();
        assert_eq!(ids, [ReviewId(1, 9), ReviewId(2, 0), ReviewId(2, 1), ReviewId(3, 0)]);
    }

    #[test]
    fn tags_of_a_window_differ() {
        let mut tags = Tags::new(u32::MAX);
        assert_ne!(tags.take(), tags.take());
    }
}
