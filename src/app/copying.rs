//! Copying from the page that is shown, and what is said about it.

use crate::app::effect::Effect;
use crate::app::state::picker::{Choice, Item};
use crate::app::state::reader::Reader;
use crate::app::{App, Overlay};
use crate::catalog::{Catalog, Index, Page};
use crate::clipboard::{Obstacle, Outcome, Place};
use crate::document::{markdown, sections};
use crate::json;
use crate::text::{clean, pasteable};

/// A text of one line is shown beside its name in the list up to this many bytes.
const BESIDE: usize = 24;

/// What can be copied from a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
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

impl Part {
    /// The parts of a page, in the order of the list.
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::Link,
        Self::Quotation,
        Self::Request,
        Self::Response,
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
            Self::Name => Some(format!("{} {}", page.code, page.name)),
            Self::Link => page.source().map(str::to_owned),
            Self::Quotation => page.rfc.as_ref().map(|rfc| format!("\"{}\"\n{}, {}\n", rfc.quote, rfc.cite(), rfc.url)),
            Self::Request => message(&page.example.as_ref()?.request),
            Self::Response => message(&page.example.as_ref()?.response),
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

impl App {
    /// Has a text copied, without the control characters that could act on what it is pasted into. `what` names it
    /// within a sentence: `the example response`.
    pub fn copy(&mut self, what: &str, text: &str) -> Vec<Effect> {
        self.say(format!("Copying {what} …"));
        vec![Effect::Copy { what: what.to_owned(), text: pasteable(text).into_owned() }]
    }

    /// Offers what can be copied from the page.
    pub(super) fn pick_copy(&mut self) {
        let page = self.current().and_then(|index| Some((index, self.catalog.page(index).ok()?)));
        let of_page = page.iter().flat_map(|(index, page)| {
            Part::ALL.into_iter().filter_map(|part| Some((part, part.text(page, *index, &self.catalog)?)))
        });
        let of_snippet = Part::OF_SNIPPET.into_iter().filter_map(|part| Some((part, self.snippet_part(part)?.1)));
        let item = |(part, text): (Part, String)| {
            let detail = if text.len() <= BESIDE && !text.contains('\n') { text } else { lines(&text) };
            Item { label: part.label().to_owned(), detail, choice: Choice::Copy(part) }
        };
        let items = of_snippet.chain(of_page).map(item).collect();
        self.pick("Copy", items, "There is no page to copy from", None);
    }

    /// Copies a part of the page.
    pub(super) fn copy_part(&mut self, part: Part) -> Vec<Effect> {
        if Part::OF_SNIPPET.contains(&part) {
            return match self.snippet_part(part) {
                Some((what, text)) => self.copy(&what, &text),
                None => self.no_snippet(),
            };
        }
        let text = self.current().and_then(|index| {
            let page = self.catalog.page(index).ok()?;
            part.text(&page, index, &self.catalog)
        });
        match text {
            Some(text) => self.copy(part.what(), &text),
            None => Vec::new(),
        }
    }

    /// Says what came of copying; a text that could not be copied is shown, to be selected by hand.
    pub(super) fn copied(&mut self, what: &str, text: &str, outcome: Outcome) -> Vec<Effect> {
        let it = match text.lines().count() {
            0 | 1 => what.to_owned(),
            _ => format!("{what}, {},", lines(text)),
        };
        let alone = it.trim_end_matches(',');
        match outcome.place {
            Place::Desktop => self.say(format!("Copied {alone}")),
            Place::Tmux => self.say(format!("Copied {it} to tmux's buffer")),
            Place::Terminal => self.say(format!("Sent {it} by OSC 52; the terminal may not take it")),
            Place::File(path) => self.say(format!("Wrote {it} to {}", clean(&path.to_string_lossy()))),
            Place::Nowhere(obstacle) => {
                self.fail(match obstacle {
                    Obstacle::NoClipboard => {
                        "No clipboard can be reached; select the text, or start with --copy-to FILE".to_owned()
                    }
                    Obstacle::TooLarge => {
                        let size = text.len().div_ceil(1000);
                        format!("{size} kB is more than a terminal takes; select it, or start with --copy-to FILE")
                    }
                    Obstacle::File(problem) => clean(&problem.to_string()).into_owned(),
                });
                self.overlay = Some(Overlay::Reader(Reader::by_hand(text)));
            }
        }
        outcome.escape.map(Effect::Send).into_iter().collect()
    }
}

/// `1 line`, `9 lines`.
fn lines(text: &str) -> String {
    match text.lines().count() {
        1 => "1 line".to_owned(),
        n => format!("{n} lines"),
    }
}
