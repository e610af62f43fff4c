//! `httpdex serve`.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::{Global, LogAs, ServeOptions};
use super::complain::complain;
use super::exit;
use super::interactive::{self, Opening};
use super::library::Library;
use crate::problem::Problem;
use crate::serve::faults::Rule;
use crate::serve::net::{Ended, ListenError, Listening, Log, LogFormat, Setup, allow_connections, scenario};
use crate::serve::scenario::{READY, Ready, Scenario, read};

/// Serves until a signal ends it.
pub(super) fn serve(global: &Global, options: &ServeOptions) -> anyhow::Result<u8> {
    let rules: Result<Vec<Rule>, String> = options.fault.iter().map(|text| Rule::parse(text)).collect();
    let rules = match rules {
        Ok(rules) => rules,
        Err(why) => {
            complain(&why);
            return Ok(exit::WRONG);
        }
    };
    if options.list_scenarios {
        return match list() {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
            _ => Ok(exit::DONE),
        };
    }
    let scenario = match options.scenario.as_deref().map(chosen).transpose() {
        Ok(scenario) => scenario,
        Err(problem) => {
            complain(&problem.to_string());
            return Ok(exit::WRONG);
        }
    };
    let setup = Setup { bind: options.bind, port: options.port, is_secure: options.tls, rules, scenario };
    let is_watched = is_watched(options);
    let listening = if is_watched { setup.listen() } else { setup.listen_there().map(|listening| (listening, None)) };
    let (listening, instead_of) = match listening {
        Ok(listening) => listening,
        Err(error @ ListenError::Taken { .. }) => {
            complain(&error.to_string());
            return Ok(exit::NOT_FOUND);
        }
        Err(error) => {
            complain(&error.to_string());
            return Ok(exit::WRONG);
        }
    };
    if is_watched {
        return interactive::run(global, Opening::Playground(Box::new((setup, (listening, instead_of)))));
    }
    let (library, problems) = Library::open(global);
    for problem in problems {
        complain(&problem.to_string());
    }
    if !options.bind.is_loopback() {
        complain(&format!(
            "warning: {} is no loopback address, so whoever reaches it can use this server",
            options.bind
        ));
    }
    let format = match options.log {
        LogAs::Text => LogFormat::Text,
        LogAs::Json => LogFormat::Json,
    };
    match say(&listening, options.tls, format) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    allow_connections();
    let log = Arc::new(Log::start(format)?);
    let observer: Arc<Log> = Arc::clone(&log);
    let (shared, watched) = setup.shared(library.catalog, observer, &listening);
    let ended = listening.run(shared, watched)?;
    log.flush();
    Ok(match ended {
        Ended::Interrupted => exit::INTERRUPTED,
        Ended::Terminated => exit::DONE,
    })
}

/// Whether requests are shown on a screen rather than logged.
fn is_watched(options: &ServeOptions) -> bool {
    let is_dumb = std::env::var_os("TERM").is_some_and(|name| name == "dumb");
    let on_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    // In the background the terminal is somebody else's.
    let in_front = || rustix::termios::tcgetpgrp(io::stdin()).is_ok_and(|group| group == rustix::process::getpgrp());
    on_terminal && in_front() && !is_dumb && !options.no_tui && options.log == LogAs::Text
}

/// Says where the server is to be reached: the first line on standard output; with TLS, the further ports below it.
fn say(listening: &Listening, is_secure: bool, format: LogFormat) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let scheme = if is_secure { "https" } else { "http" };
    let url = format!("{scheme}://{}", listening.address);
    match format {
        LogFormat::Json => writeln!(out, "{}", serde_json::json!({ "event": "listening", "url": url }))?,
        LogFormat::Text => writeln!(out, "listening on {url}")?,
    }
    for (certificate, address) in listening.practice() {
        let url = format!("{scheme}://{address}");
        match format {
            LogFormat::Json => {
                let line = serde_json::json!({ "event": "listening", "url": url, "certificate": certificate.word() });
                writeln!(out, "{line}")?;
            }
            LogFormat::Text => writeln!(out, "listening on {url} with {}", certificate.about())?,
        }
    }
    if out.is_terminal() && format == LogFormat::Text {
        writeln!(out, "{url}/status/503 answers with that status")?;
        writeln!(out, "{url}/ lists the routes; Ctrl-C ends it")?;
        if is_secure {
            writeln!(
                out,
                "{url}/tls/ca.pem is the certificate to trust: `curl -k` gets it, `curl --cacert` trusts it"
            )?;
        }
    }
    out.flush()
}

/// The scenario of that name, or of that file, which is looked after then.
fn chosen(name: &str) -> Result<(Scenario, Option<PathBuf>), Problem> {
    if let Some(ready) = READY.iter().find(|ready| ready.name == name) {
        return Ok((read(Path::new(&format!("{name}.toml")), ready.text)?, None));
    }
    let path = PathBuf::from(name);
    Ok((scenario(&path)?, Some(path)))
}

/// Prints the scenarios that come with the program, and what to watch for in each.
fn list() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for Ready { name, text } in READY {
        let Ok(scenario) = read(Path::new(name), text) else { continue };
        writeln!(out, "{name}\n    {}", scenario.about)?;
        for hint in scenario.watch {
            writeln!(out, "    - {hint}")?;
        }
    }
    Ok(())
}
