//! A frame as a picture.

use std::fmt::Write;

use httpdex::store::TerminalBackground;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// The size of a cell.
pub const CELL: (f32, f32) = (8.4, 18.0);
/// What is left free around the cells.
pub const MARGIN: f32 = 14.0;

/// What a terminal is drawn with: its background, and what is not colored.
pub const fn paper_and_ink(background: TerminalBackground) -> (&'static str, &'static str) {
    match background {
        TerminalBackground::Dark => ("#12151b", "#d9dde5"),
        TerminalBackground::Light => ("#ffffff", "#1d222b"),
    }
}

/// The size of the picture of so many cells.
pub fn size(width: u16, height: u16) -> (f32, f32) {
    (f32::from(width) * CELL.0 + 2.0 * MARGIN, f32::from(height) * CELL.1 + 2.0 * MARGIN)
}

/// Draws the cells of a buffer, on the background of a terminal.
pub fn svg(buffer: &Buffer, background: TerminalBackground) -> String {
    let (paper, ink) = paper_and_ink(background);
    let (width, height) = (buffer.area.width, buffer.area.height);
    let total = size(width, height);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.0}\" height=\"{:.0}\" viewBox=\"0 0 {:.1} {:.1}\" \
         font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\" xml:space=\"preserve\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{paper}\"/>\n",
        total.0, total.1, total.0, total.1
    );
    for y in 0..height {
        row(&mut out, buffer, y, (paper, ink));
    }
    out.push_str("</svg>\n");
    out
}

/// Draws a row of cells.
pub fn row(out: &mut String, buffer: &Buffer, y: u16, (paper, ink): (&str, &str)) {
    for run in runs(buffer, y) {
        draw(out, &run, y, paper, ink);
    }
}

/// Cells side by side that look alike.
struct Run {
    x: u16,
    cells: u16,
    text: String,
    look: (Color, Color, Modifier),
}

fn runs(buffer: &Buffer, y: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let cell: &Cell = &buffer[(x, y)];
        let cells = u16::try_from(cell.symbol().width().max(1)).expect("a narrow symbol");
        let look = (cell.fg, cell.bg, cell.modifier);
        match runs.last_mut() {
            // What is no ASCII is placed by itself: its glyph may come from a font of another width.
            Some(run) if run.look == look && run.text.is_ascii() && cell.symbol().is_ascii() => {
                run.text.push_str(cell.symbol());
                run.cells += cells;
            }
            _ => runs.push(Run { x, cells, text: cell.symbol().to_owned(), look }),
        }
        x += cells;
    }
    runs
}

fn draw(out: &mut String, run: &Run, y: u16, paper: &str, ink: &str) {
    let (fg, bg, modifier) = run.look;
    let (mut fg, mut bg) = (color(fg, ink), color(bg, paper));
    if modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut fg, &mut bg);
    }
    let (x, top) = (MARGIN + f32::from(run.x) * CELL.0, MARGIN + f32::from(y) * CELL.1);
    let width = f32::from(run.cells) * CELL.0;
    if bg != paper {
        // A little wider than its cells, so that neighbours leave no seam.
        let extra = 0.3;
        let height = CELL.1;
        writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{height:.1}\" fill=\"{bg}\"/>",
            width + extra
        )
        .expect("writing to a String does not fail");
    }
    let text = run.text.trim_end();
    if text.trim().is_empty() {
        return;
    }
    if line_drawing(out, text, (x, top), &fg) {
        return;
    }
    // Browsers make one of several blanks, so each part has a place of its own.
    let mut rest = text;
    let mut cells = 0;
    while !rest.is_empty() {
        let lead = rest.len() - rest.trim_start_matches(' ').len();
        let part = &rest[lead..];
        let part = part.split_once("  ").map_or(part, |(part, _)| part);
        words(out, part, (x + columns(cells + lead), top), &fg, modifier);
        cells += lead + part.width();
        rest = &rest[lead + part.len()..];
    }
}

/// The width of so many cells.
pub fn columns(cells: usize) -> f32 {
    f32::from(u16::try_from(cells).expect("a short run")) * CELL.0
}

/// Draws a text without several blanks side by side.
fn words(out: &mut String, text: &str, (x, top): (f32, f32), fg: &str, modifier: Modifier) {
    let mut attributes = format!("x=\"{x:.1}\" y=\"{:.1}\" fill=\"{fg}\"", top + 13.5);
    if text.is_ascii() {
        write!(attributes, " textLength=\"{:.1}\"", columns(text.width())).expect("writing to a String does not fail");
    }
    for (set, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::DIM, " opacity=\"0.6\""),
    ] {
        if modifier.contains(set) {
            attributes.push_str(attribute);
        }
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    writeln!(out, "<text {attributes}>{text}</text>").expect("writing to a String does not fail");
}

/// Draws lines and bars as such: fonts leave gaps between the glyphs for them. `false` for any other symbol.
fn line_drawing(out: &mut String, symbol: &str, (x, y): (f32, f32), color: &str) -> bool {
    let (w, h) = CELL;
    let (left, top, width, height) = match symbol {
        "│" => (x + w / 2.0 - 0.5, y, 1.0, h),
        "─" => (x, y + h / 2.0 - 0.5, w + 0.1, 1.0),
        "▌" => (x, y, w / 2.0, h),
        "▎" => (x, y, w / 4.0, h),
        "┃" => (x + w / 2.0 - 1.5, y, 3.0, h),
        _ => return false,
    };
    writeln!(
        out,
        "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{color}\"/>"
    )
    .expect("writing to a String does not fail");
    true
}

fn color(color: Color, otherwise: &str) -> String {
    match color {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        Color::Reset => otherwise.to_owned(),
        other => panic!("pictures are drawn with all colors, not with {other}"),
    }
}
