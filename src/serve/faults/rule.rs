//! When something goes wrong and how: rules, as they are written in a query, in a request field, on the command line
//! or in a scenario.

use std::time::Duration;

use super::latency::{FORMS, Latency};
use crate::fault::Fault;
use crate::serve::answer::seconds;
use crate::serve::wire::Random;

/// Something that goes wrong, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// How long the response is held back.
    pub delay: Option<Latency>,
    /// What is wrong with the response.
    pub wrong: Option<Wrong>,
    /// How much of it.
    pub amount: Amount,
    /// At most so many bytes a second are sent.
    pub rate: Option<u64>,
    /// Of how many requests, from 0 to 1.
    pub probability: f64,
    /// Of the first so many requests only.
    pub first: Option<u64>,
    /// Of every so manieth request only.
    pub every: Option<u64>,
    /// What was written.
    pub words: String,
}

/// How much of a fault there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// The pause between pieces.
    pub pause: Duration,
    /// After how many bytes it strikes.
    pub after: Option<usize>,
}

impl Default for Amount {
    fn default() -> Self {
        Self { pause: Duration::from_millis(100), after: None }
    }
}

/// What is wrong with a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Its bytes, or what becomes of the connection.
    Fault(Fault),
    /// Its status: this one in place of the right one.
    Status(u16),
}

/// The words that begin a rule in a query: others mean something only beside them.
pub const TRIGGERS: [&str; 3] = ["fault", "delay", "rate"];

/// All words of a rule.
pub const WORDS: [&str; 8] = ["fault", "delay", "rate", "pause", "after", "probability", "first", "every"];

impl Rule {
    /// Reads a rule from names and values; names that are none of a rule's are passed over. `None` where nothing is to
    /// go wrong.
    ///
    /// # Errors
    /// A sentence about what cannot be read.
    pub fn of_pairs<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Option<Self>, String> {
        let mut rule = Self {
            delay: None,
            wrong: None,
            amount: Amount::default(),
            rate: None,
            probability: 1.0,
            first: None,
            every: None,
            words: String::new(),
        };
        for (name, value) in pairs.filter(|(name, _)| WORDS.contains(name)) {
            rule.take(name, value)?;
            let separator = if rule.words.is_empty() { "" } else { ";" };
            rule.words.extend([separator, name, "=", value]);
        }
        Ok((rule.delay.is_some() || rule.wrong.is_some() || rule.rate.is_some()).then_some(rule))
    }

    /// Reads a rule as it is written in a field or on the command line: `reset;probability=0.5`, `delay=1s..3s`.
    ///
    /// # Errors
    /// A sentence about what cannot be read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let pairs: Vec<(&str, &str)> = text
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| part.split_once('=').map_or(("fault", part), |(name, value)| (name.trim(), value.trim())))
            .collect();
        if let Some((name, _)) = pairs.iter().find(|(name, _)| !WORDS.contains(name)) {
            return Err(format!(
                "{:?} is no word of a fault; {}",
                shown(name),
                crate::suggest::instead_of(name, &WORDS)
            ));
        }
        Self::of_pairs(pairs.into_iter())?.ok_or_else(|| {
            format!(
                "{:?} lets nothing go wrong; name a fault such as reset, a delay such as {FORMS}, or a rate",
                shown(text)
            )
        })
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), String> {
        let wrong = |what: &str| format!("{name}={} is no {what}", shown(value));
        let number = |least: u64| value.parse::<u64>().ok().filter(|&number| number >= least);
        match name {
            "fault" => self.wrong = Some(Wrong::parse(value)?),
            "delay" => {
                let latency = Latency::parse(value);
                self.delay = Some(latency.ok_or_else(|| wrong(&format!("time, such as {FORMS}")))?);
            }
            "rate" => self.rate = Some(number(1).ok_or_else(|| wrong("number of bytes a second from 1 on"))?),
            "pause" => {
                let pause = seconds(value).ok_or_else(|| wrong("time, such as 100ms"))?;
                self.amount.pause = Duration::from_secs_f64(pause);
            }
            "after" => {
                let after = value.parse().map_err(|_| wrong("number of bytes"))?;
                self.amount.after = Some(after);
            }
            "probability" => {
                let number = value.parse::<f64>().ok().filter(|number| (0.0..=1.0).contains(number));
                self.probability = number.ok_or_else(|| wrong("number from 0 to 1"))?;
            }
            "first" => self.first = Some(number(1).ok_or_else(|| wrong("number of requests from 1 on"))?),
            _ => self.every = Some(number(1).ok_or_else(|| wrong("number of requests from 1 on"))?),
        }
        Ok(())
    }

    /// Whether it strikes the request with this number, from 0.
    pub fn strikes(&self, nth: u64, random: &mut Random) -> bool {
        self.first.is_none_or(|first| nth < first)
            && self.every.is_none_or(|every| (nth + 1).is_multiple_of(every))
            && (self.probability >= 1.0 || random.fraction() < self.probability)
    }

    /// Whether it counts requests.
    pub const fn counts(&self) -> bool {
        self.first.is_some() || self.every.is_some()
    }
}

