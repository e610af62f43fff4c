//! Questions from the heads and definitions of pages: code to name, name to code, meaning to code.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::blank::{BLANK, blank, mentions};
use super::choose::{Wrong, among_four};
use super::material::{Entry, Material};
use super::question::{Answers, Choice, Given};
use super::random::Random;
use crate::catalog::Index;

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

/// What is worked out of an entry when it is first asked about.
#[derive(Debug, Clone)]
pub(super) struct Kin {
    /// The definition without what gives it away, if it says enough then.
    meaning: Option<String>,
    /// Entries that one takes for this one, the likeliest first, and none that could be meant as well.
    confusable: Vec<Index>,
    /// Those of them that the definition does not fit.
    excluded: Vec<Index>,
}

/// What is asked, what it is about, and the answers.
pub(super) type Asked = (String, Given, Answers);

/// Whether there is a name to ask for.
pub(super) fn has_name(entry: &Entry) -> bool {
    entry.has_name() && !mentions(entry.name(), &entry.code)
}

/// Whether the name leads to one number only.
pub(super) fn name_is_unique(material: &Material, entry: &Entry) -> bool {
    let others = material.entries.iter().filter(|other| other.index != entry.index && is_same_owner(entry, other));
    has_name(entry) && !others.into_iter().any(|other| other.plain_names.contains(&entry.plain_names[0]))
}

/// The definition without what gives it away; `None` when it says too little.
pub(super) fn meaning<'m>(material: &'m Material, entry: &Entry) -> Option<&'m str> {
    kin(material, entry).meaning.as_deref()
}

/// What is worked out of an entry; only once, since it compares the entry with all others.
fn kin<'m>(material: &'m Material, entry: &Entry) -> &'m Kin {
    material.kin[entry.index].get_or_init(|| {
        let meaning = without_names(entry);
        let confusable = confusable(material, entry);
        let text = meaning.as_deref().unwrap_or_default();
        let is_excluded = |other: &&Entry| {
            let is_general = GENERAL.contains(&other.id.as_str()) && !material.are_compared(entry, other);
            !is_general && !mentions(text, &other.code) && !means_the_same(entry, other)
        };
        let excluded = confusable.iter().copied().filter(is_excluded).map(|other| other.index).collect();
        Kin { meaning, confusable: confusable.iter().map(|other| other.index).collect(), excluded }
    })
}

fn without_names(entry: &Entry) -> Option<String> {
    if NO_MEANING.iter().any(|words| entry.definition.contains(words)) {
        return None;
    }
    let names = entry.names.iter().map(|name| name.trim_matches(['(', ')']));
    let text = blank(&entry.definition, names.chain([entry.code.as_str(), entry.id.as_str()]).chain(entry.parent()));
    let left = text.replace(BLANK, "").split_whitespace().count();
    (left >= 8).then_some(text)
}

/// What a number is called.
pub(super) fn code_to_name(material: &Material, entry: &Entry, random: &mut Random) -> Option<Asked> {
    let pool = kin(material, entry).confusable.iter().map(|&other| &material.entries[other]);
    let mut pool: Vec<&Entry> = pool.filter(|other| has_name(other)).collect();
    pool.sort_by_cached_key(|other| shape(other.name()) != shape(entry.name()));
    let wrong = |other: &&Entry| Wrong {
        text: other.name().to_owned(),
        entry: Some(other.index),
        why: format!("That is {}.", other.code),
        group: other.index,
    };
    let answers = among_four(random, right(entry, entry.name()), pool.iter().map(wrong).collect())?;
    Some((code_to_name_ask(entry), Given::Text(entry.code.clone()), answers))
}

/// Which number a name has.
pub(super) fn name_to_code(material: &Material, entry: &Entry, random: &mut Random) -> Option<Asked> {
    let pool = kin(material, entry).confusable.iter().map(|&other| &material.entries[other]).map(|other| Wrong {
        text: other.code.clone(),
        entry: Some(other.index),
        why: format!("{}.", other.title()),
        group: other.index,
    });
    let answers = among_four(random, right(entry, &entry.code), pool.collect())?;
    Some((name_to_code_ask(entry), Given::Text(entry.name().to_owned()), answers))
}

/// Which code a definition is of. Only numbers are offered: names would share words with the definition.
pub(super) fn meaning_to_code(material: &Material, entry: &Entry, random: &mut Random) -> Option<Asked> {
    let text = meaning(material, entry)?;
    let pool = kin(material, entry).excluded.iter().map(|&other| &material.entries[other]);
    let wrong = |other: &Entry| Wrong {
        text: other.code.clone(),
        entry: Some(other.index),
        why: against(entry, other),
        group: other.index,
    };
    let answers = among_four(random, right(entry, &entry.code), pool.map(wrong).collect())?;
    Some((meaning_ask(entry), Given::Text(text.to_owned()), answers))
}

