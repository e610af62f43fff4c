//! Failing a few times, then succeeding: for logic that tries again.

use std::time::Duration;

use serde_json::json;

use super::super::ask::{Answer, Ask, bad, seconds};
use super::super::echo::json_response;
use crate::serve::wire::date;

/// The most failures in a row.
const MOST: u32 = 1000;

/// `/flaky?fail=2&code=503&retry-after=date`: fails so many times, succeeds once, and begins anew. Each client has a
/// count of its own; `key` makes another.
pub fn flaky(ask: &mut Ask<'_>) -> Answer {
    let fail = ask.option_number::<u32>("fail")?.unwrap_or(2);
    if fail > MOST {
        return Err(bad(format!("fail goes up to {MOST}")));
    }
    let code = ask.option_number::<u16>("code")?.unwrap_or(503);
    if !(200..=999).contains(&code) {
        return Err(bad(format!("code={code} is no final status code")));
    }
    let retry_after = ask.option("retry-after").map(|text| retry_after(text, ask.now)).transpose()?;
    let query = ask.request.target.query.as_deref().unwrap_or_default();
    let name = format!("{} {query}", ask.request.client.ip());
    let attempt = ask.state.failures.change(name, |count| {
        let attempt = count.unwrap_or(0) + 1;
        *count = (attempt <= fail).then_some(attempt);
        attempt
    });
    if attempt > fail {
        return Ok(json_response(&json!({ "attempt": attempt, "failed": fail })));
    }
    let mut response = ask.statuses.response(&ask.request.head, code);
    if let Some(value) = retry_after {
        response.fields.retain(|(name, _)| !name.eq_ignore_ascii_case("retry-after"));
        response = response.field("Retry-After", value);
    }
    Ok(response)
}

/// A value of `Retry-After` (RFC 9110 §10.2.3): seconds as they are, or a date that is two seconds or so many away.
fn retry_after(text: &str, now: u64) -> Result<String, super::super::ask::Bad> {
    let at = |after: u64| date(now / 1000 + after);
    match text.strip_prefix("date") {
        Some("") => Ok(at(2)),
        Some(rest) => rest
            .strip_prefix(':')
            .and_then(seconds)
            .map(|after| at(Duration::from_secs_f64(after.ceil()).as_secs()))
            .ok_or_else(|| bad("retry-after is a number of seconds, `date`, or `date:5s`")),
        None if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => Ok(text.to_owned()),
        None => Err(bad("retry-after is a number of seconds, `date`, or `date:5s`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_a_number_or_a_date() {
        let value = |text: &str| retry_after(text, 784_111_775_500).ok();
        assert_eq!(value("30").as_deref(), Some("30"));
        assert_eq!(value("date").as_deref(), Some("Sun, 06 Nov 1994 08:49:37 GMT"));
        assert_eq!(value("date:2s").as_deref(), Some("Sun, 06 Nov 1994 08:49:37 GMT"));
        assert_eq!([value("soon"), value(""), value("date5"), value("-1")], [None, None, None, None]);
    }
}
