//! Draws frames on the terminal: as ratatui's own backend does, but in one write a frame, and in fewer bytes.
//!
//! A terminal takes about four thousand bytes at once. A frame that is larger waits until somebody has read these, and
//! so does whoever looks at it.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use rustix::termios::tcgetwinsize;

use super::output::Output;

/// A terminal that frames are drawn on.
pub(super) struct FrameBackend {
    output: Output,
    /// For what is seldom asked for.
    other: CrosstermBackend<Output>,
    /// What is drawn, here for its memory.
    bytes: Vec<u8>,
}

impl FrameBackend {
    pub(super) fn new(output: Output) -> Self {
        Self { other: CrosstermBackend::new(output.clone()), output, bytes: Vec::new() }
    }
}

impl Backend for FrameBackend {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.bytes.clear();
        write_cells(&mut self.bytes, content);
        self.output.write_all(&self.bytes)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.output.write_all(b"\x1b[?25l")
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.output.write_all(b"\x1b[?25h")
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.other.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        let mut bytes = Vec::new();
        move_to(&mut bytes, x, y);
        self.output.write_all(&bytes)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.other.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.other.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        match tcgetwinsize(&*self.output.terminal()) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Ok(Size { width: size.ws_col, height: size.ws_row }),
            // crossterm knows other ways to find it out.
            _ => self.other.size(),
        }
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.other.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

/// How cells look.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// How they look where nothing is said of it.
const PLAIN: Look = Look { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

/// What is seen of letters alone.
const OF_LETTERS: Modifier = Modifier::BOLD.union(Modifier::DIM).union(Modifier::ITALIC);

/// What is seen of blanks too, or has their color seen.
const OF_BLANKS: Modifier = Modifier::all().difference(OF_LETTERS);

/// Writes cells and where they are, in their order.
fn write_cells<'a>(out: &mut Vec<u8>, content: impl Iterator<Item = (u16, u16, &'a Cell)>) {
    let mut look = PLAIN;
    // Where the cursor is, if what was written last is one cell wide; and whether every terminal thinks so.
    let mut cursor: Option<(u16, u16, bool)> = None;
    for (x, y, cell) in content {
        match cursor {
            Some((at, row, _)) if (at, row) == (x, y) => {}
            Some((at, row, true)) if row == y && at < x => sequence(out, &[x - at], b'C'),
            _ => move_to(out, x, y),
        }
        let symbol = cell.symbol();
        cursor = Some((x + 1, y, symbol.len() == 1));
        let mut next = Look { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
        if symbol == " " && !next.modifier.intersects(OF_BLANKS) {
            // How letters look is not seen of it, and stays as it is for the letters behind it.
            next.fg = look.fg;
            next.modifier = look.modifier & OF_LETTERS;
        }
        if next != look {
            change(out, look, next);
            look = next;
        }
        out.extend_from_slice(symbol.as_bytes());
    }
    out.extend_from_slice(b"\x1b[m");
}

/// Moves the cursor to a column and row, which are counted from 0 here and from 1 there.
fn move_to(out: &mut Vec<u8>, x: u16, y: u16) {
    sequence(out, &[y.saturating_add(1), x.saturating_add(1)], b'H');
}

/// Writes a control sequence.
fn sequence(out: &mut Vec<u8>, numbers: &[u16], end: u8) {
    out.extend_from_slice(b"\x1b[");
    parameters(out, numbers);
    out.push(end);
}

/// Writes numbers with semicolons between, and before the first one if it is not the first of the sequence.
fn parameters(out: &mut Vec<u8>, numbers: &[u16]) {
    for number in numbers {
        if out.last() != Some(&b'[') {
            out.push(b';');
        }
        let digit = |place: u16| b'0' + (number / place % 10).to_le_bytes()[0];
        for place in [10_000, 1000, 100, 10].into_iter().filter(|place| number >= place) {
            out.push(digit(place));
        }
        out.push(digit(1));
    }
}

/// Changes how what follows looks.
fn change(out: &mut Vec<u8>, from: Look, to: Look) {
    if to == PLAIN {
        out.extend_from_slice(b"\x1b[m");
        return;
    }
    out.extend_from_slice(b"\x1b[");
    // What takes a modifier away, and what else that takes away.
    let mut kept = from.modifier;
    for (modifiers, number) in [
        (Modifier::BOLD.union(Modifier::DIM), 22),
        (Modifier::ITALIC, 23),
        (Modifier::UNDERLINED, 24),
        (Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK), 25),
        (Modifier::REVERSED, 27),
        (Modifier::HIDDEN, 28),
        (Modifier::CROSSED_OUT, 29),
    ] {
        if (from.modifier - to.modifier).intersects(modifiers) {
            parameters(out, &[number]);
            kept -= modifiers;
        }
    }
    for (modifier, number) in [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::SLOW_BLINK, 5),
        (Modifier::RAPID_BLINK, 6),
        (Modifier::REVERSED, 7),
        (Modifier::HIDDEN, 8),
        (Modifier::CROSSED_OUT, 9),
    ] {
        if (to.modifier - kept).contains(modifier) {
            parameters(out, &[number]);
        }
    }
    if to.fg != from.fg {
        color(out, to.fg, 38);
    }
    if to.bg != from.bg {
        color(out, to.bg, 48);
    }
    out.push(b'm');
}