/// The sentence that asks for a name.
pub(super) fn code_to_name_ask(entry: &Entry) -> String {
    match owner(entry) {
        Some(owner) => format!("What does {owner} call this code?"),
        None => "What is this code called?".to_owned(),
    }
}

/// The sentence that asks for a number.
pub(super) fn name_to_code_ask(entry: &Entry) -> String {
    match owner(entry) {
        Some(owner) => format!("Which number does {owner} use for this?"),
        None => "Which number has this name?".to_owned(),
    }
}

/// The sentence that asks what a definition is of.
pub(super) fn meaning_ask(entry: &Entry) -> String {
    match owner(entry) {
        Some(owner) => format!("Which code of {owner} means this?"),
        None => "Which code means this?".to_owned(),
    }
}

/// Entries that a definition fits as well as this one.
pub(super) fn same_meaning<'m>(material: &'m Material, entry: &'m Entry) -> impl Iterator<Item = &'m Entry> {
    material
        .entries
        .iter()
        .filter(|other| other.index != entry.index && is_same_owner(entry, other) && means_the_same(entry, other))
}

/// Why a code is not the one: the reason that its page gives, or its name.
pub(super) fn against(entry: &Entry, other: &Entry) -> String {
    let reason = entry.related.iter().find(|(id, _)| *id == other.id).map(|(_, why)| why.as_str());
    reason
        .filter(|why| !why.is_empty())
        .map_or_else(|| format!("{}.", other.title()), |why| format!("{}: {why}.", other.title()))
}

/// The right answer.
pub(super) fn right(entry: &Entry, text: &str) -> Choice {
    Choice { text: text.to_owned(), is_right: true, entry: Some(entry.index), why: String::new() }
}

/// Who gives names and numbers, if it is not the user.
fn owner(entry: &Entry) -> Option<&str> {
    if entry.is_registered() { Some("the IANA registry") } else { entry.vendor.as_deref() }
}

fn is_same_owner(a: &Entry, b: &Entry) -> bool {
    a.is_registered() == b.is_registered() && (a.is_registered() || a.vendor == b.vendor)
}

/// Entries that one takes for this one, the likeliest first, and none that could be meant as well.
fn confusable<'m>(material: &'m Material, entry: &Entry) -> Vec<&'m Entry> {
    let of_owner = material.entries.iter().filter(|other| is_same_owner(entry, other)).count();
    let in_group = |other: &Entry| {
        if entry.is_registered() || of_owner > OWN_GROUP {
            is_same_owner(entry, other)
        } else {
            // The many codes of the large vendors have numbers and names of their own style.
            !other.is_registered() && !is_large(other)
        }
    };
    let mut found: Vec<&Entry> =
        material.entries.iter().filter(|other| in_group(other) && !could_be_meant(entry, other)).collect();
    found.sort_by_cached_key(|other| (Reverse(likeness(material, entry, other)), other.index));
    found
}

fn is_large(entry: &Entry) -> bool {
    use crate::catalog::Category::{Cloudflare, Iis};
    matches!(entry.category, Cloudflare) || (entry.category == Iis && entry.parent().is_some())
}

/// Whether an answer would be defensible in place of the entry: it has its number or one of its names, or one is a
/// sub-code of the other.
pub(super) fn could_be_meant(entry: &Entry, other: &Entry) -> bool {
    entry.index == other.index
        || entry.code == other.code
        || entry.parent() == Some(other.code.as_str())
        || other.parent() == Some(entry.code.as_str())
        || share_a_name(entry, other)
}

/// Whether two entries have a name in common.
fn share_a_name(a: &Entry, b: &Entry) -> bool {
    a.plain_names.iter().any(|name| b.plain_names.contains(name))
}

/// Whether the definitions of two entries cannot be told apart.
fn means_the_same(a: &Entry, b: &Entry) -> bool {
    let minor =
        |entry: &Entry| entry.code.split_once('.').map(|(_, minor)| minor.to_owned()).filter(|minor| minor.len() >= 3);
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
fn likeness(material: &Material, a: &Entry, b: &Entry) -> u32 {
    let number =
        |entry: &Entry| entry.code.split('.').next_back().and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    let has = |from: &Entry, to: &Entry| from.related.iter().any(|(id, _)| *id == to.id);
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
    if a.parent().is_some() && a.parent() == b.parent() {
        likeness += 60;
    }
    likeness + 15 * u32::try_from(in_common).unwrap_or(0) + 20_u32.saturating_sub(number(a).abs_diff(number(b)))
}

/// What shows of a name at a glance: capitals and signs.
fn shape(name: &str) -> (bool, bool, bool, bool) {
    let words: Vec<&str> = name.split(' ').collect();
    let is_lower = |word: &&&str| word.starts_with(char::is_lowercase);
    (
        words.iter().skip(1).any(|word| is_lower(&word)),
        name.starts_with(char::is_uppercase),
        name.contains([':', '(']),
        name.contains(['_', '.']),
    )
}
