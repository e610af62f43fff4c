//! Themes: a style for each thing on the screen, from `data/themes` or from the user's folder.
//!
//! Color carries one meaning, the class of a code. What must be told apart otherwise differs in weight or is reversed,
//! so that it shows without color too.

use std::path::Path;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use crate::catalog::Row;
use crate::document::Role;
use crate::json::{self, Fault};
use crate::problem::Problem;
use crate::store::TerminalBackground;

/// The themes that come with the program. `auto`, which stands for dark or light, comes before them in the list.
static BUILT_IN: [(&str, &WrittenStyles); 4] = [
    ("dark", &built_in::DARK),
    ("light", &built_in::LIGHT),
    ("high-contrast", &built_in::HIGH_CONTRAST),
    ("terminal-16", &built_in::TERMINAL_16),
];

/// What the build script wrote from `data/themes`.
#[allow(clippy::needless_update, reason = "a theme may leave styles out, and need not")]
mod built_in {
    use super::{Color, Written, WrittenStyles};

    include!(concat!(env!("OUT_DIR"), "/themes.rs"));
}

/// The theme that follows the terminal's background.
pub const AUTO: &str = "auto";

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

/// A style as a theme file writes it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(clippy::struct_excessive_bools, reason = "they are independent attributes of a terminal")]
struct Written {
    fg: Option<Color>,
    bg: Option<Color>,
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
    reversed: bool,
}

impl Written {
    /// A style that changes nothing.
    const PLAIN: Self =
        Self { fg: None, bg: None, bold: false, dim: false, italic: false, underline: false, reversed: false };

    fn style(self, depth: Depth) -> Style {
        let color = |color: Option<Color>| match (color?, depth) {
            (_, Depth::Monochrome) => None,
            (Color::Rgb(r, g, b), Depth::Indexed) => Some(Color::Indexed(nearest(r, g, b))),
            (color, _) => Some(color),
        };
        let mut style = Style { fg: color(self.fg), bg: color(self.bg), ..Style::new() };
        for (on, modifier) in [
            (self.bold, Modifier::BOLD),
            (self.dim, Modifier::DIM),
            (self.italic, Modifier::ITALIC),
            (self.underline, Modifier::UNDERLINED),
            (self.reversed, Modifier::REVERSED),
        ] {
            if on {
                style = style.add_modifier(modifier);
            }
        }
        style
    }
}

