//! `tokens.rs`: the vocabulary of platforms and clients, and the spellings of the failures that have pages, as one table
//! sorted by the first words of the tokens.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::catalog::{Category, Page};
use crate::input::{json_in, parse};
use crate::pack;
use crate::vocabulary::{Written, WrittenToken, same_text};
use crate::words::{is_spelling, is_weak, key, ordinary};

/// A row of the table.
struct Row<'a> {
    text: &'a str,
    /// The platform that writes it, and the token there, both by their places; none for a spelling on a page.
    of: Option<(usize, usize)>,
    codes: Vec<&'a str>,
    ordinary: bool,
    general: bool,
    fails: bool,
}

/// Writes the tokens, each of which leads to entries that there are, and none elsewhere than an alias on a page.
pub fn write(data: &Path, pages: &[Page], out: &Path) {
    let failures: HashMap<&str, bool> =
        pages.iter().map(|page| (page.id.as_str(), page.category == Category::NoStatus)).collect();
    let spellings = spellings(pages);
    let mut platforms: Vec<Written> = Vec::new();
    for path in json_in(&data.join("tokens")) {
        let written: Written = parse(&path);
        if let Some(fault) = contradictions(&written, &spellings).into_iter().next() {
            panic!("{}: {fault}", path.display());
        }
        if let Some(fault) = written.fault(|id| failures.contains_key(id)) {
            panic!("{}: {fault}", path.display());
        }
        platforms.push(written);
    }
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (number, platform) in platforms.iter().enumerate() {
        for (at, token) in platform.tokens.iter().enumerate() {
            let fails = token.codes.iter().all(|id| failures[id.as_str()]);
            rows.push(Row {
                text: &token.token,
                of: Some((number, at)),
                codes: token.codes.iter().map(String::as_str).collect(),
                ordinary: ordinary(&token.token, fails),
                general: token.general,
                fails,
            });
        }
    }
    let known = |text: &str| {
        let mut tokens = platforms.iter().flat_map(|platform| &platform.tokens);
        tokens.any(|token| same_text(&token.token, text))
    };
    for (text, codes) in spellings.into_iter().filter(|(text, _)| !known(text)) {
        // What several failures are called says by itself little.
        let general = codes.len() > 1;
        rows.push(Row { text, of: None, codes, ordinary: is_weak(text), general, fails: true });
    }
    let place = |row: &Row<'_>| row.of.map(|(number, _)| number);
    rows.sort_by_cached_key(|row| (key(row.text), row.text.to_owned(), place(row)));
    fs::write(out.join("tokens.rs"), table(&platforms, &rows, out)).expect("OUT_DIR is writable");
}

/// The aliases of failures that are more than ordinary words, each with the ids of the pages that have it.
fn spellings(pages: &[Page]) -> Vec<(&str, Vec<&str>)> {
    let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
    for page in pages.iter().filter(|page| page.category == Category::NoStatus) {
        for alias in page.aliases.iter().filter(|alias| is_spelling(alias)) {
            match all.iter_mut().find(|(known, _)| same_text(known, alias)) {
                Some((_, ids)) if ids.contains(&page.id.as_str()) => {}
                Some((_, ids)) => ids.push(&page.id),
                None => all.push((alias, vec![&page.id])),
            }
        }
    }
    all
}

/// Where a platform's tokens lead elsewhere than the page that has them as an alias.
fn contradictions(written: &Written, spellings: &[(&str, Vec<&str>)]) -> Vec<String> {
    let mut faults = Vec::new();
    for WrittenToken { token, codes, .. } in &written.tokens {
        let ids = spellings.iter().filter(|(text, _)| same_text(text, token)).flat_map(|(_, ids)| ids);
        for id in ids.filter(|id| codes.iter().all(|code| code != *id)) {
            let codes = codes.join(", ");
            faults.push(format!(
                "{token:?} leads to {codes} and is an alias of {id}; add that id, or take the alias away"
            ));
        }
    }
    faults
}

/// The tables that `src/search/tokens/token.rs` tells of. What the tokens mean is compressed, a text for each platform.
fn table(platforms: &[Written], rows: &[Row<'_>], out: &Path) -> String {
    let mut text = format!("static PLATFORMS: [Platform; {}] = [\n", platforms.len());
    for (number, Written { platform, hints, tail, tokens, .. }) in platforms.iter().enumerate() {
        let name = format!("meanings-{number}.txt");
        let meanings: Vec<&str> = tokens.iter().map(|token| token.means.as_str()).collect();
        pack::write(out, &name, &meanings.join("\n"));
        writeln!(
            text,
            "Platform {{ name: {platform:?}, hints: &{hints:?}, tail: &{tail:?}, meanings: packed!({name:?}) }},"
        )
        .expect("a String takes all");
    }
    let ids: BTreeSet<&str> = rows.iter().flat_map(|row| &row.codes).copied().collect();
    let ids: Vec<&str> = ids.into_iter().collect();
    let (mut texts, mut codes) = (String::new(), Vec::new());
    write!(text, "];\nstatic IDS: [&str; {}] = {ids:?};\nstatic ROWS: [Row; {}] = [\n", ids.len(), rows.len())
        .expect("a String takes all");
    for row in rows {
        let (platform, meaning) = row.of.unwrap_or((usize::from(u8::MAX), 0));
        let is = [(row.ordinary, "ORDINARY"), (row.general, "GENERAL"), (row.fails, "FAILS")];
        let is: Vec<&str> = is.into_iter().filter_map(|(is, name)| is.then_some(name)).collect();
        let is = if is.is_empty() { "0".to_owned() } else { is.join(" | ") };
        let (start, first) = (texts.len(), codes.len());
        writeln!(text, "Row {{ text: {start}, codes: {first}, meaning: {meaning}, platform: {platform}, is: {is} }},")
            .expect("a String takes all");
        texts.push_str(row.text);
        codes.extend(row.codes.iter().map(|id| ids.binary_search(id).expect("all ids are there")));
    }
    let count = codes.len();
    write!(text, "];\nstatic TEXTS: &str = {texts:?};\nstatic CODES: [u16; {count}] = {codes:?};\n")
        .expect("a String takes all");
    text
}
