//! A comparison as lines of at most so many cells: columns side by side where each has room, else one below the other.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::rows::{Piece, Row, Shape};
use super::{Comparison, Source};
use crate::document::{self, Options, Role, wrap, wrap_marked};
use crate::text::ascii;

/// The fewest cells of a column that stands beside others.
pub const LEAST_COLUMN: usize = 24;

/// The most cells of a column: longer lines are hard to read.
pub const MOST_COLUMN: usize = 60;

/// The most cells of text that runs over all columns.
const WIDEST: usize = 88;

/// Text with fewer cells beside its label begins below it.
const LEAST_TEXT: usize = 16;

/// The cells between two columns.
const GAP: usize = 3;

/// A line of a comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Its pieces, from the left.
    pub spans: Vec<Span>,
    /// The row of [`Comparison::rows`] that it belongs to.
    pub row: Option<usize>,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// What it says.
    pub text: String,
    /// What it is. A heading or marker has the color of its column's class.
    pub role: Role,
    /// The column that it belongs to.
    pub column: Option<usize>,
}

impl Line {
    /// The line without its styles.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// The width of a column when so many stand side by side, `None` when there is no room for that.
pub fn side_by_side(columns: usize, width: usize) -> Option<usize> {
    let each = width.saturating_sub(GAP * columns.saturating_sub(1)) / columns.max(1);
    (each >= LEAST_COLUMN).then_some(each.min(MOST_COLUMN))
}

/// Lays a comparison out: the verdict, the questions and traps, then the rows that differ, then those that are equal.
pub fn lay_out(comparison: &Comparison, options: Options) -> Vec<Line> {
    let mut out = Writer { comparison, options, lines: Vec::new(), row: None };
    out.verdict();
    out.questions();
    out.traps();
    match side_by_side(comparison.columns.len(), options.width) {
        Some(width) => out.beside(width),
        None => out.stacked(),
    }
    out.row = None;
    out.equal();
    out.sources();
    out.lines
}

struct Writer<'c> {
    comparison: &'c Comparison,
    options: Options,
    lines: Vec<Line>,
    /// The row that is being written.
    row: Option<usize>,
}

fn span(text: impl Into<String>, role: Role) -> Span {
    Span { text: text.into(), role, column: None }
}

fn blanks(count: usize) -> Span {
    span(" ".repeat(count), Role::Text)
}

fn own(spans: Vec<document::Span>, column: Option<usize>) -> Vec<Span> {
    spans.into_iter().map(|span| Span { text: span.text, role: span.role, column }).collect()
}

fn cells(spans: &[Span]) -> usize {
    spans.iter().map(|span| span.text.width()).sum()
}

