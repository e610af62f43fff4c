//! Texts of pages, as the build script wrote them: of pieces that occur again and again, such as words, each known by
//! its number.
//!
//! A byte below 128 that is no control character stands for itself. A control character and a byte from 0x80 on are
//! the number of one of the 128 pieces that say most, and two bytes, the first of them from 0xE0 on, that of one of the
//! others. That is a third of the text, and a page is read from it in about ten microseconds: hardly more than its third
//! saves in pages of memory.

// PIECES, all of them one behind the other, and TABLE: where each begins and, in the lowest eight bits, how long it is.
include!(concat!(env!("OUT_DIR"), "/pieces.rs"));

/// Pieces up to this length are copied as if they had it, which is faster than looking at how long each is.
const SHORT: usize = 16;

/// The most bytes of a piece.
const LONGEST: usize = 0xFF;

/// The text that was written as `coded`, or a part of it that begins and ends with a piece.
///
/// # Panics
/// Never, for what the build script wrote; tests hold every page against it.
pub(super) fn text(coded: &[u8]) -> String {
    let mut text = vec![0; coded.len() * 4 + LONGEST];
    let mut length = 0;
    let mut bytes = coded.iter();
    while let Some(&byte) = bytes.next() {
        if length + LONGEST > text.len() {
            text.resize(text.len() * 2, 0);
        }
        let number = match byte {
            b' '..0x80 => {
                text[length] = byte;
                length += 1;
                continue;
            }
            0..b' ' => usize::from(byte),
            0x80..0xE0 => usize::from(byte - 0x60),
            0xE0.. => 0x80 + usize::from(byte - 0xE0) * 0x100 + usize::from(bytes.next().copied().unwrap_or_default()),
        };
        let place = TABLE[number];
        let (start, size) = (place as usize >> 8, place as usize & LONGEST);
        // All pieces are followed by as many bytes.
        let copied = if size <= SHORT { SHORT } else { size };
        text[length..length + copied].copy_from_slice(&PIECES[start..start + copied]);
        length += size;
    }
    text.truncate(length);
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
