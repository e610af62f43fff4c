//! Every code on one sheet: chosen, grouped by category, and laid out in as many columns as the width allows.

mod html;
mod pack;

use crate::catalog::{Catalog, Category, Index, Pattern, Row, Standing};
use crate::text::width;

pub use html::html;

/// Which codes are on the sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those of this category.
    pub category: Option<Category>,
    /// Only those of this standing.
    pub standing: Option<Standing>,
    /// Only those that match.
    pub pattern: Option<Pattern>,
    /// Sub-codes too, even where the code that they belong to is on the sheet.
    pub sub_codes: bool,
}

/// The codes of a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The category.
    pub category: Category,
    /// Its codes, in their order.
    pub items: Vec<Item>,
}

/// A code of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Its position in the catalogue.
    pub index: Index,
    /// How many sub-codes stand behind it and are not on the sheet.
    pub folded: usize,
}

/// The codes laid out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The lines from the top, each with its cells from the left; a line may be empty.
    pub rows: Vec<Vec<Cell>>,
    /// How many columns there are.
    pub columns: usize,
}

/// A place on the sheet, one line high.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What stands there.
    pub content: Content,
    /// Its column, from 0.
    pub column: usize,
    /// The first cell of the terminal.
    pub x: u16,
    /// How many cells of the terminal: as many as its column has.
    pub width: u16,
}

/// What stands in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
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
        /// How many sub-codes stand behind it; told on the last line of the name.
        folded: usize,
    },
}

/// A way to go on the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the column on the left.
    Left,
    /// To the column on the right.
    Right,
    /// To the code above; from the top of a column to the end of the one before.
    Up,
    /// To the code below; from the end of a column to the top of the next.
    Down,
}

impl Filter {
    /// Whether an entry is wanted, folded or not.
    pub fn matches(&self, row: &Row) -> bool {
        self.category.is_none_or(|category| row.category == category)
            && self.standing.is_none_or(|standing| row.standing == standing)
            && self.pattern.as_ref().is_none_or(|pattern| pattern.matches(row))
    }
}

/// The heading of a category: `4xx Client Error`, `Cloudflare`.
pub fn heading(category: Category) -> String {
    let class = category.class().map(|class| format!("{class}xx ")).unwrap_or_default();
    format!("{class}{}", category.label())
}

/// What stands behind a name whose sub-codes are not on the sheet.
pub fn folded_mark(folded: usize) -> String {
    if folded == 0 { String::new() } else { format!(" +{folded}") }
}

/// The name as the sheet tells it: with the vendor where the heading does not say whose it is.
pub fn name(row: &Row) -> String {
    if row.category == Category::Other { row.title() } else { row.name.to_string() }
}

/// The chosen codes by category. A sub-code whose code is chosen too stands behind it, unless all are wanted.
pub fn groups(catalog: &Catalog, filter: &Filter) -> Vec<Group> {
    let chosen = |index: Index| filter.matches(catalog.row(index));
    let folds = |index: Index| !filter.sub_codes && catalog.parent(index).is_some_and(chosen);
    let shown = |index: &Index| chosen(*index) && !folds(*index);
    let item = |index: Index| {
        let folded = if filter.sub_codes { 0 } else { catalog.sub_codes(index).len() };
        Item { index, folded }
    };
    let group = |&category: &Category| {
        let items: Vec<Item> = catalog.in_category(category).filter(shown).map(item).collect();
        (!items.is_empty()).then_some(Group { category, items })
    };
    Category::ALL.iter().filter_map(group).collect()
}

/// Lays the chosen codes out, the groups one after the other down the columns, on as few lines as fit the width.
///
/// Long names go on below. Only where that leaves a single column names are cut, with `more`, to make two.
pub fn lay_out(catalog: &Catalog, filter: &Filter, room: u16, more: &str) -> Sheet {
    pack::pack(catalog, &groups(catalog, filter), usize::from(room), more)
}

impl Content {
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
    pub fn place(&self, index: Index) -> Option<(usize, &Cell)> {
        let cells = self.rows.iter().enumerate().flat_map(|(y, row)| row.iter().map(move |cell| (y, cell)));
        cells.into_iter().find(|(_, cell)| cell.content.is_first() && cell.content.index() == Some(index))
    }

    /// The code at a place, such as a click.
    pub fn at(&self, x: u16, y: usize) -> Option<Index> {
        let cell = self.rows.get(y)?.iter().find(|cell| (cell.x..cell.x + cell.width).contains(&x))?;
        cell.content.index()
    }

    /// The code next to one; `None` at the edge of the sheet.
    pub fn step(&self, from: Index, way: Way) -> Option<Index> {
        let (line, cell) = self.place(from)?;
        let nearest =
            |column: usize| self.column(column).min_by_key(|(y, _)| (y.abs_diff(line), *y)).map(|(_, index)| index);
        match way {
            Way::Left => nearest(cell.column.checked_sub(1)?),
            Way::Right => nearest(cell.column + 1),
            Way::Up => self.previous(from),
            Way::Down => self.next(from),
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

impl Cell {
    /// The text in it, without styles.
    pub fn text(&self, catalog: &Catalog) -> String {
        match &self.content {
            Content::Heading { text, .. } => text.clone(),
            Content::Entry { index, first, name, indent, folded } => {
                let code = if *first { &*catalog.row(*index).code } else { "" };
                let pad = usize::from(*indent).saturating_sub(width(code));
                format!("{code}{}{name}{}", " ".repeat(pad), folded_mark(*folded))
            }
        }
    }
}
