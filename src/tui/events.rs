//! Everything that happens, in one place: keys, signals, and what jobs report.
//!
//! One poll waits for all of them, without a thread or a timeout. While nothing happens, nothing runs.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::time::{Duration, Instant};
use std::{process, thread};

use crossterm::event::{self, Event as TerminalEvent, MouseEventKind};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::stdio::dup2_stdin;
use rustix::termios::{OptionalActions, isatty, tcgetattr, tcsetattr, ttyname};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;

use super::terminal_background::{BackgroundAnswer, Taken};
use crate::app::message::Message;

/// How many reports of jobs may wait. A job that brings more waits too, so that none fills the memory.
const CAPACITY: usize = 256;
/// How many reports are taken before keys are read and a frame is drawn.
const AT_ONCE: usize = 256;
/// How long the program may take to end by itself once a signal wants it to.
const GRACE: Duration = Duration::from_millis(2800);

/// Something that happened.
pub(super) enum Event {
    /// For the application.
    Message(Message),
    /// The terminal is wanted back for a while.
    Suspend,
    /// Somebody else stopped and continued us.
    Continued,
    /// The terminal has another size.
    Resized,
    /// The terminal takes more of what waits for it.
    Writable,
    /// A signal that ends the program.
    End(i32),
}

/// Sends messages to the main loop from another thread.
#[derive(Clone)]
pub(super) struct MessageSender {
    messages: SyncSender<Message>,
    wake: std::sync::Arc<UnixStream>,
}

impl MessageSender {
    fn new(wake: UnixStream) -> io::Result<(Self, Receiver<Message>)> {
        wake.set_nonblocking(true)?;
        let (messages, receiver) = mpsc::sync_channel(CAPACITY);
        Ok((Self { messages, wake: std::sync::Arc::new(wake) }, receiver))
    }

    /// Sends a message, and waits while too many wait already; `false` once the interface has ended.
    pub(super) fn send(&self, message: Message) -> bool {
        let is_sent = self.messages.send(message).is_ok();
        if is_sent {
            // A stream that is full wakes as well as one that is written to.
            let _ = (&*self.wake).write(&[0]);
        }
        is_sent
    }
}

/// A sender of messages, and what receives them, for tests of jobs.
#[cfg(test)]
pub(super) fn channel() -> (MessageSender, Receiver<Message>) {
    let (wake, _) = UnixStream::pair().expect("a pair of streams");
    MessageSender::new(wake).expect("a stream that does not block")
}

/// The sources of all that happens.
pub(super) struct Events {
    terminal: File,
    signals: SignalDelivery<UnixStream, SignalOnly>,
    wake: UnixStream,
    messages: Receiver<Message>,
    /// Whether messages may still wait that were not taken the last time.
    has_more: bool,
    answer: Option<BackgroundAnswer>,
}

