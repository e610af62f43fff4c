//! Which words of the index a typed word stands for: itself, its other forms, what it begins, what it misspells,
//! what it abbreviates. The first of these that any part of the index knows is taken.

use super::distance::{distance, limit};
use super::index::{Index, letters, letters_within, stem};
use super::query::{Bits, MOST_WORDS, Query, Term, each_bit};

/// Another form of a word is worth this much of the word itself.
const OTHER_FORM: f32 = 0.8;

/// At most so many words are taken for one that is a beginning, a misspelling or an abbreviation.
const MOST_MEANINGS: usize = 512;

/// A shorter word that is being written is not yet taken for the misspelt beginning of another.
const SHORTEST_OPEN: usize = 5;

/// A word that says little by itself weighs this much of what its rarity would give it.
const STOP_WEIGHT: f32 = 0.15;

/// A word that was typed with joints adds this much of its own weight to that of its parts.
const JOINED_WEIGHT: f32 = 0.8;

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
    meant: Vec<Meant>,
    /// The stems of these, with the best quality, in the order of the words of the query.
    pub(super) stems: Vec<(usize, Bits, f32)>,
    /// A bit for each word of the index: whether it is meant; and how many are in all bits before these 64.
    some: Vec<(u64, usize)>,
}

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
enum Way {
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

impl Meanings {
    /// Whether the word with this number is meant.
    pub(super) fn has(&self, word: usize) -> bool {
        self.some.get(word / 64).is_some_and(|(some, _)| some & 1 << (word % 64) != 0)
    }

    /// What the word with this number is meant for.
    pub(super) fn get(&self, word: usize) -> Option<&Meant> {
        let &(some, before) = self.some.get(word / 64)?;
        let bit = 1 << (word % 64);
        // As many are meant before it as there are lower bits.
        (some & bit != 0).then(|| &self.meant[before + (some & (bit - 1)).count_ones() as usize])
    }

    /// Brings what was found into order.
    fn settle(&mut self, index: &Index<'_>) {
        // Of two ways to take a word the better one stays; a joined word stands for more of the query.
        self.meant.sort_by(|a, b| {
            let worth = |meant: &Meant| (meant.bits.count_ones(), meant.quality);
            let (a_worth, b_worth) = (worth(a), worth(b));
            a.word.cmp(&b.word).then(b_worth.0.cmp(&a_worth.0)).then(b_worth.1.total_cmp(&a_worth.1))
        });
        self.meant.dedup_by_key(|meant| meant.word);
        self.some = vec![(0, 0); index.words().len().div_ceil(64)];
        for meant in &self.meant {
            self.some[meant.word / 64].0 |= 1 << (meant.word % 64);
        }
        let mut before = 0;
        for (some, count) in &mut self.some {
            *count = before;
            before += some.count_ones() as usize;
        }
    }

    fn add(&mut self, index: &Index<'_>, word: usize, bits: Bits, quality: f32) {
        self.meant.push(Meant { word, bits, quality });
        let stem = index.stem_of(word);
        match self.stems.iter_mut().rev().take_while(|(_, of, _)| *of == bits).find(|(known, ..)| *known == stem) {
            Some((_, _, best)) => *best = best.max(quality),
            None => self.stems.push((stem, bits, quality)),
        }
    }

