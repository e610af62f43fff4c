//! The codes laid out, and how to get about among them.

use super::codes::{folded_mark, number};
use crate::catalog::{Catalog, Category, Index};

/// The codes laid out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The lines from the top, each with its cells from the left; a line may be empty.
    pub rows: Vec<Vec<SheetCell>>,
    /// How many columns there are.
    pub columns: usize,
}

/// A place on the sheet, one line high.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetCell {
    /// What stands there.
    pub content: CellContent,
    /// Its column, from 0.
    pub column: usize,
    /// The first cell of the terminal.
    pub x: u16,
    /// How many cells of the terminal: as many as its column has.
    pub width: u16,
}

/// What stands in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellContent {
    /// The name of a category.
    Heading {
        /// Which.
        category: Category,
        /// Its name; where its codes began in the column before and there is room for it, that is said.
        text: String,
    },
    /// A code and its name, or a further line of a long name.
    Entry {
        /// Its position in the catalogue.
        index: Index,
        /// Whether this is the line with the code.
        first: bool,
        /// The name, or what of it stands on this line.
        name: String,
        /// Where the name begins, in cells from the beginning of the place.
        indent: u16,
        /// How many sub-codes stand behind it; shown on the last line of the name.
        folded: usize,
    },
}

/// Where to go on the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the column on the left.
    Left,
    /// To the column on the right.
    Right,
    /// To the code above; from the top of a column to the end of the one before.
    Up,
    /// To the code below; from the end of a column to the top of the next.
    Down,
}

impl CellContent {
    /// The entry, if it is one.
    pub const fn index(&self) -> Option<Index> {
        match self {
            Self::Entry { index, .. } => Some(*index),
            Self::Heading { .. } => None,
        }
    }

    /// Whether a code begins here.
    const fn is_first(&self) -> bool {
        matches!(self, Self::Entry { first: true, .. })
    }
}

impl Sheet {
    /// The codes down the columns: the order of categories and codes.
    pub fn order(&self) -> Vec<Index> {
        (0..self.columns).flat_map(|column| self.column(column)).map(|(_, index)| index).collect()
    }

    /// The codes of a column, with the line of each.
    fn column(&self, column: usize) -> impl Iterator<Item = (usize, Index)> + '_ {
        let lines = self.rows.iter().enumerate();
        let cells = lines.flat_map(|(y, row)| row.iter().map(move |cell| (y, cell)));
        cells
            .filter(move |(_, cell)| cell.column == column && cell.content.is_first())
            .filter_map(|(y, cell)| Some((y, cell.content.index()?)))
    }

    /// The line and the cell where a code begins.
    pub fn place(&self, index: Index) -> Option<(usize, &SheetCell)> {
        let cells = self.rows.iter().enumerate().flat_map(|(y, row)| row.iter().map(move |cell| (y, cell)));
        cells.into_iter().find(|(_, cell)| cell.content.is_first() && cell.content.index() == Some(index))
    }

    /// The code at a place, such as a click.
    pub fn at(&self, x: u16, y: usize) -> Option<Index> {
        let cell = self.rows.get(y)?.iter().find(|cell| (cell.x..cell.x + cell.width).contains(&x))?;
        cell.content.index()
    }

    /// The code next to one; `None` at the edge of the sheet.
    pub fn step(&self, from: Index, to: Step) -> Option<Index> {
        let (line, cell) = self.place(from)?;
        let nearest =
            |column: usize| self.column(column).min_by_key(|(y, _)| (y.abs_diff(line), *y)).map(|(_, index)| index);
        match to {
            Step::Left => nearest(cell.column.checked_sub(1)?),
            Step::Right => nearest(cell.column + 1),
            Step::Up => self.previous(from),
            Step::Down => self.next(from),
        }
    }

    /// The next code in the order of codes.
    pub fn next(&self, from: Index) -> Option<Index> {
        self.order().into_iter().skip_while(|index| *index != from).nth(1)
    }

    /// The code before one in the order of codes.
    pub fn previous(&self, from: Index) -> Option<Index> {
        let order = self.order();
        let at = order.iter().position(|index| *index == from)?;
        order.get(at.checked_sub(1)?).copied()
    }

    /// The width of the widest line.
    pub fn width(&self) -> u16 {
        self.rows.iter().flatten().map(|cell| cell.x + cell.width).max().unwrap_or(0)
    }
}

impl SheetCell {
    /// The text in it, without styles.
    pub fn text(&self, catalog: &Catalog) -> String {
        match &self.content {
            CellContent::Heading { text, .. } => text.clone(),
            CellContent::Entry { index, first, name, indent, folded } => {
                let code = if *first { number(catalog.row(*index)) } else { "" };
                let pad = usize::from(*indent).saturating_sub(crate::text::width(code));
                format!("{code}{}{name}{}", " ".repeat(pad), folded_mark(*folded))
            }
        }
    }
}
