//! The URL that is typed: what will be asked for, and how it is shown.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::Input;

use crate::app::line_edit;
use crate::app::told_finding::line;
use crate::check::{OFFLINE, Target};
use crate::document::{Line, Options};
use crate::text::{Role, Span, ascii, clean, wrap};

/// The longest URL that can be typed, in bytes.
pub const LONGEST: usize = 8 << 10;

/// The line in which a URL is typed.
#[derive(Debug, Default)]
pub struct Field {
    input: Input,
    /// Whether all of it is selected: what is typed or pasted takes its place.
    is_selected: bool,
}

impl Field {
    /// What is typed.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Puts a URL into it.
    pub fn set(&mut self, url: &str) {
        *self = Self { input: Input::new(url.to_owned()), is_selected: false };
    }

    /// Selects all of it.
    pub fn select(&mut self) {
        self.is_selected = !self.text().is_empty();
    }

    /// Whether all of it is selected.
    pub const fn is_selected(&self) -> bool {
        self.is_selected
    }

    /// Edits it by a key.
    pub fn edit(&mut self, key: KeyEvent) {
        let is_plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        if std::mem::take(&mut self.is_selected) && is_plain {
            match key.code {
                KeyCode::Char(_) => self.set(""),
                KeyCode::Backspace | KeyCode::Delete => return self.set(""),
                _ => {}
            }
        }
        line_edit::edit_within(&mut self.input, key, LONGEST);
    }

    /// Takes pasted text in; `false` where it has no room for all of that.
    pub fn paste(&mut self, text: &str) -> bool {
        let before = if self.is_selected { 0 } else { self.text().len() };
        let text = text.trim();
        if before + text.len() > LONGEST {
            return false;
        }
        if std::mem::take(&mut self.is_selected) {
            self.set("");
        }
        line_edit::paste_within(&mut self.input, text, LONGEST);
        true
    }

    /// The line as it is shown: without the password that may stand in it.
    pub fn masked(&self) -> Input {
        masked(&self.input)
    }
}

/// What will be asked for, or why nothing will be, in lines; none where nothing is typed.
pub fn note(text: &str, is_offline: bool, options: Options) -> Vec<Line> {
    if is_offline {
        return wrapped(Vec::new(), &sentence(OFFLINE), Role::Wrong, options);
    }
    if text.trim().is_empty() {
        return Vec::new();
    }
    let target = match Target::read(text) {
        Ok(target) => target,
        Err(why) => return wrapped(Vec::new(), &sentence(&clean(&why)), Role::Muted, options),
    };
    let before = Span::new("Enter asks for ", Role::Muted);
    // A backtick may be a part of the URL.
    let literal = Options { keep_ticks: true, ..options };
    let mut lines = wrapped(vec![before], &format!("GET {}", clean(&target.shown())), Role::Strong, literal);
    let mut more = Vec::new();
    match target.assumed {
        Some("http") => more.push("http, as no scheme was given and it is this machine"),
        Some(_) => more.push("https, as no scheme was given"),
        None => {}
    }
    if target.has_credentials() {
        more.push("name and password are sent along, to this origin alone");
    }
    if !more.is_empty() {
        let more = more.join(" · ");
        let more = if options.ascii { ascii(&more).into_owned() } else { more };
        lines.extend(wrapped(Vec::new(), &more, Role::Muted, options));
    }
    lines
}

/// A clause with a capital.
pub fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Text behind some pieces, in as many lines as it takes.
fn wrapped(first: Vec<Span>, text: &str, role: Role, options: Options) -> Vec<Line> {
    let used: usize = first.iter().map(Span::width).sum();
    let mut first = Some(first);
    let lines = wrap(text, role, options.width.saturating_sub(used).max(8), options.keep_ticks).into_iter();
    let indent = move |rest: Vec<Span>| {
        let before = first.take().unwrap_or_else(|| if used == 0 { Vec::new() } else { vec![Span::blank(used)] });
        line(before.into_iter().chain(rest).collect())
    };
    lines.map(indent).collect()
}

/// A line of input without the password that may stand in it.
fn masked(input: &Input) -> Input {
    let text = input.value();
    let Some((start, end)) = password(text) else { return input.clone() };
    let hidden = "*".repeat(text[start..end].chars().count());
    Input::new([&text[..start], &hidden, &text[end..]].concat()).with_cursor(input.cursor())
}

