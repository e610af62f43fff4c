//! Digest authentication (RFC 7616).

use md5::{Digest, Md5};
use serde_json::json;
use sha2::{Sha256, Sha512};

use super::ask::{Answer, Ask};
use super::auth::{REALM, credentials, welcome};
use super::cookies;
use super::echo::json_response;
use super::remembered::Nonce;
use crate::serve::wire::Response;

/// The algorithms, of which httpbin has the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Algorithm {
    Md5,
    Sha256,
    Sha512,
}

impl Algorithm {
    fn new(name: &str) -> Self {
        match name {
            "SHA-256" => Self::Sha256,
            "SHA-512" => Self::Sha512,
            _ => Self::Md5,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha256 => "SHA-256",
            Self::Sha512 => "SHA-512",
        }
    }

    fn hash(self, bytes: &[u8]) -> String {
        match self {
            Self::Md5 => format!("{:x}", Md5::digest(bytes)),
            Self::Sha256 => format!("{:x}", Sha256::digest(bytes)),
            Self::Sha512 => format!("{:x}", Sha512::digest(bytes)),
        }
    }
}

/// `/digest-auth/{qop}/{user}/{password}[/{algorithm}[/{stale_after}]]`.
pub fn digest(ask: &mut Ask<'_>) -> Answer {
    let algorithm = Algorithm::new(ask.argument(3));
    let most_uses: Option<u32> = ask.argument(4).parse().ok();
    let wants_cookie = ask.option("require-cookie").is_some_and(|value| ["1", "t", "true"].contains(&value));
    let given = credentials(ask, "Digest").map(|text| parameters(&text));
    let Some(given) = given.filter(|_| !wants_cookie || ask.has("cookie")) else {
        return Ok(challenge(ask, algorithm, false));
    };
    if wants_cookie && !cookies::sent(ask).contains(&("fake".to_owned(), "fake_value".to_owned())) {
        let missing = json_response(&json!({ "errors": ["missing cookie set on challenge"] }));
        return Ok(Response { status: 403, ..missing });
    }
    let value = |name: &str| given.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
    let nonce = value("nonce").unwrap_or_default().to_owned();
    let known = ask.state.nonces.get(&nonce);
    let is_stale = known.is_none_or(|known| known.spent || most_uses.is_some_and(|most| known.uses >= most));
    let is_right = value("username") == Some(ask.argument(1))
        && value("response").is_some_and(|response| response == expected(ask, algorithm, &given));
    match known {
        Some(known) if is_right && !is_stale => {
            ask.state.nonces.put(nonce, Nonce { uses: known.uses + 1, ..known });
            Ok(welcome(ask.argument(1)).field("Set-Cookie", "fake=fake_value; Path=/"))
        }
        known => {
            if let Some(known) = known {
                ask.state.nonces.put(nonce, Nonce { spent: true, ..known });
            }
            // A nonce that nobody was given is stale for whoever knows the password, and wrong for all others.
            Ok(challenge(ask, algorithm, is_right && is_stale))
        }
    }
}

fn challenge(ask: &mut Ask<'_>, algorithm: Algorithm, is_stale: bool) -> Response {
    let nonce = ask.random.token(16);
    let opaque = ask.random.token(16);
    ask.state.nonces.put(nonce.clone(), Nonce::default());
    let qop = match ask.argument(0) {
        qop @ ("auth" | "auth-int") => qop,
        _ => "auth, auth-int",
    };
    let value = format!(
        "Digest realm=\"{REALM}\", nonce=\"{nonce}\", opaque=\"{opaque}\", qop=\"{qop}\", algorithm={}, stale={is_stale}",
        algorithm.name()
    );
    Response::html(401, "").field("WWW-Authenticate", value).field("Set-Cookie", "fake=fake_value; Path=/")
}

/// The response that a client computes who knows the password (RFC 7616 §3.4.1).
fn expected(ask: &Ask<'_>, algorithm: Algorithm, given: &[(String, String)]) -> String {
    let value = |name: &str| given.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.as_str());
    let hash = |text: String| algorithm.hash(text.as_bytes());
    let secret = hash(format!("{}:{}:{}", ask.argument(1), value("realm"), ask.argument(2)));
    let (method, target) = (ask.request.head.method(), ask.request.head.target());
    let request = match value("qop") {
        "auth-int" => hash(format!("{method}:{target}:{}", algorithm.hash(&ask.request.content))),
        _ => hash(format!("{method}:{target}")),
    };
    let nonce = value("nonce");
    match value("qop") {
        qop @ ("auth" | "auth-int") => {
            hash(format!("{secret}:{nonce}:{}:{}:{qop}:{request}", value("nc"), value("cnonce")))
        }
        _ => hash(format!("{secret}:{nonce}:{request}")),
    }
}

/// Parameters of credentials (RFC 9110 §11.2), names in lower case and values without quotes.
fn parameters(text: &str) -> Vec<(String, String)> {
    let (mut parameters, mut rest) = (Vec::new(), text);
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let (value, next) = if let Some(quoted) = after.strip_prefix('"') {
            let end = quoted.find('"').unwrap_or(quoted.len());
            (&quoted[..end], quoted.get(end + 1..).unwrap_or_default())
        } else {
            let end = after.find(',').unwrap_or(after.len());
            (after[..end].trim(), &after[end..])
        };
        parameters.push((name.trim().to_ascii_lowercase(), value.to_owned()));
        rest = next.trim_start().strip_prefix(',').unwrap_or_default();
    }
    parameters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read() {
        let found = parameters("username=\"Mufasa, jr\", nc=00000001 , qop=auth,uri=\"/a?b=c\"");
        let expected = [("username", "Mufasa, jr"), ("nc", "00000001"), ("qop", "auth"), ("uri", "/a?b=c")];
        let expected: Vec<(String, String)> =
            expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(found, expected);
        assert_eq!(parameters("nonsense"), []);
        assert_eq!(parameters("a=\"b").len(), 1);
    }

    #[test]
    fn the_hashes_of_the_rfc() {
        // RFC 7616 section 3.9.1: HA1 of Mufasa.
        let secret = "Mufasa:http-auth@example.org:Circle of Life";
        assert_eq!(Algorithm::new("MD5").hash(secret.as_bytes()), "3d78807defe7de2157e2b0b6573a855f");
        assert_eq!(Algorithm::new("").name(), "MD5");
    }
}
