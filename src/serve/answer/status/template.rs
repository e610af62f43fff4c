//! What an entry of the catalogue looks like on the wire, taken from its example.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::catalog::{Body, Level, Page};
use crate::serve::wire::Text;

/// What is different here from the examples, which speak of somebody else's server.
#[derive(Debug, Deserialize)]
pub struct Differences {
    /// Values of fields, by code and name.
    fields: BTreeMap<String, BTreeMap<String, String>>,
    /// The codes whose content cannot be other than their example's.
    content: Vec<String>,
}

impl Differences {
    /// Those of `data/serve/status.json`.
    pub fn embedded() -> Self {
        let text = include_str!("../../../../data/serve/status.json");
        serde_json::from_str(text).expect("a test reads it")
    }
}

/// How an entry is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Template {
    /// As a response.
    Response(Sent),
    /// Not at all: the connection is closed.
    Nothing,
    /// Nobody knows.
    Unknown,
}

/// How an entry is sent as a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The status code on the wire.
    pub status: u16,
    /// The reason phrase.
    pub reason: String,
    /// The fields that belong to it.
    pub fields: Vec<(Text, Text)>,
    /// Media type and bytes of content that cannot be chosen; `None` where what the client accepts decides.
    pub content: Option<(Text, Vec<u8>)>,
    /// Whether the connection is closed.
    pub close: bool,
    /// One sentence about it.
    pub detail: String,
    /// Whether it is a vendor's, whose reason phrase is not the registered one.
    pub is_vendors: bool,
}

/// Fields that the server writes itself.
const OURS: &[&str] = &["date", "content-length", "content-type", "connection", "transfer-encoding"];

impl Template {
    /// The template of a page.
    pub fn new(page: &Page, differences: &Differences) -> Self {
        let is_vendors = page.vendor.is_some();
        let Some(example) = &page.example else {
            return Self::without_example(page);
        };
        let (head, content) = example.response.split_once("\n\n").unwrap_or((&example.response, ""));
        let mut lines = head.lines();
        let first = lines.next().unwrap_or_default();
        let mut words = first.splitn(3, ' ').skip(1);
        let status = words.next().and_then(|status| status.parse().ok()).unwrap_or_default();
        let reason = words.next().unwrap_or_default().to_owned();
        let pairs: Vec<(&str, &str)> =
            lines.filter_map(|line| line.split_once(':')).map(|(n, v)| (n, v.trim())).collect();
        let value =
            |name: &str| pairs.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| *value);
        let connection = value("connection").unwrap_or_default();
        let ours = differences.fields.get(&page.id);
        let mut fields: Vec<(Text, Text)> = Vec::new();
        for (name, value) in &pairs {
            let lower = name.to_ascii_lowercase();
            // How long a client may keep it is nothing to try out on a playground, unless the code is about that.
            let is_caching = lower == "cache-control" && !is_vendors && !must(page, name);
            // In front of a registered code stands no vendor.
            if OURS.contains(&&*lower) || is_caching || (lower == "server" && !is_vendors) {
                continue;
            }
            let own = ours.and_then(|ours| ours.get(*name)).map_or(*value, String::as_str).to_owned();
            if !(ours.is_some_and(|ours| ours.contains_key(*name)) && fields.iter().any(|(n, _)| n == name)) {
                fields.push(((*name).to_owned().into(), own.into()));
            }
        }
        if connection.eq_ignore_ascii_case("upgrade") {
            fields.push(("Connection".into(), "Upgrade".into()));
        }
        let keeps = (is_vendors && !content.is_empty()) || differences.content.contains(&page.id);
        let media_type = value("content-type").unwrap_or("text/plain; charset=utf-8").to_owned();
        Self::Response(Sent {
            status,
            reason,
            fields,
            content: keeps.then(|| (media_type.into(), content.as_bytes().to_vec())),
            close: connection.eq_ignore_ascii_case("close"),
            detail: page.summary.clone(),
            is_vendors,
        })
    }

    /// Entries without an example: those that are never sent, and those that are numbers somebody may send.
    fn without_example(page: &Page) -> Self {
        let is_never_sent = page.traits.as_ref().is_some_and(|traits| traits.body == Some(Body::Forbidden));
        let number = page.code.split('.').next().unwrap_or_default();
        match number.parse::<u16>() {
            _ if is_never_sent => Self::Nothing,
            Ok(status @ 200..=999) => Self::Response(Sent {
                status,
                reason: String::new(),
                fields: Vec::new(),
                content: None,
                close: false,
                detail: page.summary.clone(),
                is_vendors: true,
            }),
            _ => Self::Unknown,
        }
    }
}

