//! The order of what was found: one pure function of the evidence for an entry.

use super::index::{Field, IndexReader, Phrase, TitleKind};
use super::meanings::Meanings;
use super::query::{Bits, MOST_WORDS, each_bit};
use super::resolve::Resolved;

/// What it is worth that several phrases have a word: what a page returns to, it is about.
const OFTEN: f32 = 0.5;

/// What the parts of an identifier are worth when the identifier itself was not meant.
const PARTS: f32 = 0.5;

/// The bits of words, without those of what they join.
const WORDS: Bits = (1 << MOST_WORDS) - 1;

/// What is left of the score of a vendor's code when the query does not name the vendor.
const FOREIGN: f32 = 0.65;

/// A title that fits as well as one that the query begins is what the reader looks for, whatever else matches.
const BEGUN: f32 = 0.6;

/// What a token counts that leads to nothing else: less than a number, as much as a whole name.
const TOKEN: f32 = 5.5;

/// A phrase that stands in the query whole counts half if its words weigh so much together.
const QUOTED: f32 = 9.0;

/// What a word that says little by itself counts for in how much of a phrase the query has.
const STOP: f32 = 0.2;

/// A phrase that some words of the query are in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct BestPhrase {
    /// Which phrase of the entry.
    pub(super) number: usize,
    /// Its field.
    pub(super) field: Field,
    /// How well it matches, up to 1.
    pub(super) score: f32,
}

/// How the query and a title of an entry fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TitleMatch {
    /// Which phrase of the entry.
    pub(super) phrase: usize,
    /// The name, or another one.
    pub(super) kind: TitleKind,
    /// How well, up to 1 for a title of which the query is a part; 1 and more for the whole title.
    pub(super) quality: f32,
}

/// All that speaks for an entry.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Evidence {
    /// How surely the query names its number, up to 1.
    pub(super) number: f32,
    /// The title that fits best.
    pub(super) title: Option<TitleMatch>,
    /// The phrase that matches best.
    pub(super) phrase: Option<BestPhrase>,
    /// What the words of the query are worth, each where it is worth most, up to 1.
    pub(super) words: f32,
    /// How surely a token of the query leads to it, up to 1, and which one.
    pub(super) token: Option<(f32, usize)>,
    /// It is a vendor's and the query does not name the vendor, or a failure and the query does not report it.
    pub(super) foreign: bool,
    /// Rank among the popular codes.
    pub(super) popular: Option<u16>,
}

impl Evidence {
    /// The one number by which hits are ordered.
    ///
    /// A number settles it, then a whole name; otherwise what counts is one phrase that says what was asked, and
    /// after it the words of the query found anywhere on the page. Who names no vendor rather means the registry's code.
    /// Popularity decides between equals.
    pub(super) fn score(&self) -> f32 {
        let text = self.phrase.map_or(0.0, |phrase| phrase.score) + 0.45 * self.words;
        let popular = self.popular.map_or(0.0, |rank| 0.04 / (1.0 + f32::from(rank) / 8.0));
        let token = self.token.map_or(0.0, |(sure, _)| TOKEN * sure);
        let all = 8.0 * self.number + token + self.title.map_or(0.0, |title| title.quality) + text + popular;
        if self.foreign { all * FOREIGN } else { all }
    }

    /// The field and phrase that speak most for the entry.
    pub(super) fn best_field(&self) -> (Field, usize) {
        match (self.title, self.phrase) {
            _ if self.token.is_some() => (Field::Token, 0),
            _ if self.number > 0.0 => (Field::Number, 0),
            (title, Some(phrase)) if title.is_none_or(|title| title.quality < phrase.score.min(BEGUN)) => {
                (phrase.field, phrase.number)
            }
            (Some(title), _) if title.phrase > 0 => (Field::Alias, title.phrase),
            _ => (Field::Name, 0),
        }
    }
}

