//! Logging in with a form, a session in a cookie, and its end.

use std::time::Duration;

use serde_json::json;

use super::super::ask::{Answer, Ask, Bad};
use super::super::echo::json_response;
use super::super::remembered::Session;
use super::super::{cookies, form};
use crate::serve::wire::Response;

/// The name of the cookie.
const COOKIE: &str = "session";
/// The password of everybody.
const PASSWORD: &str = "secret";

/// `POST /login?lasts=60s` with `user` and `password` in a form: 303 with a cookie, or 401.
pub fn login(ask: &mut Ask<'_>) -> Answer {
    let lasts = ask.option_seconds("lasts")?.unwrap_or(600.0);
    let lasts = Duration::from_secs_f64(lasts);
    let media_type = ask.field("content-type").unwrap_or_default();
    let fields = form::read(&media_type, &ask.request.content).unwrap_or_default().fields;
    let value = |name: &str| fields.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.as_str());
    if value("user").is_empty() || value("password") != PASSWORD {
        return Ok(unknown("the form needs any user and the password `secret`\n"));
    }
    let id = ask.random.token(16);
    let until = ask.now + u64::try_from(lasts.as_millis()).unwrap_or_default();
    ask.state.sessions.put(id.clone(), Session { user: value("user").to_owned(), until });
    let cookie = format!("{COOKIE}={id}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax", lasts.as_secs());
    Ok(Response::new(303).field("Location", "/account").field("Set-Cookie", cookie).field("Cache-Control", "no-store"))
}

/// `/account`: who is logged in, or 401.
pub fn account(ask: &mut Ask<'_>) -> Answer {
    let session = id(ask).and_then(|id| ask.state.sessions.get(&id));
    Ok(match session {
        Some(session) if ask.now < session.until => {
            let left = (session.until - ask.now).div_ceil(1000);
            json_response(&json!({ "user": session.user, "seconds": left })).field("Cache-Control", "private, no-store")
        }
        Some(_) => unknown("the session is over; log in again\n"),
        None => unknown("log in at /login first\n"),
    })
}

/// `POST /logout`: ends the session.
pub fn logout(ask: &mut Ask<'_>) -> Answer {
    if let Some(id) = id(ask) {
        ask.state.sessions.change(id, |entry| *entry = None);
    }
    Ok(Response::new(204).field("Set-Cookie", format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")))
}

fn id(ask: &Ask<'_>) -> Option<String> {
    cookies::sent(ask).into_iter().find(|(name, _)| name == COOKIE).map(|(_, value)| value)
}

/// A 401, whose challenge names no scheme of the registry, as there is none for cookies (RFC 9110 §11.4).
fn unknown(why: &str) -> Response {
    Response::text(401, why).field("WWW-Authenticate", "Cookie realm=\"httpdex\", form-action=\"/login\"")
}

/// `GET /login`: the form.
pub fn login_form(_: &mut Ask<'_>) -> Result<Response, Bad> {
    Ok(Response::html(
        200,
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Log in</title>\n<form method=\"post\">\n\
         <p><label>User: <input name=\"user\" autocomplete=\"username\"></label></p>\n\
         <p><label>Password (secret): <input name=\"password\" type=\"password\"></label></p>\n\
         <p><button>Log in</button></p>\n</form>\n</html>\n",
    ))
}
