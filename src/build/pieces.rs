//! Writes the pages as pieces, which `src/catalog/pieces.rs` reads: the pieces are words, what stands between two strings
//! of JSON, and pairs of these that occur often.
//!
//! A piece never reaches from one string into what is around it, so that a string can be read by itself.

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::ops::Range;
use std::path::Path;

/// The characters that stand for themselves.
const PLAIN: Range<char> = ' '..'\x7F';

/// How many pieces are written as one byte beside them, and at most as two.
const ONE_BYTE: usize = 0x20 + (SECOND - 0x7F);
const TWO_BYTES: usize = 0x20 * 0x100;

/// The first byte that needs another one behind it.
const SECOND: usize = 0xE0;

/// How often a pair has to occur to become a piece, and how often what stands between two strings.
const OFTEN: usize = 24;
const BETWEEN: usize = 8;

/// How many times pairs are put together.
const ROUNDS: usize = 3;

/// The most bytes of a piece.
const LONGEST: usize = 64;

/// How many bytes the reader may take from behind a piece.
const BEHIND: usize = 16;

/// What a piece costs in the table.
const ENTRY: usize = 4;

/// A page as it is written.
pub(crate) struct Coded {
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// Where the strings in its text begin and end, rising, and where they do so among the bytes.
    pub(crate) places: Vec<(usize, usize)>,
}

/// Writes the pieces, and returns the pages made of them.
pub(crate) fn write(texts: &[String], out: &Path) -> Vec<Coded> {
    let mut pieces = Pieces::default();
    let mut pages: Vec<Vec<Segment>> = texts.iter().map(|text| pieces.segments(text)).collect();
    for _ in 0..ROUNDS {
        pieces.pair(&mut pages);
    }
    let chosen = pieces.choose(&pages);
    let codes: HashMap<u32, usize> = chosen.iter().enumerate().map(|(at, &piece)| (piece, code(at))).collect();
    let mut all = String::new();
    let mut places = vec![0; SECOND + TWO_BYTES];
    let plain = PLAIN.map(|c| (c as usize, c.to_string()));
    let others = chosen.iter().enumerate().map(|(at, &piece)| (code(at), pieces.texts[piece as usize].clone()));
    for (code, text) in plain.chain(others) {
        places[code] = all.len() << 8 | text.len();
        all.push_str(&text);
    }
    let mut table = format!("static TABLE: [u32; {}] = {places:?};\n", places.len());
    all.extend(std::iter::repeat_n('\0', BEHIND));
    let length = all.len();
    writeln!(table, "static PIECES: &[u8; {length}] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/pieces.txt\"));")
        .expect("a String takes all");
    fs::write(out.join("pieces.rs"), table).expect("OUT_DIR is writable");
    fs::write(out.join("pieces.txt"), all).expect("OUT_DIR is writable");
    pages.iter().map(|segments| pieces.code(segments, &codes)).collect()
}

/// The number under which the piece at a place of the chosen ones is read.
fn code(place: usize) -> usize {
    match place {
        0..0x20 => place,
        0x20..ONE_BYTE => place - 0x20 + 0x7F,
        _ => place - ONE_BYTE + SECOND,
    }
}

/// A string of a page, or what stands between two.
struct Segment {
    /// Where it begins in the text.
    start: usize,
    pieces: Vec<u32>,
}

/// Every piece that was ever thought of.
#[derive(Default)]
struct Pieces {
    texts: Vec<String>,
    /// What each was put together from.
    parts: Vec<Option<(u32, u32)>>,
    numbers: HashMap<String, u32>,
}

