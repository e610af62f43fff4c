//! `httpdex explain`, from outside: what is read, what is said of it, and what is no use to it.

mod support;
#[path = "support/terminal.rs"]
mod terminal;

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use assert_cmd::Command as Tested;
use httpdex::document::is_command;
use serde_json::{Value, json};
use support::home::Home;
use support::run::Run;
use terminal::Setup;

fn captures(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/captures").join(name)
}

fn run_in(home: &Home, arguments: &[&str], input: impl Into<Vec<u8>>, environment: &[(&str, &str)]) -> Run {
    let mut command = Tested::new(env!("CARGO_BIN_EXE_httpdex"));
    command.arg("explain").args(arguments).env_clear().envs(home.environment()).current_dir(home.path());
    let output = command.envs(environment.iter().copied()).write_stdin(input).output().expect("a program that starts");
    Run::new(output)
}

fn run(arguments: &[&str], input: impl Into<Vec<u8>>) -> Run {
    run_in(&Home::new(), arguments, input, &[])
}

/// Explains a capture of the folder.
fn explained(name: &str, arguments: &[&str]) -> Run {
    let path = captures(name);
    let arguments: Vec<&str> = arguments.iter().copied().chain([path.to_str().expect("UTF-8")]).collect();
    run(&arguments, "")
}

const NOT_FOUND: &str = "HTTP/1.1 404 Not Found\r\nDate: Sun, 22 Nov 2026 14:03:07 GMT\r\nContent-Type: text/plain\r\n\
                         Content-Length: 3\r\n\r\nno\n";

/// A line that is wider than so many cells, but for commands, which are never broken.
fn wide(text: &str, most: usize) -> Option<&str> {
    let is_wide = |line: &&str| line.chars().count() > most && !line.trim_start().starts_with(['$', '▎']);
    text.lines().find(is_wide)
}

#[test]
fn every_format_is_explained() {
    let first_lines = [
        ("curl-i.txt", "503  Service Unavailable"),
        ("curl-i-hints.txt", "200  OK"),
        ("curl-head.txt", "503  Service Unavailable"),
        ("curl-il.txt", "200  OK"),
        ("curl-v.txt", "503  Service Unavailable"),
        ("curl-v-meter.txt", "503  Service Unavailable"),
        ("curl-v-post.txt", "201  Created"),
        ("httpie-v.txt", "200  OK"),
        ("httpie-h.txt", "503  Service Unavailable"),
        ("wget-S.txt", "200  OK"),
        ("wget-S-error.txt", "503  Service Unavailable"),
        ("wget-d.txt", "200  OK"),
        ("chrome-old.txt", "301  Moved Permanently"),
        ("chrome-panel.txt", "502  Bad Gateway"),
        ("chrome-pseudo.txt", "503  Service Unavailable"),
        ("firefox-response.txt", "404  Not Found"),
        ("safari.txt", "404  Not Found"),
        ("fields.txt", "a response whose status line was not captured"),
        ("raw-odd.http", "200  OK"),
        ("raw-chunked.http", "200  OK"),
    ];
    for (name, first) in first_lines {
        let run = explained(name, &[]);
        assert_eq!((run.code, run.out.lines().next(), run.err.as_str()), (0, Some(first), ""), "{name}");
        assert_eq!(wide(&run.out, 80), None, "{name}: {}", run.out);
    }
}

#[test]
fn the_message_is_shown_with_signs_where_something_is_wrong() {
    let run = explained("curl-i.txt", &[]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines[1], "sent by HAProxy (likely: the words of its error page)", "{}", run.out);
    assert_eq!(lines[2], "client -> [HAProxy] x application");
    assert!(lines[3].starts_with("The shop exists"), "{}", run.out);
    assert!(run.out.contains("why    HAProxy wrote it: no server of the backend"), "{}", run.out);
    let messages = lines.iter().position(|line| *line == "Messages").expect("the messages");
    assert_eq!(lines[messages + 1], "  1  HTTP/1.1 503 Service Unavailable");
    let marked = lines.iter().find(|line| line.ends_with("3  Retry-After: soon")).expect("the field");
    assert!(marked.starts_with(['x', '!']), "{marked}");
    for heading in ["Findings", "Caching", "Next"] {
        assert!(lines.contains(&heading), "{heading}: {}", run.out);
    }
    assert!(run.out.contains("line 3 - RFC 9110 section 10.2.3"), "{}", run.out);
    assert!(run.out.contains("`httpdex show 503` has all causes and fixes."), "{}", run.out);
}

