//! How far messages and findings are read.

use super::explained::Told;
use super::layout::ExplainLayout;
use crate::document::{Line, Role, Span};

/// How many cells a key scrolls sideways.
const SHIFT: usize = 8;

/// A line among the findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SideLine {
    /// The finding that it belongs to.
    pub finding: Option<usize>,
    /// Whether it says what is wrong.
    pub is_title: bool,
    /// What it says.
    pub line: Line,
}

/// Which finding is chosen, and what is in sight.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Whether keys go to the message rather than to the findings.
    pub on_message: bool,
    /// The chosen finding.
    pub selected: usize,
    /// Whether it is shown whole.
    pub unfolded: bool,
    /// The first line of the messages on the screen.
    pub message: usize,
    /// The first line of the findings.
    pub side: usize,
    /// The cells by which commands are scrolled sideways.
    pub shift: usize,
    /// The findings and what comes behind them, laid out.
    pub lines: Vec<SideLine>,
    /// For which finding they are laid out, shown whole or not.
    laid_out: Option<(usize, bool)>,
    /// Whether the chosen finding is still to be brought into sight.
    follows: bool,
}

impl Reading {
    /// Reading from a finding on.
    pub fn from(selected: usize) -> Self {
        Self { selected, follows: true, ..Self::default() }
    }

    /// What is read was laid out anew.
    pub fn renew(&mut self) {
        self.laid_out = None;
        self.follows = true;
    }

    /// Chooses a finding.
    pub fn select(&mut self, finding: usize) {
        self.selected = finding;
        self.follows = true;
    }

    /// Shows the chosen finding whole, or not.
    pub fn unfold(&mut self, unfolded: bool) {
        self.unfolded = unfolded;
        self.follows = true;
    }

    /// Goes some lines down, or up.
    pub fn step(&mut self, by: isize, told: &Told, layout: ExplainLayout) {
        if self.on_message {
            return self.scroll_message(by, told, layout);
        }
        let last = told.findings.len().saturating_sub(1);
        let height = usize::from(layout.side.height);
        let (first, end) = self.rows_of(self.selected);
        let is_seen = end > self.side && first < self.side + height;
        match by {
            // Behind the last finding, and in a long one, lines are gone through.
            1 if self.selected < last && end <= self.side + height => self.select(self.selected + 1),
            -1 if self.selected > 0 && is_seen && first >= self.side => self.select(self.selected - 1),
            1 | -1 => self.scroll_side(by, layout),
            _ => {
                self.scroll_side(by, layout);
                let mut seen = self.lines.iter().skip(self.side).take(height.max(1));
                self.selected = match by > 0 {
                    true if self.side + height >= self.lines.len() => last,
                    false if self.side == 0 => 0,
                    _ => seen.find_map(|line| line.finding).unwrap_or(last),
                };
                self.show_mark(told, layout);
            }
        }
    }

    /// Brings the line that the chosen finding points at into sight.
    fn show_mark(&mut self, told: &Told, layout: ExplainLayout) {
        if let Some(mark) = told.findings.get(self.selected).and_then(|finding| finding.mark) {
            self.message = shown(self.message, (mark, mark + 1), usize::from(layout.message.height));
        }
    }

    /// Has keys go to the message, or to the findings.
    pub fn go_to(&mut self, on_message: bool) {
        self.follows |= self.on_message != on_message;
        self.on_message = on_message;
    }

    /// Scrolls commands that are longer than the findings are wide to the right, or back; beyond their beginning keys go
    /// to the message.
    pub fn sideways(&mut self, right: bool, layout: ExplainLayout) {
        let most = self.lines.iter().map(|line| beyond(&line.line, layout.side.width)).max().unwrap_or_default();
        match right {
            true if self.on_message => self.go_to(false),
            true => self.shift = (self.shift + SHIFT).min(most),
            false if self.on_message || self.shift.min(most) == 0 => self.go_to(true),
            false => self.shift = self.shift.min(most).saturating_sub(SHIFT),
        }
    }

