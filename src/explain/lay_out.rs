//! An explanation as lines for a screen.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::{Line, Options, item};
use crate::lint::{Finding, Level};
use crate::message::{Message, Start};
use crate::text::{self, Role, Span, ascii, wrap};

use super::explanation::Explanation;
use super::messages::Marked;
use super::signs::{cite, counted, role, sign};

/// How many causes are printed; the page has the others.
const CAUSES: usize = 3;
/// The width of a label in front of a sentence.
const LABEL: usize = 9;

/// An explanation in parts, which stand below each other on paper and beside each other on a screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// What happened.
    pub verdict: Vec<Line>,
    /// The lines of it that say what the status means, which the page says too.
    pub meaning: Range<usize>,
    /// The messages, with signs where something is wrong.
    pub messages: Vec<Line>,
    /// The line of the messages that each finding points at, where it points at one that is shown.
    pub marks: Vec<Option<usize>>,
    /// What is wrong, the worst first.
    pub findings: Vec<Line>,
    /// Who may store the answer.
    pub caching: Vec<Line>,
    /// What to look at next.
    pub next: Vec<Line>,
}

impl Parts {
    /// The parts below each other, each that has lines under its heading.
    pub fn lines(self) -> Vec<Line> {
        let mut lines = self.verdict;
        let parts =
            [("Messages", self.messages), ("Findings", self.findings), ("Caching", self.caching), ("Next", self.next)];
        for (heading, part) in parts.into_iter().filter(|(_, part)| !part.is_empty()) {
            lines.push(Line::default());
            lines.push(line(vec![Span::new(heading, Role::Heading)]));
            lines.extend(part);
        }
        lines
    }
}

/// Lays an explanation out.
pub fn lay_out(explanation: &Explanation<'_>, options: Options) -> Parts {
    let column = Column(options);
    let shown = Marked::new(explanation, options).lines();
    let (verdict, meaning) = column.verdict(explanation);
    Parts {
        verdict,
        meaning,
        messages: shown.lines,
        marks: shown.marks,
        findings: explanation.findings.iter().flat_map(|finding| column.finding(finding, explanation)).collect(),
        caching: column.caching(explanation),
        next: column.next(explanation),
    }
}

/// Text in a column of a screen.
struct Column(Options);

impl Column {
    /// A text of ours with signs that the screen has.
    fn sign<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.0.ascii { ascii(text) } else { Cow::Borrowed(text) }
    }

    /// Text behind a prefix, and behind blanks of the same width on the lines that follow.
    fn hanging(&self, first: Vec<Span>, text: &str, role: Role) -> Vec<Line> {
        let indent: usize = first.iter().map(Span::width).sum();
        let mut first = Some(first);
        let room = self.0.width.saturating_sub(indent).max(8);
        let lines = wrap(text, role, room, self.0.keep_ticks).into_iter();
        let prefixed = lines.map(|rest| {
            let mut spans =
                first.take().unwrap_or_else(|| if indent == 0 { vec![] } else { vec![Span::blank(indent)] });
            spans.extend(rest);
            line(spans)
        });
        prefixed.collect()
    }

    /// What happened, and where in it the meaning of the status stands.
    fn verdict(&self, explanation: &Explanation<'_>) -> (Vec<Line>, Range<usize>) {
        let verdict = &explanation.verdict;
        let first = if verdict.code.is_empty() {
            Vec::new()
        } else {
            vec![Span::new(verdict.code.clone(), Role::Marker), Span::blank(2)]
        };
        let mut lines = self.hanging(first, &verdict.name, Role::Strong);
        if let Some(sender) = &verdict.sender {
            lines.extend(self.hanging(Vec::new(), &self.sign(&text::clean(sender)), Role::Text));
        }
        if let Some(chain) = verdict.path.chain(self.0.ascii) {
            lines.extend(self.hanging(Vec::new(), &text::clean(&chain), Role::Muted));
        }
        let meaning = lines.len();
        if !verdict.means.is_empty() {
            lines.extend(self.hanging(Vec::new(), &verdict.means, Role::Text));
        }
        let meaning = meaning..lines.len();
        let count = |level| (explanation.count(level), level);
        let counted = counted([Level::Error, Level::Warning, Level::Note].map(count));
        let mut way = verdict.way.clone();
        way.push(counted.unwrap_or_else(|| "nothing found that is wrong".to_owned()));
        lines.extend(self.hanging(Vec::new(), &self.sign(&way.join(" · ")), Role::Muted));
        (lines, meaning)
    }

    fn finding(&self, finding: &Finding, explanation: &Explanation<'_>) -> Vec<Line> {
        let mark = Span::new(format!("{} ", sign(finding.level, self.0.ascii)), role(finding.level));
        let title = if finding.level == Level::Note { Role::Text } else { Role::Strong };
        let mut lines = self.hanging(vec![mark], &finding.title, title);
        let mut place = cite(finding);
        if let Some(line) = finding.line {
            place = format!("line {line} · {place}");
        } else if explanation.messages.len() > 1 {
            place = format!("{} · {place}", named(&explanation.messages[finding.message]));
        }
        lines.extend(self.hanging(vec![Span::blank(2)], &self.sign(&place), Role::Muted));
        if !finding.detail.is_empty() {
            lines.extend(self.hanging(vec![Span::blank(2)], &finding.detail, Role::Text));
        }
        lines
    }

    fn caching(&self, explanation: &Explanation<'_>) -> Vec<Line> {
        let Some(caching) = &explanation.caching else { return Vec::new() };
        let verdicts = [("shared", &caching.shared), ("private", &caching.private)];
        let labelled = |(label, verdict): (&str, &crate::lint::Verdict)| {
            self.hanging(vec![Span::new(format!("{label:<LABEL$}"), Role::Muted)], &verdict.why, Role::Text)
        };
        verdicts.into_iter().flat_map(labelled).collect()
    }

    fn next(&self, explanation: &Explanation<'_>) -> Vec<Line> {
        let mut lines = Vec::new();
        let causes = explanation.to_look_at();
        for (next, number) in causes.iter().zip(1..=CAUSES) {
            let why = Some(("why", &*next.why)).filter(|_| next.has_evidence);
            let check = Some(("check", &*next.check)).filter(|(_, check)| !check.is_empty());
            let details: Vec<_> = why.into_iter().chain(check).collect();
            lines.extend(item(&number.to_string(), &next.text, &details, self.0));
        }
        if let Some(next) = causes.first() {
            lines.push(Line::default());
            let text = format!("`httpdex show {}` has all causes and fixes.", next.entry);
            lines.extend(self.hanging(Vec::new(), &text, Role::Muted));
        }
        lines
    }
}

/// A message in few words.
fn named(message: &Message) -> String {
    match &message.start {
        Start::Request { .. } => "the request".to_owned(),
        Start::Response { status: 0, .. } => "the response".to_owned(),
        Start::Response { status, .. } => format!("the {status}"),
    }
}

fn line(spans: Vec<Span>) -> Line {
    Line { spans, ..Line::default() }
}