#[test]
fn on_a_terminal_the_signs_are_drawn_and_the_colors_are_those_of_pages() {
    let home = Home::new();
    let path = captures("curl-i.txt");
    let arguments = ["explain", path.to_str().unwrap()];
    let mut terminal = Setup { arguments: &arguments, size: (80, 60), ..Setup::new(&home) }.start();
    terminal.shows("Service Unavailable").left(0);
    let text = terminal.text();
    assert!(text.contains("✗ 3  Retry-After: soon") || text.contains("! 3  Retry-After: soon"), "{text}");
    assert!(text.contains("RFC 9110 §10.2.3"), "{text}");
    assert!(terminal.screen().cell(0, 0).is_some_and(vt100::Cell::bold));
}

#[test]
fn json_is_one_object_with_every_key() {
    let json: Value = explained("curl-v.txt", &["--format", "json"]).json();
    for key in ["messages", "findings", "sender", "path", "caching", "failure", "next"] {
        assert!(json.get(key).is_some(), "{key}");
    }
    let [request, response] = json["messages"].as_array().unwrap().as_slice() else { panic!("{json}") };
    let keys =
        ["kind", "version", "status", "id", "reason", "method", "target", "interim", "fields", "content", "trailers"];
    for message in [request, response] {
        assert!(keys.iter().all(|key| message.get(key).is_some()), "{message}");
    }
    assert_eq!((&request["kind"], &request["status"], &request["id"]), (&"request".into(), &Value::Null, &Value::Null));
    assert_eq!((&request["method"], &request["target"]), (&"GET".into(), &"/unavailable".into()));
    assert_eq!(
        (&response["kind"], &response["status"], &response["id"]),
        (&"response".into(), &"503".into(), &"503".into())
    );
    assert_eq!(response["fields"][1], serde_json::json!({ "name": "Retry-After", "value": "soon", "line": 10 }));
    let content = serde_json::json!({ "bytes": 107, "media_type": "text/html", "complete": true });
    assert_eq!(response["content"], content);
    let finding = json["findings"].as_array().unwrap().iter().find(|finding| finding["field"] == "Retry-After");
    let finding = finding.expect("a finding about Retry-After");
    assert_eq!((&finding["message"], &finding["line"]), (&1.into(), &10.into()));
    assert_eq!(finding["source"]["section"], "10.2.3");
    assert_eq!(json["caching"]["shared"]["store"], false);
    assert_eq!((&json["next"][0]["entry"], &json["next"][0]["cause"]), (&"503".into(), &0.into()));
}

#[test]
fn json_tells_interim_responses_trailers_and_the_vendor_of_a_status() {
    let json: Value = explained("curl-i-hints.txt", &["--format", "json"]).json();
    assert_eq!((&json["messages"][0]["interim"], &json["messages"][1]["interim"]), (&true.into(), &false.into()));
    let json: Value = explained("raw-chunked.http", &["--format", "json"]).json();
    let trailer = serde_json::json!([{ "name": "Server-Timing", "value": "total;dur=12", "line": 13 }]);
    assert_eq!(json["messages"][0]["trailers"], trailer);
    let json: Value = run(&["--format", "json"], "HTTP/1.1 525 \r\nContent-Length: 0\r\n\r\n").json();
    assert_eq!((&json["messages"][0]["status"], &json["messages"][0]["id"]), (&"525".into(), &"cloudflare-525".into()));
    let json: Value = run(&["--format", "json"], "HTTP/1.1 2x0 OK\r\nContent-Length: 0\r\n\r\n").json();
    assert_eq!((&json["messages"][0]["status"], &json["messages"][0]["id"]), (&"2x0".into(), &Value::Null));
    let json: Value = run(&["--format", "json"], "server: nginx\ncontent-type: text/html\n").json();
    assert_eq!((&json["messages"][0]["kind"], &json["messages"][0]["status"]), (&"response".into(), &Value::Null));
}

