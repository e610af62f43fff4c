//! A chain as lines for a screen.

use std::time::Duration;

use crate::catalog::{Catalog, class_of};
use crate::check::{Certificate, Chain, Failure, Hop, date};
use crate::document::{Line, Options};
use crate::explain::{Explainer, cite, lay_out, role, sign};
use crate::lint::Level;
use crate::text::{Role, Span, ascii, clean, clip_with, width, wrap};

use super::explained::{explained, shown};

/// A line, and the class in whose color its marks are.
pub type Styled = (Line, Option<u8>);

/// How wide the bar of the slowest hop is.
const BAR: usize = 24;
/// How many causes of a failure are printed; the page has the others.
const CAUSES: usize = 3;
/// How many findings of a hop before the last are printed.
const FINDINGS: usize = 5;
/// How many addresses that did not answer are printed.
const ADDRESSES: usize = 4;

/// Everything about a chain.
pub fn lines(chain: &Chain, catalog: &Catalog, explainer: &mut Explainer<'_>, options: Options) -> Vec<Styled> {
    let mut lines = Lines { options, out: Vec::new(), class: None };
    lines.head(chain);
    let slowest = chain.hops.iter().filter_map(|hop| hop.timing.total).max().unwrap_or_default();
    for hop in &chain.hops {
        lines.class = hop.status().and_then(|status| class_of(&status.to_string()));
        lines.hop(hop, catalog, slowest);
    }
    lines.class = None;
    lines.problems(chain);
    lines.certificates(chain);
    let Some((last, before)) = chain.hops.split_last() else { return lines.out };
    for (at, hop) in before.iter().enumerate() {
        lines.findings(at, hop, explainer);
    }
    lines.class = last.status().and_then(|status| class_of(&status.to_string()));
    let entry = last.failure.as_ref().map(|failure| failure.id);
    let messages = shown(last);
    match (explained(explainer, last, &messages, entry), &last.failure) {
        (Some(explanation), _) if last.response().is_some() => {
            lines.blank();
            let class = lines.class;
            lines.out.extend(lay_out(&explanation, options).lines().into_iter().map(|line| (line, class)));
        }
        (_, Some(failure)) => lines.failure(failure, catalog, explainer),
        _ => {}
    }
    lines.out
}

struct Lines {
    options: Options,
    out: Vec<Styled>,
    class: Option<u8>,
}

impl Lines {
    fn push(&mut self, spans: Vec<Span>) {
        self.out.push((Line { spans, ..Line::default() }, self.class));
    }

    fn blank(&mut self) {
        self.push(Vec::new());
    }

    /// A text of ours with signs that the screen has.
    fn sign(&self, text: &str) -> String {
        if self.options.ascii { ascii(text).into_owned() } else { text.to_owned() }
    }

    fn heading(&mut self, text: &str) {
        self.blank();
        self.push(vec![Span::new(text, Role::Heading)]);
    }

    /// Text behind a prefix, and behind blanks of the same width on the lines that follow.
    fn hanging(&mut self, first: Vec<Span>, text: &str, role: Role) {
        let indent: usize = first.iter().map(Span::width).sum();
        let mut first = Some(first);
        let text = self.sign(&clean(text));
        for rest in wrap(&text, role, self.options.width.saturating_sub(indent).max(8), self.options.keep_ticks) {
            let mut spans = first.take().unwrap_or_else(|| vec![Span::blank(indent)]);
            spans.extend(rest);
            self.push(spans);
        }
    }

    fn head(&mut self, chain: &Chain) {
        let hops = if chain.hops.len() == 1 { "1 hop".to_owned() } else { format!("{} hops", chain.hops.len()) };
        self.hanging(Vec::new(), &chain.url, Role::Strong);
        let ok = if chain.ok { "as expected" } else { "not as expected" };
        let mut said = format!("{ok} · {hops} · {}", time(chain.time));
        if let Some(scheme) = chain.assumed {
            said = format!("{said} · no scheme was given, so it is {scheme}");
        }
        self.hanging(Vec::new(), &said, if chain.ok { Role::Muted } else { Role::Wrong });
        self.blank();
    }

