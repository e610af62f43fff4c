//! Who sent a response: what servers, proxies and frameworks answer of themselves, as `tests/captures/senders.py`
//! captured it, and what vendors say of theirs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use httpdex::message::{Known, Message, read};
use httpdex::sender::{Confidence, Found, Kind, Says, Seen, Sender, known, named, path, recognize};

/// The beginning of the name of a capture, and the sender that wrote it.
const CAPTURED: &[(&str, &str)] = &[
    ("actix", "actix-web"),
    ("aiohttp", "aiohttp"),
    ("apache", "apache"),
    ("axum", "axum"),
    ("bottle", "bottle"),
    ("caddy", "caddy"),
    ("cherrypy", "cherrypy"),
    ("connect", "connect"),
    ("django", "django"),
    ("django_gunicorn", "django"),
    ("echo", "echo"),
    ("express", "express"),
    ("falcon", "falcon"),
    ("fastapi", "fastapi"),
    ("fastify", "fastify"),
    ("fiber", "fiber"),
    ("flask", "flask"),
    ("flask_gunicorn", "flask"),
    ("gin", "gin"),
    ("go", "go-net-http"),
    ("go_proxy", "go-net-http"),
    ("gunicorn", "gunicorn"),
    ("hapi", "hapi"),
    ("haproxy", "haproxy"),
    ("hono", "hono"),
    ("hypercorn", "hypercorn"),
    ("jdk", "jdk-http-server"),
    ("jetty", "jetty"),
    ("koa", "koa"),
    ("lighttpd", "lighttpd"),
    ("nginx", "nginx"),
    ("nginx_bare", "nginx"),
    ("node", "node-http"),
    ("php", "php"),
    ("puma", "puma"),
    ("python", "python-http-server"),
    ("sanic", "sanic"),
    ("sinatra_puma", "sinatra"),
    ("sinatra_webrick", "sinatra"),
    ("spring", "spring-boot"),
    ("squid", "squid"),
    ("tomcat", "tomcat"),
    ("tornado", "tornado"),
    ("twisted", "twisted"),
    ("uvicorn", "uvicorn"),
    ("varnish", "varnish"),
    ("waitress", "waitress"),
    ("webrick", "webrick"),
];

/// Programs that write the same bytes as others do: they are among those that may have written them.
const ALIKE: &[&str] = &["connect", "axum", "actix"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn response(input: &[u8]) -> Message {
    read(input, &Known::default()).messages.pop().expect("a message")
}

fn found(response: &Message) -> Vec<Found> {
    recognize(Seen { response, request: None })
}

fn chain(response: &Message) -> Option<String> {
    let seen = Seen { response, request: None };
    path(seen, &recognize(seen)).chain(true)
}

/// The captures, by name, with the id of the sender.
fn captures() -> BTreeMap<String, (&'static str, Message)> {
    let ids: BTreeMap<&str, &str> = CAPTURED.iter().copied().collect();
    let folder = root().join("tests/captures/senders");
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the captures") {
        let file = entry.expect("a capture").path();
        let name = file.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        let prefix = name.rsplit_once('-').expect("a name and a status").0;
        let id = ids.get(prefix).unwrap_or_else(|| panic!("{name} is in no row of the table"));
        all.insert(name, (*id, response(&fs::read(file).expect("a readable file"))));
    }
    all
}

/// The senders as their files have them, with examples and sources.
fn files() -> Vec<Sender> {
    let of = |path: PathBuf| -> Sender {
        serde_json::from_slice(&fs::read(&path).expect("a file"))
            .unwrap_or_else(|error| panic!("{error}: {}", path.display()))
    };
    let folder = fs::read_dir(root().join("data/senders")).expect("the senders");
    folder.map(|entry| of(entry.expect("an entry").path())).collect()
}

