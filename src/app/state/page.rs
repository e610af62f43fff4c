//! The page that is shown, laid out for the width of its pane.

use crate::catalog::{Catalog, Index};
use crate::document::{Document, Options, SectionId, lay_out, sections};

/// A page on the screen.
#[derive(Debug, Clone, Default)]
pub struct PageView {
    /// What is laid out.
    laid_out: Option<(Index, Options)>,
    /// The lines of the page.
    document: Document,
    /// The line at the top of the pane.
    scroll: usize,
    /// What stood in the way of showing it.
    error: Option<String>,
}

impl PageView {
    /// Lays the page of an entry out, unless that is done already. Another entry begins at its top.
    pub fn show(&mut self, catalog: &Catalog, index: Index, options: Options, height: usize) {
        let before = self.laid_out;
        if before != Some((index, options)) {
            let place = self.place();
            self.error = None;
            self.document = match catalog.page(index) {
                Ok(page) => lay_out(&sections(&page, catalog), options),
                Err(error) => {
                    self.error = Some(error.to_string());
                    Document::default()
                }
            };
            self.laid_out = Some((index, options));
            if before.is_none_or(|(shown, _)| shown != index) {
                self.scroll = 0;
            } else if let Some((section, above, of)) = place.filter(|_| self.scroll > 0) {
                // A new width: stay as far into the section as was read.
                self.scroll = self.start_of(section) + above * self.lines_of(section) / of.max(1);
            }
        }
        self.scroll = self.scroll.min(self.last_scroll(height));
    }

    /// Forgets the page, so that the next one starts at its top.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The lines of the page.
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// The line at the top of the pane.
    pub const fn scroll(&self) -> usize {
        self.scroll
    }

    /// Why there is nothing to show.
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// The section at the top of the pane.
    pub fn section(&self) -> Option<SectionId> {
        self.document.section_at(self.scroll)
    }

    /// Moves by some lines; returns whether there was anywhere to go.
    pub fn scroll_by(&mut self, by: isize, height: usize) -> bool {
        // The end of the page stays at the end of the pane, unless a section was gone to that stands below that.
        let end = self.document.lines.len().saturating_sub(height).max(self.scroll);
        self.scroll_to(self.scroll.saturating_add_signed(by).min(end), height)
    }

    /// Moves to a line; returns whether that is elsewhere.
    pub fn scroll_to(&mut self, line: usize, height: usize) -> bool {
        let before = self.scroll;
        self.scroll = line.min(self.last_scroll(height));
        self.scroll != before
    }

    /// The line at which a section starts.
    pub fn start_of(&self, section: SectionId) -> usize {
        self.document.starts.iter().find(|(id, _)| *id == section).map_or(0, |(_, line)| *line)
    }

    /// How many lines a section has.
    fn lines_of(&self, section: SectionId) -> usize {
        let start = self.start_of(section);
        let next = self.document.starts.iter().map(|(_, line)| *line).find(|&line| line > start);
        next.unwrap_or(self.document.lines.len()) - start
    }

    /// The section at the top of the pane, how many of its lines are above, and how many it has.
    fn place(&self) -> Option<(SectionId, usize, usize)> {
        let section = self.section()?;
        Some((section, self.scroll - self.start_of(section), self.lines_of(section)))
    }

    /// The start of the section after the top of the pane, or of the one that the top is in or at.
    pub fn neighbour(&self, forward: bool) -> Option<usize> {
        let mut starts = self.document.starts.iter().map(|(_, line)| *line);
        if forward { starts.find(|&line| line > self.scroll) } else { starts.rfind(|&line| line < self.scroll) }
    }

    /// The highest line that the top of the pane may show: the last section may reach the top, so that `]` always
    /// arrives where it says.
    fn last_scroll(&self, height: usize) -> usize {
        let lines = self.document.lines.len();
        if lines <= height {
            return 0;
        }
        let last_section = self.document.starts.last().map_or(0, |(_, line)| *line);
        (lines - height.max(1)).max(last_section)
    }
}