    /// Adds a word and the words with the same stem.
    fn add_forms(&mut self, index: &Index<'_>, word: usize, bits: Bits, quality: f32) {
        self.add(index, word, bits, quality);
        for form in index.postings(index.stem_of(word)).0 {
            if form != word {
                self.add(index, form, bits, quality * OTHER_FORM);
            }
        }
    }
}

impl Resolved {
    /// Looks the words of the query up in the parts of the index.
    pub(super) fn new(query: &Query, parts: &[Index<'_>]) -> Self {
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
        resolved.parts.iter_mut().zip(parts).for_each(|(meanings, index)| meanings.settle(index));
        resolved
    }

    fn term(&mut self, at: usize, term: &Term, parts: &[Index<'_>]) {
        let bits = 1 << at;
        let before = self.marks();
        let known = parts.iter().any(|index| index.words().find(&term.text).is_some());
        let as_typed: &[Way] = if known { &[Way::Form] } else { &[Way::Form, Way::Misspelling] };
        let beginning: &[Way] =
            if vowels(&term.text) { &[Way::Beginning] } else { &[Way::Beginning, Way::TitleAbbreviation] };
        for ways in [as_typed, beginning, &[Way::Misspelling, Way::Abbreviation]] {
            self.find(ways, term, bits, parts);
            if self.marks() == before {
                continue;
            }
            let rarity = self.rarity(&before, parts);
            self.weights[at] = if term.stop { rarity * STOP_WEIGHT } else { rarity };
            self.total += self.weights[at];
            self.doubtful |= !known;
            if known && !term.stop {
                self.find(&also(term, parts), term, bits, parts);
            }
            return;
        }
        self.doubtful = true;
    }

    fn find(&mut self, ways: &[Way], term: &Term, bits: Bits, parts: &[Index<'_>]) {
        for (meanings, index) in self.parts.iter_mut().zip(parts) {
            for way in ways {
                match way {
                    Way::Form => form(index, term, bits, meanings),
                    Way::Beginning => beginning(index, &term.text, term.open, bits, meanings, false),
                    Way::TitleBeginning => beginning(index, &term.text, term.open, bits, meanings, true),
                    Way::Misspelling => misspelling(index, term, bits, meanings),
                    Way::Abbreviation => abbreviation(index, term, bits, meanings, false),
                    Way::TitleAbbreviation => abbreviation(index, term, bits, meanings, true),
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
    fn rarity(&self, since: &[usize], parts: &[Index<'_>]) -> f32 {
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
fn also(term: &Term, parts: &[Index<'_>]) -> Vec<Way> {
    let titled = parts.iter().any(|index| index.words().find(&term.text).is_some_and(|word| index.in_title(word)));
    let mut ways = Vec::new();
    if term.open {
        ways.push(Way::Beginning);
    } else if !titled && term.text.len() < 7 {
        ways.push(Way::TitleBeginning);
    }
    if !titled && !vowels(&term.text) {
        ways.push(Way::TitleAbbreviation);
    }
    ways
}

fn form(index: &Index<'_>, term: &Term, bits: Bits, meanings: &mut Meanings) {
    if let Some(word) = index.words().find(&term.text) {
        meanings.add_forms(index, word, bits, 1.0);
    } else if let Some(stem) = index.stems().find(&stem(&term.text)) {
        index.postings(stem).0.for_each(|word| meanings.add(index, word, bits, OTHER_FORM));
    }
}

/// Words that go on where the typed one ends; two letters begin too much to say anything, unless they are being typed.
fn beginning(index: &Index<'_>, typed: &str, open: bool, bits: Bits, meanings: &mut Meanings, titled: bool) {
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
fn misspelling(index: &Index<'_>, term: &Term, bits: Bits, meanings: &mut Meanings) {
    let typed = term.text.as_bytes();
    let limit = limit(typed.len());
    if limit == 0 || digits(&term.text) {
        return;
    }
    let open = term.open && typed.len() >= SHORTEST_OPEN;
    let (words, set) = (index.words(), letters(&term.text));
    let mut fewest = if open { 2 } else { limit };
    let mut found: Vec<(u8, usize)> = Vec::new();
    for (word, (known, _)) in index.word_letters().enumerate() {
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
fn abbreviation(index: &Index<'_>, term: &Term, bits: Bits, meanings: &mut Meanings, only_titled: bool) {
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

/// Whether a word has a vowel: one without was shortened, or is an abbreviation by nature.
fn vowels(word: &str) -> bool {
    word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
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
    use super::{Resolved, within};
    use crate::search::index::{Entry, Index, Writer};
    use crate::search::query::Query;

    /// The words of names that a query stands for, the surest first.
    fn meant(query: &str, names: &[&str]) -> Vec<String> {
        let block = Writer::write(names.iter().map(|name| Entry { code: "0", name, vendor: None, text: "{}" }));
        let index = Index::new(&block);
        let resolved = Resolved::new(&Query::read(query), &[index]);
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
        assert!(within(b"gw", b"gateway") && !within(b"wg", b"gateway"));
    }

    #[test]
    fn neighbours_may_be_one_word_and_one_word_two() {
        assert!(meant("time out ", &["Timeout"]).contains(&"timeout".to_owned()));
        assert!(meant("timeout ", &["Time-out"]).contains(&"timeout".to_owned()));
    }

    #[test]
    fn rare_words_say_more() {
        let names = ["Not Found", "Not Modified", "Not Extended"];
        let block = Writer::write(names.map(|name| Entry { code: "0", name, vendor: None, text: "{}" }));
        let resolved = Resolved::new(&Query::read("not found"), &[Index::new(&block)]);
        assert!(resolved.weights[1] > resolved.weights[0] && !resolved.doubtful);
    }
}
