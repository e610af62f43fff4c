//! What a page says, section by section.

use super::block::Block;
use super::elsewhere::elsewhere;
use super::failure;
use super::overview::overview;
use crate::catalog::{Catalog, Index, Page, Related, Source};
use crate::text::Role;

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
