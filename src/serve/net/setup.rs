//! How a server is set up: where it listens, what goes wrong, which scenario it plays.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::Arc;

use super::event::Observer;
use super::limits::Limits;
use super::server::{ListenError, Listening, listen};
use super::shared::Shared;
use crate::catalog::Catalog;
use crate::serve::answer::Playground;
use crate::serve::faults::{Faults, Rule};
use crate::serve::scenario::Scenario;

/// The port unless another one is asked for.
pub const PORT: u16 = 8080;

/// How a server is set up.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The address to listen on.
    pub bind: IpAddr,
    /// The port, 0 for any free one; [`PORT`] where none is asked for.
    pub port: Option<u16>,
    /// Whether it speaks TLS.
    pub is_secure: bool,
    /// What goes wrong with every response.
    pub rules: Vec<Rule>,
    /// What is played, and the file that it was read from, if it was.
    pub scenario: Option<(Scenario, Option<PathBuf>)>,
}

impl Default for Setup {
    fn default() -> Self {
        Self { bind: Ipv4Addr::LOCALHOST.into(), port: None, is_secure: false, rules: Vec::new(), scenario: None }
    }
}

impl Setup {
    /// Listens on the port, and no other one.
    ///
    /// # Errors
    /// When that is not possible.
    pub fn listen_there(&self) -> Result<Listening, ListenError> {
        self.listen_on(self.port.unwrap_or(PORT))
    }

    fn listen_on(&self, port: u16) -> Result<Listening, ListenError> {
        let mut listening = listen(self.bind, port)?;
        if self.is_secure {
            listening.secure()?;
        }
        Ok(listening)
    }

    /// Listens on the port, or on the next free one where none was asked for; returns the one that was taken then.
    ///
    /// # Errors
    /// When that is not possible.
    pub fn listen(&self) -> Result<(Listening, Option<u16>), ListenError> {
        match (self.listen_there(), self.port) {
            (Err(ListenError::Taken { port, free: Some(free) }), None) => Ok((self.listen_on(free)?, Some(port))),
            (listening, _) => Ok((listening?, None)),
        }
    }

    /// What all connections of a server share that listens, and the file to look after.
    pub fn shared(
        self,
        catalog: Arc<Catalog>,
        observer: Arc<dyn Observer>,
        listening: &Listening,
    ) -> (Arc<Shared>, Option<PathBuf>) {
        let playground = Playground::new(catalog);
        if let Some(pem) = listening.authority() {
            playground.trust(pem.to_owned());
        }
        let watched = self.scenario.and_then(|(scenario, file)| {
            playground.play(scenario);
            file
        });
        let shared = Shared::new(playground, Faults::new(self.rules), Limits::default(), observer);
        (Arc::new(shared), watched)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_none_was_asked_for_the_next_free_port_is_taken() {
        // Where that fails somebody else has it, which is as well.
        let _held = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, PORT));
        let (listening, instead_of) = Setup::default().listen().unwrap();
        assert_eq!(instead_of, Some(PORT));
        assert_ne!(listening.address.port(), PORT);
    }

    #[test]
    fn a_port_that_was_asked_for_is_not_replaced() {
        let (first, _) = Setup { port: Some(0), ..Setup::default() }.listen().unwrap();
        let port = first.address.port();
        let again = Setup { port: Some(port), ..Setup::default() }.listen();
        assert!(matches!(again, Err(ListenError::Taken { port: taken, .. }) if taken == port));
    }
}
