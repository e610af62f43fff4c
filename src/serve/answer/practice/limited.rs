//! A rate limiter that says what it does (draft-ietf-httpapi-ratelimit-headers).

use std::time::Duration;

use serde_json::json;

use super::super::ask::{Answer, Ask, bad};
use super::super::echo::json_response;
use super::super::remembered::Window;
use crate::serve::wire::Response;

/// `/limited?rate=5&per=10s`: so many requests in so much time, then 429 with `Retry-After`. Each client has a quota
/// of its own; another query has another.
pub fn limited(ask: &mut Ask<'_>) -> Answer {
    let quota = ask.option_number::<u64>("rate")?.unwrap_or(5);
    let per = ask.option_seconds("per")?.unwrap_or(10.0);
    if quota == 0 || per < 1.0 {
        return Err(bad("rate goes from 1 on, and per from 1s on"));
    }
    let seconds = Duration::from_secs_f64(per.ceil()).as_secs();
    let query = ask.request.target.query.as_deref().unwrap_or_default();
    let name = format!("{} {query}", ask.request.client.ip());
    let now = ask.now;
    let (is_allowed, window) = ask.state.windows.change(name, |entry| {
        let running = entry.filter(|window| now < window.begin + seconds * 1000);
        let mut window = running.unwrap_or(Window { begin: now, used: 0 });
        let is_allowed = window.used < quota;
        window.used += u64::from(is_allowed);
        *entry = Some(window);
        (is_allowed, window)
    });
    // Another thread may have read the clock later and begun the window before this request was counted.
    let left = (window.begin + seconds * 1000).saturating_sub(now.max(window.begin)).div_ceil(1000);
    let response = if is_allowed {
        json_response(&json!({ "remaining": quota - window.used, "seconds": left }))
    } else {
        let mut response = ask.statuses.response(&ask.request.head, 429);
        response.fields.retain(|(name, _)| name != "Retry-After");
        response.field("Retry-After", left.to_string())
    };
    Ok(described(response, quota, seconds, quota - window.used, left))
}

fn described(response: Response, quota: u64, seconds: u64, remaining: u64, left: u64) -> Response {
    response
        .field("RateLimit-Policy", format!("\"default\";q={quota};w={seconds}"))
        .field("RateLimit", format!("\"default\";r={remaining};t={left}"))
}
