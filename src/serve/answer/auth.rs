//! Routes that want to know who asks.

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::json;

use super::ask::{Answer, Ask};
use super::echo::json_response;
use crate::serve::wire::{Response, text};

/// The realm of every challenge.
pub const REALM: &str = "httpdex";

/// The credentials of a scheme (RFC 9110 §11.4).
pub fn credentials(ask: &Ask<'_>, scheme: &str) -> Option<String> {
    let value = ask.field("authorization")?;
    let (found, rest) = value.split_once(' ')?;
    let rest = rest.trim();
    (found.eq_ignore_ascii_case(scheme) && !rest.is_empty()).then(|| rest.to_owned())
}

/// User and password of Basic credentials (RFC 7617).
pub fn basic_credentials(ask: &Ask<'_>) -> Option<(String, String)> {
    let bytes = BASE64_STANDARD.decode(credentials(ask, "Basic")?.as_bytes()).ok()?;
    let pair = text(&bytes);
    let (user, password) = pair.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

/// Whether the credentials are those in the path.
fn is_right(ask: &Ask<'_>) -> bool {
    basic_credentials(ask).is_some_and(|(user, password)| user == ask.argument(0) && password == ask.argument(1))
}

/// The challenge for Basic.
pub fn basic_challenge() -> String {
    format!("Basic realm=\"{REALM}\", charset=\"UTF-8\"")
}

/// What somebody is told who is let in.
pub fn welcome(user: &str) -> Response {
    json_response(&json!({ "authenticated": true, "user": user }))
}

/// `/basic-auth/{user}/{password}`.
pub fn basic(ask: &mut Ask<'_>) -> Answer {
    Ok(if is_right(ask) {
        welcome(ask.argument(0))
    } else {
        Response::new(401).field("WWW-Authenticate", basic_challenge())
    })
}

/// `/hidden-basic-auth/{user}/{password}`: 404 in place of 401.
pub fn hidden_basic(ask: &mut Ask<'_>) -> Answer {
    Ok(if is_right(ask) { welcome(ask.argument(0)) } else { Response::new(404) })
}

/// `/bearer`: any token will do.
pub fn bearer(ask: &mut Ask<'_>) -> Answer {
    Ok(match credentials(ask, "Bearer") {
        Some(token) => json_response(&json!({ "authenticated": true, "token": token })),
        None => Response::new(401).field("WWW-Authenticate", format!("Bearer realm=\"{REALM}\"")),
    })
}
