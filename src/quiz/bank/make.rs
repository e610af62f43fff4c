//! Makes questions of their specifications.

use super::material::{Material, QuizEntry};
use super::naming::Asked;
use super::spec::{Spec, Subject};
use super::{cases, confusable, naming, what_is_wrong, what_next};
use crate::catalog::Index;
use crate::quiz::question::typed::Expected;
use crate::quiz::question::{Citation, Given, Kind};
use crate::quiz::random::Random;

/// The question with choices; `None` where there are not enough wrong answers.
pub(super) fn ask(material: &Material, spec: &Spec, seed: u64) -> Option<Asked> {
    let random = &mut Random::new(seed, spec.key());
    match (spec.kind(), spec.subject) {
        (Kind::CodeToName, Subject::Entry(index)) => naming::code_to_name(material, entry(material, index), random),
        (Kind::NameToCode, Subject::Entry(index)) => naming::name_to_code(material, entry(material, index), random),
        (_, Subject::Entry(index)) => naming::meaning_to_code(material, entry(material, index), random),
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
            cases::meaning_of_two(material, entry(material, given), entry(material, other), random)
        }
        (_, Subject::Violation(index, violation)) => {
            what_is_wrong::what_is_wrong(entry(material, index), violation, random)
        }
        (_, Subject::Aspect(index, aspect)) => what_next::what_next(entry(material, index), aspect, random),
    }
}

/// What is asked, what about, which entries are right, and whether by number or name.
pub(super) fn ask_typed(material: &Material, spec: &Spec) -> Option<(String, Given, Vec<Index>, Expected)> {
    match (spec.kind(), spec.subject) {
        (Kind::CodeToName, Subject::Entry(index)) => {
            let entry = entry(material, index);
            Some((naming::code_to_name_ask(entry), Given::Text(entry.code.clone()), vec![index], Expected::Name))
        }
        (Kind::NameToCode, Subject::Entry(index)) => {
            let entry = entry(material, index);
            Some((naming::name_to_code_ask(entry), Given::Text(entry.name().to_owned()), vec![index], Expected::Number))
        }
        (Kind::MeaningToCode, Subject::Entry(index)) => {
            let entry = entry(material, index);
            let same = confusable::same_meaning(material, entry).map(|other| other.index);
            let accept = std::iter::once(index).chain(same).collect();
            Some((
                naming::meaning_ask(entry),
                Given::Text(confusable::meaning(material, entry)?.to_owned()),
                accept,
                Expected::Either,
            ))
        }
        (_, Subject::Situation(at)) => {
            let situation = &material.situations[at];
            let also = situation.accept.iter().map(|because| &because.id);
            let accept = std::iter::once(&situation.answer).chain(also).filter_map(|id| material.find(id));
            let accept = accept.map(|entry| entry.index).collect();
            let (given, ask) = cases::given_and_asked(&situation.text, cases::WHICH_CODE);
            Some((ask, given, accept, Expected::Either))
        }
        _ => None,
    }
}

/// The page to go to, why the answer is right, and where that stands.
pub(super) fn reason(material: &Material, subject: Subject) -> (Index, String, Citation) {
    match subject {
        Subject::Entry(index) | Subject::MeaningPair(index, _) => {
            let entry = entry(material, index);
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
            let entry = entry(material, index);
            let (why, source) = violation.rule(entry.code.parse().unwrap_or(0), &entry.source);
            (index, why, source)
        }
        Subject::Aspect(index, aspect) => {
            let (why, source) = what_next::reason(entry(material, index), aspect);
            (index, why, source)
        }
    }
}

fn entry(material: &Material, index: Index) -> &QuizEntry {
    &material.entries[index]
}
