//! Questions on what may be done with a response: repeat, store, follow, read.

use super::choose::{WrongAnswer, among_four};
use super::material::QuizEntry;
use super::naming::Asked;
use super::violation::rfc;
use crate::catalog::{Body, Cacheable, RedirectMethod, Standing, Traits};
use crate::quiz::question::{Choice, Citation, Given};
use crate::quiz::random::Random;

/// What is asked about a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ResponseAspect {
    Retry,
    Cache,
    Method,
    Content,
}

/// An answer with its wordings, the short one first.
type Option4 = (&'static str, [&'static str; 2]);

const RETRY: [Option4; 5] = [
    (
        "no",
        [
            "No, the answer would stay the same.",
            "No, the same request would get the same answer, however long the client waits.",
        ],
    ),
    (
        "after-change",
        ["Yes, but only after a change.", "Yes, but only after a change, such as of credentials, fields or content."],
    ),
    (
        "after-delay",
        ["Yes, once a while has passed.", "Yes, unchanged, once it has waited long enough for the server."],
    ),
    (
        "safe-methods",
        ["Yes, if repeating can do no harm.", "Yes, if the method is one that can be repeated without doing harm."],
    ),
    (
        "yes",
        ["Yes, at once, whatever the method.", "Yes, at once and unchanged, whatever the method of the request was."],
    ),
];

/// The same of a failure, to which no answer came.
const RETRY_FAILURE: [Option4; 5] = [
    (
        "no",
        [
            "No, it would fail the same way.",
            "No, the same request would fail the same way, however long the client waits.",
        ],
    ),
    (
        "after-change",
        ["Yes, but only after a change.", "Yes, but only after a change, such as of the address or of a certificate."],
    ),
    (
        "after-delay",
        ["Yes, once a while has passed.", "Yes, unchanged, once the network or server had time to recover."],
    ),
    RETRY[3],
    RETRY[4],
];

const CACHE: [Option4; 4] = [
    (
        "heuristic",
        ["Yes, for a time that it estimates.", "Yes, it may estimate by a heuristic for how long it stays fresh."],
    ),
    (
        "explicit",
        ["Only if `max-age` or the like is added.", "Only if the server adds explicit freshness, as by `max-age`."],
    ),
    ("never", ["No, not even with a `max-age`.", "No, it may not be stored at all, not even with a `max-age`."]),
    (
        "private",
        ["Only a private cache may do that.", "Only a private cache, such as a browser's, may, and no shared one."],
    ),
];

const METHOD: [Option4; 4] = [
    ("kept", ["`POST`, with the same content.", "`POST` with the same content, since the method must not change."]),
    (
        "may-become-get",
        ["`POST` or `GET`, as it prefers.", "`POST` or `GET`, since the client may change the one to the other."],
    ),
    (
        "becomes-get",
        ["`GET`, as it only fetches the result.", "`GET` in any case, since the result is to be fetched there."],
    ),
    ("none", ["None until the user agrees.", "None, since it must wait until the user has agreed to the redirect."]),
];

const CONTENT: [Option4; 4] = [
    ("allowed", ["Yes, it may or may not have some.", "Yes, it may have some, and none would be all right as well."]),
    ("forbidden", ["No, it never has any.", "No, it never has any, whatever the method of the request was."]),
    ("required", ["Yes, it always has some.", "Yes, it always has some, since only the content says it all."]),
    ("get", ["Only in answer to a `GET`.", "Only in answer to a `GET`, and none in answer to other methods."]),
];

/// Codes whose page gives one answer on repeating and of which an expert could defend another.
const DISPUTED: [&str; 8] = ["404", "409", "413", "423", "424", "425", "506", "507"];
/// Codes that need explicit freshness and of which people think otherwise; of the others nobody asks.
const NEED_FRESHNESS: [&str; 13] =
    ["201", "202", "302", "303", "307", "400", "401", "403", "422", "500", "502", "503", "504"];
/// Codes without a rule of their own on content of which people ask.
const MAY_HAVE_CONTENT: [&str; 7] = ["201", "202", "301", "302", "303", "307", "308"];

impl ResponseAspect {
    /// Every aspect.
    pub(super) const ALL: [Self; 4] = [Self::Retry, Self::Cache, Self::Method, Self::Content];

    /// The word for it in a question's key.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Retry => "retry",
            Self::Cache => "cache",
            Self::Method => "method",
            Self::Content => "content",
        }
    }

    const fn options(self, is_failure: bool) -> &'static [Option4] {
        match self {
            Self::Retry if is_failure => &RETRY_FAILURE,
            Self::Retry => &RETRY,
            Self::Cache => &CACHE,
            Self::Method => &METHOD,
            Self::Content => &CONTENT,
        }
    }

    const fn ask(self, is_failure: bool) -> &'static str {
        match self {
            Self::Retry if is_failure => "A request ends so: may the client send the same request again?",
            Self::Retry => "A client gets this response: may it send the same request again?",
            Self::Cache => "May a cache store and reuse this response when no field says how long it is fresh?",
            Self::Method => "A `POST` gets this response, and the client follows it: with which method?",
            Self::Content => "May this response have content?",
        }
    }
}

/// The aspects that a code can be asked about without dispute.
pub(super) fn possible(entry: &QuizEntry) -> impl Iterator<Item = ResponseAspect> + '_ {
    ResponseAspect::ALL.into_iter().filter(|aspect| right(entry, *aspect).is_some())
}

