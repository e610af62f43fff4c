//! What is remembered from one run to the next: bookmarks and choices in one file, progress in the quiz in another.
//!
//! Several windows may be open at once. Each change is therefore applied to what is on the disk at that moment, under
//! a lock, and the file is replaced in one step.

mod content;
mod file;
mod limited;
mod lock;
mod parse;
mod progress;
mod salvage;
mod saver;
mod state;

pub use content::{Content, Damage};
pub use file::Store;
pub use parse::{Unusable, parse};
pub use progress::{Progress, ProgressChange};
pub use saver::Saver;
pub use state::{Change, State, TerminalBackground};

/// The file with bookmarks and choices.
pub type StateStore = Store<State>;
/// The file with what was answered in the quiz.
pub type ProgressStore = Store<Progress>;
