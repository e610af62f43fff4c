//! The steps of an exchange as a small picture, with the one that failed marked.
//!
//! ```text
//! name ✓ ──── connect ✗ ┄┄┄┄ TLS ┄┄┄┄ request ┄┄┄┄ response
//!             └ the host answered at once: nobody listens on this port
//! ```
//!
//! A client that gives up by itself is one more step: the last one, or the first where nothing was sent.

use std::cmp::Ordering;

use crate::catalog::{Done, Step};
use crate::text::{Role, Span, width, wrap};

use super::options::Options;

/// The longest line between two steps.
const LONGEST_LINE: usize = 4;

/// What happened is wrapped in no fewer cells than this, where there are as many.
const LEAST_ROOM: usize = 30;

/// The signs of the picture.
struct Signs {
    passed: &'static str,
    failed: &'static str,
    unreached: &'static str,
    line: &'static str,
    broken_line: &'static str,
    /// From below to what is said on the right, and on the left.
    corners: [&'static str; 2],
}

const UNICODE: Signs =
    Signs { passed: "✓", failed: "✗", unreached: "·", line: "─", broken_line: "┄", corners: ["└", "┘"] };

const ASCII: Signs =
    Signs { passed: "ok", failed: "X", unreached: ".", line: "-", broken_line: ".", corners: ["^", "^"] };

/// A step of the picture.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    pub(super) step: Step,
    /// Whether it was done before the one that failed, is that one, or comes after it.
    pub(super) order: Ordering,
}

/// The picture, side by side where there is room for it and one step below the other elsewhere.
pub(super) fn picture((failed, done): (Step, Option<Done>), happened: &str, options: Options) -> Vec<Vec<Span>> {
    let steps = shown(failed, done);
    let signs = if options.ascii { &ASCII } else { &UNICODE };
    let names: usize = steps.iter().map(|step| step_width(*step, signs)).sum();
    let lines = steps.len() - 1;
    match options.width.saturating_sub(names + 2 * lines) / lines {
        0 => below(&steps, happened, signs, options),
        room => beside(&steps, happened, signs, options, room.min(LONGEST_LINE)),
    }
}

/// The steps in their order.
pub(super) fn shown(failed: Step, done: Option<Done>) -> Vec<Shown> {
    // The client is shown only where it is what failed: every exchange has one, and it is no step on the way.
    let gave_up = failed == Step::Client;
    let step = |step: Step| {
        let order = match done.filter(|_| gave_up && step != failed) {
            Some(_) => Ordering::Greater,
            None => step.cmp(&failed),
        };
        Shown { step, order }
    };
    let mut steps: Vec<Shown> =
        Step::ALL.iter().copied().filter(|step| *step != Step::Client || gave_up).map(step).collect();
    if gave_up && done == Some(Done::Nothing) {
        steps.rotate_right(1);
    }
    steps
}

fn step_width(Shown { step, order }: Shown, signs: &Signs) -> usize {
    let sign = match order {
        Ordering::Less => 1 + width(signs.passed),
        Ordering::Equal => 1 + width(signs.failed),
        Ordering::Greater => 0,
    };
    width(step.label()) + sign
}

fn beside(steps: &[Shown], happened: &str, signs: &Signs, options: Options, line: usize) -> Vec<Vec<Span>> {
    let mut spans = Vec::new();
    let (mut at, mut place) = (0, (0, 0));
    for (n, &shown) in steps.iter().enumerate() {
        let Shown { step, order } = shown;
        if n > 0 {
            let is_known = order.is_le() && steps[n - 1].order.is_le();
            let sign = if is_known { signs.line } else { signs.broken_line };
            spans.push(Span::new(format!(" {} ", sign.repeat(line)), Role::Muted));
            at += line + 2;
        }
        if order == Ordering::Equal {
            place = (at, step_width(shown, signs));
        }
        at += step_width(shown, signs);
        let label = step.label();
        spans.extend(match order {
            Ordering::Less => {
                vec![Span::new(label, Role::Text), Span::new(format!(" {}", signs.passed), Role::Muted)]
            }
            Ordering::Equal => {
                vec![Span::new(label, Role::Strong), Span::new(format!(" {}", signs.failed), Role::Marker)]
            }
            Ordering::Greater => vec![Span::new(label, Role::Muted)],
        });
    }
    let mut lines = vec![spans];
    lines.extend(said_below(place, happened, signs, options));
    lines
}

/// What happened, behind a corner below the step that failed; before the corner where there is no room behind it.
fn said_below((place, step): (usize, usize), happened: &str, signs: &Signs, options: Options) -> Vec<Vec<Span>> {
    let [right, left] = signs.corners;
    let needed = width(happened) + 2;
    let end = place + step;
    if happened.is_empty() {
        return Vec::new();
    }
    if place + needed > options.width && needed <= end {
        let text = Span::new(happened, Role::Text);
        return vec![vec![Span::blank(end - needed), text, Span::new(format!(" {left}"), Role::Marker)]];
    }
    // Wrapped below the step, or as far to the right as leaves enough room for its words.
    let room = needed.min(LEAST_ROOM + 2);
    let indent = options.width.saturating_sub(room).min(place);
    let corner = Span::new(format!("{right} "), Role::Marker);
    let wrapped = wrap(happened, Role::Text, options.width.saturating_sub(indent + 2).max(1), options.keep_ticks);
    let first = |n: usize| if n == 0 { corner.clone() } else { Span::blank(2) };
    let line = |(n, text): (usize, Vec<Span>)| {
        let lead = (indent > 0).then(|| Span::blank(indent));
        lead.into_iter().chain([first(n)]).chain(text).collect()
    };
    wrapped.into_iter().enumerate().map(line).collect()
}

