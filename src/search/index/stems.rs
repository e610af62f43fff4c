//! Stems, which are hardly ever written out: most are the beginning of a word.

use super::bytes::{Numbers, put_u32, small, u32_at, width_of};
use super::table::{self, Table, partition};

/// How many stems there are; the word that each begins, how much of it is the stem, and the letter that it ends in
/// instead of the word's, or zero. What differs from every word by more stands in a table behind these, and has its number
/// there in place of that of a word, and no length.
pub(super) fn written(stems: &[&str], words: &[(String, u32)]) -> Vec<u8> {
    let width = width_of(words.len());
    let mut out = Vec::new();
    let mut others = Vec::new();
    put_u32(&mut out, small(stems.len()));
    for stem in stems {
        let (word, kept, ending) = begun_by(stem, words).unwrap_or_else(|| {
            others.push(*stem);
            (others.len() - 1, 0, 0)
        });
        out.extend_from_slice(&small(word).to_le_bytes()[..width]);
        out.extend([kept, ending]);
    }
    out.append(&mut table::written(others, |stem, out| out.extend_from_slice(stem.as_bytes())));
    out
}

/// A word that begins like a stem: its number, how much of it is the stem, and the letter that follows that in the stem.
fn begun_by(stem: &str, words: &[(String, u32)]) -> Option<(usize, u8, u8)> {
    let beginning = |start: &str| {
        let at = words.partition_point(|(word, _)| &**word < start);
        words.get(at).is_some_and(|(word, _)| word.starts_with(start)).then_some(at)
    };
    if let Some(at) = beginning(stem) {
        return Some((at, u8::try_from(stem.len()).ok()?, 0)).filter(|(_, kept, _)| *kept > 0);
    }
    let (ending, start) = stem.as_bytes().split_last()?;
    let start = std::str::from_utf8(start).ok().filter(|start| !start.is_empty() && ending.is_ascii())?;
    Some((beginning(start)?, u8::try_from(start.len()).ok()?, *ending))
}

/// Sorted stems, by number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stems<'a> {
    words: Table<'a>,
    records: &'a [u8],
    /// In how many bytes the number of a word stands.
    width: usize,
    others: Table<'a>,
    len: usize,
}

impl<'a> Stems<'a> {
    /// Those that were written so, of these words.
    pub(super) fn new(bytes: &'a [u8], words: Table<'a>) -> Self {
        let (len, width) = (u32_at(bytes, 0) as usize, width_of(words.len()));
        let (records, others) =
            bytes.get(4..).and_then(|rest| rest.split_at_checked(len * (width + 2))).unwrap_or_default();
        Self { words, records, width, others: Table::new(others), len }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The number of a stem that is there.
    pub(crate) fn find(&self, stem: &str) -> Option<usize> {
        let at = partition(0..self.len, |number| self.letters(number).lt(stem.bytes()));
        (at < self.len && self.letters(at).eq(stem.bytes())).then_some(at)
    }

    /// One, letter by letter.
    fn letters(&self, number: usize) -> impl Iterator<Item = u8> + 'a {
        let record = self.records.get(number * (self.width + 2)..).unwrap_or_default();
        let word = Numbers::new(record, self.width).at(0) as usize;
        let (start, ending) = match record.get(self.width..self.width + 2) {
            Some(&[kept @ 1..=u8::MAX, ending]) => {
                (self.words.record(word).get(..usize::from(kept)), (ending > 0).then_some(ending))
            }
            _ => (Some(self.others.record(word)), None),
        };
        start.unwrap_or_default().iter().copied().chain(ending)
    }
}

#[cfg(test)]
mod tests {
    use super::super::IndexEntry;
    use super::super::reader::IndexReader;
    use super::super::words::stem;
    use super::super::writer::IndexWriter;
    use super::{Stems, Table, begun_by, table, written};

    #[test]
    fn stems_are_the_beginnings_of_words() {
        let words: Vec<(String, u32)> = ["category", "die", "hope", "hoping"].map(|word| (word.to_owned(), 0)).into();
        assert_eq!(begun_by("hope", &words), Some((2, 4, 0)));
        assert_eq!(begun_by("hop", &words), Some((2, 3, 0)));
        assert_eq!(begun_by("categori", &words), Some((0, 7, b'i')));
        assert_eq!(begun_by("dying", &words), None);
        assert_eq!(begun_by("é", &words), None);
        assert_eq!(begun_by("", &words), None);
    }

    #[test]
    fn every_stem_is_found_again() {
        let texts = ["category", "die", "hope", "hoping", "naïve", "日本"];
        let words: Vec<(String, u32)> = texts.map(|word| (word.to_owned(), 0)).into();
        let long = "x".repeat(300);
        let mut stems = vec!["", "categori", "di", "hop", "naïf", "zebra", "日本", &*long];
        stems.sort_unstable();
        let (block, bytes) =
            (table::written(&words, |(word, _), out| out.extend(word.bytes())), written(&stems, &words));
        let read = Stems::new(&bytes, Table::new(&block));
        assert_eq!(read.len(), stems.len());
        for (number, stem) in stems.iter().enumerate() {
            assert_eq!(read.find(stem), Some(number), "{stem}");
        }
        for missing in ["a", "category", "hope", "hopi", "naï", "zz"] {
            assert_eq!(read.find(missing), None, "{missing}");
        }
    }

    #[test]
    fn each_word_leads_to_its_stem() {
        let name = "Categories of hoping zebras dying happily naive";
        let block = IndexWriter::write([IndexEntry { code: "1", name, vendor: None, text: "{}", places: None }]);
        let index = IndexReader::new(&block);
        for word in ["categories", "hoping", "zebras", "dying", "happily", "naive"] {
            let number = index.words().find(word).unwrap();
            assert_eq!(index.stems().find(&stem(word)), Some(index.stem_of(number)), "{word}");
        }
    }
}
