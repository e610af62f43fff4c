//! Text written into another language, so that nothing in it means anything there.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether an address is one that a browser opens over the network: nothing else leaves the program as a link.
///
/// An address is refused that has another scheme (`file:`, `javascript:`, `ssh:`), no host, or a blank or control
/// character in it.
///
/// ```
/// use httpdex::text::is_web_address;
///
/// assert!(is_web_address("https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5"));
/// assert!(!is_web_address("javascript:alert(1)"));
/// ```
pub fn is_web_address(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let has_host = rest.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '[');
    is_web && has_host && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\')
}

/// Text as HTML, between tags or as the value of an attribute in quotation marks.
pub fn html(text: &str) -> Cow<'_, str> {
    let special = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'');
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// A style sheet or a script without its indentation.
pub fn minified(code: &str) -> String {
    code.lines().flat_map(|line| [line.trim(), "\n"]).collect()
}

/// Running text as HTML, whose `backticks` mark code by the rule of [`markdown`].
pub fn html_text(text: &str) -> String {
    if !marks_code(text) {
        return html(text).into_owned();
    }
    let mut out = String::with_capacity(text.len() + 32);
    for (n, piece) in text.split('`').enumerate() {
        if n > 0 {
            out.push_str(if n % 2 == 1 { "<code>" } else { "</code>" });
        }
        out.push_str(&html(piece));
    }
    out
}

/// A link in HTML; what is no address of the web stands there as code.
pub fn html_link(title: &str, address: &str) -> String {
    if is_web_address(address) {
        return format!("<a href=\"{}\">{}</a>", html(address), html_text(title));
    }
    let address = if address.is_empty() { String::new() } else { format!(" (<code>{}</code>)", html(address)) };
    html_text(title) + &address
}

/// Text as Markdown on one line, whose `backticks` mark code. Where they come in other numbers than two of one, they
/// are signs like all others.
pub fn markdown(text: &str) -> String {
    inline(text, false)
}

/// The same for a cell of a table, where a bar ends the cell in code too.
pub fn markdown_cell(text: &str) -> String {
    inline(text, true)
}

/// A line as code in Markdown, which may hold backticks itself; nothing of an empty one.
pub fn markdown_code(line: &str) -> String {
    if line.trim().is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(line) + 1);
    // One blank on each side is taken away again. It is needed where a backtick may touch the fence, and where there
    // are blanks already.
    let pad = if fence.len() > 1 || (line.starts_with(' ') && line.ends_with(' ')) { " " } else { "" };
    format!("{fence}{pad}{line}{pad}{fence}").replace('\n', " ")
}

/// The same for a cell of a table.
pub fn markdown_code_cell(line: &str) -> String {
    markdown_code(line).replace('|', "\\|")
}

/// Lines as a block of code in Markdown, fenced by more backticks than stand in them.
pub fn markdown_block(language: &str, lines: &str) -> String {
    let fence = "`".repeat((longest_run(lines) + 1).max(3));
    format!("{fence}{language}\n{lines}\n{fence}")
}

/// A link in Markdown; what is no address of the web stands there as code.
pub fn markdown_link(title: &str, address: &str) -> String {
    if !is_web_address(address) {
        let address = markdown_code(address);
        return if address.is_empty() { markdown(title) } else { format!("{} ({address})", markdown(title)) };
    }
    let mut url = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            // What would end the address, or the cell of a table.
            '(' | ')' | '<' | '>' | '"' | '`' | '|' => {
                write!(url, "%{:02X}", u32::from(c)).expect("writing to a String does not fail");
            }
            _ => url.push(c),
        }
    }
    format!("[{}]({url})", markdown(title))
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Whether the backticks of a text mark code. Of a longer run it depends on what follows whether it begins code.
fn marks_code(text: &str) -> bool {
    longest_run(text) == 1 && text.matches('`').count().is_multiple_of(2)
}

