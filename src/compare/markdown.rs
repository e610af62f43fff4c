//! A comparison as Markdown.

use std::fmt::Write;

use super::Comparison;
use super::rows::{Cell, Shape};

/// Writes a comparison as Markdown, with a table that has a column for each code.
///
/// # Panics
/// Never: writing to a `String` does not fail.
pub fn markdown(comparison: &Comparison) -> String {
    let labels: Vec<String> = comparison.columns.iter().map(|column| escape(&column.label)).collect();
    let mut out = String::new();
    let mut line = |text: &str| writeln!(out, "{text}").expect("writing to a String does not fail");
    let (last, others) = labels.split_last().expect("a comparison has columns");
    line(&format!("# {} or {last}?\n\n**{}**", others.join(", "), escape(&comparison.verdict.text)));
    if let Some(note) = comparison.verdict.source.note() {
        line(&format!("\n{note}"));
    }
    if !comparison.questions.is_empty() {
        line("\n## Which one?\n");
        for (question, n) in comparison.questions.iter().zip(1..) {
            line(&format!("{n}. {}", escape(&question.question)));
            for answer in &question.answers {
                let leads = answer.column.map_or("next question", |column| labels[column].as_str());
                line(&format!("   - {}: **{leads}**", escape(&answer.answer)));
            }
        }
    }
    if !comparison.traps.is_empty() {
        line("\n## Watch out\n");
        comparison.traps.iter().for_each(|trap| line(&format!("- {}", escape(trap))));
    }
    line("\n## Side by side\n");
    let titles: Vec<String> =
        comparison.columns.iter().map(|column| escape(&format!("{} {}", column.code, column.title))).collect();
    line(&format!("| | {} |", titles.join(" | ")));
    line(&format!("| --- |{}", " --- |".repeat(titles.len())));
    for row in &comparison.rows {
        let cells: Vec<String> = row.cells.iter().map(|text| cell(text, row.aspect.shape())).collect();
        line(&format!("| {} | {} |", row.aspect.label(), cells.join(" | ")));
    }
    if !comparison.sources.is_empty() {
        line("\n## Sources\n");
        for source in &comparison.sources {
            let url = source.url.replace(')', "%29").replace('(', "%28").replace(' ', "%20");
            line(&format!("- [{}]({url})", escape(&source.title)));
        }
    }
    out
}

fn cell(cell: &Cell, shape: Shape) -> String {
    let text = cell.text();
    let lines = text.lines().map(|line| match shape {
        Shape::Message => code(line),
        Shape::Prose | Shape::Items => escape(line),
    });
    lines.collect::<Vec<_>>().join("<br>")
}

/// A line as code, which may hold backticks itself.
fn code(line: &str) -> String {
    let longest = line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    let line = line.replace('|', "\\|");
    if line.trim().is_empty() { String::new() } else { format!("{fence}{pad}{line}{pad}{fence}") }
}

/// Text as it is, in a table too. Code between backticks keeps its signs, for nothing but a bar has a meaning there.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let paired = text.matches('`').count().is_multiple_of(2);
    let mut code = false;
    for c in text.chars() {
        match c {
            '`' if paired => code = !code,
            '|' => out.push('\\'),
            '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '~' | '#' if !code => out.push('\\'),
            _ => (),
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_escaped_but_in_code_only_the_bar() {
        assert_eq!(escape("a|b *c* <d> `e|f*g`"), "a\\|b \\*c\\* \\<d\\> `e\\|f*g`");
        assert_eq!(escape("an odd ` tick"), "an odd \\` tick");
    }

    #[test]
    fn code_with_backticks_is_fenced_by_more() {
        assert_eq!(code("a `b` c|"), "`` a `b` c\\| ``");
        assert_eq!(code(""), "");
    }
}
