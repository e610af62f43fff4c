//! What a question will ask, before it is made.

use super::violation::Violation;
use super::what_next::ResponseAspect;
use crate::catalog::Index;
use crate::quiz::card::Card;
use crate::quiz::question::Kind;

/// What a question will ask; [`super::Bank::make`] turns it into one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    kind: Kind,
    card: Card,
    key: String,
    pub(super) subject: Subject,
}

/// What a question is made of, as positions in the material.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Entry(Index),
    Situation(usize),
    /// A situation, and which of the codes that it excludes.
    SituationPair(usize, usize),
    /// A comparison, a step and a branch of it, and the code that it is not.
    Decided(usize, usize, usize, usize),
    /// The code whose definition is given, and the other one.
    MeaningPair(Index, Index),
    Violation(Index, Violation),
    Aspect(Index, ResponseAspect),
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

    /// What is asked; [`super::Bank::spec_by_key`] finds it again.
    pub fn key(&self) -> &str {
        &self.key
    }

    pub(super) fn new(kind: Kind, card: &Card, key: String, subject: Subject) -> Self {
        Self { kind, card: card.clone(), key, subject }
    }
}
