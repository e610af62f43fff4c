//! Which words of the index a typed word stands for: itself, its other forms, what it begins, what it misspells,
//! what it abbreviates. The first of these that any part of the index knows is taken.

use super::index::IndexReader;
use super::meanings::Meanings;
use super::query::{Bits, MOST_WORDS, Query, Term, each_bit};
use super::word::{abbreviation, beginning, form, misspelling};

/// A word that says little by itself weighs this much of what its rarity would give it.
const STOP_WEIGHT: f32 = 0.15;

/// A word that was typed with joints adds this much of its own weight to that of its parts.
const JOINED_WEIGHT: f32 = 0.8;

/// What the query means.
#[derive(Debug)]
pub(super) struct Resolved {
    /// For each part of the index.
    pub(super) parts: Vec<Meanings>,
    /// How much each word of the query says, by its rarity.
    pub(super) weights: [f32; Bits::BITS as usize],
    /// The sum for the words (and not for what they join).
    pub(super) total: f32,
    /// Some word was not known as it was typed.
    pub(super) doubtful: bool,
}

/// How a word of the index is meant by a typed one.
#[derive(Clone, Copy, PartialEq)]
enum Relation {
    /// It is the same, or another form of it.
    Form,
    /// It begins so.
    Beginning,
    /// It begins so and is part of a name.
    TitleBeginning,
    /// It was misspelt.
    Misspelling,
    /// It was shortened.
    Abbreviation,
    /// It was shortened and is part of a name.
    TitleAbbreviation,
}

