//! `httpdex check` beside curl: for each server of the table both are asked, and status, final URL and whether it went
//! well have to agree. Needs curl; `.ci/run` runs it.

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

use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use table::{Case, cases};

/// Where the two differ on purpose, and why.
const DIFFERS: &[(&str, &str)] = &[];

#[test]
fn status_url_and_verdict_agree_with_curl() {
    let cases = cases();
    let (next, wrong, agreed) = (AtomicUsize::new(0), Mutex::new(Vec::new()), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if DIFFERS.iter().any(|(name, _)| *name == case.name) {
                        continue;
                    }
                    match compared(case) {
                        Ok(()) => drop(agreed.fetch_add(1, Ordering::Relaxed)),
                        Err(why) => wrong.lock().unwrap().push(format!("{}: {why}", case.name)),
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    println!("{} of {} agree", agreed.into_inner(), cases.len());
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
    path.split('#').next().unwrap_or_default().to_owned()
}

impl Case {
    /// The command of curl that asks as the case does.
    fn curl(&self) -> (Box<dyn std::any::Any>, String) {
        use httpdex::check::{Family, Options, Request, Target, to_curl};
        let (url, alive) = (self.start)();
        let mut options = table::options();
        (self.ask)(&mut options);
        let (url, proxy) = url.split_once('#').filter(|(_, proxy)| proxy.contains("://")).unwrap_or((&url, ""));
        options.proxy = options.proxy.or_else(|| (!proxy.is_empty()).then(|| proxy.to_owned()));
        let target = Target::new(url).expect("a URL");
        let pem = std::env::temp_dir().join(format!("httpdex-check-{}.pem", std::process::id()));
        std::fs::write(&pem, certificates::trusted()).expect("a file");
        let command = to_curl(&Request::first(&target.url, &options), &Options { content: None, ..options.clone() });
        let mut command = command.replacen("curl -i", "curl", 1).replacen("curl -I", "curl --head", 1);
        command.push_str(" --silent --output /dev/null --write-out '\\n%{http_code} %{url_effective}' --compressed");
        if options.follow {
            command.push_str(&format!(" --location --max-redirs {}", options.max_redirects));
        }
        command.push_str(&format!(
            " --max-time {} --cacert {}",
            options.timeout.as_secs_f64().min(20.0),
            pem.display()
        ));
        match options.family {
            Family::Any => {}
            Family::V4 => command.push_str(" -4"),
            Family::V6 => command.push_str(" -6"),
        }
        (alive, command)
    }
}
