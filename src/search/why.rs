//! Why an entry was found.

use std::fmt;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::index::{Field, IndexReader, Words};
use super::meanings::Meanings;
use super::place::Place;
use super::query::Query;

/// Says which letters of a text are meant by a few typed ones. It keeps the memory it works in, so that one search
/// needs one.
pub(super) type Matcher = SkimMatcherV2;

/// What of an entry matched a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Where on the page it stands.
    pub field: Field,
    /// The phrase that matched, as it is written on the page.
    pub text: String,
    /// Of a hit by its number, the phrase of the page that matches besides, and its field.
    pub also: Option<(Field, String)>,
    /// The characters of the entry's name that the query has, by position, rising; for marking them.
    pub marks: Vec<usize>,
    /// The place on the page, for opening it there.
    pub place: Place,
}

impl fmt::Display for Why {
    /// The field and the phrase: `symptom: sending requests too fast`; for a name just that word, as for a number where
    /// nothing else matches.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.field, &self.also) {
            (Field::Number, Some((field, text))) => write!(f, "{}: {text}", field.label()),
            (Field::Number | Field::Name, _) => f.write_str(self.field.label()),
            (Field::Failure, _) => f.write_str(&self.text),
            (field, _) => write!(f, "{}: {}", field.label(), self.text),
        }
    }
}

/// The characters of a name that the query has.
pub(super) fn marks(
    name: &str,
    query: &Query<'_>,
    index: &IndexReader<'_>,
    meanings: &Meanings,
    matcher: &Matcher,
) -> Vec<usize> {
    let words = Words::of(name);
    if words.squeezed().starts_with(&query.squeezed) {
        return leading(&words, query.squeezed.chars().count());
    }
    let mut marks: Vec<usize> = Vec::new();
    for word in words.iter() {
        let Some(meant) = meanings.find(index, word.text) else { continue };
        let typed = query.words.iter().enumerate().find(|(at, _)| meant.bits & 1 << at != 0);
        let letters = typed.map_or("", |(_, term)| &*term.text);
        let places = if word.joins == 0 && !word.text.starts_with(letters) {
            matcher.fuzzy_indices(word.text, letters).map(|(_, places)| places)
        } else {
            (word.joins == 0).then(|| (0..letters.chars().count()).collect())
        };
        // A misspelt word and a joined one are marked as a whole.
        match places {
            Some(places) => marks.extend(places.iter().map(|place| (word.chars.start + place).min(word.chars.end - 1))),
            None => marks.extend(word.chars),
        }
    }
    if marks.is_empty() {
        marks = matcher.fuzzy_indices(name, &query.squeezed).map_or_else(Vec::new, |(_, places)| places);
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// The places of the first letters of a name, without what stands between its words.
fn leading(words: &Words, count: usize) -> Vec<usize> {
    words.iter().filter(|word| word.joins == 0).flat_map(|word| word.chars).take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::{Field, Matcher, Place, Query, Why, marks};
    use crate::search::codes::IndexCodes;
    use crate::search::index::{IndexEntry, IndexReader, IndexWriter};
    use crate::search::resolve::Resolved;

    /// The name with what the query has of it in capitals.
    fn marked(name: &str, query: &str) -> String {
        let block = IndexWriter::write([IndexEntry { code: "0", name, vendor: None, text: "{}", places: None }]);
        let (index, query) = (IndexReader::new(&block), Query::read(query, &IndexCodes::new(&[])));
        let resolved = Resolved::new(&query, &[index]);
        let marks = marks(name, &query, &index, &resolved.parts[0], &Matcher::default().ignore_case());
        let mark = |(at, c): (usize, char)| if marks.contains(&at) { c.to_ascii_uppercase() } else { c };
        name.to_lowercase().chars().enumerate().map(mark).collect()
    }

    #[test]
    fn matched_letters_are_marked() {
        assert_eq!(marked("Too Many Requests", "toom"), "TOO Many requests");
        assert_eq!(marked("Too Many Requests", "requ ma"), "too MAny REQUests");
        assert_eq!(marked("Service Unavailable", "svc unavail"), "SerViCe UNAVAILable");
        assert_eq!(marked("Moved Permanently", "movperm"), "MOVed PERManently");
        assert_eq!(marked("Conflict", "confilct"), "CONFLICT");
        assert_eq!(marked("Gateway Time-out", "timeout gateway"), "GATEWAY TIME-OUT");
        assert_eq!(marked("Gone", "teapot"), "gone");
    }

    #[test]
    fn it_is_said_in_a_few_words() {
        let place = |field| Place::new(field, 0, Vec::new());
        let why = |field| Why { field, text: "Retry-After".into(), also: None, marks: Vec::new(), place: place(field) };
        assert_eq!(why(Field::Header).to_string(), "header: Retry-After");
        assert_eq!(why(Field::Number).to_string(), "number");
        let also = Some((Field::Symptom, "too fast".into()));
        assert_eq!(Why { also, ..why(Field::Number) }.to_string(), "symptom: too fast");
    }
}
