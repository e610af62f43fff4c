//! What an own entry has to fulfil beyond its types, and what it may not claim.

use std::borrow::Cow;

use super::super::format::{Category, NO_CODE, Pattern, Standing};
use crate::suggest::instead_of;
use crate::text;

/// What is wrong, and what to do about it.
pub(super) type Complaint = (String, String);

/// Why an entry cannot be used: a text that it needs is empty, or its id could not be typed.
pub(super) fn refusal(id: &str, code: &str, name: &str) -> Option<Complaint> {
    for (key, value) in [("id", id), ("code", code), ("name", name)] {
        if value.trim().is_empty() {
            return Some((format!("`{key}` is empty"), "fill it in".to_owned()));
        }
    }
    if id.bytes().all(|byte| byte.is_ascii_digit()) {
        let advice = format!("put your vendor in front, as in `acme-{id}`");
        return Some(("a bare number is the id of a registered code".to_owned(), advice));
    }
    if Pattern::parse(id).is_some() {
        let advice = format!("put your vendor in front, as in `acme-{id}`");
        return Some((format!("`{id}` is a pattern of codes, which cannot be an id"), advice));
    }
    if id.contains(',') || id.trim() != id {
        let what = "an id with a comma, or with a space at an end, cannot be looked up";
        return Some((what.to_owned(), "write it without".to_owned()));
    }
    if id.contains('|') {
        // A bar stands between the two codes of a card.
        return Some(("an id with `|` cannot be kept in the progress".to_owned(), "write it without".to_owned()));
    }
    None
}

/// The standing that an own entry has: the registry alone says what is registered, and the category what is a failure.
pub(super) fn standing(claimed: Standing, category: Category) -> (Standing, Option<Complaint>) {
    let held = if category == Category::NoStatus { Standing::Failure } else { Standing::Unofficial };
    if claimed == held || claimed == Standing::Unofficial {
        return (held, None);
    }
    if claimed == Standing::Failure {
        let what = "only an entry of the category `no-status` is a `failure`, so the entry counts as unofficial";
        return (held, Some((what.to_owned(), "remove `standing`, or write that category".to_owned())));
    }
    if held == Standing::Failure {
        let what =
            format!("an entry of the category `no-status` cannot be `{}`, so it counts as a failure", claimed.id());
        return (held, Some((what, "remove `standing`".to_owned())));
    }
    let what = format!("the registry alone says what is `{}`, so the entry counts as unofficial", claimed.id());
    (Standing::Unofficial, Some((what, "remove `standing`".to_owned())))
}

/// What is said of the code of an own entry that has none, being a failure.
pub(super) fn code(code: &str, category: Category) -> Option<Complaint> {
    let is_wrong = category == Category::NoStatus && code != NO_CODE;
    let what = || format!("an entry of the category `no-status` has no code, so {NO_CODE} is shown");
    is_wrong.then(|| (what(), format!("write \"{NO_CODE}\" for its code")))
}

/// The rank that an own entry has among the popular codes.
pub(super) fn popular(rank: Option<u16>) -> (Option<u16>, Option<Complaint>) {
    if rank != Some(0) {
        return (rank, None);
    }
    let what = "`popular` counts from 1, so the entry is not ranked";
    (None, Some((what.to_owned(), "write 1 or more, or remove `popular`".to_owned())))
}

/// The emoji of an own entry, if it is one.
pub(super) fn emoji(emoji: Option<String>) -> (Option<String>, Option<Complaint>) {
    match emoji {
        Some(emoji) if !(text::is_one_symbol(&emoji) && matches!(text::clean(&emoji), Cow::Borrowed(_))) => {
            let what = "`emoji` is not a single symbol, so it is not shown";
            (None, Some((what.to_owned(), "write a single emoji".to_owned())))
        }
        emoji => (emoji, None),
    }
}

/// What to say of a key that is not known, at a path, beside others that are.
pub(super) fn unknown_key(path: &str, known: &[&str]) -> Complaint {
    let key = path.rsplit('.').next().unwrap_or_default();
    (format!("the key `{path}` is not known, so its text is not shown"), instead_of(key, known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_can_be_typed() {
        for id in ["acme-599", "acme", "a b", "404x-acme", "Größe"] {
            assert_eq!(refusal(id, "1", "One"), None, "{id}");
        }
        for (id, said) in [
            ("429", "a bare number"),
            ("1020", "a bare number"),
            ("4xx", "is a pattern"),
            ("404.13", "is a pattern"),
            ("4*", "is a pattern"),
            ("a,b", "with a comma"),
            ("a ", "with a space"),
            ("a|b", "with `|`"),
            (" ", "`id` is empty"),
        ] {
            let (what, _) = refusal(id, "1", "One").unwrap();
            assert!(what.contains(said), "{id}: {what}");
        }
    }

    #[test]
    fn nothing_is_registered_but_by_the_registry() {
        assert_eq!(standing(Standing::Unofficial, Category::Other), (Standing::Unofficial, None));
        for claimed in Standing::ALL.iter().filter(|&&standing| standing != Standing::Unofficial) {
            let (counts_as, said) = standing(*claimed, Category::Other);
            assert_eq!(counts_as, Standing::Unofficial);
            assert!(said.unwrap().0.contains(claimed.id()));
        }
    }

    #[test]
    fn the_category_says_what_is_a_failure() {
        for claimed in Standing::ALL {
            let (counts_as, said) = standing(*claimed, Category::NoStatus);
            assert_eq!(counts_as, Standing::Failure);
            assert_eq!(said.is_none(), matches!(claimed, Standing::Unofficial | Standing::Failure), "{claimed:?}");
        }
        assert_eq!(code("—", Category::NoStatus), None);
        assert_eq!(code("7", Category::Other), None);
        assert_eq!(code("7", Category::NoStatus).unwrap().1, "write \"—\" for its code");
    }

    #[test]
    fn ranks_count_from_one() {
        assert_eq!(popular(None), (None, None));
        assert_eq!(popular(Some(1)), (Some(1), None));
        assert!(matches!(popular(Some(0)), (None, Some(_))));
    }

    #[test]
    fn an_emoji_is_one_symbol() {
        for good in ["🐢", "👨‍💻"] {
            assert_eq!(emoji(Some(good.to_owned())), (Some(good.to_owned()), None));
        }
        for bad in ["🐢🐢", "fire", "\u{1b}", "\u{202e}", ""] {
            assert!(matches!(emoji(Some(bad.to_owned())), (None, Some(_))), "{bad:?}");
        }
    }
}