fn inline(text: &str, in_table: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let marks_code = marks_code(text);
    let start = list_mark(text);
    let mut code = false;
    for (at, c) in text.char_indices() {
        let special = match c {
            '`' if marks_code => {
                code = !code;
                false
            }
            '|' => in_table || !code,
            _ if code => false,
            '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '~' | '#' => true,
            '&' => text[at + 1..].starts_with(|next: char| next.is_ascii_alphabetic() || next == '#'),
            _ => start == Some(at),
        };
        if special {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

/// Where the sign stands that makes an item of a list, or a heading of the line above, of a line.
fn list_mark(text: &str) -> Option<usize> {
    let line = text.trim_start();
    let at = text.len() - line.len();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.as_bytes().get(digits)? {
        b'-' | b'+' | b'=' if digits == 0 => Some(at),
        b'.' | b')' if digits > 0 => Some(at + digits),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_links() {
        for address in ["http://a.example/x?y#z", "HTTPS://a.example", "https://[::1]:8080/", "https://größer.example"]
        {
            assert!(is_web_address(address), "{address}");
        }
        for address in [
            "",
            "javascript:alert(1)",
            "javascript://a.example/%0Aalert(1)",
            "file:///etc/passwd",
            "ssh://-oProxyCommand=x",
            "data:text/html,x",
            "//a.example",
            "https:a.example",
            "https://",
            "https:///path",
            "https://-oProxyCommand=x",
            "https://a b",
            "https://a\n",
            "https://a\\b",
            " https://a",
            "mine.desktop",
        ] {
            assert!(!is_web_address(address), "{address}");
        }
    }

    #[test]
    fn nothing_is_taken_for_html() {
        assert_eq!(html("<a href='x'>\"&\""), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;");
        assert!(matches!(html("größer"), Cow::Borrowed(_)));
    }

    #[test]
    fn backticks_are_code_in_html() {
        assert_eq!(html_text("`<a>` & `b`"), "<code>&lt;a&gt;</code> &amp; <code>b</code>");
        assert_eq!(html_text("an odd ` <tick>"), "an odd ` &lt;tick&gt;");
        assert_eq!(html_text("``<b>``"), "``&lt;b&gt;``");
        assert_eq!(
            html_link("a `b`", "https://x.example/?a&b"),
            "<a href=\"https://x.example/?a&amp;b\">a <code>b</code></a>"
        );
        assert_eq!(html_link("a", "javascript:alert('1')"), "a (<code>javascript:alert(&#39;1&#39;)</code>)");
        assert_eq!(html_link("a", ""), "a");
    }

    #[test]
    fn signs_are_escaped_but_not_in_code() {
        assert_eq!(markdown_cell("a|b *c* <d> `e|f*g`"), "a\\|b \\*c\\* \\<d\\> `e\\|f*g`");
        assert_eq!(markdown("a|b *c* <d> `e|f*g`"), "a\\|b \\*c\\* \\<d\\> `e|f*g`");
        assert_eq!(markdown("an odd ` tick"), "an odd \\` tick");
        assert_eq!(markdown("[x](y) ![z] R&D &lt; 1 & 2\nnext"), "\\[x\\](y) !\\[z\\] R\\&D \\&lt; 1 & 2 next");
    }

    #[test]
    fn backticks_that_may_or_may_not_begin_code_are_signs() {
        assert_eq!(markdown("``` <b> `"), "\\`\\`\\` \\<b\\> \\`");
        assert_eq!(markdown("``<b>``"), "\\`\\`\\<b\\>\\`\\`");
    }

    #[test]
    fn a_text_begins_no_list_and_no_heading() {
        assert_eq!(markdown("- a"), "\\- a");
        assert_eq!(markdown("404. b - c. d"), "404\\. b - c. d");
        assert_eq!(markdown("1) b"), "1\\) b");
        assert_eq!(markdown("404 b"), "404 b");
        assert_eq!(markdown("==="), "\\===");
    }

    #[test]
    fn code_with_backticks_is_fenced_by_more() {
        assert_eq!(markdown_code_cell("a `b` c|"), "`` a `b` c\\| ``");
        assert_eq!(markdown_code("`a"), "`` `a ``");
        assert_eq!(markdown_code("a|b"), "`a|b`");
        assert_eq!(markdown_code(" a "), "`  a  `");
        assert_eq!(markdown_code(""), "");
        assert_eq!(markdown_block("http", "a\n```\nb"), "````http\na\n```\nb\n````");
    }

    #[test]
    fn links_lead_to_the_web_alone() {
        assert_eq!(markdown_link("a]b", "https://x.example/a(b)"), "[a\\]b](https://x.example/a%28b%29)");
        assert_eq!(markdown_link("a", "javascript:alert(1)"), "a (`javascript:alert(1)`)");
        assert_eq!(markdown_link("a", ""), "a");
    }
}
