//! Packs the groups into columns.

use super::{CellContent, Group, Sheet, SheetCell, SheetItem, folded_mark, heading, name, number};
use crate::catalog::{Catalog, Category};
use crate::text::{Role, Span, clip_with, width, wrap};

/// The cells between two columns.
pub(super) const GAP: usize = 3;

/// Names narrower than this are not broken to make room for a column.
pub(super) const LEAST_NAME: usize = 24;

/// Names are not cut shorter than this.
const SHORTEST: usize = 12;

/// By so much names may be longer where codes are shorter than the longest.
const LONGER: usize = 3;

/// Behind the heading of a group that began in the column before.
const CONTINUED: &str = ", continued";

/// Longer names are cut: they would push all others off the sheet.
const LONGEST_NAME: usize = 160;

/// On a sheet with more codes not every height of the columns is tried, and not every width of the names.
const MANY: usize = 600;

/// How many widths are tried then.
pub(super) const FEW_WIDTHS: usize = 4;

/// A code with its name in lines.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    item: SheetItem,
    category: Category,
    code: usize,
    lines: Vec<String>,
    /// The widest line.
    widest: usize,
}

/// A stretch of entries that stand below each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Column {
    /// Positions of entries, from and to.
    entries: std::ops::Range<usize>,
    pub(super) height: usize,
    code: usize,
    name: usize,
    heading: usize,
}

impl Column {
    pub(super) fn width(&self) -> usize {
        (self.code + 1 + self.name).max(self.heading)
    }
}

/// A way to lay the codes out.
struct Layout {
    entries: Vec<Entry>,
    columns: Vec<Column>,
}

impl Layout {
    fn height(&self) -> usize {
        self.columns.iter().map(|column| column.height).max().unwrap_or(0)
    }
}

pub(super) fn pack(catalog: &Catalog, groups: &[Group], room: usize, more: &str) -> Sheet {
    let mut packer = Packer::new(catalog, groups, room, more);
    let layout = packer.layout();
    sheet(&layout.entries, &layout.columns)
}

/// Tries ways to lay codes out.
pub(super) struct Packer<'c> {
    pub(super) codes: Vec<Code<'c>>,
    pub(super) room: usize,
    more: &'c str,
    /// How often columns were filled, each of which costs as much as there are codes.
    fillings: usize,
}

/// A code to be laid out.
pub(super) struct Code<'c> {
    item: SheetItem,
    category: Category,
    number: &'c str,
    pub(super) name: String,
    /// The cells of the name.
    pub(super) width: usize,
}

impl<'c> Packer<'c> {
    pub(super) fn new(catalog: &'c Catalog, groups: &[Group], room: usize, more: &'c str) -> Self {
        let items = groups.iter().flat_map(|group| group.items.iter().map(|item| (group.category, *item)));
        let code = |(category, item): (Category, SheetItem)| {
            let row = catalog.row(item.index);
            let name = clip_with(&name(row), LONGEST_NAME, more).into_owned();
            Code { item, category, number: number(row), width: width(&name), name }
        };
        Self { codes: items.map(code).collect(), room, more, fillings: 0 }
    }

    /// The way that takes the fewest lines.
    fn layout(&mut self) -> Layout {
        let mut best = self.with_whole_names();
        if best.as_ref().is_none_or(|best| best.columns.len() < 2) && self.codes.len() > 1 {
            best = self.with_cut_names(best);
        }
        // Narrower than a name: one column, broken where the room ends.
        best.unwrap_or_else(|| {
            let beside = self.widest_code() + 1;
            let entries = self.entries(|code| {
                let room = self.room.saturating_sub(beside + folded_mark(code.item.folded).len());
                broken(&code.name, room.max(1))
            });
            let columns = self.fill(&entries, usize::MAX);
            Layout { entries, columns }
        })
    }

    /// The best way that breaks names and does not cut them, if there is room for one.
    fn with_whole_names(&mut self) -> Option<Layout> {
        let whole = self.codes.iter().map(|code| code.width).max().unwrap_or(0);
        let least = LEAST_NAME.min(whole);
        // A name that is wider than the room fits nowhere.
        let mut most = whole.min(self.room).max(least).max(1);
        let step = if self.is_long() { (most - least).div_ceil(FEW_WIDTHS).max(1) } else { 1 };
        let mut best: Option<Layout> = None;
        loop {
            let entries = self.entries(|code| broken(&code.name, most));
            // Names that may be as wide as the widest line that there is are broken into the same lines.
            let widest = entries.iter().map(|entry| entry.lines.iter().map(|line| width(line)).max()).max();
            let widest = widest.flatten().unwrap_or(0).min(most);
            let limit = best.as_ref().map_or(usize::MAX, Layout::height);
            if let Some(columns) = self.fit(&entries, limit) {
                best = Some(Layout { entries, columns });
            }
            match widest.checked_sub(step).filter(|&next| next >= least.max(1)) {
                Some(next) => most = next,
                None => return best,
            }
        }
    }

