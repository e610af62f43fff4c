//! What an exchange shows besides its status: who sent the response, on which way, and which causes that points to.

use std::sync::LazyLock;

use super::next::{Next, page_of, reordered, ruled};
use super::rule::Rule;
use crate::catalog::{Catalog, Index, Page};
use crate::packed::{Packed, packed};
use crate::search::Engine;
use crate::sender::{Found, Path, Seen, path, recognize};

/// What the build script made of `data/next`.
static TEXT: Packed = packed!("next.json");

static RULES: LazyLock<Vec<Rule>> =
    LazyLock::new(|| serde_json::from_str(&TEXT.text()).expect("the build script read these rules"));

/// Who sent a response, and how it came.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    /// Those that may have written it, the likeliest first.
    pub(super) senders: Vec<Found>,
    /// Its way.
    pub(super) path: Path,
}

impl Evidence {
    /// What a response shows.
    pub(super) fn of(seen: Seen<'_>) -> Self {
        let senders = recognize(seen);
        let path = path(seen, &senders);
        Self { senders, path }
    }

    /// The entry of a status: the registry's, that of a sender of the response, or else that of the first who uses it.
    pub(super) fn entry(&self, catalog: &Catalog, status: u16) -> Option<Index> {
        let code = status.to_string();
        if let Some(registered) = catalog.find(&code) {
            return Some(registered);
        }
        let of_sender = |found: &Found| catalog.find(&format!("{}-{code}", found.sender.id));
        self.senders.iter().find_map(of_sender).or_else(|| catalog.owners(&code).next())
    }

    /// The entry of a code of its own that the likeliest sender wrote into its page: `HTTP Error 404.13`.
    pub(super) fn own_code(&self, catalog: &Catalog, seen: Seen<'_>) -> Option<(Index, String)> {
        let sender = self.senders.first()?.sender;
        let body = seen.body();
        let code = |prefix: &String| {
            let at = memchr::memmem::find(body, prefix.as_bytes())? + prefix.len();
            let digits = body[at..].iter().take(8).take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
            let code = std::str::from_utf8(&body[at..at + digits]).ok()?.trim_end_matches('.');
            let index = catalog.find(&format!("{}-{code}", sender.id))?;
            Some((index, format!("the page of {} says {code}", sender.name)))
        };
        sender.codes.iter().find_map(code)
    }

    /// The causes of a page in the order that the evidence gives them; `None` where it says nothing of them.
    pub(super) fn order(&self, page: &Page, causes: &[Next], seen: Seen<'_>) -> Option<Vec<Next>> {
        let first: Vec<Next> = self.rules(&page.id, seen).filter_map(|rule| ruled(rule, page)).collect();
        (!first.is_empty()).then(|| reordered(first, causes))
    }

    /// The rules about an entry that apply: those about its sender first.
    fn rules<'a>(&'a self, entry: &'a str, seen: Seen<'a>) -> impl Iterator<Item = &'static Rule> + 'a {
        let of_sender = [true, false].into_iter();
        of_sender.flat_map(move |by_sender| {
            RULES.iter().filter(move |rule| {
                rule.senders.is_empty() != by_sender
                    && rule.entries.iter().any(|id| id == entry)
                    && (!by_sender || self.has_sender(&rule.senders))
                    && rule.when.holds(seen)
            })
        })
    }

    fn has_sender(&self, ids: &[String]) -> bool {
        let likely = self.senders.first().into_iter().chain(self.senders.iter().filter(|found| found.is_on_the_way));
        likely.into_iter().any(|found| ids.contains(&found.sender.id))
    }
}

/// The failure that the words of a client name: by the vocabulary of clients, or else the entry of which an alias is in
/// them, the longest of all.
pub(super) fn failure(catalog: &Catalog, words: &str) -> Option<Index> {
    Engine::embedded().failure(catalog, words).or_else(|| by_alias(catalog, words))
}

fn by_alias(catalog: &Catalog, words: &str) -> Option<Index> {
    let words = words.to_lowercase();
    // `curl: (18) transfer closed …` is `curl 18` on the pages.
    let number = words.strip_prefix("curl: (").and_then(|rest| rest.split_once(')')).map(|(number, _)| number);
    let by_number = number.map(|number| format!("curl {number}"));
    let longest = |index: Index| {
        let page = catalog.page(index).ok()?;
        let is_it = |alias: &&String| {
            let alias = alias.to_lowercase();
            by_number.as_ref() == Some(&alias) || alias.len() > 6 && words.contains(&alias)
        };
        let longest = page.aliases.iter().filter(is_it).map(String::len).max()?;
        Some((longest, index))
    };
    let failures = catalog.filter(crate::catalog::Row::is_failure);
    // Of two that are as long, the one that comes first in the catalogue.
    let better = |best: Option<(usize, Index)>, one: (usize, Index)| match best {
        Some(best) if best.0 >= one.0 => Some(best),
        _ => Some(one),
    };
    failures.filter_map(longest).fold(None, better).map(|(_, index)| index)
}

/// What to look at where the exchange broke off, or where a sender names a code of its own, in front of all else.
pub(super) fn in_front(catalog: &Catalog, entry: Index, why: String, causes: &[Next]) -> Option<Vec<Next>> {
    let page = catalog.page(entry).ok()?;
    Some(std::iter::once(page_of(&page, why)).chain(causes.iter().cloned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Known, read};

    /// The rules as they stand in the files, with their examples.
    fn with_examples() -> Vec<Rule> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/next");
        let mut files: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let read = |path| serde_json::from_slice::<Vec<Rule>>(&std::fs::read(path).unwrap()).unwrap();
        files.iter().flat_map(read).collect()
    }

    #[test]
    fn every_rule_applies_where_it_should_and_nowhere_else() {
        let catalog = Catalog::embedded();
        let rules = with_examples();
        assert!(rules.len() >= 60, "{}", rules.len());
        for rule in &rules {
            for (example, expected) in [(&rule.passes, true), (&rule.fails, false)] {
                let messages = read(example.as_bytes(), &Known::default()).messages;
                let seen = Seen {
                    response: messages.last().unwrap_or_else(|| panic!("{example}")),
                    request: messages.iter().find(|message| message.method().is_some()),
                };
                let evidence = Evidence::of(seen);
                for entry in &rule.entries {
                    let page = catalog.page(catalog.find(entry).unwrap_or_else(|| panic!("{entry}"))).unwrap();
                    let is_it =
                        |found: &&Rule| found.why == rule.why && found.cause == rule.cause && found.when == rule.when;
                    let applies = evidence.rules(entry, seen).find(|found| is_it(found));
                    assert_eq!(applies.is_some(), expected, "{}: {example}", rule.why);
                    assert!(ruled(rule, &page).is_some(), "{entry} has no cause with {:?}", rule.cause);
                }
            }
        }
    }

    #[test]
    fn words_of_a_client_name_a_failure() {
        let catalog = Catalog::embedded();
        let named = |words| failure(&catalog, words).map(|index| catalog.row(index).id.to_string());
        assert_eq!(named("curl: (56) Recv failure: Connection reset by peer").as_deref(), Some("connection-reset"));
        assert_eq!(named("curl: (7) Failed to connect").as_deref(), Some("connection-refused"));
        assert_eq!(named("curl: (999) something else"), None);
    }
}
