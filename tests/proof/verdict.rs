//! What a response has to be, by the rules of the code.

use httpdex::catalog::Catalog;
use httpdex::snippet::{Content, Field, Form, Language, Response};
use serde_json::Value;

use crate::message::Head;
use crate::wire::{Answer, Framing};

/// Fields that are given once.
const ONCE: &[&str] = &[
    "Content-Type",
    "Content-Length",
    "Content-Range",
    "Date",
    "ETag",
    "Last-Modified",
    "Location",
    "Retry-After",
    "Accept-Ranges",
];

/// Fields whose value is a list: more members than asked for do no harm.
const LISTS: &[&str] = &["Allow", "Accept", "Connection", "IM", "Upgrade", "Via"];

/// What everything is held against.
pub struct Expected<'a> {
    /// The catalogue.
    pub catalog: &'a Catalog,
    /// The language.
    pub language: &'a Language,
    /// How the code is sent.
    pub response: &'a Response,
    /// The program that sends it.
    pub program: &'a str,
}

/// An error unless the condition holds.
pub fn ensure(holds: bool, why: impl Fn() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why()) }
}

impl Expected<'_> {
    fn lacks(&self, name: &str) -> bool {
        self.language.lacks.iter().any(|lacked| lacked.eq_ignore_ascii_case(name))
    }

    /// What holds for every response with this number.
    pub fn any(&self, answer: &Answer, number: u16) -> Result<(), String> {
        let Answer { head, status, content, framing } = answer;
        ensure(*status == number, || format!("the status is {status} in place of {number}"))?;
        for name in ONCE {
            ensure(head.all(name).count() < 2, || format!("{name} is there twice"))?;
        }
        ensure(number < 200 || head.get("Date").is_some() || self.lacks("Date"), || "Date is missing".to_owned())?;
        self.phrase(head, number)?;
        let has = |name: &str| head.get(name).is_some();
        if number < 200 || number == 204 {
            ensure(!has("Content-Length"), || format!("a {number} has no Content-Length (RFC 9110 section 8.6)"))?;
        }
        if number < 200 || number == 204 || number == 304 {
            ensure(!has("Transfer-Encoding"), || format!("a {number} has no Transfer-Encoding"))?;
        }
        if number == 205 {
            ensure(content.is_empty(), || "a 205 has no content".to_owned())?;
            ensure(*framing != Framing::Close, || "a 205 says that its content is empty".to_owned())?;
        }
        Ok(())
    }

    /// The reason phrase is the name of the code, a name that it had, or absent; or the program says what it is where
    /// it cannot choose. Clients are to ignore it (RFC 9112 section 4); people read it.
    fn phrase(&self, head: &Head, number: u16) -> Result<(), String> {
        let phrase = head.phrase();
        let plain = |name: &str| name.to_lowercase().replace(['-', ' ', '\''], "");
        let page = self.catalog.find(&number.to_string()).and_then(|index| self.catalog.page(index).ok());
        let page = page.ok_or_else(|| format!("there is no {number}"))?;
        let named = plain(&page.name) == plain(phrase) || page.aliases.iter().any(|name| plain(name) == plain(phrase));
        let told = !named && self.program.contains(phrase);
        ensure(named || told, || format!("the reason phrase is {phrase:?} in place of {:?}", page.name))
    }

    /// The fields of the response.
    pub fn fields(&self, head: &Head) -> Result<(), String> {
        self.response.headers.iter().filter(|field| !self.lacks(&field.name)).try_for_each(|field| has(head, field))
    }

    /// The content of a final response.
    pub fn content(&self, answer: &Answer) -> Result<(), String> {
        let response = self.response;
        if response.form == Form::Redirect {
            return Ok(());
        }
        if response.content == Content::None {
            return ensure(answer.content.is_empty(), || "there is content where there should be none".to_owned());
        }
        media_type(&answer.head, response.content_type.unwrap_or_default())?;
        match &response.json {
            Some(members) if response.content == Content::Problem => same_problem(&answer.content, &members.compact()),
            Some(members) => same_json(&answer.content, &members.compact()),
            None => same_text(&answer.content, response.text.as_deref().unwrap_or_default()),
        }
    }
}

/// Whether a field is there with its value.
fn has(head: &Head, field: &Field) -> Result<(), String> {
    let Field { name, value } = field;
    ensure(head.get(name).is_some(), || format!("{name} is missing"))?;
    let fine = if LISTS.iter().any(|list| list.eq_ignore_ascii_case(name)) {
        let there = head.list(name);
        value.split(',').all(|member| there.contains(&member.trim().to_lowercase()))
    } else if name == "Location" {
        head.get(name).is_some_and(|to| {
            to == value || ["localhost", "127.0.0.1"].iter().any(|host| *to == format!("http://{host}:8080{value}"))
        })
    } else {
        head.all(name).any(|there| there == value || there.to_lowercase() == value.to_lowercase())
    };
    ensure(fine, || format!("{name} is {:?} in place of {value:?}", head.all(name).collect::<Vec<_>>()))
}

/// Whether the media type is this one, whatever its parameters.
pub fn media_type(head: &Head, wanted: &str) -> Result<(), String> {
    let plain = |value: &str| value.split(';').next().unwrap_or_default().trim().to_lowercase();
    let there = head.get("Content-Type").unwrap_or_default();
    ensure(plain(there) == plain(wanted), || format!("Content-Type is {there:?} in place of {wanted:?}"))
}

/// Whether content is this JSON.
pub fn same_json(content: &[u8], wanted: &str) -> Result<(), String> {
    let there: Value = serde_json::from_slice(content).map_err(|error| format!("the content is no JSON: {error}"))?;
    let wanted_value: Value = serde_json::from_str(wanted).map_err(|error| error.to_string())?;
    ensure(there == wanted_value, || format!("the content is {there} in place of {wanted}"))
}

/// Whether content is these problem details. A framework may name the target of the request as their `instance`
/// (RFC 9457 section 3.1.5), as Spring does, and a `type` that is absent is `about:blank` (section 3.1.1).
fn same_problem(content: &[u8], wanted: &str) -> Result<(), String> {
    let mut there: Value =
        serde_json::from_slice(content).map_err(|error| format!("the content is no JSON: {error}"))?;
    if let Some(members) = there.as_object_mut() {
        if members.get("instance").is_some_and(|instance| instance == "/") {
            members.remove("instance");
        }
        members.entry("type").or_insert_with(|| "about:blank".into());
    }
    same_json(there.to_string().as_bytes(), wanted)
}

/// Whether content is this text, but for white space at the end.
pub fn same_text(content: &[u8], wanted: &str) -> Result<(), String> {
    let there = String::from_utf8_lossy(content);
    ensure(there.trim_end() == wanted.trim_end(), || format!("the content is {there:?} in place of {wanted:?}"))
}
