//! What a check has to say about a message.

use serde::{Serialize, Serializer, ser::SerializeMap};

/// How bad it is. The worst comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It breaks a MUST, or does not work in practice.
    Error,
    /// It breaks a SHOULD, or does something else than its sender meant.
    Warning,
    /// It is worth knowing, and may well be meant.
    Note,
}

/// Where it stands that something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// A section of an RFC, by their numbers; an empty section is the whole of it.
    Rfc(u16, &'static str),
    /// A page that is no RFC: its title and address.
    Page(&'static str, &'static str),
}

impl Source {
    /// The address of the section or page.
    pub fn url(self) -> String {
        match self {
            Self::Rfc(number, "") => format!("https://www.rfc-editor.org/rfc/rfc{number}.html"),
            Self::Rfc(number, section) => {
                let part = if section.starts_with(char::is_alphabetic) { "appendix" } else { "section" };
                format!("https://www.rfc-editor.org/rfc/rfc{number}.html#{part}-{section}")
            }
            Self::Page(_, url) => url.to_owned(),
        }
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Rfc(number, section) => {
                map.serialize_entry("rfc", &number.to_string())?;
                map.serialize_entry("section", section)?;
            }
            Self::Page(title, _) => map.serialize_entry("title", title)?,
        }
        map.serialize_entry("url", &self.url())?;
        map.end()
    }
}

/// One thing that a check found.
///
/// What is quoted of the message is shortened, and its control characters are made visible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The id of the rule: stable, in plain words.
    pub id: String,
    /// How bad it is.
    pub level: Level,
    /// The field that it is about, if it is about one.
    pub field: Option<String>,
    /// The position of the message in the exchange, from 0.
    pub message: usize,
    /// The line of the input, from 1; `None` for what is missing.
    pub line: Option<usize>,
    /// What is wrong, in one sentence.
    pub title: String,
    /// What to do about it, in one sentence or two.
    pub detail: String,
    /// Where it stands.
    pub source: Source,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_have_addresses() {
        let json = |source| serde_json::to_string(&source).unwrap();
        let rfc = r#"{"rfc":"9110","section":"8.6","url":"https://www.rfc-editor.org/rfc/rfc9110.html#section-8.6"}"#;
        assert_eq!(json(Source::Rfc(9110, "8.6")), rfc);
        assert_eq!(json(Source::Page("MDN", "https://a.example")), r#"{"title":"MDN","url":"https://a.example"}"#);
        assert!(Source::Rfc(6797, "").url().ends_with("rfc6797.html"));
        assert!(Source::Rfc(9110, "A").url().ends_with("#appendix-A"));
    }
}
