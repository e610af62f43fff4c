//! The cheat sheet laid out, with a cursor that moves in two dimensions.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::app::shared::Shared;
use crate::catalog::{Catalog, Index};
use crate::cheatsheet::{CellContent, Filter, Sheet, SheetCell, Step, folded_mark, lay_out_pages, number as number_of};
use crate::widgets::{Canvas, width};

/// The sheet that is shown.
#[derive(Debug, Clone, Default)]
pub struct SheetView {
    /// Which codes are on it.
    pub filter: Filter,
    /// The codes laid out.
    pub sheet: Sheet,
    /// The code that Enter opens.
    pub selected: Option<Index>,
    /// The first line on the screen.
    pub scroll: usize,
    /// The lines of a page of the sheet; 0 before it is laid out.
    page: usize,
    laid_out: Option<((u16, u16), Filter, &'static str)>,
}

impl SheetView {
    /// Lays the sheet out for a size, if it is not yet, and brings the selected code onto the screen.
    pub fn prepare(&mut self, catalog: &Catalog, size: (u16, u16), more: &'static str) {
        let wanted = Some((size, self.filter.clone(), more));
        if self.laid_out != wanted {
            (self.sheet, self.page) = lay_out_pages(catalog, &self.filter, size, more);
            self.laid_out = wanted;
            if self.selected.is_none_or(|selected| self.sheet.place(selected).is_none()) {
                self.selected = self.sheet.order().first().copied();
                self.scroll = 0;
            }
        }
        self.show(usize::from(size.1));
    }

    /// Which page is shown, from 1, and of how many; nothing if the sheet has no pages or only one.
    pub fn pages(&self) -> Option<(usize, usize)> {
        let count = self.sheet.rows.len().checked_div(self.page)?;
        (count > 1).then(|| (self.scroll / self.page + 1, count))
    }

    /// Turns pages; on a sheet without pages, goes on or back by lines.
    pub fn turn(&mut self, by: isize) {
        let Some((page, count)) = self.pages() else { return self.step_lines(by) };
        let to = (page - 1).saturating_add_signed(by.signum()).min(count - 1);
        if to + 1 == page {
            return self.to_end(by > 0);
        }
        let at = self.selected.and_then(|selected| self.sheet.place(selected));
        let (row, x) = at.map_or((0, 0), |(row, cell)| (row % self.page, cell.x));
        let rows = to * self.page..(to + 1) * self.page;
        // The code in the same place, or the one above it, or the first of the page.
        let above = (rows.start..=rows.start + row).rev().find_map(|row| self.sheet.at(x, row));
        let first = || self.sheet.rows[rows].iter().flatten().find_map(|cell| cell.content.index());
        self.selected = above.or_else(first).or(self.selected);
    }

    /// Goes to the next code that way, if there is one.
    pub fn step(&mut self, step: Step) {
        self.selected = self.selected.and_then(|from| self.sheet.step(from, step)).or(self.selected);
    }

    /// Goes on or back by lines.
    pub fn step_lines(&mut self, by: isize) {
        let step = if by < 0 { Step::Up } else { Step::Down };
        for _ in 0..by.unsigned_abs() {
            self.step(step);
        }
    }

    /// Selects the first code of the sheet, or the last.
    pub fn to_end(&mut self, last: bool) {
        let order = self.sheet.order();
        self.selected = if last { order.last() } else { order.first() }.copied().or(self.selected);
    }

    /// Scrolls by some lines, or turns a page.
    pub fn scroll_by(&mut self, by: isize, height: usize) {
        if self.pages().is_some() {
            return self.turn(by);
        }
        self.scroll = self.scroll.saturating_add_signed(by).min(self.sheet.rows.len().saturating_sub(height.max(1)));
        let shown = self.scroll..self.scroll + height;
        let at = self.selected.and_then(|selected| self.sheet.place(selected));
        if let Some((row, cell)) = at.filter(|(row, _)| !shown.contains(row)) {
            // The cursor stays on the screen, in its column.
            let nearest = if row < self.scroll { self.scroll } else { shown.end.saturating_sub(1) };
            let x = cell.x;
            let rows: Box<dyn Iterator<Item = usize>> =
                if row < self.scroll { Box::new(nearest..shown.end) } else { Box::new((self.scroll..=nearest).rev()) };
            self.selected = rows.into_iter().find_map(|row| self.sheet.at(x, row)).or(self.selected);
        }
    }

    fn show(&mut self, height: usize) {
        if self.page > 0 && self.page <= height {
            let row = self.selected.and_then(|selected| self.sheet.place(selected)).map_or(0, |(row, _)| row);
            self.scroll = row - row % self.page;
            return;
        }
        let most = self.sheet.rows.len().saturating_sub(height.max(1));
        if let Some((row, _)) = self.selected.and_then(|selected| self.sheet.place(selected)) {
            // The heading over a code comes with it.
            let least = (row + 2).saturating_sub(height);
            self.scroll = self.scroll.clamp(least.min(row.saturating_sub(1)), row.saturating_sub(1));
        }
        self.scroll = self.scroll.min(most);
    }

    /// Draws the part of it that an area shows.
    pub fn draw(&self, shared: &Shared, area: Rect, canvas: &mut Canvas) {
        for (row, y) in self.sheet.rows.iter().skip(self.scroll).zip(area.top()..area.bottom()) {
            for cell in row {
                let place = Rect { x: area.x + cell.x, y, width: cell.width, height: 1 }.intersection(area);
                self.draw_cell(shared, place, cell, canvas);
            }
        }
        canvas.scrollbar_beside(area, self.sheet.rows.len(), self.scroll, canvas.theme.text);
    }

    fn draw_cell(&self, shared: &Shared, place: Rect, cell: &SheetCell, canvas: &mut Canvas) {
        let theme = canvas.theme;
        match &cell.content {
            CellContent::Heading { text, .. } => {
                canvas.put(place, place.x, text, theme.strong);
            }
            CellContent::Entry { index, first, name, indent, folded } => {
                let row = shared.catalog.row(*index);
                let class = theme.class(row);
                let (number, text) = if self.selected == Some(*index) {
                    let style = class.patch(theme.selected);
                    // As long as the text, so that it does not run into the next column.
                    let end = place.x + indent + width(name);
                    let marked = Rect { width: end.saturating_sub(place.x), ..place }.intersection(place);
                    canvas.buffer.set_style(marked, style);
                    (style, style)
                } else {
                    (class.add_modifier(Modifier::BOLD), theme.text)
                };
                if *first {
                    canvas.put(place, place.x, number_of(row), number);
                }
                let end = canvas.put(place, place.x + indent, name, text);
                canvas.put(place, end, &folded_mark(*folded), theme.muted);
            }
        }
    }
}