#[test]
fn without_a_status_line_it_is_said_what_is_taken_for_granted() {
    let run = explained("fields.txt", &[]);
    assert!(run.out.starts_with("a response whose status line was not captured\n"), "{}", run.out);
    assert!(run.out.contains("\ncaching as for a 200"), "{}", run.out);
    let json: Value = explained("fields.txt", &["--format", "json"]).json();
    assert_eq!(json["caching"]["shared"]["seconds"], 300);
    let panel = explained("chrome-panel.txt", &[]);
    assert!(panel.out.contains("answers POST /api"), "{}", panel.out);
}

#[test]
fn bytes_that_are_no_utf_8_are_latin_1() {
    let json: Value =
        run(&["--format", "json"], *b"HTTP/1.1 200 OK\r\nX-A: gr\xf6\xdfe\r\nContent-Length: 0\r\n\r\n").json();
    assert_eq!(json["messages"][0]["fields"][0]["value"], "größe");
}

#[test]
fn strict_ends_with_1_where_there_is_an_error() {
    let odd = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!";
    assert_eq!(run(&["--strict"], odd).code, 1);
    assert_eq!(run(&[], odd).code, 0);
    assert_eq!(run(&["--strict"], NOT_FOUND).code, 0);
}

#[test]
fn json_names_the_sender_the_way_and_the_failure() {
    let json: Value = run(
        &["--format", "json"],
        "HTTP/1.1 530 \r\nServer: cloudflare\r\nCF-RAY: 1-FRA\r\nContent-Length: 16\r\n\r\nerror code: 1033",
    )
    .json();
    assert_eq!(json["messages"][0]["id"], "cloudflare-530");
    let sender = &json["sender"][0];
    assert_eq!((&sender["id"], &sender["confidence"]), (&"cloudflare".into(), &"certain".into()));
    assert_eq!((&json["path"][0]["name"], &json["path"][0]["spoke"]), (&"Cloudflare".into(), &true.into()));
    assert_eq!(json["path"][1]["reached"], false);
    assert_eq!(json["next"][0]["entry"], "cloudflare-1033");
    assert!(json["failure"].is_null());
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc\ncurl: (56) Recv failure: Connection reset by peer\n";
    let json: Value = run(&["--format", "json"], cut).json();
    assert_eq!(json["failure"], "connection-reset");
    assert_eq!((&json["next"][0]["entry"], &json["next"][0]["cause"]), (&"connection-reset".into(), &Value::Null));
}

/// Asserts that each command that is to be run next has a line of its own in the text; returns how many there are.
fn commands_are_whole(text: &str, next: &Value) -> usize {
    let shown = next.as_array().expect("a list").iter().take(3);
    let commands: Vec<&str> = shown.filter_map(|next| next["command"].as_str()).filter(|it| is_command(it)).collect();
    let lines: Vec<&str> = text.lines().map(|line| line.trim_start().trim_start_matches(['$', '▎', ' '])).collect();
    for command in &commands {
        assert!(lines.contains(command), "{command}\n{text}");
    }
    commands.len()
}

#[test]
fn commands_to_be_run_next_have_lines_of_their_own() {
    for status in ["401 Unauthorized", "502 Bad Gateway", "504 Gateway Timeout"] {
        let message = format!("HTTP/1.1 {status}\r\nServer: nginx\r\nContent-Length: 0\r\n\r\n");
        let json: Value = run(&["--format", "json"], &*message).json();
        assert!(commands_are_whole(&run(&[], &*message).out, &json["next"]) > 0, "{status}");
    }
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let (home, url) = (Home::new(), format!("http://{free}/"));
    let check = |format: &str| {
        let mut command = Tested::new(env!("CARGO_BIN_EXE_httpdex"));
        command.args(["check", "--format", format, &url]).env_clear().envs(home.environment());
        String::from_utf8(command.output().expect("a program that starts").stdout).expect("UTF-8")
    };
    let text = check("text");
    assert!(text.contains("Next"), "{text}");
    let whole = |line: &&str| is_command(line.trim_start().trim_start_matches(['$', '▎', ' ']));
    assert!(text.lines().filter(whole).count() > 0 && !text.contains("check  `"), "{text}");
}

