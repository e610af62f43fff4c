//! Reading many answers, in which the same few cards and questions come again and again: each text is kept once.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Error, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use super::review::{Grade, Review};
use crate::quiz::card::Card;

/// What was read so far, and may come again.
#[derive(Debug, Default)]
pub struct ReviewReader {
    cards: HashMap<Box<str>, Card>,
    texts: HashSet<Arc<str>>,
}

impl ReviewReader {
    /// Reads an answer from JSON.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(&mut self, json: &str) -> serde_json::Result<Review> {
        let mut json = serde_json::Deserializer::from_str(json);
        let review = OneReview(self).deserialize(&mut json)?;
        json.end()?;
        Ok(review)
    }

    fn text(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.texts.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.texts.insert(Arc::clone(&new));
        new
    }
}

impl<'de> Deserialize<'de> for Review {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        OneReview(&mut ReviewReader::default()).deserialize(deserializer)
    }
}

/// The answers in an array.
///
/// # Errors
/// When it is no array, or something in it is no answer.
pub fn reviews<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Review>, D::Error> {
    Ok(ManyReviews(&mut |_| true).deserialize(deserializer)?.0)
}

/// Reads the answers in an array: those that are wanted, and how many there are.
pub struct ManyReviews<'w>(pub &'w mut dyn FnMut(&Review) -> bool);

impl<'de> DeserializeSeed<'de> for ManyReviews<'_> {
    type Value = (Vec<Review>, usize);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for ManyReviews<'_> {
    type Value = (Vec<Review>, usize);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Self::Value, A::Error> {
        let mut reader = ReviewReader::default();
        let (mut reviews, mut read) = (Vec::new(), 0);
        while let Some(review) = rows.next_element_seed(OneReview(&mut reader))? {
            read += 1;
            if (self.0)(&review) {
                reviews.push(review);
            }
        }
        Ok((reviews, read))
    }
}

/// Reads one answer.
struct OneReview<'r>(&'r mut ReviewReader);

impl<'de> DeserializeSeed<'de> for OneReview<'_> {
    type Value = Review;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Review, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for OneReview<'_> {
    type Value = Review;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of time, tag, card, grade and question")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Review, A::Error> {
        let Self(reader) = self;
        let missing = |nth| A::Error::invalid_length(nth, &"an array of time, tag, card, grade and question");
        let at = parts.next_element()?.ok_or_else(|| missing(0))?;
        let tag = parts.next_element()?.ok_or_else(|| missing(1))?;
        let card = parts.next_element_seed(KnownCard(reader))?.ok_or_else(|| missing(2))?;
        let grade: u8 = parts.next_element()?.ok_or_else(|| missing(3))?;
        let wrong = || A::Error::invalid_value(Unexpected::Unsigned(grade.into()), &"a grade from 1 to 4");
        let grade = Grade::ALL.into_iter().find(|known| *known as u8 == grade).ok_or_else(wrong)?;
        let key = parts.next_element_seed(KnownText(reader))?.ok_or_else(|| missing(4))?;
        let chosen = parts.next_element_seed(KnownText(reader))?;
        Ok(Review { at, tag, card, grade, key, chosen })
    }
}

/// Reads a card.
struct KnownCard<'r>(&'r mut ReviewReader);

impl<'de> DeserializeSeed<'de> for KnownCard<'_> {
    type Value = Card;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Card, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KnownCard<'_> {
    type Value = Card;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Card, E> {
        let Self(reader) = self;
        if let Some(known) = reader.cards.get(text) {
            return Ok(known.clone());
        }
        let card: Card = text.parse().map_err(E::custom)?;
        reader.cards.insert(text.into(), card.clone());
        Ok(card)
    }
}

/// Reads a text.
struct KnownText<'r>(&'r mut ReviewReader);

impl<'de> DeserializeSeed<'de> for KnownText<'_> {
    type Value = Arc<str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Arc<str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KnownText<'_> {
    type Value = Arc<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Arc<str>, E> {
        Ok(self.0.text(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_again_takes_no_room_again() {
        let mut reader = ReviewReader::default();
        let mut read = |json: &str| reader.read(json).unwrap();
        let first = read(r#"[1,1,"404:name",1,"name:404","410"]"#);
        let second = read(r#"[2,1,"404:name",1,"name:404","410"]"#);
        assert!(Arc::ptr_eq(&first.key, &second.key));
        assert!(Arc::ptr_eq(first.chosen.as_ref().unwrap(), second.chosen.as_ref().unwrap()));
        let (Card::Code { id: first, .. }, Card::Code { id: second, .. }) = (&first.card, &second.card) else {
            panic!("two codes")
        };
        assert!(Arc::ptr_eq(first, second));
        let wrong = reader.read(r#"[3,1,"404:name",9,"k"]"#).unwrap_err().to_string();
        assert!(wrong.starts_with("invalid value: integer `9`, expected a grade from 1 to 4"), "{wrong}");
        assert_eq!(
            reader.read(r#"[3,1,"404:name",3,"k"] 7"#).unwrap_err().to_string(),
            "trailing characters at line 1 column 24"
        );
    }
}
