//! The catalogue as a text that Anki imports: a note a code.
//!
//! The form is that of <https://docs.ankiweb.net/importing/text-files.html>. A note keeps its id, so that importing
//! again brings changes and no copies. Anki takes no dates of repetition from a text.

use std::fmt::Write;

use crate::catalog::{Body, Cacheable, Level, Page, Row, class_of};
use crate::text::{clean, escape, is_web_address};

/// What tells Anki how to read the lines.
pub const HEADER: &str = "#separator:tab\n#html:true\n#notetype:Basic\n#deck:httpdex\n\
    #columns:Id\tFront\tBack\tTags\n#guid column:1\n#tags column:4\n";

/// The line of a code: its number; its name, meaning, rules and source; and tags for its category and class. One of the
/// user's own is marked on both sides.
pub fn note(row: &Row, page: &Page) -> String {
    let front = if row.is_failure() {
        format!("{}: what happened, and may it be retried?", html(&row.marked_name()))
    } else {
        html(&format!("HTTP {}{}", page.code, row.mark()))
    };
    format!("httpdex-{}\t{front}\t{}\t{}\n", word(&page.id), back(row, page), tags(row, page))
}

fn back(row: &Row, page: &Page) -> String {
    let mut out = format!("<b>{}</b>", html(&row.marked_name()));
    let mut line = |text: &str| write!(out, "<br>{text}").expect("writing to a String does not fail");
    for text in [&page.summary, &page.definition].into_iter().filter(|text| !text.is_empty()) {
        line(&html(text));
    }
    for header in page.headers.iter().filter(|header| header.level != Level::May) {
        line(&format!("{}: <code>{}</code>", header.level.label(), html(&header.name)));
    }
    if let Some(traits) = &page.traits {
        let of_response = [traits.cacheable.map(Cacheable::label), traits.body.map(Body::label)];
        let words = std::iter::once(traits.retry.verdict.label()).chain(of_response.into_iter().flatten());
        line(&html(&words.collect::<Vec<_>>().join(" · ")));
    }
    if let Some((title, url)) = source(page) {
        line(&link(&title, &url));
    }
    out
}

fn source(page: &Page) -> Option<(String, String)> {
    let rfc = page.rfc.as_ref().map(|rfc| (format!("RFC {} section {}", rfc.number, rfc.section), rfc.url.clone()));
    rfc.or_else(|| page.docs.first().map(|doc| (doc.title.clone(), doc.url.clone())))
}

/// A link to a page of the web; of any other address only the title is told.
fn link(title: &str, address: &str) -> String {
    if is_web_address(address) {
        // A bracket stands in the addresses of IPv6 hosts alone.
        let address = escape::html(address).replace('[', "%5B").replace(']', "%5D");
        format!("<a href=\"{address}\">{}</a>", html(title))
    } else {
        html(title)
    }
}

fn tags(row: &Row, page: &Page) -> String {
    let class = class_of(&page.code).map(|class| format!(" {class}xx")).unwrap_or_default();
    format!("httpdex {}{class}{}", page.category.id(), if row.is_own() { " own" } else { "" })
}

/// A text as HTML on one line, with its code between `<code>` and `</code>`.
///
/// No quotation mark and no tab is left in it that would have a meaning to Anki, and no bracket that would begin a
/// sound, a formula or speech (`[sound:a.mp3]`, `[latex]`, `[anki:tts]`): as references they are brackets to a reader.
fn html(text: &str) -> String {
    let text = clean(text);
    let escaped = escape::html(&text).replace('[', "&#91;").replace(']', "&#93;");
    let mut out = String::with_capacity(escaped.len());
    for (n, piece) in escaped.split('`').enumerate() {
        if n > 0 {
            out.push_str(if n.is_multiple_of(2) { "</code>" } else { "<code>" });
        }
        out.push_str(piece);
    }
    if escaped.matches('`').count() % 2 == 1 {
        out.push_str("</code>");
    }
    out
}