#[test]
fn markdown_is_escaped() {
    let run = run(&["--format", "markdown"], "HTTP/1.1 404 <b>\r\nX: ```\r\nContent-Length: 0\r\n\r\n");
    assert!(run.out.starts_with("# 404 Not Found\n"), "{}", run.out);
    assert!(run.out.contains("````http\nHTTP/1.1 404 <b>\nX: ```\n"), "{}", run.out);
    assert!(run.out.contains("## Next\n\n1. "), "{}", run.out);
}

#[test]
fn the_request_may_be_in_a_file_of_its_own() {
    let home = Home::new();
    home.write("request.txt", "HEAD /a HTTP/1.1\r\nHost: a.example\r\n\r\n");
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
    let json: Value = run_in(&home, &["--request", "request.txt", "--format", "json"], answer, &[]).json();
    assert_eq!(json["messages"][0]["method"], "HEAD");
    assert_eq!(json["messages"][1]["content"]["complete"], true);
    let text = run_in(&home, &["--request", "request.txt", "--url", "https://a.example/a"], answer, &[]);
    assert!(text.out.contains("answers HEAD /a, of https://a.example/a"), "{}", text.out);
    home.write("none.txt", "502 Bad Gateway");
    let none = run_in(&home, &["--request", "none.txt"], answer, &[]);
    assert_eq!(none.refused(), "none.txt: no request is in it; it begins with a line such as `GET / HTTP/1.1`");
}

