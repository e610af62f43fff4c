//! The codes of the view, one of them selected.

use super::note::Note;
use crate::app::cursor::Cursor;
use crate::app::view::View;
use crate::catalog::{Catalog, Category, Index};
use crate::store::State;
use crate::widgets::width;

/// Of so many rows the widest is looked for: of more than any list has without entries of the reader's own.
const MEASURED: usize = 1000;

/// The cells of a bookmark and of the blank before it.
pub(super) const BOOKMARK: u16 = 2;

/// The entries of a view, and the selected one.
#[derive(Debug, Clone)]
pub struct List {
    /// What is shown.
    pub view: View,
    /// Its entries.
    pub rows: Vec<Index>,
    /// The selection.
    pub cursor: Cursor,
    /// The width of the widest code, and of the widest sub-code under one, in cells.
    pub code_widths: [u16; 2],
    /// The cells of the widest code and name together, with the note and the bookmark behind them. It does not change
    /// where sub-codes are shown or hidden.
    pub widest: u16,
    /// Codes whose sub-codes are not as the view has them at first: shown in IIS's, hidden elsewhere.
    toggled: Vec<Index>,
}

impl List {
    /// The entries of a view.
    pub fn new(view: View, catalog: &Catalog, state: &State) -> Self {
        let mut list = Self {
            view,
            rows: Vec::new(),
            cursor: Cursor::default(),
            code_widths: [3; 2],
            widest: 0,
            toggled: Vec::new(),
        };
        list.refresh(catalog, state);
        list
    }

    /// The selected entry.
    pub fn current(&self) -> Option<Index> {
        self.rows.get(self.cursor.selected).copied()
    }

    /// Selects an entry, if the view has it.
    pub fn select(&mut self, index: Index) -> bool {
        let at = self.rows.iter().position(|&row| row == index);
        if let Some(at) = at {
            self.cursor.selected = at;
        }
        at.is_some()
    }

    /// Whether the sub-codes of an entry are shown under it; `None` if it has none, or the view is no place for them.
    pub fn unfolded(&self, catalog: &Catalog, index: Index) -> Option<bool> {
        let foldable = self.view.has_folds() && catalog.sub_codes(index).len() > 0;
        let at_first = self.view == View::Category(Category::Iis);
        foldable.then(|| at_first != self.toggled.contains(&index))
    }

    /// What stands behind the name of an entry.
    pub(super) fn note<'c>(&self, catalog: &'c Catalog, index: Index) -> Note<'c> {
        Note::new(self.view, self.unfolded(catalog, index), catalog, index)
    }

    /// Shows or hides the sub-codes of an entry, or those beside it if it is one; returns whether there are any.
    pub fn fold(&mut self, catalog: &Catalog, state: &State, index: Index) -> bool {
        let of = [Some(index), catalog.parent(index)].into_iter().flatten();
        let Some(parent) = of.into_iter().find(|&of| self.unfolded(catalog, of).is_some()) else { return false };
        match self.toggled.iter().position(|&toggled| toggled == parent) {
            Some(at) => drop(self.toggled.remove(at)),
            None => self.toggled.push(parent),
        }
        self.refresh(catalog, state);
        if self.current() != Some(index) {
            self.select(parent);
        }
        true
    }

    /// Puts sub-codes under the code that they belong to, which stands for them where they are hidden.
    fn with_sub_codes(&self, catalog: &Catalog, rows: Vec<Index>) -> Vec<Index> {
        if !self.view.has_folds() {
            return rows;
        }
        let mut out: Vec<Index> = Vec::with_capacity(rows.len());
        let mut last_parent = None;
        for row in rows {
            let parent = catalog.parent(row);
            match parent {
                // In the vendor's own view the code comes before its sub-codes, though it is filed elsewhere.
                Some(parent) if self.view != View::All && last_parent != Some(parent) => {
                    last_parent = Some(parent);
                    self.push_unfolded(catalog, parent, &mut out);
                }
                Some(_) => {}
                None => self.push_unfolded(catalog, row, &mut out),
            }
        }
        out
    }

    fn push_unfolded(&self, catalog: &Catalog, row: Index, out: &mut Vec<Index>) {
        out.push(row);
        if self.unfolded(catalog, row) == Some(true) {
            out.extend(catalog.sub_codes(row));
        }
    }

    /// Reads the entries of the view anew and keeps the selection where it can.
    pub fn refresh(&mut self, catalog: &Catalog, state: &State) {
        let current = self.current();
        self.rows = self.with_sub_codes(catalog, self.view.entries(catalog, state));
        self.measure(catalog, state);
        if !current.is_some_and(|current| self.select(current)) {
            self.cursor.step(0, self.rows.len());
        }
    }

    /// Whether an entry stands under the code that it belongs to.
    pub(super) fn is_under_code(&self, catalog: &Catalog, index: Index) -> bool {
        self.view.has_folds() && catalog.parent(index).is_some()
    }

    /// Measures the rows, which may have been bookmarked since.
    pub(super) fn measure(&mut self, catalog: &Catalog, state: &State) {
        let code = |row| u16::try_from(catalog.row(row).code.len()).unwrap_or(u16::MAX).clamp(3, 8);
        let mut rows = self.rows.clone();
        if self.view == View::Category(Category::Iis) {
            rows.extend(self.view.entries(catalog, state));
        }
        let (under, codes): (Vec<Index>, Vec<Index>) =
            rows.into_iter().partition(|&row| self.is_under_code(catalog, row));
        self.code_widths = [&codes, &under].map(|rows| rows.iter().map(|&row| code(row)).max().unwrap_or(3));
        let is_bookmarked = |row| state.bookmarks.iter().any(|id| *id == catalog.row(row).id);
        let behind = |row| self.note(catalog, row).room() + if is_bookmarked(row) { BOOKMARK } else { 0 };
        let cells = |row, code: u16| width(&catalog.row(row).name).saturating_add(behind(row) + code);
        let under = if self.view == View::Category(Category::Iis) { under } else { Vec::new() };
        let widest = [codes, under]
            .into_iter()
            .zip(self.code_widths)
            .map(|(rows, code)| rows.into_iter().take(MEASURED).map(|row| cells(row, code)).max().unwrap_or_default());
        self.widest = widest.max().unwrap_or_default();
    }
}
