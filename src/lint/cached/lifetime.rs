//! How long a stored response is fresh (RFC 9111 §4.2.1 and §4.2.2).

use crate::lint::grammar::http_date;
use crate::lint::values::Directives;
use crate::message::Message;

use super::words::duration;

/// How long, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifetime {
    /// Seconds from the making of the response; `None` where each cache guesses for itself.
    pub seconds: Option<u64>,
    /// What says so, as the end of a sentence behind "because".
    pub why: String,
    /// Whether the response says so itself, instead of a guess.
    pub is_explicit: bool,
}

/// The lifetime in a cache that serves many, or one.
pub fn lifetime(response: &Message, directives: &Directives, shared: bool) -> Lifetime {
    let explicit = |seconds, why| Lifetime { seconds: Some(seconds), why, is_explicit: true };
    if let Some(seconds) = directives.seconds("s-maxage").filter(|_| shared) {
        return explicit(seconds, format!("`s-maxage` says {}", duration(seconds)));
    }
    if let Some(seconds) = directives.seconds("max-age") {
        return explicit(seconds, format!("`max-age` says {}", duration(seconds)));
    }
    let date = |name: &str| response.fields.first(name).and_then(|line| http_date(&line.value)).map(|date| date.unix);
    if let Some(line) = response.fields.first("Expires") {
        let Some(expires) = date("Expires") else {
            return explicit(0, format!("`Expires` is no date (`{}`), which counts as expired", line.value));
        };
        let Some(made) = date("Date") else {
            let why = format!("`Expires` says {}, and without `Date` a cache counts from when it came", line.value);
            return Lifetime { seconds: None, why, is_explicit: true };
        };
        let seconds = u64::try_from(expires - made).unwrap_or(0);
        return explicit(seconds, format!("`Expires` lies {} after `Date`", duration(seconds)));
    }
    match date("Date").zip(date("Last-Modified")) {
        Some((made, modified)) if made > modified => {
            // The tenth part is what the RFC suggests.
            let seconds = u64::try_from((made - modified) / 10).unwrap_or(0);
            let why =
                format!("nothing is declared, and a tenth of the time since `Last-Modified` is {}", duration(seconds));
            Lifetime { seconds: Some(seconds), why, is_explicit: false }
        }
        _ => {
            let why = "nothing is declared, and without `Last-Modified` each cache guesses in its own way".to_owned();
            Lifetime { seconds: None, why, is_explicit: false }
        }
    }
}
