//! The playground in a real terminal: requests by raw sockets are seen, and the terminal is given back.

mod support;
#[path = "support/terminal.rs"]
mod terminal;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use rustix::process::Signal;
use support::home::Home;
use terminal::{Setup, Terminal};

/// `httpdex serve` on any free port, and where it is to be reached.
fn serving(home: &Home, arguments: &[&str]) -> (Terminal, SocketAddr) {
    let arguments = [&["serve", "--port", "0"], arguments].concat();
    let mut terminal = Setup { arguments: &arguments, ..Setup::new(home) }.start();
    terminal.shows("Waiting for requests");
    let address = address(&terminal);
    (terminal, address)
}

/// The address that is on the screen.
fn address(terminal: &Terminal) -> SocketAddr {
    let text = terminal.text();
    let (_, rest) = text.split_once("http://127.0.0.1:").expect("an address");
    let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
    ([127, 0, 0, 1], port.parse().expect("a port")).into()
}

/// Sends a request on a connection of its own; what comes back until it is closed.
fn ask(address: SocketAddr, target: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
    let request = format!("GET {target} HTTP/1.1\r\nHost: x\r\nUser-Agent: tester/1\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("a server that reads");
    let mut response = String::new();
    // An abort is an answer, too.
    let _ = stream.read_to_string(&mut response);
    response
}

#[test]
fn requests_are_seen_as_they_come_and_the_terminal_is_given_back() {
    let home = Home::new();
    let (mut terminal, address) = serving(&home, &[]);
    terminal.is_taken();
    assert!(ask(address, "/status/429").starts_with("HTTP/1.1 429 Too Many Requests\r\n"));
    terminal
        .shows("/status/429")
        .shows("tester/1")
        .shows("User-Agent: tester/1")
        .shows("HTTP/1.1 429 Too Many Requests");
    ask(address, "/status/429?again");
    terminal.shows("then GET /status/429?ag").send("q").left(0).is_given_back();
    assert!(terminal.text().contains(&format!("the server on http://{address} has stopped")), "{}", terminal.text());
    assert!(TcpStream::connect(address).is_err(), "the port is closed");
}

#[test]
fn a_key_changes_the_next_answers() {
    let home = Home::new();
    let (mut terminal, address) = serving(&home, &[]);
    terminal.send("a").shows("The next requests get").send("503").shows("Service Unavailable").send("\r");
    terminal.shows("For how many requests").send("next 2").shows("the next 2 requests").send("\r");
    terminal.shows("The next 2 requests get 503");
    // The answer is set by a job, which is done soon after it was said.
    let first = std::iter::repeat_with(|| ask(address, "/get")).find(|response| !response.contains(" 200 OK"));
    assert!(first.expect("an answer").starts_with("HTTP/1.1 503 Service Unavailable\r\n"));
    assert!(ask(address, "/get").starts_with("HTTP/1.1 503 "));
    assert!(ask(address, "/get").starts_with("HTTP/1.1 200 "));
    terminal.shows("next: as asked").send("\x03").left(130).is_given_back();
}

#[test]
fn it_starts_from_the_interface_goes_on_while_one_reads_and_stops() {
    let home = Home::new();
    let mut terminal = Setup::new(&home).start();
    terminal.shows("Not Found").send("S").shows("A server for your client").send("\r").shows("Waiting for requests");
    let address = address(&terminal);
    terminal.send("\x1b").shows("serving on http://127.0.0.1:").send("404\r");
    assert!(ask(address, "/get?from=here").starts_with("HTTP/1.1 200 OK\r\n"));
    terminal.send("S").shows("/get?from=here").send("S").shows("The server has stopped");
    terminal.until("a closed port", |_| TcpStream::connect(address).is_err());
    terminal.send("S").shows("Serving on http://127.0.0.1:").send("q").left(0).is_given_back();
}

#[test]
fn a_port_that_is_taken_is_said_before_the_terminal_is_taken() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let home = Home::new();
    let mut terminal = Setup { arguments: &["serve", "--port", &port], ..Setup::new(&home) }.start();
    terminal.left(1).is_given_back();
    assert!(terminal.text().contains(&format!("port {port} is taken")), "{}", terminal.text());
}

#[test]
fn a_signal_ends_it_at_once_and_well() {
    for (signal, code) in [(Signal::TERM, 0), (Signal::INT, 130)] {
        let home = Home::new();
        let (mut terminal, address) = serving(&home, &[]);
        // One that is never answered does not hold it up.
        let mut stalled = TcpStream::connect(address).expect("a connection");
        stalled.write_all(b"GET /get?fault=stall HTTP/1.1\r\nHost: x\r\n\r\n").expect("a server that reads");
        terminal.signal(signal).left(code).is_given_back();
    }
}

#[test]
fn without_a_screen_it_logs_as_ever() {
    let home = Home::new();
    for (arguments, environment) in [
        (&["serve", "--port", "0", "--no-tui"][..], &[][..]),
        (&["serve", "--port", "0", "--log", "json"], &[]),
        (&["serve", "--port", "0"], &[("TERM", "dumb")]),
    ] {
        let mut terminal = Setup { arguments, environment, ..Setup::new(&home) }.start();
        terminal.shows("http://127.0.0.1:");
        assert!(!terminal.screen().alternate_screen(), "{arguments:?}");
        ask(address(&terminal), "/status/204");
        terminal.shows("/status/204").signal(Signal::TERM).left(0).is_given_back();
    }
}

#[test]
fn a_flood_of_requests_starves_neither_keys_nor_frames() {
    let home = Home::new();
    let (mut terminal, address) = serving(&home, &[]);
    let is_over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut stream = TcpStream::connect(address).expect("a connection");
                let request = b"GET /status/204 HTTP/1.1\r\nHost: x\r\n\r\n".repeat(100);
                let mut bytes = vec![0; 1 << 16];
                while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
                    // A server that ends in between is the end of it.
                    if stream.write_all(&request).is_err() || stream.read(&mut bytes).is_err() {
                        break;
                    }
                }
            });
        }
        terminal.shows("the oldest");
        for _ in 0..3 {
            terminal.send("k").shows("not following").send("?").shows("On the playground").send("\x1b").hides("Keys ");
            terminal.send("G").hides("not following");
        }
        let memory = terminal.memory();
        is_over.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(memory < 200 << 20, "{memory} bytes are in use");
    });
    terminal.send("q").left(0).is_given_back();
}
