//! Every question that there is, and the making of each.

mod blank;
mod cases;
mod choose;
mod confusable;
mod exchange;
pub mod material;
mod mutate;
mod naming;
mod violation;
mod what_is_wrong;
mod what_next;

use std::sync::Arc;

use material::{Material, QuizEntry};
use violation::Violation;
use what_next::Aspect;

use super::card::{Card, Knowledge};
use super::question::typed::{Expected, Titles};
use super::question::{Answers, Citation, Given, Kind, Question, Typed};
use super::random::Random;
use crate::catalog::{Catalog, Category, Index};

/// So many codes are learned at a time: their names first, their rules last.
const BATCH: usize = 5;

/// Makes questions. It is built when the quiz is opened and reads every page then.
#[derive(Debug, Clone)]
pub struct Bank {
    material: Material,
    titles: Arc<Titles>,
}

/// What a question will ask; [`Bank::make`] turns it into one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    kind: Kind,
    card: Card,
    key: String,
    subject: Subject,
}

/// What a question is made of, as positions in the material.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Entry(Index),
    Situation(usize),
    /// A situation, and which of the codes that it excludes.
    SituationPair(usize, usize),
    /// A comparison, a step and a branch of it, and the code that it is not.
    Decided(usize, usize, usize, usize),
    /// The code whose definition is given, and the other one.
    MeaningPair(Index, Index),
    Violation(Index, Violation),
    Aspect(Index, Aspect),
}

impl Spec {
    /// The kind of question.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// What it is to be remembered for.
    pub const fn card(&self) -> &Card {
        &self.card
    }

    /// What is asked; [`Bank::spec_by_key`] finds it again.
    pub fn key(&self) -> &str {
        &self.key
    }

    fn new(kind: Kind, card: &Card, key: String, subject: Subject) -> Self {
        Self { kind, card: card.clone(), key, subject }
    }
}

impl Bank {
    /// Reads the pages of the catalogue, and the situations and comparisons that come with the program.
    pub fn new(catalog: &Catalog) -> Self {
        let material = Material::new(catalog);
        let mut titles = Titles::default();
        // The popular and the registered ones first: a number or name that several own means them.
        for index in order(&material) {
            let entry = &material.entries[index];
            titles.add(index, &entry.code, entry.names.iter().map(|name| name.trim_matches(['(', ')'])));
        }
        Self { material, titles: Arc::new(titles) }
    }

    /// Every card that there is a question for, in the order in which to learn them: popular codes by rank, then
    /// registered ones, then vendors'; a few codes at a time, and pairs once both codes had their turn.
    pub fn cards(&self) -> Vec<Card> {
        let order = order(&self.material);
        let mut place = vec![0; order.len()];
        let mut cards: Vec<((usize, usize, usize), Card)> = Vec::new();
        for (position, &index) in order.iter().enumerate() {
            place[index] = position;
            for knowledge in Knowledge::ALL {
                let step = knowledge as usize + usize::from(knowledge == Knowledge::Rules);
                let card = Card::code(&self.material.entries[index].id, knowledge);
                cards.push(((position / BATCH, step, position), card));
            }
        }
        for (a, b) in self.material.compared() {
            let places = [a, b].map(|id| self.material.find(id).map_or(0, |entry| place[entry.index]));
            let last = places[0].max(places[1]);
            cards.push(((last / BATCH, Knowledge::Rules as usize, last), Card::pair(a, b)));
        }
        cards.retain(|(_, card)| self.questions_for(card).next().is_some());
        cards.sort_by_key(|(place, _)| *place);
        cards.into_iter().map(|(_, card)| card).collect()
    }

    /// Every question that there is for a card; none for a card of a code that is not in the catalogue.
    pub fn questions_for<'a>(&'a self, card: &'a Card) -> Box<dyn Iterator<Item = Spec> + 'a> {
        match card {
            Card::Code { id, knowledge } => match self.material.find(id) {
                Some(entry) => self.about(entry, card, *knowledge),
                None => Box::new(std::iter::empty()),
            },
            Card::Pair(a, b) => match (self.material.find(a), self.material.find(b)) {
                (Some(first), Some(second)) => Box::new(self.about_two(first, second, card)),
                _ => Box::new(std::iter::empty()),
            },
        }
    }

    /// The question with this key, if there is one.
    pub fn spec_by_key(&self, key: &str) -> Option<Spec> {
        self.cards_of_key(key).into_iter().find_map(|card| self.questions_for(&card).find(|spec| spec.key == key))
    }

    /// The question, with choices: the same one for the same seed.
    ///
    /// # Panics
    /// When `spec` is of a bank with another catalogue.
    pub fn make(&self, spec: &Spec, seed: u64) -> Question {
        self.ask(spec, seed).expect("only what can be asked has a specification, as a test over all of them shows")
    }

