//! How tokens are written.
//!
//! The build script compiles this file too, which writes the tokens of `data/tokens` into the program.

/// Whether an id is a plain word, as those of failures without a status are.
pub fn plain(id: &str) -> bool {
    !id.bytes().any(|byte| byte.is_ascii_digit()) || id.starts_with("http")
}

/// Whether a token is a sentence, of which the words count.
pub fn sentence(token: &str) -> bool {
    token.contains(' ')
}

/// Whether a token is an ordinary word, or as short as one. The name of an error (`ECONNREFUSED`) is none.
pub fn ordinary(token: &str, error: bool) -> bool {
    let letters = token.chars().filter(|c| c.is_alphanumeric()).count();
    let plain = token.bytes().all(|byte| byte.is_ascii_alphabetic());
    let tail = token.get(1..).unwrap_or_default();
    let capitals = token.bytes().all(|byte| byte.is_ascii_uppercase());
    let one_word = plain && (tail.bytes().all(|byte| byte.is_ascii_lowercase()) || capitals);
    !sentence(token) && (letters < 4 || one_word && !error)
}

/// The words of a text: letters, digits and underscores.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}
