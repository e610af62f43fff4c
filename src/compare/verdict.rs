//! Which code to use when: as it is written, as the pages say it of each other, or as their traits show it.

use crate::catalog::{Body, Cacheable, RedirectMethod, RetryVerdict, Standing, Step, Traits};

use super::side::Side;
use super::written::ApplicableComparisons;

/// The most differences in traits that one sentence holds.
const MOST_DIFFERENCES: usize = 3;

/// Which to use when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// A sentence; several where it is put together. Texts may hold `backticks` around code.
    pub text: String,
    /// Where it comes from.
    pub source: Origin,
}

/// Where a verdict comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It was written for just these codes.
    Curated,
    /// Verdicts were written for some of these codes.
    Parts,
    /// What the pages say of each other.
    Related,
    /// The traits on the pages.
    Traits,
}

impl Origin {
    /// The word for it in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Curated => "curated",
            Self::Parts => "parts",
            Self::Related => "related",
            Self::Traits => "traits",
        }
    }

    /// What to say under a verdict that was not written for just these codes.
    pub const fn note(self) -> Option<&'static str> {
        match self {
            Self::Curated => None,
            Self::Parts => Some("Put together from the comparisons of some of these codes."),
            Self::Related => Some("Derived from what the pages of these codes say of each other."),
            Self::Traits => Some("Derived from the traits on the pages of these codes."),
        }
    }
}

pub(super) fn verdict(sides: &[Side], written: &ApplicableComparisons) -> Verdict {
    if let Some(written) = written.whole() {
        return Verdict { text: written.verdict.clone(), source: Origin::Curated };
    }
    if written.parts.is_empty() {
        return match from_related(sides) {
            Some(text) => Verdict { text, source: Origin::Related },
            None => Verdict { text: from_traits(sides), source: Origin::Traits },
        };
    }
    let mut sentences: Vec<String> = written.parts.iter().map(|part| part.verdict.clone()).collect();
    let untold = |side: &&Side| !written.parts.iter().any(|part| part.codes.contains(&side.column.id));
    let untold: Vec<&Side> = sides.iter().filter(untold).collect();
    let reasons = untold.iter().filter_map(|side| Some(sentence(&reason(side, sides)?)));
    sentences.extend(reasons);
    if sentences.len() < written.parts.len() + untold.len() {
        sentences.push(from_traits(sides));
    }
    Verdict { text: sentences.join(" "), source: Origin::Parts }
}

/// The reasons for using each code, in one sentence, if at most one has none.
fn from_related(sides: &[Side]) -> Option<String> {
    let reasons: Vec<String> = sides.iter().filter_map(|side| reason(side, sides)).collect();
    if reasons.len() + 1 >= sides.len() && !reasons.is_empty() {
        return Some(sentence(&reasons.join("; ")));
    }
    let [a, b] = sides else { return None };
    [(a, b), (b, a)].into_iter().find_map(|(by, about)| {
        let why = why(by, about)?.trim_end_matches('.');
        Some(format!("The page of {} says of {}: {why}.", by.column.label, about.column.label))
    })
}

/// What a page says of another code, as one that is related or that the failure becomes.
fn why<'s>(by: &'s Side, about: &Side) -> Option<&'s str> {
    let links = by.page.related.iter().chain(by.page.becomes.iter().flatten());
    links.into_iter().find(|related| related.id == about.column.id).map(|related| related.why.as_str())
}

/// When to use a code, or to look at it, as the page of another column says.
fn reason(about: &Side, sides: &[Side]) -> Option<String> {
    let label = &about.column.label;
    sides.iter().filter_map(|by| why(by, about)).find_map(|why| {
        let why = why.trim_end_matches('.');
        if let Some(rest) = why.strip_prefix("look there ") {
            return Some(format!("look at {label} {rest}"));
        }
        let rest = why.strip_prefix("use ")?.strip_prefix(&about.column.code)?;
        rest.starts_with(' ').then(|| format!("use {label}{rest}"))
    })
}

/// A clause as a sentence.
fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// In what the codes differ, by their class and traits, in one sentence.
fn from_traits(sides: &[Side]) -> String {
    let traits: Vec<_> = sides.iter().map(|side| side.page.traits.as_ref()).collect();
    let difference = |say: &dyn Fn(usize) -> Option<&'static str>| differ(sides, say);
    let differences = [
        difference(&|n| traits[n].and_then(|traits| traits.redirect_method).map(method)),
        difference(&|n| {
            traits[n].filter(|traits| is_told(&sides[n], traits)).map(|traits| retry(traits.retry.verdict))
        }),
        difference(&|n| traits[n].and_then(|traits| traits.cacheable).map(cacheable)),
        difference(&|n| traits[n].and_then(|traits| traits.body).map(content)),
    ];
    let differences: Vec<String> = differences.into_iter().flatten().take(MOST_DIFFERENCES).collect();
    let (kinds, same) = kinds(sides);
    if differences.is_empty() {
        let but = if same { "" } else { ", but" };
        let alike = if sides.iter().any(Side::is_failure) { "retrying" } else { "caching, retrying and content" };
        return format!("{kinds}{but} alike in {alike}: what they mean tells them apart.");
    }
    format!("{kinds}; {}.", differences.join("; "))
}

