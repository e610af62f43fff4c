//! Listening, accepting, and ending.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;

use super::certificates::{Authority, Certificate};
use super::connection::serve;
use super::shared::{Shared, now};
use super::watch::watch;

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 4096;
/// How many ports are tried to find a free one.
const TRIED: u16 = 100;

/// Why a server cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Somebody else has the port.
    #[error("port {port} is taken; {}", advice(*.free))]
    Taken {
        /// The port.
        port: u16,
        /// The next one that is free.
        free: Option<u16>,
    },
    /// Anything else.
    #[error("cannot listen on {address}: {error}")]
    Other {
        /// Where.
        address: SocketAddr,
        /// Why.
        error: io::Error,
    },
}

fn advice(free: Option<u16>) -> String {
    match free {
        Some(free) => format!("{free} is free: use `--port {free}`"),
        None => "use `--port 0` for any free one".to_owned(),
    }
}

/// A server that listens, and answers once it runs.
#[derive(Debug)]
pub struct Listening {
    runtime: Runtime,
    door: Door,
    /// Where it is to be reached.
    pub address: SocketAddr,
    /// Further ports, whose certificates clients are to refuse.
    practice: Vec<(Certificate, SocketAddr, Door)>,
    /// The certificate of the authority that clients are to trust, in PEM.
    authority: Option<String>,
}

/// A port.
struct Door {
    listener: TcpListener,
    /// How it speaks TLS; `None` where it does not.
    security: Option<TlsAcceptor>,
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Door").field(&self.listener).finish()
    }
}

/// Why a server ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// From the keyboard (SIGINT).
    Interrupted,
    /// By SIGTERM or SIGHUP.
    Terminated,
}

/// Listens on an address; port 0 takes any free one.
///
/// # Errors
/// When that is not possible.
pub fn listen(ip: IpAddr, port: u16) -> Result<Listening, ListenError> {
    let address = SocketAddr::new(ip, port);
    let other = |error| ListenError::Other { address, error };
    let threads = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 4);
    let runtime = Builder::new_multi_thread().worker_threads(threads).enable_all().build().map_err(other)?;
    let bound = runtime.block_on(async { bind(address) });
    match bound {
        Ok(listener) => {
            let address = listener.local_addr().map_err(other)?;
            Ok(Listening {
                runtime,
                door: Door { listener, security: None },
                address,
                practice: Vec::new(),
                authority: None,
            })
        }
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            let mut ports = port.saturating_add(1)..=port.saturating_add(TRIED);
            let free = ports.find(|&port| std::net::TcpListener::bind((ip, port)).is_ok());
            Err(ListenError::Taken { port, free })
        }
        Err(error) => Err(other(error)),
    }
}

fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // Lets the server start again while connections of the last one are still winding down.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// A server that answers until it is stopped.
#[derive(Debug)]
pub struct Running {
    runtime: Runtime,
}

impl Running {
    /// Closes every connection and the port. Returns once they are closed.
    pub fn stop(self) {
        self.runtime.shutdown_timeout(Duration::from_secs(1));
    }
}

impl Listening {
    /// Answers from now on, and looks after the file of a scenario. It listens to no signal.
    pub fn start(self, shared: Arc<Shared>, watched: Option<PathBuf>) -> Running {
        let Self { runtime, door, practice, .. } = self;
        if let Some(path) = watched {
            runtime.spawn(watch(path, Arc::clone(&shared)));
        }
        for (.., door) in practice {
            runtime.spawn(accept(door, Arc::clone(&shared)));
        }
        runtime.spawn(accept(door, shared));
        Running { runtime }
    }

