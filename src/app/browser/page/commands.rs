//! The commands of a page: the one that is marked, and scrolling long ones sideways.

use super::PageView;
use crate::document::{Line, SectionId, Span};

pub(super) fn line_width(line: &Line) -> usize {
    line.spans.iter().map(Span::width).sum()
}

impl PageView {
    /// The lines of its commands.
    fn commands(&self) -> impl DoubleEndedIterator<Item = usize> {
        let lines = self.document().lines.iter().enumerate();
        lines.filter(|(_, line)| line.is_command).map(|(n, _)| n)
    }

    /// Whether there are commands on it.
    pub fn has_commands(&self) -> bool {
        self.commands().next().is_some()
    }

    /// The line of its first command.
    pub fn first_command_line(&self) -> Option<usize> {
        self.commands().next()
    }

    /// The line of the command that is marked.
    pub fn marked_line(&self) -> Option<usize> {
        self.commands().nth(self.marked?)
    }

    /// The command that is marked.
    pub fn marked_command(&self) -> Option<&str> {
        self.document().lines[self.marked_line()?].command()
    }

    /// Marks the command after or before the marked one, or else the nearest in the pane and beyond it; returns whether
    /// there is one.
    pub fn mark_next(&mut self, forward: bool, height: usize) -> bool {
        // From one that is out of sight it would be a leap: it goes on with what is read.
        let to = match self.marked.filter(|_| self.shows_mark(height)) {
            Some(marked) if forward => marked.checked_add(1),
            Some(marked) => marked.checked_sub(1),
            None if forward => Some(self.commands().take_while(|&line| line < self.scroll()).count()),
            None => self.commands().take_while(|&line| line < self.scroll() + height).count().checked_sub(1),
        };
        let Some((to, line)) = to.and_then(|to| Some((to, self.commands().nth(to)?))) else { return false };
        self.marked = Some(to);
        if line < self.scroll() || line >= self.scroll() + height {
            // What is said of the command before it is seen too.
            self.scroll_to(line.saturating_sub(height / 2), height);
        }
        true
    }

    /// Marks the command in a line, if there is one.
    pub fn mark_line(&mut self, line: usize) -> bool {
        let at = self.commands().position(|command| command == line);
        if at.is_some() {
            self.marked = at;
        }
        at.is_some()
    }

    /// Takes the mark off.
    pub const fn unmark(&mut self) {
        self.marked = None;
    }

    /// Whether the marked command is in the pane.
    pub fn shows_mark(&self, height: usize) -> bool {
        self.marked_line().is_some_and(|line| (self.scroll()..self.scroll() + height).contains(&line))
    }

    /// The cells by which commands in the pane can be scrolled sideways.
    fn commands_beyond(&self, height: usize) -> usize {
        let width = self.laid_out.of.map_or(0, |(_, options)| options.width);
        let seen = self.document().lines.iter().skip(self.scroll()).take(height);
        let commands = seen.filter(|line| line.is_command);
        commands.map(|line| line_width(line).saturating_sub(width)).max().unwrap_or(0)
    }

    /// The cells by which a command is scrolled sideways in so much room: as far as all are, but not beyond its end.
    pub(super) fn command_shift(&self, line: &Line, room: u16) -> usize {
        self.commands_shift.min(line_width(line).saturating_sub(usize::from(room)))
    }

    /// Whether a command in the pane is longer than it is wide.
    pub fn has_long_command(&self, height: usize) -> bool {
        self.commands_beyond(height) > 0
    }

    /// Scrolls the commands in the pane sideways; returns whether there was anywhere to go.
    pub fn shift_commands(&mut self, by: isize, height: usize) -> bool {
        let beyond = self.commands_beyond(height);
        let before = self.commands_shift.min(beyond);
        self.commands_shift = before.saturating_add_signed(by).min(beyond);
        self.commands_shift != before
    }

    /// Whether code of the snippet is in the pane.
    pub fn shows_snippet(&self, height: usize) -> bool {
        let mut seen = self.document().lines.iter().skip(self.scroll()).take(height);
        seen.any(|line| line.sideways.is_some() && !line.is_command)
    }

    /// Whether the snippet is in the pane: its code or its heading.
    pub fn is_at_snippet(&self, height: usize) -> bool {
        let start = self.start_of(SectionId::Snippet);
        self.shows_snippet(height) || start > 0 && (self.scroll()..self.scroll() + height).contains(&start)
    }
}