/// Whether it is worth a word that a request is to be repeated or not: nobody would repeat one that went well.
fn is_told(side: &Side, traits: &Traits) -> bool {
    traits.retry.verdict != RetryVerdict::No || matches!(side.column.class, None | Some(4 | 5))
}

/// What the codes are: `Both are redirections`; and whether all are the same.
fn kinds(sides: &[Side]) -> (String, bool) {
    let all = if sides.len() == 2 { "Both" } else { "All" };
    let kinds: Vec<(String, String)> = sides.iter().map(kind).collect();
    if kinds.iter().all(|kind| *kind == kinds[0]) {
        return (format!("{all} are {}", kinds[0].1), true);
    }
    let mut grouped: Vec<(&(String, String), Vec<String>)> = Vec::new();
    for (kind, side) in kinds.iter().zip(sides) {
        let label = side.column.label.clone();
        match grouped.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, labels)) => labels.push(label),
            None => grouped.push((kind, vec![label])),
        }
    }
    let say = |((one, many), labels): &(&(String, String), Vec<String>)| match labels.as_slice() {
        [label] => format!("{label} is {one}"),
        labels => format!("{} are {many}", list(labels)),
    };
    let each: Vec<String> = grouped.iter().map(say).collect();
    (list(&each), false)
}

/// What a code is, one and several of it.
fn kind(side: &Side) -> (String, String) {
    if side.page.standing == Standing::Unofficial {
        let owner = side.page.vendor.clone().unwrap_or_else(|| "somebody".to_owned());
        return (format!("a code of {owner}'s own"), format!("codes of {owner}'s own"));
    }
    let (one, many) = match side.column.class {
        _ if side.is_failure() => match side.page.step {
            Some(Step::Name) => ("a failure to look the name up", "failures to look the name up"),
            Some(Step::Connect) => ("a failure to connect", "failures to connect"),
            Some(Step::Tls) => ("a failure of TLS", "failures of TLS"),
            Some(Step::Request) => ("a failure to send the request", "failures to send the request"),
            Some(Step::Response) => ("a failure to get the whole response", "failures to get the whole response"),
            Some(Step::Client) => ("the client's own doing", "the client's own doing"),
            None => ("a failure without a status", "failures without a status"),
        },
        Some(1) => ("an interim response", "interim responses"),
        Some(2) => ("a success", "successes"),
        Some(3) => ("a redirection", "redirections"),
        Some(4) => ("a client error", "client errors"),
        Some(5) => ("a server error", "server errors"),
        _ => ("a status code", "status codes"),
    };
    (one.to_owned(), many.to_owned())
}

/// What is said of the codes, those together of which the same is said: `only 307 keeps the method`.
///
/// `None` where the same is said of all, or something of fewer than two.
fn differ(sides: &[Side], say: &dyn Fn(usize) -> Option<&'static str>) -> Option<String> {
    let mut said: Vec<(&'static str, Vec<String>)> = Vec::new();
    for (n, side) in sides.iter().enumerate() {
        let Some(text) = say(n) else { continue };
        match said.iter_mut().find(|(other, _)| *other == text) {
            Some((_, labels)) => labels.push(side.column.label.clone()),
            None => said.push((text, vec![side.column.label.clone()])),
        }
    }
    if said.len() < 2 {
        return None;
    }
    let clauses: Vec<String> = said.iter().map(|(text, labels)| format!("{} {text}", list(labels))).collect();
    Some(list(&clauses))
}

/// `a, b and c`.
fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

const fn method(method: RedirectMethod) -> &'static str {
    match method {
        RedirectMethod::Kept => "will keep the method",
        RedirectMethod::MayBecomeGet => "may turn POST into GET",
        RedirectMethod::BecomesGet => "will turn the method into GET",
    }
}

const fn retry(verdict: RetryVerdict) -> &'static str {
    match verdict {
        RetryVerdict::No => "should not be retried",
        RetryVerdict::AfterChange => "can be retried after a change",
        RetryVerdict::AfterDelay => "can be retried after a delay",
        RetryVerdict::SafeMethods => "can be retried where repeating does no harm",
        RetryVerdict::Yes => "can be retried",
    }
}

const fn cacheable(cacheable: Cacheable) -> &'static str {
    match cacheable {
        Cacheable::Heuristic => "can be cached by default",
        Cacheable::Explicit => "can be cached only if the response says so",
        Cacheable::Never => "can never be cached",
    }
}

const fn content(body: Body) -> &'static str {
    match body {
        Body::Required => "has to have content",
        Body::Allowed => "may have content",
        Body::Forbidden => "cannot have content",
    }
}
