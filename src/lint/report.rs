//! Collects what the checks find.

use crate::message::Field;
use crate::text;

use super::finding::Finding;
use super::rule::Rule;

/// The most characters of a value that a sentence quotes.
const QUOTED: usize = 60;

/// The most findings about one exchange; a message of a million broken lines says nothing new after that.
const MOST: usize = 500;

/// The findings about an exchange.
#[derive(Debug, Default)]
pub struct Report {
    findings: Vec<Finding>,
    /// The message that is looked at.
    pub message: usize,
}

impl Report {
    /// Something about a field line; `found` goes into the sentence.
    pub fn at(&mut self, rule: &Rule, line: &Field, found: &str) {
        self.add(rule, Some(&line.name), Some(line.line), found);
    }

    /// A field that is not there.
    pub fn missing(&mut self, rule: &Rule, field: &str) {
        self.missing_of(rule, field, "");
    }

    /// Something that is missing from a field.
    pub fn missing_of(&mut self, rule: &Rule, field: &str, found: &str) {
        self.add(rule, Some(field), None, found);
    }

    /// Something about the message: its first line, its end, its content.
    pub fn about(&mut self, rule: &Rule, line: Option<usize>, found: &str) {
        self.add(rule, rule.field, line, found);
    }

    /// Something about a field by its name, somewhere.
    pub fn add(&mut self, rule: &Rule, field: Option<&str>, line: Option<usize>, found: &str) {
        if self.findings.len() >= MOST {
            return;
        }
        let finding = Finding {
            id: rule.id.clone().into_owned(),
            level: rule.level,
            field: field.map(quote),
            message: self.message,
            // 0 where the input has no lines of its own.
            line: line.filter(|line| *line > 0),
            title: rule.title.replace("{}", &quote(found)),
            detail: rule.detail.clone().into_owned(),
            source: rule.source,
        };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// All of it, the worst first, in the order of messages and lines.
    pub fn sorted(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|finding| (finding.level, finding.message, finding.line.unwrap_or(usize::MAX)));
        self.findings
    }
}

/// A part of a message as a sentence can hold it.
fn quote(found: &str) -> String {
    text::clean(&text::shorten(found, QUOTED)).into_owned()
}
