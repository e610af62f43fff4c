//! Proves a caller: serves it what the code means, and watches what it does.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use httpdex::snippet::{Language, Response};

use crate::message::{Head, show};
use crate::process::{Program, Way};
use crate::scenes::{Scene, Step, scenes};
use crate::verdict::ensure;
use crate::worker::restore;

/// How long a caller may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A request that came.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The number of its connection, from 0.
    pub connection: usize,
    /// When its head was there.
    pub at: Instant,
    /// When it was answered.
    pub answered: Instant,
    /// Its method.
    pub method: String,
    /// Its target.
    pub target: String,
    /// Its head.
    pub head: Head,
    /// Its content.
    pub content: Vec<u8>,
    /// Whether content came before it was asked for.
    pub hasty: bool,
    /// The status of the answer.
    pub status: u16,
    /// The content of the answer.
    pub told: Vec<u8>,
}

/// Runs the caller in a folder against each scene of its code.
pub fn prove(
    language: &Language,
    response: &Response,
    (way, folder): (&Way, &Path),
    before: &HashSet<OsString>,
) -> Result<(), String> {
    for scene in scenes(response) {
        play(language, &Arc::new(scene), (way, folder))?;
        restore(folder, before);
    }
    Ok(())
}

/// Runs a check, which has to succeed and to name the code.
pub fn check(response: &Response, (way, folder): (&Way, &Path)) -> Result<(), String> {
    let mut program = Program::start(way, folder)?;
    let ended = program.wait(PATIENCE);
    let said = program.output();
    let fail = |why: &str| format!("{why}\n--- it printed:\n{said}");
    let status = ended.ok_or_else(|| fail("it did not end within a minute"))?;
    ensure(status.success(), || fail(&format!("it ended with {status}")))?;
    ensure(said.contains(&response.code), || fail(&format!("it does not say {}", response.code)))
}

fn play(language: &Language, scene: &Arc<Scene>, (way, folder): (&Way, &Path)) -> Result<(), String> {
    let listener = TcpListener::bind("[::]:8080").or_else(|_| TcpListener::bind("0.0.0.0:8080"));
    let listener = listener.map_err(|error| format!("the server of the proof cannot listen: {error}"))?;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let serving = serve(listener, Arc::clone(scene), Arc::clone(&seen));
    let mut program = Program::start(way, folder)?;
    let ended = program.wait(PATIENCE);
    let (said, printed) = (program.output(), program.printed());
    drop(program);
    serving.end();
    let seen = seen.lock().expect("no handler panics").clone();
    let judged = ended.ok_or_else(|| "it did not end within a minute".to_owned()).and_then(|status| {
        ensure(status.success() != scene.must_fail(), || format!("it ended with {status}"))?;
        ensure(!said.trim().is_empty(), || "it printed nothing".to_owned())?;
        scene.judge(&seen, &said)?;
        // What a shell script prints goes into files and pipes.
        if language.runtime == "Bash" { scene.clean(&seen, &printed) } else { Ok(()) }
    });
    judged.map_err(|why| format!("{scene}: {why}\n{}--- it printed:\n{said}", story(&seen)))
}

/// What happened, a line for each request.
fn story(seen: &[Seen]) -> String {
    let mut text = String::new();
    for one in seen {
        let since = one.at.duration_since(seen[0].at).as_millis();
        let fields: Vec<String> = one.head.fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        text += &format!(
            "--- {since} ms, connection {}: {} {} [{}] {} -> {}\n",
            one.connection,
            one.method,
            one.target,
            fields.join(" | "),
            show(&one.content),
            one.status
        );
    }
    text
}

/// A server that can be ended.
struct Serving {
    thread: thread::JoinHandle<()>,
    over: Arc<Mutex<bool>>,
}

impl Serving {
    fn end(self) {
        *self.over.lock().expect("no handler panics") = true;
        // Wakes the one that waits for a connection.
        let _ = TcpStream::connect("127.0.0.1:8080");
        let _ = self.thread.join();
    }
}

