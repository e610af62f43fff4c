//! The blocks of a page: its causes, questions, fixes and paragraphs, by their lines.

use std::ops::Range;

use crate::document::{Document, Line};
use crate::text::Role;

/// Whether a line begins an item of a list: by its number or its dot.
fn begins_item(line: &Line) -> bool {
    let marker = line.spans.first().filter(|span| span.role == Role::Marker).map(|span| span.text.trim());
    marker.is_some_and(|marker| marker.bytes().all(|b| b.is_ascii_digit()) || ["•", "-"].contains(&marker))
}

/// The blocks of a section: its causes, questions, fixes, paragraphs.
pub(super) fn blocks(document: &Document, extent: Range<usize>) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    for line in extent {
        let is_empty = document.lines[line].spans.is_empty();
        match blocks.last_mut().filter(|last| last.end == line) {
            Some(last) if !is_empty && !begins_item(&document.lines[line]) => last.end += 1,
            _ if is_empty => {}
            _ => blocks.push(line..line + 1),
        }
    }
    blocks
}

/// The first line of the block that a line is in, with the heading and the label over it.
pub(super) fn start(document: &Document, line: usize) -> usize {
    let is_heading = |line: &Line| line.spans.first().is_some_and(|s| matches!(s.role, Role::Heading | Role::Strong));
    let mut start = line;
    while start > 0 && !document.lines[start - 1].spans.is_empty() && !begins_item(&document.lines[start]) {
        start -= 1;
    }
    while start > 0 && is_heading(&document.lines[start - 1]) {
        start -= 1;
    }
    start
}
