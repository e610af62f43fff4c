//! Looks one word up in the vocabulary: as it is, as a beginning, as a misspelling, as an abbreviation.

use super::distance::{distance, limit};
use super::index::{IndexReader, letters, letters_within, stem};
use super::meanings::{Meanings, OTHER_FORM};
use super::query::{Bits, Term};

/// At most so many words are taken for one that is a beginning, a misspelling or an abbreviation.
const MOST_MEANINGS: usize = 512;

/// A shorter word that is being written is not yet taken for the misspelt beginning of another.
const SHORTEST_OPEN: usize = 5;

/// The word itself and its other forms; where it is unknown, the words with its stem.
pub(super) fn form(index: &IndexReader<'_>, term: &Term, bits: Bits, meanings: &mut Meanings) {
    if let Some(word) = index.words().find(&term.text) {
        meanings.add_forms(index, word, bits, 1.0);
    } else if let Some(stem) = index.stems().find(&stem(&term.text)) {
        index.postings(stem).0.for_each(|word| meanings.add(index, word, bits, OTHER_FORM));
    }
}

/// Words that go on where the typed one ends; two letters begin too much to say anything, unless they are being typed.
pub(super) fn beginning(
    index: &IndexReader<'_>,
    typed: &str,
    open: bool,
    bits: Bits,
    meanings: &mut Meanings,
    titled: bool,
) {
    let letters = typed.chars().count();
    if letters < 2 || (letters < 3 && !open) {
        return;
    }
    let words = index.words();
    let range = words.starting_with(typed);
    let base = if open { 0.6 } else { 0.5 };
    let mut put = |word: usize| {
        let share = typed.len() as f32 / words.length(word) as f32;
        meanings.add(index, word, bits, base + 0.3 * share);
    };
    if range.len() <= MOST_MEANINGS && !titled {
        range.for_each(put);
    } else {
        range.filter(|&word| index.in_title(word)).take(MOST_MEANINGS).for_each(&mut put);
    }
}

/// Words that differ by the fewest mistakes.
///
/// A word that is being written may be the beginning of one with a mistake, which counts as one mistake more.
pub(super) fn misspelling(index: &IndexReader<'_>, term: &Term, bits: Bits, meanings: &mut Meanings) {
    let typed = term.text.as_bytes();
    let limit = limit(typed.len());
    if limit == 0 || digits(&term.text) {
        return;
    }
    let open = term.open && typed.len() >= SHORTEST_OPEN;
    let (words, set) = (index.words(), letters(&term.text));
    let without_one = |set: u32| set & set.wrapping_sub(1);
    let mut fewest = if open { 2 } else { limit };
    let mut found: Vec<(u8, usize)> = Vec::new();
    for (word, (known, _)) in index.word_letters().enumerate() {
        // Nearly every word ends here: it lacks more letters than there may be mistakes, of which there may be one or two.
        let lacking = without_one(set & !known);
        if lacking != 0 && (limit < 2 || without_one(lacking) != 0) {
            continue;
        }
        let whole = letters_within(set, known, fewest.min(limit), false);
        let begun = open && fewest > 1 && letters_within(set, known, 1, true);
        if !(whole || begun) {
            continue;
        }
        let known = words.record(word);
        let mistakes = if whole { distance(typed, known, fewest.min(limit), false) } else { None };
        let begun = || if begun { distance(typed, known, 1, true).map(|mistakes| mistakes + 1) } else { None };
        if let Some(mistakes) = mistakes.or_else(begun) {
            fewest = fewest.min(mistakes);
            found.push((mistakes, word));
        }
    }
    found.retain(|&(mistakes, _)| mistakes == fewest);
    found.truncate(MOST_MEANINGS);
    for (mistakes, word) in found {
        let same_start = words.record(word).first() == typed.first();
        let quality = if mistakes < 2 { 0.8 } else { 0.6 };
        meanings.add_forms(index, word, bits, if same_start { quality } else { quality * 0.7 });
    }
}

/// Words that have the typed letters in this order and begin with the first of them: `svc`, `gw`, `pwd`.
pub(super) fn abbreviation(
    index: &IndexReader<'_>,
    term: &Term,
    bits: Bits,
    meanings: &mut Meanings,
    only_titled: bool,
) {
    if !(2..=6).contains(&term.text.len()) || !term.text.is_ascii() || digits(&term.text) {
        return;
    }
    let (words, set, typed) = (index.words(), letters(&term.text), term.text.as_bytes());
    let mut left = MOST_MEANINGS;
    for (word, (known, titled)) in index.word_letters().enumerate() {
        // Two letters fit too much to be looked for outside of names.
        if set & !known != 0 || ((only_titled || term.text.len() == 2) && !titled) {
            continue;
        }
        let text = words.record(word);
        if text.len() <= typed.len() * 4 && text.first() == typed.first() && within(typed, text) {
            meanings.add(index, word, bits, if titled { 0.5 } else { 0.35 });
            left -= 1;
            if left == 0 {
                return;
            }
        }
    }
}

/// Whether a word is a number, which is no other number misspelt.
fn digits(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the letters of one text stand in the other in the same order.
pub(super) fn within(letters: &[u8], text: &[u8]) -> bool {
    let mut text = text.iter();
    letters.iter().all(|letter| text.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn letters_stand_in_a_word_in_their_order() {
        assert!(within(b"gw", b"gateway") && !within(b"wg", b"gateway"));
    }
}
