//! A finding, laid out in a column.

use crate::document::{Line, Options, Target};
use crate::explain::{cite, role, sign};
use crate::lint::{Finding, Level};
use crate::text::{Role, Span, ascii, width, wrap};

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldFinding {
    /// What was found.
    pub finding: Finding,
    /// The line of the messages that it points at, where that is shown.
    pub mark: Option<usize>,
    /// How many of the first lines say what is wrong.
    pub title: usize,
    /// What is wrong, and where it stands; the last piece of a line that leads to the section is its name.
    pub short: Vec<Line>,
    /// The lines behind these: what to do.
    pub more: Vec<Line>,
}

impl ToldFinding {
    /// The finding as text of its own.
    pub fn text(&self) -> String {
        let Finding { title, detail, source, .. } = &self.finding;
        format!("{title} ({})\n{detail}\n{}", cite(&self.finding), source.url())
    }
}

/// Lays a finding out, that points at a line. `of` is the message that it is about, where that has to be said.
pub fn told_finding(finding: &Finding, mark: Option<usize>, of: &str, options: Options) -> ToldFinding {
    let sign = Span::new(format!("{} ", sign(finding.level, options.ascii)), role(finding.level));
    let weight = if finding.level == Level::Note { Role::Text } else { Role::Strong };
    let mut short = hanging(sign, &finding.title, weight, options);
    let title = short.len();
    let line = finding.line.map(|line| format!("line {line}"));
    let place: Vec<&str> = [of, line.as_deref().unwrap_or_default()].into_iter().filter(|it| !it.is_empty()).collect();
    let place = if place.is_empty() { String::new() } else { format!("{} · ", place.join(" ")) };
    let sign = |text: &str| if options.ascii { ascii(text).into_owned() } else { text.to_owned() };
    let (place, source) = (sign(&place), sign(&cite(finding)));
    let target = Some(Target::Url(finding.source.url()));
    if width(&place) + width(&source) + 2 <= options.width {
        let spans = [Span::blank(2), Span::new(place, Role::Muted), Span::new(source, Role::Muted)];
        let spans = spans.into_iter().filter(|span| !span.text.is_empty()).collect();
        short.push(Line { spans, target, ..Line::default() });
    } else {
        short.extend(hanging(Span::blank(2), place.trim_end(), Role::Muted, options));
        let lines = hanging(Span::blank(2), &source, Role::Muted, options);
        short.extend(lines.into_iter().map(|line| Line { target: target.clone(), ..line }));
    }
    let more = hanging(Span::blank(2), &finding.detail, Role::Text, options);
    ToldFinding { finding: finding.clone(), mark, title, short, more }
}

/// Text behind a prefix of two cells, and behind blanks on the lines that follow.
pub fn hanging(first: Span, text: &str, role: Role, options: Options) -> Vec<Line> {
    let mut first = Some(first);
    let wrapped = wrap(text, role, options.width.saturating_sub(2).max(8), options.keep_ticks).into_iter();
    let prefixed = wrapped.map(|rest| {
        let mut spans = vec![first.take().unwrap_or_else(|| Span::blank(2))];
        spans.extend(rest);
        line(spans)
    });
    prefixed.collect()
}

/// A line of these pieces.
pub fn line(spans: Vec<Span>) -> Line {
    Line { spans, ..Line::default() }
}
