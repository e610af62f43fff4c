//! Where a response leads, and what is lost on the way there (RFC 9110 §15.4).

use url::Url;

use super::options::Options;
use super::target::{brief, origin};
use crate::message::Message;

/// The longest URL that is gone to; browsers and servers take less.
const LONGEST: usize = 32 << 10;
/// How many characters of what is no URL are quoted.
const SHOWN: usize = 200;

/// What a response says about going on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leads {
    /// Nowhere.
    Nowhere,
    /// To another URL, with this method, with or without the content.
    To {
        /// The URL.
        url: Url,
        /// The method.
        method: String,
        /// Whether the content is sent again.
        keeps_content: bool,
    },
    /// To something that is not asked for; why, in a clause.
    Refused(String),
}

/// Where a response to a request leads. The fragment is handed on where the response names none (RFC 9110 §10.2.2).
pub fn leads(url: &Url, method: &str, response: &Message) -> Leads {
    let Some(status @ (301 | 302 | 303 | 307 | 308)) = response.status() else { return Leads::Nowhere };
    let Some(location) = location(response) else { return Leads::Nowhere };
    if location.len() > LONGEST {
        return Leads::Refused(format!("the redirect leads to a URL of {} bytes", location.len()));
    }
    let mut to = match url.join(&location) {
        Ok(to) => to,
        Err(error) => {
            let shown = crate::text::shorten(&location, SHOWN);
            return Leads::Refused(format!("the redirect leads to “{shown}”, which is no URL ({error})"));
        }
    };
    if !matches!(to.scheme(), "http" | "https") || to.host_str().is_none() {
        return Leads::Refused(format!(
            "the redirect leads to `{}`, and only http and https are followed",
            to.scheme()
        ));
    }
    // Nobody but who gave the first URL says who asks.
    let _ = to.set_username("");
    let _ = to.set_password(None);
    if to.fragment().is_none() {
        to.set_fragment(url.fragment());
    }
    let becomes_get = match status {
        303 => method != "HEAD",
        301 | 302 => method == "POST",
        _ => false,
    };
    let method = if becomes_get { "GET" } else { method };
    Leads::To { url: to, method: method.to_owned(), keeps_content: !becomes_get }
}

/// The value of `Location`, as far as there is one.
pub fn location(response: &Message) -> Option<String> {
    let value = &response.fields.first("Location")?.value;
    (!value.is_empty()).then(|| value.clone())
}

/// Something about a redirect that whoever runs the server should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its id.
    pub id: &'static str,
    /// What it is, in a sentence without a full stop.
    pub title: String,
}

/// What is to be said of one redirect.
pub fn notes(from: &Url, to: &Url, before: &str, after: &str, status: u16, options: &Options) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note = |id, title: String| notes.push(Note { id, title });
    if from.scheme() == "https" && to.scheme() == "http" {
        note("downgrade", format!("https leads to http: {}", brief(to)));
    }
    if before != after && !matches!(before, "GET" | "HEAD") && status != 303 {
        note("method-changed", format!("{before} became {after} by {status}; 307 or 308 keeps it"));
    }
    if let (Some(lost), other) = (from.fragment(), to.fragment())
        && other != Some(lost)
    {
        let (lost, other) = (crate::text::shorten(lost, 60), crate::text::shorten(other.unwrap_or_default(), 60));
        note("fragment-lost", format!("the fragment #{lost} is replaced by #{other}"));
    }
    let is_private = |name: &str| name.eq_ignore_ascii_case("authorization") || name.eq_ignore_ascii_case("cookie");
    let has_credentials = options.user.is_some() || options.fields.iter().any(|field| is_private(&field.name));
    if has_credentials && origin(from) != origin(to) {
        note(
            "credentials-not-sent",
            format!("credentials were given for {}, and are not sent to {}", named(from), named(to)),
        );
    }
    let is_upgrade = from.scheme() == "http" && to.scheme() == "https" && from.host_str() == to.host_str();
    if is_upgrade && matches!(status, 302 | 303 | 307) {
        note(
            "temporary-redirect",
            format!("{status} is temporary, and http leads to https for good: 301 or 308 is meant"),
        );
    }
    notes
}

fn named(url: &Url) -> String {
    let (scheme, ..) = origin(url);
    format!("{scheme}://{}", super::request::host(url))
}

/// What several redirects in a row do of which one could do it all; `None` where there is nothing to save.
pub fn needless(urls: &[Url], statuses: &[u16]) -> Option<Note> {
    let redirects = urls.len().checked_sub(1)?;
    if redirects < 2 || urls.iter().enumerate().any(|(at, url)| urls[..at].contains(url)) {
        return None;
    }
    // What 303 leads to is another resource, and one that sets a cookie first may need its own hop.
    if statuses.contains(&303) {
        return None;
    }
    let steps: Vec<&str> = urls.windows(2).map(|pair| step(&pair[0], &pair[1])).collect();
    let is_plain = steps.iter().all(|step| *step != "elsewhere");
    is_plain.then(|| Note {
        id: "needless-redirect",
        title: format!("{} redirects where one would do: {}", counted(redirects), steps.join(", then ")),
    })
}

