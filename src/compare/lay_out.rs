//! A comparison as lines of at most so many cells: columns side by side where each has room, else one below the other.

use super::comparison::Comparison;
use super::rows::{Row, Shape};
use super::side::Source;
use crate::document::{Options, heading};
use crate::text::{self, Role, Span, ascii, break_marked, wrap, wrap_marked};

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
pub struct ComparisonLine {
    /// Its pieces from the left, each with the column that it belongs to. A heading or marker has the color of its
    /// column's class.
    pub spans: Vec<(Option<usize>, Span)>,
    /// The row of [`Comparison::rows`] that it belongs to.
    pub row: Option<usize>,
    /// Whether it has nothing but names of columns, or the rules under them.
    pub has_names: bool,
}

impl ComparisonLine {
    /// The line without its styles.
    pub fn text(&self) -> String {
        self.spans.iter().map(|(_, span)| span.text.as_str()).collect()
    }
}

/// The width of a column when so many stand side by side, `None` when there is no room for that.
pub fn side_by_side(columns: usize, width: usize) -> Option<usize> {
    let each = width.saturating_sub(GAP * columns.saturating_sub(1)) / columns.max(1);
    (each >= LEAST_COLUMN).then_some(each.min(MOST_COLUMN))
}

/// Lays a comparison out: the verdict, the questions and traps, then the rows that differ, then those that are equal.
pub fn lay_out(comparison: &Comparison, options: Options) -> Vec<ComparisonLine> {
    let mut out = Composer { comparison, options, lines: Vec::new(), row: None, names: false };
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

/// Lays the parts of a comparison out, one below the other.
struct Composer<'c> {
    comparison: &'c Comparison,
    options: Options,
    lines: Vec<ComparisonLine>,
    /// The row that is being written.
    row: Option<usize>,
    /// Whether the names of columns are being written.
    names: bool,
}

/// A piece of a line, and the column that it belongs to.
type ColumnSpan = (Option<usize>, Span);

fn span(text: impl Into<String>, role: Role) -> ColumnSpan {
    (None, Span::new(text, role))
}

fn blanks(count: usize) -> ColumnSpan {
    (None, Span::blank(count))
}

fn own(spans: Vec<Span>, column: Option<usize>) -> impl Iterator<Item = ColumnSpan> {
    spans.into_iter().map(move |span| (column, span))
}

fn cells(spans: &[ColumnSpan]) -> usize {
    spans.iter().map(|(_, span)| span.width()).sum()
}

impl Composer<'_> {
    fn width(&self) -> usize {
        self.options.width.min(WIDEST)
    }

    fn sign(&self, unicode: &'static str, plain: &'static str) -> &'static str {
        if self.options.ascii { plain } else { unicode }
    }

    fn push(&mut self, mut spans: Vec<ColumnSpan>) {
        while spans.last().is_some_and(|(_, span)| span.text.trim().is_empty()) {
            spans.pop();
        }
        self.lines.push(ComparisonLine { spans, row: self.row, has_names: self.names });
    }

    fn blank(&mut self) {
        self.lines.push(ComparisonLine::default());
    }

    fn heading(&mut self, text: &str) {
        self.blank();
        let options = Options { width: self.width(), ..self.options };
        self.push(own(heading(text, options), self.common_class()).collect());
    }

    /// A column whose color is that of all: headings have it where the codes are of one class.
    fn common_class(&self) -> Option<usize> {
        let columns = &self.comparison.columns;
        columns.iter().all(|column| column.class == columns[0].class).then_some(0)
    }

    /// What a row is about.
    fn row_label(&mut self, row: &Row) {
        let label = wrap(row.aspect.label(), Role::Heading, self.width(), true);
        for line in label {
            self.push(own(line, self.common_class()).collect());
        }
    }

    /// Text behind a prefix; the lines that follow begin below the text.
    fn hanging(&mut self, mut prefix: Vec<ColumnSpan>, text: &str, role: Role) {
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

    fn label(&self, column: usize, width: usize) -> ColumnSpan {
        let text = format!("{:<width$}", self.comparison.columns[column].label);
        (Some(column), Span::new(text, Role::Marker))
    }

    fn label_width(&self) -> usize {
        self.comparison.columns.iter().map(|column| text::width(&column.label)).max().unwrap_or(0)
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
    fn cell(&self, row: &Row, column: usize, width: usize) -> Vec<Vec<ColumnSpan>> {
        let mut lines = Vec::new();
        for line in &row.cells[column].lines {
            let marker = match row.aspect.shape() {
                Shape::Items => self.sign("• ", "- "),
                Shape::Prose | Shape::Message => "",
            };
            let indent = text::width(marker);
            let room = width.saturating_sub(indent).max(1);
            let runs = line.iter().map(|words| (words.text.as_str(), words.differs));
            let wrapped = match row.aspect.shape() {
                Shape::Message => break_marked(runs, Role::Text, room),
                Shape::Prose | Shape::Items => wrap_marked(runs, Role::Text, room, self.options.keep_ticks),
            };
            for (n, wrapped) in wrapped.into_iter().enumerate() {
                let mut spans = Vec::new();
                if !marker.is_empty() {
                    let lead = if n == 0 { marker.to_owned() } else { " ".repeat(indent) };
                    spans.push((Some(column), Span::new(lead, Role::Muted)));
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
        self.names = true;
        let name = |column: usize| {
            let of = &comparison.columns[column];
            let lines = wrap(&of.heading, Role::Heading, width, true);
            lines.into_iter().map(|line| own(line, Some(column)).collect()).collect()
        };
        self.abreast((0..columns).map(name).collect(), width);
        let rule = self.sign("─", "-").repeat(width);
        let rules = (0..columns).map(|column| vec![vec![(Some(column), Span::new(rule.clone(), Role::Muted))]]);
        self.abreast(rules.collect(), width);
        self.names = false;
        for (n, row) in self.differing().map(|(n, row)| (n, row.clone())).collect::<Vec<_>>() {
            if self.row.is_some() {
                self.blank();
            }
            self.row = Some(n);
            self.row_label(&row);
            let cells = (0..columns).map(|column| self.cell(&row, column, width)).collect();
            self.abreast(cells, width);
        }
    }

    /// The lines of several cells side by side.
    fn abreast(&mut self, cells_of: Vec<Vec<Vec<ColumnSpan>>>, width: usize) {
        let height = cells_of.iter().map(Vec::len).max().unwrap_or(0);
        let mut columns: Vec<_> = cells_of.into_iter().map(Vec::into_iter).collect();
        for _ in 0..height {
            let mut line: Vec<ColumnSpan> = Vec::new();
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
        self.names = true;
        for (n, column) in comparison.columns.iter().enumerate() {
            let lines = wrap(&column.heading, Role::Heading, self.width(), true);
            for line in lines {
                self.push(own(line, Some(n)).collect());
            }
        }
        self.names = false;
        let beside = self.label_width() + 2;
        let below = self.width() < beside + LEAST_TEXT;
        let indent = if below { 2 } else { beside };
        for (n, row) in self.differing().map(|(n, row)| (n, row.clone())).collect::<Vec<_>>() {
            self.row = None;
            self.blank();
            self.row = Some(n);
            self.row_label(&row);
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
            let beside = text::width(&title) + 2 + text::width(url) <= self.width();
            if beside {
                self.push(vec![span(title, Role::Text), blanks(2), span(url.clone(), Role::Link)]);
            } else {
                self.hanging(Vec::new(), &title, Role::Text);
                self.hanging(vec![blanks(2)], url, Role::Link);
            }
        }
    }
}
