//! The steps of a hop as a bar, and in words.

use std::time::Duration;

use super::words::time;
use crate::check::Timing;

/// The bar of a hop: so many cells for what took as long as `slowest`, each step with its own sign. What took any time
/// at all has a cell.
pub fn bar(timing: &Timing, slowest: Duration, cells: usize, ascii: bool) -> String {
    let mut bar: Vec<char> = Vec::new();
    for (step, taken) in timing.steps() {
        let share = taken.as_secs_f64() / slowest.as_secs_f64().max(f64::MIN_POSITIVE);
        let room = cells - bar.len();
        bar.extend(std::iter::repeat_n(sign(step, ascii), of(share, cells).min(room)));
    }
    let longest = timing.steps().max_by_key(|(_, taken)| *taken);
    if let Some((step, _)) = longest.filter(|_| bar.is_empty() && cells > 0) {
        bar.push(sign(step, ascii));
    }
    bar.into_iter().collect()
}

/// The sign of a step in a bar.
pub fn sign(step: &str, ascii: bool) -> char {
    match (step, ascii) {
        (step, true) => step.chars().next().unwrap_or('?').to_ascii_lowercase(),
        ("name", _) => '░',
        ("connect", _) => '▒',
        ("TLS", _) => '▓',
        ("wait", _) => '█',
        _ => '▄',
    }
}

/// The steps of a hop in words: `connect 9 · wait 31`, in milliseconds unless it says otherwise.
pub fn steps(timing: &Timing) -> String {
    let words: Vec<String> = timing.steps().map(|(step, taken)| format!("{step} {}", short(taken))).collect();
    words.join(" · ")
}

/// A time without its unit, where that is milliseconds.
fn short(taken: Duration) -> String {
    let text = time(taken);
    text.strip_suffix(" ms").map(str::to_owned).unwrap_or(text)
}

/// How many of so many cells a share of them takes.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share")]
fn of(share: f64, cells: usize) -> usize {
    ((share * cells as f64).round() as usize).min(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_of_the_slowest() {
        let milliseconds = |n| Some(Duration::from_millis(n));
        let timing = Timing { connect: milliseconds(10), wait: milliseconds(30), ..Timing::default() };
        let bar_of = |slowest, cells| bar(&timing, Duration::from_millis(slowest), cells, false);
        assert_eq!(bar_of(40, 8), "▒▒██████");
        assert_eq!(bar_of(80, 8), "▒███");
        assert_eq!(bar_of(4000, 8), "█", "what took time is seen");
        assert_eq!(bar_of(40, 0), "");
        assert_eq!(bar_of(0, 4).chars().count(), 4);
        assert_eq!(bar(&timing, Duration::from_millis(40), 8, true), "ccwwwwww");
        assert_eq!(bar(&Timing::default(), Duration::ZERO, 8, false), "");
        assert_eq!(steps(&timing), "connect 10 · wait 30");
    }
}
