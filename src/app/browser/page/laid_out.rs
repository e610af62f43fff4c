//! A page made into lines.

use crate::catalog::{Catalog, Index};
use crate::document::{Block, Document, Options, Role, SectionId, lay_out, sections};

/// The lines of an entry's page for a width.
#[derive(Debug, Clone, Default)]
pub struct LaidOut {
    /// Whose page it is and how it is laid out; `None` before there is one.
    pub of: Option<(Index, Options)>,
    /// The lines.
    pub document: Document,
    /// What stood in the way of them.
    pub error: Option<String>,
    /// The ids of the languages that have a snippet for the code.
    pub languages: Vec<String>,
}

impl LaidOut {
    /// Lays the page of an entry out, its snippet left open.
    pub fn new(catalog: &Catalog, index: Index, options: Options) -> Self {
        let of = Some((index, options));
        let page = match catalog.page(index) {
            Ok(page) => page,
            Err(error) => return Self { of, error: Some(error.to_string()), ..Self::default() },
        };
        let mut sections = sections(&page, catalog);
        let mut languages = Vec::new();
        if let Some(snippet) = sections.iter_mut().find(|section| section.id == SectionId::Snippet) {
            // It is laid out when it comes near.
            snippet.blocks = vec![Block::Paragraph(Role::Muted, "…".to_owned())];
            languages = page.snippets;
        }
        Self { of, document: lay_out(&sections, options), error: None, languages }
    }
}