/// The nearest of xterm's 216 colors and 24 grays.
fn nearest(r: u8, g: u8, b: u8) -> u8 {
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

/// Declares the styles of a theme once: as they are written and as they are used.
macro_rules! styles {
    ($($(#[$meta:meta])* $field:ident = $name:literal,)+) => {
        #[derive(Debug, Default, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        struct WrittenStyles { $(#[serde(rename = $name)] $field: Written,)+ }

        /// A style for each thing on the screen; by default none.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct Theme { $($(#[$meta])* pub $field: Style,)+ }

        impl WrittenStyles {
            /// No style has any effect.
            const PLAIN: Self = Self { $($field: Written::PLAIN,)+ };

            fn theme(&self, depth: Depth) -> Theme {
                Theme { $($field: self.$field.style(depth),)+ }
            }
        }
    };
}

styles! {
    /// Running text.
    text = "text",
    /// Text that one should not miss.
    strong = "strong",
    /// Text that may be passed over.
    muted = "muted",
    /// Rules and other lines.
    faint = "faint",
    /// Code.
    code = "code",
    /// Words of a specification.
    quote = "quote",
    /// A property of a code.
    badge = "badge",
    /// What leads elsewhere.
    link = "link",
    /// Letters that a search matched, and words that differ in a comparison.
    mark = "mark",
    /// The selected row of the pane that keys go to.
    selected = "selected",
    /// What went wrong.
    error = "error",
    /// A key in the footer.
    key = "key",
    /// A word of a programming language.
    syntax_keyword = "syntax-keyword",
    /// A string in a program.
    syntax_string = "syntax-string",
    /// A number in a program.
    syntax_number = "syntax-number",
    /// A comment in a program.
    syntax_comment = "syntax-comment",
    /// The name of a function or type in a program.
    syntax_name = "syntax-name",
    /// 1xx.
    class_1 = "class-1",
    /// 2xx.
    class_2 = "class-2",
    /// 3xx.
    class_3 = "class-3",
    /// 4xx.
    class_4 = "class-4",
    /// 5xx.
    class_5 = "class-5",
    /// Numbers of no class.
    class_other = "class-other",
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    styles: WrittenStyles,
}

impl Theme {
    /// The names of the themes that come with the program.
    pub fn names() -> impl Iterator<Item = &'static str> {
        std::iter::once(AUTO).chain(BUILT_IN.iter().map(|(name, _)| *name))
    }

    /// A theme that comes with the program; `auto` follows the background. `None` for any other name.
    pub fn built_in(name: &str, background: TerminalBackground, depth: Depth) -> Option<Self> {
        let name = match (name, background) {
            (AUTO, TerminalBackground::Light) => "light",
            (AUTO, TerminalBackground::Dark) => "dark",
            (name, _) => name,
        };
        BUILT_IN.iter().find(|(built_in, _)| *built_in == name).map(|(_, styles)| styles.theme(depth))
    }

    /// A theme of the user's.
    ///
    /// # Errors
    /// When the file is no theme: where, and what to write.
    pub fn own(path: &Path, text: &str, depth: Depth) -> Result<Self, Problem> {
        let file: File = serde_json::from_str(text).map_err(|error| {
            let Fault { place, what, .. } = json::fault(text, 0, &error);
            let mend = "write {\"styles\": {\"muted\": {\"fg\": \"#8a8a8a\"}, …}}; another theme is used";
            Problem::new(path, &place, &what, mend)
        })?;
        Ok(file.styles.theme(depth))
    }

    /// The color of the class of an entry.
    pub fn class(&self, row: &Row) -> Style {
        self.class_style(row.class())
    }

    /// The color of a class, 1 to 5, or of numbers of no class.
    pub const fn class_style(&self, class: Option<u8>) -> Style {
        match class {
            Some(1) => self.class_1,
            Some(2) => self.class_2,
            Some(3) => self.class_3,
            Some(4) => self.class_4,
            Some(5) => self.class_5,
            _ => self.class_other,
        }
    }

    /// The style of a piece of a page whose class has the style `class`.
    pub fn role(&self, role: Role, class: Style) -> Style {
        match role {
            Role::Text => self.text,
            Role::Strong => self.strong,
            Role::Muted => self.muted,
            Role::Wrong => self.error,
            Role::Code => self.code,
            Role::Quote => self.quote,
            Role::Heading | Role::Marker => class.add_modifier(Modifier::BOLD),
            Role::Rule => self.faint,
            Role::Badge => self.badge,
            Role::Link => self.link,
            Role::Mark => self.mark,
            Role::Chosen => self.selected,
            Role::Keyword => self.syntax_keyword,
            Role::Literal => self.syntax_string,
            Role::Number => self.syntax_number,
            Role::Comment => self.syntax_comment,
            Role::Name => self.syntax_name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_build_reads_a_theme_as_a_theme_of_the_users_is_read() {
        for (name, styles) in BUILT_IN {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/themes").join(name).with_extension("json");
            let file: File = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).expect(name);
            assert_eq!(file.styles, *styles, "{name}");
        }
        assert_eq!(WrittenStyles::default(), WrittenStyles::PLAIN);
    }

    #[test]
    fn every_theme_is_read_and_shows_the_selection_without_color() {
        for name in Theme::names() {
            for background in [TerminalBackground::Dark, TerminalBackground::Light] {
                let theme = Theme::built_in(name, background, Depth::Monochrome).expect(name);
                assert!(theme.selected.add_modifier.contains(Modifier::REVERSED), "{name}");
                assert_eq!((theme.class_4.fg, theme.badge.bg), (None, None), "{name}");
            }
        }
        assert_eq!(Theme::built_in("solarized", TerminalBackground::Dark, Depth::True), None);
    }

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

    #[test]
    fn a_wrong_theme_says_where() {
        let error = Theme::own(Path::new("mine.json"), "{\n \"colors\": \"dim\"}", Depth::True).unwrap_err();
        assert!(error.to_string().starts_with("mine.json, line 2, column"), "{error}");
    }
}
