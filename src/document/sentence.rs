//! Where a sentence ends, and where the first thing is said that one needs.

/// A text up to the end of its first sentence. Full stops in code, in numbers and behind a short word end none.
pub fn first_sentence(text: &str) -> &str {
    let mut in_code = false;
    for (at, c) in text.char_indices() {
        match c {
            '`' => in_code = !in_code,
            '.' | '?' | '!' if !in_code => {
                let word = text[..at].rsplit([' ', '(']).next().unwrap_or_default();
                let starts = text[at + 1..].strip_prefix(' ').and_then(|rest| rest.chars().next());
                let is_short =
                    word.len() < 2 || (word.contains('.') && !word.starts_with(|c: char| c.is_ascii_digit()));
                if !is_short && starts.is_some_and(|next| next.is_uppercase() || next == '`') {
                    return &text[..=at];
                }
            }
            _ => {}
        }
    }
    text
}

/// The shortest beginning of a sentence that says something by itself, in bytes.
const LEAST_CLAUSE: usize = 24;

/// A text up to where its first sentence goes into details, behind a colon or a semicolon outside code and parentheses.
pub(super) fn gist(text: &str) -> &str {
    let sentence = first_sentence(text);
    let (mut in_code, mut depth) = (false, 0_usize);
    for (at, c) in sentence.char_indices() {
        match c {
            '`' => in_code = !in_code,
            '(' if !in_code => depth += 1,
            ')' if !in_code => depth = depth.saturating_sub(1),
            ':' | ';' if !in_code && depth == 0 && at >= LEAST_CLAUSE && sentence[at + 1..].starts_with(' ') => {
                return &sentence[..at];
            }
            _ => {}
        }
    }
    sentence
}

/// A sentence with a full stop, where its end was cut off.
pub(super) fn ended(mut sentence: String) -> String {
    if sentence.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '`')) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_ends_where_a_reader_would_end_it() {
        assert_eq!(first_sentence("A gateway. It did not."), "A gateway.");
        assert_eq!(first_sentence("At 1.29.7 or `a. B` it ends. Then more."), "At 1.29.7 or `a. B` it ends.");
        assert_eq!(first_sentence("It used it up. Another number."), "It used it up.");
        assert_eq!(first_sentence("A proxy (e.g. Nginx) or a cache"), "A proxy (e.g. Nginx) or a cache");
        assert_eq!(first_sentence(""), "");
    }

    #[test]
    fn a_gist_goes_into_no_details() {
        assert_eq!(
            gist("Nothing listens where the proxy connects: the application crashed, or is still starting. Or not."),
            "Nothing listens where the proxy connects"
        );
        assert_eq!(
            gist("Keep-alive race: the application closes first."),
            "Keep-alive race: the application closes first."
        );
        assert_eq!(gist("It says `some: thing; else` here."), "It says `some: thing; else` here.");
        assert_eq!(
            gist("It accepts early data (nginx: `on`; else off)."),
            "It accepts early data (nginx: `on`; else off)."
        );
    }
}
