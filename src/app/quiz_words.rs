//! What the quiz asks about, and its answers in words.

use std::collections::HashSet;

use crate::app::App;
use crate::app::state::list::{self, View};
use crate::app::state::quiz::Quiz;
use crate::catalog::Index;
use crate::quiz::card::Card;
use crate::quiz::question::{Question, Reply};
use crate::quiz::session::Answered;

impl App {
    /// The cards of the codes that are asked about. A pair is asked about with either of its codes.
    pub fn cards_of(&self, quiz: &Quiz) -> Vec<Card> {
        if quiz.scope == View::All {
            return quiz.loaded.cards.clone();
        }
        let rows = list::rows(quiz.scope, &self.catalog, &self.memory);
        let ids: HashSet<&str> = rows.iter().map(|&row| &*self.catalog.row(row).id).collect();
        let wanted = |card: &&Card| match card {
            Card::Code { id, .. } => ids.contains(&**id),
            Card::Pair(a, b) => ids.contains(&**a) || ids.contains(&**b),
        };
        quiz.loaded.cards.iter().filter(wanted).cloned().collect()
    }

    /// `404 Not Found`.
    fn title_of(&self, index: Index) -> String {
        let row = self.catalog.row(index);
        format!("{} {}", row.code, row.title())
    }

    /// What was answered, in words.
    pub fn given_answer(&self, answered: &Answered) -> Option<String> {
        let choice = match &answered.reply {
            Some(Reply::Choice(at)) => answered.question.choices().get(*at),
            _ => None,
        };
        match (answered.mark.chosen, choice) {
            (Some(index), _) => Some(self.title_of(index)),
            (None, choice) => choice.map(|choice| choice.text.clone()),
        }
    }

    /// The right answer, in words.
    pub fn right_answer(&self, question: &Question) -> String {
        let choice = question.choices().iter().find(|choice| choice.is_right);
        match choice {
            Some(choice) if choice.entry.is_none() => choice.text.clone(),
            choice => self.title_of(choice.and_then(|choice| choice.entry).unwrap_or(question.entry)),
        }
    }
}