/// Where a password stands in a URL that is typed. The last `@` before the path ends it (RFC 3986 §3.2), and browsers
/// take any number of slashes of either kind before it.
fn password(text: &str) -> Option<(usize, usize)> {
    let slash = |c: char| c == '/' || c == '\\';
    let after_scheme = text.find(':').map(|at| at + 1).filter(|at| text[*at..].starts_with(slash));
    let start = after_scheme.unwrap_or(0);
    let start = start + (text.len() - start - text[start..].trim_start_matches(slash).len());
    let authority = &text[start..];
    let authority = &authority[..authority.find(['/', '\\', '?', '#']).unwrap_or(authority.len())];
    let (user, _) = authority.rsplit_once('@')?;
    let colon = user.find(':')?;
    (colon + 1 < user.len()).then_some((start + colon + 1, start + user.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: Options = Options { width: 60, keep_ticks: false, ascii: false };

    fn said(text: &str) -> String {
        note(text, false, OPTIONS).iter().map(Line::text).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_will_be_asked_is_said() {
        assert_eq!(said(" "), "");
        assert_eq!(said("HTTP://Example.com"), "Enter asks for GET http://example.com/");
        assert_eq!(said("a.example/x"), "Enter asks for GET https://a.example/x\nhttps, as no scheme was given");
        assert!(said("localhost:80").ends_with("\nhttp, as no scheme was given and it is this machine"));
        assert_eq!(said("ftp://a"), "ftp is not asked for; give a URL with http or https");
        let secret = said("http://me:secret@a.example/`x`");
        assert!(secret.starts_with("Enter asks for GET http://a.example/%60x%60\n") && !secret.contains("secret"));
        assert!(!said("http://me:secret@a:99999/").contains("secret"));
        assert_eq!(
            note("a.example", true, OPTIONS)[0].text(),
            "Nothing is asked for offline; leave --offline,",
            "whatever is typed"
        );
    }

    #[test]
    fn a_long_url_is_broken_and_nothing_of_it_acts_on_the_terminal() {
        let url = format!("a.example/{}\u{202e}", "x".repeat(300));
        let lines = note(&url, false, OPTIONS);
        assert!(lines.len() > 6);
        for line in lines {
            let text = line.text();
            assert!(crate::text::width(&text) <= 60 && !text.contains('\u{202e}'), "{text}");
        }
    }

    #[test]
    fn what_is_selected_is_replaced() {
        let selected = || {
            let mut field = Field::default();
            field.set("http://a/");
            field.select();
            field
        };
        let after = |code, modifiers| {
            let mut field = selected();
            field.edit(KeyEvent::new(code, modifiers));
            assert!(!field.is_selected());
            field.text().to_owned()
        };
        assert_eq!(after(KeyCode::Char('b'), KeyModifiers::NONE), "b");
        assert_eq!(after(KeyCode::Backspace, KeyModifiers::NONE), "");
        assert_eq!(after(KeyCode::End, KeyModifiers::NONE), "http://a/");
        assert_eq!(after(KeyCode::Char('w'), KeyModifiers::CONTROL), "http://");
        let mut field = selected();
        assert!(!field.paste(&"x".repeat(LONGEST + 1)) && field.is_selected());
        assert!(field.paste(" http://b/\n") && field.text() == "http://b/");
        assert!(field.paste("c") && field.text() == "http://b/c");
        field.set("");
        field.select();
        assert!(!field.is_selected(), "there is nothing to select");
    }

    #[test]
    fn passwords_are_stars() {
        for (typed, shown) in [
            ("http://me:secret@a/b:c@d", "http://me:******@a/b:c@d"),
            ("me:se:cr@et@a", "me:********@a"),
            ("https:\\\\me:ü@a", "https:\\\\me:*@a"),
            ("https:////me:x@a", "https:////me:*@a"),
            ("https:/me:x@a/", "https:/me:*@a/"),
            ("http://me@a:80/", "http://me@a:80/"),
            ("http://me:@a", "http://me:@a"),
            ("http://a:80/x@y", "http://a:80/x@y"),
            ("a.example?x=a:b@c", "a.example?x=a:b@c"),
            ("", ""),
        ] {
            let input = masked(&Input::from(typed));
            assert_eq!((input.value(), input.cursor()), (shown, typed.chars().count()), "{typed}");
        }
    }
}
