//! The forms in which something is printed.

use clap::ValueEnum;

/// The form that was asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum GivenFormat {
    /// For reading
    #[default]
    Text,
    /// For scripts: one array, or for a comparison one object
    Json,
    /// For documents
    Markdown,
    /// An object a line, of `check` alone.
    #[value(skip)]
    Jsonl,
    /// A report for continuous integration, of `check` alone.
    #[value(skip)]
    Junit,
}

/// A form that every command prints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// For reading.
    #[default]
    Text,
    /// For scripts.
    Json,
    /// For documents.
    Markdown,
}

impl From<GivenFormat> for Format {
    fn from(given: GivenFormat) -> Self {
        match given {
            GivenFormat::Text | GivenFormat::Junit => Self::Text,
            GivenFormat::Json | GivenFormat::Jsonl => Self::Json,
            GivenFormat::Markdown => Self::Markdown,
        }
    }
}
