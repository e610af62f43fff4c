//! A table of records of any length: how many there are, where each ends, and they themselves.

use std::ops::Range;

use super::bytes::{Ends, put_u32, small, u32_at};

/// How many records there are, how long they are together, where each ends, and they themselves, which `write` appends.
pub(super) fn written<T>(records: impl IntoIterator<Item = T>, mut write: impl FnMut(T, &mut Vec<u8>)) -> Vec<u8> {
    let mut ends = Vec::new();
    let mut all = Vec::new();
    for record in records {
        write(record, &mut all);
        ends.push(small(all.len()));
    }
    let mut out = Vec::with_capacity(8 + ends.len() * 2 + all.len());
    put_u32(&mut out, small(ends.len()));
    put_u32(&mut out, small(all.len()));
    Ends::put(&mut out, &ends);
    out.append(&mut all);
    out
}

/// Sorted texts, by number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table<'a> {
    ends: Ends<'a>,
    records: &'a [u8],
    len: usize,
}

impl<'a> Table<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let (len, size) = (u32_at(bytes, 0) as usize, u32_at(bytes, 4) as usize);
        let (ends, records) = Ends::new(bytes.get(8..).unwrap_or_default(), len, size);
        Self { ends, records, len }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// How long one is.
    pub(crate) fn length(&self, number: usize) -> usize {
        self.range(number).len()
    }

    fn range(&self, number: usize) -> Range<usize> {
        let start = if number == 0 { 0 } else { self.ends.at(number - 1) };
        start..self.ends.at(number)
    }

    /// One as bytes.
    pub(crate) fn record(&self, number: usize) -> &'a [u8] {
        self.records.get(self.range(number)).unwrap_or_default()
    }

    /// The number of a text that is there.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        let at = self.partition(0, |record| record < text.as_bytes());
        (at < self.len && self.record(at) == text.as_bytes()).then_some(at)
    }

    /// The numbers of the texts that start so.
    pub(crate) fn starting_with(&self, prefix: &str) -> Range<usize> {
        let start = self.partition(0, |record| record < prefix.as_bytes());
        start..self.partition(start, |record| record.starts_with(prefix.as_bytes()))
    }

    /// The first number from `from` on for whose text `before` does not hold.
    fn partition(&self, from: usize, before: impl Fn(&[u8]) -> bool) -> usize {
        partition(from..self.len, |number| before(self.record(number)))
    }
}

/// The first number of a range for which `before` does not hold.
pub(super) fn partition(range: Range<usize>, before: impl Fn(usize) -> bool) -> usize {
    let Range { start: mut low, end: mut high } = range;
    while low < high {
        let middle = low.midpoint(high);
        if before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}
