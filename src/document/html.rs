//! A page as HTML: what stands in the body of a document, under its heading.

use crate::catalog::{ClientMessage, Done, Index, NO_CODE, Step};
use crate::text::Role;
use crate::text::escape::{html as escape, html_link, html_text};

use super::block::Block;
use super::sections::{Section, SectionId};
use super::steps::{Shown, shown};

/// Writes sections as HTML; `address` is where the page of an entry is. The overview has no heading of its own.
pub fn html(sections: &[Section], address: &dyn Fn(Index) -> String) -> String {
    let mut out = String::with_capacity(8 << 10);
    for section in sections {
        out.extend(["<section id=\"", section.id.id(), "\">\n"]);
        if section.id != SectionId::Overview {
            out.extend(["<h2>", &escape(section.id.title()), "</h2>\n"]);
        }
        let mut open: Option<&'static str> = None;
        for block in &section.blocks {
            let list = list(block);
            if list != open {
                out.push_str(&open.map_or_else(String::new, close));
                out.extend(list.map(|list| format!("<{list}>\n")));
                open = list;
            }
            out.push_str(&one(block, address));
            out.push('\n');
        }
        out.push_str(&open.map_or_else(String::new, close));
        out.push_str("</section>\n");
    }
    out
}

/// The end of a list, of which only the first word is the element.
fn close(list: &str) -> String {
    format!("</{}>\n", list.split(' ').next().unwrap_or(list))
}

/// The list in which a block stands with others of its kind.
fn list(block: &Block) -> Option<&'static str> {
    match block {
        Block::Fact(..) => Some("dl class=\"facts\""),
        Block::Link { .. } => Some("ul"),
        Block::Entry { .. } => Some("ul class=\"entries\""),
        Block::Item { marker, .. } => Some(match marker.as_str() {
            "•" => "ul",
            number if number.bytes().all(|byte| byte.is_ascii_digit()) => "ol",
            _ => "dl",
        }),
        _ => None,
    }
}

fn one(block: &Block, address: &dyn Fn(Index) -> String) -> String {
    match block {
        Block::Paragraph(role, text) => match role {
            Role::Strong => format!("<p class=\"strong\">{}</p>", html_text(text)),
            Role::Muted => format!("<p class=\"quiet\">{}</p>", html_text(text)),
            _ => format!("<p>{}</p>", html_text(text)),
        },
        Block::Quote { text, cite, url } => {
            format!("<blockquote><p>{}</p><footer>{}</footer></blockquote>", html_text(text), html_link(cite, url))
        }
        Block::Fact(label, text) => format!("<div><dt>{label}</dt><dd>{}</dd></div>", html_text(text)),
        Block::Badges(badges) => {
            let badges = badges.iter().map(|badge| format!("<li>{}</li>", escape(badge))).collect::<Vec<_>>().concat();
            format!("<ul class=\"badges\">{badges}</ul>")
        }
        Block::Label(label) => format!("<h3>{}</h3>", html_text(label)),
        Block::Item { marker, text, detail } => {
            let detail = detail
                .as_ref()
                .map(|(label, text)| format!("<div class=\"detail\"><span>{label}</span> {}</div>", html_text(text)));
            let text = html_text(text) + &detail.unwrap_or_default();
            match list(block) {
                Some("dl") => format!("<dt>{}</dt><dd>{text}</dd>", html_text(marker)),
                // The numbers go on where something stands between two items.
                Some("ol") => format!("<li value=\"{marker}\">{text}</li>"),
                _ => format!("<li>{text}</li>"),
            }
        }
        Block::Question(question, answer) => {
            format!("<h3>{}</h3>\n<p>{}</p>", html_text(question), html_text(answer))
        }
        Block::Steps { failed, done, happened } => steps(*failed, *done, happened),
        Block::Clients(clients) => table(clients),
        Block::Command(command) => format!("<pre tabindex=\"0\">{}</pre>", escape(command)),
        Block::Message(message) => format!("<pre tabindex=\"0\">{}</pre>", escape(message.trim_end_matches('\n'))),
        Block::Entry { code, name, why, index } => {
            let heading = if code == NO_CODE { name.clone() } else { format!("{code} {name}") };
            let heading = html_text(&heading);
            let link = match index {
                Some(index) => format!("<a href=\"{}\">{heading}</a>", escape(&address(*index))),
                None => heading,
            };
            let why = if why.is_empty() { String::new() } else { format!("<div>{}</div>", html_text(why)) };
            format!("<li>{link}{why}</li>")
        }
        Block::Link { title, url } => format!("<li>{}</li>", html_link(title, url)),
    }
}

