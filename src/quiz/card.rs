//! The unit that is remembered: one thing about a code, or the difference between two.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A fact that is remembered or forgotten as a whole, whatever question asks for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Card {
    /// One thing about one code.
    Code {
        /// The entry.
        id: Arc<str>,
        /// What about it.
        knowledge: Knowledge,
    },
    /// Which of two codes it is: their ids, in order. [`Card::pair`] orders them.
    Pair(Arc<str>, Arc<str>),
}

/// What there is to know about a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Knowledge {
    /// Which name belongs to the number.
    Name,
    /// What it says.
    Meaning,
    /// When it is the one to send.
    Use,
    /// What the specification asks of it.
    Rules,
}

/// Why a text is not a card.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a card; write it as `404:name` or `401|403`")]
pub struct ParseCardError(String);

impl Knowledge {
    /// Every kind of knowledge, the simplest first.
    pub const ALL: [Self; 4] = [Self::Name, Self::Meaning, Self::Use, Self::Rules];

    /// The word for it in a card's text.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Meaning => "meaning",
            Self::Use => "use",
            Self::Rules => "rules",
        }
    }
}

impl Card {
    /// The card for one thing about a code.
    pub fn code(id: &str, knowledge: Knowledge) -> Self {
        Self::Code { id: id.into(), knowledge }
    }

    /// The card for two codes, in whatever order they are given.
    pub fn pair(a: &str, b: &str) -> Self {
        let (first, second) = if a <= b { (a, b) } else { (b, a) };
        Self::Pair(first.into(), second.into())
    }
}

impl fmt::Display for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code { id, knowledge } => write!(f, "{id}:{}", knowledge.id()),
            Self::Pair(a, b) => write!(f, "{a}|{b}"),
        }
    }
}

impl FromStr for Card {
    type Err = ParseCardError;

    fn from_str(text: &str) -> Result<Self, ParseCardError> {
        let knowledge = |word: &str| Knowledge::ALL.into_iter().find(|knowledge| knowledge.id() == word);
        if let Some((a, b)) = text.split_once('|') {
            // Of three it could not be said which two are meant; no id has a bar in it.
            return if a.is_empty() || b.is_empty() || b.contains('|') {
                Err(ParseCardError(text.to_owned()))
            } else {
                Ok(Self::pair(a, b))
            };
        }
        let code = text.rsplit_once(':').filter(|(id, _)| !id.is_empty());
        let code = code.and_then(|(id, word)| Some(Self::code(id, knowledge(word)?)));
        code.ok_or_else(|| ParseCardError(text.to_owned()))
    }
}

impl Serialize for Card {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Card {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Card;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Card, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_read_as_it_is_written() {
        for text in ["404:name", "404:meaning", "iis-404.13:use", "404:rules", "401|403", "401|nginx-499"] {
            let card: Card = text.parse().unwrap();
            assert_eq!(card.to_string(), text);
            assert_eq!(serde_json::to_string(&card).unwrap(), format!("{text:?}"));
            assert_eq!(serde_json::from_str::<Card>(&format!("{text:?}")).unwrap(), card);
        }
        for text in ["", "404", "404:", ":name", "404:Name", "|", "401|", "|403", "401|4001|403"] {
            assert!(text.parse::<Card>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_pair_is_the_same_either_way() {
        assert_eq!(Card::pair("403", "401"), Card::pair("401", "403"));
        assert_eq!("403|401".parse(), Ok(Card::pair("401", "403")));
    }
}
