//! A written comparison, as a file of `data/comparisons` holds it.
//!
//! The build script compiles this file too, so that a comparison that does not parse, or that names what is not there,
//! fails the build.

use serde::{Deserialize, Serialize};

/// What was written about two to four codes that people confuse. Texts may hold `backticks` around code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// The ids of the codes, in the order in which they are named.
    pub codes: Vec<String>,
    /// One sentence: which to use when.
    pub verdict: String,
    /// A decision tree, read from the top.
    pub questions: Vec<WrittenQuestion>,
    /// What people get wrong, and what follows from it.
    pub traps: Vec<String>,
    /// Where it stands.
    pub source: Vec<WrittenSource>,
}

/// A question of the decision tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenQuestion {
    /// What to ask.
    pub question: String,
    /// The answers to it.
    pub answers: Vec<WrittenAnswer>,
}

/// An answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenAnswer {
    /// What one answers.
    pub answer: String,
    /// The id of the code that it leads to; without one the next question is to be asked.
    pub code: Option<String>,
}

/// A page elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenSource {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub url: String,
}

impl Written {
    /// What is wrong with it, where `known` tells the ids that there are.
    pub fn fault(&self, known: impl Fn(&str) -> bool) -> Option<String> {
        let ids = &self.codes;
        if let Some(id) = ids.iter().find(|id| !known(id)) {
            return Some(format!("no code has the id {id}"));
        }
        if !(2..=4).contains(&ids.len()) || ids.iter().enumerate().any(|(n, id)| ids[..n].contains(id)) {
            return Some("it takes two to four different codes".to_owned());
        }
        let answers = self.questions.iter().flat_map(|question| &question.answers);
        let outside = answers.filter_map(|answer| answer.code.as_ref()).find(|code| !ids.contains(code));
        if let Some(code) = outside {
            return Some(format!("an answer leads to {code}, which is not compared"));
        }
        let open = |question: &WrittenQuestion| question.answers.iter().any(|answer| answer.code.is_none());
        let (last, others) = self.questions.split_last()?;
        if open(last) {
            return Some("an answer to the last question leads nowhere".to_owned());
        }
        (!others.iter().all(open)).then(|| "a question is never reached".to_owned())
    }

    /// Its ids in an order of their own, the same for every order in which they are named.
    pub fn set(&self) -> Vec<&str> {
        let mut set: Vec<&str> = self.codes.iter().map(String::as_str).collect();
        set.sort_unstable();
        set
    }
}