/// Adds what the phrases of an entry say for it.
pub(super) fn weigh(
    index: &IndexReader<'_>,
    entry: usize,
    resolved: &Resolved,
    meanings: &Meanings,
    evidence: &mut Evidence,
) {
    if resolved.total <= 0.0 {
        return;
    }
    let mut best_of_word = [0.0_f32; Bits::BITS as usize];
    let mut often = [0.0_f32; Bits::BITS as usize];
    let mut had = 0;
    for (number, phrase) in index.phrases(entry).enumerate() {
        // Most phrases have no word of the query: that is seen without looking at the rest of them.
        if !phrase.has(|word| meanings.has(word)) {
            continue;
        }
        let cover = Cover::of(&phrase, meanings);
        if phrase.field == Field::Vendor {
            evidence.foreign = false;
        }
        let worth = f32::from(phrase.field.weight()) / 100.0;
        let worth = if phrase.field == Field::Keyword && cover.in_parts { worth * PARTS } else { worth };
        let mut found = 0.0;
        had |= cover.bits;
        each_bit(cover.bits, |bit| {
            found += resolved.weights[bit] * cover.quality[bit];
            best_of_word[bit] = best_of_word[bit].max(cover.quality[bit] * worth);
            often[bit] += cover.quality[bit] * worth;
        });
        // To the power of 1.5: two thirds of the query in one phrase are more than in two.
        let of_query = found / resolved.total;
        let share = of_query * of_query.sqrt() * (0.1 + 0.9 * cover.share);
        // A phrase that stands in the query as it is says what it is about, however much more is said.
        let whole = if cover.whole() { found / (found + QUOTED) } else { 0.0 };
        let score = worth * share.max(whole);
        if evidence.phrase.is_none_or(|best| score > best.score) {
            evidence.phrase = Some(BestPhrase { number, field: phrase.field, score });
        }
    }
    let mut words = 0.0;
    each_bit(had, |bit| {
        let worth = best_of_word[bit] + OFTEN * libm::logf(1.0 + often[bit] - best_of_word[bit]);
        words += worth * resolved.weights[bit];
    });
    evidence.words = words / resolved.total;
}

/// What a phrase and the query have in common.
struct Cover {
    /// The words of the query that the phrase has.
    bits: Bits,
    /// How surely it has each of them.
    quality: [f32; Bits::BITS as usize],
    /// How much of the phrase the query has.
    share: f32,
    /// It is an identifier of which the query has only parts.
    in_parts: bool,
    /// How many words it has.
    count: u32,
}

impl Cover {
    fn of(phrase: &Phrase<'_>, meanings: &Meanings) -> Self {
        let mut cover = Self { bits: 0, quality: [0.0; Bits::BITS as usize], share: 0.0, in_parts: false, count: 0 };
        // A bit for each word of the phrase, in their order.
        let (mut count, mut stops, mut had, mut whole) = (0, 0_u64, 0_u64, false);
        for used in phrase.uses() {
            if used.joins == 0 {
                stops |= u64::from(used.stop) << count;
                count += 1;
            }
            let Some(meant) = meanings.get(used.word) else { continue };
            whole |= used.joins == count;
            let joined = used.joins.clamp(1, count);
            had |= ones(joined) << (count - joined);
            cover.bits |= meant.bits;
            each_bit(meant.bits, |bit| cover.quality[bit] = cover.quality[bit].max(meant.quality));
        }
        let weight = |words: u64| (words & !stops).count_ones() as f32 + STOP * (words & stops).count_ones() as f32;
        cover.share = weight(had) / weight(ones(count));
        cover.in_parts = count > 1 && !whole;
        cover.count = count;
        cover
    }
}

impl Cover {
    /// Whether the query has all of the phrase, which has several words, in one piece.
    fn whole(&self) -> bool {
        let words = self.bits & WORDS;
        let piece = words.checked_shr(words.trailing_zeros()).unwrap_or(0);
        self.count > 2 && self.share > 0.99 && piece.count_ones() > 2 && (piece & piece.wrapping_add(1)) == 0
    }
}