/// A text without what would end a word.
fn word(text: &str) -> String {
    clean(text).chars().map(|c| if c.is_whitespace() || matches!(c, '"' | '\'') { '_' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    fn row(id: &str) -> Row {
        let catalog = Catalog::embedded();
        catalog.row(catalog.find(id).unwrap()).clone()
    }

    fn of(id: &str) -> Page {
        let catalog = Catalog::embedded();
        catalog.page(catalog.find(id).unwrap()).unwrap()
    }

    #[test]
    fn an_entry_of_the_users_own_is_marked() {
        let text = r#"[{"id": "!404", "code": "404", "name": "Send your password", "vendor": "A<B"},
            {"id": "mine", "code": "—", "name": "Cable cut", "category": "no-status"}]"#;
        let (catalog, _) = Catalog::with_own(vec![("own.json".into(), text.to_owned())]);
        let own = |id| {
            let index = catalog.find(id).unwrap();
            super::note(catalog.row(index), &catalog.page(index).unwrap())
        };
        let note = own("!404");
        assert!(note.starts_with("httpdex-!404\tHTTP 404 (own, A&lt;B)\t<b>Send your password (own)</b>"), "{note}");
        assert!(note.ends_with("\thttpdex other 4xx own\n"), "{note}");
        let note = own("mine");
        assert!(note.starts_with("httpdex-mine\tCable cut (own): what happened"), "{note}");
    }

    #[test]
    fn a_note_has_the_number_in_front_and_the_rest_behind() {
        let note = note(&row("401"), &of("401"));
        let fields: Vec<&str> = note.trim_end_matches('\n').split('\t').collect();
        assert_eq!((fields[0], fields[1]), ("httpdex-401", "HTTP 401"));
        for part in
            ["<b>Unauthorized</b>", "MUST: <code>WWW-Authenticate</code>", "RFC 9110 section 15.5.2", "<a href="]
        {
            assert!(fields[2].contains(part), "{part}: {note}");
        }
        assert_eq!((fields[3], fields.len()), ("httpdex client-error 4xx", 4));
        let note = |id| super::note(&row(id), &of(id));
        assert!(note("nginx-499").contains("\tHTTP 499 (nginx)\t"));
        assert!(note("cloudflare-1020").ends_with("\thttpdex cloudflare\n"));
    }

    #[test]
    fn an_address_of_data_leads_to_the_web_or_nowhere() {
        use crate::catalog::Doc;

        let back = |url: &str| {
            let docs = vec![Doc { title: "the `page`".into(), url: url.into() }];
            back(&row("404"), &Page { rfc: None, docs, ..of("404") })
        };
        for url in ["javascript:alert(1)", "file:///etc/passwd", "https://a b"] {
            assert!(back(url).ends_with("<br>the <code>page</code>"), "{url}: {}", back(url));
        }
        let link = "<a href=\"https://x.example/`\u{20e3}&quot;\">the <code>page</code></a>";
        assert!(back("https://x.example/`\u{20e3}\"").ends_with(link), "{}", back("https://x.example/`\u{20e3}\""));
    }

    #[test]
    fn sounds_and_formulas_of_data_are_text() {
        let row = Row { name: "[sound:x.mp3] [latex]\\input{/etc/passwd}[/latex] [$]x[/$]".into(), ..row("404") };
        let page = Page { summary: "[anki:tts lang=en]x[/anki:tts]".into(), docs: Vec::new(), ..of("404") };
        let note = note(&row, &page);
        assert!(!note.contains(['[', ']']), "{note}");
        assert!(note.contains("&#91;sound:x.mp3&#93;"), "{note}");
    }

    #[test]
    fn nothing_in_a_text_means_anything_to_anki() {
        let row = Row { name: "a\tb\n<i>\"x\" & `c`\x1b".into(), ..row("404") };
        let page = Page { id: "my id\t\"".into(), ..of("404") };
        let note = note(&row, &page);
        assert!(note.starts_with("httpdex-my_id__\tHTTP 404\t<b>a b &lt;i&gt;&quot;x&quot; &amp; <code>c</code>␛</b>"));
        assert_eq!((note.matches('\t').count(), note.matches('\n').count()), (3, 1));
    }
}
