//! Reads the block that the writer wrote. Nothing is parsed ahead: a look-up touches the bytes that it needs.

use std::ops::Range;

use super::bytes::{ByteReader, Numbers, u32_at, use_width, width_of};
use super::field::Field;
use super::stems::Stems;
use super::table::Table;
use super::writer::{IN_TITLE, Part, TitleKind};

/// An index, in place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IndexReader<'a> {
    block: &'a [u8],
}

/// A title and whose it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Title {
    /// The entry.
    pub(crate) entry: usize,
    /// What it is to the entry.
    pub(crate) kind: TitleKind,
    /// Which phrase of the entry it is.
    pub(crate) phrase: usize,
}

/// A phrase of an entry, as the index keeps it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phrase<'a> {
    /// Its field.
    pub(crate) field: Field,
    /// Where it starts in the page's text, behind its quote.
    start: u32,
    /// How long that is; 0 for a phrase of the row.
    length: u32,
    words: &'a [u8],
    /// How many bytes each word takes.
    width: usize,
}

/// A word in a phrase.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Use {
    /// Its number in the table of words.
    pub(crate) word: usize,
    /// Whether it says little by itself.
    pub(crate) stop: bool,
    /// How many words before it it joins; 0 for one that stands for itself.
    pub(crate) joins: u32,
}

impl<'a> IndexReader<'a> {
    /// The index in a block that the writer wrote.
    pub(crate) fn new(block: &'a [u8]) -> Self {
        Self { block }
    }

    fn part(&self, part: Part) -> &'a [u8] {
        self.block.get(u32_at(self.block, part as usize * 4) as usize..).unwrap_or_default()
    }

    /// Every word.
    pub(crate) fn words(&self) -> Table<'a> {
        Table::new(self.part(Part::Words))
    }

    /// Every stem.
    pub(crate) fn stems(&self) -> Stems<'a> {
        Stems::new(self.part(Part::Stems), self.words())
    }

    /// Every title.
    pub(crate) fn titles(&self) -> Table<'a> {
        Table::new(self.part(Part::Titles))
    }

    /// How many entries there are.
    pub(crate) fn entries(&self) -> usize {
        Table::new(self.part(Part::Entries)).len()
    }

    /// The letters of each word, by its number, and whether a title has the word.
    pub(crate) fn word_letters(&self) -> impl Iterator<Item = (u32, bool)> + 'a {
        let letters = self.part(Part::WordLetters)[..self.words().len() * 4].as_chunks::<4>().0;
        letters.iter().map(|four| {
            let set = u32::from_le_bytes(*four);
            (set & !IN_TITLE, set & IN_TITLE != 0)
        })
    }

    /// Whether a title has the word.
    pub(crate) fn in_title(&self, word: usize) -> bool {
        u32_at(self.part(Part::WordLetters), word * 4) & IN_TITLE != 0
    }

    /// The letters of each title, by its number.
    pub(crate) fn title_letters(&self) -> impl Iterator<Item = u32> + 'a {
        let letters = self.part(Part::TitleLetters)[..self.titles().len() * 4].as_chunks::<4>().0;
        letters.iter().map(|four| u32::from_le_bytes(*four))
    }

    /// The title with this number.
    pub(crate) fn title(&self, title: usize) -> Title {
        let part = self.part(Part::TitleEntries);
        let numbers = Numbers::new(part.get(4..).unwrap_or_default(), u32_at(part, 0) as usize);
        let phrase = numbers.at(title * 2 + 1);
        let kind = match phrase & 3 {
            0 => TitleKind::Number,
            1 => TitleKind::Name,
            2 => TitleKind::Alias,
            _ => TitleKind::Initials,
        };
        Title { entry: numbers.at(title * 2) as usize, kind, phrase: (phrase >> 2) as usize }
    }

    /// The stem of a word.
    pub(crate) fn stem_of(&self, word: usize) -> usize {
        let width = width_of(self.stems().len());
        Numbers::new(self.part(Part::WordStems), width).at(word) as usize
    }

    /// The words that have a stem, and then the entries that have one of these words.
    pub(crate) fn postings(&self, stem: usize) -> (Ascending<'a>, Postings<'a>) {
        let mut record = ByteReader(Table::new(self.part(Part::Postings)).record(stem));
        let left = record.varint();
        let mut words = Ascending { record, left, last: 0 };
        let these = words.clone();
        words.by_ref().for_each(drop);
        let mut record = words.record;
        let left = record.varint();
        (these, Postings { record, left, last: 0 })
    }

    /// The phrases of an entry.
    pub(crate) fn phrases(&self, entry: usize) -> impl Iterator<Item = Phrase<'a>> + 'a {
        let mut record = ByteReader(Table::new(self.part(Part::Entries)).record(entry));
        let width = use_width(self.words().len());
        let mut last = 0_u32;
        std::iter::from_fn(move || {
            if record.0.is_empty() {
                return None;
            }
            let field = Field::ALL.get(usize::from(record.byte())).copied()?;
            let start = last.wrapping_add_signed(record.signed());
            let (length, words) = (record.varint(), record.varint());
            last = start.wrapping_add(length);
            let (words, rest) = record.0.split_at_checked(words as usize)?;
            record = ByteReader(rest);
            Some(Phrase { field, start, length, words, width })
        })
    }
}

