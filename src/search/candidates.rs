//! Which entries are worth a closer look.

use super::index::{IndexReader, TitleKind};
use super::meanings::Meanings;
use super::query::{Bits, Query};
use super::rank::TitleMatch;
use super::resolve::Resolved;

/// At most so many entries are visited for the words of a query, the rarest words first.
const MOST_VISITS: usize = 400_000;

/// Entries that promise less than this share of the best one's are not worth a look.
const LEAST_PROMISE: f32 = 0.35;

/// How well the query fits a title that it is: better than all words together can.
pub(super) const WHOLE_TITLE: f32 = 5.0;

/// At most so many titles that begin with the query are looked at.
const MOST_TITLES: usize = 4096;

/// The entries whose words promise most, at most `most` of them.
pub(super) fn by_words(
    index: &IndexReader<'_>,
    resolved: &Resolved,
    meanings: &Meanings,
    most: usize,
    wanted: impl Fn(usize) -> bool,
) -> Vec<usize> {
    let mut promise = vec![0.0_f32; index.entries()];
    let mut touched = Vec::new();
    // What says most comes first, so that a very common word may be left out; of the stems for one word the surest
    // comes first, as the first that an entry has is the one that counts.
    let mut order: Vec<_> = meanings.stems.iter().collect();
    let weight = |bits: Bits| resolved.weight(bits);
    order.sort_by(|a, b| weight(b.1).total_cmp(&weight(a.1)).then(a.1.cmp(&b.1)).then(b.2.total_cmp(&a.2)));
    let mut counted: Vec<Bits> = vec![0; index.entries()];
    let mut visits = 0;
    for &&(stem, bits, quality) in &order {
        let postings = index.postings(stem).1;
        visits += postings.len();
        if visits > MOST_VISITS && !touched.is_empty() {
            break;
        }
        let all = weight(bits);
        for (entry, worth) in postings {
            let new = bits & !counted[entry];
            if new == 0 {
                continue;
            }
            if counted[entry] == 0 {
                touched.push(entry);
            }
            counted[entry] |= bits;
            let gain = if new == bits { all } else { weight(new) };
            promise[entry] += gain * quality * f32::from(worth);
        }
    }
    touched.retain(|&entry| wanted(entry));
    let best = touched.iter().map(|&entry| promise[entry]).fold(0.0, f32::max);
    touched.retain(|&entry| promise[entry] >= best * LEAST_PROMISE);
    if touched.len() > most {
        touched.select_nth_unstable_by(most, |&a, &b| promise[b].total_cmp(&promise[a]).then(a.cmp(&b)));
        touched.truncate(most);
    }
    touched
}

/// The entries whose code is one of the numbers in the query, and how surely it was meant.
pub(super) fn by_number(index: &IndexReader<'_>, query: &Query<'_>) -> Vec<(usize, f32)> {
    let titles = index.titles();
    let mut found = Vec::new();
    let mut sure = 1.0;
    for number in &query.numbers {
        let before = found.len();
        let range = titles.starting_with(number).take_while(|&title| titles.length(title) == number.len());
        let entries = range.map(|title| index.title(title)).filter(|title| title.kind == TitleKind::Number);
        found.extend(entries.map(|title| (title.entry, sure)));
        if found.len() > before {
            sure *= 0.8;
        }
    }
    found
}

/// The titles that fit best, at most `most` entries' and one of each; of equal ones those of popular entries.
pub(super) fn best_titles(
    mut titles: Vec<(usize, TitleMatch)>,
    most: usize,
    popular: impl Fn(usize) -> Option<u16>,
) -> Vec<(usize, TitleMatch)> {
    titles.sort_by(|(a, of_a), (b, of_b)| a.cmp(b).then(of_b.quality.total_cmp(&of_a.quality)));
    titles.dedup_by_key(|(entry, _)| *entry);
    if titles.len() > most {
        let rank = |entry| popular(entry).unwrap_or(u16::MAX);
        titles.sort_unstable_by(|(a, of_a), (b, of_b)| {
            of_b.quality.total_cmp(&of_a.quality).then_with(|| rank(*a).cmp(&rank(*b))).then(a.cmp(b))
        });
        titles.truncate(most);
    }
    titles
}

/// The entries of which a name or alias is the query, begins with it or has these initials.
pub(super) fn by_title(index: &IndexReader<'_>, query: &Query<'_>) -> Vec<(usize, TitleMatch)> {
    let mut found = titled(index, &query.squeezed);
    if query.typed != query.squeezed {
        // Which has the number too is meant.
        let exact = |(entry, title): (usize, TitleMatch)| (entry, TitleMatch { quality: title.quality + 1.0, ..title });
        found.extend(titled(index, &query.typed).into_iter().map(exact));
    }
    found
}

/// The entries of which a name or alias is a text, begins with it or has these initials.
fn titled(index: &IndexReader<'_>, typed: &str) -> Vec<(usize, TitleMatch)> {
    if typed.is_empty() {
        return Vec::new();
    }
    let titles = index.titles();
    let mut found = Vec::new();
    for number in titles.starting_with(typed).take(MOST_TITLES) {
        let title = index.title(number);
        let length = titles.length(number);
        let share = typed.len() as f32 / length as f32;
        let whole = length == typed.len();
        let quality = match title.kind {
            TitleKind::Name if whole => WHOLE_TITLE + 1.0,
            TitleKind::Alias if whole => WHOLE_TITLE,
            TitleKind::Initials if whole => {
                if length > 2 {
                    2.0
                } else {
                    1.0
                }
            }
            TitleKind::Number | TitleKind::Initials => continue,
            TitleKind::Name => 0.7 + 0.3 * share,
            TitleKind::Alias => 0.6 + 0.3 * share,
        };
        found.push((title.entry, TitleMatch { phrase: title.phrase, kind: title.kind, quality }));
    }
    found
}