    /// Scrolls the messages by some lines.
    pub fn scroll_message(&mut self, by: isize, told: &Told, layout: ExplainLayout) {
        self.message = scrolled(self.message, by, told.message.len(), layout.message.height);
    }

    /// Scrolls the findings by some lines.
    pub fn scroll_side(&mut self, by: isize, layout: ExplainLayout) {
        self.side = scrolled(self.side, by, self.lines.len(), layout.side.height);
    }

    /// The rows of a finding: the first, and the one behind the last.
    fn rows_of(&self, finding: usize) -> (usize, usize) {
        let is_of = |line: &SideLine| line.finding == Some(finding);
        let first = self.lines.iter().position(is_of).unwrap_or(0);
        (first, first + self.lines[first.min(self.lines.len())..].iter().take_while(|line| is_of(line)).count())
    }

    /// Lays the findings out, if they are not yet, and brings what is chosen into sight.
    pub fn prepare(&mut self, told: &Told, layout: ExplainLayout) {
        self.selected = self.selected.min(told.findings.len().saturating_sub(1));
        let wanted = (if self.unfolded { self.selected } else { 0 }, self.unfolded);
        if self.laid_out != Some(wanted) {
            self.lines = lines(told, self.unfolded.then_some(self.selected));
            self.laid_out = Some(wanted);
        }
        if self.follows {
            let (first, end) = self.rows_of(self.selected);
            self.side = shown(self.side, (first, end), usize::from(layout.side.height));
            self.show_mark(told, layout);
            self.follows = false;
        }
        self.scroll_side(0, layout);
        self.scroll_message(0, told, layout);
    }
}

/// The cells of a command that have no room.
pub fn beyond(line: &Line, width: u16) -> usize {
    let all: usize = line.spans.iter().map(Span::width).sum();
    if line.is_command { all.saturating_sub(usize::from(width)) } else { 0 }
}

/// The findings, one of them whole, and what comes behind them.
fn lines(told: &Told, whole: Option<usize>) -> Vec<SideLine> {
    let mut lines: Vec<SideLine> = Vec::new();
    for (at, finding) in told.findings.iter().enumerate() {
        let more = if whole == Some(at) { &*finding.more } else { &[] };
        let all = finding.short.iter().chain(more).enumerate();
        lines.extend(all.map(|(n, line)| SideLine {
            finding: Some(at),
            is_title: n < finding.title,
            line: if whole == Some(at) { with_link(line) } else { line.clone() },
        }));
        if at + 1 < told.findings.len() {
            lines.push(SideLine::default());
        }
    }
    // Where nothing was found no blank line comes first.
    let skip = usize::from(lines.is_empty());
    lines.extend(told.after.iter().skip(skip).map(|line| SideLine { line: line.clone(), ..SideLine::default() }));
    lines
}

/// A line of the finding that is shown whole: the name of the section that it leads to looks like it.
fn with_link(line: &Line) -> Line {
    let mut line = line.clone();
    if line.target.is_some()
        && let Some(name) = line.spans.last_mut()
    {
        name.role = Role::Link;
    }
    line
}

/// The first line in sight after scrolling; the last one stays in sight.
fn scrolled(top: usize, by: isize, lines: usize, height: u16) -> usize {
    let last = lines.saturating_sub(usize::from(height.max(1)));
    // What is not shown keeps its place.
    if height == 0 { top } else { top.saturating_add_signed(by).min(last) }
}

/// The first line in sight that brings some lines into sight, moved as little as it takes; of many the first.
fn shown(top: usize, (first, end): (usize, usize), height: usize) -> usize {
    if height == 0 {
        return top;
    }
    // One more line beside them, where there is room.
    let margin = usize::from(height > end - first + 2);
    let lowest = (end + margin).saturating_sub(height);
    let highest = first.saturating_sub(margin);
    top.max(lowest).min(highest.max(lowest.min(first)))
}
