//! What was given on the command line, as the checker takes it.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::arguments::CheckArguments;
use crate::check::{Agent, Family, Options, Protocol, Proxies, Target, read_proxy};
use crate::files::cannot;

/// The most that is read of a list of URLs.
const LIST: u64 = 64 << 20;
/// The most content that is sent.
const CONTENT: u64 = 64 << 20;

/// A URL that was given.
pub(super) enum Given {
    /// It can be asked for.
    Usable(Target),
    /// It cannot, and why.
    Unusable { shown: String, why: String },
}

impl Given {
    fn new(url: &str) -> Self {
        match Target::read(url) {
            Ok(target) => Self::Usable(target),
            Err(why) => Self::Unusable { shown: Target::quoted(url), why },
        }
    }
}

/// The URLs to ask for, in order. One that cannot be asked for does not keep the others from it, unless it stands in a
/// list, which is wrong then.
pub(super) fn targets(arguments: &CheckArguments) -> Result<Vec<Given>, String> {
    let mut targets = Vec::new();
    for url in &arguments.urls {
        if url == "-" {
            let text = text(io::stdin().lock(), "standard input")?;
            listed(&text, "standard input", &mut targets)?;
        } else {
            targets.push(Given::new(url));
        }
    }
    if let Some(path) = &arguments.from {
        let named = path.display().to_string();
        if path.as_os_str() == "-" {
            listed(&text(io::stdin().lock(), "standard input")?, "standard input", &mut targets)?;
        } else {
            listed(&text(open(path)?, &named)?, &named, &mut targets)?;
        }
    }
    if targets.is_empty() {
        return Err("there is no URL in the list".to_owned());
    }
    if targets.iter().all(|given| matches!(given, Given::Unusable { .. })) {
        for url in &arguments.urls {
            Target::new(url)?;
        }
    }
    Ok(targets)
}

/// The URLs of a list, one a line.
fn listed(text: &str, named: &str, targets: &mut Vec<Given>) -> Result<(), String> {
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim().trim_start_matches('\u{feff}');
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let target = Target::new(line).map_err(|why| format!("{named}, line {number}: {why}"))?;
        targets.push(Given::Usable(target));
    }
    Ok(())
}

fn text(from: impl Read, named: &str) -> Result<String, String> {
    let bytes = bytes(from, named, LIST)?;
    String::from_utf8(bytes).map_err(|error| {
        format!("{named} is not UTF-8 from byte {} on; give one URL a line", error.utf8_error().valid_up_to() + 1)
    })
}

fn open(path: &Path) -> Result<File, String> {
    File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => format!("{}: there is no such file; check the path", path.display()),
        _ => cannot(path, "read", &error).to_string(),
    })
}

fn bytes(from: impl Read, named: &str, most: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes).map_err(|error| format!("{named} cannot be read ({error})"))?;
    if bytes.len() as u64 > most {
        return Err(format!("{named} is larger than {} MB", most >> 20));
    }
    Ok(bytes)
}

/// How to ask.
pub(super) fn options(
    arguments: &CheckArguments,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Options, String> {
    if let Some(proxy) = arguments.proxy.as_deref().filter(|proxy| !proxy.is_empty()) {
        read_proxy(proxy)?;
    }
    let for_header = |text: &Option<String>, what: &str| match text {
        Some(text) if text.contains(|c: char| c.is_control()) => Err(format!("{what} cannot hold a control character")),
        _ => Ok(()),
    };
    for_header(&arguments.user_agent, "User-Agent")?;
    let head = arguments.head.then(|| "HEAD".to_owned());
    Ok(Options {
        method: head.or_else(|| arguments.method.clone()),
        fields: arguments.fields.clone(),
        content: content(arguments)?,
        is_form: arguments.data_file.is_none(),
        user: arguments.user.clone(),
        user_agent: arguments.user_agent.clone(),
        agent: arguments.agent.map_or(Agent::Httpdex, Agent::from),
        insecure: arguments.insecure,
        authorities: arguments.cacert.as_deref().map(authorities).transpose()?,
        family: match (arguments.ipv4, arguments.ipv6) {
            (true, _) => Family::V4,
            (_, true) => Family::V6,
            _ => Family::Any,
        },
        resolve: arguments.resolve.clone(),
        connect_to: arguments.connect_to.clone(),
        protocol: match (arguments.http1, arguments.http2_prior_knowledge) {
            (true, _) => Protocol::Http1,
            (_, true) => Protocol::Http2,
            _ => Protocol::Negotiated,
        },
        compressed: arguments.compressed,
        proxy: arguments.proxy.clone(),
        follow: !arguments.no_follow,
        max_redirects: usize::from(arguments.max_redirects),
        timeout: arguments.timeout,
        max_body: arguments.max_body,
        expect: arguments.expect.clone(),
        environment: Proxies::of_environment(variable),
    })
}

/// The authorities of a PEM file.
fn authorities(path: &Path) -> Result<Vec<u8>, String> {
    let named = path.display().to_string();
    let pem = bytes(open(path)?, &named, LIST)?;
    if memchr::memmem::find(&pem, b"-----BEGIN CERTIFICATE-----").is_none() {
        return Err(format!(
            "{named}: no certificate is in it; give one in PEM, which begins with -----BEGIN CERTIFICATE-----"
        ));
    }
    Ok(pem)
}

/// The content of the request: that of a file, or all that was given, joined by `&`.
fn content(arguments: &CheckArguments) -> Result<Option<Vec<u8>>, String> {
    if let Some(path) = &arguments.data_file {
        return bytes(open(path)?, &path.display().to_string(), CONTENT).map(Some);
    }
    if arguments.content.is_empty() {
        return Ok(None);
    }
    let mut parts = Vec::with_capacity(arguments.content.len());
    for data in &arguments.content {
        parts.push(match data.strip_prefix('@') {
            Some(path) => {
                let mut content = bytes(open(Path::new(path))?, path, CONTENT)?;
                content.retain(|byte| !matches!(byte, b'\r' | b'\n' | 0));
                content
            }
            None => data.clone().into_bytes(),
        });
    }
    Ok(Some(parts.join(&b'&')))
}
