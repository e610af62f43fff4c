//! HTML as tags.

#![allow(dead_code, reason = "each test uses a part of it")]

/// The elements without an end.
const VOID: [&str; 4] = ["!DOCTYPE", "input", "link", "meta"];

/// The page as its tags, in order, with the text before each.
pub fn tags(html: &str) -> Vec<(&str, &str)> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((text, tail)) = rest.split_once('<') {
        let (tag, after) = tail.split_once('>').expect("a tag that ends");
        tags.push((text, tag));
        rest = after;
    }
    assert_eq!(rest.trim(), "");
    tags
}

/// Asserts that every element that is opened is closed in the right place.
pub fn well_formed(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for (text, tag) in tags(html) {
        let name = tag.split([' ', '\n']).next().expect("a name");
        assert!(open.last() == Some(&"style") || !text.contains('>'), "{text:?}");
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{tag}"),
            None if VOID.contains(&name) => (),
            None => open.push(name),
        }
    }
    assert_eq!(open, Vec::<&str>::new());
}
