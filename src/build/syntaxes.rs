//! `syntaxes.bin`: the syntaxes of the languages, out of all that two-face has, with patterns for ASCII.
//!
//! Whatever a snippet says is ASCII, and the classes of Unicode would take most of the memory and of the time in which
//! the patterns are compiled.

use syntect::dumps::dump_to_uncompressed_file;
use syntect::parsing::syntax_definition::{Context, Pattern};
use syntect::parsing::{Regex, SyntaxSetBuilder};

use std::path::Path;

/// Syntaxes that others take parts from.
const PARTS: [&str; 4] =
    ["Plain Text", "Regular Expressions (Javascript)", "Regular Expressions (Python)", "commands-builtin-shell-bash"];

/// Writes the syntaxes with these names to a file. What they refer to elsewhere is empty.
pub(crate) fn write(names: &[&str], path: &Path) {
    let mut taken = SyntaxSetBuilder::new();
    let all = two_face::syntax::extra_newlines();
    for name in names {
        assert!(all.find_syntax_by_name(name).is_some(), "there is no syntax {name:?}");
    }
    for syntax in all.into_builder().syntaxes() {
        let mut syntax = syntax.clone();
        let wanted = names.contains(&syntax.name.as_str()) || PARTS.contains(&syntax.name.as_str());
        // Syntaxes know each other by their place, so none can be left out.
        for context in syntax.contexts.values_mut() {
            if wanted {
                narrow(context);
            } else {
                *context = Context::new(false);
            }
        }
        syntax.variables.clear();
        if !wanted {
            syntax.file_extensions.clear();
            syntax.first_line_match = None;
        }
        taken.add(syntax);
    }
    dump_to_uncompressed_file(&taken.build(), path).expect("OUT_DIR is writable");
}

/// Makes the patterns of a context ones for ASCII.
fn narrow(context: &mut Context) {
    for pattern in &mut context.patterns {
        if let Pattern::Match(found) = pattern {
            let narrow = ascii(found.regex.regex_str());
            // Those with backreferences are no patterns before they are filled in.
            let fits = Regex::try_compile(&narrow).is_none();
            assert!(fits || Regex::try_compile(found.regex.regex_str()).is_some(), "{narrow}");
            found.regex = Regex::new(narrow);
        }
    }
}

/// The pattern with the classes of ASCII in the place of those of Unicode.
fn ascii(pattern: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => {
                let escaped = rest.next().unwrap_or('\\');
                let class = match escaped {
                    'w' => "A-Za-z0-9_",
                    'd' => "0-9",
                    's' => r" \t\r\n\x0B\f",
                    'p' => property(&mut rest),
                    _ => {
                        out.extend(['\\', escaped]);
                        continue;
                    }
                };
                if depth == 0 {
                    out.extend(["[", class, "]"]);
                } else {
                    out.push_str(class);
                }
            }
            '[' => {
                out.push(c);
                // A class of POSIX, such as `[:alpha:]`, or a bracket at the start of a class, such as `[]a]`.
                if depth > 0 && rest.as_str().starts_with(':') {
                    let name = rest.as_str().split_inclusive(']').next().unwrap_or_default();
                    out.push_str(name);
                    rest = rest.as_str()[name.len()..].chars();
                    continue;
                }
                depth += 1;
                for first in ['^', ']'] {
                    if rest.as_str().starts_with(first) {
                        rest.next();
                        out.push_str(if first == ']' { r"\]" } else { "^" });
                    }
                }
            }
            ']' => {
                depth = if depth > 0 { depth - 1 } else { 0 };
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// What ASCII has of a property that is named next.
fn property(rest: &mut std::str::Chars) -> &'static str {
    let text = rest.as_str();
    let name = text.strip_prefix('{').and_then(|text| text.split('}').next()).unwrap_or_default();
    *rest = text[(name.len() + 2).min(text.len())..].chars();
    match name {
        "L" => "A-Za-z",
        "Lu" => "A-Z",
        "Ll" => "a-z",
        "N" | "Nd" => "0-9",
        "Pc" => "_",
        // Marks, letters that are numbers: ASCII has none.
        _ => r"\x00",
    }
}