/// The steps of an exchange; the client is one only where it is what failed.
fn steps(failed: Step, done: Option<Done>, happened: &str) -> String {
    let step = |Shown { step, order }: Shown| {
        let (class, sign) = match order {
            std::cmp::Ordering::Less => ("passed", " ✓"),
            std::cmp::Ordering::Equal => ("failed", " ✗"),
            std::cmp::Ordering::Greater => ("quiet", ""),
        };
        format!("<li class=\"{class}\">{}{sign}</li>", step.label())
    };
    // A clause makes a sentence here.
    let mut rest = happened.chars();
    let happened = rest.next().map_or_else(String::new, |first| {
        format!("\n<p>{}.</p>", html_text(&first.to_uppercase().chain(rest).collect::<String>()))
    });
    format!("<ol class=\"steps\">{}</ol>{happened}", shown(failed, done).into_iter().map(step).collect::<String>())
}

/// What clients say, word for word.
fn table(clients: &[ClientMessage]) -> String {
    let row = |client: &ClientMessage| {
        let from = client.source.as_ref().map(|source| {
            format!("<div class=\"detail\">not recorded here; from {}</div>", html_link(&source.title, &source.url))
        });
        let name = format!("{} {}", client.client, client.version);
        format!(
            "<tr><th scope=\"row\">{}</th><td><code>{}</code>{}</td></tr>\n",
            escape(name.trim_end()),
            escape(&client.message),
            from.unwrap_or_default()
        )
    };
    let rows: String = clients.iter().map(row).collect();
    format!("<div class=\"wide\" tabindex=\"0\"><table>\n{rows}</table></div>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(blocks: Vec<Block>) -> String {
        let html = html(&[Section { id: SectionId::Causes, blocks }], &|index| format!("/codes/{index}?a&b"));
        let inner = html.strip_prefix("<section id=\"causes\">\n<h2>Causes</h2>\n").expect("the heading");
        inner.strip_suffix("</section>\n").expect("the end").to_owned()
    }

    fn item(marker: &str, text: &str) -> Block {
        Block::Item { marker: marker.into(), text: text.into(), detail: None }
    }

    #[test]
    fn neighbours_of_a_kind_are_one_list() {
        let blocks = vec![item("1", "a"), item("2", "b"), item("•", "c"), item("`d`", "e"), Block::Label("f".into())];
        let expected = "<ol>\n<li value=\"1\">a</li>\n<li value=\"2\">b</li>\n</ol>\n<ul>\n<li>c</li>\n</ul>\n\
                        <dl>\n<dt><code>d</code></dt><dd>e</dd>\n</dl>\n<h3>f</h3>\n";
        assert_eq!(written(blocks), expected);
    }

    #[test]
    fn nothing_in_a_text_is_markup() {
        let text = || "<script>'\"&`<b>`".to_owned();
        let client = ClientMessage {
            client: text(),
            version: text(),
            message: text(),
            recorded: false,
            source: Some(crate::catalog::Doc { title: text(), url: "javascript:alert(1)\"".into() }),
        };
        let blocks = vec![
            Block::Paragraph(Role::Text, text()),
            Block::Quote { text: text(), cite: text(), url: "https://x.example/\"<b>".into() },
            Block::Fact("also", text()),
            Block::Badges(vec![text()]),
            Block::Label(text()),
            Block::Item { marker: text(), text: text(), detail: Some(("check", text())) },
            Block::Question(text(), text()),
            Block::Message(text()),
            Block::Entry { code: text(), name: text(), why: text(), index: Some(7) },
            Block::Steps { failed: Step::Tls, done: None, happened: text() },
            Block::Clients(vec![client]),
            Block::Link { title: text(), url: text() },
        ];
        for block in blocks {
            let html = written(vec![block.clone()]);
            let mut rest = html.as_str();
            while let Some((_, tag)) = rest.split_once('<') {
                let (tag, after) = tag.split_once('>').expect("a tag that ends");
                assert!(!tag.starts_with("script") && tag != "b", "{block:?}: {html}");
                assert!(!tag.contains("javascript"), "{block:?}: {html}");
                rest = after;
            }
        }
        let entry = Block::Entry { code: "1".into(), name: "n".into(), why: String::new(), index: Some(7) };
        let expected = "<ul class=\"entries\">\n<li><a href=\"/codes/7?a&amp;b\">1 n</a></li>\n</ul>\n";
        assert_eq!(written(vec![entry]), expected);
    }

    #[test]
    fn the_step_that_failed_is_named() {
        let html = written(vec![Block::Steps { failed: Step::Connect, done: None, happened: "nobody listens".into() }]);
        assert!(
            html.starts_with("<ol class=\"steps\"><li class=\"passed\">name ✓</li><li class=\"failed\">connect ✗</li>")
        );
        assert!(html.contains("<p>Nobody listens.</p>") && !html.contains("client"));
    }
}
