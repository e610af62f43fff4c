//! JSON: writing it so that it is safe to print, writing arrays, counting positions, and saying in plain words what is wrong with a text that a person wrote.

mod array;
mod fault;
mod field;
mod position;
mod printable;

use serde::Deserialize;

pub use array::{array, rows};
pub use fault::{Fault, fault};
pub use position::{line, offset, place};
pub use printable::{printable, to_string, to_string_pretty};

/// The format version that a file of the program's says it has.
///
/// # Errors
/// When the text is not valid JSON, or says none.
pub fn version(text: &str) -> serde_json::Result<u64> {
    #[derive(Deserialize)]
    struct Version {
        version: u64,
    }
    serde_json::from_str(text).map(|Version { version }| version)
}
