//! Printing: width, color, and text made harmless.

use std::env;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use crossterm::style::{ContentStyle, StyledContent};
use ratatui::backend::IntoCrossterm;
use ratatui::style::Style;

use super::arguments::{Format, Global, When};
use super::complain::complain;
use super::library::Library;
use super::pager;
use crate::catalog::Row;
use crate::document::{Line, Options};
use crate::store::TerminalBackground;
use crate::text::{LINK_END, ascii, clip_words, link_start, takes_links, without_links};
use crate::theme::{AUTO, Depth, Theme};

/// The widest that text is printed: longer lines are hard to read.
const WIDEST: usize = 88;
/// The width where nothing tells it.
const USUAL: usize = 80;
/// What is gathered before it is written: more than nearly every page. The C library of Linux goes through all its
/// memory whenever it takes back 64 KiB or more.
const BUFFER: usize = 32 << 10;

/// Where the output goes.
enum Sink {
    /// To standard output as it comes.
    Direct(BufWriter<Stdout>),
    /// To the pager, or to standard output if all fits the terminal.
    Paged(Vec<u8>),
}

/// Standard output, and how to print to it.
pub(super) struct Output {
    to: Sink,
    pub(super) format: Format,
    pub(super) theme: Theme,
    pub(super) options: Options,
    /// All the columns that there are, which may be more than a page should be wide.
    pub(super) columns: usize,
    /// Whether a person reads it on a terminal, rather than a program in a pipe.
    pub(super) on_terminal: bool,
    /// Whether styles are printed.
    styled: bool,
    /// Whether links are printed so that the terminal can follow them.
    links: bool,
}

impl Output {
    pub(super) fn new(global: &Global, library: &Library) -> Self {
        let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let terminal = io::stdout().is_terminal();
        let depth = Depth::from_environment(variable);
        let styled = match global.color {
            When::Always => true,
            When::Never => false,
            When::Auto if variable("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
            When::Auto => terminal && depth != Depth::Monochrome && variable("CLICOLOR").as_deref() != Some("0"),
        };
        let depth = if styled && depth == Depth::Monochrome { Depth::Indexed } else { depth };
        let name = global.theme.as_deref().or(library.settings.config.theme.as_deref());
        let theme = if styled || name.is_some() {
            let (theme, problem) = library.settings.theme(name.unwrap_or(AUTO), background(variable), depth);
            if let Some(problem) = problem {
                complain(&problem.to_string());
            }
            theme
        } else {
            Theme::default()
        };
        let columns = variable("COLUMNS").and_then(|columns| columns.parse().ok()).filter(|&columns| columns > 0);
        let of_terminal =
            || terminal.then(crossterm::terminal::size).and_then(Result::ok).map(|(width, _)| width.into());
        let width = columns.or_else(of_terminal).unwrap_or(USUAL);
        let shows = || shows_unicode(variable);
        let unicode = !global.no_unicode && library.settings.config.unicode.unwrap_or_else(shows);
        let options = Options { width: width.clamp(20, WIDEST), keep_ticks: !styled, ascii: !terminal || !unicode };
        if styled {
            // crossterm has its own opinion on NO_COLOR; --color always and CLICOLOR_FORCE go before it.
            crossterm::style::force_color_output(true);
        }
        Self {
            to: Sink::Direct(BufWriter::with_capacity(BUFFER, io::stdout())),
            format: global.format.into(),
            theme,
            options,
            columns: width,
            on_terminal: terminal,
            styled,
            links: styled && terminal && takes_links(variable),
        }
    }

    /// Has what is printed from here on shown by the pager, if standard output is a terminal that it does not fit.
    pub(super) fn page(&mut self) {
        if io::stdout().is_terminal() {
            self.to = Sink::Paged(Vec::new());
        }
    }

    /// Whether the output is for a person at a terminal that shows more than ASCII.
    pub(super) const fn decorated(&self) -> bool {
        !self.options.ascii
    }

    /// A text of one line as it is printed, cut between words where it is wider than so many cells.
    pub(super) fn cut(&self, text: &str, cells: usize) -> String {
        if self.decorated() {
            clip_words(text, cells, "…").into_owned()
        } else {
            clip_words(&ascii(text), cells, "...").into_owned()
        }
    }

    /// Prints text in a style.
    pub(super) fn styled(&mut self, text: &str, style: Style) -> io::Result<()> {
        if self.styled && style != Style::new() {
            let style: ContentStyle = style.into_crossterm();
            write!(self.to(), "{}", StyledContent::new(style, text))
        } else {
            self.plain(text)
        }
    }

    /// Prints text as it is.
    pub(super) fn plain(&mut self, text: &str) -> io::Result<()> {
        self.to().write_all(text.as_bytes())
    }

    fn to(&mut self) -> &mut dyn Write {
        match &mut self.to {
            Sink::Direct(to) => to,
            Sink::Paged(text) => text,
        }
    }

    /// Prints the lines of a page.
    pub(super) fn lines(&mut self, lines: &[Line], row: &Row) -> io::Result<()> {
        self.lines_in(lines, self.theme.class(row))
    }

    /// Prints lines whose class has the style `class`.
    pub(super) fn lines_in(&mut self, lines: &[Line], class: Style) -> io::Result<()> {
        for line in lines {
            let link = line.link().filter(|_| self.links).and_then(|(url, before)| Some((link_start(url)?, before)));
            let mut cells = 0;
            for span in &line.spans {
                if let Some((start, _)) = link.as_ref().filter(|(_, before)| cells == *before) {
                    self.plain(start)?;
                }
                cells += span.width();
                self.styled(&span.text, self.theme.role(span.role, class))?;
            }
            self.plain(if link.is_some() { LINK_END } else { "" })?;
            self.plain("\n")?;
        }
        Ok(())
    }

    /// Writes what was gathered, for somebody who watches.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.to().flush()
    }

