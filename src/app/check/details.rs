//! What stands under the hops: the verdict on all of them, and the marked one.

use super::run::{Doing, End, Run, Step};
use super::told::ToldHop;
use crate::app::told_finding::{hanging, line, told_finding};
use crate::catalog::class_of;
use crate::check::Hop;
use crate::check::report::{about, certificate, certificates, sign, time};
use crate::document::{Line, Options};
use crate::text::{Role, Span, ascii, clean, shorten};

/// The longest URL that is shown whole, in bytes.
const URL: usize = 2000;

/// A part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The class in whose color its marks are.
    pub class: Option<u8>,
}

/// The verdict and the marked hop, for two columns, or both in one.
pub fn parts(run: &Run, selected: usize, columns: &[Options]) -> Vec<Part> {
    let hop = run.hops.get(selected);
    let class = hop.and_then(|hop| hop.told()?.hop.status()).and_then(|status| class_of(&status.to_string()));
    let named = match run.hops.len() {
        0 => "Hop".to_owned(),
        count => format!("Hop {} of {count}", selected + 1),
    };
    let of_hop = |options| hop.map_or_else(Vec::new, |hop| Lines::new(options).of_hop(hop));
    match *columns {
        [verdict, marked] => {
            let lines = Lines::new(verdict).verdict(run).certificates(run);
            let name = "Verdict".to_owned();
            vec![Part { name, lines: lines.out, class: None }, Part { name: named, lines: of_hop(marked), class }]
        }
        [all] => {
            let verdict = Lines::new(all).verdict(run);
            let mut lines = verdict.blank().heading(&named).out;
            lines.extend(of_hop(all));
            let lines = Lines { options: all, out: lines }.certificates(run).out;
            vec![Part { name: "Verdict".to_owned(), lines, class }]
        }
        _ => Vec::new(),
    }
}

/// Lines of a column.
struct Lines {
    options: Options,
    out: Vec<Line>,
}

impl Lines {
    const fn new(options: Options) -> Self {
        Self { options, out: Vec::new() }
    }

    /// Adds a text behind a mark of two cells. It may come from outside.
    fn add(mut self, mark: Span, text: &str, role: Role) -> Self {
        let text = clean(text);
        let text = if self.options.ascii { ascii(&text) } else { text };
        self.out.extend(hanging(mark, &text, role, self.options));
        self
    }

    fn plain(self, text: &str, role: Role) -> Self {
        self.add(Span::blank(2), text, role)
    }

    fn wrong(self, text: &str) -> Self {
        let mark = if self.options.ascii { "x " } else { "✗ " };
        self.add(Span::new(mark, Role::Wrong), text, Role::Strong)
    }

    fn blank(mut self) -> Self {
        if self.out.last().is_some_and(|last| !last.spans.is_empty()) {
            self.out.push(Line::default());
        }
        self
    }

    fn heading(mut self, text: &str) -> Self {
        self.out.push(line(vec![Span::new(text, Role::Heading)]));
        self
    }

    /// What is to be said of all hops.
    fn verdict(self, run: &Run) -> Self {
        let lines = self.end(run);
        match run.target.assumed {
            Some(scheme) => lines.plain(&format!("No scheme was given, so it is {scheme}."), Role::Muted),
            None => lines,
        }
    }

    /// How it ended.
    fn end(self, run: &Run) -> Self {
        let mut lines = self;
        match &run.end {
            None => lines.plain("It is known when the last hop has ended.", Role::Muted),
            Some(End::Cancelled) => lines.plain("It was cancelled; what came before that is shown.", Role::Muted),
            Some(End::Failed(why)) => lines.wrong(why),
            Some(End::Over(outcome)) => {
                if outcome.problems.is_empty() {
                    lines = lines.plain(&no_problem(run, outcome.ok), Role::Text);
                }
                for problem in &outcome.problems {
                    let place = if run.hops.len() > 1 { format!(" (hop {})", problem.hop + 1) } else { String::new() };
                    let title = shorten(&problem.title, URL);
                    lines = lines.add(Span::new("! ", Role::Strong), &format!("{title}{place}"), Role::Text);
                }
                let Some(errors) = run.errors() else { return lines };
                let of = if run.hops.len() == 1 { "response" } else { "responses" };
                lines.wrong(&format!("{errors} in the {of}."))
            }
        }
    }

