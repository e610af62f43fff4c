//! What to look at next: the causes that the page of the status names, in their order.

use serde::Serialize;

use super::rule::Rule;
use crate::catalog::{Cause, NO_CODE, Page};

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Next {
    /// The id of the entry whose page says it.
    pub entry: String,
    /// The position of the cause on that page, from 0.
    pub cause: Option<usize>,
    /// Why it stands in this place.
    pub why: String,
    /// The command to run, if there is one that runs as it stands.
    pub command: Option<String>,
    /// The cause.
    pub text: String,
    /// How to confirm it.
    pub check: String,
    /// Whether evidence of the exchange points to it, and not its place on the page alone.
    #[serde(skip)]
    pub has_evidence: bool,
}

/// The causes of a page.
pub(super) fn next(page: &Page) -> Vec<Next> {
    // A failure has no code to call it by.
    let called = if page.code == NO_CODE { &page.name } else { &page.code };
    let item = |(at, Cause { cause, check }): (usize, &Cause)| Next {
        entry: page.id.clone(),
        cause: Some(at),
        why: match at {
            0 => format!("the likeliest cause on the page of {called}"),
            at => format!("cause {} on the page of {called}, which has the likeliest first", at + 1),
        },
        command: command(check),
        text: cause.clone(),
        check: check.clone(),
        has_evidence: false,
    };
    page.causes.iter().enumerate().map(item).collect()
}

/// What one rule says of a page, in front of the causes of the page; `None` where the page has no such cause.
pub(super) fn ruled(rule: &Rule, page: &Page) -> Option<Next> {
    let at = match &rule.cause {
        Some(words) => Some(page.causes.iter().position(|cause| cause.cause.contains(words.as_str()))?),
        None => None,
    };
    let of_page = at.map(|at| &page.causes[at]);
    let text = rule.text.clone().or_else(|| of_page.map(|cause| cause.cause.clone()))?;
    let check = rule.check.clone().or_else(|| of_page.map(|cause| cause.check.clone())).unwrap_or_default();
    let (entry, why) = (page.id.clone(), rule.why.clone());
    Some(Next { entry, cause: at, why, command: command(&check), text, check, has_evidence: true })
}

/// The page of another entry, with the reason why it is to be looked at.
pub(super) fn page_of(page: &Page, why: String) -> Next {
    let cause = page.causes.first();
    let check = cause.map_or_else(String::new, |cause| cause.check.clone());
    Next {
        entry: page.id.clone(),
        cause: None,
        why,
        command: command(&check),
        text: page.name.clone(),
        check,
        has_evidence: true,
    }
}

/// The causes with those that the evidence names in front, each once.
pub(super) fn reordered(first: Vec<Next>, rest: &[Next]) -> Vec<Next> {
    let mut all: Vec<Next> = Vec::with_capacity(first.len() + rest.len());
    for next in first.into_iter().chain(rest.iter().cloned()) {
        let is_it = |known: &Next| known.entry == next.entry && known.cause == next.cause && next.cause.is_some();
        if !all.iter().any(is_it) {
            all.push(next);
        }
    }
    all
}

/// The first command in a text, which stands between backticks.
fn command(check: &str) -> Option<String> {
    /// Programs whose names begin a command on the pages.
    const PROGRAMS: &[&str] = &[
        "apachectl",
        "apache2ctl",
        "appcmd",
        "aws",
        "awk",
        "az",
        "caddy",
        "cat",
        "curl",
        "dig",
        "dmesg",
        "docker",
        "echo",
        "find",
        "for",
        "flyctl",
        "gcloud",
        "git",
        "getsebool",
        "grep",
        "haproxy",
        "head",
        "heroku",
        "host",
        "jq",
        "journalctl",
        "kubectl",
        "ls",
        "lsof",
        "mysql",
        "nc",
        "nginx",
        "nslookup",
        "openssl",
        "php",
        "ping",
        "ps",
        "psql",
        "python3",
        "redis-cli",
        "sed",
        "squid",
        "ss",
        "sudo",
        "systemctl",
        "tail",
        "tcpdump",
        "time",
        "traceroute",
        "varnishadm",
        "varnishlog",
        "vercel",
        "wget",
        "zgrep",
    ];
    let mut code = check.split('`').skip(1).step_by(2);
    let is_command = |code: &&str| {
        let first = code.split_once(' ').map(|(first, _)| first);
        first.is_some_and(|first| PROGRAMS.contains(&first))
    };
    code.find(is_command).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    #[test]
    fn commands_are_told_from_other_code() {
        let check = "nginx: `connect() failed`. On the host: `ss -ltnp | grep ':3000'` and `curl -si 'http://a'`.";
        assert_eq!(command(check).as_deref(), Some("ss -ltnp | grep ':3000'"));
        for check in ["no code", "`WWW-Authenticate` says so", "an odd ` tick", "`curl` alone", "`--timeout 5`"] {
            assert_eq!(command(check), None, "{check}");
        }
    }

    #[test]
    fn causes_keep_their_order() {
        let catalog = Catalog::embedded();
        let page = catalog.page(catalog.find("502").unwrap()).unwrap();
        let next = next(&page);
        assert_eq!(next.len(), page.causes.len());
        assert_eq!(next[0].why, "the likeliest cause on the page of 502");
        assert!(next.iter().enumerate().all(|(at, next)| next.cause == Some(at) && next.entry == "502"));
        assert!(next.iter().any(|next| next.command.as_deref().is_some_and(|command| command.starts_with("ss "))));
    }
}
