//! Checking a URL in a real terminal, against servers on loopback.

#[path = "support/server.rs"]
mod server;
mod support;
#[path = "support/terminal.rs"]
mod terminal;

use std::io::{BufRead, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use server::Server;
use support::home::Home;
use support::random::Random;
use terminal::{Setup, Terminal};

/// The interface on its first screen.
fn opened<'a>(home: &'a Home, arguments: &'a [&'a str]) -> Terminal {
    let mut terminal = Setup { arguments, ..Setup::new(home) }.start();
    terminal.shows("Not Found");
    terminal
}

/// A port on which nobody listens any more.
fn closed() -> SocketAddr {
    TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr()).expect("a port")
}

/// A port that takes connections, on which nothing is ever answered.
fn silent() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let address = listener.local_addr().expect("an address");
    (listener, address)
}

/// Takes a connection and its request; it is answered nothing.
fn taken(listener: &TcpListener) -> TcpStream {
    let (mut stream, _) = listener.accept().expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
    let mut bytes = [0; 1024];
    assert!(stream.read(&mut bytes).expect("a request") > 0);
    stream
}

/// Whether a connection is closed by who made it.
fn is_closed(stream: &mut TcpStream) -> bool {
    // A reset closes it, too.
    stream.read(&mut [0]).map_or_else(|error| error.kind() == std::io::ErrorKind::ConnectionReset, |read| read == 0)
}

/// Whether nobody has connected.
fn is_untouched(listener: &TcpListener) -> bool {
    listener.set_nonblocking(true).expect("a listener that does not wait");
    listener.accept().is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock)
}

#[test]
fn a_url_is_typed_and_its_hops_are_seen_explained_and_copied() {
    let home = Home::new();
    let file = home.write("copied", "");
    let file = file.to_str().expect("a path").to_owned();
    let server = Server::start(&["--no-tui"]);
    let arguments = ["--copy-to", &file];
    let mut terminal = opened(&home, &arguments);
    terminal.send("u").shows("Follows it hop by hop");
    terminal.send(&format!("{}/redirect/3", server.address)).shows("Enter asks for GET http://127.0.0.1:");
    terminal.send("\r").shows("4 hops").shows("302  Found").shows("200  OK").shows("There are 3 redirects");
    let copied = || std::fs::read_to_string(&file).expect("a file");
    terminal.send("y").until("a copy", |_| !copied().is_empty());
    let copied = copied();
    assert!(copied.starts_with("curl -i -A httpdex/") && copied.ends_with("/get"), "{copied}");
    terminal.send("k").shows("Hop 3 of 4").send("\r").shows("Findings 1/").shows("Location: /get");
    terminal.send("\x1b").shows("Hop 3 of 4").send("\t").shows("In plain English").send("\x1b").shows("Hop 3 of 4");
    terminal.send("\x1b").hides("4 hops").shows("Not Found").send("q").left(0).is_given_back();
}

#[test]
fn a_url_that_is_pasted_is_asked_for_on_enter_alone() {
    let home = Home::new();
    let (listener, address) = silent();
    let mut terminal = opened(&home, &[]);
    terminal.send(&format!("\x1b[200~http://{address}/x\x1b[201~")).shows("Enter asks for GET");
    terminal.send("?").shows("x?").send("\x7f").hides("x?");
    assert!(is_untouched(&listener));
    listener.set_nonblocking(false).expect("a listener that waits");
    terminal.send("\r").shows("waiting");
    taken(&listener).write_all(b"HTTP/1.1 204 No Content\r\n\r\n").expect("a client that reads");
    terminal.shows("204  No Content").shows("as expected").send("q").left(0).is_given_back();
}

