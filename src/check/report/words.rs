//! What is said of hops and chains in few words, in every form of a report. What comes from outside is not cleaned here.

use std::time::Duration;

use crate::check::{Certificate, Chain, Hop, Problem, date};
use crate::message::Message;

/// How many addresses that did not answer are named.
const ADDRESSES: usize = 4;
/// How many names of a certificate are.
const NAMES: usize = 4;
/// How many interim responses are.
const INTERIM: usize = 8;

/// A time in milliseconds, or seconds where it is long.
pub fn time(time: Duration) -> String {
    match time.as_millis() {
        0..10 => format!("{:.1} ms", time.as_secs_f64() * 1000.0),
        10..10_000 => format!("{} ms", time.as_millis()),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

/// `as expected · 4 hops · 412 ms`
pub fn in_short(ok: bool, hops: usize, taken: Duration) -> String {
    let ok = if ok { "as expected" } else { "not as expected" };
    let hops = if hops == 1 { "1 hop".to_owned() } else { format!("{hops} hops") };
    format!("{ok} · {hops} · {}", time(taken))
}

/// Who answered a hop, and how: address, protocol, interim responses, addresses that did not answer.
pub fn about(hop: &Hop) -> Vec<String> {
    let mut about: Vec<String> = Vec::new();
    about.extend(hop.address.clone());
    about.extend(hop.protocol.clone());
    let interim = hop.messages.iter().filter(|message| message.interim()).filter_map(Message::status);
    let interim: Vec<String> = interim.take(INTERIM).map(|status| status.to_string()).collect();
    if !interim.is_empty() {
        let final_one = if hop.status().is_some() { "before it" } else { "and no final response" };
        about.push(format!("{} {final_one}", interim.join(", ")));
    }
    let failed =
        hop.addresses.iter().filter(|address| !matches!(&*address.outcome, "connected" | "not tried" | "kept open"));
    about.extend(failed.take(ADDRESSES).map(|address| format!("{} {}", address.address, address.outcome)));
    if hop.is_cut {
        about.push("only the beginning of the content was read".to_owned());
    }
    about
}

/// What is to be said of a chain as a whole: what failed stands at its hop already.
pub fn told(chain: &Chain) -> Vec<&Problem> {
    let failure = chain.failure.as_ref().map(|failure| failure.detail.as_str());
    let is_told = |problem: &&Problem| {
        Some(problem.title.as_str()) != failure || chain.hops.iter().all(|hop| hop.failure.is_none())
    };
    chain.problems.iter().filter(is_told).collect()
}

/// The certificates of some hops, each once.
pub fn certificates<'h>(hops: impl IntoIterator<Item = &'h Hop>) -> Vec<&'h Certificate> {
    let mut seen: Vec<&Certificate> = Vec::new();
    for tls in hops.into_iter().filter_map(|hop| hop.tls.as_ref()) {
        let is_known = seen.iter().any(|known| known.names == tls.names && known.not_after == tls.not_after);
        if !is_known {
            seen.push(tls);
        }
    }
    seen
}

/// A certificate in words: for whom it is, from whom, how long, and the connection that it was shown on.
pub fn certificate(tls: &Certificate) -> String {
    let mut names = tls.names[..tls.names.len().min(NAMES)].join(", ");
    if names.is_empty() {
        names = tls.subject.clone().unwrap_or_else(|| "no name".to_owned());
    }
    let mut about = vec![names];
    if tls.names.len() > NAMES {
        about.push(format!("{} more names", tls.names.len() - NAMES));
    }
    about.extend(tls.issuer.as_ref().map(|issuer| format!("issued by {issuer}")));
    about.extend(tls.not_after.map(|end| match tls.days_left {
        Some(1) => format!("1 day left, until {}", date(end)),
        Some(days @ 0..) => format!("{days} days left, until {}", date(end)),
        _ => format!("until {}", date(end)),
    }));
    about.extend(tls.version.clone());
    about.extend(tls.cipher.clone());
    about.extend(tls.alpn.as_ref().map(|alpn| format!("ALPN {alpn}")));
    if !tls.verified {
        about.push("not verified".to_owned());
    }
    about.join(" · ")
}
