//! What a page says, section by section.

use super::block::Block;
use super::failure;
use super::pieces::first_command;
use super::sentence::{first_sentence, gist, split_gist, split_sentence};
use crate::catalog::{Body, Catalog, Index, Level, Page, Related, RetryVerdict, Source, Standing};
use crate::text::Role;

/// The label of the likeliest cause.
pub(super) const LIKELIEST: &str = "likely";

/// Declares the sections with their id on the command line, their title, and their title where room is scarce.
macro_rules! section_ids {
    ($($variant:ident = $id:literal, $title:literal, $short:literal;)+) => {
        /// A section of a page.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum SectionId {
            $(#[doc = $title] $variant,)+
        }

        impl SectionId {
            /// Every section, in the order of the page.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word for it on the command line.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// Its heading.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }

            /// Its heading in one short word.
            pub const fn short(self) -> &'static str {
                match self { $(Self::$variant => $short,)+ }
            }
        }
    };
}

section_ids! {
    Overview = "overview", "Overview", "Overview";
    Steps = "steps", "What happened", "Steps";
    Definition = "definition", "Definition", "Definition";
    PlainEnglish = "plain-english", "In plain English", "Plain";
    Rfc = "rfc", "What the RFC says", "RFC";
    Meanings = "meanings", "Elsewhere", "Elsewhere";
    Causes = "causes", "Causes", "Causes";
    Fixes = "fixes", "Fixes", "Fixes";
    Clients = "clients", "What clients say", "Clients";
    Becomes = "becomes", "What it becomes", "Becomes";
    Settings = "settings", "Settings", "Settings";
    Headers = "headers", "Header fields", "Headers";
    Example = "example", "Example", "Example";
    Snippet = "snippet", "Snippet", "Snippet";
    Faq = "faq", "Questions", "FAQ";
    SubCodes = "sub-codes", "Sub-codes", "Sub-codes";
    Related = "related", "Related codes", "Related";
    Sources = "sources", "Sources", "Sources";
}

/// A section with what stands in it; a section without blocks is left out of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Which.
    pub id: SectionId,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// The sections of a page that have something to say, in order.
pub fn sections(page: &Page, catalog: &Catalog) -> Vec<Section> {
    SectionId::ALL
        .iter()
        .map(|&id| Section { id, blocks: blocks(id, page, catalog) })
        .filter(|section| !section.blocks.is_empty())
        .collect()
}

fn blocks(id: SectionId, page: &Page, catalog: &Catalog) -> Vec<Block> {
    match id {
        SectionId::Overview => overview(page),
        SectionId::Steps => {
            let happened = || page.happened.clone().unwrap_or_default();
            page.step.iter().map(|&failed| Block::Steps { failed, done: page.done, happened: happened() }).collect()
        }
        SectionId::Clients => failure::clients(page),
        SectionId::Becomes => failure::becomes(page, links(page.becomes.as_deref().unwrap_or_default(), catalog)),
        SectionId::Definition => text(&page.definition),
        SectionId::PlainEnglish => text(&page.plain_english),
        SectionId::Rfc => page
            .rfc
            .iter()
            .map(|rfc| Block::Quote { text: rfc.quote.clone(), cite: rfc.cite(), url: rfc.url.clone() })
            .collect(),
        SectionId::Meanings => elsewhere(page, catalog),
        SectionId::Causes => numbered(page.causes.iter().map(|c| (c.cause.clone(), Some(("check", c.check.clone()))))),
        SectionId::Fixes => fixes(page),
        SectionId::Settings => page
            .settings
            .iter()
            .map(|s| Block::Item {
                marker: format!("`{}`", s.name),
                text: s.effect.clone(),
                detail: Some(("default", s.default.clone())),
            })
            .collect(),
        SectionId::Headers => page
            .headers
            .iter()
            .map(|h| Block::Item {
                marker: format!("{} {}", h.name, h.level.label()),
                text: h.why.clone(),
                detail: None,
            })
            .collect(),
        SectionId::Example => page
            .example
            .iter()
            .flat_map(|example| [&example.request, &example.response])
            .filter(|message| !message.is_empty())
            .map(|message| Block::Message(message.clone()))
            .collect(),
        SectionId::Snippet => snippet(page, catalog),
        SectionId::Faq => page.faq.iter().map(|q| Block::Question(q.question.clone(), q.answer.clone())).collect(),
        SectionId::SubCodes => sub_codes(page, catalog),
        SectionId::Related => links(&page.related, catalog),
        SectionId::Sources => page
            .rfc
            .iter()
            .map(|rfc| Block::Link { title: format!("{}: {}", rfc.cite(), rfc.title), url: rfc.url.clone() })
            .chain(page.docs.iter().map(|doc| Block::Link { title: doc.title.clone(), url: doc.url.clone() }))
            .collect(),
    }
}

fn text(text: &str) -> Vec<Block> {
    if text.is_empty() { Vec::new() } else { vec![Block::Paragraph(Role::Text, text.to_owned())] }
}

