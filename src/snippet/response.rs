//! How each code is sent: the rows of `data/snippets/responses.json`, and what a template is given of them.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::language::number;
use crate::catalog::{Page, RetryVerdict};

/// The members of an object, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Members(pub Vec<(String, Value)>);

impl Members {
    /// The members as JSON without white space.
    ///
    /// # Panics
    /// Never: strings and numbers serialize.
    pub fn compact(&self) -> String {
        serde_json::to_string(self).expect("strings and numbers serialize")
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a map")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

/// How a code is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// As the answer, with its content.
    #[default]
    Final,
    /// As the answer, with a Location.
    Redirect,
    /// Before the answer.
    Interim,
    /// As the end of HTTP on the connection.
    Upgrade,
    /// As the answer to a condition that did not hold.
    NotModified,
    /// As the answer to a range.
    Range,
    /// As the answer to a range that there is not.
    Unsatisfied,
    /// As the answer to a request that breaks a rule; every other request gets the response that follows.
    Guarded,
}

/// What content a response has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// None.
    None,
    /// JSON.
    Json,
    /// Problem Details (RFC 9457).
    Problem,
    /// Plain text.
    Text,
    /// HTML.
    Html,
    /// XML.
    Xml,
}

impl Content {
    /// The media type.
    pub const fn media_type(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Json => Some("application/json"),
            Self::Problem => Some("application/problem+json"),
            Self::Text => Some("text/plain; charset=utf-8"),
            Self::Html => Some("text/html; charset=utf-8"),
            Self::Xml => Some("application/xml; charset=utf-8"),
        }
    }
}

/// One row of the file: what the page of the code does not tell.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ResponseRow {
    name: Option<String>,
    #[serde(default)]
    form: Form,
    method: Option<String>,
    location: Option<String>,
    etag: Option<String>,
    #[serde(default)]
    headers: Members,
    content: Option<Content>,
    json: Option<Members>,
    text: Option<String>,
    whole: Option<String>,
    check: Option<String>,
    detail: Option<String>,
    note: Option<String>,
    action: String,
}

/// A header field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// The response that follows an interim one, or that a request gets which meets the condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Final {
    /// 200.
    pub number: u16,
    /// `OK`.
    pub name: &'static str,
    /// Its members; `None` where it is text.
    pub json: Option<Members>,
    /// Its members as text, or the text.
    pub text: String,
    /// Its media type.
    pub content_type: &'static str,
}

impl Final {
    fn json(json: Members) -> Self {
        Self { number: 200, name: "OK", text: json.compact(), json: Some(json), content_type: "application/json" }
    }

    fn text(text: String) -> Self {
        Self { number: 200, name: "OK", json: None, text, content_type: "text/plain; charset=utf-8" }
    }
}

/// What a template is given: how the code is sent, and what it asks of a caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Response {
    /// `401`, `404.13`.
    pub code: String,
    /// The number that a client sees.
    pub number: u16,
    /// The id of the page.
    pub id: String,
    /// The name of the code, as it is sent.
    pub name: String,
    /// The owner of a code that is not the registry's.
    pub vendor: Option<String>,
    /// How the code is sent.
    pub form: Form,
    /// The method of the request.
    pub method: String,
    /// The fields beside those of the content and Date.
    pub headers: Vec<Field>,
    /// The value of Location.
    pub location: Option<String>,
    /// What content there is.
    pub content: Content,
    /// Its media type.
    pub content_type: Option<&'static str>,
    /// The members, where the content is JSON.
    pub json: Option<Members>,
    /// The content.
    pub text: Option<String>,
    /// The detail of the problem.
    pub detail: Option<String>,
    /// The one thing that people get wrong.
    pub note: Option<String>,
    /// What the condition stands for by which a request is refused.
    pub check: Option<String>,
    /// The response that follows.
    pub r#final: Option<Final>,
    /// The entity tag of the representation.
    pub etag: Option<String>,
    /// The whole representation that ranges are of.
    pub resource: Option<String>,
    /// What the code asks of a caller.
    pub action: String,
    /// What becomes of the method in a redirect.
    pub redirect_method: Option<&'static str>,
    /// Whether repeating the request helps.
    pub why: String,
    /// The content of the request.
    pub request: Option<Members>,
    /// The content of the request as text.
    pub request_text: Option<String>,
    /// How many seconds a caller has to wait at least to see the code, where its sender waits long itself.
    pub patience: Option<u16>,
}

