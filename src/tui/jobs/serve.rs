//! The playground's server as a job: it runs until it is stopped, and brings what happens on it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::context::{JobContext, Stop, lock};
use crate::app::job::{Item, Served, Serving};
use crate::catalog::Catalog;
use crate::clock;
use crate::serve::faults::Next;
use crate::serve::net::{Inspector, Listening, Setup, Shared, allow_connections};

/// How long what happens is gathered before it is shown: more frames than that nobody sees.
const GATHER: Duration = Duration::from_millis(50);

/// The server, whether it runs or not.
#[derive(Default)]
pub(crate) struct Server {
    setup: Setup,
    /// What listens already, and the port that was taken.
    listening: Mutex<Option<(Listening, Option<u16>)>>,
    running: Mutex<Option<Arc<Shared>>>,
}

impl Server {
    /// A server that is set up so, and may listen already.
    pub(crate) fn new(setup: Setup, listening: Option<(Listening, Option<u16>)>) -> Self {
        Self { setup, listening: Mutex::new(listening), running: Mutex::default() }
    }

    /// Runs it until the job is not wanted any more.
    pub(super) fn serve(&self, catalog: &Arc<Catalog>, job: &JobContext) -> Result<(), Stop> {
        let waiting = lock(&self.listening).take();
        let listening = waiting.map_or_else(|| self.setup.listen(), Ok);
        let (listening, instead_of) = listening.map_err(|error| Stop::Failed(error.to_string()))?;
        allow_connections();
        let waker = job.waker();
        let inspector = Arc::new(Inspector::new(move || waker.wake()));
        let observer: Arc<Inspector> = Arc::clone(&inspector);
        let (shared, watched) = self.setup.clone().shared(Arc::clone(catalog), observer, &listening);
        *lock(&self.running) = Some(Arc::clone(&shared));
        let url = listening.url();
        let running = listening.start(Arc::clone(&shared), watched);
        let offset = clock::utc_offset(clock::now());
        let ended = bring(Serving { url, instead_of, offset }, &inspector, &shared, job);
        *lock(&self.running) = None;
        running.stop();
        ended
    }

    /// Has the next requests get something else than they ask for.
    pub(super) fn answer_next(&self, next: Next) -> Result<(), Stop> {
        let running = lock(&self.running).clone();
        running.map_or(Ok(()), |shared| shared.faults.next.set(next)).map_err(Stop::Failed)
    }
}

/// Brings what happens, as fast as it is taken.
fn bring(serving: Serving, inspector: &Inspector, shared: &Shared, job: &JobContext) -> Result<(), Stop> {
    let token = Arc::new(());
    job.item(Item::Serving(serving))?;
    loop {
        job.wait_for(|| !inspector.is_empty())?;
        // Before what happens is taken: what comes later was answered by what is in force then.
        let next = shared.faults.next.left();
        let served = Served { seen: inspector.take(), next, token: Arc::clone(&token) };
        job.item(Item::Served(Box::new(served)))?;
        job.sleep(GATHER)?;
        while Arc::strong_count(&token) > 1 {
            job.sleep(GATHER)?;
        }
    }
}
