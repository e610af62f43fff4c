//! Numbers in the block: fixed ones of four bytes where they are looked up, variable ones where they are read in order.

/// Appends a number of four bytes, the lowest first.
pub(super) fn put_u32(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

/// Appends a number in as few bytes as it needs, seven bits in each (LEB128).
pub(super) fn put_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

/// The number of four bytes at a place; zero beyond the end.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |four| u32::from_le_bytes(*four))
}

/// Reads variable numbers and single bytes in order; zeros beyond the end.
#[derive(Debug, Clone, Copy)]
pub(super) struct ByteReader<'a>(pub(super) &'a [u8]);

impl ByteReader<'_> {
    /// The next byte.
    pub(super) fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first
    }

    /// The next variable number. Written out for up to three bytes, as all but lengths have: every search reads
    /// thousands.
    #[inline]
    pub(super) fn varint(&mut self) -> u32 {
        match *self.0 {
            [one @ ..0x80, ref rest @ ..] => {
                self.0 = rest;
                u32::from(one)
            }
            [low, high @ ..0x80, ref rest @ ..] => {
                self.0 = rest;
                u32::from(low & 0x7f) | u32::from(high) << 7
            }
            [low, middle, high @ ..0x80, ref rest @ ..] => {
                self.0 = rest;
                u32::from(low & 0x7f) | u32::from(middle & 0x7f) << 7 | u32::from(high) << 14
            }
            _ => self.long_varint(),
        }
    }

    fn long_varint(&mut self) -> u32 {
        let mut value = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte();
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        value
    }
}

/// Numbers of the same few bytes each, which others follow: four bytes are read, and those behind the number dropped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers<'a> {
    bytes: &'a [u8],
    width: usize,
}

impl<'a> Numbers<'a> {
    /// Those that begin here and take so many bytes each, at most four.
    pub(super) fn new(bytes: &'a [u8], width: usize) -> Self {
        Self { bytes, width }
    }

    /// One; zero beyond the end.
    pub(super) fn at(self, number: usize) -> u32 {
        u32_at(self.bytes, number * self.width) & (u32::MAX >> (8 * (4 - self.width)))
    }
}

/// In how many bytes the stem of a word stands.
pub(super) const fn stem_width(stems: usize) -> usize {
    if stems <= 0x1_0000 { 2 } else { 4 }
}

/// In how many bytes the end of a record stands in a table of records that are so long together. One byte of a record
/// may have to be read with the last of them.
pub(super) const fn end_width(records: usize) -> usize {
    if records <= 0xFF_FFFF { 3 } else { 4 }
}

/// In how many bytes the number of a word stands in a phrase, with its two flags: as few as the number of words allows,
/// and as many for each, so that phrases are looked through fast.
pub(super) const fn use_width(words: usize) -> usize {
    match words {
        0..=0x3fff => 2,
        0x4000..=0x3f_ffff => 3,
        _ => 4,
    }
}

/// A length or position as the block holds it.
///
/// # Panics
/// When it does not fit four bytes: a block is far below 4 GiB.
pub(super) fn small(value: usize) -> u32 {
    u32::try_from(value).expect("the index of one catalogue is below 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::{ByteReader, Numbers, put_varint};

    #[test]
    fn numbers_are_read_in_their_width() {
        let bytes = [1, 2, 3, 4, 5, 6, 7];
        assert_eq!([0, 1].map(|at| Numbers::new(&bytes, 2).at(at)), [0x0201, 0x0403]);
        assert_eq!([0, 1].map(|at| Numbers::new(&bytes, 3).at(at)), [0x03_0201, 0x06_0504]);
        assert_eq!([0, 1].map(|at| Numbers::new(&bytes, 4).at(at)), [0x0403_0201, 0]);
    }

    #[test]
    fn variable_numbers_come_back() {
        let numbers = [0, 1, 127, 128, 300, 16_383, 16_384, u32::MAX];
        let mut bytes = Vec::new();
        for number in numbers {
            put_varint(&mut bytes, number);
        }
        let mut cursor = ByteReader(&bytes);
        assert!(numbers.iter().all(|&n| cursor.varint() == n));
        assert_eq!(cursor.varint(), 0, "nothing is left");
    }
}
