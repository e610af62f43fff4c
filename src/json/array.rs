//! Writing arrays.

use serde::Serialize;

use super::printable::to_string;

/// Writes an array as [`rows`] does, with a line feed at the end.
///
/// # Errors
/// As [`rows`].
pub fn array<T: Serialize, E: From<serde_json::Error>>(
    values: &[T],
    mut put: impl FnMut(&str) -> Result<(), E>,
) -> Result<(), E> {
    rows(values, &mut put)?;
    put("\n")
}

/// Writes an array with one value a line, so that line-oriented tools can work on it too. Each piece is handed to `put`.
///
/// # Errors
/// When a value cannot be written as JSON, or `put` fails.
pub fn rows<T: Serialize, E: From<serde_json::Error>>(
    values: &[T],
    mut put: impl FnMut(&str) -> Result<(), E>,
) -> Result<(), E> {
    for (n, value) in values.iter().enumerate() {
        put(if n == 0 { "[\n" } else { ",\n" })?;
        put(&to_string(value)?)?;
    }
    put(if values.is_empty() { "[]" } else { "\n]" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(values: &[u8]) -> String {
        let mut out = String::new();
        array(values, |piece| {
            out.push_str(piece);
            serde_json::Result::Ok(())
        })
        .unwrap();
        out
    }

    #[test]
    fn a_value_a_line() {
        assert_eq!(written(&[]), "[]\n");
        assert_eq!(written(&[1]), "[\n1\n]\n");
        assert_eq!(written(&[1, 2]), "[\n1,\n2\n]\n");
    }
}