    /// The question, to be answered in writing; `None` for a kind whose answers are sentences, or one of two.
    pub fn make_typed(&self, spec: &Spec) -> Option<Question> {
        let (ask, given, accept, expected) = self.ask_typed(spec)?;
        let typed = Typed { accept, expected, titles: Arc::clone(&self.titles) };
        Some(self.question(spec, (ask, given, Answers::Typed(typed))))
    }

    fn entry(&self, index: Index) -> &QuizEntry {
        &self.material.entries[index]
    }

    /// The questions for one thing about a code.
    fn about<'a>(
        &'a self,
        entry: &'a QuizEntry,
        card: &'a Card,
        knowledge: Knowledge,
    ) -> Box<dyn Iterator<Item = Spec> + 'a> {
        let of_entry =
            move |kind, word: &str| Spec::new(kind, card, format!("{word}:{}", entry.id), Subject::Entry(entry.index));
        let specs: Box<dyn Iterator<Item = Spec> + 'a> = match knowledge {
            Knowledge::Name => {
                let name = naming::has_name(entry).then(|| of_entry(Kind::CodeToName, "name"));
                let code = naming::name_is_unique(&self.material, entry).then(|| of_entry(Kind::NameToCode, "code"));
                Box::new(name.into_iter().chain(code))
            }
            Knowledge::Meaning => {
                let is_told = confusable::meaning(&self.material, entry).is_some();
                Box::new(is_told.then(|| of_entry(Kind::MeaningToCode, "meaning")).into_iter())
            }
            Knowledge::Use => {
                let situations =
                    self.material.situations.iter().enumerate().filter(|(_, situation)| situation.answer == entry.id);
                Box::new(situations.map(move |(at, situation)| {
                    Spec::new(
                        Kind::SituationToCode,
                        card,
                        format!("situation:{}", situation.id),
                        Subject::Situation(at),
                    )
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
        Box::new(specs.filter(|spec| self.ask(spec, 0).is_some()))
    }

    /// The questions that tell two codes apart; from their definitions where nothing was written about the two.
    fn about_two<'a>(&'a self, a: &'a QuizEntry, b: &'a QuizEntry, card: &'a Card) -> impl Iterator<Item = Spec> + 'a {
        let mut specs: Vec<Spec> = Vec::new();
        for decided in cases::decisions(&self.material, &a.id, &b.id) {
            let set = self.material.comparisons.iter().position(|set| std::ptr::eq(set, decided.comparison));
            let (step, branch, other) = (decided.step, decided.branch, decided.other);
            let codes = &decided.comparison.codes;
            let key = format!("which:{}:{step}.{branch}:{}", codes.join("_"), codes[other]);
            let subject = set.map(|set| Subject::Decided(set, step, branch, other));
            specs.extend(subject.map(|subject| Spec::new(Kind::WhichOfTwo, card, key, subject)));
        }
        for (at, situation) in self.material.situations.iter().enumerate() {
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
        specs.into_iter().filter(move |spec| cases::are_distinct(a, b) && self.ask(spec, 0).is_some())
    }

    /// The cards that a key can belong to.
    fn cards_of_key(&self, key: &str) -> Vec<Card> {
        let Some((word, rest)) = key.split_once(':') else { return Vec::new() };
        let of_code = |knowledge| vec![Card::code(rest, knowledge)];
        let last = rest.rsplit_once(':');
        match word {
            "name" | "code" => of_code(Knowledge::Name),
            "meaning" => of_code(Knowledge::Meaning),
            "wrong" | "next" => last.map(|(id, _)| Card::code(id, Knowledge::Rules)).into_iter().collect(),
            "pair" => rest.match_indices(':').map(|(at, _)| Card::pair(&rest[..at], &rest[at + 1..])).collect(),
            "situation" => {
                let situation = self.material.situations.iter().find(|situation| situation.id == rest);
                situation.map(|situation| Card::code(&situation.answer, Knowledge::Use)).into_iter().collect()
            }
            "which" => last.map(|(what, other)| self.pairs_of(what, other)).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// The pairs of a code with those that a situation or comparison sets against it.
    fn pairs_of(&self, what: &str, other: &str) -> Vec<Card> {
        let situation = self.material.situations.iter().find(|situation| situation.id == what);
        if let Some(situation) = situation {
            return vec![Card::pair(&situation.answer, other)];
        }
        let set = self
            .material
            .comparisons
            .iter()
            .find(|set| what.rsplit_once(':').is_some_and(|(ids, _)| ids == set.codes.join("_")));
        let codes = set.map(|set| set.codes.as_slice()).unwrap_or_default();
        codes.iter().filter(|id| *id != other).map(|id| Card::pair(id, other)).collect()
    }

    /// The question with choices; `None` where there are not enough wrong answers.
    fn ask(&self, spec: &Spec, seed: u64) -> Option<Question> {
        let (material, random) = (&self.material, &mut Random::new(seed, &spec.key));
        let asked = match (spec.kind, spec.subject) {
            (Kind::CodeToName, Subject::Entry(index)) => naming::code_to_name(material, self.entry(index), random),
            (Kind::NameToCode, Subject::Entry(index)) => naming::name_to_code(material, self.entry(index), random),
            (_, Subject::Entry(index)) => naming::meaning_to_code(material, self.entry(index), random),
            (_, Subject::Situation(at)) => cases::situation(material, &material.situations[at], random),
            (_, Subject::SituationPair(at, not)) => {
                let situation = &material.situations[at];
                cases::situation_of_two(material, situation, &situation.not[not].id, random)
            }
            (_, Subject::Decided(set, step, branch, other)) => {
                let comparison = &material.comparisons[set];
                cases::decided(material, cases::Decided { comparison, step, branch, other }, random)
            }
            (_, Subject::MeaningPair(given, other)) => {
                cases::meaning_of_two(material, self.entry(given), self.entry(other), random)
            }
            (_, Subject::Violation(index, violation)) => {
                what_is_wrong::what_is_wrong(self.entry(index), violation, random)
            }
            (_, Subject::Aspect(index, aspect)) => what_next::what_next(self.entry(index), aspect, random),
        };
        asked.map(|asked| self.question(spec, asked))
    }

    /// What is asked, what about, which entries are right, and whether by number or name.
    fn ask_typed(&self, spec: &Spec) -> Option<(String, Given, Vec<Index>, Expected)> {
        match (spec.kind, spec.subject) {
            (Kind::CodeToName, Subject::Entry(index)) => {
                let entry = self.entry(index);
                Some((naming::code_to_name_ask(entry), Given::Text(entry.code.clone()), vec![index], Expected::Name))
            }
            (Kind::NameToCode, Subject::Entry(index)) => {
                let entry = self.entry(index);
                Some((
                    naming::name_to_code_ask(entry),
                    Given::Text(entry.name().to_owned()),
                    vec![index],
                    Expected::Number,
                ))
            }
            (Kind::MeaningToCode, Subject::Entry(index)) => {
                let entry = self.entry(index);
                let same = confusable::same_meaning(&self.material, entry).map(|other| other.index);
                let accept = std::iter::once(index).chain(same).collect();
                Some((
                    naming::meaning_ask(entry),
                    Given::Text(confusable::meaning(&self.material, entry)?.to_owned()),
                    accept,
                    Expected::Either,
                ))
            }
            (_, Subject::Situation(at)) => {
                let situation = &self.material.situations[at];
                let also = situation.accept.iter().map(|because| &because.id);
                let accept = std::iter::once(&situation.answer).chain(also).filter_map(|id| self.material.find(id));
                let accept = accept.map(|entry| entry.index).collect();
                Some((cases::ask(situation), Given::Text(situation.text.clone()), accept, Expected::Either))
            }
            _ => None,
        }
    }

    fn question(&self, spec: &Spec, (ask, given, answers): (String, Given, Answers)) -> Question {
        let (entry, why, source) = self.reason(spec.subject);
        Question {
            kind: spec.kind,
            card: spec.card.clone(),
            key: spec.key.clone(),
            ask,
            given,
            answers,
            why,
            source,
            entry,
        }
    }

    /// The page to go to, why the answer is right, and where that stands.
    fn reason(&self, subject: Subject) -> (Index, String, Citation) {
        let material = &self.material;
        match subject {
            Subject::Entry(index) | Subject::MeaningPair(index, _) => {
                let entry = self.entry(index);
                let why = format!("{}: {}", entry.title(), entry.definition);
                (index, why.trim_end_matches(": ").to_owned(), entry.source.clone())
            }
            Subject::Situation(at) | Subject::SituationPair(at, _) => {
                let situation = &material.situations[at];
                let entry = material.find(&situation.answer).map_or(0, |entry| entry.index);
                (entry, situation.reason.clone(), situation.source.clone())
            }
            Subject::Decided(set, step, branch, other) => {
                let comparison = &material.comparisons[set];
                let codes = cases::codes(material, cases::Decided { comparison, step, branch, other });
                let answer = codes.map_or(&material.entries[0], |(answer, _)| answer);
                (answer.index, comparison.verdict.clone(), cases::source(comparison, answer))
            }
            Subject::Violation(index, violation) => {
                let entry = self.entry(index);
                let (why, source) = violation.rule(entry.code.parse().unwrap_or(0), &entry.source);
                (index, why, source)
            }
            Subject::Aspect(index, aspect) => {
                let (why, source) = what_next::reason(self.entry(index), aspect);
                (index, why, source)
            }
        }
    }
}

/// The entries in the order in which to learn them.
fn order(material: &Material) -> Vec<Index> {
    let rank = |entry: &QuizEntry| match (entry.popular, entry.category) {
        (Some(rank), _) => (0, usize::from(rank)),
        (None, _) if entry.is_registered() => (1, 0),
        (None, Category::Iis) => (3, 0),
        (None, _) => (2, 0),
    };
    let mut order: Vec<&QuizEntry> = material.entries.iter().collect();
    order.sort_by_key(|entry| (rank(entry), entry.category, entry.index));
    order.into_iter().map(|entry| entry.index).collect()
}
