//! The exchanges that are kept: the newest, as many as there is room for.

use std::collections::VecDeque;

use crate::serve::net::{Exchange, Seen};
use crate::text::{clean, shorten};

/// The most exchanges that are kept.
pub const MOST: usize = 1000;
/// The most bytes of requests and responses that are kept.
pub const BYTES: usize = 32 << 20;
/// How much of a request is looked at for the name of its client.
const HEAD: usize = 16 << 10;
/// The longest name of a client that is kept.
const NAME: usize = 200;

/// An exchange that is kept.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Which one it is of all that there were, from 1.
    pub number: u64,
    /// What happened.
    pub exchange: Exchange,
    /// What the client calls itself, made harmless; empty where it does not say.
    pub agent: Box<str>,
}

impl Entry {
    /// An exchange with its number.
    pub fn new(number: u64, exchange: Exchange) -> Self {
        let agent = agent(&exchange.request).into();
        Self { number, exchange, agent }
    }

    /// Who the client is, in few words: the product that it names first, a browser's name, or its address.
    pub fn client(&self) -> String {
        const BROWSERS: [&str; 4] = ["Firefox/", "Edg/", "Chrome/", "Safari/"];
        let products = self.agent.split(' ');
        let browser = BROWSERS.iter().find_map(|name| products.clone().find(|product| product.starts_with(name)));
        match browser.or_else(|| products.clone().next()).filter(|product| !product.is_empty()) {
            Some(product) => product.to_owned(),
            None => self.exchange.client.ip().to_string(),
        }
    }

    /// Whether both come from one client, as far as can be told.
    pub fn is_of_client(&self, other: &Self) -> bool {
        let (one, two) = (&self.exchange, &other.exchange);
        one.connection == two.connection || (one.client.ip() == two.client.ip() && self.agent == other.agent)
    }

    /// When its last byte was sent, in milliseconds since 1970.
    pub fn ended(&self) -> u64 {
        self.exchange.at.saturating_add(u64::try_from(self.exchange.duration.as_millis()).unwrap_or(u64::MAX))
    }
}

/// The value of `User-Agent` in a request.
fn agent(request: &[u8]) -> String {
    const NAMED: &[u8] = b"user-agent:";
    let head = &request[..request.len().min(HEAD)];
    let lines = head.split(|&byte| byte == b'\n').skip(1).take_while(|line| !line.trim_ascii().is_empty());
    let is_it = |line: &&[u8]| line.len() > NAMED.len() && line[..NAMED.len()].eq_ignore_ascii_case(NAMED);
    let value = lines.into_iter().find(is_it).map_or(&b""[..], |line| line[NAMED.len()..].trim_ascii());
    clean(&shorten(&String::from_utf8_lossy(value), NAME)).into_owned()
}

/// The exchanges that are kept, the oldest first.
#[derive(Debug, Default)]
pub struct Ring {
    entries: VecDeque<Entry>,
    bytes: usize,
    total: u64,
}

impl Ring {
    /// Takes in what happened; of what there is no room for the oldest goes.
    pub fn take(&mut self, seen: Seen) {
        self.total += seen.dropped;
        for exchange in seen.exchanges {
            self.total += 1;
            self.bytes += exchange.kept();
            self.entries.push_back(Entry::new(self.total, exchange));
        }
        while self.entries.len() > MOST || (self.bytes > BYTES && self.entries.len() > 1) {
            let Some(oldest) = self.entries.pop_front() else { break };
            self.bytes -= oldest.exchange.kept();
        }
    }

    /// The exchanges that are kept, the oldest first.
    pub const fn entries(&self) -> &VecDeque<Entry> {
        &self.entries
    }

    /// Where an exchange is among those that are kept.
    pub fn position(&self, number: u64) -> Option<usize> {
        self.entries.binary_search_by_key(&number, |entry| entry.number).ok()
    }

