//! The hits of a search as they are drawn: the code, the name, and why it was found.

use ratatui::layout::Rect;

use super::Browser;
use super::layout::BrowserLayout;
use super::search::{Search, mark};
use crate::app::shared::Shared;
use crate::catalog::Standing;
use crate::search::{Field, Hit};
use crate::text::{Role, Span, clip_words, wrap_marked};
use crate::widgets::{Canvas, width};

/// The least width of the names that reasons stand beside, in cells.
const LEAST_NAMES: u16 = 14;

/// Where the parts of hits stand.
struct Columns {
    code: u16,
    /// The first column of the reasons; `None` where they stand below the names.
    reason: Option<u16>,
}

impl Browser {
    pub(super) fn draw_hits(&self, search: &Search, shared: &Shared, layout: &BrowserLayout, canvas: &mut Canvas) {
        let area = layout.list;
        let rows = layout.hits_shown();
        let first = search.cursor.offset;
        let shown = &search.hits[first.min(search.hits.len())..(first + rows).min(search.hits.len())];
        let columns = Columns::of(shown, shared, area);
        for ((n, hit), y) in shown.iter().enumerate().zip((area.y..).step_by(usize::from(layout.hit_rows))) {
            let height = layout.hit_rows.min(area.bottom() - y);
            let place = Rect { y, height, width: area.width - 1, ..area };
            let is_selected = first + n == search.cursor.selected;
            self.draw_hit(hit, search, shared, (place, is_selected), &columns, canvas);
        }
    }

    fn draw_hit(
        &self,
        hit: &Hit,
        search: &Search,
        shared: &Shared,
        (place, is_selected): (Rect, bool),
        columns: &Columns,
        canvas: &mut Canvas,
    ) {
        let entry = shared.catalog.row(hit.index);
        let class = canvas.theme.class(entry);
        let end = columns.reason.map_or(place.right(), |reason| reason - 1);
        let head = Rect { height: 1, width: end - place.x, ..place };
        let (number, name, aside) = self.row_styles(shared, head, class, is_selected, canvas);
        let x = head.x + 2;
        let note = note(hit, shared);
        if hit.compared.is_empty() {
            canvas.put(head, x, canvas.code(entry), number);
            let start = x + columns.code + 2;
            // Whose it is tells entries of one name apart; what else there is to say gives way to the name.
            let stays = entry.is_own() || entry.standing == Standing::Unofficial;
            let left = if columns.reason.is_none() && stays && !note.is_empty() { width(&note) + 2 } else { 0 };
            let room = Rect { width: head.width.saturating_sub(left + 1), ..head };
            let after = canvas.put(room, start, &entry.name, name);
            mark(room, start, &entry.name, &hit.why.marks, canvas);
            if columns.reason.is_none() {
                canvas.put_right(Rect { width: head.width - 1, ..head }, after + 2, &note, aside);
            }
        } else {
            canvas.put(head, x, &question(hit, shared), name);
        }
        let below = Rect { y: place.y + 1, height: place.height - 1, ..place };
        let reason = match columns.reason {
            Some(reason) => {
                let row = Rect { height: below.height.min(1), width: head.width - 1, ..below };
                if !row.is_empty() {
                    canvas.put(row, x + columns.code + 2, &note, canvas.theme.muted);
                }
                Rect { x: reason, width: place.right() - reason, ..place }
            }
            None => Rect { x: x + 2, width: place.width.saturating_sub(4), ..below },
        };
        if !reason.is_empty() {
            draw_reason(hit, search, shared, reason, canvas);
        }
    }
}

impl Columns {
    fn of(shown: &[Hit], shared: &Shared, area: Rect) -> Self {
        let rows = || shown.iter().filter(|hit| hit.compared.is_empty()).map(|hit| shared.catalog.row(hit.index));
        let code = rows().map(|row| width(&row.code)).max().unwrap_or(3).clamp(3, 8);
        let name = rows().map(|row| width(&row.name)).max().unwrap_or(0);
        // A third of the width at most, so that the reasons have the rest.
        let name = name.clamp(LEAST_NAMES, (area.width * 3 / 10).max(LEAST_NAMES));
        let reason = area.x + 2 + code + 2 + name + 2;
        Self { code, reason: (area.width >= BrowserLayout::REASONS).then_some(reason) }
    }
}

/// What tells entries of one name apart: whose it is.
fn note(hit: &Hit, shared: &Shared) -> String {
    let row = shared.catalog.row(hit.index);
    let bookmark = if shared.state.bookmarks.iter().any(|id| *id == row.id) { "bookmarked" } else { "" };
    let standing = match row.standing {
        _ if !hit.compared.is_empty() => "",
        _ if row.is_own() => "own",
        Standing::Registered => bookmark,
        Standing::Failure => "no status",
        Standing::Unofficial => row.vendor.as_deref().unwrap_or(bookmark),
        standing => standing.label(),
    };
    standing.to_owned()
}

