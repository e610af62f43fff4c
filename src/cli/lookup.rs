//! What the words on the command line mean.

use crate::catalog::{Catalog, Index, Pattern, code_key};
use crate::search::Engine;

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

/// What is nearest to something that was not found, one line each: to a number numbers, to words what they may mean.
pub(super) fn nearest(catalog: &Catalog, engine: &Engine, what: &str) -> Vec<String> {
    let near: Vec<Index> = if let Ok(number) = what.parse::<u32>() {
        let distance = |index| Some((catalog.row(index).code.parse::<u32>().ok()?.abs_diff(number), index));
        let mut numbered: Vec<(u32, Index)> = catalog.filter(|_| true).filter_map(distance).collect();
        numbered.sort_unstable();
        let mut near: Vec<Index> = numbered.into_iter().take(3).map(|(_, index)| index).collect();
        near.sort_by_key(|&index| code_key(&catalog.row(index).code));
        near
    } else {
        engine.search(catalog, what, 3).into_iter().map(|hit| hit.index).collect()
    };
    near.into_iter().map(|index| catalog.row(index).heading()).collect()
}
