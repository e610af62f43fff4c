//! The bars at the top and the bottom: the name of the program, the keys of the place, the answer to the last action.

use std::borrow::Cow;

use ratatui::layout::{Position, Rect};

use crate::app::action::{Action, Context};
use crate::app::frame::SMALLEST;
use crate::app::keymap::Hint;
use crate::app::keys::Key;
use crate::app::shared::Shared;
use crate::text::ascii;
use crate::widgets::{Canvas, put, width};

/// The name of the program.
const NAME: &str = "httpdex";

/// The hints that the header gives, where there is one.
const IN_HEADER: [&str; 3] = ["search", "palette", "help"];

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
    area: Rect,
}

impl PlacedHint {
    /// A hint at the beginning of a row.
    fn new(hint: Hint, row: Rect) -> Self {
        let keys = hint.shown_keys();
        let gap = u16::from(!keys.is_empty());
        let area = Rect { width: width(&keys) + gap + width(hint.text), ..row };
        Self { hint, keys, area }
    }

    fn draw(&self, canvas: &mut Canvas) {
        let gap = u16::from(!self.keys.is_empty());
        let x = canvas.put(self.area, self.area.x, &self.keys, canvas.theme.key) + gap;
        canvas.put(self.area, x, self.hint.text, canvas.theme.muted);
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
pub fn key_at(shared: &Shared, main: Option<Context>, context: Context, idle: &[&str], at: Position) -> Option<Key> {
    let of_header = main.map(|main| header_hints(shared, main)).unwrap_or_default();
    let placed = of_header.into_iter().chain(footer_hints(shared, context, idle));
    placed.into_iter().find(|hint| hint.area.contains(at))?.key_at(at.x)
}

/// The answer to the last action on the right, the keys of this place on the left, but for those in `idle`.
pub fn footer(shared: &Shared, context: Context, idle: &[&str], canvas: &mut Canvas) {
    let row = shared.frame.footer;
    if let Some(status) = &shared.status {
        let style = if status.is_error { canvas.theme.error } else { canvas.theme.strong };
        let text = if shared.look.unicode { Cow::Borrowed(&*status.text) } else { ascii(&status.text) };
        let length = status_width(shared);
        let x = row.right().saturating_sub(1 + length);
        put(canvas.buffer, (x, row.y), length, &text, style, canvas.glyphs.more);
    }
    for hint in footer_hints(shared, context, idle) {
        hint.draw(canvas);
    }
}

/// The room of the answer to the last action, in cells.
fn status_width(shared: &Shared) -> u16 {
    let status = shared.status.as_ref().map_or("", |status| &status.text);
    let text = if shared.look.unicode { Cow::Borrowed(status) } else { ascii(status) };
    width(&text).min(shared.frame.footer.width.saturating_sub(2))
}

/// The keys that the footer names, from the left.
fn footer_hints(shared: &Shared, context: Context, idle: &[&str]) -> Vec<PlacedHint> {
    let row = shared.frame.footer;
    let taken = if shared.status.is_some() { status_width(shared) + 3 } else { 0 };
    let right = row.right().saturating_sub(1 + taken);
    let mut x = row.x + 1;
    let mut placed = Vec::new();
    for hint in shared.keymap.hints(context) {
        // The header names these where there is one.
        let named = !shared.frame.header.is_empty() && IN_HEADER.contains(&hint.text);
        if named || idle.contains(&hint.text) {
            continue;
        }
        let hint = PlacedHint::new(hint, row);
        let area = Rect { x, ..hint.area };
        if area.right() > right {
            break;
        }
        x = area.right() + 3;
        placed.push(PlacedHint { area, ..hint });
    }
    placed
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
