//! What the words on the command line mean.

use std::io::{self, Read};

use super::complain::complain;
use super::exit;
use crate::catalog::{Catalog, Index, Pattern, code_key};
use crate::search::{Engine, Field, Hit};
use crate::text::shorten;

/// A best hit below this score is a guess, not an answer: a few common words, or letters far apart.
const WEAK: u32 = 400;
/// What one word that no page uses must score, unless it is in a name: less are words with a few of its letters.
const WEAK_FOR_UNKNOWN: u32 = 1000;
/// How many numbers are named that are near another one, or that begin with it.
const NEAR: usize = 3;
const BEGUN: usize = 5;

/// The most of standard input that is searched for: more than a search reads.
const INPUT: u64 = 64 << 10;

/// The entries that a word names: by id, by code with all its owners, or by pattern. `None` if it is none of these.
pub(super) fn named(catalog: &Catalog, word: &str) -> Option<Vec<Index>> {
    if let Some(pattern) = Pattern::parse(word) {
        return Some(catalog.matching(&pattern).collect());
    }
    // A list may mix codes and ids: 404,nginx-499.
    word.split(',')
        .map(|part| match Pattern::parse(part) {
            Some(pattern) => Some(catalog.matching(&pattern).collect()),
            None => catalog.find(part.trim()).map(|index| vec![index]),
        })
        .collect::<Option<Vec<Vec<Index>>>>()
        .map(|parts| parts.concat())
}

/// The entries that all the words name, each once; `None` if they are words to search for.
pub(super) fn all_named(catalog: &Catalog, words: &[String]) -> Option<Vec<Index>> {
    let mut found = Vec::new();
    for word in words {
        for index in named(catalog, word)? {
            if !found.contains(&index) {
                found.push(index);
            }
        }
    }
    Some(found)
}

/// What is to be searched for: the words, or for `-` what standard input has.
pub(super) fn words(given: &[String]) -> io::Result<String> {
    if given != ["-"] {
        return Ok(given.join(" "));
    }
    let mut bytes = Vec::new();
    io::stdin().lock().take(INPUT).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}

/// Whether the best hit for words answers them, rather than being the least bad guess.
pub(super) fn answers(engine: &Engine, words: &str, best: &Hit) -> bool {
    let is_unknown = || words.chars().all(char::is_alphanumeric) && !engine.knows(words);
    let least = if best.why.field != Field::Name && is_unknown() { WEAK_FOR_UNKNOWN } else { WEAK };
    best.score >= least
}

/// The codes and patterns among words, each by itself, that nothing has.
pub(super) fn missing<'w>(catalog: &Catalog, words: &'w [String]) -> Vec<&'w str> {
    let is_missing = |word: &&str| named(catalog, word).is_some_and(|found| found.is_empty());
    let parts = words.iter().flat_map(|word| word.split(','));
    parts.map(str::trim).filter(|word| !word.is_empty()).filter(is_missing).collect()
}

/// Says so where words are codes but for letters that look like digits, as in `5O2`; returns the exit code then.
pub(super) fn misread(catalog: &Catalog, words: &[String]) -> Option<u8> {
    let digits = |word: &String| {
        let is_number = word.contains(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || "OolI|.,".contains(c));
        if is_number { word.replace(['O', 'o'], "0").replace(['l', 'I', '|'], "1") } else { word.clone() }
    };
    let read: Vec<String> = words.iter().map(digits).collect();
    if read == words || all_named(catalog, &read).is_none_or(|found| found.is_empty()) {
        return None;
    }
    let (typed, read) = (words.join(" "), read.join(" "));
    let (typed, read) = (shorten(&typed, 60), shorten(&read, 60));
    complain(&format!("{typed:?} has letters among its digits; did you mean {read}?"));
    Some(exit::NOT_FOUND)
}

/// What is nearest to something that was not found, one line each: to a number numbers, to words what they may mean.
pub(super) fn nearest(catalog: &Catalog, engine: &Engine, what: &str) -> Vec<String> {
    let mut near = near_numbers(catalog, what);
    if near.is_empty() && what.parse::<u32>().is_err() {
        near = engine.search(catalog, what, NEAR).into_iter().map(|hit| hit.index).collect();
    }
    near.into_iter().map(|index| catalog.row(index).heading()).collect()
}

/// The codes that begin with a number; else those with a digit more or less, or a point in it; else the next ones.
fn near_numbers(catalog: &Catalog, what: &str) -> Vec<Index> {
    if what.is_empty() || !what.bytes().all(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let mut rows: Vec<(Index, &str)> =
        catalog.filter(|_| true).map(|index| (index, &*catalog.row(index).code)).collect();
    rows.sort_unstable_by_key(|&(index, code)| (code_key(code), index));
    let first = |wanted: &dyn Fn(&str) -> bool, most| -> Vec<Index> {
        let mut found: Vec<(Index, &str)> = rows.iter().copied().filter(|(_, code)| wanted(code)).collect();
        // Codes that several systems use are named once.
        found.dedup_by_key(|(_, code)| *code);
        found.into_iter().take(most).map(|(index, _)| index).collect()
    };
    let begun = first(&|code| code.starts_with(what) && !code.contains('.'), BEGUN);
    if !begun.is_empty() {
        return begun;
    }
    let is_part = |code: &str| code.len() > 2 && (what.starts_with(code) || code.replace('.', "") == what);
    let parts = first(&is_part, NEAR);
    if !parts.is_empty() {
        return parts;
    }
    let Ok(number) = what.parse::<u32>() else { return Vec::new() };
    let distance = |&(index, code): &(Index, &str)| Some((code.parse::<u32>().ok()?.abs_diff(number), index));
    let mut numbered: Vec<(u32, Index)> = rows.iter().filter_map(distance).collect();
    numbered.sort_unstable();
    let mut near: Vec<Index> = numbered.into_iter().take(NEAR).map(|(_, index)| index).collect();
    near.sort_unstable_by_key(|&index| (code_key(&catalog.row(index).code), index));
    near
}