impl Writer<'_> {
    fn width(&self) -> usize {
        self.options.width.min(WIDEST)
    }

    fn sign(&self, unicode: &'static str, plain: &'static str) -> &'static str {
        if self.options.ascii { plain } else { unicode }
    }

    fn push(&mut self, mut spans: Vec<Span>) {
        while spans.last().is_some_and(|span| span.text.trim().is_empty()) {
            spans.pop();
        }
        self.lines.push(Line { spans, row: self.row });
    }

    fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    fn heading(&mut self, text: &str) {
        self.blank();
        self.hanging(Vec::new(), text, Role::Strong);
    }

    /// Text behind a prefix; the lines that follow begin below the text.
    fn hanging(&mut self, mut prefix: Vec<Span>, text: &str, role: Role) {
        let mut indent = cells(&prefix);
        if indent > 3 && self.width() < indent + LEAST_TEXT {
            self.push(std::mem::replace(&mut prefix, vec![blanks(3)]));
            indent = 3;
        }
        let room = self.width().saturating_sub(indent).max(1);
        let mut prefix = Some(prefix);
        for line in wrap(text, role, room, self.options.keep_ticks) {
            let mut spans = prefix.take().unwrap_or_else(|| vec![blanks(indent)]);
            spans.extend(own(line, None));
            self.push(spans);
        }
    }

    fn label(&self, column: usize, width: usize) -> Span {
        let text = format!("{:<width$}", self.comparison.columns[column].label);
        Span { text, role: Role::Marker, column: Some(column) }
    }

    fn label_width(&self) -> usize {
        self.comparison.columns.iter().map(|column| column.label.width()).max().unwrap_or(0)
    }

    fn verdict(&mut self) {
        let last = self.comparison.columns.len() - 1;
        let mut title = Vec::new();
        for n in 0..=last {
            title.extend((n > 0).then(|| span(if n == last { " or " } else { ", " }, Role::Strong)));
            title.push(self.label(n, 0));
        }
        title.push(span("?", Role::Strong));
        if cells(&title) <= self.width() {
            self.push(title);
        } else {
            for label_and_sign in title.chunks(2) {
                self.push(label_and_sign.to_vec());
            }
        }
        let verdict = &self.comparison.verdict;
        self.hanging(Vec::new(), &verdict.text, Role::Strong);
        if let Some(note) = verdict.source.note() {
            self.hanging(Vec::new(), note, Role::Muted);
        }
    }

    fn questions(&mut self) {
        let comparison = self.comparison;
        if comparison.questions.is_empty() {
            return;
        }
        self.heading("Which one?");
        let width = self.label_width().max("next".len());
        for (question, n) in comparison.questions.iter().zip(1..) {
            self.hanging(vec![span(format!("{n:<3}"), Role::Muted)], &question.question, Role::Text);
            for answer in &question.answers {
                let lead = match answer.column {
                    Some(column) => self.label(column, width),
                    None => span(format!("{:<width$}", "next"), Role::Muted),
                };
                self.hanging(vec![blanks(3), lead, blanks(2)], &answer.answer, Role::Text);
            }
        }
    }

    fn traps(&mut self) {
        if self.comparison.traps.is_empty() {
            return;
        }
        self.heading("Watch out");
        for trap in &self.comparison.traps {
            self.hanging(vec![span(format!("{:<3}", self.sign("•", "-")), Role::Muted)], trap, Role::Text);
        }
    }

    /// The lines of a cell.
    fn cell(&self, row: &Row, column: usize, width: usize) -> Vec<Vec<Span>> {
        let mut lines = Vec::new();
        for line in &row.cells[column].lines {
            let marker = match row.aspect.shape() {
                Shape::Items => self.sign("• ", "- "),
                Shape::Prose | Shape::Message => "",
            };
            let room = width.saturating_sub(marker.width()).max(1);
            let wrapped = match row.aspect.shape() {
                Shape::Message => broken(line, room),
                Shape::Prose | Shape::Items => {
                    let pieces = line.iter().map(|piece| (piece.text.as_str(), piece.differs));
                    wrap_marked(pieces, Role::Text, room, self.options.keep_ticks)
                }
            };
            for (n, wrapped) in wrapped.into_iter().enumerate() {
                let mut spans = Vec::new();
                if !marker.is_empty() {
                    let lead = if n == 0 { marker.to_owned() } else { " ".repeat(marker.width()) };
                    spans.push(Span { text: lead, role: Role::Muted, column: Some(column) });
                }
                spans.extend(own(wrapped, Some(column)));
                lines.push(spans);
            }
        }
        lines
    }

    fn differing(&self) -> impl Iterator<Item = (usize, &'_ Row)> + use<'_> {
        self.comparison.rows.iter().enumerate().filter(|(_, row)| !row.equal)
    }

    fn beside(&mut self, width: usize) {
        let comparison = self.comparison;
        let columns = comparison.columns.len();
        self.blank();
        let name = |column: usize| {
            let of = &comparison.columns[column];
            let lines = wrap(&format!("{} {}", of.code, of.title), Role::Heading, width, true);
            lines.into_iter().map(|line| own(line, Some(column))).collect()
        };
        self.abreast((0..columns).map(name).collect(), width);
        let rule = self.sign("─", "-").repeat(width);
        let rules =
            (0..columns).map(|column| vec![vec![Span { text: rule.clone(), role: Role::Muted, column: Some(column) }]]);
        self.abreast(rules.collect(), width);
        for (n, row) in self.differing().map(|(n, row)| (n, row.clone())).collect::<Vec<_>>() {
            if self.row.is_some() {
                self.blank();
            }
            self.row = Some(n);
            self.hanging(Vec::new(), row.aspect.label(), Role::Strong);
            let cells = (0..columns).map(|column| self.cell(&row, column, width)).collect();
            self.abreast(cells, width);
        }
    }

    /// The lines of several cells side by side.
    fn abreast(&mut self, cells_of: Vec<Vec<Vec<Span>>>, width: usize) {
        let height = cells_of.iter().map(Vec::len).max().unwrap_or(0);
        let mut columns: Vec<_> = cells_of.into_iter().map(Vec::into_iter).collect();
        for _ in 0..height {
            let mut line: Vec<Span> = Vec::new();
            let mut used = 0;
            for (n, column) in columns.iter_mut().enumerate() {
                let start = n * (width + GAP);
                let spans = column.next().unwrap_or_default();
                if !spans.is_empty() {
                    line.extend((start > used).then(|| blanks(start - used)));
                    used = start + cells(&spans);
                    line.extend(spans);
                }
            }
            self.push(line);
        }
    }

    fn stacked(&mut self) {
        let comparison = self.comparison;
        self.blank();
        for (n, column) in comparison.columns.iter().enumerate() {
            let lines = wrap(&format!("{} {}", column.code, column.title), Role::Heading, self.width(), true);
            for line in lines {
                self.push(own(line, Some(n)));
            }
        }
        let beside = self.label_width() + 2;
        let below = self.width() < beside + LEAST_TEXT;
        let indent = if below { 2 } else { beside };
        for (n, row) in self.differing().map(|(n, row)| (n, row.clone())).collect::<Vec<_>>() {
            self.row = None;
            self.blank();
            self.row = Some(n);
            self.hanging(Vec::new(), row.aspect.label(), Role::Strong);
            for column in 0..comparison.columns.len() {
                let mut label = Some(self.label(column, indent));
                if below {
                    self.push(label.take().into_iter().collect());
                }
                for line in self.cell(&row, column, self.width().saturating_sub(indent)) {
                    let mut spans = vec![label.take().unwrap_or_else(|| blanks(indent))];
                    spans.extend(line);
                    self.push(spans);
                }
            }
        }
    }

    fn equal(&mut self) {
        let comparison = self.comparison;
        let equal: Vec<(usize, &Row)> = comparison.rows.iter().enumerate().filter(|(_, row)| row.equal).collect();
        if equal.is_empty() {
            return;
        }
        self.blank();
        let whom = if comparison.columns.len() == 2 { "both" } else { "all" };
        self.hanging(Vec::new(), &format!("The same for {whom}"), Role::Muted);
        for (n, row) in equal {
            self.row = Some(n);
            let lines = row.cells[0].text();
            let text = format!("{}: {}", row.aspect.label(), lines.replace('\n', ". "));
            self.hanging(vec![blanks(2)], &text, Role::Muted);
        }
        self.row = None;
    }

    fn sources(&mut self) {
        if self.comparison.sources.is_empty() {
            return;
        }
        self.heading("Sources");
        for Source { title, url } in &self.comparison.sources {
            let title = if self.options.ascii { ascii(title) } else { title.into() };
            let beside = title.width() + 2 + url.width() <= self.width();
            if beside {
                self.push(vec![span(title, Role::Text), blanks(2), span(url.clone(), Role::Link)]);
            } else {
                self.hanging(Vec::new(), &title, Role::Text);
                self.hanging(vec![blanks(2)], url, Role::Link);
            }
        }
    }
}

/// A line of a message, broken where the room ends.
fn broken(line: &[Piece], room: usize) -> Vec<Vec<document::Span>> {
    let mut lines = Vec::new();
    let mut spans: Vec<document::Span> = Vec::new();
    let mut used = 0;
    for piece in line {
        let role = if piece.differs { Role::Mark } else { Role::Text };
        let mut text = String::new();
        for grapheme in piece.text.graphemes(true) {
            if used + grapheme.width() > room && used > 0 {
                spans.push(document::Span { text: std::mem::take(&mut text), role });
                lines.push(std::mem::take(&mut spans));
                used = 0;
            }
            text.push_str(grapheme);
            used += grapheme.width();
        }
        spans.push(document::Span { text, role });
    }
    lines.push(spans);
    lines
}
