//! A whole entry, as `data/codes` holds it and as `--format json` prints it.
//!
//! The build script compiles this file too, so that a page that does not parse fails the build.

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use super::kinds::{Body, Cacheable, Category, Done, Level, RedirectMethod, RetryVerdict, Standing, Step};

/// What stands where a code would: a failure has none.
pub const NO_CODE: &str = "—";

/// Everything that is known of one status code of one owner, or of one failure without a status.
///
/// Texts are plain, but for `backticks` around code. Fields that an own entry leaves out are empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The bare code for a registered one (`404`), `<vendor>-<code>` otherwise; a word for a failure.
    pub id: String,
    /// `404`, `404.13` or `1020`; [`NO_CODE`](super::NO_CODE) for a failure.
    pub code: String,
    /// The name in the registry, or the vendor's.
    pub name: String,
    /// Where it is filed.
    #[serde(default = "other")]
    pub category: Category,
    /// Who uses the code, when it is not the registry's.
    #[serde(default)]
    pub vendor: Option<String>,
    /// What the registry says of it.
    #[serde(default = "unofficial")]
    pub standing: Standing,
    /// Former and other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// One emoji; never needed to understand the page.
    #[serde(default)]
    pub emoji: Option<String>,
    /// The friendly line.
    #[serde(default)]
    pub summary: String,
    /// The technical definition.
    #[serde(default)]
    pub definition: String,
    /// What it means for the one who sees it and the one who sends it.
    #[serde(default)]
    pub plain_english: String,
    /// The defining section.
    #[serde(default)]
    pub rfc: Option<Rfc>,
    /// Where to read on.
    #[serde(default)]
    pub docs: Vec<Doc>,
    /// Who generates it.
    #[serde(default)]
    pub sent_by: String,
    /// Who sees it: the client, or only a log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_by: Option<String>,
    /// The settings that govern it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settings: Vec<Setting>,
    /// What the number means elsewhere, or in another version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meanings: Vec<Meaning>,
    /// A raw exchange.
    #[serde(default)]
    pub example: Option<Example>,
    /// Why one gets it, likeliest first.
    #[serde(default)]
    pub causes: Vec<Cause>,
    /// How to make it go away.
    #[serde(default)]
    pub fixes: Fixes,
    /// The header fields that belong to it.
    #[serde(default)]
    pub headers: Vec<Header>,
    /// What caches, clients and framing do with it.
    #[serde(default)]
    pub traits: Option<Traits>,
    /// The step at which a failure happens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Step>,
    /// Which steps were done, where the client gave up by itself and they were not all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Done>,
    /// What happened at that step: a clause of at most 60 characters, to stand below the picture of the steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub happened: Option<String>,
    /// What a failure becomes where a proxy or server in between answers for it, by id; `None` for a status code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub becomes: Option<Vec<Related>>,
    /// The error types of `Proxy-Status` (RFC 9209 section 2.3) for a failure.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proxy_status: Vec<String>,
    /// What clients say when a failure happens to them; `None` for a status code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clients: Option<Vec<ClientMessage>>,
    /// Codes to look at next.
    #[serde(default)]
    pub related: Vec<Related>,
    /// What people ask.
    #[serde(default)]
    pub faq: Vec<FaqItem>,
    /// What people type when they mean this code.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Rank among the popular codes, from 1.
    #[serde(default)]
    pub popular: Option<u16>,
    /// Ids of the snippet languages for it.
    #[serde(default)]
    pub snippets: Vec<String>,
}

impl Page {
    /// The code and the name, `404 Not Found`; the name alone for a failure.
    pub fn heading(&self) -> String {
        if self.standing == Standing::Failure { self.name.clone() } else { format!("{} {}", self.code, self.name) }
    }

    /// The address of the defining section, or else of the first page that the entry names.
    pub fn source(&self) -> Option<&str> {
        self.rfc.as_ref().map(|rfc| &*rfc.url).or_else(|| self.docs.first().map(|doc| &*doc.url))
    }
}

