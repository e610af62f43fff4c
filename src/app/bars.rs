//! The bars at the top and the bottom: the name of the program, the keys of the place, the answer to the last action.

use std::borrow::Cow;

use ratatui::layout::{Position, Rect};

use crate::app::action::{Action, Context};
use crate::app::frame::SMALLEST;
use crate::app::keymap::Hint;
use crate::app::keys::Key;
use crate::app::screen::Screen;
use crate::app::shared::Shared;
use crate::text::ascii;
use crate::widgets::{Canvas, put, width};

/// The name of the program.
const NAME: &str = "httpdex";

/// The cells between two hints.
const GAP: u16 = 3;

/// The hints that the header gives, where there is one.
const IN_HEADER: [&str; 3] = ["search", "palette", "help"];

/// The hints that come after what leads out of a place, where there is room for them.
const RARER: [&str; 8] = ["jump", "language", "command", "pane", "section", "related", "compare", "quiz"];

/// What the footer says of keys.
pub struct Footer {
    /// Where they are pressed.
    pub context: Context,
    /// The hints that mean nothing just now.
    pub idle: &'static [&'static str],
    /// Those that are said in other words; with no words, one means nothing.
    pub words: Vec<(&'static str, String)>,
}

impl Footer {
    /// That of a screen, or of what lies over it.
    pub fn of(screen: &dyn Screen, context: Context, shared: &Shared) -> Self {
        Self { context, idle: screen.idle_hints(), words: screen.footer_words(shared) }
    }
}

/// The header, and the lines under it and over the footer. `context` is that of the screen, whatever lies over it.
pub fn header(shared: &Shared, context: Context, canvas: &mut Canvas) {
    let frame = shared.frame;
    for rule in frame.rules {
        canvas.rule(rule);
    }
    if frame.header.is_empty() {
        return;
    }
    let (strong, muted) = (canvas.theme.strong, canvas.theme.muted);
    let x = canvas.put(frame.header, 1, NAME, strong);
    if let Some(unsaved) = &shared.unsaved {
        // It stays in sight while it holds. Where an answer is typed, a key that tells why would be typed, too.
        let key = shared.keymap.key(context, Action::Messages);
        let why = key.map(|key| format!("; {key} tells why")).unwrap_or_default();
        let text = unsaved.in_words() + &why;
        let row = Rect { width: frame.header.width.saturating_sub(1), ..frame.header };
        canvas.put(row, x + 2, &text, canvas.theme.error);
        return;
    }
    let (lead, url) = subtitle(shared, context);
    let x = canvas.put(frame.header, x + 2, lead, muted);
    canvas.put(frame.header, x, url, strong);
    for hint in header_hints(shared, context) {
        hint.draw(canvas);
    }
}

/// What stands behind the name: where the playground serves, but for its own screen, which shows that itself; or else
/// what the program is, where there is room for it.
fn subtitle(shared: &Shared, context: Context) -> (&'static str, &str) {
    match shared.serving.as_ref().filter(|_| context != Context::Playground) {
        Some(url) if shared.frame.is_narrow() => ("", url),
        Some(url) => ("serving on ", url),
        None if shared.frame.is_wide() => ("HTTP status codes, offline and at once", ""),
        None => ("", ""),
    }
}

/// The keys that the header names, from the right.
fn header_hints(shared: &Shared, context: Context) -> Vec<PlacedHint> {
    let header = shared.frame.header;
    if header.is_empty() || shared.unsaved.is_some() {
        return Vec::new();
    }
    let hints = shared.keymap.hints(context);
    let named = IN_HEADER.iter().rev().filter_map(|name| hints.iter().find(|hint| hint.text == *name));
    let mut right = header.right().saturating_sub(1);
    let (lead, url) = subtitle(shared, context);
    let least = header.x + 1 + width(NAME) + 2 + width(lead) + width(url) + 3;
    let mut placed = Vec::new();
    for hint in named {
        let hint = PlacedHint::new(hint.clone(), header);
        let Some(x) = right.checked_sub(hint.area.width).filter(|&x| x >= least) else { break };
        right = x.saturating_sub(3);
        placed.push(PlacedHint { area: Rect { x, ..hint.area }, ..hint });
    }
    placed
}

/// A hint and where it stands.
struct PlacedHint {
    hint: Hint,
    keys: String,
    text: Cow<'static, str>,
    area: Rect,
}

impl PlacedHint {
    /// A hint at the beginning of a row.
    fn new(hint: Hint, row: Rect) -> Self {
        let text = Cow::Borrowed(hint.text);
        Self::in_words(hint, text, row)
    }

    /// A hint in words of its own.
    fn in_words(hint: Hint, text: Cow<'static, str>, row: Rect) -> Self {
        let keys = hint.shown_keys();
        let gap = u16::from(!keys.is_empty());
        let area = Rect { width: width(&keys) + gap + width(&text), ..row };
        Self { hint, keys, text, area }
    }