impl Wrong {
    /// Reads the word of a fault, or a status code.
    fn parse(text: &str) -> Result<Self, String> {
        if let Ok(status) = text.parse::<u16>() {
            return match status {
                200..=999 => Ok(Self::Status(status)),
                _ => Err(format!("fault={status} is no final status code; it has three digits, from 200 on")),
            };
        }
        text.parse().map(Self::Fault).map_err(|error: crate::fault::UnknownFault| error.to_string())
    }
}

fn shown(text: &str) -> String {
    crate::text::clean(&crate::text::shorten(text, 60)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read() {
        let rule = Rule::parse("reset-in-content; after=10;probability=0.5;first=3").unwrap();
        assert_eq!(rule.wrong, Some(Wrong::Fault(Fault::ResetInContent)));
        assert_eq!((rule.amount.after, rule.first), (Some(10), Some(3)));
        assert!((rule.probability - 0.5).abs() < f64::EPSILON);
        assert_eq!(Rule::parse("503;every=2").unwrap().wrong, Some(Wrong::Status(503)));
        assert_eq!(Rule::parse("delay=1s..2s").unwrap().delay, Some(Latency::Uniform(1.0, 2.0)));
        let pairs = [("x", "y"), ("fault", "drip"), ("pause", "5ms")];
        let rule = Rule::of_pairs(pairs.into_iter()).unwrap().unwrap();
        assert_eq!((rule.words.as_str(), rule.amount.pause), ("fault=drip;pause=5ms", Duration::from_millis(5)));
        assert_eq!(Rule::of_pairs([("first", "2")].into_iter()), Ok(None), "nothing to go wrong");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let said = |text: &str| Rule::parse(text).unwrap_err();
        assert!(said("rest").contains("did you mean `reset`?"));
        assert!(said("fualt=reset").contains("did you mean `fault`?"), "{}", said("fualt=reset"));
        assert!(said("delay=soon").contains("is no time"));
        assert!(said("probability=2").contains("from 0 to 1"));
        assert!(said("reset;first=0").contains("from 1 on"));
        assert!(said("101").contains("final status"));
        assert!(said("first=2").contains("lets nothing go wrong"));
        assert!(said("").contains("lets nothing go wrong"));
        assert!(said("rate=\x1b").contains('␛'));
    }

    #[test]
    fn a_rule_strikes_when_it_says() {
        let mut random = Random::new(1);
        let mut struck = |text: &str| -> Vec<u64> {
            let rule = Rule::parse(text).unwrap();
            (0..8).filter(|&nth| rule.strikes(nth, &mut random)).collect()
        };
        assert_eq!(struck("reset;first=2"), [0, 1]);
        assert_eq!(struck("reset;every=3"), [2, 5]);
        assert_eq!(struck("reset;every=2;first=4"), [1, 3]);
        assert!(struck("reset;probability=0").is_empty());
        assert_eq!(struck("reset").len(), 8);
    }
}
