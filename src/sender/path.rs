//! On which way a response came.

use super::condition::Seen;
use super::format::{Confidence, Kind};
use super::hops::{Named, hops};
use super::recognize::Found;

/// A station on the way of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// Its name.
    pub name: String,
    /// What it is: `cdn`, `proxy`, `server`, `application`.
    pub role: &'static str,
    /// Whether it wrote the response.
    pub spoke: bool,
}

/// The way from the client to the origin, as far as the fields tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Path {
    /// The stations, without the client.
    pub hops: Vec<Hop>,
    /// Whether the one that wrote the response answers so in the place of an application.
    answers_in_place: bool,
}

/// The way of a response.
pub fn path(seen: Seen<'_>, senders: &[Found]) -> Path {
    let speaker = senders.first().filter(|found| found.confidence < Confidence::Possible);
    let is_speaker = |found: &Found| speaker.is_some_and(|speaker| speaker.sender.id == found.sender.id);
    let named = hops(&seen.response.fields);
    let place = |id: &str| named.iter().position(|one| one.sender.is_some_and(|sender| sender.id == id));
    let mut stations: Vec<(Kind, Option<usize>, Hop)> = Vec::new();
    for found in senders.iter().filter(|found| found.is_on_the_way || is_speaker(found)) {
        let sender = found.sender;
        let hop = Hop { name: sender.name.clone(), role: sender.kind.word(), spoke: is_speaker(found) };
        stations.push((sender.kind, place(&sender.id), hop));
    }
    let strangers = named.iter().enumerate().filter(|(_, one)| one.sender.is_none());
    stations.extend(strangers.map(|(at, one)| (Kind::Proxy, Some(at), stranger(one))));
    stations.sort_by_key(|(kind, ..)| *kind);
    in_order_of_names(&mut stations);
    let answers_in_place = speaker.is_some_and(|found| stands_in(found.sender.kind, seen.response.status()));
    let hops = stations.into_iter().map(|(.., hop)| hop).collect();
    Path { hops, answers_in_place }
}

fn stranger(one: &Named) -> Hop {
    Hop { name: one.name.clone(), role: if one.field == "Cache-Status" { "cache" } else { "proxy" }, spoke: false }
}

/// Puts those that name themselves in the order in which they do, in the places that they have among the others.
fn in_order_of_names(stations: &mut [(Kind, Option<usize>, Hop)]) {
    let places: Vec<usize> = (0..stations.len()).filter(|at| stations[*at].1.is_some()).collect();
    let mut ordered: Vec<_> = places.iter().map(|at| stations[*at].clone()).collect();
    ordered.sort_by_key(|(_, place, _)| *place);
    for (at, station) in places.into_iter().zip(ordered) {
        stations[at] = station;
    }
}

/// Whether what such a sender writes of itself with this status stands in the place of an application's answer.
fn stands_in(kind: Kind, status: Option<u16>) -> bool {
    match kind {
        Kind::Framework | Kind::Storage => false,
        // A web server may be the origin.
        Kind::Server => matches!(status, Some(502..=504)),
        _ => status.is_some_and(|status| status >= 400),
    }
}

impl Path {
    /// Whether one in front of the application answered in its place: it stands at the end of the way.
    pub fn is_cut(&self) -> bool {
        self.answers_in_place && self.hops.last().is_some_and(|last| last.spoke)
    }

    /// The way as a chain: `client -> Cloudflare -> [HAProxy] x application`; `None` where nothing is known of it.
    pub fn chain(&self, ascii: bool) -> Option<String> {
        let (arrow, cut) = if ascii { (" -> ", " x ") } else { (" ── ", " ── ✗ ") };
        let last = self.hops.last()?;
        let mut chain = "client".to_owned();
        for hop in &self.hops {
            chain.push_str(arrow);
            let (before, after) = if hop.spoke { ("[", "]") } else { ("", "") };
            chain.extend([before, &hop.name, after]);
        }
        let spoke = self.hops.iter().any(|hop| hop.spoke);
        if self.is_cut() {
            chain.push_str(cut);
            chain.push_str("application");
        } else if !spoke && !matches!(last.role, "framework" | "storage") {
            chain.push_str(arrow);
            chain.push_str("application");
        }
        Some(chain)
    }
}