    fn hop(&mut self, hop: &Hop, catalog: &Catalog, slowest: Duration) {
        let total = hop.timing.total.map(time).unwrap_or_default();
        let (code, name) = match (hop.status(), &hop.failure) {
            (Some(status), _) => {
                let found = catalog.find(&status.to_string());
                (format!("{status:03}"), found.map_or_else(String::new, |index| catalog.row(index).name.to_string()))
            }
            (None, Some(failure)) => ("---".to_owned(), failure.id.to_owned()),
            (None, None) => ("---".to_owned(), String::new()),
        };
        let method = if hop.method == "GET" { String::new() } else { format!("{} ", hop.method) };
        let mut spans = vec![Span::new(format!("{code}  "), Role::Marker)];
        if !name.is_empty() {
            spans.push(Span::new(format!("{name}  "), Role::Strong));
        }
        let used: usize = spans.iter().map(Span::width).sum();
        let room = self.options.width.saturating_sub(used + total.len() + 2).max(8);
        let more = if self.options.ascii { "..." } else { "…" };
        let url = clip_with(&clean(&format!("{method}{}", hop.url)), room, more).into_owned();
        let gap = room.saturating_sub(width(&url)) + 2;
        spans.extend([Span::new(url, Role::Code), Span::blank(gap), Span::new(total, Role::Muted)]);
        self.push(spans);
        self.bar(hop, slowest);
        let mut about: Vec<String> = Vec::new();
        about.extend(hop.address.clone());
        about.extend(hop.protocol.clone());
        let interim =
            hop.messages.iter().filter(|message| message.interim()).filter_map(crate::message::Message::status);
        let interim: Vec<String> = interim.take(8).map(|status| status.to_string()).collect();
        if !interim.is_empty() {
            let final_one = if hop.status().is_some() { "before it" } else { "and no final response" };
            about.push(format!("{} {final_one}", interim.join(", ")));
        }
        let failed = hop
            .addresses
            .iter()
            .filter(|address| !matches!(&*address.outcome, "connected" | "not tried" | "kept open"));
        about.extend(failed.take(ADDRESSES).map(|address| format!("{} {}", address.address, address.outcome)));
        if hop.is_cut {
            about.push("only the beginning of the content was read".to_owned());
        }
        if !about.is_empty() {
            self.hanging(vec![Span::blank(5)], &about.join(" · "), Role::Muted);
        }
        if let Some(failure) = &hop.failure {
            let mark = if self.options.ascii { "   x " } else { "   ✗ " };
            self.hanging(vec![Span::new(mark, Role::Wrong)], &failure.detail, Role::Text);
        }
    }

    /// The steps of a hop as a bar, and in words.
    fn bar(&mut self, hop: &Hop, slowest: Duration) {
        let steps: Vec<(&str, Duration)> = hop.timing.steps().collect();
        if steps.is_empty() {
            return;
        }
        let mut bar = String::new();
        for (word, taken) in &steps {
            let share = taken.as_secs_f64() / slowest.as_secs_f64().max(f64::MIN_POSITIVE);
            let cells = cells(share);
            let sign = match (*word, self.options.ascii) {
                (word, true) => word.chars().next().unwrap_or('?').to_ascii_lowercase(),
                ("name", _) => '░',
                ("connect", _) => '▒',
                ("TLS", _) => '▓',
                ("wait", _) => '█',
                _ => '▄',
            };
            bar.extend(std::iter::repeat_n(sign, cells.min(BAR.saturating_sub(width(&bar)))));
        }
        let words: Vec<String> = steps.iter().map(|(word, taken)| format!("{word} {}", short(*taken))).collect();
        let bar = format!("     {bar:<BAR$}  ");
        self.hanging(vec![Span::new(bar, Role::Marker)], &words.join(" · "), Role::Muted);
    }

