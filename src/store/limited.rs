//! A text that must not become too large.

use std::io::{self, ErrorKind, Write};

/// Writes no more than so many bytes.
pub(super) struct Limited<W> {
    out: W,
    left: u64,
}

impl<W: Write> Limited<W> {
    pub(super) const fn new(out: W, limit: u64) -> Self {
        Self { out, left: limit }
    }
}

impl<W: Write> Write for Limited<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() as u64 > self.left {
            return Err(ErrorKind::FileTooLarge.into());
        }
        let written = self.out.write(bytes)?;
        self.left -= written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_much_fits_and_no_more() {
        let mut out = Vec::new();
        let mut limited = Limited::new(&mut out, 5);
        limited.write_all(b"123").unwrap();
        assert_eq!(limited.write_all(b"456").unwrap_err().kind(), ErrorKind::FileTooLarge);
        limited.write_all(b"45").unwrap();
        assert_eq!(out, b"12345");
    }
}