fn below(steps: &[Shown], happened: &str, signs: &Signs, options: Options) -> Vec<Vec<Span>> {
    let mut lines = Vec::new();
    let pad = [signs.passed, signs.failed].map(width).into_iter().max().unwrap_or(1) + 1;
    for &Shown { step, order } in steps {
        let (sign, sign_role, role) = match order {
            Ordering::Less => (signs.passed, Role::Muted, Role::Text),
            Ordering::Equal => (signs.failed, Role::Marker, Role::Strong),
            Ordering::Greater => (signs.unreached, Role::Muted, Role::Muted),
        };
        lines.push(vec![Span::new(format!("{sign:<pad$}"), sign_role), Span::new(step.label(), role)]);
        if order == Ordering::Equal && !happened.is_empty() {
            let room = options.width.saturating_sub(pad).max(1);
            let wrapped = wrap(happened, Role::Text, room, options.keep_ticks);
            lines.extend(wrapped.into_iter().map(|line| std::iter::once(Span::blank(pad)).chain(line).collect()));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(failed: Step, happened: &str, width: usize, ascii: bool) -> Vec<String> {
        told((failed, None), happened, Options { width, keep_ticks: true, ascii })
    }

    fn told(failed: (Step, Option<Done>), happened: &str, options: Options) -> Vec<String> {
        let lines = picture(failed, happened, options);
        lines.iter().map(|line| line.iter().map(|span| span.text.as_str()).collect()).collect()
    }

    #[test]
    fn the_step_that_failed_is_marked_and_explained() {
        assert_eq!(
            shown(Step::Connect, "nobody listens there", 80, false),
            ["name ✓ ──── connect ✗ ┄┄┄┄ TLS ┄┄┄┄ request ┄┄┄┄ response", "            └ nobody listens there"]
        );
        assert_eq!(
            shown(Step::Connect, "nobody listens there", 80, true),
            ["name ok ---- connect X .... TLS .... request .... response", "             ^ nobody listens there"]
        );
    }

    #[test]
    fn what_happened_late_is_told_before_the_corner() {
        let lines = shown(Step::Response, "the connection broke before the response was complete", 66, false);
        assert_eq!(
            lines,
            [
                "name ✓ ──── connect ✓ ──── TLS ✓ ──── request ✓ ──── response ✗",
                "        the connection broke before the response was complete ┘"
            ]
        );
    }

    #[test]
    fn the_client_is_a_step_only_where_it_failed() {
        assert!(shown(Step::Client, "it gave up", 90, false)[0].ends_with("response ✓ ──── client ✗"));
        assert!(!shown(Step::Response, "it broke", 90, false)[0].contains("client"));
    }

    #[test]
    fn of_a_client_that_gave_up_no_step_is_said_to_be_done_that_was_not() {
        let options = |width| Options { width, keep_ticks: true, ascii: false };
        assert_eq!(
            told((Step::Client, Some(Done::Nothing)), "the policy does not allow it", options(90)),
            ["client ✗ ┄┄┄┄ name ┄┄┄┄ connect ┄┄┄┄ TLS ┄┄┄┄ request ┄┄┄┄ response", "└ the policy does not allow it"]
        );
        assert_eq!(
            told((Step::Client, Some(Done::Unknown)), "", options(90)),
            ["name ┄┄┄┄ connect ┄┄┄┄ TLS ┄┄┄┄ request ┄┄┄┄ response ┄┄┄┄ client ✗"]
        );
        assert_eq!(told((Step::Client, Some(Done::Nothing)), "", options(12))[..2], ["✗ client", "· name"]);
    }

    #[test]
    fn where_no_line_is_long_enough_the_steps_stand_below_each_other() {
        let lines = shown(Step::Tls, "the certificate is not valid any more", 20, true);
        let expected = [
            "ok name",
            "ok connect",
            "X  TLS",
            "   the certificate",
            "   is not valid any",
            "   more",
            ".  request",
            ".  response",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn no_line_is_wider_than_the_room() {
        let happened = "a clause of sixty characters, as long as one of them may be!";
        for failed in Step::ALL {
            for width in 12..100 {
                for (ascii, done) in
                    [(true, None), (false, None), (true, Some(Done::Nothing)), (false, Some(Done::Unknown))]
                {
                    let lines = told((*failed, done), happened, Options { width, keep_ticks: true, ascii });
                    assert!(lines.iter().all(|line| super::width(line) <= width), "{width}: {lines:#?}");
                }
            }
        }
    }
}
