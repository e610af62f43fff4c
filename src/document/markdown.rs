//! A page as Markdown.

use std::fmt::Write;

use crate::catalog::{NO_CODE, Row};
use crate::text::escape::{markdown as escape, markdown_block, markdown_code, markdown_link};
use crate::text::{Role, Span};

use super::block::Block;
use super::clients;
use super::options::Options;
use super::sections::{Section, SectionId};
use super::steps;

/// The width of a picture in Markdown.
const MARKDOWN_WIDTH: usize = 80;

/// Writes sections of an entry as Markdown, under its code and name.
pub fn markdown(row: &Row, sections: &[Section]) -> String {
    let mut out = format!("# {}\n", escape(&row.heading()));
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
        Block::Paragraph(Role::Strong, text) => format!("**{}**", escape(text)),
        Block::Paragraph(_, text) => escape(text),
        Block::Quote { text, cite, url } => format!("> {}\n>\n> {}", escape(text), markdown_link(cite, url)),
        Block::Fact(label, text) => format!("- {label}: {}", escape(text)),
        Block::Command(command) => markdown_block("sh", command),
        Block::Badges(badges) => badges.iter().map(|badge| markdown_code(badge)).collect::<Vec<_>>().join(" "),
        Block::Label(label) => format!("### {}", escape(label)),
        Block::Item { marker, text, detail } => {
            let text = escape(text);
            let mut item = match marker.as_str() {
                "•" => format!("- {text}"),
                number if number.bytes().all(|b| b.is_ascii_digit()) => format!("{number}. {text}"),
                name => format!("- **{}**: {text}", escape(name)),
            };
            if let Some((label, detail)) = detail {
                let indent = if item.starts_with('-') { "  " } else { "   " };
                let detail = escape(detail);
                write!(item, "\n{indent}- {label}: {detail}").expect("writing to a String does not fail");
            }
            item
        }
        Block::Question(question, answer) => format!("**{}**\n\n{}", escape(question), escape(answer)),
        Block::Steps { failed, done, happened } => {
            let options = Options { width: MARKDOWN_WIDTH, keep_ticks: true, ascii: false };
            let line = |spans: Vec<Span>| spans.iter().map(|span| span.text.as_str()).collect::<String>();
            let lines: Vec<String> =
                steps::picture((*failed, *done), happened, options).into_iter().map(line).collect();
            markdown_block("text", &lines.join("\n"))
        }
        Block::Clients(clients) => clients::markdown(clients),
        Block::Message(message) => markdown_block("http", message.trim_end_matches('\n')),
        Block::Entry { code, name, why, .. } => {
            let heading = if code == NO_CODE { escape(name) } else { escape(&format!("{code} {name}")) };
            if why.is_empty() { format!("- {heading}") } else { format!("- **{heading}**: {}", escape(why)) }
        }
        Block::Link { title, url } => format!("- {}", markdown_link(title, url)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(block: Block) -> String {
        let catalog = crate::catalog::Catalog::embedded();
        let row = catalog.row(catalog.find("404").expect("a registered code"));
        let markdown = markdown(row, &[Section { id: SectionId::Causes, blocks: vec![block] }]);
        markdown.strip_prefix("# 404 Not Found\n\n## Causes\n\n").expect("the headings").to_owned()
    }

    #[test]
    fn text_is_no_html_and_no_link() {
        let text = "<script>alert(1)</script> [x](javascript:a) `a|b`";
        let escaped = "\\<script\\>alert(1)\\</script\\> \\[x\\](javascript:a) `a|b`";
        let text = || text.to_owned();
        assert_eq!(written(Block::Paragraph(Role::Text, text())), format!("{escaped}\n"));
        assert_eq!(written(Block::Fact("also", text())), format!("- also: {escaped}\n"));
        assert_eq!(written(Block::Question(text(), text())), format!("**{escaped}**\n\n{escaped}\n"));
        let item = Block::Item { marker: "1".into(), text: text(), detail: Some(("check", text())) };
        assert_eq!(written(item), format!("1. {escaped}\n   - check: {escaped}\n"));
        let entry = Block::Entry { code: "*".into(), name: text(), why: text(), index: None };
        assert_eq!(written(entry), format!("- **\\* {escaped}**: {escaped}\n"));
    }

    #[test]
    fn a_message_does_not_end_its_fence() {
        let message = "HTTP/1.1 404 Not Found\n\n```\n<script>";
        assert_eq!(written(Block::Message(message.into())), format!("````http\n{message}\n````\n"));
    }

    #[test]
    fn links_lead_to_the_web_alone() {
        let link = |url: &str| written(Block::Link { title: "a [b]".into(), url: url.into() });
        assert_eq!(link("https://x.example/(a)"), "- [a \\[b\\]](https://x.example/%28a%29)\n");
        assert_eq!(link("javascript:alert(1)"), "- a \\[b\\] (`javascript:alert(1)`)\n");
        let quote = Block::Quote { text: "> a".into(), cite: "b".into(), url: "file:///c".into() };
        assert_eq!(written(quote), "> \\> a\n>\n> b (`file:///c`)\n");
    }

    #[test]
    fn badges_are_code() {
        assert_eq!(written(Block::Badges(vec!["a`b".into(), "<i>".into()])), "`` a`b `` `<i>`\n");
    }
}
