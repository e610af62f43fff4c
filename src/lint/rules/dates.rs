//! Dates, and what they say of each other.

use crate::lint::finding::Source::Rfc;
use crate::lint::grammar::{Date, Form, http_date, item};
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::{Rule, rules};
use crate::message::Field;

rules! { Dates;
    MISSING: Note "date-missing" Some("Date"), "There is no `Date`", "Send it, if the server has a clock: caches compute the age of the response from it.", Rfc(9110, "6.6.1");
    OLD_FORM: Warning "date-form-obsolete" None, "`{}` is a date in an obsolete format", "Write it like `Sun, 22 Nov 2026 14:03:07 GMT`.", Rfc(9110, "5.6.7");
    WEEKDAY: Warning "date-weekday-wrong" None, "The day of the week is not that of the date: `{}`", "Have a library write the date.", Rfc(9110, "5.6.7");
    MODIFIED_LATER: Error "last-modified-after-date" Some("Last-Modified"), "`Last-Modified` is later than `Date`", "Send `Date`'s value at most, and set the clock right: a validator from the future hides the next change.", Rfc(9110, "8.8.2.1");
    RETRY_PAST: Note "retry-after-in-the-past" Some("Retry-After"), "`Retry-After` is earlier than `Date`", "Send a future date, or seconds, which do not depend on clocks.", Rfc(9110, "10.2.3");
    SUNSET_PAST: Note "sunset-in-the-past" Some("Sunset"), "The announced end of the resource has passed", "Remove the resource or the field.", Rfc(8594, "3");
    SUNSET_EARLY: Error "sunset-before-deprecation" Some("Sunset"), "`Sunset` is earlier than `Deprecation`", "A resource is deprecated first and removed later: set the dates in that order.", Rfc(9745, "4");
    SINCE_LATER: Warning "if-modified-since-in-the-future" Some("If-Modified-Since"), "`If-Modified-Since` is later than `Date`", "Send back the `Last-Modified` that was received: servers ignore a date from the future.", Rfc(9110, "13.1.3");
    EXPIRED_AT_ONCE: Note "expires-not-after-date" Some("Expires"), "The response is already expired when it is sent", "That is one way to have caches check each use; `Cache-Control: no-cache` says it plainly.", Rfc(9111, "5.3");
}

/// Fields whose value is a date.
const DATES: [&str; 10] = [
    "Date",
    "Last-Modified",
    "Expires",
    "If-Modified-Since",
    "If-Unmodified-Since",
    "Sunset",
    "Retry-After",
    "If-Range",
    "Memento-Datetime",
    "Accept-Datetime",
];

/// Whether a date is wrong beside that of the message.
type Compare = fn(i64, i64) -> bool;

pub fn check(look: &Look<'_>, report: &mut Report) {
    for name in DATES {
        for (line, date) in look.lines(name).filter_map(|line| Some((line, http_date(&line.value)?))) {
            form(line, date, report);
        }
    }
    if look.status().is_some_and(|status| (200..500).contains(&status)) && !look.has("Date") {
        report.missing(&MISSING, "Date");
    }
    let deprecated = look.first("Deprecation").and_then(|line| item(&line.value)?.bare_item.as_date());
    if let (Some(from), Some(sunset), Some(line)) = (deprecated, at(look, "Sunset"), look.first("Sunset"))
        && sunset < i64::from(from.unix_seconds())
    {
        report.at(&SUNSET_EARLY, line, "");
    }
    let Some(date) = at(look, "Date") else { return };
    let beside: [(&str, &Rule, Compare); 5] = [
        ("Last-Modified", &MODIFIED_LATER, |value, date| value > date),
        ("Retry-After", &RETRY_PAST, |value, date| value < date),
        ("Sunset", &SUNSET_PAST, |value, date| value < date),
        ("If-Modified-Since", &SINCE_LATER, |value, date| value > date),
        ("Expires", &EXPIRED_AT_ONCE, |value, date| value <= date),
    ];
    for (name, rule, wrong) in beside {
        let value = at(look, name);
        if let (Some(value), Some(line)) = (value, look.first(name))
            && wrong(value, date)
        {
            report.at(rule, line, "");
        }
    }
}

fn at(look: &Look<'_>, name: &str) -> Option<i64> {
    http_date(&look.first(name)?.value).map(|date| date.unix)
}

fn form(line: &Field, date: Date, report: &mut Report) {
    if date.form != Form::Imf {
        report.at(&OLD_FORM, line, &line.value);
    }
    if !date.right_weekday {
        report.at(&WEEKDAY, line, &line.value);
    }
}
