//! Where the entries of a file begin and end.

use serde_json::value::RawValue;

use crate::json;

/// The text of an entry within its file: where it begins and ends, in bytes.
pub(super) type Span = (u32, u32);

/// Why a text has no entries.
#[derive(Debug)]
pub(super) enum NoEntries {
    /// There is nothing in it.
    Empty,
    /// A position in it does not fit into a [`Span`].
    TooLarge,
    /// It is a number, a string or the like.
    NeitherEntryNorArray,
    /// It is not valid JSON.
    Invalid(serde_json::Error),
}

/// The entries of a text: itself, or the values in its array.
pub(super) fn spans(text: &str) -> Result<Vec<Span>, NoEntries> {
    let span = |raw: &RawValue| {
        let start = json::offset(raw, text);
        Some((u32::try_from(start).ok()?, u32::try_from(start + raw.get().len()).ok()?))
    };
    let spans = match text.trim_ascii_start().bytes().next() {
        None => return Err(NoEntries::Empty),
        Some(b'{') => vec![span(serde_json::from_str(text).map_err(NoEntries::Invalid)?)],
        Some(b'[') => {
            let entries: Vec<&RawValue> = serde_json::from_str(text).map_err(NoEntries::Invalid)?;
            entries.into_iter().map(span).collect()
        }
        Some(_) => {
            serde_json::from_str::<&RawValue>(text).map_err(NoEntries::Invalid)?;
            return Err(NoEntries::NeitherEntryNorArray);
        }
    };
    spans.into_iter().collect::<Option<_>>().ok_or(NoEntries::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_one_entry_and_an_array_has_many() {
        assert_eq!(spans(" {\"id\": 1} ").unwrap(), [(1, 10)]);
        assert_eq!(spans("[{},\n 7]").unwrap(), [(1, 3), (6, 7)]);
        assert_eq!(spans("[]").unwrap(), []);
    }

    #[test]
    fn other_texts_have_none() {
        assert!(matches!(spans(" \n"), Err(NoEntries::Empty)));
        assert!(matches!(spans("7"), Err(NoEntries::NeitherEntryNorArray)));
        assert!(matches!(spans("[{}"), Err(NoEntries::Invalid(_))));
    }
}