/// Writes a color: `set` is 38 for that of letters and 48 for that behind them.
fn color(out: &mut Vec<u8>, color: Color, set: u16) {
    let indexed = |index: u8| [set, 5, u16::from(index)];
    let numbers = match color {
        Color::Reset => return parameters(out, &[set + 1]),
        Color::Rgb(red, green, blue) => {
            return parameters(out, &[set, 2, red.into(), green.into(), blue.into()]);
        }
        Color::Indexed(index) => indexed(index),
        Color::Black => indexed(0),
        Color::Red => indexed(1),
        Color::Green => indexed(2),
        Color::Yellow => indexed(3),
        Color::Blue => indexed(4),
        Color::Magenta => indexed(5),
        Color::Cyan => indexed(6),
        Color::Gray => indexed(7),
        Color::DarkGray => indexed(8),
        Color::LightRed => indexed(9),
        Color::LightGreen => indexed(10),
        Color::LightYellow => indexed(11),
        Color::LightBlue => indexed(12),
        Color::LightMagenta => indexed(13),
        Color::LightCyan => indexed(14),
        Color::White => indexed(15),
    };
    parameters(out, &numbers);
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    const AREA: Rect = Rect::new(0, 0, 20, 4);

    fn terminal() -> vt100::Parser {
        let cells = |count| NonZeroU16::new(count).unwrap();
        vt100::Parser::new(cells(AREA.height), cells(AREA.width), 0)
    }

    fn drawn(parser: &mut vt100::Parser, before: &Buffer, after: &Buffer) {
        let mut bytes = Vec::new();
        write_cells(&mut bytes, before.diff(after).into_iter());
        parser.process(&bytes);
    }

    /// A buffer with words, each with its place and look.
    fn buffer(words: &[(u16, u16, &str, u8, u8, u16)]) -> Buffer {
        let colors = [
            Color::Reset,
            Color::Red,
            Color::DarkGray,
            Color::LightCyan,
            Color::White,
            Color::Indexed(99),
            Color::Rgb(1, 255, 30),
        ];
        let mut buffer = Buffer::empty(AREA);
        for &(x, y, word, fg, bg, modifier) in words {
            let style = Style::new()
                .fg(colors[usize::from(fg) % colors.len()])
                .bg(colors[usize::from(bg) % colors.len()])
                .add_modifier(Modifier::from_bits_truncate(modifier));
            buffer.set_string(x, y, word, style);
        }
        // The emulated terminal knows letters that are bold or dim, and not both.
        for cell in buffer.content.iter_mut().filter(|cell| cell.modifier.contains(Modifier::BOLD)) {
            cell.modifier -= Modifier::DIM;
        }
        buffer
    }

    #[test]
    fn a_short_way_is_written_shortly() {
        let plain = Buffer::empty(AREA);
        let after = buffer(&[(2, 1, "ab", 0, 0, 0), (7, 1, "c", 6, 0, 1), (8, 1, "d", 0, 0, 0)]);
        let mut bytes = Vec::new();
        write_cells(&mut bytes, plain.diff(&after).into_iter());
        assert_eq!(bytes.escape_ascii().to_string(), r"\x1b[2;3Hab\x1b[3C\x1b[1;38;2;1;255;30mc\x1b[md\x1b[m");
    }

    #[test]
    fn numbers_are_written_whole() {
        for number in [0, 1, 9, 10, 99, 100, 255, 256, 999, 1000, 12_345, u16::MAX] {
            let mut out = Vec::new();
            sequence(&mut out, &[number, 7], b'H');
            assert_eq!(out, format!("\x1b[{number};7H").into_bytes());
        }
    }

    proptest! {
        #[test]
        fn the_terminal_shows_what_was_drawn(
            first in prop::collection::vec((0u16..20, 0u16..4, "[a-c 日é…]{0,6}", 0u8..7, 0u8..7, 0u16..512), 0..12),
            second in prop::collection::vec((0u16..20, 0u16..4, "[a-c 日é…]{0,6}", 0u8..7, 0u8..7, 0u16..512), 0..12),
        ) {
            let all = |words: &[(u16, u16, String, u8, u8, u16)]| {
                let words: Vec<_> = words.iter().map(|(x, y, word, fg, bg, m)| (*x, *y, &**word, *fg, *bg, *m)).collect();
                buffer(&words)
            };
            let (empty, first, second) = (Buffer::empty(AREA), all(&first), all(&second));
            let mut ours = terminal();
            drawn(&mut ours, &empty, &first);
            drawn(&mut ours, &first, &second);
            let mut theirs = terminal();
            for (before, after) in [(&empty, &first), (&first, &second)] {
                let mut bytes = Vec::new();
                CrosstermBackend::new(&mut bytes).draw(before.diff(after).into_iter()).unwrap();
                theirs.process(&bytes);
            }
            for y in 0..AREA.height {
                for x in 0..AREA.width {
                    let (our, their) = (ours.screen().cell(y, x).unwrap(), theirs.screen().cell(y, x).unwrap());
                    let seen = |cell: &vt100::Cell| {
                        (cell.contents().trim().to_owned(), cell.bgcolor(), cell.inverse(), cell.underline())
                    };
                    prop_assert_eq!(seen(our), seen(their), "{} {}", x, y);
                    // The color of letters is not seen of a blank.
                    if !our.contents().trim().is_empty() || our.inverse() || our.underline() {
                        prop_assert_eq!(our, their, "{} {}", x, y);
                    }
                }
            }
        }
    }
}
