//! The page that is shown, laid out for the width of its pane.

mod commands;
mod draw;
mod laid_out;

use ratatui::layout::Rect;

use super::snippet_lines::{SnippetLines, Tab};
use crate::app::link::Link;
use crate::app::place::Scroll;
use crate::catalog::{Catalog, Index};
use crate::document::{Document, Line, Options, SectionId, Span};
use crate::highlight::ProgramKey;
use laid_out::LaidOut;

pub use draw::{PageStyle, title_width};

/// A page on the screen.
#[derive(Debug, Clone, Default)]
pub struct PageView {
    /// What is shown.
    laid_out: LaidOut,
    /// What is probably shown next.
    ahead: Option<LaidOut>,
    /// The line at the top of the pane.
    scroll: usize,
    /// The snippet that is laid out.
    snippet: Option<ShownSnippet>,
    /// How far an entry's page is to be scrolled when it is shown next.
    resume: Option<(Index, Scroll)>,
    /// Which of its commands is marked.
    marked: Option<usize>,
    /// The cells by which commands are scrolled sideways.
    commands_shift: usize,
}

/// A snippet as it is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownSnippet {
    /// Which it is.
    pub key: ProgramKey,
    /// Whether its program is there, and whether it is highlighted.
    pub written: Option<bool>,
    /// Whether its lines are numbered.
    pub numbered: bool,
    tabs: Vec<Tab>,
    beyond: usize,
    shift: usize,
}

impl ShownSnippet {
    /// A snippet that is not laid out yet.
    pub const fn new(key: ProgramKey, written: Option<bool>, numbered: bool) -> Self {
        Self { key, written, numbered, tabs: Vec::new(), beyond: 0, shift: 0 }
    }

    /// Whether another one would look the same.
    pub fn looks_like(&self, other: &Self) -> bool {
        (&self.key, self.written, self.numbered) == (&other.key, other.written, other.numbered)
    }
}

impl PageView {
    /// Lays the page of an entry out, unless that is done already. Another entry begins at its top.
    pub fn show(&mut self, catalog: &Catalog, index: Index, options: Options, height: usize) {
        let before = self.laid_out.of;
        if before != Some((index, options)) {
            let place = self.place();
            let showed_mark = self.shows_mark(height);
            self.snippet = None;
            let ahead = self.ahead.take().filter(|ahead| ahead.of == Some((index, options)));
            self.laid_out = ahead.unwrap_or_else(|| LaidOut::new(catalog, index, options));
            self.commands_shift = 0;
            if before.is_none_or(|(shown, _)| shown != index) {
                self.scroll = 0;
                self.unmark();
            } else if self.scroll > 0 {
                // A new width: stay as far into the section as was read.
                self.scroll = self.line_of(place);
            }
            if let Some(line) = self.marked_line().filter(|_| showed_mark && !self.shows_mark(height)) {
                self.scroll = line.saturating_sub(height / 2);
            }
        }
        if let Some((_, scroll)) = self.resume.take().filter(|(of, _)| *of == index) {
            self.scroll = self.line_of(scroll);
        }
        self.scroll = self.scroll.min(self.last_scroll(height));
    }

    /// Lays a page out that is probably shown next, so that the key that asks for it need not wait.
    pub fn look_ahead(&mut self, catalog: &Catalog, index: Index) {
        let Some((shown, options)) = self.laid_out.of else { return };
        let next = Some((index, options));
        if shown != index && self.ahead.as_ref().is_none_or(|ahead| ahead.of != next) {
            self.ahead = Some(LaidOut::new(catalog, index, options));
        }
    }

    /// Has the page of an entry shown as far down as it was read before.
    pub fn resume(&mut self, index: Option<Index>, scroll: Scroll) {
        self.resume = index.map(|index| (index, scroll));
    }

    /// How far the page of an entry is read.
    pub fn scroll_of(&self, index: Index) -> Scroll {
        match (self.resume, self.laid_out.of) {
            (Some((of, scroll)), _) if of == index => scroll,
            (_, Some((of, _))) if of == index => self.place(),
            _ => Scroll::default(),
        }
    }

