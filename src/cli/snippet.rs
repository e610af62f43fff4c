//! `httpdex snippet`: a program for a code, or the languages that there are for it.

use std::io;

use serde::Serialize;

use super::arguments::Format;
use super::commands::not_found;
use super::complain::complain;
use super::exit;
use super::library::Library;
use super::lookup::named;
use super::output::Output;
use crate::catalog::Index;
use crate::json;
use crate::snippet::{Error, Language, Offer, Snippets};
use crate::suggest::nearest;
use crate::text::escape::{markdown_block, markdown_cell};
use crate::text::shorten;
use crate::widgets::width;

/// How many languages are named to somebody who names none.
const NAMED: usize = 6;

/// Prints the program for a code in a language, or lists the languages.
pub(super) fn run(
    library: &Library,
    output: &mut Output,
    code: Option<&str>,
    lang: Option<&str>,
    is_list: bool,
) -> io::Result<u8> {
    match (code, lang) {
        (None, _) => all(output),
        (Some(code), None) if !is_list => Ok(choose(library, code)),
        (Some(code), lang) => snippet(library, output, code, lang),
    }
}

/// Says which languages there are for a code, of which none was named.
fn choose(library: &Library, code: &str) -> u8 {
    let catalog = &library.catalog;
    let found = named(catalog, code).unwrap_or_default();
    let Some(&first) = found.first() else { return not_found(library, code) };
    let snippets = Snippets::embedded();
    let offers = snippets.offered(catalog, first).unwrap_or_default();
    let offered: Vec<&str> =
        offers.iter().filter(|offer| offer.refusal.is_none()).map(|offer| &*offer.language.id).collect();
    let id = &catalog.row(first).id;
    let list = format!("`httpdex snippet {id} --list` shows all of them");
    match offered.first() {
        None => complain(&format!("there is no snippet for {id}; {list}, and why not")),
        Some(lang) => complain(&format!(
            "name a language, as in `httpdex snippet {id} --lang {lang}`: {}; {list}",
            offered.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ")
        )),
    }
    exit::WRONG
}

/// Lists every language there is.
fn all(output: &mut Output) -> io::Result<u8> {
    let snippets = Snippets::embedded();
    let offers: Vec<Offer> = snippets.languages().iter().map(|language| Offer { language, refusal: None }).collect();
    print_list(output, &offers, false)?;
    Ok(exit::DONE)
}

/// Prints the program in a language, or the languages where none is named.
fn snippet(library: &Library, output: &mut Output, code: &str, lang: Option<&str>) -> io::Result<u8> {
    let catalog = &library.catalog;
    let found = named(catalog, code).unwrap_or_default();
    let Some(&first) = found.first() else { return Ok(not_found(library, code)) };
    if found.iter().any(|&index| catalog.row(index).code != catalog.row(first).code) {
        complain("a snippet is for one code; name one, such as 429 or cloudflare-522");
        return Ok(exit::WRONG);
    }
    let snippets = Snippets::embedded();
    let Some(lang) = lang else { return list(library, output, &snippets, first) };
    let named = snippets.named(lang);
    if named.is_empty() {
        complain(&unknown(&snippets, lang));
        return Ok(exit::WRONG);
    }
    let mut rendered = Vec::new();
    for language in named {
        // Where several systems use the number, the first of them that there is a snippet for.
        let mut all = found.iter().map(|&index| (index, snippets.render(catalog, index, language)));
        let (index, text) =
            all.find(|(_, text)| text.is_ok()).unwrap_or_else(|| (first, snippets.render(catalog, first, language)));
        rendered.push((index, language, text));
    }
    let offered: Vec<String> = rendered
        .iter()
        .filter(|(_, _, text)| text.is_ok())
        .map(|(_, language, _)| format!("`--lang {}` ({})", language.id, language.name))
        .collect();
    if offered.len() > 1 {
        let (lang, code) = (shorten(lang, 40), &catalog.row(first).code);
        complain(&format!("there are several {lang} snippets for {code}; type one of {}", offered.join(", ")));
        return Ok(exit::WRONG);
    }
    // The one that there is, or else the first, to say why there is none.
    let chosen = rendered.iter().position(|(_, _, text)| text.is_ok()).unwrap_or(0);
    let (index, language, text) = rendered.swap_remove(chosen);
    match text {
        Ok(text) => program(library, output, index, language, &text),
        Err(error @ Error::NotOffered(_)) => {
            complain(&format!("there is no {} snippet for {}: {error}", language.name, catalog.row(index).id));
            Ok(exit::NOT_FOUND)
        }
        Err(error) => {
            complain(&error.to_string());
            Ok(exit::WRONG)
        }
    }
}