/// The lowest bits.
fn ones(count: u32) -> u64 {
    u64::MAX.checked_shr(u64::BITS - count).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{BestPhrase, Evidence, TitleMatch, ones, weigh};
    use crate::search::codes::IndexCodes;
    use crate::search::index::{Field, IndexEntry, IndexReader, IndexWriter, TitleKind};
    use crate::search::query::Query;
    use crate::search::resolve::Resolved;

    fn phrase(score: f32) -> BestPhrase {
        BestPhrase { number: 3, field: Field::Symptom, score }
    }

    fn title(quality: f32) -> TitleMatch {
        TitleMatch { phrase: 0, kind: TitleKind::Name, quality }
    }

    #[test]
    fn a_number_comes_before_a_name_and_a_name_before_words() {
        let number = Evidence { number: 1.0, ..Evidence::default() };
        let name = Evidence { title: Some(title(5.0)), ..Evidence::default() };
        let words = Evidence { phrase: Some(phrase(1.0)), words: 1.5, popular: Some(1), ..Evidence::default() };
        assert!(number.score() > name.score() && name.score() > words.score());
        assert_eq!(number.best_field(), (Field::Number, 0));
        assert_eq!(name.best_field(), (Field::Name, 0));
        assert_eq!(words.best_field(), (Field::Symptom, 3));
    }

    #[test]
    fn popularity_decides_between_equals_only() {
        let known = Evidence { phrase: Some(phrase(0.5)), popular: Some(1), ..Evidence::default() };
        let equal = Evidence { popular: None, ..known };
        let better = Evidence { phrase: Some(phrase(0.6)), ..equal };
        assert!(known.score() > equal.score() && better.score() > known.score());
    }

    #[test]
    fn a_vendor_comes_after_the_registry_unless_it_is_named() {
        let registered = Evidence { phrase: Some(phrase(0.8)), ..Evidence::default() };
        let vendor = Evidence { phrase: Some(phrase(0.9)), ..Evidence::default() };
        assert!(vendor.score() > registered.score());
        assert!(Evidence { foreign: true, ..vendor }.score() < registered.score());
    }

    /// The evidence for each of some entries, given by their keywords.
    fn weighed(query: &str, keywords: &[&str]) -> Vec<Evidence> {
        let texts: Vec<String> = keywords.iter().map(|keywords| format!(r#"{{"keywords": [{keywords}]}}"#)).collect();
        let entries = texts.iter().map(|text| IndexEntry { code: "0", name: "", vendor: None, text, places: None });
        let block = IndexWriter::write(entries);
        let index = IndexReader::new(&block);
        let resolved = Resolved::new(&Query::read(query, &IndexCodes::new(&[])), &[index]);
        let weigh = |entry| {
            let mut evidence = Evidence::default();
            weigh(&index, entry, &resolved, &resolved.parts[0], &mut evidence);
            evidence
        };
        (0..keywords.len()).map(weigh).collect()
    }

    #[test]
    fn one_phrase_with_all_words_is_more_than_two_with_one_each() {
        let found =
            weighed("disk quota", &[r#""disk quota""#, r#""disk broken", "mail quota""#, r#""a disk on fire""#]);
        assert!(found[0].score() > found[1].score() && found[1].score() > found[2].score());
        assert_eq!(found[0].phrase.map(|best| best.number), Some(1));
    }

    #[test]
    fn what_the_page_returns_to_counts_more() {
        let found =
            weighed("portal", &[r#""captive portal""#, r#""captive portal", "portal of a hotel", "the portal""#]);
        assert!(found[1].words > found[0].words);
    }

    #[test]
    fn parts_of_an_identifier_are_less_than_the_identifier() {
        let found = weighed("proxy-size", &[r#""proxy-size""#, r#""proxy_buffer_size""#]);
        assert!(found[0].score() > 2.0 * found[1].score());
    }

    #[test]
    fn masks() {
        assert_eq!([0, 1, 3, 64].map(ones), [0, 1, 7, u64::MAX]);
    }
}
