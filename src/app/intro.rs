//! What a screen says while it has nothing to show.

use crate::document::{Line, Options};
use crate::text::{Role, Span, width, wrap};

/// The width from which on an example and what is said of it stand side by side.
const WIDE: usize = 60;

/// Paragraphs and examples, below each other.
pub struct Intro {
    options: Options,
    lines: Vec<Line>,
}

impl Intro {
    /// Nothing yet, for a column.
    pub const fn new(options: Options) -> Self {
        Self { options, lines: Vec::new() }
    }

    /// A paragraph.
    pub fn paragraph(&mut self, text: &str, role: Role) {
        self.begin();
        self.wrapped(Vec::new(), text, role);
    }

    /// Examples, and what is said of each where there is room; `label` stands above them, unless it is empty.
    pub fn examples(&mut self, label: &str, examples: &[(&str, &str)]) {
        self.begin();
        if !label.is_empty() {
            self.wrapped(Vec::new(), label, Role::Muted);
        }
        let column = 2 + examples.iter().map(|(example, _)| width(example)).max().unwrap_or(0) + 4;
        for (example, said) in examples {
            let mut spans = vec![Span::blank(2), Span::new(*example, Role::Code)];
            if self.options.width < WIDE {
                self.push(spans);
            } else {
                spans.push(Span::blank(column - 2 - width(example)));
                self.wrapped(spans, said, Role::Text);
            }
        }
    }

    /// The lines of it.
    pub fn into_lines(self) -> Vec<Line> {
        self.lines
    }

    fn push(&mut self, spans: Vec<Span>) {
        self.lines.push(Line { spans, ..Line::default() });
    }

    /// Leaves a line free under what is there.
    fn begin(&mut self) {
        if !self.lines.is_empty() {
            self.push(Vec::new());
        }
    }

    /// Text behind other spans, and behind blanks on the lines that follow.
    fn wrapped(&mut self, mut first: Vec<Span>, text: &str, role: Role) {
        let indent = first.iter().map(Span::width).sum();
        let room = self.options.width.saturating_sub(indent).max(8);
        for words in wrap(text, role, room, self.options.keep_ticks) {
            let rest = if indent == 0 { Vec::new() } else { vec![Span::blank(indent)] };
            let mut spans = std::mem::replace(&mut first, rest);
            spans.extend(words);
            self.push(spans);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Intro;
    use crate::document::{Line, Options};
    use crate::text::{Role, width};

    #[test]
    fn what_is_said_of_an_example_goes_on_below_itself() {
        let lines = |width: usize| {
            let mut intro = Intro::new(Options { width, keep_ticks: false, ascii: false });
            intro.paragraph("A server for your client", Role::Strong);
            intro.examples(
                "Such as",
                &[("/status/503", "any status, with the fields that belong to it, and all that they need")],
            );
            intro.into_lines().iter().map(Line::text).collect::<Vec<_>>()
        };
        let wide = lines(60);
        assert_eq!(wide[..3], ["A server for your client", "", "Such as"]);
        assert_eq!(wide[3], "  /status/503    any status, with the fields that belong to");
        assert_eq!(wide[4], "                 it, and all that they need");
        assert_eq!(lines(40)[3..], ["  /status/503"]);
        for columns in [60, 61, 80, 120] {
            assert!(lines(columns).iter().all(|line| width(line) <= columns), "{columns}");
        }
    }
}
