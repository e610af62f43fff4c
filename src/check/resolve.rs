//! Names and their addresses.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

use super::failure::{Failure, Phase};
use super::options::Options;
use super::target::is_local_name;
use super::wait::Wait;

/// The addresses of a host, and whether its name was looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The addresses, in the order in which they are to be tried.
    pub addresses: Vec<SocketAddr>,
    /// Whether a name was looked up.
    pub is_name: bool,
}

/// The most addresses of a name that are tried.
const MOST: usize = 16;

/// Looks the addresses of a host up.
///
/// # Errors
/// When there are none, or nobody says so in time.
pub fn resolve(host: &str, port: u16, options: &Options, wait: &Wait) -> Result<Resolved, Failure> {
    let given =
        options.resolve.iter().find(|resolve| resolve.is_for(host, port)).map(|resolve| resolve.addresses.clone());
    let literal = host.parse::<IpAddr>().ok().map(|address| vec![address]);
    let (addresses, is_name) = match given.or(literal) {
        Some(addresses) => (addresses, false),
        None => (look_up(host, wait)?, true),
    };
    let usable = addresses.iter().filter(|address| options.family.takes(**address));
    let usable: Vec<SocketAddr> = usable.take(MOST).map(|address| SocketAddr::new(*address, port)).collect();
    if usable.is_empty() {
        let detail = format!("{host} has no address of the family that was asked for");
        return Err(Failure::new("name-not-resolved", Phase::Name, detail));
    }
    Ok(Resolved { addresses: usable, is_name })
}

fn look_up(host: &str, wait: &Wait) -> Result<Vec<IpAddr>, Failure> {
    // Names that every resolver is to know by itself (RFC 6761 §6.3 and §6.4).
    if is_local_name(host) {
        return Ok(vec![Ipv6Addr::LOCALHOST.into(), Ipv4Addr::LOCALHOST.into()]);
    }
    let bare = host.strip_suffix('.').unwrap_or(host);
    if bare.eq_ignore_ascii_case("invalid") || bare.to_ascii_lowercase().ends_with(".invalid") {
        let detail = format!("{host} is a name that never has an address");
        return Err(Failure::new("name-not-resolved", Phase::Name, detail));
    }
    let (sender, receiver) = mpsc::channel();
    let name = host.to_owned();
    let thread = thread::Builder::new().name("resolver".into()).stack_size(256 << 10).spawn(move || {
        let found = (name.as_str(), 0).to_socket_addrs().map(|found| found.map(|address| address.ip()).collect());
        // Nobody waits for it any more where this fails.
        let _: Result<(), _> = sender.send(found);
    });
    if let Err(error) = thread {
        return Err(Failure::new("resolver-failed", Phase::Name, format!("no thread could be started ({error})")));
    }
    let doing = format!("the name {host} was looked up");
    loop {
        let slice = wait.slice().map_err(|stop| Failure::stopped(stop, Phase::Name, &doing))?;
        let found: io::Result<Vec<IpAddr>> = match receiver.recv_timeout(slice) {
            Ok(found) => found,
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => Err(io::Error::other("the resolver gave up")),
        };
        return match found {
            Ok(addresses) if addresses.is_empty() => {
                Err(Failure::new("name-not-resolved", Phase::Name, format!("{host} has no address")))
            }
            Ok(mut addresses) => {
                addresses.dedup();
                Ok(addresses)
            }
            Err(error) => Err(unresolved(host, &error)),
        };
    }
}

/// What the resolver says: that there is no such name, or that it could not find out.
fn unresolved(host: &str, error: &io::Error) -> Failure {
    let text = error.to_string();
    let text = text.strip_prefix("failed to lookup address information: ").unwrap_or(&text);
    let is_unsure =
        ["Temporary failure", "try again", "System error", "gave up"].iter().any(|sign| text.contains(sign));
    let id = if is_unsure { "resolver-failed" } else { "name-not-resolved" };
    Failure::new(id, Phase::Name, format!("{host}: {text}"))
}