    /// Hands over what is not yet written.
    pub(super) fn finish(self) -> io::Result<()> {
        match self.to {
            Sink::Direct(mut to) => to.flush(),
            Sink::Paged(text) => {
                let is_long = pager::rows().is_ok_and(|rows| !pager::fits(&text, rows));
                // Not every pager passes links on.
                if is_long && pager::page(&without_links(&text)) { Ok(()) } else { io::stdout().write_all(&text) }
            }
        }
    }
}

/// The terminal's background as far as the environment tells it: `COLORFGBG` ends with the number of its color.
pub(super) fn background(variable: impl Fn(&str) -> Option<String>) -> TerminalBackground {
    let color = variable("COLORFGBG").and_then(|colors| colors.rsplit(';').next()?.parse::<u8>().ok());
    match color {
        Some(7 | 9..=15) => TerminalBackground::Light,
        _ => TerminalBackground::Dark,
    }
}

/// Whether the terminal shows more than ASCII, as far as the environment tells it.
///
/// The console of Linux has few characters. A locale that is set to another encoding than UTF-8 says so; one that is not
/// set says nothing, as in containers and over SSH.
pub(super) fn shows_unicode(variable: impl Fn(&str) -> Option<String>) -> bool {
    if variable("TERM").as_deref() == Some("linux") {
        return false;
    }
    // The first that is set counts (POSIX, section 8.2).
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
    locale.is_none_or(|locale| {
        let encoding = locale.rsplit('.').next().and_then(|encoding| encoding.split('@').next()).unwrap_or_default();
        ["utf-8", "utf8"].iter().any(|utf8| encoding.eq_ignore_ascii_case(utf8))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_that_is_set_to_another_encoding_gets_ascii() {
        let shows = |pairs: &[(&str, &str)]| {
            shows_unicode(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        };
        for all in [
            &[][..],
            &[("TERM", "xterm-256color")],
            &[("LANG", "en_US.UTF-8")],
            &[("LANG", "C.utf8")],
            &[("LC_CTYPE", "UTF-8")],
            &[("LANG", "de_DE.UTF-8@euro")],
            &[("LANG", "C"), ("LC_ALL", "C.UTF-8")],
        ] {
            assert!(shows(all), "{all:?}");
        }
        for ascii in [
            &[("TERM", "linux"), ("LANG", "en_US.UTF-8")][..],
            &[("LANG", "C")],
            &[("LANG", "POSIX")],
            &[("LANG", "en_US")],
            &[("LANG", "ru_RU.KOI8-R")],
            &[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")],
            &[("LC_CTYPE", "de_DE.ISO-8859-1"), ("LANG", "de_DE.UTF-8")],
        ] {
            assert!(!shows(ascii), "{ascii:?}");
        }
    }
}
