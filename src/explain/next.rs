//! What to look at next: the causes that the page of the status names, in their order.

use serde::Serialize;

use crate::catalog::{Cause, Page};

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
}

/// The causes of a page.
pub(super) fn next(page: &Page) -> Vec<Next> {
    let item = |(at, Cause { cause, check }): (usize, &Cause)| Next {
        entry: page.id.clone(),
        cause: Some(at),
        why: match at {
            0 => format!("the likeliest cause on the page of {}", page.code),
            at => format!("cause {} on the page of {}, which has the likeliest first", at + 1, page.code),
        },
        command: command(check),
        text: cause.clone(),
        check: check.clone(),
    };
    page.causes.iter().enumerate().map(item).collect()
}

/// The first command in a text, which stands between backticks.
fn command(check: &str) -> Option<String> {
    /// Programs whose names begin a command on the pages.
    const PROGRAMS: &[&str] = &[
        "apachectl",
        "appcmd",
        "aws",
        "awk",
        "caddy",
        "cat",
        "curl",
        "dig",
        "dmesg",
        "docker",
        "echo",
        "find",
        "for",
        "git",
        "getsebool",
        "grep",
        "haproxy",
        "head",
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
        "ss",
        "sudo",
        "systemctl",
        "tail",
        "tcpdump",
        "time",
        "traceroute",
        "varnishlog",
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
