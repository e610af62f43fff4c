//! Many things at once, told in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// The stack of a thread.
const STACK: usize = 1 << 20;

/// Does `work` for each number below `count`, so many at once, each thread with a state of its own, and hands what
/// comes of it to `take` in order. Once `take` says no, nothing more is begun.
pub fn each<S, T: Send>(
    count: usize,
    at_once: usize,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> T + Sync,
    mut take: impl FnMut(usize, T) -> bool,
) {
    let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let run = |send: &dyn Fn(usize, T) -> bool| {
        let mut state = state();
        while !is_over.load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count || !send(at, work(&mut state, at)) {
                return;
            }
        }
    };
    // One alone needs no thread.
    if count <= 1 {
        let done = std::cell::RefCell::new(Vec::new());
        run(&|at, one| {
            done.borrow_mut().push((at, one));
            true
        });
        for (at, one) in done.into_inner() {
            take(at, one);
        }
        return;
    }
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        let run = &run;
        for _ in 0..at_once.min(count) {
            let sender = sender.clone();
            let send = move |at: usize, one: T| sender.send((at, one)).is_ok();
            let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || run(&send));
            // As many as the system gives; the first has to be among them.
            if started.is_err() {
                break;
            }
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut expected = 0;
        for (at, one) in receiver {
            waiting.insert(at, one);
            while let Some(one) = waiting.remove(&expected) {
                if !take(expected, one) {
                    is_over.store(true, Ordering::Relaxed);
                    return;
                }
                expected += 1;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_told_in_order() {
        for count in [0, 1, 2, 500] {
            let mut told = Vec::new();
            each(
                count,
                8,
                || 0,
                |state: &mut usize, at| {
                    *state += 1;
                    at * 2
                },
                |at, one| {
                    told.push((at, one));
                    true
                },
            );
            assert_eq!(told, (0..count).map(|at| (at, at * 2)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn it_ends_when_nobody_listens() {
        let mut told = 0;
        each(
            10_000,
            4,
            || (),
            |(), at| at,
            |_, _| {
                told += 1;
                told < 3
            },
        );
        assert_eq!(told, 3);
    }
}
