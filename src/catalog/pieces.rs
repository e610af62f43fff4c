//! Texts of pages, as the build script wrote them: of pieces that occur again and again, such as words, each known by
//! its number.
//!
//! A byte below 0xE0 is the number of a piece, which for most ASCII characters is just that character; a byte from 0xE0
//! on and the one behind it are the number of one of the other pieces. That is a third of the text, and a page is read
//! from it in a few microseconds.

#![allow(clippy::unreadable_literal, reason = "the build script writes the table, and nobody reads it")]

// PIECES, all of them one behind the other, and TABLE: where each begins and, in the lowest eight bits, how long it is.
include!(concat!(env!("OUT_DIR"), "/pieces.rs"));

/// The first byte that needs another one behind it.
const TWO_BYTES: u8 = 0xE0;

/// As many bytes are copied of every piece that has no more, as that is faster than copying just as many as it has.
const SHORT: usize = 16;

/// The text that was written as `coded`, or a part of it that begins and ends with a piece.
///
/// # Panics
/// Never, for what the build script wrote; tests hold every page against it.
pub(super) fn text(coded: &[u8]) -> String {
    let mut text: Vec<u8> = Vec::with_capacity(coded.len() * 4 + SHORT);
    let mut bytes = coded.iter();
    while let Some(&byte) = bytes.next() {
        // As half of all bytes are.
        if (b' '..0x7F).contains(&byte) {
            text.push(byte);
            continue;
        }
        let mut number = usize::from(byte);
        if byte >= TWO_BYTES {
            let second = bytes.next().copied().unwrap_or_default();
            number = usize::from(TWO_BYTES) + (usize::from(byte - TWO_BYTES) << 8 | usize::from(second));
        }
        let place = TABLE[number];
        let (start, length) = ((place >> 8) as usize, (place & 0xFF) as usize);
        if length > SHORT {
            text.extend_from_slice(&PIECES[start..start + length]);
            continue;
        }
        let end = text.len() + length;
        text.extend_from_slice(&PIECES[start..start + SHORT]);
        text.truncate(end);
    }
    String::from_utf8(text).expect("the build script made pieces of a text")
}

#[cfg(test)]
mod tests {
    use crate::catalog::Catalog;

    #[test]
    fn every_page_is_what_was_written() {
        let written = include_str!(concat!(env!("OUT_DIR"), "/pages.json"));
        let catalog = Catalog::embedded();
        let mut rest = written;
        for row in catalog.rows() {
            let text = row.source.text();
            rest = rest.strip_prefix(&*text).unwrap_or_else(|| panic!("{}: {text}", row.id));
        }
        assert_eq!(rest, "");
        let coded = include_bytes!(concat!(env!("OUT_DIR"), "/pages.coded")).len();
        assert!(coded * 5 < written.len() * 2, "{coded} bytes for {}", written.len());
    }
}
