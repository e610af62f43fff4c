//! How long something takes: a time, or a distribution of times.

use std::time::Duration;

use crate::serve::answer::seconds;
use crate::serve::wire::Random;

/// A distribution of times, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Latency {
    /// Always the same.
    Fixed(f64),
    /// Any between two, each as likely.
    Uniform(f64, f64),
    /// Around a mean, with a standard deviation; never below 0.
    Normal(f64, f64),
    /// Mostly short and seldom long, with a mean.
    Exponential(f64),
}

/// What a latency may look like.
pub const FORMS: &str = "2s, 100ms..2s, normal(200ms,50ms) or exponential(200ms)";

/// The longest time that comes of a distribution.
const LONGEST: f64 = 3600.0;

impl Latency {
    /// Reads `2`, `200ms`, `1s..3s`, `normal(200ms,50ms)` or `exponential(200ms)`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((low, high)) = text.split_once("..") {
            let (low, high) = (seconds(low)?, seconds(high)?);
            return (low <= high).then_some(Self::Uniform(low, high));
        }
        let Some((name, rest)) = text.split_once('(') else { return seconds(text).map(Self::Fixed) };
        let mut numbers = rest.strip_suffix(')')?.split(',').map(seconds);
        let found = match (name, numbers.next(), numbers.next()) {
            ("normal", Some(mean), Some(deviation)) => Self::Normal(mean?, deviation?),
            ("uniform", Some(low), Some(high)) if low? <= high? => Self::Uniform(low?, high?),
            ("exponential", Some(mean), None) => Self::Exponential(mean?),
            _ => return None,
        };
        numbers.next().is_none().then_some(found)
    }

    /// A time of the distribution.
    pub fn draw(self, random: &mut Random) -> Duration {
        let seconds = match self {
            Self::Fixed(time) => time,
            Self::Uniform(low, high) => low + (high - low) * random.fraction(),
            Self::Normal(mean, deviation) => {
                // Box and Muller; the logarithm of 0 is kept away from.
                let (u, v) = (1.0 - random.fraction(), random.fraction());
                let wave = libm::cos(std::f64::consts::TAU * v);
                mean + deviation * libm::sqrt(-2.0 * libm::log(u)) * wave
            }
            Self::Exponential(mean) => -mean * libm::log(1.0 - random.fraction()),
        };
        Duration::from_secs_f64(seconds.clamp(0.0, LONGEST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read() {
        assert_eq!(Latency::parse("2s"), Some(Latency::Fixed(2.0)));
        assert_eq!(Latency::parse("100ms..2s"), Some(Latency::Uniform(0.1, 2.0)));
        assert_eq!(Latency::parse("uniform(1s,2s)"), Some(Latency::Uniform(1.0, 2.0)));
        assert_eq!(Latency::parse("normal(200ms, 50ms)"), Some(Latency::Normal(0.2, 0.05)));
        assert_eq!(Latency::parse("exponential(1s)"), Some(Latency::Exponential(1.0)));
        for wrong in
            ["", "soon", "3s..1s", "normal(1s)", "normal(1s,1s,1s)", "exponential(1s,2s)", "normal(1s,2s", "-1"]
        {
            assert_eq!(Latency::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn means_are_what_they_say() {
        let mut random = Random::new(7);
        for (latency, mean) in [
            (Latency::Fixed(0.5), 0.5),
            (Latency::Uniform(0.0, 1.0), 0.5),
            (Latency::Normal(0.5, 0.1), 0.5),
            (Latency::Exponential(0.5), 0.5),
        ] {
            let sum: f64 = (0..4000).map(|_| latency.draw(&mut random).as_secs_f64()).sum();
            assert!((sum / 4000.0 - mean).abs() < 0.03, "{latency:?}: {}", sum / 4000.0);
        }
    }
}
