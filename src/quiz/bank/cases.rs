//! Questions from written cases and from the decisions of comparisons.

use super::blank::points_at;
use super::choose::{WrongAnswer, among, among_four};
use super::confusable::{could_be_meant, meaning};
use super::material::{Material, QuizEntry};
use super::naming::{Asked, right, sentence};
use crate::compare::file::Written;
use crate::quiz::question::{Citation, Given};
use crate::quiz::random::Random;
use crate::quiz::situation::Situation;

/// What is asked of a case that does not end with a question.
pub(super) const WHICH_CODE: &str = "Which code is it?";
const WHICH_OF_TWO: &str = "Which of the two is it?";

/// A decision of a comparison that leads to one code, and another code of the set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decided<'m> {
    pub comparison: &'m Written,
    pub step: usize,
    pub branch: usize,
    pub other: usize,
}

/// Which code answers a case: one of four.
pub(super) fn situation(material: &Material, situation: &Situation, random: &mut Random) -> Option<Asked> {
    let answer = material.find(&situation.answer)?;
    let pool = situation.not.iter().filter_map(|not| Some((material.find(&not.id)?, &not.why)));
    // Where the case has a word of the right name, bare numbers are offered: the names would tell which one it is.
    let label = labels(&situation.text, answer);
    let wrong = |(entry, why): (&QuizEntry, &String)| WrongAnswer {
        text: label(entry),
        entry: Some(entry.index),
        why: sentence(why),
        group: entry.index,
    };
    let pool = pool.filter(|(entry, _)| entry.label() != answer.label()).map(wrong).collect();
    let (given, ask) = given_and_asked(&situation.text, WHICH_CODE);
    Some((ask, given, among_four(random, right(answer, &label(answer)), pool)?))
}

/// Which of two codes answers a case.
pub(super) fn situation_of_two(
    material: &Material,
    situation: &Situation,
    other: &str,
    random: &mut Random,
) -> Option<Asked> {
    let why = situation.not.iter().find(|not| not.id == other).map(|not| sentence(&not.why))?;
    let (answer, other) = (material.find(&situation.answer)?, material.find(other)?);
    let (given, ask) = given_and_asked(&situation.text, WHICH_OF_TWO);
    let label = labels(&situation.text, answer);
    let wrong = WrongAnswer { text: label(other), entry: Some(other.index), why, group: other.index };
    Some((ask, given, among(random, right(answer, &label(answer)), vec![wrong], 2)?))
}

/// What choices are called beside a text: by number alone where the text has a word of the right name.
fn labels(text: &str, answer: &QuizEntry) -> fn(&QuizEntry) -> String {
    if points_at(text, answer.name()) { |entry| entry.label().to_owned() } else { QuizEntry::title }
}

/// Which of two codes a decision leads to.
pub(super) fn decided(material: &Material, decided: Decided<'_>, random: &mut Random) -> Option<Asked> {
    let (answer, other) = codes(material, decided)?;
    of_two(answer, other, WHICH_OF_TWO.to_owned(), Given::Text(path(decided)), String::new(), random)
}

/// Which of two codes a definition is of, where nothing was written about the two.
pub(super) fn meaning_of_two(
    material: &Material,
    answer: &QuizEntry,
    other: &QuizEntry,
    random: &mut Random,
) -> Option<Asked> {
    let text = meaning(material, answer)?.to_owned();
    let is_clear = !other.is_named_in(&text);
    is_clear.then(|| {
        of_two(answer, other, "Which of the two means this?".to_owned(), Given::Text(text), String::new(), random)
    })?
}

/// The decisions that tell two codes apart.
pub(super) fn decisions<'m>(material: &'m Material, a: &'m str, b: &'m str) -> impl Iterator<Item = Decided<'m>> {
    let sets =
        material.comparisons.iter().filter(move |set| [a, b].iter().all(|id| set.codes.iter().any(|code| code == id)));
    sets.flat_map(move |comparison| {
        let branches = comparison.questions.iter().enumerate().flat_map(|(step, decision)| {
            decision.answers.iter().enumerate().map(move |(branch, answer)| (step, branch, answer))
        });
        branches.filter_map(move |(step, branch, answer)| {
            let code = answer.code.as_deref().filter(|code| [a, b].contains(code))?;
            let partner = if code == a { b } else { a };
            let other = comparison.codes.iter().position(|code| code == partner)?;
            Some(Decided { comparison, step, branch, other })
        })
    })
    .filter(|decided| is_clear(material, *decided))
}