fn counted(count: usize) -> String {
    const WORDS: [&str; 4] = ["two", "three", "four", "five"];
    count.checked_sub(2).and_then(|at| WORDS.get(at)).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// What a redirect changes.
fn step(from: &Url, to: &Url) -> &'static str {
    let (a, b) = (from.host_str().unwrap_or_default(), to.host_str().unwrap_or_default());
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    let slash = |path: &str| path.trim_end_matches('/').to_owned();
    if slash(from.path()) != slash(to.path()) {
        if from.path().eq_ignore_ascii_case(to.path()) && a == b { "letters of the path" } else { "elsewhere" }
    } else if bare(a) != bare(b) {
        "elsewhere"
    } else if from.scheme() != to.scheme() {
        if a == b { "https" } else { "https and www" }
    } else if a != b {
        if a.starts_with("www.") { "without www" } else { "www" }
    } else if from.path() != to.path() {
        "slash"
    } else {
        "elsewhere"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Known, read};

    fn led(from: &str, method: &str, status: u16, location: &str) -> String {
        let text = format!("HTTP/1.1 {status} x\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
        let known = Known { methods: vec![method.into()], wire: true };
        let response = read(text.as_bytes(), &known).messages.pop().unwrap();
        match leads(&Url::parse(from).unwrap(), method, &response) {
            Leads::Nowhere => "nowhere".to_owned(),
            Leads::To { url, method, keeps_content } => {
                format!("{method} {url}{}", if keeps_content { "" } else { " without content" })
            }
            Leads::Refused(why) => why,
        }
    }

    #[test]
    fn redirects_lead_on() {
        for (method, status, location, expected) in [
            ("GET", 301, "/x", "GET http://a/x"),
            ("GET", 302, "//b/x", "GET http://b/x"),
            ("GET", 302, "x y", "GET http://a/d/x%20y"),
            ("GET", 302, "http://me:secret@b/", "GET http://b/"),
            ("POST", 301, "/x", "GET http://a/x without content"),
            ("POST", 302, "/x", "GET http://a/x without content"),
            ("PUT", 302, "/x", "PUT http://a/x"),
            ("PUT", 303, "/x", "GET http://a/x without content"),
            ("HEAD", 303, "/x", "HEAD http://a/x"),
            ("POST", 307, "/x", "POST http://a/x"),
            ("POST", 308, "/x", "POST http://a/x"),
            ("GET", 300, "/x", "nowhere"),
            ("GET", 304, "/x", "nowhere"),
            ("GET", 200, "/x", "nowhere"),
            ("GET", 301, "", "nowhere"),
        ] {
            assert_eq!(led("http://a/d/e", method, status, location), expected, "{method} {status} {location}");
        }
        assert_eq!(led("http://a/#f", "GET", 301, "/x"), "GET http://a/x#f");
        assert_eq!(led("http://a/#f", "GET", 301, "/x#g"), "GET http://a/x#g");
        for location in ["file:///etc/passwd", "javascript:alert(1)", "mailto:a@b", "http://a:99999/", "https://[::1"] {
            assert!(led("http://a/", "GET", 302, location).starts_with("the redirect leads to"), "{location}");
        }
    }

    #[test]
    fn what_is_lost_is_told() {
        let ids = |from: &str, to: &str, before: &str, after: &str, status, options: &Options| -> Vec<&'static str> {
            let (from, to) = (Url::parse(from).unwrap(), Url::parse(to).unwrap());
            notes(&from, &to, before, after, status, options).iter().map(|note| note.id).collect()
        };
        let none = Options::default();
        assert_eq!(ids("https://a/", "http://a/", "GET", "GET", 301, &none), ["downgrade"]);
        assert_eq!(ids("http://a/", "http://a/x", "POST", "GET", 302, &none), ["method-changed"]);
        assert_eq!(ids("http://a/", "http://a/x", "POST", "GET", 303, &none), [""; 0]);
        assert_eq!(ids("http://a/#x", "http://a/#y", "GET", "GET", 301, &none), ["fragment-lost"]);
        assert_eq!(ids("http://a/", "https://a/", "GET", "GET", 302, &none), ["temporary-redirect"]);
        let user = Options { user: Some("a:b".into()), ..Options::default() };
        assert_eq!(ids("http://a/", "http://b/", "GET", "GET", 301, &user), ["credentials-not-sent"]);
    }

    #[test]
    fn needless_redirects() {
        let of = |urls: &[&str]| {
            let urls: Vec<Url> = urls.iter().map(|url| Url::parse(url).unwrap()).collect();
            needless(&urls, &[301]).map(|note| note.title)
        };
        let chain =
            ["http://a.example/d", "https://a.example/d", "https://www.a.example/d", "https://www.a.example/d/"];
        assert_eq!(of(&chain).as_deref(), Some("three redirects where one would do: https, then www, then slash"));
        assert_eq!(of(&chain[..2]), None);
        assert_eq!(of(&["http://a/", "http://a/login", "http://b/"]), None);
    }
}
