//! What a page begins with: a strip for whoever is on call, what the code means, and what else there is to know of it.

use super::block::Block;
use super::failure;
use super::pieces::first_command;
use super::sentence::{ended, first_sentence, gist};
use crate::catalog::{Body, Level, Page, Retry, RetryVerdict, Standing};
use crate::text::Role;

/// The longest check without a command that stands in the strip whole, in bytes.
const SHORT_CHECK: usize = 160;

/// The blocks of the overview. What the strip says is not said again below it.
pub(super) fn overview(page: &Page) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(Role::Muted, provenance(page))];
    if !page.sent_by.is_empty() {
        blocks.push(Block::Fact("sent by", page.sent_by.clone()));
    }
    if let Some(traits) = &page.traits {
        blocks.push(Block::Fact("retry", retry(&traits.retry)));
    }
    blocks.extend(likeliest(page));
    if !page.summary.is_empty() {
        blocks.push(Block::Paragraph(Role::Strong, page.summary.clone()));
    }
    let badges = badges(page);
    if !badges.is_empty() {
        blocks.push(Block::Badges(badges));
    }
    let also = page.aliases.join(", ");
    for (label, text) in [
        ("seen by", page.seen_by.as_deref().unwrap_or_default()),
        // The other names of a failure are what clients say, which has a section of its own.
        ("also", if page.step.is_none() { also.as_str() } else { "" }),
    ] {
        if !text.is_empty() {
            blocks.push(Block::Fact(label, text.to_owned()));
        }
    }
    blocks
}

/// Whether to retry, and why: a sentence for the verdict, and what the page says.
fn retry(retry: &Retry) -> String {
    let verdict = match retry.verdict {
        RetryVerdict::No => "No.",
        RetryVerdict::AfterChange => "After a change.",
        RetryVerdict::AfterDelay => "After a delay.",
        RetryVerdict::SafeMethods => "Idempotent methods only.",
        RetryVerdict::Yes => "Yes.",
    };
    // Where the reason ends with the verdict, that is said once.
    let before = retry.why.strip_suffix("repeat idempotent methods only.").map(str::trim_end);
    let why = match before.and_then(|before| before.strip_suffix([':', ';'])) {
        Some(before) if retry.verdict == RetryVerdict::SafeMethods => before,
        _ => &retry.why,
    };
    ended(format!("{verdict} {why}").trim_end().to_owned())
}

/// The likeliest cause, and the command that tells whether it is the one; in words where no command does.
fn likeliest(page: &Page) -> Vec<Block> {
    let Some(first) = page.causes.first() else { return Vec::new() };
    let cause = Block::Fact("likely", ended(gist(&first.cause).to_owned()));
    let check = match first_command(&first.check) {
        Some(command) => Block::Command(command.to_owned()),
        None if first.check.len() <= SHORT_CHECK => Block::Fact("check", first.check.clone()),
        None => Block::Fact("check", first_sentence(&first.check).to_owned()),
    };
    vec![cause, check]
}

/// Where a code comes from, in a few words: `registered · RFC 9110 §15.5.5`.
fn provenance(page: &Page) -> String {
    let mut parts = vec![match page.standing {
        Standing::Registered => "registered with IANA".to_owned(),
        Standing::Temporary => "temporarily registered with IANA".to_owned(),
        Standing::Obsolete => "registered with IANA, obsolete".to_owned(),
        Standing::Unused => "reserved by IANA, not to be used".to_owned(),
        Standing::Unofficial => "unofficial, not registered with IANA".to_owned(),
        Standing::Failure => failure::provenance(page.step).to_owned(),
    }];
    parts.extend(page.vendor.clone());
    parts.extend(page.rfc.as_ref().map(crate::catalog::Rfc::cite));
    parts.join(" · ")
}

/// The traits but for the retry and the header fields that matter, in a few words each.
fn badges(page: &Page) -> Vec<String> {
    let mut badges = Vec::new();
    if let Some(traits) = &page.traits {
        badges.extend(traits.redirect_method.map(|method| method.label().to_owned()));
        badges.extend(traits.cacheable.map(|cacheable| cacheable.label().to_owned()));
        let told = traits.body.filter(|body| *body != Body::Allowed);
        badges.extend(told.map(|body| body.label().to_owned()));
    }
    let named = page.headers.iter().filter(|header| header.level != Level::May);
    badges.extend(named.map(|header| format!("{} {}", header.name, header.level.label())));
    badges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    #[test]
    fn the_verdict_is_said_once() {
        let said = |verdict, why: &str| retry(&Retry { verdict, why: why.to_owned() });
        let safe = RetryVerdict::SafeMethods;
        assert_eq!(
            said(safe, "It may be at work: repeat idempotent methods only."),
            "Idempotent methods only. It may be at work."
        );
        assert_eq!(
            said(safe, "It may be at work, so repeat idempotent methods only."),
            "Idempotent methods only. It may be at work, so repeat idempotent methods only."
        );
        assert_eq!(said(RetryVerdict::No, ""), "No.");
        assert_eq!(said(RetryVerdict::AfterDelay, "It passes; wait"), "After a delay. It passes; wait.");
    }

    #[test]
    fn no_label_stands_twice_on_a_page() {
        let catalog = Catalog::embedded();
        for index in catalog.filter(|_| true).collect::<Vec<_>>() {
            let page = catalog.page(index).expect("embedded pages parse");
            let mut labels: Vec<&str> = Vec::new();
            for block in overview(&page) {
                if let Block::Fact(label, text) = block {
                    assert!(!labels.contains(&label), "{}: {label}", page.id);
                    assert!(text.ends_with(|c| !matches!(c, ':' | ';' | ',' | ' ' | '(')), "{}: {text}", page.id);
                    assert_eq!(text.matches('(').count(), text.matches(')').count(), "{}: {text}", page.id);
                    labels.push(label);
                }
            }
        }
    }
}
