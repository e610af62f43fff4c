//! Writes the index of a list of entries as one block of bytes.
//!
//! The block, all numbers in four bytes with the lowest first:
//!
//! 1. The places of the parts below, in the order of [`Part`].
//! 2. `Words`: every word of every entry, sorted; with each its letters and its stem.
//! 3. `Stems`: every stem, sorted, as the beginning of a word; with each the words that have it and the entries that have
//!    one of them.
//! 4. `Titles`: numbers, names, aliases and initials without spaces, sorted; with each its letters and its entry.
//! 5. `Entries`: the phrases of each entry and the words of each phrase, these in as many bytes each as all words need.

use std::collections::HashMap;

use crate::catalog::NO_CODE;

use super::bytes::{put_signed, put_u32, put_varint, small, use_width, width_of};
use super::entry::IndexEntry;
use super::field::Field;
use super::phrases::{decode, each_phrase};
use super::stems;
use super::table;
use super::words::{Words, is_stop, letters, stem};

/// The bit beside a word's letters that says that it is part of a name or alias.
pub(super) const IN_TITLE: u32 = 1 << 31;

/// Phrases are cut here: no cause is as long, and what covers a phrase is counted in 64 bits.
const LONGEST_PHRASE: usize = 64;

/// What a part of the block holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// Where each word ends, then the words.
    Words,
    /// Each word's letters.
    WordLetters,
    /// Each word's stem.
    WordStems,
    /// How many stems there are, then each.
    Stems,
    /// Where each stem's words and entries end, then they.
    Postings,
    /// Where each title ends, then the titles.
    Titles,
    /// Each title's letters.
    TitleLetters,
    /// In how many bytes each of these stands; each title's entry, then its kind and phrase.
    TitleEntries,
    /// Where each entry's phrases end, then they.
    Entries,
}

impl Part {
    pub(super) const COUNT: usize = Self::Entries as usize + 1;
}

/// What a title is to its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TitleKind {
    /// Its code.
    Number,
    /// Its name.
    Name,
    /// One of its aliases.
    Alias,
    /// The initials of its name or of an alias.
    Initials,
}

/// A phrase of an entry.
struct Phrase {
    field: Field,
    /// Where it stands in the page, without its quotes; both 0 for what stands in the row.
    start: u32,
    length: u32,
    /// Where its words start among all words.
    words: usize,
}

/// A word in a phrase.
#[derive(Clone, Copy)]
struct Use {
    word: u32,
    /// How many words before it it joins.
    joins: u8,
    stop: bool,
}

struct Title {
    text: String,
    entry: u32,
    kind: TitleKind,
    /// The phrase of the entry that it is.
    phrase: u32,
}

/// Collects entries and writes their index.
#[derive(Default)]
pub(crate) struct IndexWriter {
    numbers: HashMap<String, u32>,
    /// For each word, by number: whether a name or alias has it, and whether it says little by itself.
    kinds: Vec<(bool, bool)>,
    uses: Vec<Use>,
    phrases: Vec<Phrase>,
    /// Where each entry's phrases start.
    entries: Vec<usize>,
    titles: Vec<Title>,
    words: Words,
}

