//! Which value stands at a position of a JSON text, and in which field.

/// A value in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Located<'t> {
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// The key of the field that it is the value of, or stands in, as the text has it.
    pub(super) key: Option<&'t str>,
    /// Whether it is an element of an array in that field, and not the value itself.
    pub(super) in_array: bool,
}

/// An array or object that is still open.
struct Open<'t> {
    value: Located<'t>,
    is_array: bool,
    /// The last key of an object, while its value is not over.
    key: Option<&'t str>,
}

impl<'t> Open<'t> {
    /// A value that begins in it.
    fn value(&self, start: usize) -> Located<'t> {
        if self.is_array {
            Located { start, key: self.value.key, in_array: self.value.key.is_some() }
        } else {
            Located { start, key: self.key, in_array: false }
        }
    }
}

/// The innermost value around a position in bytes. The text has to be JSON as far as there.
pub(super) fn locate(text: &str, offset: usize) -> Option<Located<'_>> {
    let bytes = text.as_bytes();
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    while at <= offset && at < bytes.len() {
        let value = match open.last() {
            Some(outer) => outer.value(at),
            None => Located { start: at, key: None, in_array: false },
        };
        match bytes[at] {
            b'{' | b'[' => {
                open.push(Open { value, is_array: bytes[at] == b'[', key: None });
                at += 1;
            }
            b'}' | b']' => {
                if at == offset {
                    break;
                }
                open.pop();
                at += 1;
            }
            b',' => {
                if let Some(outer) = open.last_mut() {
                    outer.key = None;
                }
                at += 1;
            }
            b'"' => {
                let end = string_end(bytes, at);
                match open.last_mut() {
                    Some(outer) if !outer.is_array && outer.key.is_none() => {
                        outer.key = Some(text.get(at + 1..end.saturating_sub(1)).unwrap_or_default());
                    }
                    _ if offset < end => return Some(value),
                    _ => {}
                }
                at = end;
            }
            b':' | b' ' | b'\t' | b'\n' | b'\r' => at += 1,
            _ => {
                let is_end = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b':' | b' ' | b'\t' | b'\n' | b'\r');
                let end = bytes[at..].iter().position(is_end).map_or(bytes.len(), |length| at + length);
                if offset < end {
                    return Some(value);
                }
                at = end;
            }
        }
    }
    open.last().map(|outer| outer.value)
}

/// Where a string ends that begins here, behind its quotation mark.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value that stands at the first `5` of a text.
    fn at_five(text: &str) -> (Option<&str>, bool) {
        let at = text.find('5').unwrap();
        let located = locate(text, at).unwrap();
        assert_eq!(located.start, at, "{text}");
        (located.key, located.in_array)
    }

    #[test]
    fn a_value_is_told_by_the_key_before_it() {
        assert_eq!(at_five("5"), (None, false));
        assert_eq!(at_five("[1, 5]"), (None, false));
        assert_eq!(at_five(r#"{"a": 1, "b" : 5}"#), (Some("b"), false));
        assert_eq!(at_five(r#"{"a": {"c}\",": [{"x": "]"}], "b": 5}}"#), (Some("b"), false));
        assert_eq!(at_five(r#"{"a": [{"c": 1}, [5]]}"#), (Some("a"), true));
        assert_eq!(at_five(r#"[{"a": [true, 5"#), (Some("a"), true));
    }

    #[test]
    fn around_no_value_is_what_holds_it() {
        let text = r#"{"a": [1, 2 ] , "é": {}}"#;
        let at = |part: &str| locate(text, text.find(part).unwrap()).map(|located| (located.start, located.key));
        assert_eq!(at("[1"), Some((6, Some("a"))));
        assert_eq!(at("]"), Some((6, Some("a"))));
        assert_eq!(at(" ,"), Some((0, None)));
        assert_eq!(at("}}"), Some((text.find("{}").unwrap(), Some("é"))));
        assert_eq!(locate("", 0), None);
        assert_eq!(locate("\"a", 9), None);
        assert_eq!(locate("{\"\\", 9).map(|located| located.start), Some(0));
    }
}