    /// The best way in at least two columns that cuts names, or else what there is.
    fn with_cut_names(&mut self, mut best: Option<Layout>) -> Option<Layout> {
        let even = (self.room.saturating_sub(GAP) / 2).saturating_sub(self.widest_code() + 1);
        // Where the codes of one column are shorter, its names may be longer.
        for most in (even.max(SHORTEST)..even + LONGER).rev() {
            // Where names are cut there is no room for more than them.
            let mut entries = self.entries(|code| vec![clip_with(&code.name, most, self.more).into_owned()]);
            for entry in &mut entries {
                entry.item.folded = 0;
                entry.widest = width(&entry.lines[0]);
            }
            let limit = best.as_ref().filter(|best| best.columns.len() > 1).map_or(usize::MAX, Layout::height);
            if let Some(columns) = self.fit(&entries, limit).filter(|columns| columns.len() > 1) {
                best = Some(Layout { entries, columns });
            }
        }
        best
    }

    pub(super) fn entries(&self, lines: impl Fn(&Code) -> Vec<String>) -> Vec<Entry> {
        let entry = |code: &Code| {
            let lines = lines(code);
            let mut widths: Vec<usize> = lines.iter().map(|line| width(line)).collect();
            if let Some(last) = widths.last_mut() {
                *last += folded_mark(code.item.folded).len();
            }
            let widest = widths.into_iter().max().unwrap_or(0);
            Entry { item: code.item, category: code.category, code: width(code.number), widest, lines }
        };
        self.codes.iter().map(entry).collect()
    }

    pub(super) fn widest_code(&self) -> usize {
        self.codes.iter().map(|code| width(code.number)).max().unwrap_or(0)
    }

    pub(super) const fn is_long(&self) -> bool {
        self.codes.len() > MANY
    }

    /// The columns of the least height, below `limit`, that fit the width. On a long sheet the height may be a little
    /// more than the least.
    fn fit(&mut self, entries: &[Entry], limit: usize) -> Option<Vec<Column>> {
        let lines: usize = entries.iter().map(|entry| entry.lines.len()).sum();
        let groups = entries.windows(2).filter(|pair| pair[0].category != pair[1].category).count() + 1;
        let most = (lines + 2 * groups).min(limit.saturating_sub(1));
        // A column is as wide as its widest entry, so that less than this has no room for all.
        let cells: usize = entries.iter().map(|entry| entry.lines.len() * (entry.code + 1 + entry.widest + GAP)).sum();
        let least = cells.div_ceil(self.room + GAP).max(2);
        if !self.is_long() {
            return (least..=most).find_map(|height| self.fit_height(entries, height));
        }
        // Higher columns are fewer and, as a rule, take less room.
        let mut best = None;
        let (mut low, mut high) = (least, most + 1);
        while low < high {
            let height = low.midpoint(high);
            match self.fit_height(entries, height) {
                Some(columns) => (best, high) = (Some(columns), height),
                None => low = height + 1,
            }
        }
        best
    }

    /// Columns of a height, if they fit the width.
    fn fit_height(&mut self, entries: &[Entry], height: usize) -> Option<Vec<Column>> {
        let columns = self.fill(entries, height);
        let width: usize = columns.iter().map(|column| column.width() + GAP).sum();
        let high = columns.iter().any(|column| column.height > height);
        (width <= self.room + GAP && !high).then_some(columns)
    }

    /// Fills columns of a height one after the other.
    pub(super) fn fill(&mut self, entries: &[Entry], height: usize) -> Vec<Column> {
        self.fillings += 1;
        let mut columns: Vec<Column> = Vec::new();
        let mut column = Column::default();
        let mut category = None;
        let mut heading_width = 0;
        for (n, entry) in entries.iter().enumerate() {
            let begins = category != Some(entry.category);
            if begins {
                category = Some(entry.category);
                heading_width = heading(entry.category).len();
            }
            let empty = column.entries.is_empty();
            let lead = if empty { 1 } else { usize::from(begins) * 2 };
            if !empty && column.height + lead + entry.lines.len() > height {
                columns.push(std::mem::take(&mut column));
                column.entries = n..n;
            }
            let empty = column.entries.is_empty();
            let lead = if empty { 1 } else { usize::from(begins) * 2 };
            if lead > 0 {
                column.heading = column.heading.max(heading_width);
            }
            column.entries.end = n + 1;
            column.height += lead + entry.lines.len();
            column.code = column.code.max(entry.code);
            column.name = column.name.max(entry.widest);
        }
        if !column.entries.is_empty() {
            columns.push(column);
        }
        columns
    }
}

