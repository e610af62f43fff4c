//! How tokens are written.
//!
//! The build script compiles this file too, which writes the tokens of `data/tokens` into the program.

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

/// The first word in lower case, by which tokens are sorted.
pub fn key(token: &str) -> String {
    words(token).next().unwrap_or_default().to_lowercase()
}

/// Whether a spelling is but a few ordinary words (`try again`), which say something only where nothing else is said.
pub fn is_weak(spelling: &str) -> bool {
    words(spelling).count() <= 2 && spelling.bytes().all(|byte| byte == b' ' || byte.is_ascii_lowercase())
}

/// Whether an alias of a failure is more than an ordinary word, which is looked up like any other name.
pub fn is_spelling(alias: &str) -> bool {
    // `ECONNREFUSED`, `SocketTimeoutException`, `0x80090308`
    let capitals = || alias.bytes().filter(u8::is_ascii_uppercase).count() >= 2;
    let identifier = || alias.len() >= 5 && (capitals() || alias.starts_with("0x"));
    !ordinary(alias, true)
        && words(alias).next().is_some()
        && (sentence(alias) || alias.contains(['_', '.', ':']) || identifier())
}