    fn draw(&self, canvas: &mut Canvas) {
        let gap = u16::from(!self.keys.is_empty());
        let x = canvas.put(self.area, self.area.x, &self.keys, canvas.theme.key) + gap;
        canvas.put(self.area, x, &self.text, canvas.theme.muted);
    }

    /// The key that a click at a column means: the one that is written there, or the first.
    fn key_at(&self, column: u16) -> Option<Key> {
        let mut end = self.area.x;
        let under = self.hint.keys.iter().find(|key| {
            end += width(&key.to_string()) + 1;
            column < end
        });
        let key = under.filter(|_| column < self.area.x + width(&self.keys)).or(self.hint.keys.first());
        key.copied().filter(|key| matches!(key, Key::One(..)))
    }
}

/// The key that a click on a hint means. `main` is the context of the screen, which the header names keys of; `None`
/// while something lies over that.
pub fn key_at(shared: &Shared, main: Option<Context>, footer: &Footer, at: Position) -> Option<Key> {
    let of_header = main.map(|main| header_hints(shared, main)).unwrap_or_default();
    let placed = of_header.into_iter().chain(footer_hints(shared, footer));
    placed.into_iter().find(|hint| hint.area.contains(at))?.key_at(at.x)
}

/// The answer to the last action on the right, the keys of this place on the left.
pub fn footer(shared: &Shared, footer: &Footer, canvas: &mut Canvas) {
    let row = shared.frame.footer;
    if let Some(status) = &shared.status {
        let style = if status.is_error { canvas.theme.error } else { canvas.theme.strong };
        let text = if shared.look.unicode { Cow::Borrowed(&*status.text) } else { ascii(&status.text) };
        let length = status_width(shared);
        let x = row.right().saturating_sub(1 + length);
        put(canvas.buffer, (x, row.y), length, &text, style, canvas.glyphs.more);
    }
    for hint in footer_hints(shared, footer) {
        hint.draw(canvas);
    }
}

/// The room of the answer to the last action, in cells.
fn status_width(shared: &Shared) -> u16 {
    let status = shared.status.as_ref().map_or("", |status| &status.text);
    let text = if shared.look.unicode { Cow::Borrowed(status) } else { ascii(status) };
    width(&text).min(shared.frame.footer.width.saturating_sub(2))
}

/// The keys that the footer names, from the left. What leads out is named before all others, if not left of them.
fn footer_hints(shared: &Shared, footer: &Footer) -> Vec<PlacedHint> {
    let row = shared.frame.footer;
    let taken = if shared.status.is_some() { status_width(shared) + 3 } else { 0 };
    let mut hints: Vec<PlacedHint> = shared
        .keymap
        .hints(footer.context)
        .iter()
        .filter_map(|hint| {
            // The header names these where there is one.
            let named = !shared.frame.header.is_empty() && IN_HEADER.contains(&hint.text);
            let words = footer.words.iter().find(|(text, _)| *text == hint.text).map(|(_, words)| words.clone());
            let text = words.map_or(Cow::Borrowed(hint.text), Cow::Owned);
            let is_idle = named || text.is_empty() || footer.idle.contains(&hint.text);
            (!is_idle).then(|| PlacedHint::in_words(hint.clone(), text, row))
        })
        .collect();
    let class = |hint: &PlacedHint| match (hint.hint.leads_out, RARER.contains(&hint.hint.text)) {
        (true, _) => 1,
        (false, is_rarer) => 2 * u8::from(is_rarer),
    };
    hints.sort_by_key(class);
    let mut room = row.width.saturating_sub(2 + taken);
    let mut take = |hint: &PlacedHint| {
        let fits = hint.area.width <= room;
        room = room.saturating_sub(hint.area.width + GAP);
        fits
    };
    // The first that has no room ends the others.
    let mut fits: Vec<bool> = hints.iter().map(|hint| hint.hint.leads_out && take(hint)).collect();
    let others = hints.iter().zip(&mut fits).filter(|(hint, _)| !hint.hint.leads_out);
    others.for_each(|(hint, fits)| *fits = take(hint));
    let mut x = row.x + 1;
    let shown = hints.into_iter().zip(fits).filter(|(_, fits)| *fits).map(|(hint, _)| hint);
    shown
        .map(|hint| {
            let area = Rect { x, ..hint.area };
            x = area.right() + GAP;
            PlacedHint { area, ..hint }
        })
        .collect()
}

/// What is drawn where there is no room for anything.
pub fn too_small(canvas: &mut Canvas) {
    let area = canvas.buffer.area;
    let text = format!("{}x{} or more, please", SMALLEST.0, SMALLEST.1);
    let lines = textwrap::wrap(&text, usize::from(area.width.max(1)));
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        canvas.put(Rect { y, height: 1, ..area }, area.x, line, canvas.theme.text);
    }
}
