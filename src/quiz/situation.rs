//! Written cases, each with the one code that answers it, as `data/situations` holds them.
//!
//! The build script compiles this file too, so that a situation that does not parse fails the build.

use serde::{Deserialize, Serialize};

/// A tiny case to which one code is the answer. Texts are plain, but for `backticks` around code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Situation {
    /// The answer's id and a few words.
    pub id: String,
    /// The case.
    #[serde(rename = "situation")]
    pub text: String,
    /// The id of the best code.
    pub answer: String,
    /// Codes that an expert would also defend.
    pub accept: Vec<Because>,
    /// Codes that people choose wrongly here.
    pub not: Vec<Because>,
    /// Why the answer is right.
    pub reason: String,
    /// Where that stands.
    pub source: Citation,
}

/// A code, and why it is right or wrong here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Because {
    /// The code's id.
    pub id: String,
    /// A clause, without a capital and a full stop.
    pub why: String,
}

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The section or page.
    pub title: String,
    /// Its address.
    pub url: String,
}
