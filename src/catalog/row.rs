//! What lists and lookups need of an entry, without its page.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::format::{Category, Pattern, Standing, Step};
use super::pieces;

/// The JSON texts of the embedded pages, one behind the other, as the build script wrote them.
static PAGES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pages.coded"));

/// The head of an entry.
#[derive(Debug, Clone)]
pub struct Row {
    /// The bare code for a registered one (`404`), `<vendor>-<code>` otherwise; a word for a failure.
    pub id: Cow<'static, str>,
    /// `404`, `404.13` or `1020`; [`NO_CODE`](super::NO_CODE) for a failure.
    pub code: Cow<'static, str>,
    /// The name in the registry, or the vendor's.
    pub name: Cow<'static, str>,
    /// Where it is filed.
    pub category: Category,
    /// Who uses the code, when it is not the registry's.
    pub vendor: Option<Cow<'static, str>>,
    /// What the registry says of it.
    pub standing: Standing,
    /// The step at which a failure happens; `None` for a status code.
    pub step: Option<Step>,
    /// One emoji.
    pub emoji: Option<Cow<'static, str>>,
    /// Rank among the popular codes, from 1.
    pub popular: Option<u16>,
    /// Where the page is.
    pub source: Source,
}

/// Where the JSON text of a page is.
#[derive(Debug, Clone)]
pub enum Source {
    /// In the program: where the entry begins and ends among the bytes of the embedded texts.
    Embedded(u32, u32),
    /// In a user's file: its whole text, and where the entry begins and ends.
    Own(Arc<str>, u32, u32),
}

impl Source {
    /// The JSON text of one entry.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Embedded(start, end) => pieces::text(&PAGES[*start as usize..*end as usize]).into(),
            Self::Own(file, start, end) => file[*start as usize..*end as usize].into(),
        }
    }

    /// What is in the quotes of a string in that text, where the search index says that it stands; empty beyond the end.
    pub(crate) fn string(&self, place: Range<usize>) -> Cow<'_, str> {
        match self {
            Self::Embedded(start, end) => {
                let page = &PAGES[*start as usize..*end as usize];
                pieces::text(page.get(place).unwrap_or_default()).into()
            }
            Self::Own(file, start, end) => file[*start as usize..*end as usize].get(place).unwrap_or_default().into(),
        }
    }
}

impl Row {
    /// Whether it is an entry of the user's own, which does not come with the program.
    pub const fn is_own(&self) -> bool {
        matches!(self.source, Source::Own(..))
    }

    /// Whether it is a failure without a status, and no code.
    pub fn is_failure(&self) -> bool {
        self.category == Category::NoStatus
    }

    /// The class of the code, 1 to 5, by its first digit when it has three; `None` for anything else.
    pub fn class(&self) -> Option<u8> {
        class_of(&self.code)
    }

    /// The name, and for a vendor's code the vendor: `Client Closed Request (nginx)`.
    pub fn title(&self) -> String {
        match &self.vendor {
            Some(vendor) => format!("{} ({vendor})", self.name),
            None => self.name.to_string(),
        }
    }

    /// The title, marked where the entry is the reader's own: `Not Found (own)`, `Client Closed Request (own, nginx)`.
    pub fn marked_title(&self) -> String {
        format!("{}{}", self.name, self.mark())
    }

    /// The name, marked where the entry is the reader's own: `Not Found (own)`, `Client Closed Request`.
    pub fn marked_name(&self) -> String {
        format!("{}{}", self.name, if self.is_own() { " (own)" } else { "" })
    }

    /// What stands behind a name or a code, to tell whose it is: ` (nginx)`, ` (own)`, ` (own, nginx)`.
    pub fn mark(&self) -> String {
        match &self.vendor {
            Some(vendor) if self.is_own() => format!(" (own, {vendor})"),
            Some(vendor) => format!(" ({vendor})"),
            None if self.is_own() => " (own)".to_owned(),
            None => String::new(),
        }
    }

    /// What to call it in a word or two: the code, or the name of a failure.
    pub fn label(&self) -> &str {
        if self.is_failure() { &self.name } else { &self.code }
    }

    /// The code and the title, `404 Not Found`; the title alone for a failure.
    pub fn heading(&self) -> String {
        if self.is_failure() { self.title() } else { format!("{} {}", self.code, self.title()) }
    }

    /// The code that a sub-code belongs to: `404` for `404.13`.
    pub fn parent(&self) -> Option<&str> {
        self.code.split_once('.').map(|(parent, _)| parent)
    }
}

impl Category {
    /// The class of its codes, 1 to 5; `None` where codes are filed by who uses them.
    pub const fn class(self) -> Option<u8> {
        match self {
            Self::Informational => Some(1),
            Self::Success => Some(2),
            Self::Redirection => Some(3),
            Self::ClientError => Some(4),
            Self::ServerError => Some(5),
            Self::NoStatus | Self::Nginx | Self::Cloudflare | Self::AwsElb | Self::Iis | Self::Other => None,
        }
    }
}

/// The class of a code, 1 to 5, by its first digit when it has three; `None` for anything else.
pub fn class_of(code: &str) -> Option<u8> {
    match code.split('.').next().unwrap_or_default().as_bytes() {
        [first @ b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] => Some(first - b'0'),
        _ => None,
    }
}

impl Pattern {
    /// Whether the code of the entry is in the set.
    pub fn matches(&self, row: &Row) -> bool {
        self.matches_code(&row.code)
    }
}
