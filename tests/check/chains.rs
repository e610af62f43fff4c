//! What is sent along a chain, and what is told while it is followed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use httpdex::check::{Chain, Checker, Event, GivenField, Options, Target};

use crate::certificates::{Flaw, Wanted};
use crate::server::{Server, fine, redirect, response, say};
use crate::table::options;

fn follow(url: &str, options: Options) -> Chain {
    Checker::new(options, Arc::default()).check(&Target::new(url).unwrap(), &mut |_| {})
}

#[test]
fn credentials_and_cookies_stay_with_their_host() {
    let other = Server::new(|_| fine());
    let to = other.url("/other").replace("127.0.0.1", "localhost");
    let server = Server::new(move |asked| match asked.target() {
        "/" => say(response("302 Found", "Set-Cookie: a=b; Path=/\r\nLocation: /same\r\n", b"")),
        _ => redirect(302, &to),
    });
    let fields = ["X-Api-Key: k", "Cookie: given=1"].map(|field| GivenField::new(field).unwrap()).to_vec();
    let chain = follow(&server.url("/"), Options { user: Some("me:secret".into()), fields, ..options() });
    assert!(chain.ok, "{chain:?}");
    let asked = server.requests();
    assert_eq!(asked.iter().map(|asked| asked.value("authorization").is_some()).collect::<Vec<_>>(), [true, true]);
    assert_eq!(asked[1].value("cookie"), Some("given=1; a=b"));
    let asked = other.requests();
    assert_eq!((asked[0].value("authorization"), asked[0].value("cookie")), (None, None));
    assert_eq!(asked[0].value("x-api-key"), Some("k"), "what is no credential by its name goes on");
    assert!(chain.problems.iter().any(|problem| problem.id == "credentials-not-sent"));
}

#[test]
fn content_is_sent_again_where_the_status_says_so() {
    for (status, expected) in [(301, "GET 0"), (302, "GET 0"), (303, "GET 0"), (307, "POST 3"), (308, "POST 3")] {
        let server = Server::new(move |asked| if asked.target() == "/" { redirect(status, "/to") } else { fine() });
        let chain = follow(&server.url("/"), Options { content: Some(b"a=b".to_vec()), is_form: true, ..options() });
        assert!(chain.ok);
        let asked = &server.requests()[1];
        assert_eq!(format!("{} {}", asked.method(), asked.content.len()), expected, "{status}");
        assert_eq!(asked.value("content-type").is_some(), expected.starts_with("POST"), "{status}");
    }
}

#[test]
fn a_connection_is_used_again() {
    let server = Server::new(|asked| if asked.target() == "/" { redirect(302, "/to") } else { fine() });
    let chain = follow(&server.url("/"), options());
    let connect: Vec<bool> = chain.hops.iter().map(|hop| hop.timing.connect.is_some()).collect();
    assert_eq!(connect, [true, false]);
    assert_eq!(chain.hops[1].addresses[0].outcome, "kept open");
    assert!(chain.hops.iter().all(|hop| hop.timing.wait.is_some() && hop.timing.total.is_some()));
}

#[test]
fn what_happens_is_told_while_it_happens() {
    let server = Server::new(|asked| match asked.target() {
        "/" => redirect(302, "/to"),
        _ => say([&b"HTTP/1.1 103 Early Hints\r\n\r\n"[..], &response("200 OK", "", b"")].concat()),
    });
    let mut told = Vec::new();
    let checker = Checker::new(options(), Arc::default());
    checker.check(&Target::new(&server.url("/")).unwrap(), &mut |event| {
        told.push(match event {
            Event::Started { hop, .. } => format!("{hop} started"),
            Event::Connected { hop, .. } => format!("{hop} connected"),
            Event::Sending { hop } => format!("{hop} sending"),
            Event::Interim { hop, status } => format!("{hop} {status}"),
            Event::Ended { hop, done } => format!("{hop} {:?}", done.status()),
        });
    });
    let expected =
        ["0 started", "0 connected", "0 sending", "0 Some(302)", "1 started", "1 sending", "1 103", "1 Some(200)"];
    assert_eq!(told, expected);
}

#[test]
fn it_can_be_cancelled() {
    let server = Server::new(|_| vec![httpdex::fault::Step::Stall]);
    let cancel = Arc::new(AtomicBool::new(false));
    let checker = Checker::new(options(), Arc::clone(&cancel));
    let chain = checker.check(&Target::new(&server.url("/")).unwrap(), &mut |event| {
        if matches!(event, Event::Sending { .. }) {
            cancel.store(true, Ordering::Relaxed);
        }
    });
    assert_eq!(chain.failure.map(|failure| failure.id), Some("cancelled"));
}

#[test]
fn a_certificate_is_told_whole() {
    let server = Server::secure(Wanted::new(Flaw::Expired).config(), |_| fine());
    let chain = follow(&format!("https://localhost:{}/", server.address.port()), options());
    assert!(server.requests().is_empty(), "nothing is sent to whom nobody knows");
    let tls = chain.hops[0].tls.as_ref().unwrap();
    assert_eq!(tls.issuer.as_deref(), Some("Trusted Authority"));
    assert_eq!(tls.subject.as_deref(), Some("127.0.0.1"));
    assert_eq!(tls.names, ["127.0.0.1", "localhost", "example.com"]);
    assert_eq!((tls.version.as_deref(), tls.alpn.as_deref()), (Some("TLS 1.3"), Some("http/1.1")));
    assert!(tls.cipher.as_deref().is_some_and(|cipher| cipher.starts_with("TLS_")));
    assert!(!tls.verified && tls.days_left.is_some_and(|days| days < 0));
    assert!(tls.problems[0].starts_with("it expired on 2021-01-01, "), "{:?}", tls.problems);
    let all = Server::secure(Wanted::new(Flaw::All).config(), |_| fine());
    let chain = follow(&format!("https://{}/", all.address), options());
    assert_eq!(chain.hops[0].tls.as_ref().unwrap().problems.len(), 2, "{chain:?}");
    let fine = Server::secure(Wanted::new(Flaw::None).config(), |_| fine());
    let chain = follow(&format!("https://{}/", fine.address), options());
    assert!(chain.hops[0].tls.as_ref().is_some_and(|tls| tls.verified && tls.problems.is_empty()), "{chain:?}");
}

#[test]
fn agents_ask_as_they_do() {
    use httpdex::check::Agent;
    let server = Server::new(|_| fine());
    for agent in [Agent::Httpdex, Agent::Curl, Agent::Googlebot, Agent::Browser] {
        follow(&server.url("/"), Options { agent, ..options() });
    }
    let names: Vec<String> =
        server.requests().iter().map(|asked| asked.value("user-agent").unwrap_or_default().to_owned()).collect();
    assert!(names[0].starts_with("httpdex/") && names[1].starts_with("curl/"), "{names:?}");
    assert!(names[2].contains("Googlebot") && names[3].contains("Firefox"), "{names:?}");
}
