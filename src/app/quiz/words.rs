//! Answers in words.

use crate::app::shared::Shared;
use crate::quiz::question::{Question, Reply};
use crate::quiz::session::Answered;

/// What was answered; `None` where that cannot be said.
pub fn given_answer(shared: &Shared, answered: &Answered) -> Option<String> {
    let choice = match &answered.reply {
        Some(Reply::Choice(at)) => answered.question.choices().get(*at),
        _ => None,
    };
    match (answered.mark.chosen, choice) {
        (Some(index), _) => Some(shared.title_of(index)),
        (None, choice) => choice.map(|choice| choice.text.clone()),
    }
}

/// The right answer.
pub fn right_answer(shared: &Shared, question: &Question) -> String {
    let choice = question.choices().iter().find(|choice| choice.is_right);
    match choice {
        Some(choice) if choice.entry.is_none() => choice.text.clone(),
        choice => shared.title_of(choice.and_then(|choice| choice.entry).unwrap_or(question.entry)),
    }
}
