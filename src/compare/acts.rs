//! Who has to do something about a code, so that it goes away or bears fruit.

use crate::catalog::{Page, RetryVerdict, Standing};

use super::side::Side;

/// Codes for which their class says the wrong thing.
const OWN: &[(&str, &str)] = &[
    ("100", "The client, which goes on to send the content."),
    ("101", "Both sides, which go on in the new protocol."),
    ("202", "Nobody yet: the work goes on, and the client asks later how it went."),
    ("205", "The client, which resets the view that the request came from."),
    ("206", "The client, if it wants the parts that are missing."),
    ("207", "The client, which reads the status of each part in the content."),
    ("226", "The client, which applies the difference to the copy that it has."),
    ("300", "The client or its user, by choosing one of the offers."),
    ("304", "The client, which uses the response that it has stored."),
    ("305", "The operator of the server: clients do not follow it any more."),
    ("306", "The operator of the server: it is reserved and means nothing."),
    ("401", "The client, with valid credentials."),
    ("402", "The client or its owner, as a rule by paying."),
    ("403", "Whoever made the rule that refused, or the client with other credentials."),
    ("407", "The client, with credentials for the proxy."),
    ("418", "Nobody, unless the server meant another code: then its operator."),
    ("421", "The client, which may repeat the request on another connection."),
    ("425", "The client, which repeats the request after the TLS handshake."),
    ("451", "Nobody on the way: a legal demand stands against it."),
    ("507", "The operator of the storage, by making room, or the client by deleting something."),
    ("511", "The user of the client, by logging in to the network."),
];

/// Who must act, in a line or two.
pub(super) fn acts(side: &Side) -> Vec<String> {
    let page = &side.page;
    if matches!(page.standing, Standing::Unofficial | Standing::Failure) {
        return by_page(page);
    }
    let own = OWN.iter().find(|(id, _)| *id == page.id).map(|(_, text)| *text);
    let verdict = page.traits.as_ref().map(|traits| traits.retry.verdict);
    let text = own.unwrap_or_else(|| by_class(side.column.class, verdict));
    if text.is_empty() { Vec::new() } else { vec![text.to_owned()] }
}

const fn by_class(class: Option<u8>, verdict: Option<RetryVerdict>) -> &'static str {
    match (class, verdict) {
        (Some(1), _) => "Nobody: the final response follows.",
        (Some(2), _) => "Nobody: it went well.",
        (Some(3), _) => "The client, which follows `Location`.",
        (Some(4), Some(RetryVerdict::No)) => "The client, by asking for something else: repeating does not help.",
        (Some(4), Some(RetryVerdict::AfterDelay)) => "The client, which waits before it repeats the request.",
        (Some(4), Some(RetryVerdict::Yes | RetryVerdict::SafeMethods)) => "The client, which may repeat the request.",
        (Some(4), _) => "The client, which changes the request.",
        (Some(5), Some(RetryVerdict::AfterDelay)) => "The operator of the server; the client waits and repeats.",
        (Some(5), Some(RetryVerdict::Yes | RetryVerdict::SafeMethods)) => {
            "The operator of the server; the client may repeat what does no harm when it is done twice."
        }
        (Some(5), Some(RetryVerdict::AfterChange)) => "The operator of the server, or the client with another request.",
        (Some(5), _) => "The operator of the server; repeating does not help.",
        _ => "",
    }
}

/// A vendor's number, or a failure, follows no class: what its page says first to each.
fn by_page(page: &Page) -> Vec<String> {
    let first = |who: &str, fixes: &[String]| fixes.first().map(|fix| format!("{who}: {fix}"));
    [first("Whoever calls", &page.fixes.client), first("Whoever serves", &page.fixes.server)]
        .into_iter()
        .flatten()
        .collect()
}