impl IndexWriter {
    /// The index of these entries; an entry is known by its place in the list.
    pub(crate) fn write<'a>(entries: impl IntoIterator<Item = IndexEntry<'a>>) -> Vec<u8> {
        let mut writer = Self::default();
        for entry in entries {
            writer.add(entry);
        }
        writer.finish()
    }

    fn add(&mut self, entry: IndexEntry<'_>) {
        let number = small(self.entries.len());
        let first = self.phrases.len();
        self.entries.push(first);
        if entry.code != NO_CODE {
            let text = entry.code.to_lowercase();
            self.titles.push(Title { text, entry: number, kind: TitleKind::Number, phrase: 0 });
        }
        self.phrase(Field::Name, 0, 0, entry.name);
        self.title(number, TitleKind::Name, 0);
        if let Some(vendor) = entry.vendor {
            self.phrase(Field::Vendor, 0, 0, vendor);
        }
        each_phrase(entry.text, |field, start, text| {
            let phrase = small(self.phrases.len() - first);
            let (start, end) = (entry.kept(start), entry.kept(start + text.len()));
            self.phrase(field, small(start), small(end - start), &decode(text.into()));
            if field == Field::Alias {
                self.title(number, TitleKind::Alias, phrase);
            }
        });
    }

    fn phrase(&mut self, field: Field, start: u32, length: u32, text: &str) {
        self.phrases.push(Phrase { field, start, length, words: self.uses.len() });
        self.words.read(text);
        let titled = matches!(field, Field::Name | Field::Alias);
        for word in self.words.iter().take(LONGEST_PHRASE) {
            let number = if let Some(&number) = self.numbers.get(word.text) {
                number
            } else {
                let number = small(self.numbers.len());
                self.numbers.insert(word.text.to_owned(), number);
                self.kinds.push((false, is_stop(word.text)));
                number
            };
            let (in_title, stop) = &mut self.kinds[number as usize];
            *in_title |= titled;
            let joins = u8::try_from(word.joins).unwrap_or(u8::MAX);
            self.uses.push(Use { word: number, joins, stop: *stop });
        }
    }

    /// Makes the phrase that was just read a title, and its initials one too.
    fn title(&mut self, entry: u32, kind: TitleKind, phrase: u32) {
        let words = self.words.iter().filter(|word| word.joins == 0);
        let initials: String = words.filter_map(|word| word.text.chars().next()).collect();
        self.titles.push(Title { text: self.words.squeezed(), entry, kind, phrase });
        if initials.chars().nth(1).is_some() {
            self.titles.push(Title { text: initials, entry, kind: TitleKind::Initials, phrase });
        }
    }

    fn finish(mut self) -> Vec<u8> {
        let mut words: Vec<(String, u32)> = std::mem::take(&mut self.numbers).into_iter().collect();
        words.sort_unstable();
        // Words are numbered in their order from here on.
        let mut renumbered = vec![0; words.len()];
        for (at, (_, number)) in words.iter().enumerate() {
            renumbered[*number as usize] = small(at);
        }
        for used in &mut self.uses {
            used.word = renumbered[used.word as usize];
        }

        let stems_of: Vec<_> = words.iter().map(|(word, _)| stem(word)).collect();
        let mut order: Vec<usize> = (0..words.len()).collect();
        order.sort_unstable_by(|&a, &b| stems_of[a].cmp(&stems_of[b]));
        let mut stems: Vec<&str> = Vec::new();
        let mut word_stems = vec![0; words.len()];
        for word in order {
            if stems.last() != Some(&&*stems_of[word]) {
                stems.push(&stems_of[word]);
            }
            word_stems[word] = small(stems.len() - 1);
        }

        self.titles.retain(|title| !title.text.is_empty());
        self.titles
            .sort_unstable_by(|a, b| (&a.text, a.entry, a.kind, a.phrase).cmp(&(&b.text, b.entry, b.kind, b.phrase)));

        let mut parts: [Vec<u8>; Part::COUNT] = Default::default();
        parts[Part::Words as usize] = table::written(&words, |(word, _), out| out.extend_from_slice(word.as_bytes()));
        for (word, number) in &words {
            let titled = if self.kinds[*number as usize].0 { IN_TITLE } else { 0 };
            put_u32(&mut parts[Part::WordLetters as usize], letters(word) | titled);
        }
        for &stem in &word_stems {
            parts[Part::WordStems as usize].extend_from_slice(&stem.to_le_bytes()[..width_of(stems.len())]);
        }
        parts[Part::Stems as usize] = stems::written(&stems, &words);
        parts[Part::Postings as usize] = self.postings(&word_stems, stems.len());
        parts[Part::Titles as usize] =
            table::written(&self.titles, |title, out| out.extend_from_slice(title.text.as_bytes()));
        for title in &self.titles {
            put_u32(&mut parts[Part::TitleLetters as usize], letters(&title.text));
        }
        parts[Part::TitleEntries as usize] = self.title_entries();
        parts[Part::Entries as usize] = self.phrases_of_entries(use_width(words.len()));

        let mut block = Vec::new();
        let mut place = small(parts.len() * 4);
        for part in &parts {
            put_u32(&mut block, place);
            place += small(part.len());
        }
        for part in &parts {
            block.extend_from_slice(part);
        }
        block
    }

    fn title_entries(&self) -> Vec<u8> {
        let each = || self.titles.iter().flat_map(|title| [title.entry, title.phrase << 2 | title.kind as u32]);
        let width = width_of(each().max().unwrap_or(0) as usize);
        let mut out = Vec::new();
        put_u32(&mut out, small(width));
        each().for_each(|number| out.extend_from_slice(&number.to_le_bytes()[..width]));
        out
    }

    /// For each stem: its words, in how many entries it is, and these with the weight of its best phrase there.
    fn postings(&self, word_stems: &[u32], stems: usize) -> Vec<u8> {
        let mut words: Vec<Vec<u32>> = vec![Vec::new(); stems];
        for (word, &stem) in word_stems.iter().enumerate() {
            words[stem as usize].push(small(word));
        }
        let mut entries: Vec<Vec<(u32, u8)>> = vec![Vec::new(); stems];
        for entry in 0..self.entries.len() {
            for phrase in self.range(entry) {
                let uses = self.uses(phrase);
                let weight =
                    phrase_weight(self.phrases[phrase].field, uses.iter().filter(|used| used.joins == 0).count());
                for used in uses {
                    let having = &mut entries[word_stems[used.word as usize] as usize];
                    match having.last_mut() {
                        Some((last, best)) if *last == small(entry) => *best = weight.max(*best),
                        _ => having.push((small(entry), weight)),
                    }
                }
            }
        }
        table::written(words.iter().zip(&entries), |(words, entries), out| {
            put_varint(out, small(words.len()));
            ascending(out, words.iter().map(|&word| (word, None)));
            put_varint(out, small(entries.len()));
            ascending(out, entries.iter().map(|&(entry, weight)| (entry, Some(weight))));
        })
    }

    fn phrases_of_entries(&self, width: usize) -> Vec<u8> {
        let mut words = Vec::new();
        table::written(0..self.entries.len(), |entry, out| {
            let mut last = 0;
            for phrase in self.range(entry) {
                let Phrase { field, start, length, .. } = self.phrases[phrase];
                words.clear();
                for used in self.uses(phrase) {
                    let flags = u32::from(used.stop) << 1 | u32::from(used.joins > 0);
                    let joins = (used.joins > 0).then_some(u32::from(used.joins));
                    for unit in [used.word << 2 | flags].into_iter().chain(joins) {
                        words.extend_from_slice(&unit.to_le_bytes()[..width]);
                    }
                }
                out.push(field as u8);
                put_signed(out, start.wrapping_sub(last).cast_signed());
                put_varint(out, length);
                last = start + length;
                put_varint(out, small(words.len()));
                out.extend_from_slice(&words);
            }
        })
    }

    /// The phrases of an entry.
    fn range(&self, entry: usize) -> std::ops::Range<usize> {
        self.entries[entry]..self.entries.get(entry + 1).copied().unwrap_or(self.phrases.len())
    }

    /// The words of a phrase.
    fn uses(&self, phrase: usize) -> &[Use] {
        let end = self.phrases.get(phrase + 1).map_or(self.uses.len(), |next| next.words);
        &self.uses[self.phrases[phrase].words..end]
    }
}

