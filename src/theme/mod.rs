//! Themes: a style for each thing on the screen, from `data/themes` or from the user's folder.
//!
//! Color carries one meaning, the class of a code. What must be told apart otherwise differs in weight or is reversed,
//! so that it shows without color too.

mod depth;

use std::path::Path;

use ratatui::style::{Color, Modifier, Style};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::catalog::Row;
use crate::document::Role;
use crate::json;
use crate::problem::Problem;
use crate::store::TerminalBackground;
use depth::nearest;

pub use depth::Depth;

/// The themes that come with the program. `auto`, which stands for dark or light, comes before them in the list.
static BUILT_IN: [(&str, &ThemeFile); 6] = [
    ("dark", &built_in::DARK),
    ("light", &built_in::LIGHT),
    ("high-contrast", &built_in::HIGH_CONTRAST),
    ("terminal-16", &built_in::TERMINAL_16),
    ("catppuccin-mocha", &built_in::CATPPUCCIN_MOCHA),
    ("gruvbox-dark", &built_in::GRUVBOX_DARK),
];

/// What the build script wrote from `data/themes`.
#[allow(clippy::needless_update, reason = "a theme may leave styles out, and need not")]
mod built_in {
    use super::{Color, TerminalBackground, ThemeFile, Written, WrittenStyles};

    include!(concat!(env!("OUT_DIR"), "/themes.rs"));
}

/// The theme that follows the terminal's background.
pub const AUTO: &str = "auto";

/// A style as a theme file writes it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(clippy::struct_excessive_bools, reason = "they are independent attributes of a terminal")]
struct Written {
    #[serde(deserialize_with = "color")]
    fg: Option<Color>,
    #[serde(deserialize_with = "color")]
    bg: Option<Color>,
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
    reversed: bool,
}

/// A color by its name or number.
fn color<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Color>, D::Error> {
    let Some(word) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    let no_color = |_| Error::custom(format!("{word:?} is no color, such as \"#8a8a8a\", \"light-blue\" or \"12\""));
    word.parse().map(Some).map_err(no_color)
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
    /// What everything stands on; it has no effect where the terminal's own background fits the theme.
    ground = "ground",
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

/// A theme as a file has it.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeFile {
    /// The background that its colors are for; on another one the theme paints its ground. One that fits every
    /// background has none.
    #[serde(default)]
    background: Option<TerminalBackground>,
    styles: WrittenStyles,
}

impl ThemeFile {
    fn theme(&self, background: TerminalBackground, depth: Depth) -> Theme {
        let theme = self.styles.theme(depth);
        match self.background {
            Some(of_theme) if of_theme != background => theme,
            _ => Theme { ground: Style::new(), ..theme },
        }
    }
}