const fn other() -> Category {
    Category::Other
}

const fn unofficial() -> Standing {
    Standing::Unofficial
}

/// The section of an RFC (or draft) that defines a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rfc {
    /// `9110`, or a draft's name.
    pub number: String,
    /// `15.5.5`.
    pub section: String,
    /// The section's title.
    pub title: String,
    /// The address of the section.
    pub url: String,
    /// One to three sentences, word for word.
    pub quote: String,
}

impl Rfc {
    /// `RFC 9110 §15.5.5`, or the draft's name with its section.
    pub fn cite(&self) -> String {
        let prefix = if self.number.starts_with(|c: char| c.is_ascii_digit()) { "RFC " } else { "" };
        format!("{prefix}{} §{}", self.number, self.section)
    }
}

/// A page elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doc {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub url: String,
}

/// A setting that governs a vendor's code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Its name, as it is written in the configuration.
    pub name: String,
    /// Its default with the unit, or `none`.
    pub default: String,
    /// What it does to this code.
    pub effect: String,
}

/// What the same number means to another vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meaning {
    /// Who means it.
    pub owner: String,
    /// What they mean.
    #[serde(rename = "meaning")]
    pub text: String,
    /// How to tell that it was they.
    pub check: String,
}

/// A raw HTTP/1.1 exchange; lines end with `\n`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// The request.
    pub request: String,
    /// The response.
    pub response: String,
}

/// A reason for the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// What is the case.
    pub cause: String,
    /// How to confirm it.
    pub check: String,
}

/// What to do about it, by who can do it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fixes {
    /// For whoever calls.
    #[serde(default)]
    pub client: Vec<String>,
    /// For whoever serves.
    #[serde(default)]
    pub server: Vec<String>,
}

/// A header field that belongs to a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The field's name.
    pub name: String,
    /// How strongly it is asked for.
    pub level: Level,
    /// What for, and where that stands.
    pub why: String,
}

/// What caches, clients and framing do with a code.
///
/// A failure has no response, so that nothing but `retry` is said of it, and nothing else is printed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Traits {
    /// Whether a cache may store it.
    #[serde(default)]
    pub cacheable: Option<Cacheable>,
    /// Whether it has content.
    #[serde(default)]
    pub body: Option<Body>,
    /// Whether sending the request again helps.
    pub retry: Retry,
    /// What becomes of the method, for a redirect.
    #[serde(default)]
    pub redirect_method: Option<RedirectMethod>,
}

impl Serialize for Traits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let of_response = self.cacheable.is_some() || self.body.is_some() || self.redirect_method.is_some();
        let mut map = serializer.serialize_map(None)?;
        if let Some(cacheable) = self.cacheable {
            map.serialize_entry("cacheable", &cacheable)?;
        }
        if let Some(body) = self.body {
            map.serialize_entry("body", &body)?;
        }
        map.serialize_entry("retry", &self.retry)?;
        if of_response {
            map.serialize_entry("redirect_method", &self.redirect_method)?;
        }
        map.end()
    }
}

/// Whether sending the request again helps, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retry {
    /// Whether.
    pub verdict: RetryVerdict,
    /// Why.
    pub why: String,
}

/// A code to look at next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// Its id.
    pub id: String,
    /// When to use it instead, or how the two are confused.
    pub why: String,
}

/// A question that people ask, and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaqItem {
    /// The question.
    pub question: String,
    /// The answer, with its reason.
    pub answer: String,
}

/// What a client says when a failure happens to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientMessage {
    /// The client, and the interface of it where it has several: `curl`, `Node.js fetch`.
    pub client: String,
    /// Its version; empty only where the message was not recorded and its source names none.
    #[serde(default)]
    pub version: String,
    /// The message, word for word, on one line.
    pub message: String,
    /// Whether the message was provoked with that version, and written down as it came.
    #[serde(default)]
    pub recorded: bool,
    /// Where a message stands that was not recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Doc>,
}