/// Whether a page says that a field must be there.
fn must(page: &Page, name: &str) -> bool {
    page.headers.iter().any(|header| header.level == Level::Must && header.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Catalog, Standing};

    fn template(id: &str) -> Template {
        let catalog = Catalog::embedded();
        let page = catalog.page(catalog.find(id).expect(id)).unwrap();
        Template::new(&page, &Differences::embedded())
    }

    fn sent(id: &str) -> Sent {
        match template(id) {
            Template::Response(sent) => sent,
            other => panic!("{id}: {other:?}"),
        }
    }

    #[test]
    fn every_required_field_is_there() {
        let catalog = Catalog::embedded();
        let differences = Differences::embedded();
        let mut required = 0;
        for index in 0..catalog.rows().len() {
            let page = catalog.page(index).unwrap();
            let Template::Response(sent) = Template::new(&page, &differences) else { continue };
            for header in page.headers.iter().filter(|header| header.level == Level::Must) {
                // A page lists what a 200 would have carried, which is not there where the 200 had none.
                let is_conditional = ["304", "206"].contains(&&*page.id)
                    && ["Expires", "Content-Location", "Cache-Control", "Vary"].contains(&&*header.name);
                // What the client sends then.
                let is_requests = header.name == "Ms-Echo-Reply";
                // Written by the writer.
                let is_ours = ["Date", "Content-Type", "Content-Length"].contains(&&*header.name);
                let has = sent.fields.iter().any(|(name, _)| name.eq_ignore_ascii_case(&header.name));
                assert!(has || is_ours || is_requests || is_conditional, "{}: {}", page.id, header.name);
                required += usize::from(has);
            }
        }
        assert!(required > 20, "{required}");
    }

    #[test]
    fn every_entry_is_sent_or_not_for_a_reason() {
        let catalog = Catalog::embedded();
        let differences = Differences::embedded();
        let mut unknown = Vec::new();
        for index in 0..catalog.rows().len() {
            let page = catalog.page(index).unwrap();
            if page.standing == Standing::Failure {
                continue;
            }
            match Template::new(&page, &differences) {
                Template::Response(sent) => assert!((100..1000).contains(&sent.status), "{}", page.id),
                Template::Nothing => {}
                Template::Unknown => unknown.push(page.id),
            }
        }
        // Numbers of more than three digits that stand only in a page, of which nobody recorded the status.
        assert!(unknown.iter().all(|id| id.starts_with("cloudflare-1")), "{unknown:?}");
    }

    #[test]
    fn what_clients_see_of_vendors_codes() {
        assert_eq!(sent("iis-404.13").status, 404);
        let denied = sent("cloudflare-1020");
        assert_eq!(denied.status, 403);
        assert!(denied.fields.contains(&("Server".into(), "cloudflare".into())));
        assert!(String::from_utf8(denied.content.unwrap().1).unwrap().contains("1020"));
        assert_eq!(template("nginx-444"), Template::Nothing);
        assert!(sent("nginx-497").close);
        assert_eq!(template("cloudflare-1002"), Template::Unknown);
    }

    #[test]
    fn registered_codes_lead_to_this_server() {
        let location = |id: &str| sent(id).fields.into_iter().find(|(name, _)| name == "Location").unwrap().1;
        assert_eq!(location("301"), "/redirect/1");
        assert_eq!(sent("301").fields.len(), 1, "no Cache-Control");
        assert!(sent("304").fields.iter().any(|(name, _)| name == "ETag"));
        assert_eq!(sent("206").content.unwrap().1.len(), 10);
        assert_eq!(sent("404").content, None);
        let links = sent("103").fields.iter().filter(|(name, _)| name == "Link").count();
        assert_eq!(links, 1);
    }
}
