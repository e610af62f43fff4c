//! The table of what goes wrong: a name, a server, how it is asked, and what is to be said of it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use httpdex::check::{Chain, Checker, Options, Proxies, Target};

use crate::{certificates, table_http, table_way};

/// Starts a server and says what to ask for. What has to live on is handed over.
pub type Start = Box<dyn Fn() -> (String, Box<dyn std::any::Any>) + Send + Sync>;

/// One way in which something goes wrong.
pub struct Case {
    pub name: &'static str,
    pub start: Start,
    pub ask: fn(&mut Options),
    pub expected: Expected,
}

/// What is to be said.
#[derive(Debug, Clone, Copy)]
pub enum Expected {
    /// This final status, and no failure.
    Status(u16),
    /// This failure.
    Failure(&'static str),
    /// One of these failures.
    OneOf(&'static [&'static str]),
    /// This final status, no failure, and this problem.
    Problem(u16, &'static str),
    /// This failure, and this problem.
    Refused(&'static str, &'static str),
    /// This final status after so many hops.
    Hops(u16, usize),
    /// This final status, and content of which only the beginning was read.
    Cut(u16),
    /// This final status, and a finding of this id at the last hop.
    Unverified(u16),
}

impl Expected {
    pub fn holds(self, chain: &Chain) -> Result<(), String> {
        let last = chain.hops.last().ok_or("there is no hop")?;
        let failure = chain.failure.as_ref().map(|failure| failure.id);
        let has = |id: &str| chain.problems.iter().any(|problem| problem.id == id);
        let is_status = |status: u16| failure.is_none() && last.status() == Some(status);
        let holds = match self {
            Self::Status(status) => is_status(status),
            Self::Failure(id) => failure == Some(id),
            Self::OneOf(ids) => failure.is_some_and(|failure| ids.contains(&failure)),
            Self::Problem(status, id) => is_status(status) && has(id),
            Self::Refused(id, problem) => failure == Some(id) && has(problem),
            Self::Hops(status, hops) => is_status(status) && chain.hops.len() == hops,
            Self::Cut(status) => is_status(status) && last.is_cut,
            Self::Unverified(status) => {
                is_status(status) && last.tls.as_ref().is_some_and(|tls| !tls.verified && !tls.problems.is_empty())
            }
        };
        let ids: Vec<&str> = chain.problems.iter().map(|problem| problem.id).collect();
        let came = (last.status(), &chain.failure, ids, chain.hops.len());
        if holds { Ok(()) } else { Err(format!("{self:?} was expected, and {came:?} came")) }
    }
}

impl Case {
    pub fn run(&self) -> Chain {
        let chain = self.run_for(None);
        if self.expected.holds(&chain).is_ok() { chain } else { self.run_for(Some(BUSY)) }
    }

    fn run_for(&self, time: Option<Duration>) -> Chain {
        let (url, _alive) = (self.start)();
        let mut options = options();
        (self.ask)(&mut options);
        options.timeout = options.timeout.max(time.unwrap_or_default());
        // A proxy whose port is known only now is named in the fragment.
        let (url, proxy) = url.split_once('#').filter(|(_, proxy)| proxy.contains("://")).unwrap_or((&url, ""));
        options.proxy = options.proxy.or_else(|| (!proxy.is_empty()).then(|| proxy.to_owned()));
        let checker = Checker::new(options, Arc::default());
        checker.check(&Target::new(url).expect("a URL"), &mut |_| {})
    }
}

/// Looks at each case, so many at once; says of each with which something is wrong what that is.
pub fn each(cases: &[Case], at_once: usize, look: impl Fn(&Case) -> Result<(), String> + Sync) -> Vec<String> {
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(why) = look(case) {
                        wrong.lock().unwrap().push(format!("{}: {why}", case.name));
                    }
                }
            });
        }
    });
    wrong.into_inner().unwrap()
}

/// How everything is asked: patiently, without a proxy.
pub fn options() -> Options {
    Options {
        timeout: Duration::from_secs(60),
        authorities: Some(certificates::trusted()),
        environment: Proxies::default(),
        ..Options::default()
    }
}

/// For what never ends.
pub fn impatient(options: &mut Options) {
    options.timeout = Duration::from_millis(700);
}

/// How long what never ends is given on a machine that was too busy to come so far.
const BUSY: Duration = Duration::from_secs(10);

/// All cases.
pub fn cases() -> Vec<Case> {
    let mut cases = table_http::faults();
    cases.extend(table_http::bytes());
    cases.extend(table_http::interim());
    cases.extend(table_http::content());
    cases.extend(table_way::redirects());
    cases.extend(table_way::connections());
    cases.extend(table_way::tls());
    cases.extend(table_way::proxies());
    cases.extend(table_way::http2());
    cases
}
