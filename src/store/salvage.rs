//! What can be read of a file with answers of which one is wrong.

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;

use super::content::Damage;
use crate::json::{self, Fault};
use crate::quiz::memory::reader::ReviewReader;
use crate::quiz::memory::review::{Review, ReviewId, in_order};
use crate::quiz::session::SavedSession;

/// What can be read of a file with answers.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Salvaged {
    /// The answers, in the order of their ids.
    pub(super) reviews: Vec<Review>,
    /// The answers that were taken back.
    pub(super) undone: Vec<ReviewId>,
    /// The session that was left.
    pub(super) session: Option<SavedSession>,
}

/// What can be read of a text that as a whole cannot, and what is lost; `None` if there is no answer in it, or if a newer
/// version of the program than `version` wrote it.
pub(super) fn salvage(text: &str, version: u64) -> Option<(Salvaged, Damage)> {
    let mut salvage =
        Salvage { text, version, salvaged: Salvaged::default(), reader: ReviewReader::default(), lost: 0, first: None };
    // Where every row is sound, what is wrong stands between them.
    let between = match serde_json::from_str::<Raw>(text) {
        Ok(raw) => salvage.values(raw).map(|()| None)?,
        Err(error) if error.is_data() => return None,
        Err(error) => salvage.lines().map(|()| Some(error))?,
    };
    let Salvage { mut salvaged, lost, first, .. } = salvage;
    let first = first.or_else(|| between.map(|error| json::fault::<IgnoredAny>(text, 0, &error)));
    in_order(&mut salvaged.reviews);
    let kept = salvaged.reviews.len();
    (kept > 0).then_some((salvaged, Damage { lost, kept, first: first? }))
}

/// A file whose rows are not looked into yet.
#[derive(Deserialize)]
struct Raw<'a> {
    version: u64,
    #[serde(borrow)]
    reviews: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    undone: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    session: Option<&'a RawValue>,
}

struct Salvage<'a> {
    text: &'a str,
    version: u64,
    salvaged: Salvaged,
    reader: ReviewReader,
    lost: usize,
    first: Option<Fault>,
}

impl Salvage<'_> {
    /// Reads the rows of a text that is valid JSON.
    fn values(&mut self, raw: Raw) -> Option<()> {
        let Raw { version, reviews, undone, session } = raw;
        if version > self.version {
            return None;
        }
        for value in reviews {
            self.review(value.get(), json::offset(value, self.text));
        }
        for value in undone {
            let id: Option<ReviewId> = self.read(value.get(), json::offset(value, self.text));
            self.salvaged.undone.extend(id);
        }
        self.salvaged.session = session.and_then(|value| self.read(value.get(), json::offset(value, self.text))?);
        Some(())
    }

    /// Reads the lines of a text that is not valid JSON: the program writes each answer on its own.
    fn lines(&mut self) -> Option<()> {
        let mut is_ours = false;
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let at = start;
            start += line.len();
            let row = line.trim().trim_end_matches(',');
            match row.split_once(": ") {
                _ if matches!(row, "" | "{" | "[" | "]" | "}" | "\"reviews\": [") => (),
                Some(("\"version\"", version)) => {
                    is_ours = version.parse::<u64>().is_ok_and(|version| version <= self.version);
                }
                Some(("\"undone\"", ids)) => self.salvaged.undone = self.read(ids, at).unwrap_or_default(),
                Some(("\"session\"", session)) => self.salvaged.session = self.read(session, at).unwrap_or_default(),
                _ => self.review(row, at),
            }
        }
        is_ours.then_some(())
    }

    /// Reads the row of an answer; it is counted if it cannot be read.
    fn review(&mut self, row: &str, at: usize) {
        let review = self.reader.read(row);
        self.lost += usize::from(review.is_err());
        let review = self.sound(review, row, at);
        self.salvaged.reviews.extend(review);
    }

    /// Reads what is no answer.
    fn read<T: DeserializeOwned>(&mut self, row: &str, at: usize) -> Option<T> {
        self.sound(serde_json::from_str(row), row, at)
    }

    /// What was read of a row that begins at this position; the first that cannot be read is remembered.
    fn sound<T: DeserializeOwned>(&mut self, read: serde_json::Result<T>, row: &str, at: usize) -> Option<T> {
        let error = match read {
            Ok(read) => return Some(read),
            Err(error) => error,
        };
        let fault = || {
            let Fault { what, advice, .. } = json::fault::<T>(row, 0, &error);
            Fault { place: json::place(self.text, at), what, advice }
        };
        self.first.get_or_insert_with(fault);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file with these rows.
    fn file(rows: &[&str]) -> String {
        format!(
            "{{\n\"version\": 1,\n\"reviews\": [\n{}\n],\n\"undone\": [[5,1]],\n\"session\": null\n}}\n",
            rows.join(",\n")
        )
    }

    fn times(progress: &Salvaged) -> Vec<i64> {
        progress.reviews.iter().map(|review| review.at).collect()
    }

    const FIRST: &str = "[1,1,\"404:name\",3,\"k\"]";
    const SECOND: &str = "[2,1,\"404:name\",3,\"k\"]";

    #[test]
    fn one_bad_row_spoils_no_other() {
        for bad in ["[3,1,\"404\",3,\"k\"]", "7", "[3,1,\"404:name\",3", "[3,x]", "[3,1,\"404:name\",9,\"k\"]"] {
            let text = file(&[SECOND, bad, FIRST]);
            let (progress, damage) = salvage(&text, 1).unwrap_or_else(|| panic!("{bad}"));
            assert_eq!(times(&progress), [1, 2], "{bad}");
            assert_eq!(progress.undone, [ReviewId(5, 1)], "{bad}");
            assert_eq!((damage.lost, damage.kept, &*damage.first.place), (1, 2, "line 5, column 1"), "{bad}");
        }
    }

    #[test]
    fn a_text_that_was_cut_off_keeps_what_was_written() {
        let whole = file(&[FIRST, SECOND]);
        let cut = &whole[..whole.find(SECOND).unwrap() + 5];
        let (progress, damage) = salvage(cut, 1).unwrap();
        assert_eq!((times(&progress), damage.lost), (vec![1], 1));
    }

    #[test]
    fn rows_are_found_however_the_text_is_laid_out() {
        let text = format!("{{\"version\":1,\"reviews\":[{FIRST},[],{SECOND}],\"undone\":[3],\"session\":7}}");
        let (progress, damage) = salvage(&text, 1).unwrap();
        assert_eq!((times(&progress), damage.lost), (vec![1, 2], 1));
    }

    #[test]
    fn what_is_wrong_beside_the_answers_costs_none_of_them() {
        let sound = file(&[FIRST, SECOND]);
        let texts = [
            sound.replace("\"k\"],", "\"k\"],,"),
            sound.replace("\"k\"],", "\"k\"],\n],"),
            sound.replace("null", "7"),
            sound.replace("[[5,1]]", "[5]"),
        ];
        for text in texts {
            let (progress, damage) = salvage(&text, 1).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((times(&progress), damage.lost, damage.kept), (vec![1, 2], 0, 2), "{text}");
        }
    }

    #[test]
    fn nothing_is_made_of_other_files() {
        for text in ["", "{}", "[1,2]", "front,back", &file(&["7"]), &file(&[FIRST, "7"]).replace("\": 1", "\": 2")] {
            assert_eq!(salvage(text, 1), None, "{text}");
        }
        assert_eq!(salvage(&file(&[FIRST, "[3"]).replace("\": 1", "\": 2"), 1), None);
    }
}
