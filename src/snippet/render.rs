//! Turns a template and a response into a program.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, filters, functions, tests as is};

use super::response::Response;

/// The widest that a comment is written.
const COMMENT: usize = 78;

/// The text of the program.
pub(super) fn render(template: &str, response: &Response) -> Result<String, Error> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let mut syntax = SyntaxConfig::builder();
    environment.set_syntax(syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    add_vocabulary(&mut environment);
    environment.render_str(template, Serde(response))
}

/// What templates may use. All that the library has would make the program a quarter of a megabyte larger.
fn add_vocabulary(environment: &mut Environment) {
    environment.add_filter("quote", quote);
    environment.add_filter("comment", comment);
    environment.add_filter("first", filters::first);
    environment.add_filter("items", filters::items);
    environment.add_filter("join", filters::join);
    environment.add_filter("last", filters::last);
    environment.add_filter("length", filters::length);
    environment.add_filter("list", filters::list);
    environment.add_filter("lower", filters::lower);
    environment.add_filter("rejectattr", filters::rejectattr);
    environment.add_filter("replace", filters::replace);
    environment.add_filter("selectattr", filters::selectattr);
    environment.add_filter("sort", filters::sort);
    environment.add_filter("split", filters::split);
    environment.add_filter("title", filters::title);
    environment.add_filter("tojson", filters::tojson);
    environment.add_filter("trim", filters::trim);
    environment.add_filter("unique", filters::unique);
    environment.add_filter("upper", filters::upper);
    environment.add_test("eq", is::is_eq);
    environment.add_test("none", is::is_none);
    environment.add_test("number", is::is_number);
    environment.add_test("string", is::is_string);
    environment.add_function("namespace", functions::namespace);
    environment.add_function("range", functions::range);
}

/// The text as a literal between quotes.
fn quote(text: &str, quote: Option<&str>) -> String {
    let quote = quote.unwrap_or("'");
    let mut out = quote.to_owned();
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => {
                if c == '\\' || quote.starts_with(c) {
                    out.push('\\');
                }
                out.push(c);
            }
        }
    }
    out + quote
}

/// The sentence as lines of comment; those after the first are indented, as the first is by the template.
fn comment(text: &str, prefix: &str, indent: Option<usize>) -> String {
    let indent = indent.unwrap_or(0);
    let room = COMMENT.saturating_sub(indent + prefix.len());
    let options = textwrap::Options::new(room)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .break_words(false);
    let lines: Vec<String> = textwrap::wrap(text, options).iter().map(|line| format!("{prefix}{line}")).collect();
    lines.join(&format!("\n{}", " ".repeat(indent)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_hold_any_text() {
        assert_eq!(quote("it's \"x\"\\\r\n\t", None), r#"'it\'s "x"\\\r\n\t'"#);
        assert_eq!(quote("it's \"x\"", Some("\"")), r#""it's \"x\"""#);
    }

    #[test]
    fn comments_are_wrapped_at_words() {
        let text = "word ".repeat(20);
        let lines = comment(text.trim(), "// ", Some(4));
        assert!(lines.lines().all(|line| line.trim().starts_with("// ") && line.trim_end().len() <= 78), "{lines}");
        assert_eq!(lines.matches("word").count(), 20);
        assert!(lines.contains("\n    // "), "{lines}");
    }
}