/// Says that there is no such language, and which one may be meant.
fn unknown(snippets: &Snippets, lang: &str) -> String {
    let lang: String = shorten(lang, 40).into();
    let known = snippets.languages().iter();
    let begins = known.clone().find(|language| language.id.split('-').any(|part| part.eq_ignore_ascii_case(&lang)));
    let near = begins.map(|language| language.id.as_str());
    match near.or_else(|| nearest(&lang, known.map(|language| language.id.as_str()))) {
        Some(near) => {
            format!("there is no language {lang:?}; the nearest is `--lang {near}`, and `--list` shows them all")
        }
        None => format!("there is no language {lang:?}; `--list` shows them all"),
    }
}

/// A snippet for a script.
#[derive(Serialize)]
struct Told<'a> {
    language: &'a str,
    name: &'a str,
    id: &'a str,
    file: &'a str,
    install: Option<&'a str>,
    run: &'a str,
    ran_on: &'a str,
    code: &'a str,
}

fn program(library: &Library, output: &mut Output, index: Index, language: &Language, text: &str) -> io::Result<u8> {
    match output.format {
        Format::Text => output.plain(text)?,
        Format::Markdown => {
            let block = markdown_block(fence(&language.file), text.strip_suffix('\n').unwrap_or(text));
            output.plain(&format!("{block}\n"))?;
        }
        Format::Json => {
            let told = Told {
                language: &language.id,
                name: &language.name,
                id: &library.catalog.row(index).id,
                file: &language.file,
                install: language.install.as_deref(),
                run: &language.run,
                ran_on: &language.ran_on,
                code: text,
            };
            output.plain(&(json::to_string(&told).map_err(io::Error::other)? + "\n"))?;
        }
    }
    Ok(exit::DONE)
}

/// What Markdown calls the language of a file, by the end of its name.
fn fence(file: &str) -> &str {
    match file.rsplit_once('.').map_or("", |(_, end)| end) {
        "mjs" => "js",
        end => end,
    }
}

/// A language for a script.
#[derive(Serialize)]
struct Listed<'a> {
    language: &'a str,
    name: &'a str,
    role: crate::snippet::SnippetRole,
    ran_on: &'a str,
    /// Whether there is a snippet for the code that was named, if one was.
    #[serde(skip_serializing_if = "Option::is_none")]
    offered: Option<bool>,
    why_not: Option<&'a str>,
}

fn list(library: &Library, output: &mut Output, snippets: &Snippets, index: Index) -> io::Result<u8> {
    let offers = match snippets.offered(&library.catalog, index) {
        Ok(offers) => offers,
        Err(error) => {
            complain(&error.to_string());
            return Ok(exit::WRONG);
        }
    };
    print_list(output, &offers, true)?;
    Ok(if offers.iter().any(|offer| offer.refusal.is_none()) { exit::DONE } else { exit::NOT_FOUND })
}

fn print_list(output: &mut Output, offers: &[Offer], is_for_code: bool) -> io::Result<()> {
    match output.format {
        Format::Json => {
            let listed = |offer: &Offer| {
                json::to_string(&Listed {
                    language: &offer.language.id,
                    name: &offer.language.name,
                    role: offer.language.role,
                    ran_on: &offer.language.ran_on,
                    offered: is_for_code.then_some(offer.refusal.is_none()),
                    why_not: offer.refusal.as_deref(),
                })
            };
            let lines: Vec<String> = offers.iter().map(listed).collect::<Result<_, _>>().map_err(io::Error::other)?;
            output.plain(&format!("[\n{}\n]\n", lines.join(",\n")))
        }
        Format::Markdown => {
            output.plain("| Language | Name | Ran on |\n| --- | --- | --- |\n")?;
            for Offer { language, refusal } in offers {
                let name = markdown_cell(&language.name);
                let ran = markdown_cell(refusal.as_deref().unwrap_or(&language.ran_on));
                output.plain(&format!("| {} | {name} | {ran} |\n", language.id))?;
            }
            Ok(())
        }
        Format::Text => table(output, offers),
    }
}

/// Those that have a snippet first, and then the others with the reason.
fn table(output: &mut Output, offers: &[Offer]) -> io::Result<()> {
    let widest = |of: fn(&Language) -> &str| offers.iter().map(|offer| width(of(offer.language))).max().unwrap_or(0);
    let (ids, names) = (widest(|language| &language.id), widest(|language| &language.name));
    let pad = |text: &str, to: u16| format!("{text}{}", " ".repeat(usize::from(to - width(text)) + 2));
    let (can, cannot): (Vec<&Offer>, Vec<&Offer>) = offers.iter().partition(|offer| offer.refusal.is_none());
    for offer in can {
        output.styled(&pad(&offer.language.id, ids), output.theme.strong)?;
        output.plain(&pad(&offer.language.name, names))?;
        output.styled(&format!("ran on {}\n", offer.language.ran_on), output.theme.muted)?;
    }
    for offer in cannot {
        output.plain(&pad(&offer.language.id, ids))?;
        output.plain(&pad(&offer.language.name, names))?;
        output.styled(&format!("no: {}\n", offer.refusal.as_deref().unwrap_or_default()), output.theme.muted)?;
    }
    Ok(())
}
