//! What goes to the terminal, and waits while the terminal takes nothing.
//!
//! Writing never blocks, so that keys and signals are obeyed whatever the terminal does: over a connection that is
//! stuck, or behind Ctrl-S, what was drawn stays here until there is room for it.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::os::fd::AsFd;
use std::rc::Rc;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::termios::ttyname;

/// Standard output without the line buffer of the standard library: one frame, one write. Each copy writes to the same
/// terminal, in the order of the writes.
#[derive(Clone)]
pub(super) struct Output(Rc<RefCell<Queue>>);

struct Queue {
    terminal: Rc<File>,
    waiting: Vec<u8>,
}

impl Output {
    /// The terminal that standard output goes to.
    ///
    /// It is opened anew, so that whoever else has it open goes on blocking.
    pub(super) fn of_terminal() -> io::Result<Self> {
        let stdout = io::stdout();
        let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let opened = ttyname(&stdout, Vec::new()).and_then(|name| open(&name, flags, Mode::empty()));
        // One that was opened by somebody who may do more than we may is written to as it is.
        let terminal = opened.or_else(|_| stdout.as_fd().try_clone_to_owned())?;
        Ok(Self::new(terminal.into()))
    }

    fn new(terminal: File) -> Self {
        let waiting = Vec::with_capacity(64 << 10);
        Self(Rc::new(RefCell::new(Queue { terminal: Rc::new(terminal), waiting })))
    }

    /// The terminal, if something waits until it takes more.
    pub(super) fn full(&self) -> Option<Rc<File>> {
        let queue = self.0.borrow();
        (!queue.waiting.is_empty()).then(|| Rc::clone(&queue.terminal))
    }

    /// The terminal.
    pub(super) fn terminal(&self) -> Rc<File> {
        Rc::clone(&self.0.borrow().terminal)
    }

    /// Writes what waits, but gives up after so long; returns whether all of it is written.
    pub(super) fn finish(&self, patience: Duration) -> io::Result<bool> {
        let until = Instant::now() + patience;
        self.push()?;
        while let Some(terminal) = self.full() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                self.0.borrow_mut().waiting.clear();
                return Ok(false);
            }
            // A wait that was interrupted goes on.
            let _ = poll(&mut [PollFd::new(&terminal, PollFlags::OUT)], Timespec::try_from(left).ok().as_ref());
            self.push()?;
        }
        Ok(true)
    }

    /// Writes as much as the terminal takes now.
    pub(super) fn push(&self) -> io::Result<()> {
        let Queue { terminal, waiting } = &mut *self.0.borrow_mut();
        let mut terminal: &File = terminal;
        let mut written = 0;
        let outcome = loop {
            if written == waiting.len() {
                break Ok(());
            }
            match terminal.write(&waiting[written..]) {
                Ok(0) => break Err(ErrorKind::WriteZero.into()),
                Ok(count) => written += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        waiting.drain(..written);
        outcome
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().waiting.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.push()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::os::fd::OwnedFd;
    use std::os::unix::net::UnixStream;

    use super::*;

    #[test]
    fn what_is_not_taken_waits_and_goes_on_in_order() {
        let (ours, mut theirs) = UnixStream::pair().unwrap();
        ours.set_nonblocking(true).unwrap();
        let mut output = Output::new(OwnedFd::from(ours).into());
        let frame: Vec<u8> = (0..4 << 20).map(|n: u32| n.to_le_bytes()[n as usize % 3]).collect();
        output.write_all(&frame).unwrap();
        assert!(output.full().is_some(), "nothing is written before it is flushed");
        output.flush().unwrap();
        assert!(output.full().is_some(), "nobody reads");
        let mut read = vec![0; frame.len()];
        let mut at = 0;
        while at < frame.len() {
            at += theirs.read(&mut read[at..]).unwrap();
            output.push().unwrap();
        }
        assert!(output.full().is_none() && read == frame);
        assert!(output.finish(Duration::ZERO).unwrap());
    }

    #[test]
    fn the_end_gives_up_what_nobody_takes() {
        let (ours, _theirs) = UnixStream::pair().unwrap();
        ours.set_nonblocking(true).unwrap();
        let mut output = Output::new(OwnedFd::from(ours).into());
        output.write_all(&vec![b'x'; 4 << 20]).unwrap();
        assert!(!output.finish(Duration::from_millis(10)).unwrap());
        assert!(output.full().is_none());
    }
}