    /// An exchange by its number, if it is kept.
    pub fn get(&self, number: u64) -> Option<&Entry> {
        self.position(number).map(|at| &self.entries[at])
    }

    /// How many exchanges there were.
    pub const fn total(&self) -> u64 {
        self.total
    }

    /// How many of them are not kept.
    pub fn dropped(&self) -> u64 {
        self.total - self.entries.len() as u64
    }
}

#[cfg(test)]
pub mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;
    use crate::serve::net::End;

    /// An exchange of a client that names itself.
    pub fn exchange(connection: u64, at: u64, request: &str, response: &str) -> Exchange {
        let mut words = request.split(' ');
        let mut word = || words.next().unwrap_or_default().to_owned();
        let (method, target) = (word(), word());
        let status = response.split(' ').nth(1).and_then(|status| status.parse().ok());
        let lines = |text: &str| text.replace('\n', "\r\n").into_bytes();
        let (request, response) = (lines(request), lines(response));
        Exchange {
            connection,
            nth: 1,
            at,
            client: ([127, 0, 0, 1], 5000).into(),
            method,
            target,
            status,
            received: 0,
            taken: request.len() as u64,
            sent: response.len() as u64,
            duration: Duration::from_millis(2),
            fault: None,
            end: End::Stays,
            request,
            response,
        }
    }

    fn seen(count: u64, bytes: usize, dropped: u64) -> Seen {
        let one = Exchange { response: vec![0; bytes], ..exchange(1, 0, "GET / HTTP/1.1\n\n", "") };
        Seen { exchanges: (0..count).map(|_| one.clone()).collect(), dropped, ..Seen::default() }
    }

    #[test]
    fn a_client_is_called_by_its_product() {
        let client = |agent: &str| {
            let request = format!("GET / HTTP/1.1\nHost: x\nuser-AGENT:  {agent} \n\nUser-Agent: other\n");
            Entry::new(1, exchange(1, 0, &request, "")).client()
        };
        assert_eq!(client("curl/8.5.0"), "curl/8.5.0");
        assert_eq!(client("python-requests/2.34 (x)"), "python-requests/2.34");
        assert_eq!(client("Mozilla/5.0 (X11) Gecko/20100101 Firefox/140.0"), "Firefox/140.0");
        assert_eq!(client("Mozilla/5.0 AppleWebKit/537 (KHTML) Chrome/142.0 Safari/537.36 Edg/142.0"), "Edg/142.0");
        assert_eq!(client("a\u{1b}[2Jb"), "a␛[2Jb");
        assert_eq!(client(""), "127.0.0.1");
    }

    proptest! {
        #[test]
        fn the_newest_are_kept_and_the_others_counted(
            steps in prop::collection::vec((0u64..700, 0usize..300_000, 0u64..3000), 1..8),
        ) {
            let mut ring = Ring::default();
            let mut total = 0;
            for (count, bytes, dropped) in steps {
                // As many bytes as one look may bring.
                let bytes = bytes.min((16 << 20) / usize::try_from(count.max(1)).unwrap());
                ring.take(seen(count, bytes, dropped));
                total += count + dropped;
                prop_assert_eq!(ring.total(), total);
                prop_assert_eq!(ring.dropped() + ring.entries().len() as u64, total);
                prop_assert!(ring.entries().len() <= MOST);
                let kept: usize = ring.entries().iter().map(|entry| entry.exchange.kept()).sum();
                prop_assert!(kept <= BYTES);
                let numbers: Vec<u64> = ring.entries().iter().map(|entry| entry.number).collect();
                prop_assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]));
                if count > 0 {
                    prop_assert_eq!(numbers.last(), Some(&total));
                }
                prop_assert!(numbers.iter().all(|number| ring.get(*number).map(|entry| entry.number) == Some(*number)));
                prop_assert!(ring.get(total + 1).is_none() && ring.get(0).is_none());
            }
        }
    }
}
