//! What of the recording is to be made.

use crate::cases::SAMPLE;
use crate::client::CLIENTS;

/// Which clients and failures.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The clients; all when there are none.
    clients: Vec<String>,
    /// The failures; all when there are none.
    failures: Vec<String>,
    /// Whether a few are run and compared with the recording.
    pub is_sample: bool,
}

impl Options {
    /// Reads the words of the command line.
    pub fn parse(words: &[String]) -> Result<Self, String> {
        let mut options = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().cloned().ok_or_else(|| format!("`{word}` wants a value"));
            match word.as_str() {
                "--client" => options.clients.push(value()?),
                "--failure" => options.failures.push(value()?),
                "--sample" => options.is_sample = true,
                _ => return Err(format!("`{word}` is not known; use --client, --failure or --sample")),
            }
        }
        match options.clients.iter().find(|id| !CLIENTS.iter().any(|client| client.id == **id)) {
            Some(id) => Err(format!("there is no client {id}; tests/failures/client.rs has them all")),
            None => Ok(options),
        }
    }

    /// The same as words.
    pub fn words(&self) -> Vec<String> {
        let named = |name: &str, values: &[String]| -> Vec<String> {
            values.iter().flat_map(|value| [name.to_owned(), value.clone()]).collect()
        };
        let mut words = [named("--client", &self.clients), named("--failure", &self.failures)].concat();
        words.extend(self.is_sample.then(|| "--sample".to_owned()));
        words
    }

    /// The same for these clients alone.
    pub fn of(&self, clients: &[&str]) -> Self {
        Self { clients: clients.iter().map(|&id| id.to_owned()).collect(), ..self.clone() }
    }

    /// Whether a client is asked.
    pub fn client(&self, id: &str) -> bool {
        let is_sampled = !self.is_sample || ["curl", "fetch", "requests"].contains(&id);
        is_sampled && (self.clients.is_empty() || self.clients.iter().any(|client| client == id))
    }

    /// Whether a failure is provoked.
    pub fn failure(&self, id: &str) -> bool {
        let is_sampled = !self.is_sample || SAMPLE.contains(&id);
        is_sampled && (self.failures.is_empty() || self.failures.iter().any(|failure| failure == id))
    }

    /// Whether everything is recorded anew.
    pub fn is_whole(&self) -> bool {
        self.clients.is_empty() && self.failures.is_empty() && !self.is_sample
    }
}