impl Resolved {
    /// Looks the words of the query up in the parts of the index.
    pub(super) fn new(query: &Query<'_>, parts: &[IndexReader<'_>]) -> Self {
        let mut resolved = Self {
            parts: parts.iter().map(|_| Meanings::default()).collect(),
            weights: [0.0; Bits::BITS as usize],
            total: 0.0,
            doubtful: false,
        };
        for (at, term) in query.words.iter().enumerate() {
            resolved.term(at, term, parts);
        }
        for (at, joined) in query.joined.iter().enumerate() {
            let bits = joined.of | 1 << (MOST_WORDS + at);
            let before = resolved.marks();
            for (meanings, index) in resolved.parts.iter_mut().zip(parts) {
                if let Some(word) = index.words().find(&joined.text) {
                    meanings.add_forms(index, word, bits, 1.0);
                }
                if joined.typed && joined.open {
                    beginning(index, &joined.text, true, bits, meanings, false);
                }
            }
            if joined.typed {
                resolved.weights[MOST_WORDS + at] = JOINED_WEIGHT * resolved.rarity(&before, parts);
            }
        }
        resolved.parts.iter_mut().zip(parts).for_each(|(meanings, index)| meanings.sort(index));
        resolved
    }

    fn term(&mut self, at: usize, term: &Term, parts: &[IndexReader<'_>]) {
        let bits = 1 << at;
        let before = self.marks();
        let known = parts.iter().any(|index| index.words().find(&term.text).is_some());
        let as_typed: &[Relation] = if known { &[Relation::Form] } else { &[Relation::Form, Relation::Misspelling] };
        let beginning: &[Relation] = if vowels(&term.text) {
            &[Relation::Beginning]
        } else {
            &[Relation::Beginning, Relation::TitleAbbreviation]
        };
        // A word that is known has forms, and for one that is not misspellings have been looked for by then.
        for relations in [as_typed, beginning, &[Relation::Abbreviation]] {
            self.find(relations, term, bits, parts);
            if self.marks() == before {
                continue;
            }
            let rarity = self.rarity(&before, parts);
            self.weights[at] = rarity * if term.stop { STOP_WEIGHT } else { term.share };
            self.total += self.weights[at];
            self.doubtful |= !known;
            if known && !term.stop {
                self.find(&also(term, parts), term, bits, parts);
            }
            return;
        }
        self.doubtful = true;
    }

    fn find(&mut self, relations: &[Relation], term: &Term, bits: Bits, parts: &[IndexReader<'_>]) {
        for (meanings, index) in self.parts.iter_mut().zip(parts) {
            for relation in relations {
                match relation {
                    Relation::Form => form(index, term, bits, meanings),
                    Relation::Beginning => beginning(index, &term.text, term.open, bits, meanings, false),
                    Relation::TitleBeginning => beginning(index, &term.text, term.open, bits, meanings, true),
                    Relation::Misspelling => misspelling(index, term, bits, meanings),
                    Relation::Abbreviation => abbreviation(index, term, bits, meanings, false),
                    Relation::TitleAbbreviation => abbreviation(index, term, bits, meanings, true),
                }
            }
        }
    }

    /// How much some words of the query say together.
    pub(super) fn weight(&self, bits: Bits) -> f32 {
        let mut sum = 0.0;
        each_bit(bits, |bit| sum += self.weights[bit]);
        sum
    }

    /// How far each part has got.
    fn marks(&self) -> Vec<usize> {
        self.parts.iter().map(|meanings| meanings.stems.len()).collect()
    }

    /// How much the stems found since then say: the more, the fewer entries have them.
    fn rarity(&self, since: &[usize], parts: &[IndexReader<'_>]) -> f32 {
        let (mut having, mut all) = (0, 0);
        for ((meanings, index), &since) in self.parts.iter().zip(parts).zip(since) {
            let stems = &meanings.stems[since..];
            having += stems.iter().map(|&(stem, ..)| index.postings(stem).1.len()).sum::<usize>().min(index.entries());
            all += index.entries();
        }
        if having == 0 { 0.0 } else { libm::logf(1.0 + all as f32 / having as f32) }
    }
}

/// What else a word may stand for that is known as it is typed.
///
/// `time` may become `timeout`, and what no name has may be short for what one has: `req`, `svc`.
fn also(term: &Term, parts: &[IndexReader<'_>]) -> Vec<Relation> {
    let titled = parts.iter().any(|index| index.words().find(&term.text).is_some_and(|word| index.in_title(word)));
    let mut relations = Vec::new();
    if term.open {
        relations.push(Relation::Beginning);
    } else if !titled && term.text.len() < 7 {
        relations.push(Relation::TitleBeginning);
    }
    if !titled && !vowels(&term.text) {
        relations.push(Relation::TitleAbbreviation);
    }
    relations
}

/// Whether a word has a vowel: one without was shortened, or is an abbreviation by nature.
fn vowels(word: &str) -> bool {
    word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

#[cfg(test)]
mod tests {
    use super::Resolved;
    use crate::search::codes::IndexCodes;
    use crate::search::index::{IndexEntry, IndexReader, IndexWriter};
    use crate::search::query::Query;

    /// The words of names that a query stands for, the surest first.
    fn meant(query: &str, names: &[&str]) -> Vec<String> {
        let block = IndexWriter::write(names.iter().map(|name| IndexEntry {
            code: "0",
            name,
            vendor: None,
            text: "{}",
            places: None,
        }));
        let index = IndexReader::new(&block);
        let resolved = Resolved::new(&Query::read(query, &IndexCodes::new(&[])), &[index]);
        let mut meant = resolved.parts[0].meant.clone();
        meant.sort_by(|a, b| b.quality.total_cmp(&a.quality).then(a.word.cmp(&b.word)));
        meant.iter().map(|meant| String::from_utf8_lossy(index.words().record(meant.word)).into_owned()).collect()
    }

    #[test]
    fn a_word_stands_for_itself_and_its_other_forms() {
        assert_eq!(
            meant("requests ", &["Requests", "request", "Requesting", "required"]),
            ["requests", "request", "requesting"]
        );
        assert_eq!(meant("requested ", &["Requests"]), ["requests"]);
    }

    #[test]
    fn a_word_being_typed_stands_for_what_it_begins() {
        assert_eq!(meant("unav", &["Unavailable", "Found"]), ["unavailable"]);
        assert_eq!(meant("time", &["Time", "Timeout"]), ["time", "timeout"]);
        assert_eq!(meant("unathor", &["Unauthorized"]), ["unauthorized"]);
    }

    #[test]
    fn a_misspelt_word_stands_for_the_nearest() {
        assert_eq!(meant("confilct ", &["Conflict", "Config"]), ["conflict"]);
        assert_eq!(meant("get ", &["Set", "Got"]), Vec::<String>::new());
        assert_eq!(meant("4041 ", &["4042"]), Vec::<String>::new(), "numbers are not misspelt");
    }

    #[test]
    fn an_abbreviation_stands_for_words_with_its_letters() {
        assert_eq!(meant("gw timeout", &["Gateway Timeout"]), ["timeout", "gateway"]);
        assert_eq!(meant("svc ", &["Service"]), ["service"]);
    }

    #[test]
    fn neighbours_may_be_one_word_and_one_word_two() {
        assert!(meant("time out ", &["Timeout"]).contains(&"timeout".to_owned()));
        assert!(meant("timeout ", &["Time-out"]).contains(&"timeout".to_owned()));
    }

    #[test]
    fn rare_words_say_more() {
        let names = ["Not Found", "Not Modified", "Not Extended"];
        let block = IndexWriter::write(names.map(|name| IndexEntry {
            code: "0",
            name,
            vendor: None,
            text: "{}",
            places: None,
        }));
        let resolved = Resolved::new(&Query::read("not found", &IndexCodes::new(&[])), &[IndexReader::new(&block)]);
        assert!(resolved.weights[1] > resolved.weights[0] && !resolved.doubtful);
    }
}
