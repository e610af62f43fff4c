//! Whether a text is the name of a vendor's own code, with the vendor: `cloudflare ssl handshake failed`.

use crate::catalog::{Catalog, Index};

use super::index::{IndexReader, TitleKind, Words};

/// A text of more words is a message.
const MOST_WORDS: usize = 9;

/// Words that say nothing beside these.
const FILLERS: [&str; 5] = ["error", "http", "status", "code", "the"];

/// Whether a text names a code of a vendor's own by what the vendor calls it: it reports no failure then.
pub(super) fn is_owned(catalog: &Catalog, parts: &[(IndexReader<'_>, Index)], text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !FILLERS.contains(word))
        .take(MOST_WORDS + 1)
        .collect();
    if words.len() > MOST_WORDS {
        return false;
    }
    (0..words.len()).any(|at| {
        let rest = [&words[..at], &words[at + 1..]].concat().join(" ");
        let name = Words::of(&rest).squeezed();
        let of_vendor = |index: Index| {
            let vendor = catalog.row(index).vendor.as_deref().unwrap_or_default().to_lowercase();
            vendor.split_whitespace().any(|part| part == words[at])
        };
        !name.is_empty()
            && parts.iter().any(|(index, first)| {
                let titles = index.titles();
                let mut whole = titles.starting_with(&name).take_while(|&title| titles.length(title) == name.len());
                whole.any(|title| {
                    let title = index.title(title);
                    matches!(title.kind, TitleKind::Name | TitleKind::Alias) && of_vendor(first + title.entry)
                })
            })
    })
}
