//! The bars at the top and the bottom: the name of the program, the keys of the place, the answer to the last action.

use std::borrow::Cow;

use ratatui::layout::Rect;

use crate::app::action::{Action, Context};
use crate::app::frame::SMALLEST;
use crate::app::shared::Shared;
use crate::text::ascii;
use crate::widgets::{Canvas, put, width};

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
    let (strong, muted, key_style) = (canvas.theme.strong, canvas.theme.muted, canvas.theme.key);
    let x = canvas.put(frame.header, 1, "httpdex", strong);
    if let Some(unsaved) = &shared.unsaved {
        // It stays in sight while it holds.
        let text = format!("{}; {} tells why", unsaved.count_in_words(), shared.key_for(Action::Messages));
        let row = Rect { width: frame.header.width.saturating_sub(1), ..frame.header };
        canvas.put(row, x + 2, &text, canvas.theme.error);
        return;
    }
    // The playground shows it itself.
    let x = match shared.serving.as_ref().filter(|_| context != Context::Playground) {
        // It stays in sight while it runs.
        Some(url) => {
            let x = if frame.is_narrow() { x } else { canvas.put(frame.header, x + 2, "serving on", muted) - 1 };
            canvas.put(frame.header, x + 2, url, strong)
        }
        None if frame.is_wide() => canvas.put(frame.header, x + 2, "HTTP status codes, offline and at once", muted),
        None => canvas.put(frame.header, x + 2, "", muted),
    };
    let mut right = frame.header.right().saturating_sub(1);
    let hints = shared.keymap.hints(context);
    let named = IN_HEADER.iter().rev().filter_map(|name| hints.iter().find(|(_, hint)| hint == name));
    for (key, hint) in named {
        let length = width(key) + 1 + width(hint);
        if right < x + 3 + length {
            break;
        }
        let end = canvas.put(frame.header, right - length, key, key_style);
        canvas.put(frame.header, end + 1, hint, muted);
        right -= length + 3;
    }
}

/// The answer to the last action on the right, the keys of this place on the left, but for those in `idle`.
pub fn footer(shared: &Shared, context: Context, idle: &[&str], canvas: &mut Canvas) {
    let row = shared.frame.footer;
    let mut right = row.right().saturating_sub(1);
    if let Some(status) = &shared.status {
        let style = if status.is_error { canvas.theme.error } else { canvas.theme.strong };
        let text = if shared.look.unicode { Cow::Borrowed(&*status.text) } else { ascii(&status.text) };
        let room = row.width.saturating_sub(2);
        let length = width(&text).min(room);
        right = right.saturating_sub(length);
        put(canvas.buffer, (right, row.y), length, &text, style, canvas.glyphs.more);
        right = right.saturating_sub(3);
    }
    let mut x = row.x + 1;
    for (keys, hint) in shared.keymap.hints(context) {
        // The header names these where there is one.
        let named = !shared.frame.header.is_empty() && IN_HEADER.contains(&hint);
        if named || idle.contains(&hint) {
            continue;
        }
        let gap = u16::from(!keys.is_empty());
        if x + width(&keys) + gap + width(hint) > right {
            break;
        }
        x = canvas.put(row, x, &keys, canvas.theme.key) + gap;
        x = canvas.put(row, x, hint, canvas.theme.muted) + 3;
    }
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
