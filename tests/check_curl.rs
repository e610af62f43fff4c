//! `httpdex check` beside curl: for each server of the table both are asked, and status, final URL and whether it went
//! well have to agree. Needs curl; `.ci/run` runs it.

#[path = "support/certificates.rs"]
mod authority;
#[path = "support/h2.rs"]
mod by_hand;
#[path = "check/certificates.rs"]
mod certificates;
#[path = "check/frames.rs"]
mod frames;
#[path = "support/player.rs"]
mod player;
#[path = "check/server.rs"]
mod server;
#[path = "check/table.rs"]
mod table;
#[path = "check/table_http.rs"]
mod table_http;
#[path = "check/table_way.rs"]
mod table_way;

use std::fmt::Write;
use std::process::Command;

use table::{Case, cases, each};

/// Where the two differ on purpose, and why.
const DIFFERS: &[(&str, &str)] = &[
    ("close-after-status-line", "curl takes a header section that is cut for a whole one"),
    ("close-in-headers", "curl takes a header section that is cut for a whole one"),
    ("half of a head after 103", "curl takes a header section that is cut for a whole one"),
    ("a length in hexadecimal", "curl reads 0x5 as 0"),
    ("a length with a sign", "curl reads +5 as 5"),
    ("two lengths in a list", "curl takes the first; RFC 9112 section 6.3 takes none"),
    ("the largest length", "curl takes a length that it cannot count for none"),
    ("chunked that is not the last coding", "curl reads chunks; RFC 9112 section 6.3 reads to the end"),
    ("gzip that ends early", "curl does not miss the end"),
    ("endless chunks", "only curl reads to the end"),
    ("endless content in HTTP/2", "only curl reads to the end"),
    ("a location that is not encoded", "curl leaves some characters of a URL as they are"),
    ("no protocol in common", "curl offers HTTP/1.1 beside HTTP/2"),
    ("without names", "curl takes a common name for a host; RFC 9110 section 4.3.4 does not"),
    ("an unasked 101", "curl waits for another response"),
    ("a redirect in HTTP/2", "curl 7.88 breaks off at the second request of such a connection"),
];

#[test]
fn status_url_and_verdict_agree_with_curl() {
    let mut cases = cases();
    let all = cases.len();
    cases.retain(|case| DIFFERS.iter().all(|(name, _)| *name != case.name));
    let wrong = each(&cases, 8, compared);
    println!("{} of {all} agree", cases.len() - wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn compared(case: &Case) -> Result<(), String> {
    let chain = case.run();
    let (_alive, command) = case.curl();
    let output = Command::new("sh").args(["-c", &command]).output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut parts = said.rsplit('\n').next().unwrap_or_default().split(' ');
    let status: u16 = parts.next().and_then(|status| status.parse().ok()).unwrap_or_default();
    let path = parts.next().map(path_of).unwrap_or_default();
    let last = chain.hops.last().ok_or("no hop")?;
    let ours = (last.status().unwrap_or_default(), path_of(&last.url), chain.failure.is_none());
    let theirs = (status, path, output.status.success());
    let is_same = match (ours.2, theirs.2) {
        (true, true) => (ours.0, &ours.1) == (theirs.0, &theirs.1),
        (ours, theirs) => ours == theirs,
    };
    let failure = chain.failure.map(|failure| failure.id);
    let code = output.status.code();
    if is_same { Ok(()) } else { Err(format!("{ours:?} {failure:?}, and curl {theirs:?} {code:?}")) }
}

/// A URL without its host and port, which are others for each of the two.
fn path_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |at| &rest[at..]);
    // The port of a proxy, of which each has another.
    path.split('#').next().unwrap_or_default().replace(|c: char| c.is_ascii_digit(), "")
}

impl Case {
    /// The command of curl that asks as the case does.
    fn curl(&self) -> (Box<dyn std::any::Any>, String) {
        use httpdex::check::{Request, Target, to_curl};
        let (url, alive) = (self.start)();
        let mut options = table::options();
        (self.ask)(&mut options);
        let (url, proxy) = url.split_once('#').filter(|(_, proxy)| proxy.contains("://")).unwrap_or((&url, ""));
        options.proxy = options.proxy.or_else(|| (!proxy.is_empty()).then(|| proxy.to_owned()));
        let target = Target::new(url).expect("a URL");
        let folder = tempfile::tempdir().expect("a folder");
        let (pem, content) = (folder.path().join("ca.pem"), folder.path().join("content"));
        std::fs::write(&pem, certificates::trusted()).expect("a file");
        std::fs::write(&content, options.content.as_deref().unwrap_or_default()).expect("a file");
        let command = to_curl(&Request::first(&target.url, &options), &options);
        let command = command.replace("@FILE", &format!("@{}", content.display()));
        let mut command = command.replacen("curl -i", "curl", 1).replacen("curl -I", "curl --head", 1);
        let follow =
            if options.follow { format!("--location --max-redirs {}", options.max_redirects) } else { String::new() };
        let (time, pem) = (options.timeout.as_secs_f64().min(20.0), pem.display());
        write!(command, " {follow} --max-time {time} --cacert {pem} --compressed --cookie ''").expect("a String");
        command.push_str(" --silent --output /dev/null --write-out '\\n%{http_code} %{url_effective}'");
        (Box::new((alive, folder)), command)
    }
}