/// The codes that come after the sender's own timeout, with what is longer than it in seconds. The timeouts are those of
/// the pages: 60 s of many gateways; 19 s for the connection and 90 s for the acknowledgement; 125 s; up to 120 s.
const PATIENCE: &[(&str, u16)] = &[("504", 65), ("cloudflare-522", 115), ("cloudflare-524", 130), ("iis-502.3", 130)];

impl Response {
    /// The response that a page is about; `None` where it is not known how it is sent.
    pub(super) fn new(page: &Page, row: Option<ResponseRow>) -> Option<Self> {
        // A check is of codes too that only a log shows.
        let number = number(page).or_else(|| page.code.split('.').next()?.parse().ok())?;
        let row = if page.vendor.is_some() { vendors(page, number) } else { row? };
        let name = row.name.unwrap_or_else(|| page.name.clone());
        let (json, content, last) = match (row.form, row.json, &row.detail) {
            (Form::Interim | Form::NotModified, Some(json), _) => (None, Content::None, Some(json)),
            (Form::Redirect | Form::Upgrade, ..) => (None, Content::None, None),
            (Form::Guarded, json, None) => (None, row.content.unwrap_or(Content::None), json),
            (Form::Guarded, json, Some(detail)) => (Some(problem(&name, number, detail)), Content::Problem, json),
            (_, _, Some(detail)) => (Some(problem(&name, number, detail)), Content::Problem, None),
            (_, Some(json), _) => (Some(json), Content::Json, None),
            _ => (None, row.content.unwrap_or(Content::None), None),
        };
        let ranged = matches!(row.form, Form::Range | Form::Unsatisfied);
        let method = row.method.unwrap_or_else(|| "GET".to_owned());
        let request = ["POST", "PUT", "PATCH"]
            .contains(&method.as_str())
            .then(|| Members(vec![("quantity".to_owned(), Value::from(2))]));
        let location = row.location.iter().map(|to| Field { name: "Location".to_owned(), value: to.clone() });
        let fields = row
            .headers
            .0
            .into_iter()
            .filter_map(|(name, value)| Some(Field { name, value: value.as_str()?.to_owned() }));
        let traits = page.traits.as_ref();
        Some(Self {
            code: page.code.clone(),
            number,
            id: page.id.clone(),
            vendor: page.vendor.clone(),
            form: row.form,
            headers: location.chain(fields).collect(),
            content_type: content.media_type(),
            text: json.as_ref().map(Members::compact).or_else(|| row.text.clone()),
            resource: row.text.filter(|_| ranged),
            r#final: last.map(Final::json).or_else(|| row.whole.map(Final::text)),
            redirect_method: traits.and_then(|traits| Some(traits.redirect_method?.id())),
            why: traits.map(|traits| traits.retry.why.clone()).unwrap_or_default(),
            request_text: request.as_ref().map(Members::compact),
            patience: PATIENCE.iter().find(|(id, _)| *id == page.id).map(|(_, seconds)| *seconds),
            name,
            method,
            location: row.location,
            content,
            json,
            detail: row.detail,
            note: row.note,
            check: row.check,
            etag: row.etag,
            action: row.action,
            request,
        })
    }
}

/// Problem Details of a code that has no type of problem of its own.
fn problem(name: &str, number: u16, detail: &str) -> Members {
    let member = |key: &str, value: Value| (key.to_owned(), value);
    Members(vec![
        member("type", "about:blank".into()),
        member("title", name.into()),
        member("status", number.into()),
        member("detail", detail.into()),
    ])
}

/// The row of a vendor's code, as far as a caller is concerned: wait where told, retry where that helps, else report.
fn vendors(page: &Page, number: u16) -> ResponseRow {
    let named = page.headers.iter().any(|header| header.name == "Retry-After");
    let shown = page.example.as_ref().is_some_and(|example| example.response.contains("Retry-After"));
    let verdict = page.traits.as_ref().map(|traits| traits.retry.verdict);
    let (action, headers) = match verdict {
        _ if named || shown => ("wait", Members(vec![("Retry-After".to_owned(), "30".into())])),
        // A sub-code is not on the wire: to repeat every 404 for the sake of one of them helps nobody.
        Some(RetryVerdict::Yes | RetryVerdict::SafeMethods | RetryVerdict::AfterDelay) if transient(number) => {
            ("retry", Members::default())
        }
        _ => ("report", Members::default()),
    };
    ResponseRow {
        action: action.to_owned(),
        headers,
        content: Some(Content::Text),
        text: Some(format!("{}\n", page.name)),
        ..ResponseRow::default()
    }
}

/// Whether the number that a client sees tells by itself that the failure may pass.
fn transient(number: u16) -> bool {
    number >= 500 || [408, 425, 429].contains(&number)
}
