//! Questions from the heads and definitions of pages: code to name, name to code, meaning to code.

use super::blank::mentions;
use super::choose::{WrongAnswer, among_four};
use super::confusable::{confusables, is_same_owner, meaning};
use super::material::{Material, QuizEntry};
use crate::quiz::question::{Answers, Choice, Given};
use crate::quiz::random::Random;

/// What is asked, what it is about, and the answers.
pub(super) type Asked = (String, Given, Answers);

/// Whether there is a name to ask for: a failure has no code beside it.
pub(super) fn has_name(entry: &QuizEntry) -> bool {
    !entry.is_failure() && entry.has_name() && !mentions(entry.name(), &entry.code)
}

/// Whether the name leads to one number only.
pub(super) fn name_is_unique(material: &Material, entry: &QuizEntry) -> bool {
    let others = material.entries.iter().filter(|other| other.index != entry.index && is_same_owner(entry, other));
    has_name(entry) && !others.into_iter().any(|other| other.plain_names.contains(&entry.plain_names[0]))
}

/// What a number is called.
pub(super) fn code_to_name(material: &Material, entry: &QuizEntry, random: &mut Random) -> Option<Asked> {
    let pool = confusables(material, entry).entries.iter().map(|&other| &material.entries[other]);
    let mut pool: Vec<&QuizEntry> = pool.filter(|other| has_name(other)).collect();
    pool.sort_by_cached_key(|other| shape(other.name()) != shape(entry.name()));
    let wrong = |other: &&QuizEntry| WrongAnswer {
        text: other.name().to_owned(),
        entry: Some(other.index),
        why: String::new(),
        group: other.index,
    };
    let answers = among_four(random, right(entry, entry.name()), pool.iter().map(wrong).collect())?;
    Some((code_to_name_ask(entry), Given::Text(entry.code.clone()), answers))
}

/// Which number a name has.
pub(super) fn name_to_code(material: &Material, entry: &QuizEntry, random: &mut Random) -> Option<Asked> {
    let pool = confusables(material, entry).entries.iter().map(|&other| &material.entries[other]).map(|other| {
        WrongAnswer { text: other.code.clone(), entry: Some(other.index), why: String::new(), group: other.index }
    });
    let answers = among_four(random, right(entry, &entry.code), pool.collect())?;
    Some((name_to_code_ask(entry), Given::Text(entry.name().to_owned()), answers))
}

/// Which code a definition is of. Of codes only numbers are offered: names would share words with
/// the definition.
pub(super) fn meaning_to_code(material: &Material, entry: &QuizEntry, random: &mut Random) -> Option<Asked> {
    let text = meaning(material, entry)?;
    let pool = confusables(material, entry).excluded.iter().map(|&other| &material.entries[other]);
    let wrong = |other: &QuizEntry| WrongAnswer {
        text: other.label().to_owned(),
        entry: Some(other.index),
        why: against(entry, other),
        group: other.index,
    };
    let answers = among_four(random, right(entry, entry.label()), pool.map(wrong).collect())?;
    Some((meaning_ask(entry), Given::Text(text.to_owned()), answers))
}

/// The sentence that asks for a name.
pub(super) fn code_to_name_ask(entry: &QuizEntry) -> String {
    match owner(entry) {
        Some(owner) => format!("What does {owner} call this code?"),
        None => "What is this code called?".to_owned(),
    }
}

/// The sentence that asks for a number.
pub(super) fn name_to_code_ask(entry: &QuizEntry) -> String {
    match owner(entry) {
        Some(owner) => format!("Which number does {owner} use for this?"),
        None => "Which number has this name?".to_owned(),
    }
}

/// The sentence that asks what a definition is of.
pub(super) fn meaning_ask(entry: &QuizEntry) -> String {
    if entry.is_failure() {
        return "Which failure is this?".to_owned();
    }
    match owner(entry) {
        Some(owner) => format!("Which code of {owner} means this?"),
        None => "Which code means this?".to_owned(),
    }
}

/// Why a code is not the one, as a sentence, if its page says so.
fn against(entry: &QuizEntry, other: &QuizEntry) -> String {
    let reason = entry.related.iter().find(|(id, _)| *id == other.id);
    reason.map(|(_, why)| sentence(why)).unwrap_or_default()
}

/// A clause as a sentence.
pub(super) fn sentence(clause: &str) -> String {
    let mut chars = clause.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    let stop = if clause.ends_with(['.', '?', '!']) || clause.is_empty() { "" } else { "." };
    format!("{first}{}{stop}", chars.as_str())
}

/// The right answer.
pub(super) fn right(entry: &QuizEntry, text: &str) -> Choice {
    Choice { text: text.to_owned(), is_right: true, entry: Some(entry.index), why: String::new() }
}

/// Who gives names and numbers, if it is not the user.
fn owner(entry: &QuizEntry) -> Option<&str> {
    if entry.is_registered() { Some("the IANA registry") } else { entry.vendor.as_deref() }
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