#[test]
fn an_archive_is_a_table_and_an_array() {
    let run = explained("entry.har", &[]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", run.out);
    assert!(lines[0].contains("301") && lines[0].ends_with("http://www.example.com/"), "{}", lines[0]);
    assert!(lines[1].contains("503") && lines[1].contains("POST") && lines[1].contains("192 ms"), "{}", lines[1]);
    let json: Value = explained("entry.har", &["--format", "json"]).json();
    let entries = json.as_array().expect("an array");
    assert_eq!(entries.len(), 3);
    assert_eq!(entries[1]["url"], "https://www.example.com/api");
    assert_eq!(
        (&entries[1]["messages"][1]["status"], &entries[1]["messages"][1]["fields"][0]["line"]),
        (&"503".into(), &Value::Null)
    );
    let markdown = explained("entry.har", &["--format", "markdown"]).out;
    assert!(markdown.starts_with("| | Status |") && markdown.lines().count() == 5, "{markdown}");
    let one = explained("entry.har", &["--entry", "2"]);
    assert!(one.out.starts_with("503  Service Unavailable\n"), "{}", one.out);
    let one = explained("entry.har", &["--entry", "3"]);
    assert!(one.out.contains("net::ERR_BLOCKED_BY_CLIENT"), "{}", one.out);
}

#[test]
fn an_archive_that_is_none_says_so() {
    assert_eq!(explained("entry.har", &["--entry", "4"]).refused(), "there is no entry 4; the HAR file has 3");
    let cut = fs::read(captures("entry.har")).unwrap();
    let cut = run(&[], &cut[..cut.len() / 2]);
    assert!(cut.refused().starts_with("this is JSON, but no HAR file: EOF while parsing"), "{cut:?}");
    let latin = run(&[], *b"{\"log\": \"\xff\"}");
    assert_eq!(latin.refused(), "the HAR file is not UTF-8 from byte 10 on; export it again");
    assert_eq!(run(&["--entry", "1"], NOT_FOUND).refused(), "--entry picks from a HAR file, and this is none");
    let url = explained("entry.har", &["--url", "https://a.example"]);
    assert_eq!(url.refused(), "a HAR file holds the requests and their URLs; leave --request and --url out");
    let odd = run(&[], r#"{"log": {"entries": [1, {"request": {"method": "GET", "url": "http://a/"}}]}}"#);
    assert_eq!((odd.code, odd.out.lines().count()), (0, 2), "{odd:?}");
    assert!(odd.err.starts_with("httpdex: entry 1 of the HAR file cannot be read: "), "{odd:?}");
}

#[test]
fn text_that_is_no_message_is_searched_for() {
    let run = run(&[], "  bad\n gateway  ");
    assert_eq!((run.code, run.err.as_str()), (0, "httpdex: this is no HTTP message; it is searched for\n"));
    assert!(run.out.starts_with("502  Bad Gateway"), "{}", run.out);
    let number = self::run(&[], "429\n");
    assert!(number.out.starts_with("429  Too Many Requests"), "{}", number.out);
    let nothing = self::run(&[], "xqzjw");
    assert_eq!((nothing.code, nothing.out.as_str()), (1, ""), "{nothing:?}");
}

#[test]
fn the_words_of_clients_that_got_no_response_name_the_failure() {
    let wget = "--2026-12-01 04:00:00--  http://localhost:1/\nResolving localhost (localhost)... 127.0.0.1\n\
        Connecting to localhost (localhost)|127.0.0.1|:1... failed: Connection refused.\n";
    let trace = format!(
        "Traceback (most recent call last):\n{}ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] \
         certificate verify failed: certificate has expired (_ssl.c:1000)\n",
        "  File \"/srv/app/views.py\", line 404, in get\n    return self.request(url)\n".repeat(200)
    );
    for (text, failure) in [
        (wget, "connection-refused"),
        (
            "http: error: ConnectionError: HTTPConnectionPool(host='a', port=1): Max retries exceeded with url: / (Caused \
          by NewConnectionError('Failed to establish a new connection: [Errno 111] Connection refused'))",
            "connection-refused",
        ),
        (
            "TypeError: fetch failed\n    at async file:///srv/app/index.mjs:404:11 {\n  [cause]: Error: getaddrinfo \
          ENOTFOUND no.such.example\n",
            "name-not-resolved",
        ),
        (
            "panic: Get \"https://a.example/\": net/http: TLS handshake timeout\n\ngoroutine 1 [running]:",
            "tls-handshake-failed",
        ),
        (&trace, "certificate-expired"),
    ] {
        let text_run = run(&[], text);
        assert!(text_run.out.starts_with("No HTTP status was received: "), "{text_run:?}");
        assert_eq!(text_run.err, "httpdex: no HTTP message is in this, but how a request failed\n");
        let printed: Value = serde_json::from_str(&run(&["--format", "json"], text).out).unwrap();
        assert_eq!(printed["failure"], failure, "{text}");
        assert_eq!((&printed["messages"], &printed["caching"]), (&json!([]), &Value::Null));
        assert_eq!(printed["next"][0]["entry"], failure);
    }
}

#[test]
fn a_client_that_gave_up_behind_a_message_names_the_failure() {
    let wget = "--2026-12-01 04:00:00--  http://a.example/\nConnecting to a.example|127.0.0.1|:80... connected.\n\
        HTTP request sent, awaiting response... \n  HTTP/1.1 302 Found\n  Location: https://b.example/\n\
        Location: https://b.example/ [following]\nERROR: cannot verify b.example's certificate, issued by 'CN=x':\n  \
        Issued certificate has expired.\n";
    let httpie =
        "GET / HTTP/1.1\nHost: localhost:1\n\n\nhttp: error: ConnectionError: [Errno 111] Connection refused\n";
    for (text, failure) in [(wget, "certificate-expired"), (httpie, "connection-refused")] {
        let printed: Value = serde_json::from_str(&run(&["--format", "json"], text).out).unwrap();
        assert_eq!(printed["failure"], failure, "{printed:#}");
        assert_eq!(printed["messages"].as_array().map(Vec::len), Some(1));
        assert_eq!(printed["messages"][0]["content"]["bytes"], 0, "{printed:#}");
    }
    // What failed before a response came is over.
    let late = format!("Connecting to a.example|::1|:80... failed: Connection refused.\n{wget}");
    let late = late.split("ERROR").next().unwrap();
    let printed: Value = serde_json::from_str(&run(&["--format", "json"], late).out).unwrap();
    assert_eq!(printed["failure"], Value::Null);
}

#[test]
fn what_cannot_be_read_is_said_in_one_sentence() {
    let nothing = "there is nothing to explain; give a response, as in `curl -si URL | httpdex explain`";
    assert_eq!(run(&[], "").refused(), nothing);
    assert_eq!(run(&["-"], "\n \n").refused(), nothing);
    assert_eq!(run(&["missing.txt"], "").refused(), "missing.txt: there is no such file; check the path");
    assert_eq!(
        run(&["--request", "missing.txt"], NOT_FOUND).refused(),
        "missing.txt: there is no such file; check the path"
    );
    assert_eq!(run(&["."], "").refused(), ".: it is a folder; name a file in it");
    let home = Home::new();
    let large = home.write("large", "");
    File::options().write(true).open(&large).unwrap().set_len((64 << 20) + 1).unwrap();
    let sentence = "large is larger than 64 MB; keep the head of the message and the beginning of its content";
    assert_eq!(run_in(&home, &["large"], "", &[]).refused(), sentence);
    let strange = run_in(&home, &["a\x1b[31m\n"], "", &[]);
    assert_eq!(strange.refused(), "a␛[31m : there is no such file; check the path");
    assert_eq!(run(&["--entry", "0"], NOT_FOUND).code, 2);
}

#[test]
fn a_pipe_is_read_like_a_file() {
    let output = Command::new("/bin/sh")
        .args(["-c", "printf 'HTTP/1.1 404 Not Found\\r\\nContent-Length: 0\\r\\n\\r\\n' | \"$0\" explain /dev/stdin"])
        .arg(env!("CARGO_BIN_EXE_httpdex"))
        .envs(Home::new().environment())
        .stderr(Stdio::inherit())
        .output()
        .expect("a shell");
    assert!(output.stdout.starts_with(b"404  Not Found\n"), "{output:?}");
}

#[test]
fn nothing_from_outside_reaches_the_terminal_unescaped() {
    let hostile = "HTTP/1.1 404 \x1b]0;owned\x07\r\nX-\x1b[2J: \u{9b}31m\u{202e}abc\r\nRetry-After: \x1b[8m\r\n\
                   Set-Cookie: a=\x1b[1m\r\nContent-Length: 9\r\n\r\n\x1b[2Jcontent";
    let chained = format!("GET /\x1b[5m HTTP/1.1\r\nHost: \x1b[6m\r\n\r\n{hostile}");
    let verbose =
        "> GET /\x1b[5m HTTP/1.1\n> \n< HTTP/1.1 404 \x1b[1m\n< \n* Closing \x1b[1m\ncurl: (18) \x1b[1m\n\x1b[2J\n";
    let archive = r#"{"log": {"entries": [{"request": {"method": "\u001b[1m", "url": "\u001b[2m"},
        "response": {"status": 404, "statusText": "\u001b[3m", "headers": [{"name": "\u001b[4m", "value": "\u009b5m"}],
        "content": {"mimeType": "\u001b[6m", "text": "\u001b[7m"}, "_error": "\u001b[8m"}}, "\u001b[9m"]}}"#;
    let words = "\x1b[1mno message\x1b[2m";
    for input in [hostile, &chained, verbose, archive, words] {
        for format in ["text", "markdown", "json"] {
            for more in [&[][..], &["--url", "http://a/\x1b[1m\u{9b}"], &["--entry", "1"]] {
                let arguments: Vec<&str> = ["--format", format].iter().chain(more).copied().collect();
                let run = run(&arguments, input);
                let printed = format!("{}{}", run.out, run.err);
                let bad = printed.chars().find(|c| c.is_control() && *c != '\n' || *c == '\u{202e}');
                assert_eq!(bad, None, "{format} {more:?}: {printed:?}");
            }
        }
    }
}

#[test]
fn a_narrow_and_a_wide_terminal_hold_it() {
    for (name, columns) in [("curl-i.txt", "24"), ("curl-vl.txt", "30"), ("entry.har", "60"), ("raw-odd.http", "200")] {
        let path = captures(name);
        let home = Home::new();
        let run = run_in(&home, &[path.to_str().unwrap()], "", &[("COLUMNS", columns)]);
        let most: usize = columns.parse().unwrap();
        assert_eq!((run.code, wide(&run.out, most)), (0, None), "{name}");
    }
}

#[test]
fn whoever_pastes_is_told_how_to_end_it() {
    let home = Home::new();
    let mut terminal = Setup { arguments: &["explain"], size: (80, 100), ..Setup::new(&home) }.start();
    terminal.shows("paste, then Ctrl-D");
    terminal.send("HTTP/1.1 404 Not Found\nContent-Length: 0\n\n\x04").shows("404  Not Found").left(0);
}