impl Pieces {
    fn number(&mut self, text: &str, parts: Option<(u32, u32)>) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = u32::try_from(self.texts.len()).expect("there are not so many pieces");
        self.numbers.insert(text.to_owned(), number);
        self.texts.push(text.to_owned());
        self.parts.push(parts);
        number
    }

    fn segments(&mut self, text: &str) -> Vec<Segment> {
        let mut segments = Vec::new();
        let mut end = 0;
        for string in strings(text) {
            let between = self.number(&text[end..string.start], None);
            segments.push(Segment { start: end, pieces: vec![between] });
            let pieces = words(&text[string.clone()]).map(|word| self.number(word, None)).collect();
            segments.push(Segment { start: string.start, pieces });
            end = string.end;
        }
        let rest = self.number(&text[end..], None);
        segments.push(Segment { start: end, pieces: vec![rest] });
        segments
    }

    fn count(&self, pages: &[Vec<Segment>]) -> Vec<usize> {
        let mut counts = vec![0; self.texts.len()];
        for piece in pages.iter().flatten().flat_map(|segment| &segment.pieces) {
            counts[*piece as usize] += 1;
        }
        counts
    }

    /// Puts together what often stands side by side; what stands rarely between strings is taken apart before.
    fn pair(&mut self, pages: &mut [Vec<Segment>]) {
        let counts = self.count(pages);
        for segment in pages.iter_mut().flatten() {
            if let [piece] = *segment.pieces
                && counts[piece as usize] < BETWEEN
                && self.parts[piece as usize].is_none()
            {
                let text = self.texts[piece as usize].clone();
                segment.pieces = words(&text).map(|word| self.number(word, None)).collect();
            }
        }
        let mut pairs: HashMap<(u32, u32), usize> = HashMap::new();
        for segment in pages.iter().flatten() {
            for pair in segment.pieces.windows(2) {
                *pairs.entry((pair[0], pair[1])).or_default() += 1;
            }
        }
        let length = |piece: u32| self.texts[piece as usize].len();
        pairs.retain(|&(a, b), count| *count >= OFTEN && length(a) + length(b) <= LONGEST);
        for segment in pages.iter_mut().flatten() {
            let mut pieces = Vec::with_capacity(segment.pieces.len());
            let mut rest = &*segment.pieces;
            while let [first, after @ ..] = rest {
                let second = after.first().filter(|second| pairs.contains_key(&(*first, **second)));
                if let Some(second) = second {
                    let text = format!("{}{}", self.texts[*first as usize], self.texts[*second as usize]);
                    pieces.push(self.number(&text, Some((*first, *second))));
                    rest = &after[1..];
                } else {
                    pieces.push(*first);
                    rest = after;
                }
            }
            segment.pieces = pieces;
        }
    }

    /// The pieces that are written as numbers, in the order of these.
    fn choose(&mut self, pages: &[Vec<Segment>]) -> Vec<u32> {
        // Only ASCII can stand for itself.
        let mut needed: Vec<u32> = Vec::new();
        for c in self.texts.concat().chars().filter(|c| !PLAIN.contains(c)) {
            let number = self.number(c.encode_utf8(&mut [0; 4]), None);
            if !needed.contains(&number) {
                needed.push(number);
            }
        }
        let counts = self.count(pages);
        let size = |piece: u32| self.texts[piece as usize].len();
        let gain = |piece: u32, code: usize| counts[piece as usize] * size(piece).saturating_sub(code);
        let mut all: Vec<u32> = (0..).take(self.texts.len()).filter(|&piece| size(piece) <= LONGEST).collect();
        let by_gain = |all: &mut [u32], gain: &dyn Fn(u32) -> usize| {
            all.sort_by(|&a, &b| gain(b).cmp(&gain(a)).then(self.texts[a as usize].cmp(&self.texts[b as usize])));
        };
        by_gain(&mut all, &|piece| gain(piece, 1));
        let mut chosen: Vec<u32> = all.drain(..ONE_BYTE).collect();
        needed.retain(|piece| !chosen.contains(piece));
        all.retain(|&piece| gain(piece, 2) > size(piece) + ENTRY && !needed.contains(&piece));
        by_gain(&mut all, &|piece| gain(piece, 2) - size(piece) - ENTRY);
        all.truncate(TWO_BYTES - needed.len());
        chosen.extend(all);
        chosen.extend(needed);
        chosen
    }

    /// A page as bytes.
    fn code(&self, segments: &[Segment], codes: &HashMap<u32, usize>) -> Coded {
        let mut page = Coded { bytes: Vec::new(), places: Vec::new() };
        for segment in segments {
            page.places.push((segment.start, page.bytes.len()));
            for &piece in &segment.pieces {
                self.put(piece, codes, &mut page.bytes);
            }
        }
        page
    }

    fn put(&self, piece: u32, codes: &HashMap<u32, usize>, out: &mut Vec<u8>) {
        let byte = |value: usize| u8::try_from(value).expect("a code has at most two bytes");
        match (codes.get(&piece), self.parts[piece as usize]) {
            (Some(&code @ 0..SECOND), _) => out.push(byte(code)),
            (Some(&code), _) => {
                let code = code - SECOND;
                out.extend([byte(SECOND + code / 0x100), byte(code % 0x100)]);
            }
            (None, Some((a, b))) => {
                self.put(a, codes, out);
                self.put(b, codes, out);
            }
            (None, None) => {
                for c in self.texts[piece as usize].chars() {
                    if PLAIN.contains(&c) {
                        out.push(byte(c as usize));
                    } else {
                        self.put(self.numbers[&*c.to_string()], codes, out);
                    }
                }
            }
        }
    }
}

/// Where the strings of a JSON text are, without their quotes; names of members are none.
fn strings(text: &str) -> Vec<Range<usize>> {
    let mut strings = Vec::new();
    let mut start = None;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match (byte, start) {
            (b'\\', _) => {
                bytes.next();
            }
            (b'"', None) => start = Some(at + 1),
            (b'"', Some(from)) => {
                start = None;
                if !text[at + 1..].starts_with(':') {
                    strings.push(from..at);
                }
            }
            _ => {}
        }
    }
    strings
}

/// The words of a text, each with the blank before it, its numbers, and every other character by itself.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let blank = usize::from(first == ' ');
        let after = &rest[blank..];
        let letters = after.len() - after.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let length = if letters > 0 { blank + letters } else { digits.max(first.len_utf8()) };
        let (word, behind) = rest.split_at(length);
        rest = behind;
        Some(word)
    })
}
