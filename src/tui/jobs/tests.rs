//! Jobs without an interface.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use super::*;
use crate::app::job::Item;
use crate::app::message::Message;
use crate::tui::events::channel;

const LONG: Duration = Duration::from_secs(20);

fn texts(messages: &mpsc::Receiver<Message>, last: JobId) -> Vec<String> {
    let mut texts = Vec::new();
    while let Ok(Message::Job(id, report)) = messages.recv_timeout(LONG) {
        match report {
            Report::Item(Item::Text(text)) | Report::Failed(text) => texts.push(text),
            Report::Done if id == last => break,
            _ => {}
        }
    }
    texts
}

#[test]
fn jobs_of_one_resource_run_one_after_another_in_their_order() {
    let (sender, messages) = channel();
    let runner = Runner::new(sender);
    let at_once = Arc::new(AtomicUsize::new(0));
    for n in 0..20 {
        let at_once = Arc::clone(&at_once);
        runner.start(JobId(n), Some(Resource::State), move |job| {
            let others = at_once.fetch_add(1, Ordering::SeqCst);
            thread::sleep(Duration::from_millis(1));
            at_once.fetch_sub(1, Ordering::SeqCst);
            job.item(Item::Text(format!("{n} {others}")))
        });
    }
    let expected: Vec<String> = (0..20).map(|n| format!("{n} 0")).collect();
    assert_eq!(texts(&messages, JobId(19)), expected);
}

#[test]
fn a_panic_fails_its_job_and_no_other() {
    let (sender, messages) = channel();
    let runner = Runner::new(sender);
    runner.start(JobId(1), Some(Resource::State), |_| panic!("on\u{1b}purpose"));
    runner.start(JobId(2), Some(Resource::State), |job| job.item(Item::Text("after it".to_owned())));
    let texts = texts(&messages, JobId(2));
    assert!(texts[0].contains("which is a bug: on␛purpose"), "{texts:?}");
    assert_eq!(texts[1], "after it");
}

#[test]
fn a_thousand_jobs_started_and_cancelled_leave_no_thread_behind() {
    let (sender, messages) = channel();
    let runner = Runner::new(sender);
    for n in 0..1000 {
        runner.start(JobId(n), None, |job| {
            loop {
                job.sleep(LONG)?;
            }
        });
    }
    for n in 0..1000 {
        runner.cancel(JobId(n));
    }
    assert!(runner.wait_until(LONG, |state| state.waiting.is_empty() && state.running.is_empty()));
    assert!(runner.wait_until(LONG, |state| state.threads == 0));
    drop(runner);
    assert!(messages.recv_timeout(LONG).is_err(), "nobody has anything to tell, and nobody can any more");
}

#[test]
fn a_million_reports_all_arrive_in_their_order() {
    const ALL: u64 = 1_000_000;
    let (sender, messages) = channel();
    let runner = Runner::new(sender);
    runner.start(JobId(1), None, |job| (0..ALL).try_for_each(|n| job.progress(n, Some(ALL))));
    for n in 0..ALL {
        let message = messages.recv_timeout(LONG).expect("a report");
        assert!(matches!(message, Message::Job(JobId(1), Report::Progress { done, .. }) if done == n));
    }
    assert!(matches!(messages.recv_timeout(LONG), Ok(Message::Job(_, Report::Done))));
}

#[test]
fn a_job_that_brings_more_than_is_taken_waits_and_can_be_cancelled() {
    let (sender, messages) = channel();
    let runner = Runner::new(sender);
    let sent = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&sent);
    runner.start(JobId(1), None, move |job| {
        loop {
            job.item(Item::Text("more".to_owned()))?;
            count.fetch_add(1, Ordering::SeqCst);
        }
    });
    let first = messages.recv_timeout(LONG).expect("a report");
    assert!(matches!(first, Message::Job(JobId(1), Report::Item(_))));
    thread::sleep(Duration::from_millis(50));
    assert!(sent.load(Ordering::SeqCst) <= 300, "what nobody takes must not pile up");
    runner.cancel(JobId(1));
    while messages.recv_timeout(Duration::from_millis(200)).is_ok() {}
    assert!(runner.wait_until(LONG, |state| state.running.is_empty()));
}

#[test]
fn ending_waits_for_what_is_to_be_written_and_for_nothing_else() {
    let (sender, messages) = channel();
    let runner = Runner::new(sender);
    runner.start(JobId(1), None, |job| {
        loop {
            job.sleep(LONG)?;
        }
    });
    runner.start(JobId(2), Some(Resource::Progress), |job| {
        thread::sleep(Duration::from_millis(30));
        job.item(Item::Text("written".to_owned()))
    });
    let begin = Instant::now();
    runner.finish(&[Resource::Progress], LONG);
    assert!(begin.elapsed() < LONG);
    assert_eq!(texts(&messages, JobId(2)), ["written"]);
}
