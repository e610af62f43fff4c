//! Highlights programs: keywords, strings, numbers, comments and names.
//!
//! This takes tens of milliseconds for the first program of a syntax, as its patterns are compiled then, and is
//! therefore never done between a key and its frame.

mod program;

use syntect::dumps::from_uncompressed_data;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use crate::document::{Role, Span};

pub use program::{Program, ProgramKey};

/// The syntaxes of the languages, as the build script took them from two-face.
const SYNTAXES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/syntaxes.bin"));

/// What a scope is shown as; of two that fit, the one that stands first. Other scopes are as what is around them.
const ROLES: [(&str, Role); 17] = [
    ("comment", Role::Comment),
    ("constant.numeric", Role::Number),
    ("constant.language", Role::Number),
    ("constant.character.escape", Role::Literal),
    ("string", Role::Literal),
    ("keyword.operator.word", Role::Keyword),
    ("keyword.operator.logical.python", Role::Keyword),
    ("keyword.operator", Role::Text),
    ("keyword", Role::Keyword),
    ("storage", Role::Keyword),
    ("entity.name", Role::Name),
    ("entity.other.attribute-name", Role::Name),
    ("support.function", Role::Name),
    ("support.type", Role::Name),
    ("variable.function", Role::Name),
    // What is interpolated into a string is not a string.
    ("meta.interpolation", Role::Text),
    ("source", Role::Text),
];

/// Of so many syntaxes the patterns are kept compiled, as they take megabytes.
const COMPILED: usize = 3;

/// Knows the syntaxes. What is compiled of the last few is kept for the next program.
pub struct Highlighter {
    syntaxes: SyntaxSet,
    compiled: Vec<String>,
    roles: Vec<(Scope, Role)>,
}

impl Default for Highlighter {
    fn default() -> Self {
        Self::new()
    }
}

impl Highlighter {
    /// Reads the syntaxes, which takes about a millisecond.
    ///
    /// # Panics
    /// Never: the build script wrote what is read here, and a test makes each scope.
    pub fn new() -> Self {
        let role = |(scope, role)| (Scope::new(scope).expect("a scope has few words"), role);
        Self { syntaxes: syntaxes(), compiled: Vec::new(), roles: ROLES.into_iter().map(role).collect() }
    }

    /// The lines of a program in pieces. What is in no known syntax is one piece a line.
    pub fn lines(&mut self, syntax: &str, text: &str) -> Vec<Vec<Span>> {
        if !self.compiled.iter().any(|compiled| compiled == syntax) {
            if self.compiled.len() == COMPILED {
                self.compiled.clear();
                self.syntaxes = syntaxes();
            }
            self.compiled.push(syntax.to_owned());
        }
        match self.syntaxes.find_syntax_by_name(syntax) {
            Some(syntax) => self.told_apart(syntax, text),
            None => plain(text),
        }
    }

    fn told_apart(&self, syntax: &SyntaxReference, text: &str) -> Vec<Vec<Span>> {
        let mut state = ParseState::new(syntax);
        let mut scopes = ScopeStack::new();
        let mut lines = Vec::new();
        for line in LinesWithEndings::from(text) {
            let operations = state.parse_line(line, &self.syntaxes).unwrap_or_default();
            let mut spans = Vec::new();
            let mut at = 0;
            for (to, operation) in operations {
                self.push(&mut spans, &line[at..to], &scopes);
                at = to;
                // A stack that cannot take it goes on as it is: the words are only shown otherwise.
                let _ = scopes.apply(&operation);
            }
            self.push(&mut spans, &line[at..], &scopes);
            lines.push(spans);
        }
        lines
    }

    /// Adds a piece, or makes the last one longer where it is of the same kind.
    fn push(&self, spans: &mut Vec<Span>, text: &str, scopes: &ScopeStack) {
        let text = text.trim_end_matches('\n');
        if text.is_empty() {
            return;
        }
        let role = self.role(scopes);
        match spans.last_mut() {
            Some(last) if last.role == role || text.trim().is_empty() => last.text.push_str(text),
            _ => spans.push(Span { text: text.to_owned(), role }),
        }
    }

    /// The innermost scope that says something decides.
    fn role(&self, scopes: &ScopeStack) -> Role {
        let of = |scope: Scope| self.roles.iter().find(|(known, _)| known.is_prefix_of(scope)).map(|(_, role)| *role);
        scopes.as_slice().iter().rev().find_map(|&scope| of(scope)).unwrap_or(Role::Text)
    }
}

/// The syntaxes, of which nothing is compiled yet.
fn syntaxes() -> SyntaxSet {
    from_uncompressed_data(SYNTAXES).expect("the build script wrote the syntaxes")
}

/// The lines of a program without highlighting.
pub fn plain(text: &str) -> Vec<Vec<Span>> {
    let spans = |line: &str| vec![Span { text: line.to_owned(), role: Role::Text }];
    text.lines().map(|line| if line.is_empty() { Vec::new() } else { spans(line) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snippet::Snippets;

    fn highlighted(syntax: &str, text: &str) -> String {
        let piece = |span: Span| match span.role {
            Role::Text => span.text,
            role => format!("<{role:?} {}>", span.text),
        };
        let lines = Highlighter::new().lines(syntax, text);
        let lines: Vec<String> = lines.into_iter().map(|line| line.into_iter().map(piece).collect()).collect();
        lines.join("\n")
    }

    #[test]
    fn words_are_highlighted() {
        let shown = highlighted("JavaScript", "// Why\nconst n = 401;\nsend(\"a\\n\");\n");
        assert!(shown.starts_with("<Comment // Why>\n<Keyword const "), "{shown}");
        assert!(shown.contains("<Number 401>") && shown.contains("<Literal \"a\\n\">"), "{shown}");
        assert!(shown.contains("<Name send>"), "{shown}");
    }

    #[test]
    fn nothing_of_a_program_is_lost_or_added() {
        let text = "import json\n\n\ndef f(x):\n    return f\"{x!r} é\"  # why\n";
        let mut highlighter = Highlighter::new();
        for syntax in ["Python", "Rust", "Go", "nginx", "no such syntax"] {
            let lines = highlighter.lines(syntax, text);
            let joined: Vec<String> =
                lines.iter().map(|line| line.iter().map(|span| span.text.as_str()).collect()).collect();
            assert_eq!(joined.join("\n") + "\n", text, "{syntax}");
        }
        assert_eq!(plain("a\n\nb\n").len(), 3);
    }

    #[test]
    fn every_language_has_its_syntax() {
        let highlighter = Highlighter::new();
        for language in Snippets::embedded().languages() {
            assert!(highlighter.syntaxes.find_syntax_by_name(&language.syntax).is_some(), "{}", language.syntax);
        }
    }
}