#[test]
fn what_was_captured_is_recognized() {
    let captures = captures();
    let mut wrong = Vec::new();
    for (name, (id, response)) in &captures {
        let found = found(response);
        let is_alike = ALIKE.iter().any(|alike| name.starts_with(alike));
        let is_right = if is_alike {
            found.iter().any(|found| found.sender.id == *id)
        } else {
            found.first().is_some_and(|found| found.sender.id == *id)
        };
        if !is_right {
            let ids: Vec<String> =
                found.iter().map(|found| format!("{} {:?} {}", found.sender.id, found.confidence, found.why)).collect();
            wrong.push(format!("{name}: {ids:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let programs: BTreeSet<&str> = captures.values().map(|(id, _)| *id).collect();
    assert!(programs.len() >= 40, "{}", programs.len());
}

#[test]
fn what_vendors_say_of_theirs_is_recognized() {
    let captured: BTreeSet<&str> = CAPTURED.iter().map(|(_, id)| *id).collect();
    let mut wrong = Vec::new();
    for sender in files() {
        assert!(captured.contains(&*sender.id) || !sender.sources.is_empty(), "{} has no source", sender.id);
        assert!(captured.contains(&*sender.id) || !sender.examples.is_empty(), "{} has no example", sender.id);
        for example in &sender.examples {
            let found = found(&response(example.as_bytes()));
            if found.first().is_none_or(|found| found.sender.id != sender.id) {
                let ids: Vec<&str> = found.iter().map(|found| found.sender.id.as_str()).collect();
                wrong.push(format!("{}: {ids:?}", sender.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn thirty_are_recognized_without_a_server_field() {
    let examples = files().into_iter().flat_map(|sender| {
        let of = |example: &String| (sender.id.clone(), response(example.as_bytes()));
        sender.examples.iter().map(of).collect::<Vec<_>>()
    });
    let all = captures().into_values().map(|(id, message)| (id.to_owned(), message)).chain(examples);
    let mut recognized = BTreeSet::new();
    for (id, mut response) in all {
        response.fields.0.retain(|field| !field.name.eq_ignore_ascii_case("Server"));
        let found = found(&response);
        if found.first().is_some_and(|found| found.sender.id == id && found.confidence < Confidence::Possible) {
            recognized.insert(id);
        }
    }
    assert!(recognized.len() >= 30, "{} {recognized:?}", recognized.len());
    assert!(known().len() >= 60, "{}", known().len());
}

#[test]
fn no_body_alone_is_certain_of_a_server_that_anybody_can_name() {
    let say = |body: &str| {
        let head = "HTTP/1.1 502 Bad Gateway\nContent-Type: text/html\n";
        found(&response(format!("{head}Content-Length: {}\n\n{body}", body.len()).as_bytes()))
    };
    for body in [
        "<p>nginx</p>",
        "nginx is down",
        "<hr><center>nginx</center>",
        "<center><h1>502</h1></center>\n<hr><center>nginx</center>",
    ] {
        assert!(say(body).iter().all(|found| found.confidence > Confidence::Certain), "{body}");
    }
    assert!(say("nginx is down").is_empty());
}

#[test]
fn a_server_field_alone_says_who_is_on_the_way() {
    let only = response(b"HTTP/1.1 200 OK\nServer: nginx\nContent-Length: 0\n\n");
    assert_eq!(found(&only)[0].confidence, Confidence::Possible);
    assert_eq!(chain(&only).as_deref(), Some("client -> nginx -> application"));
    let direct = response(b"HTTP/1.1 200 OK\nServer: Jetty(12.0.20)\nContent-Length: 0\n\n");
    assert_eq!(found(&direct)[0].confidence, Confidence::Likely);
    let passed = response(b"HTTP/1.1 200 OK\nServer: Jetty(12.0.20)\nVia: 1.1 proxy.example\nContent-Length: 0\n\n");
    assert_eq!(found(&passed)[0].confidence, Confidence::Possible);
    assert_eq!(chain(&passed).as_deref(), Some("client -> proxy.example -> Jetty -> application"));
}

#[test]
fn the_way_is_drawn_from_the_client_to_the_origin() {
    let unavailable =
        "HTTP/1.1 503 Service Unavailable\ncontent-length: 107\ncache-control: no-cache\ncontent-type: text/html\n";
    let body = "\n<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n\n";
    let through = format!("{unavailable}CF-RAY: 1-FRA\n{body}");
    assert_eq!(
        chain(&response(through.as_bytes())).as_deref(),
        Some("client -> Cloudflare -> [HAProxy] x application")
    );
    let express = "HTTP/1.1 404 Not Found\nServer: cloudflare\nCF-RAY: 1-FRA\nX-Powered-By: Express\nVia: 1.1 varnish (Varnish/7.1), 1.1 front\nContent-Length: 0\n\n";
    assert_eq!(
        chain(&response(express.as_bytes())).as_deref(),
        Some("client -> Cloudflare -> front -> Varnish -> [Express]")
    );
    assert_eq!(chain(&response(b"HTTP/1.1 200 OK\nContent-Length: 0\n\n")), None);
}

#[test]
fn the_files_are_sound() {
    for sender in files() {
        assert_eq!(named(&sender.id).map(|found| &found.name), Some(&sender.name));
        assert!(!sender.signs.is_empty(), "{}", sender.id);
        for sign in &sender.signs {
            assert!(!sign.why.ends_with('.') && !sign.why.is_empty(), "{}: {}", sender.id, sign.why);
            let has_body = !sign.when.body.is_empty() || sign.when.whole_body.is_some();
            let is_nginx = sender.id == "nginx" && has_body && sign.when.fields.is_empty();
            assert!(!(is_nginx && sign.says == Says::Certain), "{}", sign.why);
        }
        for source in &sender.sources {
            assert!(source.url.starts_with("https://"), "{}", source.url);
        }
        assert!(sender.kind >= Kind::Cdn && Path::new(&sender.id).components().count() == 1);
    }
}