impl Theme {
    /// The names of the themes that come with the program.
    pub fn names() -> impl Iterator<Item = &'static str> {
        std::iter::once(AUTO).chain(BUILT_IN.iter().map(|(name, _)| *name))
    }

    /// A theme that comes with the program, for a terminal with this background, which `auto` follows. `None` for any
    /// other name.
    pub fn built_in(name: &str, background: TerminalBackground, depth: Depth) -> Option<Self> {
        let name = match (name, background) {
            (AUTO, TerminalBackground::Light) => "light",
            (AUTO, TerminalBackground::Dark) => "dark",
            (name, _) => name,
        };
        BUILT_IN.iter().find(|(built_in, _)| *built_in == name).map(|(_, file)| file.theme(background, depth))
    }

    /// A theme of the user's, for a terminal with this background.
    ///
    /// # Errors
    /// When the file is no theme: where, and what to write.
    pub fn own(path: &Path, text: &str, background: TerminalBackground, depth: Depth) -> Result<Self, Problem> {
        let file: ThemeFile = serde_json::from_str(text).map_err(|error| {
            Problem::of_fault(path, &json::fault::<ThemeFile>(text, 0, &error), "another theme is used")
        })?;
        Ok(file.theme(background, depth))
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
        for (name, built_in) in BUILT_IN {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/themes").join(name).with_extension("json");
            let file: ThemeFile = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).expect(name);
            assert_eq!(file, *built_in, "{name}");
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
    fn a_theme_paints_its_ground_where_the_terminals_does_not_fit() {
        use TerminalBackground::{Dark, Light};
        for (name, _) in BUILT_IN {
            let paints = |background, depth| {
                let theme = Theme::built_in(name, background, depth).expect(name);
                (theme.ground.fg.is_some(), theme.ground.bg.is_some())
            };
            let both = (paints(Dark, Depth::True), paints(Light, Depth::True));
            let (never, always) = ((false, false), (true, true));
            let expected = match name {
                "high-contrast" | "terminal-16" => (never, never),
                "light" => (always, never),
                _ => (never, always),
            };
            assert_eq!(both, expected, "{name}");
            assert_eq!(paints(Light, Depth::Monochrome), never, "{name}");
        }
        let text = r##"{"background": "light", "styles": {"ground": {"fg": "#000000", "bg": "#ffffff"}}}"##;
        let own = |background| Theme::own(Path::new("mine.json"), text, background, Depth::True).unwrap().ground;
        assert_eq!((own(Light), own(Dark).bg), (Style::new(), Some(Color::Rgb(255, 255, 255))));
    }

    /// The contrast of two colors by WCAG 2.2: from 1 to 21.
    fn contrast(a: Color, b: Color) -> f64 {
        let luminance = |color| {
            let Color::Rgb(r, g, b) = color else { panic!("{color} is no color of a palette") };
            let linear = |value: u8| {
                let value = f64::from(value) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn what_a_theme_writes_can_be_read_on_its_ground() {
        for (name, background) in [
            ("dark", TerminalBackground::Light),
            ("light", TerminalBackground::Dark),
            ("catppuccin-mocha", TerminalBackground::Light),
            ("gruvbox-dark", TerminalBackground::Light),
        ] {
            let theme = Theme::built_in(name, background, Depth::True).expect(name);
            let (fg, bg) = (theme.ground.fg.expect(name), theme.ground.bg.expect(name));
            let styles = [
                theme.text,
                theme.strong,
                theme.muted,
                theme.code,
                theme.quote,
                theme.badge,
                theme.link,
                theme.error,
                theme.key,
                theme.syntax_keyword,
                theme.syntax_string,
                theme.syntax_number,
                theme.syntax_comment,
                theme.syntax_name,
                theme.class_1,
                theme.class_2,
                theme.class_3,
                theme.class_4,
                theme.class_5,
                theme.class_other,
            ];
            for (n, style) in styles.into_iter().enumerate() {
                let found = contrast(style.fg.unwrap_or(fg), style.bg.unwrap_or(bg));
                assert!(found >= 4.5, "{name}: style {n} has a contrast of {found:.2}");
            }
        }
    }

    #[test]
    fn a_wrong_theme_says_where() {
        let text = "{\n \"colors\": \"dim\"}";
        let error = Theme::own(Path::new("mine.json"), text, TerminalBackground::Dark, Depth::True).unwrap_err();
        assert!(error.to_string().starts_with("mine.json, line 2, column"), "{error}");
        for (text, what) in [
            (
                r#"{"background": 7, "styles": {}}"#,
                "line 1, column 16: expected a string for `background`, found number `7`, so another theme is used; write `dark` or `light`, as a string",
            ),
            (
                r#"{"colors": {}}"#,
                "the key `colors` is not known, so another theme is used; write `background` or `styles`",
            ),
            (r#"{"styles": {"text": 7}}"#, "expected an object for `text`, found integer `7`"),
            (r#"{"styles": {"text": {"fg": 7}}}"#, "expected a string for `fg`, found integer `7`"),
            (r#"{"styles": {"text": {"bold": "yes"}}}"#, "expected `true` or `false` for `bold`, found string \"yes\""),
            (r#"{"styles": {"text": {"bg": "pinkish"}}}"#, "\"pinkish\" is no color, such as"),
        ] {
            let error = Theme::own(Path::new("mine.json"), text, TerminalBackground::Dark, Depth::True).unwrap_err();
            assert!(error.to_string().contains(what), "{error}");
        }
    }
}