    fn line_of(&self, scroll: Scroll) -> usize {
        let Some(section) = scroll.section else { return 0 };
        self.start_of(section) + scroll.above * self.lines_of(section) / scroll.of.max(1)
    }

    /// Forgets the page, so that the next one starts at its top.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The lines of the page.
    pub const fn document(&self) -> &Document {
        &self.laid_out.document
    }

    /// The width for which the page is laid out, in cells.
    pub fn width(&self) -> usize {
        self.laid_out.of.map_or(0, |(_, options)| options.width)
    }

    /// The line at the top of the pane.
    pub const fn scroll(&self) -> usize {
        self.scroll
    }

    /// Why there is nothing to show.
    pub fn error(&self) -> Option<&str> {
        self.laid_out.error.as_deref()
    }

    /// The section at the top of the pane.
    pub fn section(&self) -> Option<SectionId> {
        self.laid_out.document.section_at(self.scroll)
    }

    /// The section that the pane shows first. Of one that ends there no more than two lines are left, which does not
    /// count.
    pub fn section_shown(&self) -> Option<SectionId> {
        let first = self.section().map_or(0, |section| self.start_of(section));
        let next = self.neighbour(true).filter(|&next| first < self.scroll && next <= self.scroll + 2);
        next.map_or_else(|| self.section(), |next| self.document().section_at(next))
    }

    /// Moves by some lines; returns whether there was anywhere to go.
    pub fn scroll_by(&mut self, by: isize, height: usize) -> bool {
        // The end of the page stays at the end of the pane, unless a section was gone to that stands below that.
        let end = self.laid_out.document.lines.len().saturating_sub(height).max(self.scroll);
        self.scroll_to(self.scroll.saturating_add_signed(by).min(end), height)
    }

    /// Moves to a line; returns whether that is elsewhere.
    pub fn scroll_to(&mut self, line: usize, height: usize) -> bool {
        let before = self.scroll;
        self.scroll = line.min(self.last_scroll(height));
        self.scroll != before
    }

    /// The languages that have a snippet for the code, by their ids.
    pub fn languages(&self) -> &[String] {
        &self.laid_out.languages
    }

    /// The snippet that is laid out.
    pub const fn snippet(&self) -> Option<&ShownSnippet> {
        self.snippet.as_ref()
    }

    /// Whether the snippet is in the pane, or less than the height of the pane away.
    pub fn is_near_snippet(&self, height: usize) -> bool {
        if self.laid_out.languages.is_empty() {
            return false;
        }
        let start = self.start_of(SectionId::Snippet);
        let end = start + self.lines_of(SectionId::Snippet);
        start < self.scroll + 2 * height && end + height > self.scroll
    }

    /// Lays the snippet out. What is in the pane stays where it is, unless it is the snippet.
    pub fn show_snippet(&mut self, shown: ShownSnippet, laid_out: SnippetLines, height: usize) {
        let start = self.start_of(SectionId::Snippet);
        let grown = self.laid_out.document.replace(SectionId::Snippet, laid_out.lines);
        if start < self.scroll {
            self.scroll = self.scroll.saturating_add_signed(grown).max(start);
        }
        self.scroll = self.scroll.min(self.last_scroll(height));
        let same = self.snippet.as_ref().filter(|before| before.key == shown.key);
        let shift = same.map_or(0, |before| before.shift).min(laid_out.beyond);
        self.snippet = Some(ShownSnippet { tabs: laid_out.tabs, beyond: laid_out.beyond, shift, ..shown });
    }

    /// Brings the head of the snippet into the pane.
    pub fn reveal_snippet(&mut self, height: usize) {
        let start = self.start_of(SectionId::Snippet);
        let head = self.snippet.iter().flat_map(|shown| &shown.tabs).map(|tab| tab.line).max().unwrap_or(0) + 3;
        if start < self.scroll || start + head > self.scroll + height {
            self.scroll_to(start, height);
        }
    }

    /// The cells by which the code is scrolled sideways.
    pub fn shift(&self) -> usize {
        self.snippet.as_ref().map_or(0, |shown| shown.shift)
    }

