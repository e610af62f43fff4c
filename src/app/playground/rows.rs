//! The table of exchanges: which columns there is room for, and what stands in them.

use super::detail::in_milliseconds;
use super::ring::Entry;
use super::then::Then;
use crate::catalog::class_of;
use crate::document::Line;
use crate::text::{Role, Span, ascii, clean, clip_with, shorten, width};

/// The longest target that is looked at for a row.
const TARGET: usize = 400;

/// The columns that there is room for, by their widths in cells; 0 for one that is not there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Columns {
    time: usize,
    method: usize,
    target: usize,
    status: usize,
    bytes: usize,
    duration: usize,
    client: usize,
    then: usize,
    ascii: bool,
}

/// The names of the columns, in order.
const NAMES: [&str; 8] = ["Time", "Method", "Target", "Status", "Bytes", "Took", "Client", "What the client did next"];

impl Columns {
    /// The columns of a table so many cells wide.
    pub fn new(cells: u16, ascii: bool) -> Self {
        let cells = usize::from(cells);
        let mut columns = Self { method: 6, status: 6, ascii, ..Self::default() };
        if cells < 30 {
            (columns.method, columns.status) = (4, 3);
        }
        if cells >= 56 {
            columns.time = 8;
            columns.then = 24;
        }
        if cells >= 96 {
            columns.bytes = 7;
            columns.duration = 7;
            columns.client = 22;
        }
        if cells >= 130 {
            columns.method = 7;
            columns.client = 24;
            columns.then = 34;
        }
        let others = columns.widths().iter().filter(|width| **width > 0).map(|width| width + 1).sum::<usize>();
        columns.target = cells.saturating_sub(others).max(8);
        columns
    }

    const fn widths(&self) -> [usize; 8] {
        [self.time, self.method, self.target, self.status, self.bytes, self.duration, self.client, self.then]
    }

    /// The names of the columns.
    pub fn titles(&self) -> String {
        let cells = NAMES.iter().zip(self.widths()).enumerate().filter(|(_, (_, width))| *width > 0);
        let cells = cells.map(|(n, (name, width))| self.cell(name, width, matches!(n, 4 | 5)));
        cells.collect::<Vec<_>>().join(" ").trim_end().to_owned()
    }

    /// An exchange as a row, with the class of its status. `offset` is what local time is ahead of UTC, in seconds.
    pub fn row(&self, entry: &Entry, then: Option<(&Then, &Entry)>, offset: i32) -> (Line, Option<u8>) {
        let exchange = &entry.exchange;
        let or_none =
            |text: &str| if text.is_empty() { "-".to_owned() } else { clean(&shorten(text, TARGET)).into_owned() };
        let none = if self.status < 4 { "-" } else { "none" };
        let status = exchange.status.map_or_else(|| none.to_owned(), |status| format!("{status:03}"));
        let mut target = or_none(&exchange.target);
        if let Some(fault) = &exchange.fault {
            let fault = format!(" [{}]", clean(fault));
            let room = self.target.saturating_sub(width(&fault)).max(self.target / 2);
            target = clip_with(&target, room, self.more()).into_owned() + &fault;
        }
        let verdict = then.and_then(|(then, _)| then.verdict.as_ref()).map(|verdict| verdict.is_right);
        let texts = [
            (time_of_day(exchange.at, offset), Role::Muted),
            (or_none(&exchange.method), Role::Text),
            (target, Role::Text),
            (status, if exchange.status.is_some() { Role::Marker } else { Role::Wrong }),
            (short_bytes(exchange.sent), Role::Muted),
            (in_milliseconds(exchange.duration.as_secs_f64()), Role::Muted),
            (entry.client(), Role::Muted),
            (then.map_or_else(String::new, |(then, next)| then.short(next)), Role::Text),
        ];
        let mut spans: Vec<Span> = Vec::new();
        for (n, ((text, role), width)) in texts.into_iter().zip(self.widths()).enumerate().filter(|(_, (_, w))| *w > 0)
        {
            if !spans.is_empty() {
                spans.push(Span::blank(1));
            }
            if n < 7 || verdict.is_none() {
                spans.push(Span::new(self.cell(&text, width, matches!(n, 4 | 5)), role));
                continue;
            }
            // What was right or wrong stays in sight where the words are cut.
            let is_right = verdict == Some(true);
            let sign = match (is_right, self.ascii) {
                (true, false) => "✓",
                (true, true) => "+",
                (false, false) => "✗",
                (false, true) => "x",
            };
            spans.push(Span::new(format!("{sign} "), if is_right { Role::Strong } else { Role::Wrong }));
            spans.push(Span::new(self.cell(&text, width.saturating_sub(2), false), role));
        }
        let class = exchange.status.and_then(|status| class_of(&status.to_string()));
        (Line { spans, ..Line::default() }, class)
    }

    const fn more(&self) -> &'static str {
        if self.ascii { "..." } else { "…" }
    }

    /// A text in a column, cut or filled up with blanks.
    fn cell(&self, text: &str, cells: usize, is_right: bool) -> String {
        let text = if self.ascii { ascii(text) } else { text.into() };
        let text = clip_with(&text, cells, self.more());
        let blanks = " ".repeat(cells.saturating_sub(width(&text)));
        if is_right { format!("{blanks}{text}") } else { format!("{text}{blanks}") }
    }
}

/// `14:03:07`
fn time_of_day(at: u64, offset: i32) -> String {
    let seconds = (at / 1000).saturating_add_signed(i64::from(offset));
    format!("{:02}:{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)
}

/// `312 B`, `12 kB`, `2.5 MB`
fn short_bytes(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} B"),
        10_000..1_000_000 => format!("{} kB", bytes / 1000),
        1_000_000..1_000_000_000 => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
        _ => format!("{} GB", bytes / 1_000_000_000),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::ring::tests::exchange;
    use super::*;

    #[test]
    fn small_terminals_have_the_columns_that_matter() {
        let titles = |cells| Columns::new(cells, false).titles();
        assert_eq!(titles(46).split_whitespace().collect::<Vec<_>>(), ["Method", "Target", "Status"]);
        assert!(titles(76).starts_with("Time     Method Target"));
        assert!(titles(115).contains("Took Client"));
    }

    #[test]
    fn sizes_and_times_are_short() {
        assert_eq!(
            [0, 9999, 12_345, 2_560_000, 7_000_000_000].map(short_bytes),
            ["0 B", "9999 B", "12 kB", "2.5 MB", "7 GB"]
        );
        assert_eq!(
            [(50_587_123, 0), (50_587_123, 3600), (0, -3600)].map(|(at, offset)| time_of_day(at, offset)),
            ["14:03:07", "15:03:07", "00:00:00"]
        );
    }

    proptest! {
        #[test]
        fn a_row_fits_and_is_harmless(target in "/\\PC{0,40}|/[\u{0}-\u{9f}]{0,9}", cells in 20u16..220, ascii in any::<bool>()) {
            let mut one = exchange(1, 0, "GET / HTTP/1.1\n\n", "HTTP/1.1 200 OK\n\n");
            one.target = target;
            one.fault = Some("fault=\u{1b}".to_owned());
            let (line, class) = Columns::new(cells, ascii).row(&Entry::new(1, one), None, 0);
            let text = line.text();
            prop_assert!(width(&text) <= usize::from(cells).max(24), "{text:?}");
            prop_assert!(!text.contains(char::is_control));
            prop_assert_eq!(class, Some(2));
        }
    }
}
