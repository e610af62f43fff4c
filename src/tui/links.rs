//! Links in a frame: the cells of each become one piece for the terminal, which begins and ends the link.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption};

use crate::app::link::Link;
use crate::text::{LINK_END, link_start, width};

/// In the cells behind the first of a link, which are never written: no cell that is written has it, so that each of
/// them is written again when the link is gone. It is no character of any text.
const COVERED: &str = "\u{fdd0}";

/// Puts a link into the cells that it stands on.
pub(super) fn put(buffer: &mut Buffer, link: &Link) {
    let area = link.area.intersection(buffer.area);
    let (Some(start), false) = (link_start(&link.url), area.is_empty()) else { return };
    let mut x = area.x;
    while x < area.right() {
        let style = buffer[(x, area.y)].style();
        let mut text = start.clone();
        let mut end = x;
        while end < area.right() && buffer[(end, area.y)].style() == style {
            let symbol = buffer[(end, area.y)].symbol();
            text.push_str(symbol);
            // Behind a wide character there is a blank that is not written.
            end += u16::try_from(width(symbol)).unwrap_or(1).max(1);
        }
        text.push_str(LINK_END);
        let end = end.min(area.right());
        for column in x + 1..end {
            buffer[(column, area.y)].set_symbol(COVERED);
        }
        let cells = NonZeroU16::new(end - x).unwrap_or(NonZeroU16::MIN);
        buffer[(x, area.y)].set_symbol(&text).set_diff_option(CellDiffOption::ForcedWidth(cells));
        x = end;
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn buffer(text: &str) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, text, Style::new().underlined());
        buffer
    }

    fn link(x: u16, width: u16, url: &str) -> Link {
        Link { area: Rect::new(x, 0, width, 1), url: url.to_owned() }
    }

    /// What is written, each piece with its column.
    fn written(before: &Buffer, after: &Buffer) -> Vec<(u16, String)> {
        before.diff(after).into_iter().map(|(x, _, cell)| (x, cell.symbol().to_owned())).collect()
    }

    #[test]
    fn a_link_is_written_in_one_piece_and_again_only_when_it_changes() {
        let empty = Buffer::empty(Rect::new(0, 0, 12, 1));
        let mut linked = buffer("a 日b c");
        put(&mut linked, &link(2, 5, "https://x.example/"));
        let piece = "\x1b]8;;https://x.example/\x1b\\日b c\x1b]8;;\x1b\\".to_owned();
        assert_eq!(written(&empty, &linked)[2..], [(2, piece)]);
        let mut same = buffer("a 日b c");
        put(&mut same, &link(2, 5, "https://x.example/"));
        assert_eq!(written(&linked, &same), []);
        let mut other = buffer("a 日b c");
        put(&mut other, &link(2, 5, "https://x.example/other"));
        assert_eq!(written(&linked, &other).len(), 1);
    }

    #[test]
    fn where_a_link_was_everything_is_written_anew() {
        let mut linked = buffer("a link");
        put(&mut linked, &link(2, 4, "https://x.example/"));
        let columns: Vec<u16> = written(&linked, &buffer("a link")).into_iter().map(|(x, _)| x).collect();
        assert_eq!(columns, [2, 3, 4, 5]);
        let blank = Buffer::empty(Rect::new(0, 0, 12, 1));
        let columns: Vec<u16> = written(&linked, &blank).into_iter().map(|(x, _)| x).collect();
        assert_eq!(columns, [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn what_is_no_address_of_the_web_stays_text() {
        for url in ["javascript:alert(1)", "https://x.example/\x07"] {
            let mut text = buffer("a link");
            put(&mut text, &link(2, 4, url));
            assert_eq!(text, buffer("a link"));
        }
    }
}
