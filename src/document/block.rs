//! The pieces of which sections consist.

use crate::catalog::{ClientMessage, Done, Index, Step};
use crate::text::Role;

/// A piece of a section. Texts may hold `backticks` around code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Role, String),
    /// Words of a specification, and where they stand.
    Quote {
        /// Word for word.
        text: String,
        /// `RFC 9110 §15.5.5`.
        cite: String,
        /// The address of the section.
        url: String,
    },
    /// A short label and what is said under it.
    Fact(&'static str, String),
    /// A command to be typed, without backticks.
    Command(String),
    /// Short properties in a row.
    Badges(Vec<String>),
    /// A heading inside the section.
    Label(String),
    /// An item of a list, with what is said about it below.
    Item {
        /// `1`, `•`, or a name.
        marker: String,
        /// The item.
        text: String,
        /// A label (`check`) and its text.
        detail: Option<(&'static str, String)>,
    },
    /// A question and its answer.
    Question(String, String),
    /// A raw HTTP message.
    Message(String),
    /// Another entry.
    Entry {
        /// Its code.
        code: String,
        /// Its name and, for a vendor's, the vendor.
        name: String,
        /// Why it is named here.
        why: String,
        /// Its position, if it is in the catalogue.
        index: Option<Index>,
    },
    /// The steps of an exchange, with the one that failed.
    Steps {
        /// Which.
        failed: Step,
        /// Which were done, where the client gave up by itself and they were not all.
        done: Option<Done>,
        /// What happened there.
        happened: String,
    },
    /// What clients say.
    Clients(Vec<ClientMessage>),
    /// A page elsewhere.
    Link {
        /// What it is called.
        title: String,
        /// Where it is.
        url: String,
    },
}
