//! Which cards and questions there are.

use super::make::ask;
use super::material::{Material, QuizEntry};
use super::spec::{Spec, Subject};
use super::{cases, confusable, naming, what_is_wrong, what_next};
use crate::catalog::{Category, Index};
use crate::quiz::card::{Card, Knowledge};
use crate::quiz::question::Kind;

/// So many codes are learned at a time: their names first, their rules last.
const BATCH: usize = 5;

/// Every card that there is a question for, in the order in which to learn them: popular codes by rank, then
/// registered ones, then vendors'; a few codes at a time, and pairs once both codes had their turn.
pub(super) fn cards(material: &Material) -> Vec<Card> {
    let order = order(material);
    let mut place = vec![0; order.len()];
    let mut cards: Vec<((usize, usize, usize), Card)> = Vec::new();
    for (position, &index) in order.iter().enumerate() {
        place[index] = position;
        for knowledge in Knowledge::ALL {
            let step = knowledge as usize + usize::from(knowledge == Knowledge::Rules);
            let card = Card::code(&material.entries[index].id, knowledge);
            cards.push(((position / BATCH, step, position), card));
        }
    }
    for (a, b) in material.compared() {
        let places = [a, b].map(|id| material.find(id).map_or(0, |entry| place[entry.index]));
        let last = places[0].max(places[1]);
        cards.push(((last / BATCH, Knowledge::Rules as usize, last), Card::pair(a, b)));
    }
    cards.retain(|(_, card)| questions_for(material, card).next().is_some());
    cards.sort_by_key(|(place, _)| *place);
    cards.into_iter().map(|(_, card)| card).collect()
}

/// Every question that there is for a card; none for a card of a code that is not in the catalogue.
pub(super) fn questions_for<'a>(material: &'a Material, card: &'a Card) -> Box<dyn Iterator<Item = Spec> + 'a> {
    match card {
        Card::Code { id, knowledge } => match material.find(id) {
            Some(entry) => about(material, entry, card, *knowledge),
            None => Box::new(std::iter::empty()),
        },
        Card::Pair(a, b) => match (material.find(a), material.find(b)) {
            (Some(first), Some(second)) => Box::new(about_two(material, first, second, card)),
            _ => Box::new(std::iter::empty()),
        },
    }
}

/// The question with this key, if there is one.
pub(super) fn spec_by_key(material: &Material, key: &str) -> Option<Spec> {
    let cards = cards_of_key(material, key);
    cards.into_iter().find_map(|card| questions_for(material, &card).find(|spec| spec.key() == key))
}

/// The questions for one thing about a code.
fn about<'a>(
    material: &'a Material,
    entry: &'a QuizEntry,
    card: &'a Card,
    knowledge: Knowledge,
) -> Box<dyn Iterator<Item = Spec> + 'a> {
    let of_entry =
        move |kind, word: &str| Spec::new(kind, card, format!("{word}:{}", entry.id), Subject::Entry(entry.index));
    let specs: Box<dyn Iterator<Item = Spec> + 'a> = match knowledge {
        Knowledge::Name => {
            let name = naming::has_name(entry).then(|| of_entry(Kind::CodeToName, "name"));
            let code = naming::name_is_unique(material, entry).then(|| of_entry(Kind::NameToCode, "code"));
            Box::new(name.into_iter().chain(code))
        }
        Knowledge::Meaning => {
            let is_told = confusable::meaning(material, entry).is_some();
            Box::new(is_told.then(|| of_entry(Kind::MeaningToCode, "meaning")).into_iter())
        }
        Knowledge::Use => {
            let situations =
                material.situations.iter().enumerate().filter(|(_, situation)| situation.answer == entry.id);
            Box::new(situations.map(move |(at, situation)| {
                Spec::new(Kind::SituationToCode, card, format!("situation:{}", situation.id), Subject::Situation(at))
            }))
        }
        Knowledge::Rules => {
            let violations = what_is_wrong::possible(entry).map(move |violation| {
                let key = format!("wrong:{}:{}", entry.id, violation.id());
                Spec::new(Kind::WhatIsWrong, card, key, Subject::Violation(entry.index, violation))
            });
            let aspects = what_next::possible(entry).map(move |aspect| {
                let key = format!("next:{}:{}", entry.id, aspect.id());
                Spec::new(Kind::WhatNext, card, key, Subject::Aspect(entry.index, aspect))
            });
            Box::new(violations.chain(aspects))
        }
    };
    Box::new(specs.filter(|spec| ask(material, spec, 0).is_some()))
}