    /// The certificates that were shown on the way.
    fn certificates(self, run: &Run) -> Self {
        let hops: Vec<&Hop> = run.hops.iter().filter_map(|hop| Some(&*hop.told()?.hop)).collect();
        let seen = certificates(hops);
        if seen.is_empty() {
            return self;
        }
        let mut lines = self.blank().heading(if seen.len() == 1 { "Certificate" } else { "Certificates" });
        for tls in seen {
            lines = lines.plain(&certificate(tls), Role::Text);
            for problem in &tls.problems {
                lines = lines.wrong(problem);
            }
        }
        lines
    }

    /// The marked hop.
    fn of_hop(self, hop: &Step) -> Vec<Line> {
        let url = clean(&shorten(&hop.url, URL)).into_owned();
        let mut lines = self.literal(&url, Role::Strong);
        if let Doing::Ended(told) = &hop.doing {
            lines = lines.told(told);
        } else {
            let to = hop.address.iter().map(|address| format!("connected to {address}"));
            let doing: Vec<String> = to.chain([hop.in_words()]).collect();
            lines = lines.plain(&doing.join(" · "), Role::Muted);
        }
        lines.out
    }

    /// Adds a text in which backticks are part of it.
    fn literal(mut self, text: &str, role: Role) -> Self {
        let options = Options { keep_ticks: true, ..self.options };
        self.out.extend(hanging(Span::blank(2), text, role, options));
        self
    }

    fn told(self, told: &ToldHop) -> Self {
        let hop = &*told.hop;
        let mut lines = self.plain(&about(hop).join(" · "), Role::Muted).times(hop);
        if let Some(to) = &hop.location {
            let arrow = if lines.options.ascii { "> " } else { "→ " };
            let mut out = hanging(
                Span::new(arrow, Role::Marker),
                &clean(&shorten(to, URL)),
                Role::Text,
                Options { keep_ticks: true, ..lines.options },
            );
            lines.out.append(&mut out);
        }
        if let Some(failure) = &hop.failure {
            lines = lines.wrong(&shorten(&failure.detail, URL));
        }
        if !told.means.is_empty() {
            lines = lines.blank().plain(&told.means, Role::Text);
        }
        if let Some(sender) = &told.sender {
            lines = lines.blank().plain(sender, Role::Text);
        }
        if let Some(chain) = told.path.chain(lines.options.ascii) {
            lines = lines.plain(&chain, Role::Muted);
        }
        if told.findings.is_empty() && told.has_response() {
            lines = lines.blank().plain("Nothing is wrong with the messages.", Role::Text);
        }
        for finding in &told.findings {
            lines = lines.blank();
            let of = hop.messages.get(finding.message).filter(|message| message.method().is_some());
            let of = if of.is_some() { "request" } else { "response" };
            lines.out.extend(told_finding(finding, None, of, lines.options).short);
        }
        lines.next(told)
    }

    /// What each step took, with its sign in the bar.
    fn times(mut self, hop: &Hop) -> Self {
        let mut spans = vec![Span::blank(2)];
        let mut used = 2;
        for (step, taken) in hop.timing.steps() {
            let (mark, text) = (sign(step, self.options.ascii), format!(" {step} {}", time(taken)));
            let cells = 1 + text.len();
            if used > 2 && used + 2 + cells > self.options.width {
                self.out.push(line(std::mem::replace(&mut spans, vec![Span::blank(2)])));
                used = 2;
            }
            if used > 2 {
                spans.push(Span::blank(2));
                used += 2;
            }
            spans.extend([Span::new(mark, Role::Marker), Span::new(text, Role::Muted)]);
            used += cells;
        }
        if used > 2 {
            self.out.push(line(spans));
        }
        self
    }

    /// What to look at next.
    fn next(self, told: &ToldHop) -> Self {
        let mut lines = self;
        if !told.next.is_empty() {
            lines = lines.blank().heading("Next");
        }
        for (cause, number) in told.next.iter().zip(1..) {
            lines = lines.add(Span::new(format!("{number} "), Role::Marker), &cause.text, Role::Text);
            if !cause.check.is_empty() {
                lines = lines.plain(&cause.check, Role::Muted);
            }
        }
        lines
    }
}

/// What there is to say where nothing is wrong with the way.
fn no_problem(run: &Run, ok: bool) -> String {
    let failed = run.hops.last().and_then(|hop| hop.told()?.hop.failure.as_ref());
    match (run.hops.len(), ok, failed) {
        (_, false, Some(failure)) => format!("It broke off: {}.", shorten(&failure.detail, URL)),
        (0 | 1, ..) => "There is no redirect.".to_owned(),
        (2, ..) => "There is one redirect, and nothing is wrong with where it leads.".to_owned(),
        (hops, ..) => format!("There are {} redirects, and nothing is wrong with where they lead.", hops - 1),
    }
}
