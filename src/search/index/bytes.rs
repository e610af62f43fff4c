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

    /// The next variable number that may be negative.
    pub(super) fn signed(&mut self) -> i32 {
        let value = self.varint();
        (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
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

/// In how many bytes numbers up to this one stand.
pub(super) const fn width_of(largest: usize) -> usize {
    if largest <= 0xFFFF { 2 } else { 4 }
}

/// Rising numbers: of each its lower two bytes, and before them for each multiple of 65,536 the first that reaches it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends<'a> {
    reaching: &'a [[u8; 4]],
    low: &'a [u8],
}

impl<'a> Ends<'a> {
    /// Appends some.
    pub(super) fn put(out: &mut Vec<u8>, ends: &[u32]) {
        let mut reached = 0;
        for (number, end) in ends.iter().enumerate() {
            for _ in reached..end >> 16 {
                put_u32(out, small(number));
            }
            reached = end >> 16;
        }
        for end in ends {
            out.extend_from_slice(&end.to_le_bytes()[..2]);
        }
    }

    /// So many that begin here, the last of which is `last`; and what follows them.
    pub(super) fn new(bytes: &'a [u8], count: usize, last: usize) -> (Self, &'a [u8]) {
        let (reaching, rest) = bytes.split_at_checked((last >> 16) * 4).unwrap_or_default();
        let (low, rest) = rest.split_at_checked(count * 2).unwrap_or_default();
        (Self { reaching: reaching.as_chunks::<4>().0, low }, rest)
    }

    /// One; zero beyond the end.
    pub(super) fn at(self, number: usize) -> usize {
        let Some(low) = self.low.as_chunks::<2>().0.get(number) else { return 0 };
        let is_reached = |first: &[u8; 4]| u32::from_le_bytes(*first) as usize <= number;
        self.reaching.partition_point(is_reached) << 16 | usize::from(u16::from_le_bytes(*low))
    }
}

/// Appends a number that may be negative in as few bytes as it needs.
pub(super) fn put_signed(out: &mut Vec<u8>, value: i32) {
    put_varint(out, (value << 1 ^ value >> 31).cast_unsigned());
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
    use super::{ByteReader, Ends, Numbers, put_signed, put_varint};

    #[test]
    fn numbers_are_read_in_their_width() {
        let bytes = [1, 2, 3, 4, 5, 6, 7];
        assert_eq!([0, 1].map(|at| Numbers::new(&bytes, 2).at(at)), [0x0201, 0x0403]);
        assert_eq!([0, 1].map(|at| Numbers::new(&bytes, 3).at(at)), [0x03_0201, 0x06_0504]);
        assert_eq!([0, 1].map(|at| Numbers::new(&bytes, 4).at(at)), [0x0403_0201, 0]);
    }

    #[test]
    fn ends_come_back_however_long_a_record_is() {
        for ends in [vec![], vec![0, 0, 7], vec![3, 0xFFFF, 0x1_0000], vec![1, 0x3_0002, 0x3_0002, 0x5_0000, 0x5_0001]]
        {
            let mut bytes = Vec::new();
            Ends::put(&mut bytes, &ends);
            bytes.push(9);
            let (read, rest) = Ends::new(&bytes, ends.len(), ends.last().copied().unwrap_or(0) as usize);
            assert_eq!(rest, [9], "{ends:?}");
            assert_eq!(
                (0..ends.len()).map(|n| read.at(n)).collect::<Vec<_>>(),
                ends.iter().map(|&n| n as usize).collect::<Vec<_>>()
            );
            assert_eq!(read.at(ends.len()), 0);
        }
    }

    #[test]
    fn signed_numbers_come_back() {
        let numbers = [0, -1, 1, -64, 63, 64, i32::MIN, i32::MAX];
        let mut bytes = Vec::new();
        for number in numbers {
            put_signed(&mut bytes, number);
        }
        let mut reader = ByteReader(&bytes);
        assert!(numbers.iter().all(|&number| reader.signed() == number));
        assert_eq!(bytes.len(), 5 + 2 + 5 + 5);
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
