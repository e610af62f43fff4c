//! What a route is asked, and what it may use to answer.

use core::net::SocketAddr;
use std::str::FromStr;
use std::sync::Arc;

use super::route::Route;
use super::state::State;
use super::status::Statuses;
use crate::serve::wire::{Head, Random, Response, Target};

/// A whole request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its head.
    pub head: Head,
    /// Its target, taken apart.
    pub target: Target,
    /// Its content, without transfer coding.
    pub content: Vec<u8>,
    /// Its trailer fields.
    pub trailers: Vec<(String, String)>,
    /// Who sent it.
    pub client: SocketAddr,
    /// Whether it came over TLS.
    pub is_secure: bool,
}

/// A request on its way to the route that answers it.
#[derive(Debug)]
pub struct Ask<'a> {
    /// The request.
    pub request: &'a Request,
    /// What the pattern of the route left open, in order.
    pub arguments: Vec<String>,
    /// The query.
    pub query: Vec<(String, String)>,
    /// The time in milliseconds since 1970.
    pub now: u64,
    /// Chance.
    pub random: Random,
    /// What is remembered between requests.
    pub state: &'a Arc<State>,
    /// The status codes.
    pub statuses: &'a Statuses,
    /// All routes.
    pub routes: &'a [Route],
}

/// Why a route cannot answer: the request is not what it wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bad {
    /// The status code, 400 or 404.
    pub status: u16,
    /// One sentence.
    pub why: String,
}

/// What a route says.
pub type Answer = Result<Response, Bad>;

/// The request is wrong: 400.
pub fn bad(why: impl Into<String>) -> Bad {
    Bad { status: 400, why: why.into() }
}

impl Ask<'_> {
    /// Whether a field is there.
    pub fn has(&self, name: &str) -> bool {
        self.request.head.value(name).is_some()
    }

    /// The value of a field, its lines joined.
    pub fn field(&self, name: &str) -> Option<String> {
        self.request.head.value(name).map(std::borrow::Cow::into_owned)
    }

    /// What the pattern left open at a place, as text.
    pub fn argument(&self, nth: usize) -> &str {
        self.arguments.get(nth).map(String::as_str).unwrap_or_default()
    }

    /// What the pattern left open at a place, as a number.
    ///
    /// # Errors
    /// 404 where it is none, as for any other path that is not there.
    pub fn number<T: FromStr>(&self, nth: usize) -> Result<T, Bad> {
        let text = self.argument(nth);
        text.parse().map_err(|_| Bad { status: 404, why: format!("{text:?} in the path is no number that fits") })
    }

    /// The first value of a name in the query.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// A number in the query.
    ///
    /// # Errors
    /// 400 where it is none.
    pub fn option_number<T: FromStr>(&self, name: &str) -> Result<Option<T>, Bad> {
        let Some(text) = self.option(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| bad(format!("{name}={text:?} is no number that fits")))
    }

    /// A number of seconds in the query, with or without a unit: `2`, `0.5`, `1.5s`, `200ms`.
    ///
    /// # Errors
    /// 400 where it is none, or is more than an hour.
    pub fn option_seconds(&self, name: &str) -> Result<Option<f64>, Bad> {
        let Some(text) = self.option(name) else { return Ok(None) };
        seconds(text).map(Some).ok_or_else(|| bad(format!("{name}={text:?} is no time, such as 2, 0.5s or 200ms")))
    }

    /// Where the server is to be reached, as the client sees it: `http://localhost:8080`.
    pub fn origin(&self) -> String {
        let head = &self.request.head;
        let is = |name: &str, value: &str| head.value(name).is_some_and(|found| found.eq_ignore_ascii_case(value));
        let is_secure = self.request.is_secure
            || is("x-forwarded-proto", "https")
            || is("x-forwarded-protocol", "https")
            || is("x-forwarded-ssl", "on");
        let host = head.value("host").unwrap_or_else(|| "localhost".into());
        format!("{}://{host}", if is_secure { "https" } else { "http" })
    }

    /// The URL that was asked for.
    pub fn url(&self) -> String {
        let target = self.request.head.target();
        if target.starts_with('/') { self.origin() + &target } else { target.into_owned() }
    }

    /// The address of the client, or what a proxy says of it.
    pub fn client(&self) -> String {
        self.field("x-forwarded-for").unwrap_or_else(|| self.request.client.ip().to_string())
    }
}

/// The longest time that can be asked for, in seconds.
const LONGEST: f64 = 3600.0;

/// A time in seconds: `2`, `0.5`, `1.5s`, `200ms`, `1m`.
pub fn seconds(text: &str) -> Option<f64> {
    let text = text.trim();
    let (number, unit) = match text.strip_suffix("ms") {
        Some(number) => (number, 0.001),
        None => match text.strip_suffix('m') {
            Some(number) => (number, 60.0),
            None => (text.strip_suffix('s').unwrap_or(text), 1.0),
        },
    };
    let seconds = number.parse::<f64>().ok()? * unit;
    (seconds.is_finite() && (0.0..=LONGEST).contains(&seconds)).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units() {
        for (text, value) in [("2", 2.0), ("0.5s", 0.5), ("200ms", 0.2), ("1m", 60.0), ("3600", 3600.0)] {
            assert_eq!(seconds(text), Some(value), "{text}");
        }
        for text in ["", "s", "-1", "1h", "3601", "inf", "nan", "1e99"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
