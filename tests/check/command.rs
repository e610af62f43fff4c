//! The command line.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::certificates::{self, Flaw, Wanted};
use crate::server::{Server, closed, fine, redirect, response, say};

/// The program, with nothing of the environment that it would heed.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_httpdex"));
    for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"] {
        command.env_remove(name);
    }
    command.env("XDG_CONFIG_HOME", "/nonexistent").env_remove("HTTPDEX_OFFLINE").stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> (i32, String, String) {
    said(program().arg("check").args(arguments).output().expect("it runs"))
}

fn said(output: Output) -> (i32, String, String) {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

fn server() -> Server {
    Server::new(|asked| match asked.target() {
        "/moved" => redirect(301, "/"),
        "/gone" => say(response("410 Gone", "", b"")),
        "/loop" => redirect(302, "/loop"),
        _ => fine(),
    })
}

#[test]
fn the_exit_code_says_whether_it_was_as_expected() {
    let server = server();
    let url = |path: &str| server.url(path);
    for (arguments, code) in [
        (vec![url("/")], 0),
        (vec![url("/moved")], 0),
        (vec![url("/gone")], 1),
        (vec![url("/gone"), "--expect".into(), "410".into()], 0),
        (vec![url("/moved"), "--expect".into(), "301>200".into()], 0),
        (vec![url("/moved"), "--expect".into(), "302>200".into()], 1),
        (vec![url("/moved"), "--no-follow".into(), "--expect".into(), "301".into()], 0),
        (vec![url("/loop")], 1),
        (vec![format!("http://{}/", closed())], 1),
        (vec![url("/"), url("/gone")], 1),
        (vec!["file:///etc/passwd".into()], 2),
        (vec![url("/"), "--expect".into(), "fine".into()], 2),
        (vec![url("/"), "--timeout".into(), "0".into()], 2),
        (vec![url("/"), "-H".into(), "no field".into()], 2),
        (vec![url("/"), "--data-file".into(), "/nonexistent".into()], 2),
        (vec![url("/"), "--proxy".into(), "ftp://a".into()], 2),
        (vec![url("/"), "--cacert".into(), "/dev/null".into()], 2),
        (vec![], 2),
    ] {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let (found, out, error) = run(&arguments);
        assert_eq!(found, code, "{arguments:?}\n{out}\n{error}");
        assert_eq!(error.is_empty(), code != 2, "{arguments:?}: {error}");
    }
}

#[test]
fn one_url_is_an_object_and_several_are_an_array() {
    let server = server();
    let url = server.url("/moved");
    let (_, out, _) = run(&[&url, "--format", "json"]);
    let one: Value = serde_json::from_str(&out).expect(&out);
    assert_eq!(one["url"], url.as_str());
    assert_eq!(one["failure"], Value::Null);
    assert_eq!(one["verdict"]["ok"], true);
    let hops = one["hops"].as_array().unwrap();
    assert_eq!(hops.len(), 2);
    assert_eq!(hops[0]["location"], server.url("/").as_str());
    assert_eq!(hops[0]["messages"][0]["kind"], "request");
    assert_eq!(hops[0]["messages"][1]["status"], "301");
    assert_eq!(hops[0]["protocol"], "HTTP/1.1");
    assert!(hops[0].get("failure").is_none());
    let (_, out, _) = run(&[&url, &server.url("/gone"), "--format", "json"]);
    let several: Value = serde_json::from_str(&out).expect(&out);
    assert_eq!(several.as_array().map(Vec::len), Some(2));
    assert_eq!(several[1]["verdict"]["problems"][0]["id"], "unexpected-status");
    let (_, out, _) = run(&[&url, "--repeat", "3", "--format", "jsonl"]);
    assert_eq!(out.lines().filter(|line| serde_json::from_str::<Value>(line).is_ok()).count(), 3, "{out}");
    let (_, out, _) = run(&[&url, &server.url("/<gone>&\"")[..], &server.url("/gone"), "--format", "junit"]);
    assert!(out.starts_with("<?xml ") && out.contains("tests=\"3\" failures=\"1\""), "{out}");
    assert!(out.contains("<failure type=\"unexpected-status\"") && out.ends_with("</testsuites>\n"), "{out}");
    let (_, out, _) = run(&[&url, "--format", "markdown"]);
    assert!(out.starts_with("# `http://"), "{out}");
}

#[test]
fn lists_are_checked_in_order() {
    let server = server();
    let list = format!("# a list\n\n{}\n{}\n{}\n", server.url("/a"), server.url("/gone"), server.url("/moved"));
    let mut child = program()
        .args(["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    child.stdin.take().unwrap().write_all(list.as_bytes()).unwrap();
    let (code, out, error) = said(child.wait_with_output().unwrap());
    assert_eq!((code, error.as_str()), (1, ""));
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("+ 200") && lines[0].contains("/a"), "{out}");
    assert!(lines[1].starts_with("x 410") && lines[2].contains("301>200"), "{out}");
    assert!(lines[4].starts_with("3 URLs: 2 as expected, 1 not in "), "{out}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("urls");
    std::fs::write(&path, format!("{list}ftp://a\n")).unwrap();
    let (code, out, error) = run(&["--from", path.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (2, ""), "nothing is asked for where the list is wrong");
    assert!(error.contains("line 6: ftp://a"), "{error}");
}

#[test]
fn a_url_that_cannot_be_asked_for_does_not_keep_the_others_from_it() {
    let server = server();
    let url = server.url("/a");
    let (code, out, error) = run(&["foo://u:secret@x", &url]);
    assert_eq!((code, error.as_str()), (1, ""));
    let lines: Vec<&str> = out.lines().collect();
    assert!(
        lines[0].starts_with("x ---") && lines[0].contains("foo://") && lines[0].contains("http or https"),
        "{out}"
    );
    assert!(lines[1].starts_with("+ 200") && !out.contains("secret"), "{out}");
    for format in ["json", "jsonl", "junit", "markdown"] {
        let (code, out, _) = run(&["foo://x", &url, "--format", format]);
        assert!(code == 1 && out.contains("foo://x") && out.contains("http or https"), "{format}: {out}");
    }
    let (code, out, error) = run(&["foo://x", "bar://y"]);
    assert_eq!((code, out.as_str()), (2, ""), "nothing is left to be asked for");
    assert!(error.contains("foo://x"), "{error}");
}

#[test]
fn offline_means_offline() {
    let server = server();
    let url = server.url("/");
    let (code, out, error) = run(&[&url, "--offline"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(error.lines().count(), 1, "{error}");
    let output = program().args(["check", &url]).env("HTTPDEX_OFFLINE", "1").output().unwrap();
    assert_eq!(said(output).0, 2);
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config.json");
    std::fs::write(&config, r#"{"offline": true}"#).unwrap();
    assert_eq!(run(&[&url, "--config", config.to_str().unwrap()]).0, 2);
    assert!(server.requests().is_empty());
}

#[test]
fn a_url_by_itself_is_told_the_command() {
    let output = program().arg("https://example.com/").output().unwrap();
    let (code, out, error) = said(output);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(error.contains("`httpdex check https://example.com/`"), "{error}");
}

#[test]
fn options_of_curl_mean_what_they_mean_there() {
    let server = server();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("content");
    std::fs::write(&path, "x\r\ny\n").unwrap();
    let file = format!("@{}", path.display());
    run(&[&server.url("/"), "-d", "a=b", "-d", &file, "-A", "me", "-u", "n:p", "-H", "Accept:", "-H", "X-A: b"]);
    run(&[&server.url("/"), "--data-file", path.to_str().unwrap(), "-X", "PUT"]);
    run(&[&server.url("/"), "-I", "--compressed", "--as", "curl"]);
    let asked = server.requests();
    assert_eq!((asked[0].method(), &*asked[0].content), ("POST", &b"a=b&xy"[..]));
    assert_eq!(asked[0].value("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!((asked[0].value("user-agent"), asked[0].value("accept")), (Some("me"), None));
    assert_eq!((asked[0].value("authorization"), asked[0].value("x-a")), (Some("Basic bjpw"), Some("b")));
    assert_eq!((asked[1].method(), &*asked[1].content), ("PUT", &b"x\r\ny\n"[..]));
    assert_eq!(asked[1].value("content-type"), None);
    assert_eq!((asked[2].method(), asked[2].value("accept-encoding")), ("HEAD", Some("gzip, deflate")));
}

#[test]
fn credentials_are_sent_and_not_printed() {
    let server = Server::new(|asked| match asked.target() {
        "/moved" => redirect(302, "/"),
        _ => say(response("401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n", b"")),
    });
    let secrets = ["passw0rd", "bWU6cGFzc3cwcmQ", "t0ken", "c00kie", "k3y", "f0rm", "j5on", "pr0xy", "bjpwcjB4eQ"];
    let in_url = server.url("/moved").replace("http://", "http://me:passw0rd@");
    let given: [&[&str]; 6] = [
        &[&in_url, "-H", "X-Api-Key: k3y", "-H", "Cookie: sid=c00kie; theme=dark"],
        &[&server.url("/moved"), "-u", "me:passw0rd"],
        &[&server.url("/"), "-H", "Authorization: Bearer t0ken", "-H", "Cookie: c00kie"],
        &[&server.url("/"), "-H", "authorization: t0ken", "-d", "name=me&password=f0rm"],
        &[&server.url("/"), "-H", "Content-Type: application/json", "-d", r#"{"name": "me", "apiToken": "j5on"}"#],
        &["http://a.example/", "-x", &server.url("").replace("http://", "http://n:pr0xy@")],
    ];
    for format in ["text", "json", "jsonl", "markdown", "junit"] {
        for arguments in given {
            let (_, out, error) = run(&[arguments, &["--format", format]].concat());
            assert_eq!(error, "");
            let printed = secrets.iter().find(|secret| out.contains(**secret));
            assert_eq!(printed, None, "{format} {arguments:?}\n{out}");
        }
    }
    let asked = server.requests();
    let sent = |value: &str| asked.iter().any(|asked| asked.head.contains(value));
    assert!(
        sent("Basic bWU6cGFzc3cwcmQ=")
            && sent("Bearer t0ken")
            && sent("sid=c00kie; theme=dark")
            && sent("bjpwcjB4eQ==")
    );
    let (_, out, _) = run(&[given[0], &["--format", "json"]].concat());
    let hop: Value = serde_json::from_str::<Value>(&out).unwrap()["hops"][0].take();
    let fields = hop["messages"][0]["fields"].as_array().unwrap();
    let value = |name: &str| fields.iter().find(|field| field["name"] == name).map(|field| field["value"].clone());
    assert_eq!(value("Authorization"), Some("Basic …".into()));
    assert_eq!(value("Cookie"), Some("sid=…; theme=…".into()));
    let url = server.url("/moved");
    let agent = concat!("httpdex/", env!("CARGO_PKG_VERSION"));
    let command = format!("curl -i -A {agent} -u me -H 'X-Api-Key: …' -H 'Cookie: sid=…; theme=…' {url}");
    assert_eq!(hop["curl"], command.as_str());
    for wrong in [&["ftp://me:passw0rd@a/"][..], &["http://a/", "-x", "ftp://n:pr0xy@a"]] {
        let (code, _, error) = run(wrong);
        assert!(code == 2 && !secrets.iter().any(|secret| error.contains(secret)), "{error}");
    }
}

#[test]
fn the_proxies_of_the_environment_are_used() {
    let proxy = Server::new(|_| fine());
    let url = "http://somewhere.example/x";
    let ask = |variable: &str, none: &str| {
        let value = proxy.url("");
        program().args(["check", url]).env(variable, value).env("no_proxy", none).output().unwrap().status.code()
    };
    assert_eq!(ask("http_proxy", ""), Some(0));
    assert_eq!(proxy.requests()[0].target(), url);
    assert_eq!(ask("all_proxy", "other.example"), Some(0));
    assert_eq!(proxy.requests().len(), 2);
}

#[test]
fn tls_is_verified_by_the_system() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ca.pem");
    std::fs::write(&path, certificates::trusted()).unwrap();
    let server = Server::secure(Wanted::new(Flaw::None).config(), |_| fine());
    let url = format!("https://{}/", server.address);
    let ask = |command: &mut Command| command.args(["check", &url, "--format", "json"]).output().unwrap().status.code();
    assert_eq!(ask(&mut program()), Some(1));
    assert_eq!(ask(program().env("SSL_CERT_FILE", &path)), Some(0));
    assert_eq!(run(&[&url, "-k"]).0, 0);
    let (code, ..) = run(&[&url, "--cacert", path.to_str().unwrap()]);
    assert_eq!(code, 0);
}

#[test]
fn an_interrupt_ends_it_at_once() {
    let server = Server::new(|_| vec![httpdex::fault::Step::Stall]);
    let child = program().args(["check", &server.url("/")]).stdout(Stdio::null()).spawn().unwrap();
    while server.requests().is_empty() {
        std::thread::yield_now();
    }
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    let mut child = child;
    assert_eq!(child.wait().unwrap().code(), Some(130));
}
