//! Reading the text of a file.

use std::path::Path;

use super::{Content, Damage};
use crate::json;
use crate::problem::Problem;

/// Why a file does not say what was remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable<T> {
    /// It is not to be touched.
    Keep(Problem),
    /// It is to be set aside; what of it is sound goes on in a new one.
    Damaged(Problem, Option<T>),
}

/// What the text of a file says was remembered; the file is only named and not read.
///
/// # Errors
/// When the text is not what the program writes.
pub fn parse<T: Content>(path: &Path, text: &str) -> Result<T, Unusable<T>> {
    if text.trim_ascii().is_empty() {
        return Err(Unusable::Damaged(Problem::new(path, "", "it is empty", "delete it"), None));
    }
    let damaged = |error: serde_json::Error| {
        if let Some((mut sound, damage)) = T::salvage(text) {
            sound.tidy();
            let Damage { lost, kept, first } = damage;
            let what = match lost {
                0 => format!("it is damaged, but all {kept} {} can be read ({})", T::WHAT, first.what),
                _ => format!("{lost} of {} {} cannot be read (the first one: {})", lost + kept, T::WHAT, first.what),
            };
            return Unusable::Damaged(Problem::new(path, &first.place, &what, &first.advice), Some(sound));
        }
        let fault = json::fault::<T>(text, 0, &error);
        Unusable::Damaged(Problem::new(path, &fault.place, &fault.what, &fault.advice), None)
    };
    if json::version(text).map_err(damaged)? > T::VERSION {
        let newer = Problem::new(path, "", "a newer httpdex wrote it", "update this one or move the file away");
        return Err(Unusable::Keep(neither_known_nor_kept(newer, T::WHAT)));
    }
    let mut content: T = serde_json::from_str(text).map_err(damaged)?;
    content.tidy();
    Ok(content)
}

/// A problem of a file that stays as it is.
pub(super) fn neither_known_nor_kept(problem: Problem, what: &str) -> Problem {
    Problem { what: format!("{}, so {what} are neither known nor kept", problem.what), ..problem }
}
