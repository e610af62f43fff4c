//! The parts of a page that can be copied.

use std::fmt::Write;

use super::pieces::{Piece, pieces};
use super::{markdown, sections};
use crate::catalog::{Catalog, Index, Page};
use crate::json;

/// What can be copied from a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagePart {
    /// `429 Too Many Requests`.
    Name,
    /// The address of the defining section, or else of the first page that the entry names.
    Link,
    /// The words of the RFC, and where they stand.
    Quotation,
    /// The example request.
    Request,
    /// The example response.
    Response,
    /// The causes, each with its check.
    Causes,
    /// The commands of causes, checks and fixes, one a line.
    Commands,
    /// The first list of fixes.
    Fixes,
    /// All of it, as `--format markdown` prints it.
    Markdown,
    /// All of it, as `--format json` prints it.
    Json,
    /// The program that is shown.
    Snippet,
    /// The line to be typed before it is run.
    Install,
    /// The line that runs it.
    Run,
    /// The curl command that is answered with the code, once a server runs.
    Curl,
}

impl PagePart {
    /// The parts of a page, in the order of the list.
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::Link,
        Self::Quotation,
        Self::Request,
        Self::Response,
        Self::Causes,
        Self::Commands,
        Self::Fixes,
        Self::Markdown,
        Self::Json,
    ];

    /// The parts of the snippet that is shown, which come before those of the page.
    pub const OF_SNIPPET: [Self; 4] = [Self::Snippet, Self::Install, Self::Run, Self::Curl];

    /// Its name in the list.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Name => "Code and name",
            Self::Link => "Link to the source",
            Self::Quotation => "RFC quotation",
            Self::Request => "Example request",
            Self::Response => "Example response",
            Self::Causes => "Causes and checks",
            Self::Commands => "Commands",
            Self::Fixes => "Fixes",
            Self::Markdown => "Page as Markdown",
            Self::Json => "Page as JSON",
            Self::Snippet => "Snippet",
            Self::Install => "Snippet: line to install",
            Self::Run => "Snippet: line to run",
            Self::Curl => "Snippet: curl command to get the answer",
        }
    }

    /// Its name within a sentence.
    pub const fn what(self) -> &'static str {
        match self {
            Self::Name => "the code and name",
            Self::Link => "the link",
            Self::Quotation => "the RFC quotation",
            Self::Request => "the example request",
            Self::Response => "the example response",
            Self::Causes => "the causes and checks",
            Self::Commands => "the commands",
            Self::Fixes => "the fixes",
            Self::Markdown => "the page as Markdown",
            Self::Json => "the page as JSON",
            Self::Snippet => "the snippet",
            Self::Install => "the line to install",
            Self::Run => "the line to run",
            Self::Curl => "the curl command",
        }
    }

    /// Its text; `None` if the page has none, or if it is a part of the snippet.
    pub fn text(self, page: &Page, index: Index, catalog: &Catalog) -> Option<String> {
        let message = |message: &String| Some(message.clone()).filter(|message| !message.is_empty());
        match self {
            Self::Name => Some(page.heading()),
            Self::Link => page.source().map(str::to_owned),
            Self::Quotation => page.rfc.as_ref().map(|rfc| format!("\"{}\"\n{}, {}\n", rfc.quote, rfc.cite(), rfc.url)),
            Self::Request => message(&page.example.as_ref()?.request),
            Self::Response => message(&page.example.as_ref()?.response),
            Self::Causes => {
                let mut text = String::new();
                for (cause, n) in page.causes.iter().zip(1..) {
                    writeln!(text, "{n}. {}\n   check: {}", cause.cause, cause.check).ok()?;
                }
                (!text.is_empty()).then_some(text)
            }
            Self::Commands => {
                let of_causes = page.causes.iter().flat_map(|cause| [&cause.cause, &cause.check]);
                let texts = of_causes.chain(&page.fixes.client).chain(&page.fixes.server);
                let mut commands: Vec<&str> = Vec::new();
                for command in texts.flat_map(|text| commands_of(text)) {
                    if !commands.contains(&command) {
                        commands.push(command);
                    }
                }
                (!commands.is_empty()).then(|| commands.join("\n") + "\n")
            }
            Self::Fixes => {
                let fixes = [&page.fixes.client, &page.fixes.server].into_iter().find(|fixes| !fixes.is_empty())?;
                Some(format!("- {}\n", fixes.join("\n- ")))
            }
            Self::Markdown => Some(markdown(catalog.row(index), &sections(page, catalog))),
            Self::Json => {
                let mut text = String::new();
                let put = |piece: &str| {
                    text.push_str(piece);
                    Ok::<(), serde_json::Error>(())
                };
                json::array(std::slice::from_ref(page), put).ok()?;
                Some(text)
            }
            Self::Snippet | Self::Install | Self::Run | Self::Curl => None,
        }
    }
}

/// The commands that have lines of their own where a text is laid out.
fn commands_of(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Command(command) => Some(command),
        Piece::Words(_) => None,
    })
}
