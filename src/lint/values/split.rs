//! Taking values apart at commas and semicolons, but not within quotes.

/// The pieces between separators that stand outside of quoted strings, blanks taken off. Empty pieces stay.
pub fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (piece, after) = cut(text, separator);
        rest = after;
        Some(piece.trim_matches([' ', '\t']))
    })
}

/// The members of a list (RFC 9110 §5.6.1); empty ones are none.
pub fn members(text: &str) -> impl Iterator<Item = &str> {
    split(text, ',').filter(|member| !member.is_empty())
}

fn cut(text: &str, separator: char) -> (&str, Option<&str>) {
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            c if c == separator && !quoted => return (&text[..at], Some(&text[at + c.len_utf8()..])),
            _ => {}
        }
    }
    (text, None)
}

/// A name with what stands behind its equals sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param<'t> {
    /// The name, in its case.
    pub name: &'t str,
    /// The value as it is written, with its quotes; `None` without an equals sign.
    pub raw: Option<&'t str>,
}

impl Param<'_> {
    /// Whether it has this name, in any case.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether the value stands in quotes.
    pub fn is_quoted(&self) -> bool {
        self.raw.is_some_and(|raw| raw.starts_with('"'))
    }

    /// The value without quotes; empty where there is none.
    pub fn value(&self) -> String {
        unquoted(self.raw.unwrap_or_default())
    }
}

/// `name=value`, the blanks around the equals sign taken off.
pub fn param(text: &str) -> Param<'_> {
    match text.split_once('=') {
        Some((name, value)) => {
            Param { name: name.trim_matches([' ', '\t']), raw: Some(value.trim_matches([' ', '\t'])) }
        }
        None => Param { name: text, raw: None },
    }
}

/// What stands before the first semicolon, and the parameters behind it.
pub fn with_params(text: &str) -> (&str, Vec<Param<'_>>) {
    let mut pieces = split(text, ';');
    let head = pieces.next().unwrap_or_default();
    (head, pieces.filter(|piece| !piece.is_empty()).map(param).collect())
}

/// A quoted string without its quotes and backslashes; anything else as it is.
pub fn unquoted(text: &str) -> String {
    let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return text.to_owned() };
    let mut out = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        out.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    out
}

/// The first name that stands twice, in any case.
pub fn repeated<'t>(params: &[Param<'t>]) -> Option<&'t str> {
    let mut seen = std::collections::HashSet::new();
    params.iter().map(|param| param.name).find(|name| !seen.insert(name.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_in_quotes_separate_nothing() {
        let pieces: Vec<&str> = members(r#"a="b, c", "d\",e" ,, f"#).collect();
        assert_eq!(pieces, [r#"a="b, c""#, r#""d\",e""#, "f"]);
        let (head, params) = with_params(r#"text/html; a="x;\"y"; B = c ;d"#);
        assert_eq!(head, "text/html");
        assert_eq!(params[0].value(), "x;\"y");
        assert!(params[0].is_quoted() && params[1].is("b") && params[1].value() == "c" && params[2].raw.is_none());
        assert_eq!(repeated(&params), None);
        assert_eq!(repeated(&with_params("a;b=1;B=2").1), Some("B"));
    }
}
