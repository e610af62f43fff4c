//! Every code on one sheet, with a cursor that moves in two dimensions.

use crate::app::state::list::View;
use crate::catalog::{Catalog, Category, Index, Standing};
use crate::cheatsheet::{Filter, Sheet, Step, lay_out};

/// The sheet that is shown.
#[derive(Debug, Clone, Default)]
pub struct CheatSheet {
    /// Which codes are on it.
    pub filter: Filter,
    /// The codes laid out.
    pub sheet: Sheet,
    /// The code that Enter opens.
    pub selected: Option<Index>,
    /// The first line on the screen.
    pub scroll: usize,
    laid_out: Option<(u16, Filter, &'static str)>,
}

impl CheatSheet {
    /// Lays the sheet out for a width, if it is not yet, and brings the selected code onto the screen.
    pub fn prepare(&mut self, catalog: &Catalog, (width, height): (u16, u16), more: &'static str) {
        let wanted = Some((width, self.filter.clone(), more));
        if self.laid_out != wanted {
            self.sheet = lay_out(catalog, &self.filter, width, more);
            self.laid_out = wanted;
            if self.selected.is_none_or(|selected| self.sheet.place(selected).is_none()) {
                self.selected = self.sheet.order().first().copied();
                self.scroll = 0;
            }
        }
        self.show(usize::from(height));
    }

    /// Goes to the next code that way, if there is one.
    pub fn step(&mut self, way: Step) {
        self.selected = self.selected.and_then(|from| self.sheet.step(from, way)).or(self.selected);
    }

    /// Goes on or back by lines.
    pub fn step_lines(&mut self, by: isize) {
        let way = if by < 0 { Step::Up } else { Step::Down };
        for _ in 0..by.unsigned_abs() {
            self.step(way);
        }
    }

    /// Selects the first code of the sheet, or the last.
    pub fn to_end(&mut self, last: bool) {
        let order = self.sheet.order();
        self.selected = if last { order.last() } else { order.first() }.copied().or(self.selected);
    }

    /// Scrolls by some lines; the selected code may leave the screen until it moves again.
    pub fn scroll_by(&mut self, by: isize, height: usize) {
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
        let most = self.sheet.rows.len().saturating_sub(height.max(1));
        if let Some((row, _)) = self.selected.and_then(|selected| self.sheet.place(selected)) {
            // The heading over a code comes with it.
            let least = (row + 2).saturating_sub(height);
            self.scroll = self.scroll.clamp(least.min(row.saturating_sub(1)), row.saturating_sub(1));
        }
        self.scroll = self.scroll.min(most);
    }
}

/// What the sheet can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Narrow {
    /// Nothing: every code.
    All,
    /// A category.
    Category(Category),
    /// A standing.
    Standing(Standing),
}

impl Narrow {
    /// Everything that a catalogue can be narrowed to.
    pub fn of(catalog: &Catalog) -> Vec<Self> {
        let categories = View::of(catalog).into_iter().filter_map(|view| match view {
            View::Category(category) => Some(Self::Category(category)),
            _ => None,
        });
        let standings =
            Standing::ALL.iter().filter(|standing| catalog.rows().iter().any(|row| row.standing == **standing));
        std::iter::once(Self::All)
            .chain(categories)
            .chain(standings.map(|&standing| Self::Standing(standing)))
            .collect()
    }

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Category(category) => category.label(),
            Self::Standing(standing) => standing.label(),
        }
    }

    /// The filter for it.
    pub fn filter(self) -> Filter {
        match self {
            Self::All => Filter::default(),
            Self::Category(category) => Filter {
                category: Some(category),
                // There they would have nothing to stand behind.
                sub_codes: category == Category::Iis,
                ..Filter::default()
            },
            Self::Standing(standing) => Filter { standing: Some(standing), ..Filter::default() },
        }
    }

    /// What a filter narrows to.
    pub const fn by(filter: &Filter) -> Self {
        match (filter.category, filter.standing) {
            (Some(category), _) => Self::Category(category),
            (None, Some(standing)) => Self::Standing(standing),
            (None, None) => Self::All,
        }
    }
}
