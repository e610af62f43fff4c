//! The word that somebody most likely meant.

/// The known word that most resembles what somebody wrote, if one does.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A distance costs the product of both lengths, and no known word is that long.
    if word.len() > 40 {
        return None;
    }
    let plain = |word: &str| word.to_lowercase().replace(['-', ' ', '.'], "_");
    let word = plain(word);
    let most = (word.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(&word, &plain(known)), known))
        .filter(|&(distance, _)| distance <= most)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, known)| known)
}

/// What to write in place of an unknown word: the one that was meant, or any of those that are known.
pub fn instead_of(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("use one of `{}`", known.join("`, `")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant() {
        assert_eq!(nearest("sumary", ["name", "summary"]), Some("summary"));
        assert_eq!(nearest("Plain-English", ["plain_english"]), Some("plain_english"));
        assert_eq!(nearest("colour", ["name", "summary"]), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), ["x"]), None);
        assert_eq!(instead_of("colour", &["a", "b"]), "use one of `a`, `b`");
    }
}
