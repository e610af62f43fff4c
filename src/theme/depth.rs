//! How many colors a terminal shows, and which of them is nearest to one that it does not.

/// How many colors the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// None: only weight, underline and reversal.
    Monochrome,
    /// The 256 of xterm.
    Indexed,
    /// All of them.
    True,
}

impl Depth {
    /// What the environment says: `NO_COLOR`, `TERM` and `COLORTERM`.
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        if set("NO_COLOR").is_some() || set("TERM").as_deref() == Some("dumb") {
            return Self::Monochrome;
        }
        match set("COLORTERM").as_deref() {
            Some("truecolor" | "24bit") => Self::True,
            _ if set("TERM").is_some_and(|term| term.ends_with("-direct")) => Self::True,
            _ => Self::Indexed,
        }
    }
}

/// The nearest of xterm's 216 colors and 24 grays.
pub(super) fn nearest(r: u8, g: u8, b: u8) -> u8 {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let level = |value: u8| (0..6u8).min_by_key(|&n| LEVELS[usize::from(n)].abs_diff(value)).unwrap_or(0);
    let distance =
        |to: [u8; 3]| -> u32 { [r, g, b].iter().zip(to).map(|(&from, to)| u32::from(from.abs_diff(to)).pow(2)).sum() };
    let cube = [level(r), level(g), level(b)];
    let gray = ((u16::from(r) + u16::from(g) + u16::from(b)) / 3).saturating_sub(3).min(230) / 10;
    let gray = u8::try_from(gray).unwrap_or(23);
    if distance([8 + gray * 10; 3]) < distance(cube.map(|n| LEVELS[usize::from(n)])) {
        232 + gray
    } else {
        16 + 36 * cube[0] + 6 * cube[1] + cube[2]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_decides_on_colors() {
        let depth = |pairs: &[(&str, &str)]| {
            Depth::from_environment(|name| {
                pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(depth(&[("TERM", "xterm-256color")]), Depth::Indexed);
        assert_eq!(depth(&[("COLORTERM", "truecolor")]), Depth::True);
        assert_eq!(depth(&[("COLORTERM", "truecolor"), ("NO_COLOR", "1")]), Depth::Monochrome);
        assert_eq!(depth(&[("COLORTERM", "truecolor"), ("NO_COLOR", "")]), Depth::True);
        assert_eq!(depth(&[("TERM", "dumb")]), Depth::Monochrome);
    }

    #[test]
    fn colors_are_rounded_to_the_nearest() {
        assert_eq!(nearest(255, 0, 0), 196);
        assert_eq!(nearest(0, 0, 0), 16);
        assert_eq!(nearest(128, 128, 128), 244);
        assert_eq!(nearest(255, 255, 255), 231);
    }
}
