//! Who wrote a response.

use super::condition::Seen;
use super::format::{Confidence, Kind, Says, Sender};
use super::hops::hops;
use super::known::known;

/// A sender that may have written a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The sender.
    pub sender: &'static Sender,
    /// How sure it is.
    pub confidence: Confidence,
    /// Why that is believed.
    pub why: String,
    /// Whether a field shows it to be on the way, whoever wrote the response.
    pub is_on_the_way: bool,
    /// How many signs there are.
    signs: usize,
}

/// The senders that may have written a response, the likeliest first.
pub fn recognize(seen: Seen<'_>) -> Vec<Found> {
    let named = hops(&seen.response.fields);
    let mut all: Vec<Found> = Vec::new();
    let mut only_server: Vec<bool> = Vec::new();
    for sender in known() {
        let mut found: Option<Found> = None;
        let mut says_server = false;
        for sign in sender.signs.iter().filter(|sign| sign.when.holds(seen)) {
            let confidence = confidence(sign.says);
            let is_of_fields = sign.when.is_of_fields();
            let Some(known) = &mut found else {
                says_server = sign.says == Says::Server;
                found =
                    Some(Found { sender, confidence, why: sign.why.clone(), is_on_the_way: is_of_fields, signs: 1 });
                continue;
            };
            known.signs += 1;
            known.is_on_the_way |= is_of_fields;
            if confidence < known.confidence {
                (known.confidence, known.why) = (confidence, sign.why.clone());
                says_server = sign.says == Says::Server;
            }
        }
        if let Some(hop) = named.iter().find(|hop| hop.sender.is_some_and(|found| found.id == sender.id)) {
            let (confidence, why) = if hop.has_error {
                (Confidence::Likely, "`Proxy-Status` says that it met an error".to_owned())
            } else {
                (Confidence::Possible, format!("`{}` names it: the response came through it", hop.field))
            };
            match &mut found {
                Some(known) => {
                    known.is_on_the_way = true;
                    if confidence < known.confidence {
                        (known.confidence, known.why) = (confidence, why);
                    }
                }
                None => found = Some(Found { sender, confidence, why, is_on_the_way: true, signs: 1 }),
            }
        }
        if let Some(found) = found {
            all.push(found);
            only_server.push(says_server);
        }
    }
    // What a field says of the server is passed on: with an intermediary on the way it may be that of any behind it.
    let is_before = |kind: Kind| kind < Kind::Server;
    let is_passed_on = !named.is_empty() || all.iter().any(|found| is_before(found.sender.kind) && found.is_on_the_way);
    for (found, only_server) in all.iter_mut().zip(only_server) {
        if only_server && is_passed_on {
            found.confidence = found.confidence.max(Confidence::Possible);
            found.why.push_str(", which intermediaries pass on");
        }
    }
    // Of those that are as sure, the nearest to the origin: the others pass on what it wrote.
    all.sort_by_key(|found| (found.confidence, std::cmp::Reverse((found.signs, found.sender.kind))));
    all
}

const fn confidence(says: Says) -> Confidence {
    match says {
        Says::Certain => Confidence::Certain,
        Says::Likely | Says::Server => Confidence::Likely,
        Says::Possible | Says::Passed => Confidence::Possible,
    }
}