    /// Scrolls the code sideways; returns whether there was anywhere to go.
    pub fn shift_by(&mut self, by: isize) -> bool {
        let Some(shown) = &mut self.snippet else { return false };
        let before = shown.shift;
        shown.shift = before.saturating_add_signed(by).min(shown.beyond);
        shown.shift != before
    }

    /// Whether a line of the code is wider than the pane.
    pub fn is_too_wide(&self) -> bool {
        self.snippet.as_ref().is_some_and(|shown| shown.beyond > 0)
    }

    /// The language whose name is at a line and column of the page.
    pub fn language_at(&self, line: usize, column: usize) -> Option<&str> {
        let line = line.checked_sub(self.start_of(SectionId::Snippet))?;
        let mut tabs = self.snippet.iter().flat_map(|shown| &shown.tabs);
        tabs.find(|tab| tab.line == line && tab.columns.contains(&column)).map(|tab| tab.language.as_str())
    }

    /// The line at which a section starts.
    pub fn start_of(&self, section: SectionId) -> usize {
        self.laid_out.document.starts.iter().find(|(id, _)| *id == section).map_or(0, |(_, line)| *line)
    }

    /// How many lines a section has.
    fn lines_of(&self, section: SectionId) -> usize {
        let start = self.start_of(section);
        let next = self.laid_out.document.starts.iter().map(|(_, line)| *line).find(|&line| line > start);
        next.unwrap_or(self.laid_out.document.lines.len()) - start
    }

    /// What leads to the web in the lines that an area shows.
    pub fn links(&self, area: Rect) -> Vec<Link> {
        let lines = self.document().lines.iter().skip(self.scroll).zip(area.top()..area.bottom());
        let link = |(line, y): (&Line, u16)| {
            let (url, start) = line.link()?;
            let start = u16::try_from(start).unwrap_or(area.width).min(area.width);
            let end = u16::try_from(line.spans.iter().map(Span::width).sum::<usize>()).unwrap_or(area.width);
            let width = end.min(area.width).saturating_sub(start);
            Some(Link { area: Rect { x: area.x + start, y, width, height: 1 }, url: url.to_owned() })
        };
        lines.filter_map(link).collect()
    }

    /// The section at the top of the pane, how many of its lines are above, and how many it has.
    fn place(&self) -> Scroll {
        let Some(section) = self.section().filter(|_| self.scroll > 0) else { return Scroll::default() };
        Scroll { section: Some(section), above: self.scroll - self.start_of(section), of: self.lines_of(section) }
    }

    /// The start of the section after the top of the pane, or of the one that the top is in or at.
    pub fn neighbour(&self, forward: bool) -> Option<usize> {
        let mut starts = self.laid_out.document.starts.iter().map(|(_, line)| *line);
        if forward { starts.find(|&line| line > self.scroll) } else { starts.rfind(|&line| line < self.scroll) }
    }

    /// The sections in a row, as many as have room around the one that is read: the number of each, its first column
    /// and its width.
    pub fn strip(&self, room: u16) -> Vec<(usize, u16, u16)> {
        const GAP: u16 = 2;
        let starts = &self.laid_out.document.starts;
        let width = |n: usize| u16::try_from(starts[n].0.short().len()).unwrap_or(u16::MAX);
        let here = starts.iter().position(|(section, _)| Some(*section) == self.section_shown()).unwrap_or(0);
        // The section after this one stays in sight, as it is where one goes next.
        let last = (here + 1).min(starts.len().saturating_sub(1));
        let total = |first: usize| (first..=last).map(|n| width(n) + GAP).sum::<u16>();
        let first = (0..here).find(|&first| total(first) <= room + GAP).unwrap_or(here);
        let mut x = 0;
        let mut places = Vec::new();
        for n in first..starts.len() {
            if x + width(n) > room {
                break;
            }
            places.push((n, x, width(n)));
            x += width(n) + GAP;
        }
        places
    }

    /// The highest line that the top of the pane may show: the last section may reach the top, so that `]` always
    /// arrives where it says.
    fn last_scroll(&self, height: usize) -> usize {
        let lines = self.laid_out.document.lines.len();
        if lines <= height {
            return 0;
        }
        let last_section = self.laid_out.document.starts.last().map_or(0, |(_, line)| *line);
        (lines - height.max(1)).max(last_section)
    }
}
