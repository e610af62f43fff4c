//! An explanation as Markdown.

use std::fmt::Write;

use crate::lint::Finding;
use crate::message::Message;
use crate::text::escape::{markdown as escape, markdown_block, markdown_link};
use crate::text::{clean, clean_lines};

use super::content;
use super::explanation::Explanation;
use super::messages::first_line;
use super::signs::{cite, word};

/// Writes an explanation as Markdown.
pub fn markdown(explanation: &Explanation<'_>) -> String {
    let verdict = &explanation.verdict;
    let title = format!("{} {}", verdict.code, verdict.name);
    let mut out = format!("# {}\n", escape(title.trim()));
    let chain = verdict.path.chain(false);
    for text in verdict.sender.iter().chain(&chain) {
        push(&mut out, &escape(&clean(text)));
    }
    for text in std::iter::once(&verdict.means).chain(&verdict.way).filter(|text| !text.is_empty()) {
        push(&mut out, &escape(text));
    }
    push(&mut out, "## Messages");
    for message in explanation.messages {
        push(&mut out, &markdown_block("http", &written(message)));
    }
    if !explanation.findings.is_empty() {
        push(&mut out, "## Findings\n");
        explanation.findings.iter().for_each(|finding| out.push_str(&item(finding)));
    }
    if let Some(caching) = &explanation.caching {
        push(&mut out, "## Caching\n");
        for (label, verdict) in [("shared", &caching.shared), ("private", &caching.private)] {
            writeln!(out, "- {label}: {}", escape(&verdict.why)).expect("writing to a String does not fail");
        }
    }
    let causes = explanation.to_look_at();
    if !causes.is_empty() {
        push(&mut out, "## Next\n");
        for (next, number) in causes.iter().zip(1..) {
            let (text, check) = (escape(&next.text), escape(&next.check));
            let why = if next.has_evidence { format!("   - why: {}\n", escape(&next.why)) } else { String::new() };
            writeln!(out, "{number}. {text}\n{why}   - check: {check}").expect("writing to a String does not fail");
        }
    }
    out
}

fn push(out: &mut String, text: &str) {
    writeln!(out, "\n{text}").expect("writing to a String does not fail");
}

fn item(finding: &Finding) -> String {
    let line = finding.line.map_or_else(String::new, |line| format!(", line {line}"));
    format!(
        "- **{}**{line}: {} ({}) {}\n",
        word(finding.level),
        escape(&finding.title),
        markdown_link(&cite(finding), &finding.source.url()),
        escape(&finding.detail)
    )
}

/// A message as it is written, made harmless.
fn written(message: &Message) -> String {
    let mut lines: Vec<String> = vec![first_line(message)];
    lines.retain(|line| !line.is_empty());
    lines.extend(message.fields.iter().map(|field| clean(&format!("{}: {}", field.name, field.value)).into_owned()));
    let shown = content::shown(message);
    if !shown.lines.is_empty() || shown.rest.is_some() {
        lines.push(String::new());
        lines.extend(shown.lines);
        lines.extend(shown.rest.map(|rest| format!("… {rest}")));
    }
    clean_lines(&lines.join("\n")).into_owned()
}
