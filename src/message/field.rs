//! Field lines and the sections that they make.

/// A field line (RFC 9110 §5.1) as it was captured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name in the case it was written in. Pseudo-fields of HTTP/2 keep their colon: `:status`.
    pub name: String,
    /// The value without the blanks around it; bytes that are not UTF-8 are read as Latin-1.
    pub value: String,
    /// The line of the input, from 1; 0 where the input has no lines of its own (HAR).
    pub line: usize,
}

/// A section of field lines, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<Field>);

impl Fields {
    /// The lines of a field; names are compared without regard to case (RFC 9110 §5.1).
    pub fn named<'a>(&'a self, name: &'a str) -> impl DoubleEndedIterator<Item = &'a Field> {
        self.0.iter().filter(move |field| field.name.eq_ignore_ascii_case(name))
    }

    /// The first line of a field.
    pub fn first(&self, name: &str) -> Option<&Field> {
        self.0.iter().find(|field| field.name.eq_ignore_ascii_case(name))
    }

    /// The value of a field, its lines joined by a comma and a blank (RFC 9110 §5.3); `None` where there is no line.
    pub fn value(&self, name: &str) -> Option<String> {
        let mut lines = self.named(name);
        let mut value = lines.next()?.value.clone();
        for line in lines {
            value.push_str(", ");
            value.push_str(&line.value);
        }
        Some(value)
    }

    /// Whether there is a line of this field.
    pub fn has(&self, name: &str) -> bool {
        self.first(name).is_some()
    }

    /// All lines, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Field> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Fields {
    type Item = &'a Field;
    type IntoIter = std::slice::Iter<'a, Field>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_field_are_joined_in_order() {
        let line = |name: &str, value: &str, line| Field { name: name.into(), value: value.into(), line };
        let fields = Fields(vec![line("Vary", "Accept", 2), line("Age", "0", 3), line("vary", "Origin", 4)]);
        assert_eq!(fields.value("VARY").as_deref(), Some("Accept, Origin"));
        assert_eq!(fields.named("vary").map(|field| field.line).collect::<Vec<_>>(), [2, 4]);
        assert_eq!(fields.value("Server"), None);
        assert!(!fields.has("Server"));
    }
}
