//! Several windows write at once, and one of them may be killed at any moment.

use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use httpdex::store::{Change, StateStore};

const FILE: &str = "HTTPDEX_TEST_STATE";
const PREFIX: &str = "HTTPDEX_TEST_PREFIX";
const COUNT: &str = "HTTPDEX_TEST_COUNT";

/// Bookmarks `prefix-0`, `prefix-1` and so on until there are `count` of them, each in a change of its own.
fn add(store: &StateStore, prefix: &str, count: usize) {
    let known = store.load().0.bookmarks.iter().filter(|id| id.starts_with(prefix)).count();
    for n in known..count {
        store.apply(&[Change::Bookmark(format!("{prefix}-{n}"))]).unwrap();
    }
}

/// Another window: this very program, told to run one test alone, which does a window's part then.
fn open_window(file: &Path, prefix: &str, count: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "threads_and_processes_lose_nothing", "--quiet"])
        .env(FILE, file)
        .env(PREFIX, prefix)
        .env(COUNT, count.to_string())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap()
}

/// Does the part of a window, if this process is one.
fn is_window() -> bool {
    let Some(file) = std::env::var_os(FILE) else { return false };
    let prefix = std::env::var(PREFIX).unwrap();
    add(&StateStore::new(file.into()), &prefix, std::env::var(COUNT).unwrap().parse().unwrap());
    true
}

#[test]
fn threads_and_processes_lose_nothing() {
    if is_window() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("httpdex/state.json");
    let store = StateStore::new(file.clone());
    thread::scope(|scope| {
        for thread in 0..4 {
            let store = &store;
            scope.spawn(move || add(store, &format!("thread{thread}"), 25));
        }
        let windows: Vec<Child> = (0..3).map(|n| open_window(&file, &format!("window{n}"), 25)).collect();
        for mut window in windows {
            assert!(window.wait().unwrap().success());
        }
    });
    let (state, problem) = store.load();
    assert_eq!(problem, None);
    assert_eq!(state.bookmarks.len(), 7 * 25);
    for writer in ["thread0", "thread3", "window0", "window2"] {
        let ids: Vec<&String> = state.bookmarks.iter().filter(|id| id.starts_with(writer)).collect();
        assert_eq!(ids, (0..25).map(|n| format!("{writer}-{n}")).collect::<Vec<_>>().iter().collect::<Vec<_>>());
    }
}

#[test]
fn a_window_that_is_killed_leaves_a_whole_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let store = StateStore::new(file.clone());
    let mut known = 0;
    for round in 0..25 {
        let mut window = open_window(&file, "a", usize::MAX);
        thread::sleep(Duration::from_millis(20 + 7 * round));
        window.kill().unwrap();
        window.wait().unwrap();
        let (state, problem) = store.load();
        assert_eq!(problem, None);
        let expected: Vec<String> = (0..state.bookmarks.len()).map(|n| format!("a-{n}")).collect();
        assert_eq!(state.bookmarks, expected);
        assert!(state.bookmarks.len() >= known, "what was kept once is not lost");
        known = state.bookmarks.len();
    }
    assert!(known > 0, "the window has written before it was killed");
    store.apply(&[Change::Bookmark("last".into())]).expect("the lock of a killed window is free");
}
