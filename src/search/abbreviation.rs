//! Names squeezed to some of their letters: `movperm`, `intsrverr`, `svc unavail`.

use fuzzy_matcher::FuzzyMatcher;

use super::index::{IndexReader, TitleKind, letters};
use super::query::Query;
use super::rank::TitleMatch;
use super::why::Matcher;
use super::word::within;

/// At most so many titles are scored; what comes after them in a very large catalogue has as many letters in common.
const MOST_SCORED: usize = 1024;

/// What the matcher gives a letter that starts a word or follows another match: a squeezed name has mostly these.
const GOOD_LETTER: f32 = 24.0;

/// The entries of which a name or alias has the letters of the query in their order, from its first letter on.
///
/// `text` gives the title as it is written, from the entry and the number of the phrase.
pub(super) fn by_letters<'t>(
    index: &IndexReader<'_>,
    query: &Query<'_>,
    matcher: &Matcher,
    text: impl Fn(usize, usize) -> std::borrow::Cow<'t, str>,
) -> Vec<(usize, TitleMatch)> {
    let typed = &*query.squeezed;
    let count = typed.chars().count();
    if !(3..=32).contains(&count) {
        return Vec::new();
    }
    let (titles, set) = (index.titles(), letters(typed));
    let mut found = Vec::new();
    let mut scored = 0;
    for (number, known) in index.title_letters().enumerate() {
        if set & !known != 0 {
            continue;
        }
        let squeezed = titles.record(number);
        let title = index.title(number);
        let named = matches!(title.kind, TitleKind::Name | TitleKind::Alias);
        if !named || squeezed.first() != typed.as_bytes().first() || !within(typed.as_bytes(), squeezed) {
            continue;
        }
        let Some(score) = matcher.fuzzy_match(&text(title.entry, title.phrase), typed) else { continue };
        let quality = (score as f32 / (GOOD_LETTER * count as f32)).min(1.0);
        let worth = if title.kind == TitleKind::Name { 1.0 } else { 0.9 };
        found.push((title.entry, TitleMatch { phrase: title.phrase, kind: title.kind, quality: quality * worth }));
        scored += 1;
        if scored == MOST_SCORED {
            break;
        }
    }
    found
}