fn serve(listener: TcpListener, scene: Arc<Scene>, seen: Arc<Mutex<Vec<Seen>>>) -> Serving {
    let over = Arc::new(Mutex::new(false));
    let ended = Arc::clone(&over);
    let thread = thread::spawn(move || {
        let mut open = Vec::new();
        for (connection, stream) in listener.incoming().flatten().enumerate() {
            if *ended.lock().expect("no handler panics") {
                break;
            }
            let (scene, seen) = (Arc::clone(&scene), Arc::clone(&seen));
            open.extend(stream.try_clone());
            thread::spawn(move || attend(stream, connection, &scene, &seen));
        }
        for stream in open {
            let _ = stream.shutdown(Shutdown::Both);
        }
    });
    Serving { thread, over }
}

/// Answers the requests of one connection.
fn attend(mut stream: TcpStream, connection: usize, scene: &Scene, seen: &Mutex<Vec<Seen>>) {
    let _ = stream.set_nodelay(true);
    let mut came = Vec::new();
    while let Some(mut request) = read(&mut stream, &mut came, connection, scene) {
        let (steps, place) = {
            let mut seen = seen.lock().expect("no handler panics");
            let steps = scene.answer(&request, &seen);
            request.status = steps.iter().find_map(Step::status).unwrap_or(0);
            request.told = steps.iter().find_map(Step::content).unwrap_or_default().to_vec();
            seen.push(request);
            (steps, seen.len() - 1)
        };
        let goes_on = steps.iter().all(|step| step.take(&mut stream));
        seen.lock().expect("no handler panics")[place].answered = Instant::now();
        if !goes_on {
            return;
        }
    }
}

/// Reads a request with its content.
fn read(stream: &mut TcpStream, came: &mut Vec<u8>, connection: usize, scene: &Scene) -> Option<Seen> {
    let end = loop {
        if let Some(at) = came.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            break at;
        }
        more(stream, came)?;
    };
    let at = Instant::now();
    let head = Head::parse(&came[..end]).ok()?;
    came.drain(..end + 4);
    let mut words = head.line.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut hasty = false;
    if head.list("Expect").iter().any(|expectation| expectation == "100-continue") {
        if scene.holds_back() || scene.refuses_to_expect() {
            let _ = stream.set_read_timeout(Some(Duration::from_millis(300)));
            hasty = !came.is_empty() || more(stream, came).is_some();
            let _ = stream.set_read_timeout(None);
        }
        if scene.refuses_to_expect() {
            let content = std::mem::take(came);
            return Some(Seen {
                connection,
                at,
                answered: at,
                method,
                target,
                head,
                content,
                hasty,
                status: 0,
                told: Vec::new(),
            });
        }
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").ok()?;
    }
    let content = if head.list("Transfer-Encoding").iter().any(|coding| coding == "chunked") {
        chunks(stream, came)?
    } else {
        let length = head.get("Content-Length").and_then(|length| length.parse().ok()).unwrap_or(0);
        while came.len() < length {
            more(stream, came)?;
        }
        came.drain(..length).collect()
    };
    Some(Seen { connection, at, answered: at, method, target, head, content, hasty, status: 0, told: Vec::new() })
}

fn chunks(stream: &mut TcpStream, came: &mut Vec<u8>) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    loop {
        let line = loop {
            if let Some(at) = came.windows(2).position(|bytes| bytes == b"\r\n") {
                break came.drain(..at + 2).collect::<Vec<u8>>();
            }
            more(stream, came)?;
        };
        let size = usize::from_str_radix(std::str::from_utf8(&line).ok()?.trim(), 16).ok()?;
        while came.len() < size + 2 {
            more(stream, came)?;
        }
        content.extend(came.drain(..size));
        came.drain(..2);
        if size == 0 {
            return Some(content);
        }
    }
}

fn more(stream: &mut TcpStream, came: &mut Vec<u8>) -> Option<()> {
    let mut buffer = [0; 16 << 10];
    let n = stream.read(&mut buffer).ok().filter(|&n| n > 0)?;
    came.extend_from_slice(&buffer[..n]);
    Some(())
}
