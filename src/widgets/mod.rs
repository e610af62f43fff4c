//! Small pieces of the screen: clipped text, a scrollbar, a line of input.

mod canvas;

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::symbols::bar;
use tui_input::Input;

use crate::catalog::NO_CODE;
use crate::text::{self, clip_words, skip};

pub use canvas::Canvas;

/// The characters that decorate the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyphs {
    /// Between panes.
    pub vertical: &'static str,
    /// Under the header and over the footer.
    pub horizontal: &'static str,
    /// In front of the selected row.
    pub selected: &'static str,
    /// Where text is cut.
    pub more: &'static str,
    /// Where text goes on that can be scrolled to: at its left and at its right.
    pub beyond: [&'static str; 2],
    /// The moving part of a scrollbar.
    pub thumb: &'static str,
    /// In front of the views that are no categories: popular, bookmarks, recent, all.
    pub views: [&'static str; 4],
    /// Behind a bookmarked code.
    pub bookmark: &'static str,
    /// In front of categories of vendors.
    pub dot: &'static str,
    /// In the place of a code, for a failure without one.
    pub no_code: &'static str,
    /// Behind a code whose sub-codes are hidden, and one whose sub-codes are shown.
    pub folds: [&'static str; 2],
    /// The corners of a frame, clockwise from the top left.
    pub corners: [&'static str; 4],
    /// For nothing, and four steps of more.
    pub shades: [&'static str; 5],
    /// What bars are drawn with.
    pub bars: bar::Set<'static>,
    /// Whether emoji may be shown.
    pub emoji: bool,
}

impl Glyphs {
    /// For terminals that show Unicode.
    pub const UNICODE: Self = Self {
        vertical: "│",
        horizontal: "─",
        selected: "▌",
        more: "…",
        beyond: ["‹", "›"],
        thumb: "┃",
        views: ["★", "♥", "↺", "≡"],
        bookmark: "♥",
        dot: "·",
        no_code: NO_CODE,
        folds: ["▸", "▾"],
        corners: ["╭", "╮", "╯", "╰"],
        shades: ["·", "░", "▒", "▓", "█"],
        bars: bar::NINE_LEVELS,
        emoji: true,
    };

    /// For those that do not.
    pub const ASCII: Self = Self {
        vertical: "|",
        horizontal: "-",
        selected: ">",
        more: "~",
        beyond: ["<", ">"],
        thumb: "#",
        views: ["*", "+", "<", "="],
        bookmark: "+",
        dot: "-",
        no_code: "-",
        folds: ["+", "-"],
        corners: ["+", "+", "+", "+"],
        shades: [".", "-", "+", "*", "#"],
        bars: bar::Set {
            full: "#",
            seven_eighths: "#",
            three_quarters: "#",
            five_eighths: "#",
            half: "#",
            three_eighths: " ",
            one_quarter: " ",
            one_eighth: " ",
            empty: " ",
        },
        emoji: false,
    };
}

/// The width of a text in cells.
pub fn width(text: &str) -> u16 {
    u16::try_from(text::width(text)).unwrap_or(u16::MAX)
}

/// Writes text at a position, cut where `room` ends; returns the column after it.
pub fn write(buffer: &mut Buffer, (x, y): (u16, u16), room: u16, text: &str, style: Style) -> u16 {
    if !text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return buffer.set_stringn(x, y, text, usize::from(room), style).0;
    }
    // Printable ASCII, which is nearly all there is, needs no search for its characters: a byte is a cell.
    let room = room.min(buffer.area.right().saturating_sub(x));
    if !(buffer.area.top()..buffer.area.bottom()).contains(&y) || x < buffer.area.left() {
        return x;
    }
    let mut end = x;
    for (byte, column) in text.bytes().zip(x..x.saturating_add(room)) {
        buffer[(column, y)].set_char(char::from(byte)).set_style(style);
        end = column + 1;
    }
    end
}

/// Writes text at a position, cut between words with `more` where it is wider than `room`; returns the column after it.
pub fn put(buffer: &mut Buffer, (x, y): (u16, u16), room: u16, text: &str, style: Style, more: &str) -> u16 {
    if room == 0 {
        return x;
    }
    if width(text) <= room {
        return write(buffer, (x, y), room, text, style);
    }
    buffer.set_stringn(x, y, clip_words(text, usize::from(room), more), usize::from(room), style).0
}

/// The text without its first cells. Of a wide character that is cut a blank stays.
pub fn without_start(text: &str, cells: usize) -> Cow<'_, str> {
    match skip(text, cells) {
        (0, rest) => Cow::Borrowed(rest),
        (blanks, rest) => Cow::Owned(" ".repeat(blanks) + rest),
    }
}

/// A scrollbar whose thumb shows which of `lines` are on the screen. Nothing when all are.
pub fn scrollbar(buffer: &mut Buffer, area: Rect, lines: usize, top: usize, style: Style, glyphs: &Glyphs) {
    let height = usize::from(area.height);
    if lines <= height || height == 0 {
        return;
    }
    let thumb = (height * height / lines).clamp(1, height);
    let first = (top * (height - thumb)).div_ceil(lines - height).min(height - thumb);
    for row in first..first + thumb {
        let y = area.y + u16::try_from(row).unwrap_or(0);
        buffer.set_string(area.x, y, glyphs.thumb, style);
    }
}

/// A line of input behind a prompt; returns where the cursor stands.
pub fn input(buffer: &mut Buffer, area: Rect, prompt: (&str, Style), input: &Input, style: Style) -> Position {
    let (x, _) = buffer.set_stringn(area.x, area.y, prompt.0, usize::from(area.width), prompt.1);
    let room = area.right().saturating_sub(x);
    let scroll = input.visual_scroll(usize::from(room.max(1)));
    let (blanks, rest) = skip(input.value(), scroll);
    buffer.set_stringn(x, area.y, rest, usize::from(room), style);
    let column = u16::try_from(input.visual_cursor().saturating_sub(scroll + blanks)).unwrap_or(0);
    Position::new((x + column).min(area.right().saturating_sub(1)), area.y)
}

/// A frame around an area, with a title in its upper edge; the cells inside are cleared. `styles` are those of what it
/// stands on, its lines and its title.
pub fn frame(buffer: &mut Buffer, area: Rect, title: &str, styles: [Style; 3], glyphs: &Glyphs) {
    if area.width < 2 || area.height < 2 {
        return;
    }
    let [ground, line, heading] = styles;
    // A margin on both sides, so that the frame does not touch the text that it covers.
    let clear = Rect { x: area.x.saturating_sub(1), width: area.width + 2, ..area }.intersection(buffer.area);
    for position in clear.positions() {
        buffer[position].reset();
    }
    buffer.set_style(clear, ground);
    let edge = glyphs.horizontal.repeat(usize::from(area.width - 2));
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    buffer.set_string(area.x + 1, area.y, &edge, line);
    buffer.set_string(area.x + 1, bottom, &edge, line);
    for y in area.y + 1..bottom {
        buffer.set_string(area.x, y, glyphs.vertical, line);
        buffer.set_string(right, y, glyphs.vertical, line);
    }
    for (at, corner) in
        [(area.x, area.y), (right, area.y), (right, bottom), (area.x, bottom)].iter().zip(glyphs.corners)
    {
        buffer.set_string(at.0, at.1, corner, line);
    }
    let title = format!(" {title} ");
    let room = Rect { x: area.x + 2, y: area.y, width: width(&title).min(area.width - 4), height: 1 };
    buffer.set_style(room, Style::reset().patch(ground));
    put(buffer, (room.x, room.y), room.width, &title, heading, glyphs.more);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ascii_is_written_as_everything_else(text in "[ -~é日]{0,20}", x in 0u16..14, y in 0u16..3, room in 0u16..20) {
            let area = Rect::new(0, 0, 12, 2);
            let style = Style::new().bold();
            let (mut ours, mut theirs) = (Buffer::empty(area), Buffer::empty(area));
            prop_assume!(area.contains(Position::new(x, y)));
            let end = write(&mut ours, (x, y), room, &text, style);
            let (expected, _) = theirs.set_stringn(x, y, &text, usize::from(room), style);
            prop_assert_eq!((ours, end), (theirs, expected));
        }
    }

    #[test]
    fn what_is_scrolled_away_leaves_the_rest_in_its_columns() {
        assert_eq!(without_start("const x", 6), "x");
        assert_eq!(without_start("ab", 6), "");
        assert_eq!(without_start("größer", 3), "ßer");
        assert_eq!(without_start("日本語", 3), " 語");
    }

    fn line(room: u16, text: &str) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        put(&mut buffer, (0, 0), room, text, Style::new(), "…");
        let cells: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        cells.trim_end().to_owned()
    }

    #[test]
    fn text_is_cut_between_words_or_else_characters() {
        assert_eq!(line(12, "Bad Gateway"), "Bad Gateway");
        assert_eq!(line(7, "Bad Gateway"), "Bad…");
        assert_eq!(line(5, "Bad Gateway"), "Bad…");
        assert_eq!(line(7, "A Gateway"), "A Gate…");
        // A wide character fills two cells, the second of which is blank.
        assert_eq!(line(4, "日本語"), "日 …");
        assert_eq!(line(1, "日本語"), "…");
        assert_eq!(line(0, "x"), "");
    }
}
