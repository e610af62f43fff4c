//! The log on standard output: a line for each exchange.
//!
//! Lines are gathered in memory and written by a thread of their own. Nobody waits for whoever reads them: what is not
//! read in time is left out, and the next line says how much that is.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{mem, thread};

use serde_json::json;

use super::event::{End, Event, Exchange, Observer};

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: an object a line.
    Json,
}

/// The most bytes that wait to be written.
const MOST: usize = 4 << 20;
/// How long lines are gathered before they are written.
const GATHER: Duration = Duration::from_millis(20);

/// The log.
#[derive(Debug)]
pub struct Log {
    format: LogFormat,
    waiting: Arc<(Mutex<Waiting>, Condvar)>,
}

#[derive(Debug, Default)]
struct Waiting {
    lines: Vec<u8>,
    left_out: u64,
    is_broken: bool,
}

impl Log {
    /// A log whose thread runs from now on.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(format: LogFormat) -> io::Result<Self> {
        let waiting = Arc::new((Mutex::new(Waiting::default()), Condvar::new()));
        let theirs = Arc::clone(&waiting);
        thread::Builder::new().name("log".to_owned()).spawn(move || write(&theirs, format))?;
        Ok(Self { format, waiting })
    }

    fn put(&self, line: &str) {
        let mut waiting = lock(&self.waiting.0);
        if waiting.is_broken {
            return;
        }
        if waiting.lines.len() + line.len() > MOST {
            waiting.left_out += 1;
            return;
        }
        let was_empty = waiting.lines.is_empty();
        waiting.lines.extend_from_slice(line.as_bytes());
        if was_empty {
            self.waiting.1.notify_one();
        }
    }

    /// Waits until what was logged is written, but not for long.
    pub fn flush(&self) {
        for _ in 0..10 {
            if lock(&self.waiting.0).lines.is_empty() {
                break;
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Observer for Log {
    fn on(&self, event: Event) {
        match event {
            Event::Exchange(exchange) => self.put(&match self.format {
                LogFormat::Text => text(&exchange),
                LogFormat::Json => json_line(&exchange),
            }),
            Event::Note(note) => self.put(&match self.format {
                LogFormat::Text => format!("{}\n", crate::text::clean(&note)),
                LogFormat::Json => printable(&json!({ "event": "note", "text": note })),
            }),
            Event::Opened { .. } | Event::Closed { .. } => {}
        }
    }
}

fn lock(waiting: &Mutex<Waiting>) -> MutexGuard<'_, Waiting> {
    // A panic elsewhere leaves whole lines behind.
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes what waits, for as long as there is somebody to write to.
fn write(waiting: &(Mutex<Waiting>, Condvar), format: LogFormat) {
    loop {
        let (lines, left_out) = {
            let guard = lock(&waiting.0);
            let mut guard =
                waiting.1.wait_while(guard, |waiting| waiting.lines.is_empty()).unwrap_or_else(PoisonError::into_inner);
            (mem::take(&mut guard.lines), mem::take(&mut guard.left_out))
        };
        let mut out = io::stdout().lock();
        let note = match (left_out, format) {
            (0, _) => String::new(),
            (count, LogFormat::Text) => {
                format!("{count} lines of the log were left out, as nobody read them in time\n")
            }
            (count, LogFormat::Json) => printable(&json!({ "event": "left-out", "lines": count })),
        };
        if out.write_all(&lines).and_then(|()| out.write_all(note.as_bytes())).and_then(|()| out.flush()).is_err() {
            // The reader is gone, as after `| head`; the server goes on.
            let mut waiting = lock(&waiting.0);
            waiting.is_broken = true;
            waiting.lines = Vec::new();
            return;
        }
        drop(out);
        thread::sleep(GATHER);
    }
}

/// `14:03:07 GET /get 200 312 B 0.4 ms`, and what was done wrong.
fn text(exchange: &Exchange) -> String {
    let seconds = exchange.at / 1000;
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    let mut line = format!("{hour:02}:{minute:02}:{second:02} ");
    let method = if exchange.method.is_empty() { "-" } else { &exchange.method };
    let target = if exchange.target.is_empty() { "-" } else { &exchange.target };
    let status = exchange.status.map_or_else(|| "-".to_owned(), |status| status.to_string());
    let target = crate::text::shorten(target, 200);
    let milliseconds = exchange.duration.as_secs_f64() * 1000.0;
    // Writing to a String does not fail.
    let _ = write!(line, "{method} {} {status} {} B {milliseconds:.1} ms", crate::text::clean(&target), exchange.sent);
    if let Some(fault) = &exchange.fault {
        let _ = write!(line, " [{}]", crate::text::clean(fault));
    }
    match exchange.end {
        End::Stays => {}
        End::Closed => line.push_str(" closed"),
        End::Gone => line.push_str(" client gone"),
    }
    line.push('\n');
    line
}

fn json_line(exchange: &Exchange) -> String {
    let end = match exchange.end {
        End::Stays => "stays",
        End::Closed => "closed",
        End::Gone => "gone",
    };
    printable(&json!({
        "event": "exchange",
        "time": exchange.at,
        "connection": exchange.connection,
        "nth": exchange.nth,
        "client": exchange.client.to_string(),
        "method": exchange.method,
        "target": exchange.target,
        "status": exchange.status,
        "received": exchange.received,
        "sent": exchange.sent,
        "milliseconds": exchange.duration.as_secs_f64() * 1000.0,
        "fault": exchange.fault,
        "end": end,
    }))
}

fn printable(value: &serde_json::Value) -> String {
    crate::json::printable(format!("{value}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange() -> Exchange {
        Exchange {
            connection: 1,
            nth: 2,
            at: 50_587_123,
            client: ([127, 0, 0, 1], 5000).into(),
            method: "GET".to_owned(),
            target: "/a\u{1b}[2J".to_owned(),
            status: Some(200),
            received: 0,
            taken: 40,
            sent: 312,
            duration: Duration::from_micros(420),
            fault: None,
            end: End::Stays,
            request: Vec::new(),
            response: Vec::new(),
        }
    }

    #[test]
    fn a_line_holds_nothing_that_a_terminal_obeys() {
        assert_eq!(text(&exchange()), "14:03:07 GET /a␛[2J 200 312 B 0.4 ms\n");
        let none =
            Exchange { method: String::new(), target: String::new(), status: None, end: End::Gone, ..exchange() };
        assert_eq!(text(&none), "14:03:07 - - - 312 B 0.4 ms client gone\n");
        let line = json_line(&Exchange { target: "/\u{9b}".to_owned(), ..exchange() });
        assert!(!line.trim_end().contains(char::is_control), "{line}");
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!((&value["status"], &value["milliseconds"]), (&json!(200), &json!(0.42)));
    }
}