/// The questions that tell two codes apart; from their definitions where nothing was written about the two.
fn about_two<'a>(
    material: &'a Material,
    a: &'a QuizEntry,
    b: &'a QuizEntry,
    card: &'a Card,
) -> impl Iterator<Item = Spec> + 'a {
    let mut specs: Vec<Spec> = Vec::new();
    for decided in cases::decisions(material, &a.id, &b.id) {
        let set = material.comparisons.iter().position(|set| std::ptr::eq(set, decided.comparison));
        let (step, branch, other) = (decided.step, decided.branch, decided.other);
        let codes = &decided.comparison.codes;
        let key = format!("which:{}:{step}.{branch}:{}", codes.join("_"), codes[other]);
        let subject = set.map(|set| Subject::Decided(set, step, branch, other));
        specs.extend(subject.map(|subject| Spec::new(Kind::WhichOfTwo, card, key, subject)));
    }
    for (at, situation) in material.situations.iter().enumerate() {
        for (not, because) in situation.not.iter().enumerate() {
            if [(&a.id, &b.id), (&b.id, &a.id)].contains(&(&situation.answer, &because.id)) {
                let key = format!("which:{}:{}", situation.id, because.id);
                specs.push(Spec::new(Kind::WhichOfTwo, card, key, Subject::SituationPair(at, not)));
            }
        }
    }
    if specs.is_empty() {
        for (given, other) in [(a, b), (b, a)] {
            let key = format!("pair:{}:{}", given.id, other.id);
            specs.push(Spec::new(Kind::WhichOfTwo, card, key, Subject::MeaningPair(given.index, other.index)));
        }
    }
    specs.into_iter().filter(move |spec| cases::are_distinct(a, b) && ask(material, spec, 0).is_some())
}

/// The cards that a key can belong to.
fn cards_of_key(material: &Material, key: &str) -> Vec<Card> {
    let Some((word, rest)) = key.split_once(':') else { return Vec::new() };
    let of_code = |knowledge| vec![Card::code(rest, knowledge)];
    let last = rest.rsplit_once(':');
    match word {
        "name" | "code" => of_code(Knowledge::Name),
        "meaning" => of_code(Knowledge::Meaning),
        "wrong" | "next" => last.map(|(id, _)| Card::code(id, Knowledge::Rules)).into_iter().collect(),
        "pair" => rest.match_indices(':').map(|(at, _)| Card::pair(&rest[..at], &rest[at + 1..])).collect(),
        "situation" => {
            let situation = material.situations.iter().find(|situation| situation.id == rest);
            situation.map(|situation| Card::code(&situation.answer, Knowledge::Use)).into_iter().collect()
        }
        "which" => last.map(|(what, other)| pairs_of(material, what, other)).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The pairs of a code with those that a situation or comparison sets against it.
fn pairs_of(material: &Material, what: &str, other: &str) -> Vec<Card> {
    let situation = material.situations.iter().find(|situation| situation.id == what);
    if let Some(situation) = situation {
        return vec![Card::pair(&situation.answer, other)];
    }
    let set = material
        .comparisons
        .iter()
        .find(|set| what.rsplit_once(':').is_some_and(|(ids, _)| ids == set.codes.join("_")));
    let codes = set.map(|set| set.codes.as_slice()).unwrap_or_default();
    codes.iter().filter(|id| *id != other).map(|id| Card::pair(id, other)).collect()
}

/// The entries in the order in which to learn them.
pub(super) fn order(material: &Material) -> Vec<Index> {
    let rank = |entry: &QuizEntry| match (entry.popular, entry.category) {
        (Some(rank), _) => (0, usize::from(rank)),
        (None, _) if entry.is_registered() => (1, 0),
        (None, Category::Iis) => (3, 0),
        (None, _) => (2, 0),
    };
    let mut order: Vec<&QuizEntry> = material.entries.iter().collect();
    order.sort_unstable_by_key(|entry| (rank(entry), entry.category, entry.index));
    order.into_iter().map(|entry| entry.index).collect()
}
