//! A check from the first hop to the last, as far as it has come.

use std::time::Instant;

use super::told::{Happened, Outcome, ToldHop};
use crate::app::shared::Now;
use crate::check::Target;
use crate::lint::Level;

/// How many interim responses of a hop are told.
const INTERIM: usize = 8;

/// A check.
#[derive(Debug, Clone)]
pub struct Run {
    /// What is asked for.
    pub target: Target,
    /// As it was typed.
    pub typed: String,
    /// The hops, the last of which may be under way.
    pub hops: Vec<Step>,
    /// How it ended, if it has.
    pub end: Option<End>,
    /// When it began.
    began: Option<Instant>,
}

/// How a check ended.
#[derive(Debug, Clone, PartialEq)]
pub enum End {
    /// There is no other hop.
    Over(Box<Outcome>),
    /// It was cancelled.
    Cancelled,
    /// The check itself failed, and why.
    Failed(String),
}

/// A hop, as far as it has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its URL, without a password.
    pub url: String,
    /// Its method.
    pub method: String,
    /// The address that it is connected to.
    pub address: Option<String>,
    /// How far it has come.
    pub doing: Doing,
}

/// How far a hop has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Doing {
    /// The name is looked up, and a connection made.
    Connecting,
    /// The connection is made; TLS may be set up.
    Connected,
    /// The response is awaited.
    Waiting,
    /// The final response is, after these.
    Interim(Vec<u16>),
    /// It was cancelled.
    Cancelled,
    /// It is over.
    Ended(Box<ToldHop>),
}

impl Step {
    /// All of it, once it is over.
    pub const fn told(&self) -> Option<&ToldHop> {
        match &self.doing {
            Doing::Ended(told) => Some(told),
            _ => None,
        }
    }

    /// Whether it was cancelled.
    pub const fn is_cancelled(&self) -> bool {
        matches!(self.doing, Doing::Cancelled)
    }

    /// How far it has come, in a word or two; nothing once it is over.
    pub fn in_words(&self) -> String {
        match &self.doing {
            Doing::Connecting => "connecting".to_owned(),
            Doing::Connected => "connected".to_owned(),
            Doing::Waiting => "waiting".to_owned(),
            Doing::Interim(statuses) => {
                let statuses: Vec<String> = statuses.iter().map(u16::to_string).collect();
                format!("{}, waiting", statuses.join(", "))
            }
            Doing::Cancelled => "cancelled".to_owned(),
            Doing::Ended(_) => String::new(),
        }
    }
}

impl Run {
    /// One that begins.
    pub fn new(target: Target, typed: &str, now: Option<Now>) -> Self {
        let typed = typed.to_owned();
        Self { target, typed, hops: Vec::new(), end: None, began: now.map(|now| now.steady) }
    }

    /// Whether it goes on.
    pub const fn is_running(&self) -> bool {
        self.end.is_none()
    }

    /// Takes in what happened.
    pub fn take(&mut self, happened: Happened) {
        match happened {
            Happened::Started { url, method } => {
                self.hops.push(Step { url, method, address: None, doing: Doing::Connecting });
            }
            Happened::Connected(address) => {
                if let Some(hop) = self.hops.last_mut() {
                    hop.address = Some(address);
                }
                self.is_doing(Doing::Connected);
            }
            Happened::Sending => self.is_doing(Doing::Waiting),
            Happened::Ended(told) => self.is_doing(Doing::Ended(told)),
            Happened::Interim(status) => match self.hops.last_mut().map(|hop| &mut hop.doing) {
                Some(Doing::Interim(statuses)) if statuses.len() < INTERIM => statuses.push(status),
                Some(Doing::Interim(_)) => {}
                _ => self.is_doing(Doing::Interim(vec![status])),
            },
            Happened::Over(outcome) => self.end = Some(End::Over(outcome)),
        }
    }

    fn is_doing(&mut self, doing: Doing) {
        if let Some(hop) = self.hops.last_mut() {
            hop.doing = doing;
        }
    }

    /// Ends it, unless it has ended.
    pub fn stop(&mut self, end: End) {
        if self.is_running() {
            if self.hops.last().is_some_and(|hop| hop.told().is_none()) {
                self.is_doing(Doing::Cancelled);
            }
            self.end = Some(end);
        }
    }

    /// How many whole seconds it has gone on at a moment.
    pub fn seconds(&self, now: Option<Instant>) -> u64 {
        let gone = self.began.zip(now).map(|(began, now)| now.saturating_duration_since(began));
        gone.unwrap_or_default().as_secs()
    }

    /// When another second has gone.
    pub fn next_second(&self, now: Instant) -> Option<Instant> {
        let began = self.began.filter(|_| self.is_running())?;
        Some(began + std::time::Duration::from_secs(self.seconds(Some(now)) + 1))
    }

    /// How many errors the responses of all hops have, in words; `None` where there is none.
    pub fn errors(&self) -> Option<String> {
        let findings = self.hops.iter().filter_map(Step::told).flat_map(|told| &told.findings);
        match findings.filter(|finding| finding.level == Level::Error).count() {
            0 => None,
            1 => Some("1 error".to_owned()),
            errors => Some(format!("{errors} errors")),
        }
    }

    /// What came of it, once it is known.
    pub fn outcome(&self) -> Option<&Outcome> {
        match &self.end {
            Some(End::Over(outcome)) => Some(outcome),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn started(url: &str) -> Happened {
        Happened::Started { url: url.to_owned(), method: "GET".to_owned() }
    }

    #[test]
    fn what_happens_is_about_the_last_hop() {
        let mut run = Run::new(Target::read("http://a.example/").unwrap(), "", None);
        run.take(Happened::Sending);
        assert!(run.hops.is_empty(), "of no hop nothing is known");
        run.take(started("http://a.example/"));
        run.take(started("http://b.example/"));
        for _ in 0..20 {
            run.take(Happened::Interim(103));
        }
        assert_eq!((run.hops[0].in_words(), run.hops[1].in_words().len()), ("connecting".to_owned(), 8 * 5 + 7));
        run.stop(End::Cancelled);
        run.stop(End::Failed("later".to_owned()));
        assert_eq!((&run.hops[1].doing, &run.end), (&Doing::Cancelled, &Some(End::Cancelled)));
        assert!(!run.is_running() && run.outcome().is_none());
    }
}
