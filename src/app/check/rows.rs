//! The table of hops: which columns there is room for, and what stands in them.

use std::time::Duration;

use super::run::{Doing, Run, Step};
use crate::catalog::{Catalog, Index, class_of};
use crate::check::report::{bar, steps, time};
use crate::document::Line;
use crate::lint::Level;
use crate::text::{Role, Span, ascii, clean, clip, clip_with, shorten, skip, width};

/// The longest URL that is looked at for a row.
const URL: usize = 400;
/// The cells of a total time.
const TOTAL: usize = 8;

/// The columns that there is room for, by their widths in cells; 0 for one that is not there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Columns {
    name: usize,
    url: usize,
    protocol: usize,
    bar: usize,
    words: usize,
    total: usize,
    ascii: bool,
}

impl Columns {
    /// The columns of a table so many cells wide. The names and the times in words of a check are as long as they are.
    fn new(cells: u16, run: &Run, catalog: &Catalog, ascii: bool) -> Self {
        let cells = usize::from(cells);
        let longest = |of: &dyn Fn(&Step) -> usize| run.hops.iter().map(of).max().unwrap_or(0);
        let name = longest(&|hop| width(&name(hop, catalog)));
        let words = longest(&|hop| hop.told().map_or(0, |told| width(&steps(&told.hop.timing))));
        let mut columns = Self { ascii, ..Self::default() };
        if cells >= 30 {
            columns.total = TOTAL;
        }
        if cells >= 56 {
            columns.name = name.min(22);
            columns.bar = 10;
        }
        if cells >= 96 {
            columns.name = name.min(30);
            columns.protocol = 8;
            columns.bar = 24;
        }
        let others = [columns.name, columns.protocol, columns.bar, columns.total];
        let others: usize = others.iter().filter(|width| **width > 0).map(|width| width + 2).sum();
        columns.url = cells.saturating_sub(3 + 2 + others).max(8);
        // What the URLs leave is for the times in words.
        let urls = longest(&|hop| width(&clean(&shorten(&hop.url, URL))));
        if cells >= 96 && words > 0 && urls + 2 + words <= columns.url {
            columns.words = words;
            columns.url -= words + 2;
        }
        columns
    }

    /// A hop as a row, with the class of its status.
    fn row(&self, hop: &Step, slowest: Duration, catalog: &Catalog) -> (Line, Option<u8>) {
        let told = hop.told();
        let status = told.and_then(|told| told.hop.status());
        let (code, role) = match (status, &hop.doing) {
            (Some(status), _) => (format!("{status:03}"), Role::Marker),
            (None, Doing::Ended(_)) => ("---".to_owned(), Role::Wrong),
            (None, Doing::Cancelled) => ("---".to_owned(), Role::Muted),
            (None, _) => ("...".to_owned(), Role::Muted),
        };
        let named = match (status, &hop.doing) {
            (Some(_), _) => Role::Strong,
            (None, Doing::Ended(_)) => Role::Wrong,
            (None, _) => Role::Muted,
        };
        let name = name(hop, catalog);
        let method = if hop.method == "GET" { String::new() } else { format!("{} ", hop.method) };
        let url = clean(&format!("{method}{}", shorten(&hop.url, URL))).into_owned();
        let mut spans = vec![Span::new(code, role), Span::blank(2)];
        // Where there is no column for it, what is no status stands before the URL.
        let inline =
            if self.name == 0 && status.is_none() { self.cut(&format!("{name}  "), self.url) } else { String::new() };
        if self.name > 0 {
            spans.push(Span::new(self.cell(&name, self.name), named));
            spans.push(Span::blank(2));
        }
        let room = self.url - width(&inline);
        if !inline.is_empty() {
            spans.push(Span::new(inline, named));
        }
        spans.push(Span::new(self.cell(&self.cut_within(&url, room), room), Role::Text));
        let timing = told.map(|told| told.hop.timing).unwrap_or_default();
        let protocol = told.and_then(|told| told.hop.protocol.clone()).unwrap_or_default();
        let total = timing.total.map(time).unwrap_or_default();
        let bar = bar(&timing, slowest, self.bar, self.ascii);
        for (text, cells, role) in [
            (clean(&protocol).into_owned(), self.protocol, Role::Muted),
            (bar, self.bar, Role::Marker),
            (steps(&timing), self.words, Role::Muted),
        ] {
            if cells > 0 {
                spans.push(Span::blank(2));
                spans.push(Span::new(self.cell(&text, cells), role));
            }
        }
        if self.total > 0 {
            spans.push(Span::blank(2 + self.total.saturating_sub(width(&total))));
            spans.push(Span::new(self.cut(&total, self.total), Role::Muted));
        }
        let class = status.and_then(|status| class_of(&status.to_string()));
        (Line { spans, ..Line::default() }, class)
    }