/// The codes of a comparison as a question: `401 or 403?`
fn question(hit: &Hit, shared: &Shared) -> String {
    let code = |&index| {
        let row = shared.catalog.row(index);
        if row.is_failure() { row.name.to_string() } else { row.code.to_string() }
    };
    let codes: Vec<String> = hit.compared.iter().map(code).collect();
    format!("{}?", codes.join(" or "))
}

/// The word for what matched, and the text that did.
fn reason(hit: &Hit, search: &Search, shared: &Shared) -> (String, String) {
    let why = &hit.why;
    let symptom = || match shared.engine.symptom(&shared.catalog, hit.index) {
        Some(symptom) => (Field::Symptom.label().to_owned(), symptom.into_owned()),
        None => (String::new(), why.field.label().to_owned()),
    };
    let label = |field: Field| match (field, why.place.index()) {
        (Field::Cause, Some(at)) => format!("cause {}", at + 1),
        (Field::Check, Some(at)) => format!("check of cause {}", at + 1),
        _ => field.label().to_owned(),
    };
    match (why.field, &why.also) {
        (_, Some((field, text))) => (label(*field), text.clone()),
        (Field::Number | Field::Name, None) => symptom(),
        (Field::Comparison, None) => {
            (label(Field::Comparison), search.verdict.clone().unwrap_or_else(|| why.text.clone()))
        }
        (Field::Token | Field::Failure, None) => (String::new(), why.text.clone()),
        (field, None) => (label(field), why.text.clone()),
    }
}

fn draw_reason(hit: &Hit, search: &Search, shared: &Shared, area: Rect, canvas: &mut Canvas) {
    let (label, text) = reason(hit, search, shared);
    let lead = if label.is_empty() { String::new() } else { format!("{label}: ") };
    let whole = format!("{lead}{}", text.replace('`', ""));
    let pieces = pieces(&whole, lead.len(), &hit.why.place.words);
    let lines = wrap_marked(pieces.into_iter(), Role::Text, usize::from(area.width), false);
    let is_cut = lines.len() > usize::from(area.height);
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        let row = Rect { y, height: 1, ..area };
        if !is_cut || y + 1 < area.bottom() {
            canvas.spans(row, line, canvas.theme.text);
            continue;
        }
        // What goes on behind the last line begins in it, if only with a part of a long word.
        let rest = lines.get(usize::from(area.height)).into_iter().flatten();
        let spans: Vec<Span> = line.iter().cloned().chain([Span::blank(1)]).chain(rest.cloned()).collect();
        let text: String = spans.iter().map(|span| span.text.as_str()).collect();
        let more = canvas.glyphs.more;
        let shown = clip_words(&text, usize::from(row.width), more);
        let cells = width(shown.strip_suffix(more).unwrap_or(&shown));
        let end = canvas.spans(Rect { width: cells, ..row }, &spans, canvas.theme.text);
        canvas.write(row, end, more, canvas.theme.muted);
    }
    // The label is said more quietly than what matched.
    let label = Rect { height: 1, width: width(&lead).min(area.width), ..area };
    canvas.buffer.set_style(label, canvas.theme.muted);
}

/// Whether a word may end or begin between two texts: at a blank or sign, or where an identifier has a capital.
fn is_joint(before: &str, after: &str) -> bool {
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else { return true };
    !(last.is_alphanumeric() && next.is_alphanumeric()) || !last.is_uppercase() && next.is_uppercase()
}

/// A text in pieces, of which those are marked that hold some words from a place on.
fn pieces<'t>(text: &'t str, from: usize, words: &[String]) -> Vec<(&'t str, bool)> {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for word in words.iter().filter(|word| !word.is_empty()) {
        for (at, found) in text[from..].match_indices(word.as_str()) {
            let (start, end) = (from + at, from + at + found.len());
            if is_joint(&text[..start], word) && is_joint(&text[..end], &text[end..]) {
                ranges.push((start, end));
            }
        }
    }
    ranges.sort_unstable();
    let mut pieces = Vec::new();
    let mut at = 0;
    for (start, end) in ranges {
        let start = start.max(at);
        if start < end {
            pieces.push((&text[at..start], false));
            pieces.push((&text[start..end], true));
            at = end;
        }
    }
    pieces.push((&text[at..], false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn the_words_that_matched_are_marked_as_words() {
        let words = ["too".to_owned(), "fast".to_owned()];
        let marked = pieces("too: too fast, not faster", 5, &words);
        assert_eq!(marked, [("too: ", false), ("too", true), (" ", false), ("fast", true), (", not faster", false)]);
        assert_eq!(pieces("", 0, &words), []);
        let parts = pieces("RequestValidationError requests", 0, &["Request".to_owned(), "request".to_owned()]);
        assert_eq!(parts, [("Request", true), ("ValidationError requests", false)]);
        let overlapping = ["(7)".to_owned(), "curl: (7)".to_owned()];
        assert_eq!(pieces("curl: (7) says", 0, &overlapping), [("curl: (7)", true), (" says", false)]);
    }
}