    /// Speaks TLS from now on, and on further ports with certificates that are wrong: on the next ones where they are
    /// free.
    ///
    /// # Errors
    /// When no certificate can be made, or there is no further port.
    pub fn secure(&mut self) -> Result<(), ListenError> {
        let address = self.address;
        let other = |error| ListenError::Other { address, error };
        let mut names: Vec<String> = ["localhost", "127.0.0.1", "::1"].map(str::to_owned).to_vec();
        let own = address.ip().to_string();
        if !address.ip().is_unspecified() && !names.contains(&own) {
            names.push(own);
        }
        let authority = Authority::new(names, now() / 1000).map_err(other)?;
        let security = |certificate| authority.config(certificate).map(|config| TlsAcceptor::from(Arc::new(config)));
        self.door.security = Some(security(Certificate::Valid).map_err(other)?);
        let _entered = self.runtime.enter();
        for (certificate, after) in Certificate::WRONG.into_iter().zip(1..) {
            let next = SocketAddr::new(address.ip(), address.port().saturating_add(after));
            let any = SocketAddr::new(address.ip(), 0);
            let listener = bind(next).or_else(|_| bind(any)).map_err(other)?;
            let address = listener.local_addr().map_err(other)?;
            let security = Some(security(certificate).map_err(other)?);
            self.practice.push((certificate, address, Door { listener, security }));
        }
        self.authority = Some(authority.pem());
        Ok(())
    }

    /// The certificate of the authority that clients are to trust, in PEM; `None` where it does not speak TLS.
    pub fn authority(&self) -> Option<&str> {
        self.authority.as_deref()
    }

    /// Where it is to be reached.
    pub fn url(&self) -> String {
        format!("{}://{}", if self.authority.is_some() { "https" } else { "http" }, self.address)
    }

    /// The further ports, each with what its certificate is like.
    pub fn practice(&self) -> impl Iterator<Item = (Certificate, SocketAddr)> {
        self.practice.iter().map(|(certificate, address, _)| (*certificate, *address))
    }

    /// Answers until a signal ends it, and looks after the file of a scenario.
    ///
    /// # Errors
    /// When signals cannot be waited for.
    pub fn run(self, shared: Arc<Shared>, watched: Option<PathBuf>) -> io::Result<Ended> {
        let Self { runtime, door, practice, .. } = self;
        let ended = runtime.block_on(async {
            let mut interrupt = signal(SignalKind::interrupt())?;
            let mut terminate = signal(SignalKind::terminate())?;
            let mut hangup = signal(SignalKind::hangup())?;
            if let Some(path) = watched {
                tokio::spawn(watch(path, Arc::clone(&shared)));
            }
            for (.., door) in practice {
                tokio::spawn(accept(door, Arc::clone(&shared)));
            }
            tokio::select! {
                () = accept(door, shared) => Ok(Ended::Terminated),
                _ = interrupt.recv() => Ok(Ended::Interrupted),
                _ = terminate.recv() => Ok(Ended::Terminated),
                _ = hangup.recv() => Ok(Ended::Terminated),
            }
        });
        // Connections end with it; nothing waits for them.
        runtime.shutdown_background();
        ended
    }
}

/// Accepts connections for ever.
async fn accept(door: Door, shared: Arc<Shared>) {
    loop {
        match door.listener.accept().await {
            Ok((tcp, client)) => {
                let shared = Arc::clone(&shared);
                if shared.connections.fetch_add(1, Ordering::Relaxed) < shared.limits.connections {
                    let security = door.security.clone();
                    tokio::spawn(async move {
                        let counted = Arc::clone(&shared);
                        // A panic in one connection ends that one.
                        let _ = tokio::spawn(serve(tcp, client, security, shared)).await;
                        counted.connections.fetch_sub(1, Ordering::Relaxed);
                    });
                } else {
                    shared.connections.fetch_sub(1, Ordering::Relaxed);
                    turn_away(&tcp);
                }
            }
            // Too many open files, most likely: those that end make room.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
}

/// A connection takes a file, of which programs get few unless they ask for more.
pub fn allow_connections() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    // Where more is not allowed, fewer connections are.
    let _ = setrlimit(Resource::Nofile, limit);
}

/// Tells a client that there are too many, without waiting for it.
fn turn_away(tcp: &TcpStream) {
    let response =
        b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    // Where that cannot be sent at once, the connection is closed without it.
    let _ = tcp.try_write(response);
}