impl Events {
    /// From here on no signal goes past us; keys are read when they are first waited for.
    pub(super) fn new() -> io::Result<(Self, MessageSender)> {
        let (read, write) = UnixStream::pair()?;
        let ours = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];
        let signals = SignalDelivery::with_pipe(read, write, SignalOnly, ours)?;
        let (wake, waker) = UnixStream::pair()?;
        wake.set_nonblocking(true)?;
        let (sender, messages) = MessageSender::new(waker)?;
        Ok((Self { terminal: terminal()?, signals, wake, messages, has_more: false, answer: None }, sender))
    }

    /// Ends the program some time after a signal that wants it to end, if it has not ended by itself: a terminal that
    /// goes while crossterm reads it keeps crossterm reading nothing for ever, and one that was opened by somebody else
    /// and takes no more output keeps a frame being written for ever.
    pub(super) fn end_after_signal() -> io::Result<()> {
        let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT])?;
        thread::Builder::new().spawn(move || {
            if let Some(signal) = signals.forever().next() {
                thread::sleep(GRACE);
                // Settings can be given back even where nothing can be written.
                let _ = crossterm::terminal::disable_raw_mode();
                process::exit(128 + signal);
            }
        })?;
        Ok(())
    }

    /// Has the answer to a question taken out of the keys.
    pub(super) fn expect_background(&mut self, answer: BackgroundAnswer) {
        self.answer = Some(answer);
    }

    /// Waits until something happens, or for so long; returns all that has happened then. A terminal that is `full` has
    /// something to happen too: it takes more.
    pub(super) fn wait(&mut self, at_most: Option<Duration>, full: Option<&File>) -> io::Result<Vec<Event>> {
        let until = at_most.map(|at_most| Instant::now() + at_most);
        let mut happened = Vec::new();
        while happened.is_empty() {
            let mut left = until.map(|until| until.saturating_duration_since(Instant::now()));
            if left == Some(Duration::ZERO) {
                return Ok(vec![Event::Message(Message::Wake)]);
            }
            if self.has_more {
                left = Some(Duration::ZERO);
            }
            let left = left.and_then(|left| Timespec::try_from(left).ok());
            let mut sources = [
                PollFd::new(&self.terminal, PollFlags::IN),
                PollFd::new(self.signals.get_read(), PollFlags::IN),
                PollFd::new(&self.wake, PollFlags::IN),
                PollFd::new(full.unwrap_or(&self.terminal), PollFlags::OUT),
            ];
            let count = if full.is_some() { 4 } else { 3 };
            match poll(&mut sources[..count], left.as_ref()) {
                Ok(_) => {}
                Err(rustix::io::Errno::INTR) => continue,
                Err(error) => return Err(error.into()),
            }
            let woken = sources[2].revents();
            if full.is_some() && !sources[3].revents().is_empty() {
                happened.push(Event::Writable);
            }
            for signal in self.signals.pending() {
                match signal {
                    SIGTSTP => happened.push(Event::Suspend),
                    SIGCONT => happened.push(Event::Continued),
                    // crossterm tells of this one too, but only once it has been set up.
                    SIGWINCH => happened.push(Event::Resized),
                    signal => happened.push(Event::End(signal)),
                }
            }
            self.terminal_events(&mut happened)?;
            if woken.contains(PollFlags::IN) {
                let mut bytes = [0; 1024];
                while matches!(self.wake.read(&mut bytes), Ok(1024)) {}
            }
            if woken.contains(PollFlags::IN) || self.has_more {
                let before = happened.len();
                happened.extend(self.messages.try_iter().take(AT_ONCE).map(Event::Message));
                self.has_more = happened.len() - before == AT_ONCE;
            }
        }
        Ok(happened)
    }

    /// Takes all that the terminal has sent.
    fn terminal_events(&mut self, happened: &mut Vec<Event>) -> io::Result<()> {
        let (mut more, mut nudged) = (false, false);
        loop {
            let state = self.state();
            // A terminal that is gone has no end of nothing to read: crossterm would try for ever. It is therefore asked
            // only where there is a key, and right after a look at the terminal.
            if state.intersects(PollFlags::HUP | PollFlags::ERR) {
                happened.push(Event::End(SIGHUP));
                return Ok(());
            }
            if (more || state.contains(PollFlags::IN)) && event::poll(Duration::ZERO)? {
                self.terminal_event(event::read()?, happened);
                (more, nudged) = (true, false);
            } else if state.contains(PollFlags::IN) && !nudged {
                // crossterm reads 1024 bytes and is then told of new ones only: what it left has to look new.
                tcsetattr(&self.terminal, OptionalActions::Now, &tcgetattr(&self.terminal)?)?;
                nudged = true;
            } else {
                return Ok(());
            }
        }
    }

    /// Whether the terminal has something to read, or is gone.
    fn state(&self) -> PollFlags {
        let mut terminal = [PollFd::new(&self.terminal, PollFlags::IN)];
        // What cannot be asked now is asked again with the next event.
        match poll(&mut terminal, Some(&Timespec::default())) {
            Ok(_) => terminal[0].revents(),
            Err(_) => PollFlags::empty(),
        }
    }

    /// Whether nobody is at the other end of the terminal any more.
    pub(super) fn is_gone(&self) -> bool {
        self.state().intersects(PollFlags::HUP | PollFlags::ERR)
    }

    fn terminal_event(&mut self, event: TerminalEvent, happened: &mut Vec<Event>) {
        let events = match &mut self.answer {
            None => vec![event],
            Some(answer) => match answer.take(event) {
                Taken::Nothing => Vec::new(),
                Taken::Events(events) => events,
                Taken::Background(background) => {
                    self.answer = None;
                    happened.extend(background.map(|background| Event::Message(Message::Background(background))));
                    Vec::new()
                }
            },
        };
        happened.extend(events.into_iter().filter_map(message).map(Event::Message));
    }
}

/// What an event means to the application.
fn message(event: TerminalEvent) -> Option<Message> {
    match event {
        TerminalEvent::Key(key) => Some(Message::Key(key)),
        // Nothing depends on where the pointer merely is, and a frame for each of its steps would be wasted.
        TerminalEvent::Mouse(mouse) if mouse.kind == MouseEventKind::Moved => None,
        TerminalEvent::Mouse(mouse) => Some(Message::Mouse(mouse)),
        TerminalEvent::Paste(text) => Some(Message::Paste(text)),
        TerminalEvent::Resize(width, height) => Some(Message::Resize(width, height)),
        TerminalEvent::FocusGained | TerminalEvent::FocusLost => None,
    }
}

/// The terminal that crossterm reads: standard input, or the controlling terminal where that is none.
///
/// It is opened anew, so that it can be read without blocking whoever else has it open: crossterm reads on until a key
/// is whole, and what begins like a key may be all that ever comes.
fn terminal() -> io::Result<File> {
    let stdin = io::stdin();
    let name = if isatty(&stdin) { ttyname(&stdin, Vec::new())? } else { c"/dev/tty".to_owned() };
    let terminal = open(&name, OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty());
    match terminal {
        Ok(terminal) => {
            dup2_stdin(&terminal)?;
            Ok(terminal.into())
        }
        // It was opened by somebody who may do more than we may.
        Err(_) => Ok(stdin.as_fd().try_clone_to_owned()?.into()),
    }
}
