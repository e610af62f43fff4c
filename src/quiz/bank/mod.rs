//! Which questions there are, and the making of each.
//!
//! [`Bank`] lists the questions for each card (`list`) and makes them (`make`) of the `material`: names and definitions
//! (`naming`, `confusable`, `blank`), written cases and comparisons (`cases`), broken exchanges (`exchange`,
//! `violation`, `mutate`, `what_is_wrong`) and what the specification permits (`what_next`). `choose` picks the wrong
//! answers.

mod blank;
mod cases;
mod choose;
mod confusable;
mod exchange;
mod list;
mod make;
pub mod material;
mod mutate;
mod naming;
mod spec;
mod violation;
mod what_is_wrong;
mod what_next;

use std::sync::Arc;

use super::card::Card;
use super::question::typed::Titles;
use super::question::{Answers, Given, Question, Typed};
use crate::catalog::Catalog;
use material::Material;

pub use spec::Spec;

/// Makes questions. It is built when the quiz is opened and reads every page then.
#[derive(Debug, Clone)]
pub struct Bank {
    material: Material,
    titles: Arc<Titles>,
}

impl Bank {
    /// Reads the pages of the catalogue, and the situations and comparisons that come with the program.
    pub fn new(catalog: &Catalog) -> Self {
        let material = Material::new(catalog);
        let mut titles = Titles::default();
        // The popular and the registered ones first: a number or name that several own means them.
        for index in list::order(&material) {
            let entry = &material.entries[index];
            titles.add(index, &entry.code, entry.names.iter().map(|name| name.trim_matches(['(', ')'])));
        }
        Self { material, titles: Arc::new(titles) }
    }

    /// Every card that there is a question for, in the order in which to learn them: popular codes by rank, then
    /// registered ones, then vendors'; a few codes at a time, and pairs once both codes had their turn.
    pub fn cards(&self) -> Vec<Card> {
        list::cards(&self.material)
    }

    /// Every question that there is for a card; none for a card of a code that is not in the catalogue.
    pub fn questions_for<'a>(&'a self, card: &'a Card) -> Box<dyn Iterator<Item = Spec> + 'a> {
        list::questions_for(&self.material, card)
    }

    /// The question with this key, if there is one.
    pub fn spec_by_key(&self, key: &str) -> Option<Spec> {
        list::spec_by_key(&self.material, key)
    }

    /// The question, with choices: the same one for the same seed.
    ///
    /// # Panics
    /// When `spec` is of a bank with another catalogue.
    pub fn make(&self, spec: &Spec, seed: u64) -> Question {
        let asked = make::ask(&self.material, spec, seed);
        self.question(
            spec,
            asked.expect("only what can be asked has a specification, as a test over all of them shows"),
        )
    }

    /// The question, to be answered in writing; `None` for a kind whose answers are sentences, or one of two.
    pub fn make_typed(&self, spec: &Spec) -> Option<Question> {
        let (ask, given, accept, expected) = make::ask_typed(&self.material, spec)?;
        let typed = Typed { accept, expected, titles: Arc::clone(&self.titles) };
        Some(self.question(spec, (ask, given, Answers::Typed(typed))))
    }

    /// Whether a question says the answer to another: it offers or names the code that the other one asks for.
    pub fn gives_away(&self, question: &Question, other: &Spec) -> bool {
        let (answer, ..) = make::reason(&self.material, other.subject);
        let entry = &self.material.entries[answer];
        let given = match &question.given {
            Given::Nothing => "",
            Given::Text(text) | Given::Exchange(text) => text,
        };
        question.entry == answer
            || question.choices().iter().any(|choice| choice.entry == Some(answer))
            || [given, &question.ask].iter().any(|text| entry.is_named_in(text))
    }

    fn question(&self, spec: &Spec, (ask, given, answers): (String, Given, Answers)) -> Question {
        let (entry, why, source) = make::reason(&self.material, spec.subject);
        Question {
            kind: spec.kind(),
            card: spec.card().clone(),
            key: spec.key().to_owned(),
            ask,
            given,
            answers,
            why,
            source,
            entry,
        }
    }
}
