//! Packs the groups into columns.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{CellContent, Group, Sheet, SheetCell, SheetItem, folded_mark, heading, name};
use crate::catalog::{Catalog, Category};
use crate::document::{Role, wrap};

/// The cells between two columns.
const GAP: usize = 3;

/// Names narrower than this are not broken to make room for a column.
const LEAST_NAME: usize = 24;

/// Names are not cut shorter than this.
const SHORTEST: usize = 12;

/// By so much names may be longer where codes are shorter than the longest.
const LONGER: usize = 3;

/// Behind the heading of a group that began in the column before.
const CONTINUED: &str = ", continued";

/// A code with its name in lines.
struct Entry {
    item: SheetItem,
    category: Category,
    code: usize,
    lines: Vec<String>,
    /// The widest line.
    widest: usize,
}

/// A stretch of entries that stand below each other.
#[derive(Debug, Clone, Default)]
struct Column {
    /// Positions of entries, from and to.
    entries: std::ops::Range<usize>,
    height: usize,
    code: usize,
    name: usize,
    heading: usize,
}

impl Column {
    fn width(&self) -> usize {
        (self.code + 1 + self.name).max(self.heading)
    }
}

pub(super) fn pack(catalog: &Catalog, groups: &[Group], room: usize, more: &str) -> Sheet {
    let all: Vec<(Category, SheetItem)> =
        groups.iter().flat_map(|group| group.items.iter().map(|item| (group.category, *item))).collect();
    let names: Vec<String> = all.iter().map(|(_, item)| name(catalog.row(item.index))).collect();
    let entries = |lines: &dyn Fn(&str, &SheetItem) -> Vec<String>| -> Vec<Entry> {
        let entry = |((category, item), name): (&(Category, SheetItem), &String)| {
            let lines = lines(name, item);
            let mut widths: Vec<usize> = lines.iter().map(|line| line.width()).collect();
            if let Some(last) = widths.last_mut() {
                *last += folded_mark(item.folded).len();
            }
            let code = catalog.row(item.index).code.width();
            Entry { item: *item, category: *category, code, widest: widths.into_iter().max().unwrap_or(0), lines }
        };
        all.iter().zip(&names).map(entry).collect()
    };
    let whole = names.iter().map(|name| name.width()).max().unwrap_or(0);
    let mut best: Option<(Vec<Entry>, Vec<Column>)> = None;
    let height = |columns: &[Column]| columns.iter().map(|column| column.height).max().unwrap_or(0);
    for most in (LEAST_NAME.min(whole)..=whole.max(1)).rev() {
        let entries = entries(&|name, _| broken(name, most));
        let limit = best.as_ref().map_or(usize::MAX, |(_, columns)| height(columns));
        if let Some(columns) = fit(&entries, room, limit) {
            best = Some((entries, columns));
        }
    }
    if best.as_ref().is_none_or(|(_, columns)| columns.len() < 2) && all.len() > 1 {
        let code = all.iter().map(|(_, item)| catalog.row(item.index).code.width()).max().unwrap_or(0);
        let even = (room.saturating_sub(GAP) / 2).saturating_sub(code + 1);
        // Where the codes of one column are shorter, its names may be longer.
        for most in (even.max(SHORTEST)..even + LONGER).rev() {
            // Where names are cut there is no room for more than them.
            let mut entries = entries(&|name, _| vec![cut(name, most, more)]);
            for entry in &mut entries {
                entry.item.folded = 0;
                entry.widest = entry.lines[0].width();
            }
            let limit = best.as_ref().filter(|(_, columns)| columns.len() > 1);
            let limit = limit.map_or(usize::MAX, |(_, columns)| height(columns));
            if let Some(columns) = fit(&entries, room, limit).filter(|columns| columns.len() > 1) {
                best = Some((entries, columns));
            }
        }
    }
    // Narrower than a name: one column, broken where the room ends.
    let (entries, columns) = best.unwrap_or_else(|| {
        let code = all.iter().map(|(_, item)| catalog.row(item.index).code.width()).max().unwrap_or(0);
        let entries =
            entries(&|name, item| broken(name, room.saturating_sub(code + 1 + folded_mark(item.folded).len()).max(1)));
        let columns = columns(&entries, usize::MAX);
        (entries, columns)
    });
    sheet(&entries, &columns)
}

/// The columns of the least height, below `limit`, that fit the width.
fn fit(entries: &[Entry], room: usize, limit: usize) -> Option<Vec<Column>> {
    let lines: usize = entries.iter().map(|entry| entry.lines.len()).sum();
    let groups = entries.windows(2).filter(|pair| pair[0].category != pair[1].category).count() + 1;
    let most = lines + 2 * groups;
    let narrowest = entries.iter().map(|entry| entry.code + 1 + entry.widest).min().unwrap_or(1);
    let least = lines / ((room + GAP) / (narrowest + GAP)).max(1);
    (least.max(2)..=most.min(limit.saturating_sub(1))).find_map(|height| {
        let columns = columns(entries, height);
        let width: usize = columns.iter().map(|column| column.width() + GAP).sum();
        let high = columns.iter().any(|column| column.height > height);
        (width <= room + GAP && !high).then_some(columns)
    })
}

/// Fills columns of a height one after the other.
fn columns(entries: &[Entry], height: usize) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut column = Column::default();
    for (n, entry) in entries.iter().enumerate() {
        let begins = n == 0 || entries[n - 1].category != entry.category;
        let empty = column.entries.is_empty();
        let lead = if empty { 1 } else { usize::from(begins) * 2 };
        if !empty && column.height + lead + entry.lines.len() > height {
            columns.push(std::mem::take(&mut column));
            column.entries = n..n;
        }
        let empty = column.entries.is_empty();
        let lead = if empty { 1 } else { usize::from(begins) * 2 };
        if lead > 0 {
            column.heading = column.heading.max(heading(entry.category).len());
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

fn sheet(entries: &[Entry], columns: &[Column]) -> Sheet {
    let height = columns.iter().map(|column| column.height).max().unwrap_or(0);
    let mut rows: Vec<Vec<SheetCell>> = vec![Vec::new(); height];
    let mut x = 0;
    for (n, column) in columns.iter().enumerate() {
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
    Sheet { rows, columns: columns.len() }
}

fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn broken(name: &str, most: usize) -> Vec<String> {
    if name.width() <= most {
        return vec![name.to_owned()];
    }
    let line = |line: Vec<crate::document::Span>| line.iter().map(|span| span.text.as_str()).collect();
    wrap(name, Role::Text, most, true).into_iter().map(line).collect()
}

fn cut(name: &str, most: usize, more: &str) -> String {
    if name.width() <= most {
        return name.to_owned();
    }
    let mut out = String::new();
    let mut used = more.width();
    for grapheme in name.graphemes(true) {
        used += grapheme.width();
        if used > most {
            break;
        }
        out.push_str(grapheme);
    }
    format!("{}{more}", out.trim_end())
}
