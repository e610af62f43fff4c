//! Where something is in a text.

use serde_json::value::RawValue;

/// `line 3, column 14`, counted from 1 and in characters, for a position in bytes.
pub fn place(text: &str, offset: usize) -> String {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let line_start = text[..end].rfind('\n').map_or(0, |at| at + 1);
    let column = text[line_start..end].chars().count() + 1;
    format!("line {}, column {column}", line(text, end))
}

/// The number of the line at a position in bytes, from 1.
pub fn line(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset].split(|&byte| byte == b'\n').count()
}

/// Where in the text a value that was read from it begins, in bytes.
pub fn offset(value: &RawValue, text: &str) -> usize {
    // serde_json borrows the value from the text, so their addresses differ by its position.
    value.get().as_ptr().addr() - text.as_ptr().addr()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        assert_eq!(place("é\né", 4), "line 2, column 1", "inside a character");
        assert_eq!(place("éa", 2), "line 1, column 2");
        assert_eq!(place("", 9), "line 1, column 1");
    }

    #[test]
    fn a_value_is_found_where_it_was_read() {
        let text = " [1,\n {\"a\": 2}]";
        let values: Vec<&RawValue> = serde_json::from_str(text).unwrap();
        let offsets: Vec<usize> = values.into_iter().map(|value| offset(value, text)).collect();
        assert_eq!(offsets, [2, 6]);
    }
}
