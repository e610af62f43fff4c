//! The words for the result of an answer. Texts are plain, but for `backticks` around code.

use super::{Choice, Mark, Question, Reply};
use crate::catalog::{Catalog, Index};
use crate::document::first_sentence;

/// A code with its name, and for a vendor's code the vendor: `404 Not Found`, `499 Client Closed Request (nginx)`; the
/// name of a failure.
///
/// # Panics
/// When `index` did not come from this catalogue.
pub fn title(catalog: &Catalog, index: Index) -> String {
    catalog.row(index).heading()
}

/// The best right answer: a code with its name, or a sentence with its full stop.
pub fn right_answer(question: &Question, catalog: &Catalog) -> String {
    match question.choices().iter().find(|choice| choice.is_right) {
        Some(choice) => label(choice, catalog),
        None => title(catalog, question.entry),
    }
}

/// Whether the reply is right, and the right answer where that is not plain from it; `None` is to give up.
pub fn verdict(question: &Question, reply: Option<&Reply>, mark: Mark, catalog: &Catalog) -> String {
    let right = right_answer(question, catalog);
    let is_sentence = ends_a_sentence(&right);
    let wrong = |lead: &str| {
        if is_sentence { format!("{lead}. The answer is: {right}") } else { format!("{lead}: the answer is {right}.") }
    };
    match (reply, mark) {
        (None, _) if is_sentence => format!("The answer is: {right}"),
        (None, _) => format!("The answer is {right}."),
        (Some(Reply::Choice(_)), Mark { is_right: true, .. }) => "Right.".to_owned(),
        (Some(_), Mark { is_right: true, chosen: Some(chosen), .. }) if chosen != question.entry => {
            format!("Right: {} is accepted too; the best answer is {right}.", title(catalog, chosen))
        }
        (Some(_), Mark { is_right: true, .. }) => format!("Right: {right}."),
        (Some(_), Mark { nearly: true, .. }) => wrong("Close, but not right"),
        (Some(_), _) => wrong("Wrong"),
    }
}

/// The verdict for a status line: without backticks and a full stop after a code.
pub fn short_verdict(question: &Question, mark: Mark, catalog: &Catalog) -> String {
    let right = right_answer(question, catalog);
    let text = match mark {
        Mark { is_right: true, chosen: Some(chosen), .. } => format!("Right: {}", title(catalog, chosen)),
        Mark { is_right: true, .. } => format!("Right: {right}"),
        _ if ends_a_sentence(&right) => format!("Wrong: {right}"),
        _ => format!("Wrong: it was {right}"),
    };
    text.replace('`', "")
}

/// What a wrong reply stands for, and why it is wrong here; `None` for a right one, and for words that name no code.
pub fn why_wrong(question: &Question, reply: Option<&Reply>, mark: Mark, catalog: &Catalog) -> Option<String> {
    if mark.is_right {
        return None;
    }
    match reply? {
        Reply::Choice(at) => {
            let choice = question.choices().get(*at)?;
            let text = explained(choice, catalog).unwrap_or_else(|| label(choice, catalog));
            let is_explained = !why(choice, catalog).is_empty();
            Some(match (is_explained, ends_a_sentence(&text)) {
                (true, _) => text,
                (false, true) => format!("You chose: {text}"),
                (false, false) => format!("You chose {text}."),
            })
        }
        Reply::Typed(_) => mark.chosen.map(|chosen| {
            let (title, meaning) = (title(catalog, chosen), meaning(catalog, chosen));
            if meaning.is_empty() {
                format!("You answered {title}.")
            } else {
                format!("You answered {title}: {meaning}")
            }
        }),
    }
}

/// What the other wrong choices stand for, and why they are wrong here: a line each for those that there is something
/// to say of. Neither the right choice is among them nor the one that was given.
pub fn other_choices(question: &Question, reply: Option<&Reply>, catalog: &Catalog) -> Vec<String> {
    let others = question.choices().iter().enumerate();
    let others = others.filter(|(at, choice)| !choice.is_right && reply != Some(&Reply::Choice(*at)));
    others.filter_map(|(_, choice)| explained(choice, catalog)).collect()
}

/// A choice with what there is to say of it beyond its own text.
fn explained(choice: &Choice, catalog: &Catalog) -> Option<String> {
    let (label, why) = (label(choice, catalog), why(choice, catalog));
    if why.is_empty() {
        return (label != choice.text).then_some(label);
    }
    Some(format!("{}: {why}", label.trim_end_matches('.')))
}

/// Why a choice is wrong here; where that was not written, what its code is for.
fn why(choice: &Choice, catalog: &Catalog) -> String {
    if choice.why.is_empty() {
        return choice.entry.map_or_else(String::new, |index| meaning(catalog, index));
    }
    choice.why.clone()
}

/// What a code is for, in a sentence: empty where its page does not say.
fn meaning(catalog: &Catalog, index: Index) -> String {
    let page = catalog.page(index).ok();
    let said = page.map(|page| if page.definition.is_empty() { page.summary } else { page.definition });
    said.map_or_else(String::new, |said| first_sentence(&said).to_owned())
}

/// A choice in words: the code that it stands for with its name, or its text.
fn label(choice: &Choice, catalog: &Catalog) -> String {
    choice.entry.map_or_else(|| choice.text.clone(), |index| title(catalog, index))
}

fn ends_a_sentence(text: &str) -> bool {
    text.ends_with(['.', '?', '!'])
}
