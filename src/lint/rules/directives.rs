//! `Cache-Control`, directive by directive (RFC 9111 §5.2).

use crate::lint::finding::Source::Rfc;
use crate::lint::look::Look;
use crate::lint::report::Report;
use crate::lint::rule::rules;
use crate::lint::values::cache_control::MOST_SECONDS;
use crate::lint::values::{Param, members, repeated, split};
use crate::message::Field;

rules! { Caching;
    UNKNOWN: Note "cache-directive-unknown" Some("Cache-Control"), "`{}` is not a known cache directive", "Check the spelling: caches ignore what they do not know.", Rfc(9111, "5.2.3");
    MISSPELLED: Warning "cache-directive-misspelled" Some("Cache-Control"), "`{}` is a cache directive written wrongly", "Write it with its hyphens where they belong: caches ignore what they do not know.", Rfc(9111, "5.2.3");
    REPEATED: Warning "cache-directive-repeated" Some("Cache-Control"), "The directive `{}` appears more than once", "Send it once: caches take the first or the strictest.", Rfc(9111, "4.2.1");
    NO_VALUE: Error "cache-directive-without-value" Some("Cache-Control"), "The directive `{}` lacks its number of seconds", "Write it with one, such as `max-age=600`; without it caches treat the response as stale.", Rfc(9111, "5.2.2.1");
    BAD_VALUE: Error "cache-directive-value-invalid" Some("Cache-Control"), "`{}` is not a number of seconds", "Write digits alone, without a sign, spaces or decimals; caches treat the response as stale otherwise.", Rfc(9111, "1.2.2");
    QUOTED: Error "cache-directive-value-quoted" Some("Cache-Control"), "The seconds of `{}` are quoted", "Leave the quotes out: the directive takes a bare number.", Rfc(9111, "5.2.2.1");
    TOO_LARGE: Warning "cache-directive-value-too-large" Some("Cache-Control"), "`{}` is more than caches can count", "Send at most 2147483648 seconds (68 years); a year, 31536000, is the usual “forever”.", Rfc(9111, "1.2.2");
    NEEDLESS_VALUE: Warning "cache-directive-value-unexpected" Some("Cache-Control"), "The directive `{}` takes no value", "Leave the value out: a cache may ignore the directive with it.", Rfc(9111, "5.2.3");
    UNQUOTED: Warning "cache-directive-value-unquoted" Some("Cache-Control"), "The field names of `{}` are not quoted", "Write them in quotes, even a single one: `private=\"set-cookie\"`.", Rfc(9111, "5.2.2.4");
    WRONG_MESSAGE: Warning "cache-directive-in-wrong-message" Some("Cache-Control"), "`{}` has no meaning in this kind of message", "Leave it out: it is defined for the other side alone, and caches ignore it here.", Rfc(9111, "5.2");
    EXTENSION: Note "cache-directive-of-a-vendor" Some("Cache-Control"), "`{}` was Internet Explorer's own", "Leave it out: nobody reads it any more, and `no-cache` or `max-age` say what it meant.", Rfc(9111, "5.2.3");
}

/// What a directive takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    Seconds,
    /// Seconds, or nothing at all.
    MaybeSeconds,
    Nothing,
    /// Nothing, or field names in quotes.
    MaybeNames,
}

/// A directive: its name, what it takes, and whether it stands in requests and in responses.
const DIRECTIVES: [(&str, Takes, bool, bool); 16] = [
    ("max-age", Takes::Seconds, true, true),
    ("max-stale", Takes::MaybeSeconds, true, false),
    ("min-fresh", Takes::Seconds, true, false),
    ("no-cache", Takes::MaybeNames, true, true),
    ("no-store", Takes::Nothing, true, true),
    ("no-transform", Takes::Nothing, true, true),
    ("only-if-cached", Takes::Nothing, true, false),
    ("must-revalidate", Takes::Nothing, false, true),
    ("must-understand", Takes::Nothing, false, true),
    ("private", Takes::MaybeNames, false, true),
    ("proxy-revalidate", Takes::Nothing, false, true),
    ("public", Takes::Nothing, false, true),
    ("s-maxage", Takes::Seconds, false, true),
    ("immutable", Takes::Nothing, false, true),
    ("stale-while-revalidate", Takes::Seconds, false, true),
    ("stale-if-error", Takes::Seconds, true, true),
];

pub fn check(look: &Look<'_>, report: &mut Report) {
    let mut all: Vec<Param<'_>> = Vec::new();
    for line in look.lines("Cache-Control") {
        for member in members(&line.value) {
            let directive = directive(member);
            one(look, line, &directive, report);
            all.push(directive);
        }
    }
    if let (Some(name), Some(line)) = (repeated(&all), look.first("Cache-Control")) {
        report.at(&REPEATED, line, name);
    }
}

fn directive(member: &str) -> Param<'_> {
    let mut parts = split(member, '=');
    let name = parts.next().unwrap_or_default();
    let raw = member.get(name.len()..).and_then(|rest| rest.trim_start().strip_prefix('=')).map(str::trim_start);
    Param { name, raw }
}

fn one(look: &Look<'_>, line: &Field, directive: &Param<'_>, report: &mut Report) {
    let name = directive.name.to_ascii_lowercase();
    if matches!(&*name, "pre-check" | "post-check") {
        return report.at(&EXTENSION, line, &name);
    }
    let Some((_, takes, in_request, in_response)) = DIRECTIVES.into_iter().find(|(known, ..)| *known == name) else {
        let rule =
            if DIRECTIVES.iter().any(|(known, ..)| letters(known).eq(letters(&name))) { &MISSPELLED } else { &UNKNOWN };
        return report.at(rule, line, &name);
    };
    if !(if look.is_request() { in_request } else { in_response }) {
        report.at(&WRONG_MESSAGE, line, &name);
    }
    let shown = format!("{name}={}", directive.raw.unwrap_or_default());
    match (takes, directive.raw) {
        (Takes::Nothing, Some(_)) => report.at(&NEEDLESS_VALUE, line, &name),
        (Takes::Seconds, None) => report.at(&NO_VALUE, line, &name),
        (Takes::MaybeNames, Some(_)) if !directive.is_quoted() => report.at(&UNQUOTED, line, &shown),
        (Takes::Seconds | Takes::MaybeSeconds, Some(raw)) => {
            let value = directive.value();
            let is_number = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
            if !is_number {
                report.at(&BAD_VALUE, line, &shown);
            } else if raw.starts_with('"') {
                report.at(&QUOTED, line, &name);
            } else if value.parse::<u64>().is_ok_and(|seconds| seconds > MOST_SECONDS) || value.len() > 19 {
                report.at(&TOO_LARGE, line, &shown);
            }
        }
        _ => {}
    }
}

/// The letters of a name, without what joins them.
fn letters(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().filter(char::is_ascii_alphanumeric)
}
