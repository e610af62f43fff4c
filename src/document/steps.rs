//! The steps of an exchange as a small picture, with the one that failed marked.
//!
//! ```text
//! name ✓ ──── connect ✗ ┄┄┄┄ TLS ┄┄┄┄ request ┄┄┄┄ response
//!             └ the host answered at once: nobody listens on this port
//! ```

use crate::catalog::Step;
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

/// The picture, side by side where there is room for it and one step below the other elsewhere.
pub(super) fn picture(failed: Step, happened: &str, options: Options) -> Vec<Vec<Span>> {
    // The client is shown only where it is what failed: every exchange has one, and it is no step on the way.
    let steps = Step::ALL.iter().copied().filter(|step| *step != Step::Client || failed == Step::Client);
    let steps: Vec<Step> = steps.collect();
    let signs = if options.ascii { &ASCII } else { &UNICODE };
    let names: usize = steps.iter().map(|step| step_width(*step, failed, signs)).sum();
    let lines = steps.len() - 1;
    match options.width.saturating_sub(names + 2 * lines) / lines {
        0 => below(&steps, failed, happened, signs, options),
        room => beside(&steps, failed, happened, signs, options, room.min(LONGEST_LINE)),
    }
}

fn step_width(step: Step, failed: Step, signs: &Signs) -> usize {
    let sign = match step.cmp(&failed) {
        std::cmp::Ordering::Less => 1 + width(signs.passed),
        std::cmp::Ordering::Equal => 1 + width(signs.failed),
        std::cmp::Ordering::Greater => 0,
    };
    width(step.label()) + sign
}

fn beside(
    steps: &[Step],
    failed: Step,
    happened: &str,
    signs: &Signs,
    options: Options,
    line: usize,
) -> Vec<Vec<Span>> {
    let mut spans = Vec::new();
    let (mut at, mut place) = (0, 0);
    for (n, &step) in steps.iter().enumerate() {
        if n > 0 {
            let sign = if step <= failed { signs.line } else { signs.broken_line };
            spans.push(Span::new(format!(" {} ", sign.repeat(line)), Role::Muted));
            at += line + 2;
        }
        if step == failed {
            place = at;
        }
        at += step_width(step, failed, signs);
        let label = step.label();
        spans.extend(match step.cmp(&failed) {
            std::cmp::Ordering::Less => {
                vec![Span::new(label, Role::Text), Span::new(format!(" {}", signs.passed), Role::Muted)]
            }
            std::cmp::Ordering::Equal => {
                vec![Span::new(label, Role::Strong), Span::new(format!(" {}", signs.failed), Role::Marker)]
            }
            std::cmp::Ordering::Greater => vec![Span::new(label, Role::Muted)],
        });
    }
    let mut lines = vec![spans];
    lines.extend(said_below(place, step_width(failed, failed, signs), happened, signs, options));
    lines
}

/// What happened, behind a corner below the step that failed; before the corner where there is no room behind it.
fn said_below(place: usize, step: usize, happened: &str, signs: &Signs, options: Options) -> Vec<Vec<Span>> {
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

fn below(steps: &[Step], failed: Step, happened: &str, signs: &Signs, options: Options) -> Vec<Vec<Span>> {
    let mut lines = Vec::new();
    let pad = [signs.passed, signs.failed].map(width).into_iter().max().unwrap_or(1) + 1;
    for &step in steps {
        let (sign, sign_role, role) = match step.cmp(&failed) {
            std::cmp::Ordering::Less => (signs.passed, Role::Muted, Role::Text),
            std::cmp::Ordering::Equal => (signs.failed, Role::Marker, Role::Strong),
            std::cmp::Ordering::Greater => (signs.unreached, Role::Muted, Role::Muted),
        };
        lines.push(vec![Span::new(format!("{sign:<pad$}"), sign_role), Span::new(step.label(), role)]);
        if step == failed && !happened.is_empty() {
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
        let lines = picture(failed, happened, Options { width, keep_ticks: true, ascii });
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
                for ascii in [true, false] {
                    let lines = shown(*failed, happened, width, ascii);
                    assert!(lines.iter().all(|line| super::width(line) <= width), "{width}: {lines:#?}");
                }
            }
        }
    }
}
