//! A chain as lines for a screen.

use std::time::Duration;

use crate::catalog::{Catalog, class_of};
use crate::check::{Certificate, Chain, Failure, Hop};
use crate::document::{Line, Options, item};
use crate::explain::{Explainer, cite, lay_out, role, sign};
use crate::lint::Level;
use crate::text::{Role, Span, ascii, clean, clip_with, width, wrap};

use super::bar::{bar, steps};
use super::explained::{explained, shown};
use super::words::{about, certificate, certificates, in_short, time, told};

/// A line, and the class in whose color its marks are.
pub type Styled = (Line, Option<u8>);

/// How wide the bar of the slowest hop is.
const BAR: usize = 24;
/// How many causes of a failure are printed; the page has the others.
const CAUSES: usize = 3;
/// How many findings of a hop before the last are printed.
const FINDINGS: usize = 5;

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
        self.hanging(Vec::new(), &chain.url, Role::Strong);
        let mut said = in_short(chain.ok, chain.hops.len(), chain.time);
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
        let about = about(hop);
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
        if hop.timing.steps().next().is_none() {
            return;
        }
        let bar = bar(&hop.timing, slowest, BAR, self.options.ascii);
        let bar = format!("     {bar:<BAR$}  ");
        self.hanging(vec![Span::new(bar, Role::Marker)], &steps(&hop.timing), Role::Muted);
    }

    fn problems(&mut self, chain: &Chain) {
        let told = told(chain);
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
        let seen = certificates(&chain.hops);
        if seen.is_empty() {
            return;
        }
        self.heading("Certificate");
        for tls in seen {
            self.certificate(tls);
        }
    }

    fn certificate(&mut self, tls: &Certificate) {
        self.hanging(vec![Span::blank(2)], &certificate(tls), Role::Text);
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
            let check = Some(("check", &*next.check)).filter(|(_, check)| !check.is_empty());
            let lines = item(&number.to_string(), &next.text, check.as_slice(), self.options);
            self.out.extend(lines.into_iter().map(|line| (line, self.class)));
        }
        self.blank();
        self.hanging(Vec::new(), &format!("`httpdex show {}` has all causes and fixes.", failure.id), Role::Muted);
    }
}
