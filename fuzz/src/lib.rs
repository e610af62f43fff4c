//! What the targets share: reading an input as the program reads a file, and what must hold of all that it says.

use std::fmt::Debug;
use std::path::Path;
use std::sync::LazyLock;

use httpdex::catalog::Catalog;
use httpdex::files;
use httpdex::problem::Problem;
use httpdex::store::{Content, Unusable, parse};
use httpdex::text::{clean, clean_lines};

/// The catalogue without own entries.
pub static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::embedded);

/// The name that an input has as a file.
pub fn path() -> &'static Path {
    Path::new("own.json")
}

/// The text of a file with these bytes, if it has one.
pub fn text(bytes: &[u8]) -> Option<String> {
    files::decode(path(), bytes.to_vec()).inspect_err(told).ok()
}

/// What a file with these bytes remembers; it is the same when it is written and read once more.
pub fn remembered<T: Content + Debug + PartialEq>(bytes: &[u8]) -> Option<T> {
    let content: T = match parse(path(), &text(bytes)?) {
        Ok(content) => content,
        Err(Unusable::Keep(problem)) => {
            told(&problem);
            return None;
        }
        Err(Unusable::Damaged(problem, sound)) => {
            told(&problem);
            sound?
        }
    };
    let mut written = Vec::new();
    content.write(&mut written).expect("what was read can be written");
    let again = parse(path(), &text(&written).expect("what is written is text"));
    assert_eq!(again, Ok(content.clone()), "what is written is read as it was");
    Some(content)
}

/// A problem is said in one line that does a terminal no harm.
pub fn told(problem: &Problem) {
    let said = problem.to_string();
    is_line(&said);
    assert!(said.chars().count() < 1500, "a problem is a sentence: {said}");
}

/// This line has nothing that a terminal obeys.
pub fn is_line(line: &str) {
    assert_eq!(line, clean(line));
}

/// These lines have nothing that a terminal obeys.
pub fn are_lines(lines: &str) {
    assert_eq!(lines, clean_lines(lines));
}
