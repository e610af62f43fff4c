//! A comparison, laid out, and how far it is read.

use ratatui::layout::Rect;

use crate::app::link::Link;
use crate::app::shared::Shared;
use crate::catalog::Index;
use crate::compare::{CODES, Comparison, ComparisonLine, Error, lay_out, side_by_side};
use crate::document::{Options, Role, Span};
use crate::widgets::width;

/// The cells between two columns, as the text has them.
pub const GAP: u16 = 3;

/// The comparison that is shown.
#[derive(Debug, Clone)]
pub struct ComparisonView {
    /// What it says.
    pub comparison: Comparison,
    /// The column that Enter opens, and that is replaced or taken away.
    pub column: usize,
    /// Whether the rows in which all agree are hidden.
    pub folded: bool,
    /// The first line on the screen.
    pub scroll: usize,
    /// The comparison, laid out.
    pub lines: Vec<ComparisonLine>,
    laid_out: Option<(Options, bool)>,
}

impl ComparisonView {
    /// Compares these entries.
    ///
    /// # Errors
    /// When there are not two to four different ones, or a page of the user's cannot be read.
    pub fn new(shared: &Shared, entries: &[Index]) -> Result<Self, Error> {
        let comparison = Comparison::with(&shared.catalog, shared.comparisons(), entries)?;
        Ok(Self { comparison, column: 0, folded: true, scroll: 0, lines: Vec::new(), laid_out: None })
    }

    /// The entries, from the left.
    pub fn entries(&self) -> Vec<Index> {
        self.comparison.columns.iter().map(|column| column.index).collect()
    }

    /// The entry of the chosen column.
    pub fn entry(&self) -> Index {
        self.comparison.columns[self.column].index
    }

    /// Whether one more has room.
    pub fn can_grow(&self) -> bool {
        self.comparison.columns.len() < *CODES.end()
    }

    /// Whether there are enough without one.
    pub fn can_shrink(&self) -> bool {
        self.comparison.columns.len() > *CODES.start()
    }

    /// How many rows all agree in.
    pub fn equal(&self) -> usize {
        self.comparison.rows.iter().filter(|row| row.equal).count()
    }

    /// Where the names of the columns stand in a row: the first cell, and how many cells there are to the next one.
    pub fn places(&self, row: Rect) -> (u16, u16) {
        let columns = self.comparison.columns.len();
        let count = u16::try_from(columns).unwrap_or(1);
        let beside = side_by_side(columns, usize::from(row.width)).and_then(|each| u16::try_from(each).ok());
        (row.x, beside.map_or((row.width + GAP) / count, |each| each + GAP))
    }

    /// Lays it out, if it is not yet.
    pub fn prepare(&mut self, options: Options, height: usize) {
        if self.laid_out != Some((options, self.folded)) {
            let mut lines = lay_out(&self.comparison, options);
            // The names of the columns stay over the text, wherever it is scrolled to.
            lines.retain(|line| !line.has_names);
            if self.folded {
                self.fold(&mut lines);
            }
            self.lines = lines;
            self.laid_out = Some((options, self.folded));
        }
        self.scroll_by(0, height);
    }

    /// Puts one line in the place of the rows in which all agree: what these are about.
    fn fold(&self, lines: &mut Vec<ComparisonLine>) {
        let rows = &self.comparison.rows;
        let is_equal = |line: &ComparisonLine| line.row.is_some_and(|row| rows[row].equal);
        let Some(first) = lines.iter().position(is_equal) else { return };
        lines.retain(|line| !is_equal(line));
        let about: Vec<&str> = rows.iter().filter(|row| row.equal).map(|row| row.aspect.label()).collect();
        let span = Span::new(format!("  {}", about.join(", ")), Role::Muted);
        lines.insert(first, ComparisonLine { spans: vec![(None, span)], ..ComparisonLine::default() });
    }

    /// The addresses of its sources in the lines that an area shows.
    pub fn links(&self, area: Rect) -> Vec<Link> {
        let mut links = Vec::new();
        for (line, y) in self.lines.iter().skip(self.scroll).zip(area.top()..area.bottom()) {
            let mut x = area.x;
            for (_, span) in &line.spans {
                let width = width(&span.text).min(area.right().saturating_sub(x));
                // One that is broken at the end of a line is none.
                if span.role == Role::Link && self.comparison.sources.iter().any(|source| source.url == span.text) {
                    links.push(Link { area: Rect { x, y, width, height: 1 }, url: span.text.clone() });
                }
                x += width;
            }
        }
        links
    }

    /// Scrolls by some lines; the last one stays in sight.
    pub fn scroll_by(&mut self, by: isize, height: usize) {
        self.scroll = self.scroll.saturating_add_signed(by).min(self.lines.len().saturating_sub(height.max(1)));
    }
}