    /// A text in a column, cut or filled up with blanks.
    fn cell(&self, text: &str, cells: usize) -> String {
        let text = self.cut(text, cells);
        let blanks = " ".repeat(cells.saturating_sub(width(&text)));
        text + &blanks
    }

    fn cut(&self, text: &str, cells: usize) -> String {
        let text = if self.ascii { ascii(text) } else { text.into() };
        clip_with(&text, cells, self.more()).into_owned()
    }

    /// A URL, of which the middle is cut: those of a chain often differ in their ends alone.
    fn cut_within(&self, url: &str, cells: usize) -> String {
        let room = cells.saturating_sub(width(self.more()));
        let wide = width(url);
        if wide <= cells || room < 16 {
            return url.to_owned();
        }
        let end = room / 2;
        let (blanks, tail) = skip(url, wide - end);
        format!("{}{}{}{tail}", clip(url, room - end), self.more(), " ".repeat(blanks))
    }

    const fn more(&self) -> &'static str {
        if self.ascii { "..." } else { "…" }
    }
}

/// A hop as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What stands in it.
    pub line: Line,
    /// The class of its status.
    pub class: Option<u8>,
    /// How bad the worst is that is wrong with it; what is merely worth knowing does not count.
    pub level: Option<Level>,
}

/// All hops of a check, in a table so many cells wide.
pub fn rows(run: &Run, cells: u16, catalog: &Catalog, ascii: bool) -> Vec<Row> {
    let columns = Columns::new(cells, run, catalog, ascii);
    let slowest = slowest(run);
    let row = |(at, hop): (usize, &Step)| {
        let (line, class) = columns.row(hop, slowest, catalog);
        Row { line, class, level: worst(run, at, hop) }
    };
    run.hops.iter().enumerate().map(row).collect()
}

/// How bad the worst is that is wrong with a hop, its messages or where it leads.
fn worst(run: &Run, at: usize, hop: &Step) -> Option<Level> {
    let told = hop.told()?;
    if told.hop.failure.is_some() {
        return Some(Level::Error);
    }
    let findings = told.findings.iter().map(|finding| finding.level).filter(|level| *level < Level::Note);
    let problems = run.outcome().map_or(&[][..], |outcome| &outcome.problems).iter();
    findings.chain(problems.filter(|problem| problem.hop == at).map(|_| Level::Warning)).min()
}

/// The slowest hop's time, to which bars are drawn.
fn slowest(run: &Run) -> Duration {
    run.hops.iter().filter_map(|hop| hop.told()?.hop.timing.total).max().unwrap_or_default()
}

/// The name of the status or failure, of both where a response broke off, or how far the hop has come.
fn name(hop: &Step, catalog: &Catalog) -> String {
    let Some(told) = hop.told() else { return hop.in_words() };
    let named = |index: Index| catalog.row(index).name.to_string();
    let failure = told.hop.failure.as_ref().map(|failure| failure.id.replace('-', " "));
    let parts = match (told.page.map(named), failure) {
        (Some(name), Some(failure)) if told.has_response() => [name, failure].join(", "),
        (name, failure) => name.or(failure).unwrap_or_default(),
    };
    clean(&parts).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn of_a_long_url_both_ends_are_shown() {
        let cut = |ascii, cells| {
            Columns { ascii, ..Columns::default() }.cut_within("http://a.example/absolute-redirect/12", cells)
        };
        assert_eq!(cut(false, 40), "http://a.example/absolute-redirect/12");
        assert_eq!(cut(false, 21), "http://a.e…edirect/12");
        assert_eq!(cut(true, 21), "http://a....direct/12");
        assert_eq!(cut(false, 9), "http://a.example/absolute-redirect/12", "too narrow for that");
    }

    proptest! {
        #[test]
        fn a_row_is_as_wide_as_its_columns(url in "\\PC{0,60}|[\u{0}-\u{9f}]{0,9}", cells in 17u16..220, ascii: bool) {
            let hop = Step { url, method: "GET".to_owned(), address: None, doing: Doing::Connecting };
            let target = crate::check::Target::read("http://a/").unwrap();
            let mut run = Run::new(target, "", None);
            run.hops.push(hop.clone());
            let catalog = Catalog::embedded();
            let columns = Columns::new(cells, &run, &catalog, ascii);
            let text = columns.row(&hop, Duration::ZERO, &catalog).0.text();
            prop_assert_eq!(width(&text), usize::from(cells), "{}", text);
            prop_assert!(!text.contains(char::is_control));
        }
    }
}