/// What a page begins with: a strip for whoever is on call, what the code means, and what else there is to know of it.
fn overview(page: &Page) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(Role::Muted, provenance(page))];
    let retry = page.traits.as_ref().map(|traits| &traits.retry);
    let (sent_by, more_on_sender) = split_sentence(&page.sent_by);
    let (why, more_on_retrying) = split_gist(retry.map_or("", |retry| &retry.why));
    if !sent_by.is_empty() {
        blocks.push(Block::Fact("sent by", sent_by.to_owned()));
    }
    if let Some(retry) = retry {
        blocks.push(Block::Fact("retry", ended(format!("{}: {why}", whether(retry.verdict)))));
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
        ("sent by", more_on_sender),
        ("seen by", page.seen_by.as_deref().unwrap_or_default()),
        ("retry", more_on_retrying),
        // The other names of a failure are what clients say, which has a section of its own.
        ("also", if page.step.is_none() { also.as_str() } else { "" }),
    ] {
        if !text.is_empty() {
            blocks.push(Block::Fact(label, text.to_owned()));
        }
    }
    blocks
}

/// A sentence with a full stop, where its end was cut off.
fn ended(mut sentence: String) -> String {
    if sentence.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '`')) {
        sentence.push('.');
    }
    sentence
}

/// Whether to retry, behind the word for it.
const fn whether(verdict: RetryVerdict) -> &'static str {
    match verdict {
        RetryVerdict::No => "no",
        RetryVerdict::AfterChange => "after a change",
        RetryVerdict::AfterDelay => "after a delay",
        RetryVerdict::SafeMethods => "idempotent methods",
        RetryVerdict::Yes => "yes",
    }
}

/// The likeliest cause, and the command that tells whether it is the one; in words where no command does.
fn likeliest(page: &Page) -> Vec<Block> {
    let Some(first) = page.causes.first() else { return Vec::new() };
    let cause = Block::Fact(LIKELIEST, ended(gist(&first.cause).to_owned()));
    let check = match first_command(&first.check) {
        Some(command) => Block::Command(command.to_owned()),
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

/// The traits and the header fields that matter, in a few words each.
fn badges(page: &Page) -> Vec<String> {
    let mut badges = Vec::new();
    if let Some(traits) = &page.traits {
        badges.push(traits.retry.verdict.label().to_owned());
        badges.extend(traits.redirect_method.map(|method| method.label().to_owned()));
        badges.extend(traits.cacheable.map(|cacheable| cacheable.label().to_owned()));
        let told = traits.body.filter(|body| *body != Body::Allowed);
        badges.extend(told.map(|body| body.label().to_owned()));
    }
    let named = page.headers.iter().filter(|header| header.level != Level::May);
    badges.extend(named.map(|header| format!("{} {}", header.name, header.level.label())));
    badges
}

fn numbered(items: impl Iterator<Item = (String, Option<(&'static str, String)>)>) -> Vec<Block> {
    items.zip(1..).map(|((text, detail), n)| Block::Item { marker: n.to_string(), text, detail }).collect()
}

fn fixes(page: &Page) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (label, fixes) in [("If you call", &page.fixes.client), ("If you serve", &page.fixes.server)] {
        if !fixes.is_empty() {
            blocks.push(Block::Label(label.to_owned()));
            blocks.extend(fixes.iter().map(|fix| Block::Item { marker: "•".into(), text: fix.clone(), detail: None }));
        }
    }
    blocks
}

/// Which languages there are and how to have their snippets printed. To write one takes too long for a page.
fn snippet(page: &Page, catalog: &Catalog) -> Vec<Block> {
    let embedded = |index| matches!(catalog.row(index).source, Source::Embedded(..));
    let Some((first, others)) = page.snippets.split_first() else { return Vec::new() };
    if !catalog.find(&page.id).is_some_and(embedded) {
        return Vec::new();
    }
    let command = format!("`httpdex snippet {} --lang {first}`", page.id);
    text(&match others {
        [] => format!("{command} prints a program that ran."),
        others => format!("{command} prints a program that ran; or --lang {}.", others.join(", ")),
    })
}

/// What the number means to others: as the page tells it, and the entries of the others.
fn elsewhere(page: &Page, catalog: &Catalog) -> Vec<Block> {
    let told = page.meanings.iter().map(|m| Block::Item {
        marker: m.owner.clone(),
        text: m.text.clone(),
        detail: Some(("check", m.check.clone())),
    });
    let others = catalog.owners(&page.code).filter(|&other| catalog.row(other).id != page.id).map(|other| {
        let row = catalog.row(other);
        let definition = catalog.page(other).map(|page| page.definition).unwrap_or_default();
        Block::Entry { code: row.code.to_string(), name: row.marked_title(), why: definition, index: Some(other) }
    });
    told.chain(others).collect()
}

fn sub_codes(page: &Page, catalog: &Catalog) -> Vec<Block> {
    let Some(index) = catalog.find(&page.id) else { return Vec::new() };
    let entry = |sub: Index| {
        let row = catalog.row(sub);
        Block::Entry { code: row.code.to_string(), name: row.name.to_string(), why: String::new(), index: Some(sub) }
    };
    let mut blocks: Vec<Block> = catalog.sub_codes(index).map(entry).collect();
    if !blocks.is_empty() {
        let text = "Microsoft IIS tells its reasons apart by a second number, in its log and its detailed errors.";
        blocks.insert(0, Block::Paragraph(Role::Muted, text.to_owned()));
    }
    blocks
}

/// Other entries, each with the reason for which it is named.
fn links(links: &[Related], catalog: &Catalog) -> Vec<Block> {
    let entry = |related: &Related| {
        let index = catalog.find(&related.id);
        let row = index.map(|index| catalog.row(index));
        Block::Entry {
            code: row.map_or_else(|| related.id.clone(), |row| row.code.to_string()),
            name: row.map_or_else(String::new, crate::catalog::Row::title),
            why: related.why.clone(),
            index,
        }
    };
    links.iter().map(entry).collect()
}
