//! What is to be run.

use std::thread::available_parallelism;

use httpdex::catalog::{Pattern, Row};

/// The words after `run`.
#[derive(Debug, Default)]
pub struct Options {
    languages: Vec<String>,
    codes: Vec<String>,
    jobs: Option<usize>,
    sample: Option<usize>,
}

impl Options {
    /// Reads the words.
    pub fn parse(words: &[String]) -> Result<Self, String> {
        let mut options = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
            let number = || value.parse::<usize>().ok().filter(|&n| n > 0).ok_or(format!("{word} takes a number"));
            match word.as_str() {
                "--language" => options.languages.extend(value.split(',').map(str::to_owned)),
                "--code" => options.codes.extend(value.split(',').map(str::to_owned)),
                "--jobs" => options.jobs = Some(number()?),
                "--sample" => options.sample = Some(number()?),
                _ => return Err(format!("{word} is not known; use --language, --code, --jobs and --sample")),
            }
        }
        Ok(options)
    }

    /// Whether the language is wanted.
    pub fn language(&self, id: &str) -> bool {
        self.languages.is_empty() || self.languages.iter().any(|language| language == id)
    }

    /// The languages that are asked for by name.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// Whether the code is wanted: named by its id, or by a pattern.
    pub fn code(&self, row: &Row) -> bool {
        let named = |code: &String| *row.id == **code || Pattern::parse(code).is_some_and(|p| p.matches(row));
        self.codes.is_empty() || self.codes.iter().any(named)
    }

    /// Whether no code is asked for.
    pub fn every_code(&self) -> bool {
        self.codes.is_empty()
    }

    /// Whether every snippet of a language is run.
    pub fn whole(&self) -> bool {
        self.codes.is_empty() && self.sample.is_none()
    }

    /// Whether everything is run.
    pub fn everything(&self) -> bool {
        self.whole() && self.languages.is_empty()
    }

    /// How many run side by side.
    pub fn jobs(&self) -> usize {
        self.jobs.or_else(|| available_parallelism().ok().map(Into::into)).unwrap_or(2)
    }

    /// How many of each language are run.
    pub fn sample(&self) -> Option<usize> {
        self.sample
    }
}
