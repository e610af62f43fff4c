//! Two to four codes side by side: which to use when, and in what they differ.
//!
//! A verdict is written for the sets that people confuse (`data/comparisons`); for every other set it is derived from
//! what the pages say of each other, or else from their traits, and says so.

mod acts;
mod comparison;
mod diff;
pub mod file;
mod lay_out;
mod markdown;
mod rows;
mod side;
mod verdict;
mod written;

pub use comparison::{Answer, Comparison, Question};
pub use lay_out::{ComparisonLine, LEAST_COLUMN, MOST_COLUMN, lay_out, side_by_side};
pub use markdown::markdown;
pub use rows::{Aspect, Cell, Row, Shape};
pub use side::{CODES, Column, Error, Source};
pub use verdict::{Origin, Verdict};
pub use written::{WrittenComparisons, confused_with, curated, written};