#[test]
fn a_status_and_a_connection_that_is_refused() {
    let home = Home::new();
    let server = Server::start(&["--no-tui"]);
    let mut terminal = opened(&home, &[]);
    terminal.send("u").shows("Check a URL").send(&format!("{}/status/503\r", server.address));
    terminal.shows("503  Service Unavailable").shows("not as expected").shows("503 came, and a status below 400");
    terminal.send("e\x15").shows("URL ").send(&format!("{}/\r", closed()));
    terminal.shows("---  Connection refused").shows("nobody opens this door").send("\t").shows("In plain English");
    terminal.send("q").left(0).is_given_back();
}

#[test]
fn a_certificate_that_has_expired_is_told_in_words() {
    let home = Home::new();
    let mut server = Server::start(&["--tls", "--no-tui"]);
    let mut line = String::new();
    server.output.read_line(&mut line).expect("a second line");
    let url = line.split(' ').find(|word| word.starts_with("https://")).expect("a URL");
    assert!(line.contains("expired"), "{line}");
    let mut terminal = opened(&home, &[]);
    terminal.send("u").shows("Check a URL").send(&format!("{url}/get\r")).shows("---  Certificate expired");
    terminal.shows("issued by httpdex").shows("it expired on").send("\r").shows("In plain English");
    terminal.send("q").left(0).is_given_back();
}

#[test]
fn esc_cancels_and_the_connection_is_closed() {
    let home = Home::new();
    let (listener, address) = silent();
    let mut terminal = opened(&home, &[]);
    terminal.send("u").shows("Check a URL").send(&format!("{address}\r"));
    let mut stream = taken(&listener);
    terminal.shows("Esc cancels").shows("waiting").send("\x1b").shows("The check is cancelled").shows("---  cancelled");
    assert!(is_closed(&mut stream));
    // So is that of a screen that is left, and of a program that ends.
    terminal.send("r").shows("waiting");
    let mut stream = taken(&listener);
    terminal.send("X").shows("Explain a response");
    assert!(is_closed(&mut stream));
    terminal.send("\x7f").shows("---  cancelled").send("r").shows("waiting");
    let mut stream = taken(&listener);
    terminal.send("q").left(0).is_given_back();
    assert!(is_closed(&mut stream));
}

#[test]
fn offline_nothing_is_asked_for() {
    let (listener, address) = silent();
    for (arguments, environment, config) in [
        (&["--offline"][..], &[][..], "{}"),
        (&[], &[("HTTPDEX_OFFLINE", "1")], "{}"),
        (&[], &[], r#"{"offline": true}"#),
    ] {
        let home = Home::new();
        home.write("config/httpdex/config.json", config);
        let mut terminal = Setup { arguments, environment, ..Setup::new(&home) }.start();
        terminal.shows("Not Found").send("u").shows("Check a URL").send(&format!("{address}/\r"));
        terminal.shows("Nothing is asked for offline; leave --offline");
        terminal.send(&format!("\x1b[200~http://{address}/y\x1b[201~\r\r")).shows("/y");
        terminal.send("\x1b").hides("/y").send("q").left(0).is_given_back();
    }
    assert!(is_untouched(&listener));
}

#[test]
fn offline_no_keys_whatever_send_anything() {
    const KEYS: &[&str] = &[
        "u", "r", "e", "y", "Y", "j", "k", "l", "h", "\r", "\r", "\r", "\t", "\x1b", "\x7f", "g", "G", "f", "X", "L",
        "H", "?", "t", "Q", "C", "4", "/", " ",
    ];
    let home = Home::new();
    let (listener, address) = silent();
    let mut terminal = opened(&home, &["--offline"]);
    let mut random = Random::new(20_261);
    for _ in 0..40 {
        let mut keys = String::new();
        for _ in 0..20 {
            keys.push_str(random.of(KEYS));
        }
        if random.below(3) == 0 {
            keys = format!("{keys}\x1b[200~http://{address}/\x1b[201~\r");
        }
        terminal.send(&keys);
        assert!(is_untouched(&listener));
    }
    // Whatever is shown by now, what was sent before has been taken by then.
    terminal.send("\x03").left(130).is_given_back();
    assert!(is_untouched(&listener));
}
