//! A page as Markdown.

use std::fmt::Write;

use crate::catalog::Row;

use super::{Block, Section, SectionId};

/// Writes sections of an entry as Markdown, under its code and name.
pub fn markdown(row: &Row, sections: &[Section]) -> String {
    let mut out = format!("# {} {}\n", row.code, row.title());
    for section in sections {
        if section.id != SectionId::Overview {
            push(&mut out, &format!("## {}", section.id.title()));
        }
        let mut previous: Option<&Block> = None;
        for block in &section.blocks {
            // The items of one list stand without blank lines between them.
            let joined = matches!((previous, block), (Some(Block::Item { .. }), Block::Item { .. }))
                || matches!((previous, block), (Some(Block::Fact(..)), Block::Fact(..)))
                || matches!((previous, block), (Some(Block::Link { .. }), Block::Link { .. }))
                || matches!((previous, block), (Some(Block::Entry { .. }), Block::Entry { .. }));
            if joined {
                out.push_str(&one(block));
                out.push('\n');
            } else {
                push(&mut out, &one(block));
            }
            previous = Some(block);
        }
    }
    out
}

fn push(out: &mut String, text: &str) {
    writeln!(out, "\n{text}").expect("writing to a String does not fail");
}

fn one(block: &Block) -> String {
    match block {
        Block::Paragraph(super::Role::Strong, text) => format!("**{text}**"),
        Block::Paragraph(_, text) => text.clone(),
        Block::Quote { text, cite, url } => format!("> {text}\n>\n> [{cite}]({url})"),
        Block::Fact(label, text) => format!("- {label}: {text}"),
        Block::Badges(badges) => badges.iter().map(|badge| format!("`{badge}`")).collect::<Vec<_>>().join(" "),
        Block::Label(label) => format!("### {label}"),
        Block::Item { marker, text, detail } => {
            let mut item = match marker.as_str() {
                "•" => format!("- {text}"),
                number if number.bytes().all(|b| b.is_ascii_digit()) => format!("{number}. {text}"),
                name => format!("- **{name}**: {text}"),
            };
            if let Some((label, detail)) = detail {
                let indent = if item.starts_with('-') { "  " } else { "   " };
                write!(item, "\n{indent}- {label}: {detail}").expect("writing to a String does not fail");
            }
            item
        }
        Block::Question(question, answer) => format!("**{question}**\n\n{answer}"),
        Block::Message(message) => format!("```http\n{}\n```", message.trim_end_matches('\n')),
        Block::Entry { code, name, why, .. } if why.is_empty() => format!("- {code} {name}"),
        Block::Entry { code, name, why, .. } => format!("- **{code} {name}**: {why}"),
        Block::Link { title, url } => format!("- [{title}]({url})"),
    }
}
