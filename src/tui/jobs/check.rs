//! A check as a job: the one place of the interface from which anything is sent over the network.

use std::env;

use super::context::{JobContext, Stop};
use crate::app::check::Happened;
use crate::app::job::Item;
use crate::catalog::Catalog;
use crate::check::{Checker, Options, Proxies, Target};
use crate::explain::Explainer;

/// Follows a URL to its end, and tells what happens as it happens. Where the job is not wanted any more, the wait that
/// is under way ends soon.
pub(super) fn check(target: &Target, catalog: &Catalog, job: &JobContext) -> Result<(), Stop> {
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let options = Options { environment: Proxies::of_environment(variable), ..Options::default() };
    let checker = Checker::new(options, job.cancel_flag());
    let mut explainer = Explainer::new(catalog);
    let mut heard = Ok(());
    let chain = checker.check(target, &mut |event| {
        if heard.is_ok() {
            heard = job.item(Item::Checked(Box::new(Happened::new(event, catalog, &mut explainer))));
        }
    });
    heard?;
    job.item(Item::Checked(Box::new(Happened::over(&chain, &mut explainer))))
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::net::TcpListener;
    use std::sync::Arc;
    use std::time::Duration;

    use super::*;
    use crate::app::job::{JobId, Report};
    use crate::app::message::Message;
    use crate::tui::events::channel;
    use crate::tui::jobs::Runner;

    #[test]
    fn a_check_that_is_cancelled_closes_its_connection_and_tells_nothing_more() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let target = Target::read(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        let (sender, messages) = channel();
        let runner = Runner::new(sender);
        let catalog = Arc::new(Catalog::embedded());
        runner.start(JobId(1), None, move |job| check(&target, &catalog, job));
        let (mut stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        assert!(stream.read(&mut [0; 1024]).unwrap() > 0, "a request");
        runner.cancel(JobId(1));
        assert_eq!(stream.read(&mut [0]).unwrap(), 0, "nobody waits for a response");
        let told: Vec<_> = messages.try_iter().collect();
        let is_item = |message: &Message| matches!(message, Message::Job(_, Report::Item(Item::Checked(_))));
        assert!(!told.is_empty() && told.iter().all(is_item), "{told:?}");
        let ended = |message: &Message| matches!(message, Message::Job(_, Report::Item(Item::Checked(it))) if matches!(**it, Happened::Ended(_)));
        assert!(!told.iter().any(ended), "{told:?}");
    }
}