/// The code that a decision leads to, and the other one.
pub(super) fn codes<'m>(material: &'m Material, decided: Decided<'_>) -> Option<(&'m QuizEntry, &'m QuizEntry)> {
    let answer = decided.comparison.questions.get(decided.step)?.answers.get(decided.branch)?;
    let other = decided.comparison.codes.get(decided.other)?;
    Some((material.find(answer.code.as_deref()?)?, material.find(other)?))
}

/// Where a comparison's facts stand.
pub(super) fn source(comparison: &Written, answer: &QuizEntry) -> Citation {
    let first = comparison.source.first();
    first.map_or_else(
        || answer.source.clone(),
        |source| Citation { title: source.title.clone(), url: source.url.clone() },
    )
}

/// Whether two codes may stand beside each other as choices.
pub(super) fn are_distinct(a: &QuizEntry, b: &QuizEntry) -> bool {
    a.label() != b.label() && !could_be_meant(a, b)
}

/// Whether a decision names neither of its codes.
fn is_clear(material: &Material, decided: Decided<'_>) -> bool {
    let Some((answer, other)) = codes(material, decided) else { return false };
    let text = path(decided);
    answer.label() != other.label() && !answer.is_named_in(&text) && !other.is_named_in(&text)
}

/// The questions and answers on the way to a decision, one below the other.
fn path(decided: Decided<'_>) -> String {
    let steps = decided.comparison.questions.iter().enumerate().take(decided.step + 1);
    let lines = steps.map(|(step, decision)| {
        let on: Vec<&str> = if step == decided.step {
            vec![&decision.answers[decided.branch].answer]
        } else {
            decision
                .answers
                .iter()
                .filter(|answer| answer.code.is_none())
                .map(|answer| answer.answer.as_str())
                .collect()
        };
        format!("{} {}.", decision.question, on.join(" / ").trim_end_matches('.'))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn of_two(
    answer: &QuizEntry,
    other: &QuizEntry,
    ask: String,
    given: Given,
    why: String,
    random: &mut Random,
) -> Option<Asked> {
    let wrong = WrongAnswer { text: other.title(), entry: Some(other.index), why, group: other.index };
    Some((ask, given, among(random, right(answer, &answer.title()), vec![wrong], 2)?))
}

/// What is given of a case, and what is asked: the question that the case ends with, or `otherwise`.
pub(super) fn given_and_asked(case: &str, otherwise: &str) -> (Given, String) {
    let case = case.trim_end();
    if !case.ends_with('?') {
        return (Given::Text(case.to_owned()), otherwise.to_owned());
    }
    let start = last_sentence(case);
    let given = case[..start].trim_end();
    let given = if given.is_empty() { Given::Nothing } else { Given::Text(given.to_owned()) };
    (given, case[start..].to_owned())
}

/// Where the last sentence begins: behind the last full stop, question or exclamation mark outside of code, and perhaps
/// what closes a quotation, that a space and no small letter follow.
fn last_sentence(text: &str) -> usize {
    let mut ends = text.match_indices(['.', '?', '!']).filter_map(|(at, _)| {
        let rest = text[at + 1..].trim_start_matches(['"', '\'', ')']);
        let next = rest.trim_start();
        let is_code = !text[..at].matches('`').count().is_multiple_of(2);
        let is_new = !is_code && next.len() < rest.len() && !next.starts_with(char::is_lowercase) && !next.is_empty();
        is_new.then(|| text.len() - next.len())
    });
    ends.next_back().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_that_asks_is_not_asked_about_again() {
        let split = |case| match given_and_asked(case, "Which code is it?") {
            (Given::Text(given), asked) => (given, asked),
            (_, asked) => (String::new(), asked),
        };
        let of = |given: &str, asked: &str| (given.to_owned(), asked.to_owned());
        assert_eq!(split("A page is gone."), of("A page is gone.", "Which code is it?"));
        assert_eq!(split("A page is gone. Which code?"), of("A page is gone.", "Which code?"));
        assert_eq!(split("It has `a ??? =b`. Which?"), of("It has `a ??? =b`.", "Which?"));
        assert_eq!(split("What now, i.e. next?"), of("", "What now, i.e. next?"));
        assert_eq!(split("It says \"No.\" `curl` waits: why?"), of("It says \"No.\"", "`curl` waits: why?"));
        assert_eq!(
            split("HTTP/1.1 is spoken. 3.5 s pass: what then? "),
            of("HTTP/1.1 is spoken.", "3.5 s pass: what then?")
        );
    }
}
