//! Where the figures of the quiz stand, on a sheet that may be longer than the screen.

use ratatui::layout::Rect;

/// A part of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Answers, retention, streak and what is known, in numbers.
    Numbers,
    /// The answers of each day.
    Calendar,
    /// What comes due on the next days.
    Forecast,
    /// How many codes of each class are known.
    Known,
    /// The codes that are most nearly forgotten.
    Weakest,
    /// The pairs that are confused most.
    Confused,
}

/// The widest the sheet is, in cells.
const WIDEST: u16 = 116;
/// From this width on two parts stand side by side.
const TWO: u16 = 76;
/// How many codes or pairs are listed.
pub const LISTED: u16 = 8;

/// The parts with their places on a sheet of this width; the sheet begins at the upper left.
pub fn sheet(width: u16) -> Vec<(Figure, Rect)> {
    let width = width.min(WIDEST);
    let list = LISTED + 2;
    let mut parts = Vec::new();
    let mut y = 0;
    let mut row = |figures: &[Figure], height: u16| {
        let columns = u16::try_from(figures.len()).unwrap_or(1);
        let each = (width + GAP) / columns - GAP;
        for (figure, n) in figures.iter().zip(0..) {
            parts.push((*figure, Rect::new(n * (each + GAP), y, each, height)));
        }
        y += height + 1;
    };
    row(&[Figure::Numbers], 8 / numbers_beside(width));
    row(&[Figure::Calendar], 9);
    if width >= TWO {
        row(&[Figure::Forecast, Figure::Known], 9);
        row(&[Figure::Weakest, Figure::Confused], list);
    } else {
        row(&[Figure::Forecast], 9);
        row(&[Figure::Known], 9);
        row(&[Figure::Weakest], list);
        row(&[Figure::Confused], list);
    }
    parts
}

/// How many numbers stand side by side on a sheet of this width: each with its label under it.
pub const fn numbers_beside(width: u16) -> u16 {
    match width {
        TWO.. => 4,
        40.. => 2,
        _ => 1,
    }
}

/// The cells between two parts.
const GAP: u16 = 4;

/// The height of the sheet, in lines.
pub fn height(width: u16) -> u16 {
    sheet(width).iter().map(|(_, area)| area.bottom()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_covers_another() {
        for width in 18..300 {
            let parts = sheet(width);
            for (n, (_, area)) in parts.iter().enumerate() {
                assert!(area.right() <= width.min(WIDEST), "{width}");
                assert!(parts[n + 1..].iter().all(|(_, other)| !area.intersects(*other)), "{width}");
            }
        }
    }
}
