//! A question with its answers, and whether a reply is right.

mod mark;
pub mod typed;
pub mod verdict;

use std::sync::Arc;

use crate::catalog::Index;
use crate::quiz::card::{Card, Knowledge};
pub use crate::quiz::situation::Citation;
pub use mark::{Mark, Reply};
use typed::{Expected, Titles};

/// The kinds of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A number is given, its name is asked for.
    CodeToName,
    /// A name is given, its number is asked for.
    NameToCode,
    /// A definition is given, its code is asked for.
    MeaningToCode,
    /// A case is given, the code that answers it is asked for.
    SituationToCode,
    /// A case is given, and one of two codes that are confused answers it.
    WhichOfTwo,
    /// An exchange is given, and what it does wrong is asked for.
    WhatIsWrong,
    /// A code is given, and what may be done with the response is asked for.
    WhatNext,
}

impl Kind {
    /// Every kind, in the order in which a settings screen would show them.
    pub const ALL: [Self; 7] = [
        Self::CodeToName,
        Self::NameToCode,
        Self::MeaningToCode,
        Self::SituationToCode,
        Self::WhichOfTwo,
        Self::WhatIsWrong,
        Self::WhatNext,
    ];

    /// The words for it on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::CodeToName => "code to name",
            Self::NameToCode => "name to code",
            Self::MeaningToCode => "meaning to code",
            Self::SituationToCode => "situation to code",
            Self::WhichOfTwo => "which of two",
            Self::WhatIsWrong => "what is wrong",
            Self::WhatNext => "what next",
        }
    }

    /// What a code's card must know for it; `None` when it is about a pair.
    pub const fn knowledge(self) -> Option<Knowledge> {
        match self {
            Self::CodeToName | Self::NameToCode => Some(Knowledge::Name),
            Self::MeaningToCode => Some(Knowledge::Meaning),
            Self::SituationToCode => Some(Knowledge::Use),
            Self::WhatIsWrong | Self::WhatNext => Some(Knowledge::Rules),
            Self::WhichOfTwo => None,
        }
    }
}

/// A question with its answers. Texts are plain, but for `backticks` around code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The kind.
    pub kind: Kind,
    /// What it is to be remembered for.
    pub card: Card,
    /// What is asked, such as `name:404`: nothing with the same key is asked twice in a session.
    pub key: String,
    /// One sentence: what is asked.
    pub ask: String,
    /// What it is asked about.
    pub given: Given,
    /// How it may be answered.
    pub answers: Answers,
    /// Why the right answer is right.
    pub why: String,
    /// Where that stands.
    pub source: Citation,
    /// The page to go to.
    pub entry: Index,
}

/// What a question is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// The sentence says it all.
    Nothing,
    /// Prose, or a number or name.
    Text(String),
    /// A raw HTTP/1.1 exchange: request and response, lines ended by `\n`.
    Exchange(String),
}

/// How a question may be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answers {
    /// By choosing one of these; exactly one is right.
    Choices(Vec<Choice>),
    /// By writing a code or name.
    Typed(Typed),
}

/// One of several answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The answer.
    pub text: String,
    /// Whether it is the right one.
    pub is_right: bool,
    /// The code that it stands for, if it stands for one.
    pub entry: Option<Index>,
    /// Why it is wrong here: a sentence that can follow its name. Empty for the right one, and where its name says it.
    pub why: String,
}

/// What may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The entries that are right, the best one first.
    pub accept: Vec<Index>,
    /// Whether a number, a name or either is asked for.
    pub expected: Expected,
    /// Every name, to tell a misspelling from another code.
    pub(super) titles: Arc<Titles>,
}

impl Question {
    /// Whether a reply is right. A reply of the wrong sort, or to no choice that there is, is wrong.
    pub fn mark(&self, reply: &Reply) -> Mark {
        match (&self.answers, reply) {
            (Answers::Choices(choices), Reply::Choice(at)) => choices.get(*at).map_or_else(Mark::default, |choice| {
                Mark { is_right: choice.is_right, chosen: choice.entry, nearly: false }
            }),
            (Answers::Typed(typed), Reply::Typed(text)) => typed.titles.mark(text, typed.expected, &typed.accept),
            _ => Mark::default(),
        }
    }

    /// The choices; none when the answer is typed.
    pub fn choices(&self) -> &[Choice] {
        match &self.answers {
            Answers::Choices(choices) => choices,
            Answers::Typed(_) => &[],
        }
    }
}
