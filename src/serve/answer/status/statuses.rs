//! The status codes, and the response for each.

use std::sync::{Arc, OnceLock};

use super::content::content;
use super::template::{Differences, Sent, Template};
use crate::catalog::{Catalog, Index, Standing};
use crate::serve::wire::{Body, Head, Response, Text, Then, accept_key, websocket_key};

/// The status codes of the catalogue, and how each is sent.
#[derive(Debug)]
pub struct Statuses {
    catalog: Arc<Catalog>,
    /// The registered codes in order.
    registered: Vec<(u16, Index)>,
    /// By the position in the catalogue; made when they are first asked for.
    templates: Vec<OnceLock<Template>>,
    differences: OnceLock<Differences>,
}

impl Statuses {
    /// Those of a catalogue.
    pub fn new(catalog: Arc<Catalog>) -> Self {
        let rows = catalog.rows().iter().enumerate().filter(|(_, row)| row.standing != Standing::Unofficial);
        let mut registered: Vec<(u16, Index)> =
            rows.filter_map(|(index, row)| Some((row.code.parse().ok()?, index))).collect();
        registered.sort_unstable();
        let templates = catalog.rows().iter().map(|_| OnceLock::new()).collect();
        Self { catalog, registered, templates, differences: OnceLock::new() }
    }

    /// The catalogue.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// What `/status/` and the id of an entry leads to: a response, or a connection that is closed without one. `None`
    /// where it cannot be sent.
    pub fn is_answered(&self, index: Index) -> Option<bool> {
        match self.template(index) {
            _ if self.catalog.row(index).is_failure() => None,
            Template::Response(_) => Some(true),
            Template::Nothing => Some(false),
            Template::Unknown => None,
        }
    }

    /// The registered reason phrase of a code; empty where there is none.
    pub fn phrase(&self, status: u16) -> &str {
        self.index(status).map_or("", |index| &*self.catalog.row(index).name)
    }

    fn index(&self, status: u16) -> Option<Index> {
        let at = self.registered.binary_search_by_key(&status, |(code, _)| *code).ok()?;
        Some(self.registered[at].1)
    }

    fn template(&self, index: Index) -> &Template {
        self.templates[index].get_or_init(|| match self.catalog.page(index) {
            Ok(page) => Template::new(&page, self.differences.get_or_init(Differences::embedded)),
            Err(_) => Template::Unknown,
        })
    }

    /// How a bare code is sent: as the registered one, or as its only owner does.
    fn of_code(&self, status: u16) -> Sent {
        let code = status.to_string();
        let registered = self.index(status);
        let index = registered.or_else(|| {
            let mut owners = self.catalog.owners(&code);
            owners.next().filter(|_| owners.next().is_none())
        });
        match index.map(|index| self.template(index)) {
            Some(Template::Response(sent)) if sent.status == status => sent.clone(),
            _ => Sent::bare(status),
        }
    }
}

impl Sent {
    /// A code of which nothing is known.
    const fn bare(status: u16) -> Self {
        Self {
            status,
            reason: String::new(),
            fields: Vec::new(),
            content: None,
            close: false,
            detail: String::new(),
            is_vendors: false,
        }
    }
}

impl Statuses {
    /// The response to a request that wants this status.
    pub fn response(&self, head: &Head, status: u16) -> Response {
        let sent = self.of_code(status);
        if status == 101 { self.switching(head, sent) } else { self.sent(head, sent) }
    }

    /// The fields that belong to a code.
    pub fn fields(&self, status: u16) -> Vec<(Text, Text)> {
        self.of_code(status).fields
    }

    fn sent(&self, head: &Head, sent: Sent) -> Response {
        let mut response = Response::new(sent.status);
        response.fields.clone_from(&sent.fields);
        if sent.is_vendors {
            response.reason = Some(sent.reason.clone().into());
        }
        if sent.close {
            response.then = Then::Close;
        }
        if response.forbids_content() || sent.status == 205 {
            return response;
        }
        let phrase = if sent.is_vendors { &sent.reason } else { self.phrase(sent.status) };
        let (media_type, bytes) = match sent.content {
            Some(content) => content,
            None => content(head, sent.status, phrase, &sent.detail),
        };
        response.fields.push(("Content-Type".into(), media_type));
        response.body = Body::Bytes(bytes.into());
        response
    }

    /// 101, whatever the request was: a WebSocket opens where there is a key, and is closed at once where there is none.
    fn switching(&self, head: &Head, sent: Sent) -> Response {
        let key = websocket_key(head);
        let mut response = self.sent(head, sent);
        response.fields.retain(|(name, _)| name != "Sec-WebSocket-Protocol");
        for (name, value) in &mut response.fields {
            if let (Some(key), "Sec-WebSocket-Accept") = (&key, &**name) {
                *value = accept_key(key).into();
            }
        }
        let size = if key.is_some() { 1 << 20 } else { 0 };
        Response { then: Then::Echo { frame: size, message: size }, ..response }
    }

    /// An entry by its id: what the client sees then.
    ///
    /// # Errors
    /// A sentence about an entry that is not there, or that cannot be sent.
    pub fn entry(&self, head: &Head, id: &str) -> Result<Response, String> {
        let Some(index) = self.catalog.find(id) else {
            let shown = crate::text::clean(&crate::text::shorten(id, 40)).into_owned();
            return Err(format!("there is no entry {shown}; `httpdex list --format json` has their ids"));
        };
        match self.template(index) {
            Template::Response(sent) => Ok(self.sent(head, sent.clone())),
            Template::Nothing => Ok(Response { then: Then::HangUp, ..Response::new(500) }),
            Template::Unknown => Err(format!(
                "{id} cannot be sent: the number stands only in a page, and the status code with it is not on record"
            )),
        }
    }
}
