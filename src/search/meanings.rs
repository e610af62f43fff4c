//! The words of the index that a query stands for, in one part of the index.

use super::index::IndexReader;
use super::query::Bits;

/// Another form of a word is worth this much of the word itself.
pub(super) const OTHER_FORM: f32 = 0.8;

/// A word of the index that a word of the query stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Meant {
    /// Its number.
    pub(super) word: usize,
    /// The words of the query.
    pub(super) bits: Bits,
    /// How sure it is, up to 1.
    pub(super) quality: f32,
}

/// What the query means in one part of the index.
#[derive(Debug, Default)]
pub(super) struct Meanings {
    /// Sorted by word, each once.
    pub(super) meant: Vec<Meant>,
    /// The stems of these, with the best quality, in the order of the words of the query.
    pub(super) stems: Vec<(usize, Bits, f32)>,
    /// For each word of the index, whether it is meant: this is asked of every word of many phrases.
    is_meant: Vec<bool>,
    /// A bit for each byte that a word that is meant begins with.
    firsts: [u64; 4],
}

impl Meanings {
    /// Whether the word with this number is meant.
    pub(super) fn has(&self, word: usize) -> bool {
        self.is_meant.get(word).is_some_and(|is_meant| *is_meant)
    }

    /// What the word with this number is meant for.
    pub(super) fn get(&self, word: usize) -> Option<&Meant> {
        if !self.has(word) {
            return None;
        }
        let at = self.meant.binary_search_by_key(&word, |meant| meant.word).ok()?;
        Some(&self.meant[at])
    }

    /// What a word is meant for. Words that begin with no letter of a meant one are not looked for, and the others among
    /// the few that are meant, which are in the order of their letters too.
    pub(super) fn find(&self, index: &IndexReader<'_>, word: &str) -> Option<&Meant> {
        let first = *word.as_bytes().first()?;
        if self.firsts[usize::from(first / 64)] & 1 << (first % 64) == 0 {
            return None;
        }
        let words = index.words();
        let at = self.meant.binary_search_by(|meant| words.record(meant.word).cmp(word.as_bytes())).ok()?;
        Some(&self.meant[at])
    }

    /// Sorts what was added by word, each once.
    pub(super) fn sort(&mut self, index: &IndexReader<'_>) {
        // Of two ways to take a word the better one stays; a joined word stands for more of the query.
        self.meant.sort_unstable_by(|a, b| {
            let worth = |meant: &Meant| (meant.bits.count_ones(), meant.quality);
            let (a_worth, b_worth) = (worth(a), worth(b));
            a.word
                .cmp(&b.word)
                .then(b_worth.0.cmp(&a_worth.0))
                .then(b_worth.1.total_cmp(&a_worth.1))
                .then(a.bits.cmp(&b.bits))
        });
        self.meant.dedup_by_key(|meant| meant.word);
        self.is_meant = vec![false; index.words().len()];
        for meant in &self.meant {
            self.is_meant[meant.word] = true;
            if let Some(first) = index.words().record(meant.word).first() {
                self.firsts[usize::from(first / 64)] |= 1 << (first % 64);
            }
        }
    }

    pub(super) fn add(&mut self, index: &IndexReader<'_>, word: usize, bits: Bits, quality: f32) {
        self.meant.push(Meant { word, bits, quality });
        let stem = index.stem_of(word);
        match self.stems.iter_mut().rev().take_while(|(_, of, _)| *of == bits).find(|(known, ..)| *known == stem) {
            Some((_, _, best)) => *best = best.max(quality),
            None => self.stems.push((stem, bits, quality)),
        }
    }

    /// Adds a word and the words with the same stem.
    pub(super) fn add_forms(&mut self, index: &IndexReader<'_>, word: usize, bits: Bits, quality: f32) {
        self.add(index, word, bits, quality);
        for form in index.postings(index.stem_of(word)).0 {
            if form != word {
                self.add(index, form, bits, quality * OTHER_FORM);
            }
        }
    }
}
