//! A comparison as Markdown.

use std::fmt::Write;

use super::comparison::Comparison;
use super::rows::{Cell, Shape};
use crate::text::escape::{markdown as escape, markdown_cell, markdown_code_cell, markdown_link};

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
    let titles: Vec<String> = comparison.columns.iter().map(|column| markdown_cell(&column.heading)).collect();
    line(&format!("| | {} |", titles.join(" | ")));
    line(&format!("| --- |{}", " --- |".repeat(titles.len())));
    for row in &comparison.rows {
        let cells: Vec<String> = row.cells.iter().map(|text| cell(text, row.aspect.shape())).collect();
        line(&format!("| {} | {} |", row.aspect.label(), cells.join(" | ")));
    }
    if !comparison.sources.is_empty() {
        line("\n## Sources\n");
        for source in &comparison.sources {
            line(&format!("- {}", markdown_link(&source.title, &source.url)));
        }
    }
    out
}

fn cell(cell: &Cell, shape: Shape) -> String {
    let text = cell.text();
    let lines = text.lines().map(|line| match shape {
        Shape::Message => markdown_code_cell(line),
        Shape::Prose | Shape::Items => markdown_cell(line),
    });
    lines.collect::<Vec<_>>().join("<br>")
}
