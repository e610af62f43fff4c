//! Which codes people take for one another, and which cannot be told apart.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::blank::{BLANK, blank, mentions};
use super::material::{Confusables, Material, QuizEntry};

/// A vendor with so many codes is asked about among its own.
const OWN_GROUP: usize = 4;
/// Words of definitions that say where the number comes from and not what it means.
const NO_MEANING: &[&str] = &[
    "primary source",
    "Microsoft's list",
    "status codes give",
    "ascribe",
    "The constant `",
    "withdrawn",
    "Not assigned",
    "phrase for",
];
/// Codes that cover what more precise ones say: they are wrong answers only where a comparison decides.
const GENERAL: [&str; 2] = ["400", "500"];

/// The definition without what gives it away; `None` when it says too little.
pub(super) fn meaning<'m>(material: &'m Material, entry: &QuizEntry) -> Option<&'m str> {
    confusables(material, entry).meaning.as_deref()
}

/// What the entry can be confused with; worked out once, since it compares the entry with all others.
pub(super) fn confusables<'m>(material: &'m Material, entry: &QuizEntry) -> &'m Confusables {
    material.confusables[entry.index].get_or_init(|| {
        let meaning = without_names(entry);
        let confusable = confusable(material, entry);
        let text = meaning.as_deref().unwrap_or_default();
        let is_excluded = |other: &&QuizEntry| {
            let is_general = GENERAL.contains(&other.id.as_str()) && !material.are_compared(entry, other);
            !is_general && !mentions(text, other.label()) && !means_the_same(entry, other)
        };
        let excluded = confusable.iter().copied().filter(is_excluded).map(|other| other.index).collect();
        Confusables { meaning, entries: confusable.iter().map(|other| other.index).collect(), excluded }
    })
}

fn without_names(entry: &QuizEntry) -> Option<String> {
    if NO_MEANING.iter().any(|words| entry.definition.contains(words)) {
        return None;
    }
    let names = entry.names.iter().map(|name| name.trim_matches(['(', ')']));
    let text = blank(&entry.definition, names.chain([entry.label(), entry.id.as_str()]).chain(entry.parent()));
    let left = text.replace(BLANK, "").split_whitespace().count();
    (left >= 8).then_some(text)
}

/// Entries that a definition fits as well as this one.
pub(super) fn same_meaning<'m>(material: &'m Material, entry: &'m QuizEntry) -> impl Iterator<Item = &'m QuizEntry> {
    material
        .entries
        .iter()
        .filter(|other| other.index != entry.index && is_same_owner(entry, other) && means_the_same(entry, other))
}

pub(super) fn is_same_owner(a: &QuizEntry, b: &QuizEntry) -> bool {
    a.is_failure() == b.is_failure()
        && a.is_registered() == b.is_registered()
        && (a.is_registered() || a.vendor == b.vendor)
}

/// Entries that people take for this one, the likeliest first, and none that could be meant as well.
fn confusable<'m>(material: &'m Material, entry: &QuizEntry) -> Vec<&'m QuizEntry> {
    let of_owner = material.entries.iter().filter(|other| is_same_owner(entry, other)).count();
    let in_group = |other: &QuizEntry| {
        if entry.is_registered() || of_owner > OWN_GROUP {
            is_same_owner(entry, other)
        } else {
            // The many codes of the large vendors have numbers and names of their own style.
            !other.is_registered() && !is_large(other)
        }
    };
    let mut found: Vec<&QuizEntry> =
        material.entries.iter().filter(|other| in_group(other) && !could_be_meant(entry, other)).collect();
    found.sort_by_cached_key(|other| (Reverse(likeness(material, entry, other)), other.index));
    found
}

fn is_large(entry: &QuizEntry) -> bool {
    use crate::catalog::Category::{Cloudflare, Iis};
    matches!(entry.category, Cloudflare) || (entry.category == Iis && entry.parent().is_some())
}

/// Whether an answer would be defensible in place of the entry: it has its number or one of its names, or one is a
/// sub-code of the other.
pub(super) fn could_be_meant(entry: &QuizEntry, other: &QuizEntry) -> bool {
    entry.index == other.index
        || (entry.code == other.code && !entry.is_failure())
        || entry.parent() == Some(other.code.as_str())
        || other.parent() == Some(entry.code.as_str())
        || share_a_name(entry, other)
}

/// Whether two entries have a name in common.
fn share_a_name(a: &QuizEntry, b: &QuizEntry) -> bool {
    a.plain_names.iter().any(|name| b.plain_names.contains(name))
}

/// Whether the definitions of two entries cannot be told apart.
fn means_the_same(a: &QuizEntry, b: &QuizEntry) -> bool {
    let minor = |entry: &QuizEntry| {
        entry.code.split_once('.').map(|(_, minor)| minor.to_owned()).filter(|minor| minor.len() >= 3)
    };
    share_a_name(a, b)
        || (minor(a).is_some() && minor(a) == minor(b))
        || share(&a.definition_words, &b.definition_words) > 0.5
}

/// The share of words that two texts have in common.
fn share(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let both = u32::try_from(a.intersection(b).count()).unwrap_or(u32::MAX);
    let all = u32::try_from(a.union(b).count()).unwrap_or(u32::MAX);
    f64::from(both) / f64::from(all.max(1))
}

/// How easily two codes are confused.
fn likeness(material: &Material, a: &QuizEntry, b: &QuizEntry) -> u32 {
    let number =
        |entry: &QuizEntry| entry.code.split('.').next_back().and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    let has = |from: &QuizEntry, to: &QuizEntry| from.related.iter().any(|(id, _)| *id == to.id);
    let in_common = a.name_words.intersection(&b.name_words).filter(|word| word.len() > 3).count();
    let mut likeness = 0;
    if material.are_compared(a, b) {
        likeness += 60;
    }
    if has(a, b) {
        likeness += 30;
    }
    if has(b, a) {
        likeness += 20;
    }
    if a.code.len() == b.code.len() && a.code.as_bytes().first() == b.code.as_bytes().first() {
        likeness += 20;
    }
    if a.step.is_some() && a.step == b.step {
        likeness += 20;
    }
    if a.parent().is_some() && a.parent() == b.parent() {
        likeness += 60;
    }
    likeness + 15 * u32::try_from(in_common).unwrap_or(0) + 20_u32.saturating_sub(number(a).abs_diff(number(b)))
}