    fn problems(&mut self, chain: &Chain) {
        // What failed stands at its hop already.
        let failure = chain.failure.as_ref().map(|failure| failure.detail.as_str());
        let told: Vec<_> = chain
            .problems
            .iter()
            .filter(|problem| {
                Some(problem.title.as_str()) != failure || chain.hops.iter().all(|hop| hop.failure.is_none())
            })
            .collect();
        if told.is_empty() {
            return;
        }
        self.heading("Problems");
        for problem in told {
            let place = if chain.hops.len() > 1 { format!(" (hop {})", problem.hop + 1) } else { String::new() };
            self.hanging(vec![Span::new("! ", Role::Marker)], &format!("{}{place}", problem.title), Role::Text);
        }
    }

    fn certificates(&mut self, chain: &Chain) {
        let mut seen: Vec<&Certificate> = Vec::new();
        for tls in chain.hops.iter().filter_map(|hop| hop.tls.as_ref()) {
            let is_known = seen.iter().any(|known| known.names == tls.names && known.not_after == tls.not_after);
            if !is_known {
                seen.push(tls);
            }
        }
        if seen.is_empty() {
            return;
        }
        self.heading("Certificate");
        for tls in seen {
            self.certificate(tls);
        }
    }

    fn certificate(&mut self, tls: &Certificate) {
        const NAMES: usize = 4;
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
        self.hanging(vec![Span::blank(2)], &about.join(" · "), Role::Text);
        let mark = if self.options.ascii { "x " } else { "✗ " };
        for problem in &tls.problems {
            self.hanging(vec![Span::new(mark, Role::Wrong)], problem, Role::Text);
        }
    }

    /// What is wrong with a hop before the last.
    fn findings(&mut self, at: usize, hop: &Hop, explainer: &mut Explainer<'_>) {
        let messages = shown(hop);
        let Some(explanation) = explained(explainer, hop, &messages, None) else { return };
        let found: Vec<_> = explanation.findings.iter().filter(|finding| finding.level < Level::Note).collect();
        if found.is_empty() {
            return;
        }
        self.heading(&format!("Findings at hop {}", at + 1));
        for finding in found.iter().take(FINDINGS) {
            let mark = Span::new(format!("{} ", sign(finding.level, self.options.ascii)), role(finding.level));
            self.hanging(vec![mark], &format!("{} · {}", finding.title, cite(finding)), Role::Text);
        }
        if found.len() > FINDINGS {
            self.hanging(vec![Span::blank(2)], &format!("and {} more", found.len() - FINDINGS), Role::Muted);
        }
    }

    /// What a failure without a response means, and what to look at.
    fn failure(&mut self, failure: &Failure, catalog: &Catalog, explainer: &mut Explainer<'_>) {
        let Some(index) = catalog.find(failure.id) else { return };
        self.heading(&catalog.row(index).name);
        if let Ok(page) = catalog.page(index) {
            self.hanging(Vec::new(), &page.summary, Role::Text);
        }
        self.heading("Next");
        for (next, number) in explainer.failed(failure.id).iter().zip(1..=CAUSES) {
            self.hanging(vec![Span::new(format!("{number:<3}"), Role::Marker)], &next.text, Role::Text);
            if !next.check.is_empty() {
                self.hanging(vec![Span::new("   check  ", Role::Muted)], &next.check, Role::Text);
            }
        }
        self.blank();
        self.hanging(Vec::new(), &format!("`httpdex show {}` has all causes and fixes.", failure.id), Role::Muted);
    }
}

/// How many cells of the bar a share of it takes.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share")]
fn cells(share: f64) -> usize {
    ((share * BAR as f64).round() as usize).min(BAR)
}

/// A time in milliseconds, or seconds where it is long.
pub(super) fn time(time: Duration) -> String {
    match time.as_millis() {
        0..10 => format!("{:.1} ms", time.as_secs_f64() * 1000.0),
        10..10_000 => format!("{} ms", time.as_millis()),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

/// The same without its unit, where that is milliseconds.
fn short(taken: Duration) -> String {
    let text = time(taken);
    text.strip_suffix(" ms").map(str::to_owned).unwrap_or(text)
}