/// What one word of a phrase is worth before it is known how much of the phrase was meant: the less, the longer it is.
fn phrase_weight(field: Field, words: usize) -> u8 {
    let words = u32::try_from(words.max(1)).unwrap_or(u32::MAX);
    let weight = u32::from(field.weight());
    u8::try_from(weight * 2 / 5 + weight * 3 / 5 / words).unwrap_or(u8::MAX)
}

/// Rising numbers as their distances, each with what goes with it.
fn ascending(out: &mut Vec<u8>, numbers: impl Iterator<Item = (u32, Option<u8>)>) {
    let mut last = 0;
    for (number, with) in numbers {
        put_varint(out, number - last);
        out.extend(with);
        last = number;
    }
}

#[cfg(test)]
mod tests {
    use super::{IndexEntry, IndexWriter, TitleKind};
    use crate::search::index::{Field, IndexReader};

    #[test]
    fn what_was_written_is_read() {
        let text = r#"{"aliases": ["Slow Down"], "keywords": ["rate limits", "limit_req"]}"#;
        let one = IndexEntry { code: "429", name: "Too Many", vendor: None, text, places: None };
        let other = IndexEntry { code: "404", name: "Not Found", vendor: Some("Acme"), text: "no page", places: None };
        let block = IndexWriter::write([one, other]);
        let index = IndexReader::new(&block);
        assert_eq!(index.entries(), 2);

        let limit = index.words().find("limit").unwrap();
        let (forms, postings) = index.postings(index.stem_of(limit));
        let forms: Vec<&[u8]> = forms.map(|word| index.words().record(word)).collect();
        assert_eq!(forms, [b"limit".as_slice(), b"limits"]);
        assert_eq!(postings.map(|(entry, _)| entry).collect::<Vec<_>>(), [0]);
        assert!(index.in_title(index.words().find("slow").unwrap()) && !index.in_title(limit));

        let phrases: Vec<_> =
            index.phrases(0).map(|phrase| (phrase.field, phrase.place().map(|at| &text[at]))).collect();
        assert_eq!(
            phrases,
            [
                (Field::Name, None),
                (Field::Alias, Some("Slow Down")),
                (Field::Symptom, Some("rate limits")),
                (Field::Keyword, Some("limit_req")),
            ]
        );
        let joins: Vec<u32> = index.phrases(0).last().unwrap().uses().map(|used| used.joins).collect();
        assert_eq!(joins, [0, 0, 2]);
        assert_eq!(index.phrases(1).map(|phrase| phrase.field).collect::<Vec<_>>(), [Field::Name, Field::Vendor]);

        let titles = index.titles().starting_with("slow");
        let title = index.title(titles.start);
        assert_eq!((titles.len(), title.entry, title.kind, title.phrase), (1, 0, TitleKind::Alias, 1));
        assert!(index.titles().find("tm").is_some() && index.titles().find("429").is_some());
    }

    #[test]
    fn no_entries_are_an_index_too() {
        let block = IndexWriter::write([]);
        let index = IndexReader::new(&block);
        assert_eq!((index.entries(), index.words().find("a"), index.titles().starting_with("").len()), (0, None, 0));
    }

    #[test]
    fn long_phrases_are_cut() {
        let name = "word ".repeat(500);
        let block = IndexWriter::write([IndexEntry { code: "1", name: &name, vendor: None, text: "{}", places: None }]);
        assert_eq!(IndexReader::new(&block).phrases(0).next().unwrap().uses().count(), super::LONGEST_PHRASE);
    }
}