impl Phrase<'_> {
    /// Where the phrase stands in the page, without its quotes; `None` for a phrase of the row.
    pub(crate) fn place(&self) -> Option<Range<usize>> {
        (self.length > 0).then(|| self.start as usize..(self.start + self.length) as usize)
    }

    /// Its words in order, joined ones after their parts.
    pub(crate) fn uses(&self) -> impl Iterator<Item = Use> {
        let mut units = self.words.chunks_exact(self.width).map(|bytes| {
            let mut four = [0; 4];
            four[..bytes.len()].copy_from_slice(bytes);
            u32::from_le_bytes(four)
        });
        std::iter::from_fn(move || {
            let packed = units.next()?;
            let joins = if packed & 1 == 0 { 0 } else { units.next()? };
            Some(Use { word: (packed >> 2) as usize, stop: packed & 2 != 0, joins })
        })
    }

    /// Whether `is` holds for one of its words. Every search asks that of thousands of phrases.
    pub(crate) fn has(&self, is: impl Fn(usize) -> bool) -> bool {
        if self.width != 2 {
            return self.uses().any(|used| is(used.word));
        }
        let mut units = self.words.as_chunks::<2>().0.iter();
        while let Some(unit) = units.next() {
            let packed = u16::from_le_bytes(*unit);
            if is(usize::from(packed >> 2)) {
                return true;
            }
            if packed & 1 != 0 {
                // How many words it joins.
                units.next();
            }
        }
        false
    }
}

/// Rising numbers.
#[derive(Debug, Clone)]
pub(crate) struct Ascending<'a> {
    record: ByteReader<'a>,
    left: u32,
    last: u32,
}

impl Iterator for Ascending<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        self.left = self.left.checked_sub(1)?;
        self.last += self.record.varint();
        Some(self.last as usize)
    }
}

/// Entries that have a stem, with the weight of the best phrase there.
#[derive(Debug, Clone)]
pub(crate) struct Postings<'a> {
    record: ByteReader<'a>,
    left: u32,
    last: u32,
}

impl Postings<'_> {
    /// How many are left.
    pub(crate) fn len(&self) -> usize {
        self.left as usize
    }
}

impl Iterator for Postings<'_> {
    type Item = (usize, u8);

    fn next(&mut self) -> Option<(usize, u8)> {
        self.left = self.left.checked_sub(1)?;
        self.last += self.record.varint();
        Some((self.last as usize, self.record.byte()))
    }
}

/// Whether two sets of letters differ by so few that the words can be `limit` mistakes apart.
///
/// With `open`, the second word may go on behind the first.
pub(crate) fn letters_within(typed: u32, word: u32, limit: u8, open: bool) -> bool {
    at_most(typed & !word, limit) && (open || at_most(word & !typed, limit))
}

/// Whether a set has at most so many members. This is asked of every word, and faster than counting them all where the
/// processor is not known to count.
fn at_most(set: u32, limit: u8) -> bool {
    let without_one = |set: u32| set & set.wrapping_sub(1);
    match limit {
        0 => set == 0,
        1 => without_one(set) == 0,
        2 => without_one(without_one(set)) == 0,
        _ => set.count_ones() <= u32::from(limit),
    }
}

#[cfg(test)]
mod tests {
    use super::{IndexReader, at_most};
    use crate::search::index::{IndexEntry, IndexWriter};

    #[test]
    fn members_are_counted_as_far_as_needed() {
        for set in [0, 1, 0b1010, 0b111, 1 << 31, u32::MAX] {
            for limit in 0..4 {
                assert_eq!(at_most(set, limit), set.count_ones() <= u32::from(limit), "{set:b} {limit}");
            }
        }
    }

    #[test]
    fn words_are_read_however_many_there_are() {
        for count in [10, 0x3fff, 0x4000, 0x4001] {
            let names: Vec<String> = (0..count).map(|n| format!("w{n:05}x limit_req")).collect();
            let entries =
                names.iter().map(|name| IndexEntry { code: "0", name, vendor: None, text: "{}", places: None });
            let block = IndexWriter::write(entries);
            let index = IndexReader::new(&block);
            let words = index.words();
            for (entry, name) in names.iter().enumerate().step_by(97) {
                let phrase = index.phrases(entry).next().unwrap();
                let uses: Vec<_> = phrase.uses().collect();
                let text = |number| std::str::from_utf8(words.record(number)).unwrap();
                let whole = uses.iter().find(|used| text(used.word) == "limitreq").unwrap();
                assert_eq!(whole.joins, 2, "{name}");
                assert!(uses.iter().all(|used| phrase.has(|word| word == used.word)));
                assert!(!phrase.has(|word| text(word) == "nothing"));
                let seen: Vec<&str> = uses.iter().map(|used| text(used.word)).collect();
                assert!(seen.contains(&"limit") && seen.contains(&"req"), "{seen:?}");
            }
        }
    }
}