fn sheet(entries: &[Entry], columns: &[Column]) -> Sheet {
    let height = columns.iter().map(|column| column.height).max().unwrap_or(0);
    let mut rows = vec![Vec::new(); height];
    put(entries, columns, 0, &mut rows);
    Sheet { rows, columns: columns.len() }
}

/// Puts columns, the first of which is the `from`th of the sheet, side by side into lines.
pub(super) fn put(entries: &[Entry], columns: &[Column], from: usize, rows: &mut [Vec<SheetCell>]) {
    let mut x = 0;
    for (n, column) in (from..).zip(columns) {
        let mut y = 0;
        let mut put = |y: usize, content: CellContent| {
            rows[y].push(SheetCell { content, column: n, x: cells(x), width: cells(column.width()) });
        };
        for at in column.entries.clone() {
            let entry = &entries[at];
            let first = at == column.entries.start;
            let begins = at == 0 || entries[at - 1].category != entry.category;
            if first || begins {
                y += usize::from(!first);
                let mut text = heading(entry.category);
                if !begins && text.len() + CONTINUED.len() <= column.width() {
                    text.push_str(CONTINUED);
                }
                put(y, CellContent::Heading { category: entry.category, text });
                y += 1;
            }
            for (line, name) in entry.lines.iter().enumerate() {
                let last = line + 1 == entry.lines.len();
                let content = CellContent::Entry {
                    index: entry.item.index,
                    first: line == 0,
                    name: name.clone(),
                    indent: cells(column.code + 1),
                    folded: if last { entry.item.folded } else { 0 },
                };
                put(y, content);
                y += 1;
            }
        }
        x += column.width() + GAP;
    }
}

fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

pub(super) fn broken(name: &str, most: usize) -> Vec<String> {
    if width(name) <= most {
        return vec![name.to_owned()];
    }
    let line = |line: Vec<Span>| line.iter().map(|span| span.text.as_str()).collect();
    wrap(name, Role::Text, most, true).into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Filter, groups};
    use super::*;

    /// Entries of a user's, each with a name of so many characters.
    fn own(count: usize, name: usize) -> Catalog {
        let entry = |n: usize| {
            let word = ["alpha ", "of ", "gamma-delta ", "x "][n % 4];
            let name: String = word.chars().cycle().take(name.saturating_sub(n % 7)).collect();
            format!(r#"{{"id": "own-{n}", "code": "{n}", "name": "{}", "vendor": "me"}}"#, name.trim_end())
        };
        let entries = (10_000..10_000 + count).map(entry).collect::<Vec<_>>().join(",");
        Catalog::with_own(vec![("own.json".into(), format!("[{entries}]"))]).0
    }

    /// How often columns are filled, and the sheet.
    fn packed(catalog: &Catalog, room: usize) -> (usize, Sheet) {
        let mut packer = Packer::new(catalog, &groups(catalog, &Filter::default()), room, "…");
        let layout = packer.layout();
        (packer.fillings, sheet(&layout.entries, &layout.columns))
    }

    #[test]
    fn many_codes_are_laid_out_in_a_bounded_number_of_tries() {
        for (count, name) in [(700, 20), (700, 160), (5000, 20), (5000, 160)] {
            let catalog = own(count, name);
            for room in [20, 80, 200, 1000] {
                let (fillings, sheet) = packed(&catalog, room);
                assert!(fillings <= 150, "{fillings} for {count} names of {name} in {room}");
                assert!(room < 40 || usize::from(sheet.width()) <= room, "{} of {room}", sheet.width());
            }
        }
    }

    #[test]
    fn an_endless_name_costs_no_more_than_a_long_one() {
        for room in [40, 80, 120, 250] {
            let (fillings, sheet) = packed(&own(1, 20_000), room);
            let (long, _) = packed(&own(1, LONGEST_NAME + 10), room);
            assert_eq!(fillings, long);
            assert!(fillings <= 4000, "{fillings} in {room}");
            let name = sheet.rows.iter().flatten().filter_map(|cell| match &cell.content {
                CellContent::Entry { index, name, .. } if *index == Catalog::embedded_len() => Some(width(name)),
                _ => None,
            });
            assert!(name.sum::<usize>() <= LONGEST_NAME);
        }
    }

    #[test]
    fn no_name_that_comes_with_the_program_is_too_long_for_the_sheet() {
        let catalog = Catalog::embedded();
        assert!(catalog.rows().iter().all(|row| width(&name(row)) < LONGEST_NAME));
    }
}
