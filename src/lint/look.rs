//! What the checks look at: a message and what is known around it.

use crate::message::{Field, Message};

use super::values::Directives;

/// A message, the request that it answers, and where that went.
#[derive(Debug, Clone, Copy)]
pub struct Look<'m> {
    /// The message.
    pub message: &'m Message,
    /// The request that a response answers, if it was captured.
    pub request: Option<&'m Message>,
    /// The URL of the request, if it is known.
    pub url: Option<&'m str>,
}

impl<'m> Look<'m> {
    /// Whether it is a request.
    pub fn is_request(&self) -> bool {
        self.message.method().is_some()
    }

    /// The status of a response.
    pub fn status(&self) -> Option<u16> {
        self.message.status()
    }

    /// The method of the request, of this message or the one that it answers.
    pub fn method(&self) -> Option<&'m str> {
        self.message.method().or_else(|| self.request?.method())
    }

    /// The lines of a field in the header section.
    pub fn lines(&self, name: &'static str) -> impl Iterator<Item = &'m Field> + use<'m> {
        self.message.fields.named(name)
    }

    /// The first line of a field.
    pub fn first(&self, name: &str) -> Option<&'m Field> {
        self.message.fields.first(name)
    }

    /// Whether there is a line of a field.
    pub fn has(&self, name: &str) -> bool {
        self.message.fields.has(name)
    }

    /// The lines of a field as one value.
    pub fn value(&self, name: &str) -> Option<String> {
        self.message.fields.value(name)
    }

    /// Its cache directives.
    pub fn directives(&self) -> Directives {
        Directives::of(&self.message.fields)
    }

    /// Whether the URL is https; `None` where it is not known.
    pub fn is_secure(&self) -> Option<bool> {
        let scheme = self.url?.split_once("://")?.0;
        match scheme.to_ascii_lowercase().as_str() {
            "https" | "wss" => Some(true),
            "http" | "ws" => Some(false),
            _ => None,
        }
    }

    /// The host of the URL in lower case, or of the request's `Host`, without its port.
    pub fn host(&self) -> Option<String> {
        let from_url = self.url.and_then(|url| url.split_once("://")).map(|(_, rest)| {
            let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
            authority.rsplit('@').next().unwrap_or_default().to_owned()
        });
        let host = from_url.or_else(|| Some(self.request?.fields.first("Host")?.value.clone()))?;
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => &host,
        };
        (!name.is_empty()).then(|| name.to_ascii_lowercase())
    }

    /// Whether a loopback address answers, which browsers trust without TLS.
    pub fn is_local(&self) -> bool {
        self.host().is_some_and(|host| {
            host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "[::1]"
        })
    }

    /// The major version of HTTP that it is written in; `None` where the capture does not tell. Browsers write `h2` and
    /// `http/2.0` too.
    pub fn major(&self) -> Option<u8> {
        let version = self.message.version.to_ascii_lowercase();
        let digits = version.strip_prefix("http/").or_else(|| version.strip_prefix('h'))?;
        digits.split('.').next()?.parse().ok()
    }

    /// Whether it is written in HTTP/1.0.
    pub fn is_http10(&self) -> bool {
        self.message.version == "HTTP/1.0"
    }
}
