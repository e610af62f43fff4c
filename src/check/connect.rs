//! Connecting: one address after the other, the next before the last has failed (RFC 8305).

use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use serde::Serialize;
use socket2::{Domain, Socket, Type};

use super::failure::{Failure, Phase, said};
use super::wait::{Stop, Wait};

/// How long an address has before the next is tried beside it (RFC 8305 §5).
const HEAD_START: Duration = Duration::from_millis(250);

/// An address, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Address {
    /// The address, with its port.
    pub address: String,
    /// `connected`, `refused`, `timed out`, `not tried`, `abandoned` for one that another was faster than, or what the
    /// system said.
    pub outcome: String,
}

/// A try that is under way.
struct Try {
    at: usize,
    socket: Socket,
}

/// Connects to the first address that answers.
///
/// # Errors
/// When none does. What became of each address is told either way.
pub fn connect(addresses: &[SocketAddr], wait: &Wait) -> (Result<(TcpStream, SocketAddr), Failure>, Vec<Address>) {
    let told = |address: &SocketAddr| Address { address: address.to_string(), outcome: "not tried".to_owned() };
    let mut outcomes: Vec<Address> = addresses.iter().map(told).collect();
    let mut race = Race { addresses, next: 0, tries: Vec::new(), last: None };
    let result = race.run(wait, &mut outcomes);
    for under_way in &race.tries {
        outcomes[under_way.at].outcome = match &result {
            Ok(_) => "abandoned".to_owned(),
            Err(Lost::Stopped(Stop::Cancelled)) => "cancelled".to_owned(),
            Err(_) => "timed out".to_owned(),
        };
    }
    let result = match result {
        Ok((at, stream)) => {
            "connected".clone_into(&mut outcomes[at].outcome);
            Ok((stream, addresses[at]))
        }
        Err(Lost::Stopped(stop)) => {
            let doing = format!("connecting to {}", named(addresses));
            Err(Failure::stopped(stop, Phase::Connect, &doing))
        }
        Err(Lost::Failed) => Err(failure(addresses, race.last.as_ref())),
    };
    (result, outcomes)
}

enum Lost {
    Stopped(Stop),
    Failed,
}

struct Race<'a> {
    addresses: &'a [SocketAddr],
    next: usize,
    tries: Vec<Try>,
    last: Option<io::Error>,
}

impl Race<'_> {
    fn run(&mut self, wait: &Wait, outcomes: &mut [Address]) -> Result<(usize, TcpStream), Lost> {
        let mut started = Instant::now();
        loop {
            let may_start = self.tries.is_empty() || started.elapsed() >= HEAD_START;
            if may_start && self.next < self.addresses.len() {
                let at = self.next;
                self.next += 1;
                started = Instant::now();
                match begin(self.addresses[at]) {
                    Ok((socket, true)) => return Ok((at, done(socket))),
                    Ok((socket, false)) => self.tries.push(Try { at, socket }),
                    Err(error) => self.lost(at, error, outcomes),
                }
                continue;
            }
            if self.tries.is_empty() {
                return Err(Lost::Failed);
            }
            let mut slice = wait.slice().map_err(Lost::Stopped)?;
            if self.next < self.addresses.len() {
                let rest = HEAD_START.saturating_sub(started.elapsed());
                slice = slice.min(rest.max(Duration::from_millis(1)));
            }
            if let Some(done) = self.look(slice, outcomes) {
                return Ok(done);
            }
        }
    }

    /// Waits until something happens; the first that is connected.
    fn look(&mut self, slice: Duration, outcomes: &mut [Address]) -> Option<(usize, TcpStream)> {
        let mut polled: Vec<PollFd<'_>> =
            self.tries.iter().map(|under_way| PollFd::new(&under_way.socket, PollFlags::OUT)).collect();
        let slice = Timespec { tv_sec: 0, tv_nsec: i64::from(slice.subsec_nanos()) };
        // An interrupted wait is one that was shorter.
        if poll(&mut polled, Some(&slice)).is_err() {
            return None;
        }
        let ready: Vec<bool> = polled.iter().map(|one| !one.revents().is_empty()).collect();
        let tries = std::mem::take(&mut self.tries);
        let mut found = None;
        for (one, is_ready) in tries.into_iter().zip(ready) {
            if !is_ready || found.is_some() {
                self.tries.push(one);
                continue;
            }
            match one.socket.take_error() {
                Ok(None) => found = Some((one.at, done(one.socket))),
                Ok(Some(error)) | Err(error) => self.lost(one.at, error, outcomes),
            }
        }
        found
    }

    fn lost(&mut self, at: usize, error: io::Error, outcomes: &mut [Address]) {
        outcomes[at].outcome = match error.kind() {
            ErrorKind::ConnectionRefused => "refused".to_owned(),
            ErrorKind::TimedOut => "timed out".to_owned(),
            ErrorKind::HostUnreachable => "host unreachable".to_owned(),
            ErrorKind::NetworkUnreachable => "network unreachable".to_owned(),
            _ => said(&error),
        };
        // That there is no way to one family says less than what an address of the other answered.
        let is_better = self.last.as_ref().is_none_or(|last| weight(&error) >= weight(last));
        if is_better {
            self.last = Some(error);
        }
    }
}

fn weight(error: &io::Error) -> u8 {
    match error.kind() {
        ErrorKind::ConnectionRefused => 3,
        ErrorKind::TimedOut => 2,
        ErrorKind::AddrNotAvailable => 0,
        _ => 1,
    }
}

/// Begins to connect; whether it is connected already.
fn begin(address: SocketAddr) -> io::Result<(Socket, bool)> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    socket.set_nonblocking(true)?;
    match socket.connect(&address.into()) {
        Ok(()) => Ok((socket, true)),
        Err(error) if error.raw_os_error() == Some(rustix::io::Errno::INPROGRESS.raw_os_error()) => Ok((socket, false)),
        Err(error) => Err(error),
    }
}

/// A socket that is connected, as a stream that waits.
fn done(socket: Socket) -> TcpStream {
    // Where that cannot be set, reads and writes say so.
    let _ = socket.set_nonblocking(false);
    let _ = socket.set_tcp_nodelay(true);
    socket.into()
}

fn named(addresses: &[SocketAddr]) -> String {
    match addresses {
        [one] => one.to_string(),
        [one, ..] => format!("{one} and {} others", addresses.len() - 1),
        [] => "no address".to_owned(),
    }
}

fn failure(addresses: &[SocketAddr], error: Option<&io::Error>) -> Failure {
    let Some(error) = error else {
        return Failure::new("name-not-resolved", Phase::Name, "there is no address to connect to");
    };
    let id = match error.kind() {
        ErrorKind::ConnectionRefused => "connection-refused",
        ErrorKind::TimedOut => "connect-timeout",
        ErrorKind::HostUnreachable => "host-unreachable",
        ErrorKind::NetworkUnreachable => "network-unreachable",
        ErrorKind::PermissionDenied => "connect-not-permitted",
        ErrorKind::ConnectionReset => "connection-reset",
        ErrorKind::AddrNotAvailable if addresses.iter().all(SocketAddr::is_ipv6) => "network-unreachable",
        ErrorKind::AddrNotAvailable => "ports-exhausted",
        _ => match error.raw_os_error().map(rustix::io::Errno::from_raw_os_error) {
            Some(rustix::io::Errno::MFILE | rustix::io::Errno::NFILE) => "too-many-open-files",
            _ => "host-unreachable",
        },
    };
    Failure::new(id, Phase::Connect, format!("{}: {}", named(addresses), said(error)))
}