/// What the specification says, as the id of an answer.
fn right(entry: &QuizEntry, aspect: ResponseAspect) -> Option<&'static str> {
    let traits = entry.traits.as_ref().filter(|_| entry.standing == Standing::Registered || entry.is_failure())?;
    let class = entry.code.as_bytes().first().copied();
    match aspect {
        ResponseAspect::Retry => {
            let is_error = entry.is_failure() || matches!(class, Some(b'4' | b'5'));
            (is_error && !DISPUTED.contains(&entry.id.as_str())).then(|| traits.retry.verdict.id())
        }
        ResponseAspect::Cache => {
            // An interim response and 304 are no responses that are stored as such.
            let is_stored = class != Some(b'1') && entry.id != "304";
            let cacheable = traits.cacheable?;
            let is_asked = cacheable != Cacheable::Explicit || NEED_FRESHNESS.contains(&entry.id.as_str());
            (is_stored && is_asked).then(|| cacheable.id())
        }
        ResponseAspect::Method => traits.redirect_method.map(RedirectMethod::id),
        ResponseAspect::Content => {
            let body = traits.body?;
            let has_rule = body != Body::Allowed || MAY_HAVE_CONTENT.contains(&entry.id.as_str());
            has_rule.then(|| body.id())
        }
    }
}

/// Whether an answer could be defended beside the right one.
fn is_near(aspect: ResponseAspect, right: &str, other: &str) -> bool {
    let is = |a: &str, b: &str| [(a, b), (b, a)].contains(&(right, other));
    aspect == ResponseAspect::Retry
        && (is("no", "after-change") || is("after-delay", "safe-methods") || is("yes", "safe-methods"))
}

/// What may be done with a response.
pub(super) fn what_next(entry: &QuizEntry, aspect: ResponseAspect, random: &mut Random) -> Option<Asked> {
    let right = right(entry, aspect)?;
    let options = aspect.options(entry.is_failure());
    let (_, wordings) = options.iter().find(|(id, _)| *id == right)?;
    let choice = Choice { text: wordings[random.below(2)].to_owned(), is_right: true, entry: None, why: String::new() };
    let mut pool = Vec::new();
    for (group, (id, wordings)) in options.iter().enumerate() {
        let first = random.below(2);
        for text in [wordings[first], wordings[1 - first]] {
            pool.push((*id, WrongAnswer { text: text.to_owned(), entry: None, why: String::new(), group }));
        }
    }
    // Whether a request that failed may have been carried out is the very question.
    let is_plain = |id: &str| entry.is_failure() && (right, id) == ("safe-methods", "yes");
    pool.retain(|(id, _)| *id != right && (is_plain(id) || !is_near(aspect, right, id)));
    random.shuffle(&mut pool);
    let answers = among_four(random, choice, pool.into_iter().map(|(_, wrong)| wrong).collect())?;
    Some((aspect.ask(entry.is_failure()).to_owned(), Given::Text(entry.title()), answers))
}

/// Why the answer is right, and where that stands.
pub(super) fn reason(entry: &QuizEntry, aspect: ResponseAspect) -> (String, Citation) {
    let of_code = entry.source.clone();
    let Some(traits) = &entry.traits else { return (String::new(), of_code) };
    match aspect {
        ResponseAspect::Retry => (traits.retry.why.clone(), of_code),
        ResponseAspect::Cache => cache_reason(entry, traits),
        ResponseAspect::Method => {
            let why = match traits.redirect_method {
                Some(RedirectMethod::Kept) => {
                    "A user agent that follows the redirect by itself must not change the method."
                }
                Some(RedirectMethod::MayBecomeGet) => {
                    "For historical reasons a user agent MAY change `POST` to `GET` here."
                }
                _ => "It redirects to another resource, to be retrieved with `GET`, or with `HEAD` after `HEAD`.",
            };
            // The rule for 308 stands in the introduction to redirects.
            (why.to_owned(), if entry.id == "308" { rfc("9110", "15.4") } else { of_code })
        }
        ResponseAspect::Content => {
            let why = match traits.body {
                Some(Body::Forbidden) => "The specification forbids content with this code.",
                Some(Body::Required) => "Without content the response could not say what it is there to say.",
                _ => "The specification permits content with this code and does not demand it.",
            };
            (why.to_owned(), of_code)
        }
    }
}

fn cache_reason(entry: &QuizEntry, traits: &Traits) -> (String, Citation) {
    let why = match traits.cacheable {
        Some(Cacheable::Heuristic) => {
            "The code is heuristically cacheable: without explicit freshness a cache may estimate one."
        }
        Some(Cacheable::Explicit) => {
            "The code is not heuristically cacheable; a cache needs explicit freshness, such as `max-age`."
        }
        _ => "The specification of the code says that caches MUST NOT store the response.",
    };
    let of_registry = traits.cacheable == Some(Cacheable::Explicit) || entry.source.title.starts_with("RFC 9110");
    let source = if of_registry && traits.cacheable != Some(Cacheable::Never) {
        rfc("9110", "15.1")
    } else {
        entry.source.clone()
    };
    (why.to_owned(), source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::RetryVerdict;

    #[test]
    fn every_value_of_a_trait_has_an_answer() {
        let has = |aspect: ResponseAspect, id: &str| {
            [false, true].iter().all(|of_failure| aspect.options(*of_failure).iter().any(|(known, _)| *known == id))
        };
        assert!(RetryVerdict::ALL.iter().all(|value| has(ResponseAspect::Retry, value.id())));
        assert!(Cacheable::ALL.iter().all(|value| has(ResponseAspect::Cache, value.id())));
        assert!(RedirectMethod::ALL.iter().all(|value| has(ResponseAspect::Method, value.id())));
        assert!(Body::ALL.iter().all(|value| has(ResponseAspect::Content, value.id())));
    }
}
