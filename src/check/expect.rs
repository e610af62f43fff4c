//! What a check expects: `200`, `2xx`, `200,204`, `301>200`.

use std::fmt;
use std::str::FromStr;

/// What the statuses of a chain should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expect {
    text: String,
    /// For each hop the statuses that it may have; one alone is about the last hop.
    hops: Vec<Vec<Range>>,
}

/// Statuses from one to another.
type Range = (u16, u16);

impl Expect {
    /// Whether the final statuses of the hops are as expected; `None` stands for a hop without a status.
    pub fn holds(&self, statuses: &[Option<u16>]) -> bool {
        let is_one_of = |ranges: &[Range], status: Option<u16>| {
            status.is_some_and(|status| ranges.iter().any(|&(from, to)| (from..=to).contains(&status)))
        };
        match &self.hops[..] {
            [last] => is_one_of(last, statuses.last().copied().flatten()),
            hops => {
                hops.len() == statuses.len()
                    && hops.iter().zip(statuses).all(|(ranges, status)| is_one_of(ranges, *status))
            }
        }
    }
}

impl FromStr for Expect {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || "give a status such as 200, a class (2xx), alternatives (200,204) or a chain (301>200)".to_owned();
        let range = |text: &str| -> Option<Range> {
            let text = text.trim();
            if text.len() != 3 || !text.is_ascii() {
                return None;
            }
            let lowest = text.replace(['x', 'X'], "0");
            let highest = text.replace(['x', 'X'], "9");
            let is_pattern = text.trim_end_matches(['x', 'X']).chars().all(|c| c.is_ascii_digit());
            let (from, to) = (lowest.parse().ok()?, highest.parse().ok()?);
            (is_pattern && (100..1000).contains(&from)).then_some((from, to))
        };
        let hop = |text: &str| text.split(',').map(range).collect::<Option<Vec<Range>>>().ok_or_else(wrong);
        let hops = text.split('>').map(hop).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { text: text.trim().to_owned(), hops })
    }
}

impl fmt::Display for Expect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expectations() {
        let holds = |text: &str, statuses: &[u16]| {
            let statuses: Vec<Option<u16>> = statuses.iter().map(|status| Some(*status)).collect();
            text.parse::<Expect>().expect(text).holds(&statuses)
        };
        assert!(holds("200", &[301, 200]) && !holds("200", &[200, 404]));
        assert!(holds("2xx", &[204]) && holds("20x", &[204]) && !holds("2xx", &[301]));
        assert!(holds("200, 204", &[204]) && !holds("200,204", &[206]));
        assert!(holds("301>200", &[301, 200]) && !holds("301>200", &[301, 302, 200]) && !holds("301>200", &[200]));
        assert!(holds("30x>2xx,404", &[308, 404]));
        assert!(!"200".parse::<Expect>().unwrap().holds(&[None]));
        for text in ["", "20", "2000", "x00", "2x0", "200,", ">200", "ok", "099"] {
            assert!(text.parse::<Expect>().is_err(), "{text}");
        }
    }
}
