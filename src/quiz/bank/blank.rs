//! Takes out of a text what would give its code away.

/// What stands for words that were taken out.
pub(super) const BLANK: &str = "____";

/// The text with each of the forms replaced, whatever their case, where they stand as whole words.
pub(super) fn blank<'a>(text: &str, forms: impl IntoIterator<Item = &'a str>) -> String {
    let mut forms: Vec<String> =
        forms.into_iter().map(str::to_ascii_lowercase).filter(|form| form.contains(char::is_alphanumeric)).collect();
    // The longest first, so that no part of it stays.
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    let mut out = text.to_owned();
    for form in &forms {
        while let Some((start, end)) = find(&out, form) {
            out.replace_range(start..end, BLANK);
        }
    }
    out
}

/// Whether the text has the form, whatever its case, as whole words.
pub(super) fn mentions(text: &str, form: &str) -> bool {
    !form.is_empty() && find(text, &form.to_ascii_lowercase()).is_some()
}

/// Words of names that many cases have, and that therefore point at none.
const COMMON: [&str; 12] =
    ["http", "request", "response", "server", "client", "error", "with", "from", "this", "that", "used", "user"];
/// Words that begin alike for so many letters are the same to a reader: `timeout` and `timed`, `forbidden` and `forbid`.
const STEM: usize = 5;

/// Whether a text shares a telling word with a name, so that a reader could match the two without knowing the code.
pub(super) fn points_at(text: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.filter(|word| word.len() > 3 && !COMMON.contains(&word.as_str())).collect()
    };
    let stem = |word: &str| word.chars().take(STEM).collect::<String>();
    let text: Vec<String> = words(text).iter().map(|word| stem(word)).collect();
    words(name).iter().any(|word| text.contains(&stem(word)))
}

/// Where a lower-case form stands as whole words.
fn find(text: &str, form: &str) -> Option<(usize, usize)> {
    // Only ASCII letters change, so that positions stay the same.
    let lower = text.to_ascii_lowercase();
    lower.match_indices(form).map(|(start, _)| (start, start + form.len())).find(|&(start, end)| {
        let (before, after) = (&text[..start], &text[end..]);
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        // `404` is not in `404.13`, nor in `10.404`.
        let decimal = (after.starts_with('.') && digit(after.chars().nth(1)))
            || (before.ends_with('.') && digit(before.chars().rev().nth(1)));
        let number = form.starts_with(|c: char| c.is_ascii_digit());
        let inside = before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric);
        !(inside || (number && decimal))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_in_any_case() {
        assert_eq!(blank("Not found: 404 (Not Found)", ["Not Found", "404"]), "____: ____ (____)");
        assert_eq!(blank("founder, 4040, 404.13", ["found", "404"]), "founder, 4040, 404.13");
        assert_eq!(blank("404.13 is 404's", ["404.13", "404"]), "____ is ____'s");
        assert_eq!(blank("At the end 404.", ["404"]), "At the end ____.");
        assert_eq!(blank("İ GröSSe größe", ["Größe"]), "İ GröSSe ____");
    }

    #[test]
    fn a_word_of_the_name_points_at_it() {
        assert!(points_at("The script was too many times at the door: too many tries.", "Too Many Requests"));
        assert!(points_at("The proxy wants authenticating.", "Proxy Authentication Required"));
        assert!(!points_at("The request of a client was refused by the server.", "Client Closed Request"));
        assert!(!points_at("The file is gone from the disk.", "Not Found"));
    }

    #[test]
    fn mentioned_or_not() {
        assert!(mentions("none of 521 to 526", "521"));
        assert!(!mentions("5210", "521"));
    }
}
