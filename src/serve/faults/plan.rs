//! What goes wrong with one response.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::next::InForce;
use super::rule::{Amount, Rule, TRIGGERS, Wrong};
use crate::fault::Fault;
use crate::serve::wire::{Head, Random, Target};

/// The request field that asks for a fault.
pub const FIELD: &str = "HttpDex-Fault";

/// The most counters; the counting begins anew beyond them.
const COUNTERS: usize = 1024;

/// Options that are the routes' own, so that they ask for no fault there.
const OF_ROUTES: &[(&str, &str)] = &[
    ("/drip", "delay"),
    ("/sse", "delay"),
    ("/jsonl", "delay"),
    ("/limited", "rate"),
    ("/payments", "delay"),
    ("/try", "delay"),
    ("/try", "fault"),
];

/// What goes wrong for all requests, and how often something went wrong already.
#[derive(Debug, Default)]
pub struct Faults {
    for_all: Vec<Rule>,
    counters: Mutex<HashMap<String, u64>>,
    /// What the next requests get, whatever they ask for.
    pub next: InForce,
}

/// What goes wrong with one response.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// How long it is held back.
    pub delay: Duration,
    /// The status in place of the right one.
    pub status: Option<u16>,
    /// The fault, and how much of it.
    pub fault: Option<(Fault, Amount)>,
    /// The most bytes a second.
    pub rate: Option<u64>,
    /// What was asked for, of what strikes.
    pub words: Vec<String>,
}

impl Plan {
    /// Whether everything goes right.
    pub fn is_sound(&self) -> bool {
        self.words.is_empty()
    }

    fn add(&mut self, rule: &Rule, random: &mut Random) {
        self.delay += rule.delay.map_or(Duration::ZERO, |latency| latency.draw(random));
        match rule.wrong {
            Some(Wrong::Fault(fault)) if self.fault.is_none() => self.fault = Some((fault, rule.amount)),
            Some(Wrong::Status(status)) if self.status.is_none() => self.status = Some(status),
            _ => {}
        }
        self.rate = match (self.rate, rule.rate) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        self.words.push(rule.words.clone());
    }
}

impl Faults {
    /// Faults for all requests.
    pub fn new(for_all: Vec<Rule>) -> Self {
        Self { for_all, ..Self::default() }
    }

    /// What goes wrong with the response to a request: by what the next requests get, its query, its field, the rules of
    /// its route and those for all; the first fault of these counts, delays add up.
    ///
    /// # Errors
    /// A sentence about what the request asks for and cannot be read.
    pub fn plan(&self, head: &Head, target: &Target, of_route: &[Rule], random: &mut Random) -> Result<Plan, String> {
        let mut plan = Plan::default();
        let asked = asked(head, target)?;
        if let Some(rule) = self.next.take(random) {
            plan.add(&rule, random);
        }
        for rule in asked.iter().chain(of_route).chain(&self.for_all) {
            let nth = if rule.counts() { self.count(format!("{} {}", target.path, rule.words)) } else { 0 };
            if rule.strikes(nth, random) {
                plan.add(rule, random);
            }
        }
        Ok(plan)
    }

    /// How often this was counted before.
    fn count(&self, name: String) -> u64 {
        // A panic elsewhere leaves numbers whole.
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        if counters.len() >= COUNTERS && !counters.contains_key(&name) {
            counters.clear();
        }
        let count = counters.entry(name).or_default();
        *count += 1;
        *count - 1
    }
}

/// The rules that a request asks for.
fn asked(head: &Head, target: &Target) -> Result<Vec<Rule>, String> {
    let mut rules = Vec::new();
    // Most queries ask for nothing, and need not be taken apart for that.
    if target.query.as_deref().is_some_and(|query| TRIGGERS.iter().any(|word| query.contains(word))) {
        let own = |name: &str| OF_ROUTES.contains(&(&target.path, name));
        let pairs: Vec<(String, String)> = target.pairs().into_iter().filter(|(name, _)| !own(name)).collect();
        if pairs.iter().any(|(name, _)| TRIGGERS.contains(&name.as_str())) {
            rules.extend(Rule::of_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))?);
        }
    }
    for text in head.named(FIELD) {
        rules.push(Rule::parse(&text)?);
    }
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::wire::{HeadLimits, parse};

    fn plan(faults: &Faults, target: &str, field: &str) -> Result<Plan, String> {
        let text = format!("GET {target} HTTP/1.1\r\nHost: x\r\n{field}\r\n");
        let head = parse(text.as_bytes(), HeadLimits { line: 1000, head: 1000, fields: 9 }).unwrap();
        faults.plan(&head, &Target::new(target), &[], &mut Random::new(1))
    }

    #[test]
    fn a_query_or_a_field_asks_for_faults() {
        let faults = Faults::default();
        assert!(plan(&faults, "/get?a=1&probability=0.1", "").unwrap().is_sound());
        let both = plan(&faults, "/get?delay=2s&fault=reset", "HttpDex-Fault: drip;rate=9\r\n").unwrap();
        assert_eq!((both.delay, both.rate), (Duration::from_secs(2), Some(9)));
        assert_eq!(both.fault.map(|(fault, _)| fault), Some(Fault::Reset), "the query goes first");
        assert_eq!(both.words.len(), 2);
        assert!(plan(&faults, "/drip?delay=2", "").unwrap().is_sound(), "that is the route's own");
        assert!(plan(&faults, "/get?fault=rest", "").unwrap_err().contains("reset"));
        assert!(plan(&faults, "/get", "HttpDex-Fault: x=1\r\n").is_err());
    }

    #[test]
    fn rules_for_all_count_by_path() {
        let faults = Faults::new(vec![Rule::parse("503;first=1").unwrap()]);
        let status = |target: &str| plan(&faults, target, "").unwrap().status;
        assert_eq!([status("/a"), status("/a?x"), status("/b"), status("/b")], [Some(503), None, Some(503), None]);
    }
}
