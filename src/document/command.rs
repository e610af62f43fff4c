//! Which code in a text is a command that one may type, and which only names something.

/// What a program needs behind its name so that the whole is a command, and not just the name of one.
#[derive(Debug, Clone, Copy)]
enum Needs {
    /// Anything but options.
    Argument,
    /// An address, or what stands for one.
    Address,
    /// So many words, the name of the program among them.
    Words(usize),
}

use Needs::{Address, Argument, Words};

/// The programs that pages name, in the order of the alphabet.
const PROGRAMS: &[(&str, Needs)] = &[
    ("aapt", Words(3)),
    ("apache2ctl", Words(2)),
    ("apachectl", Words(2)),
    ("appcmd", Words(3)),
    ("apt", Words(3)),
    ("apt-get", Words(3)),
    ("attrib", Words(2)),
    ("ausearch", Words(2)),
    ("awk", Argument),
    ("aws", Words(4)),
    ("az", Words(4)),
    ("base64", Argument),
    ("bundle", Words(3)),
    ("cat", Argument),
    ("cd", Words(3)),
    ("certbot", Words(2)),
    ("certutil", Words(3)),
    ("chronyc", Words(2)),
    ("cloudflared", Words(3)),
    ("cmdkey", Words(2)),
    ("codesign", Words(3)),
    ("composer", Words(3)),
    ("curl", Address),
    ("date", Words(2)),
    ("deno", Words(3)),
    ("df", Words(2)),
    ("dig", Argument),
    ("dir", Argument),
    ("dism", Words(2)),
    ("dmesg", Words(2)),
    ("docker", Words(3)),
    ("dotnet", Words(2)),
    ("du", Words(2)),
    ("echo", Words(3)),
    ("env", Words(2)),
    ("find", Words(3)),
    ("findstr", Words(3)),
    ("firewall-cmd", Words(2)),
    ("flask", Words(2)),
    ("for", Words(5)),
    ("gcloud", Words(4)),
    ("gdb", Words(3)),
    ("getent", Words(3)),
    ("getsebool", Words(2)),
    ("git", Words(3)),
    ("go", Words(3)),
    ("gpresult", Words(2)),
    ("grep", Words(3)),
    ("grpcurl", Words(3)),
    ("gunicorn", Words(3)),
    ("head", Argument),
    ("host", Argument),
    ("httpdex", Words(2)),
    ("icacls", Words(2)),
    ("ip", Words(2)),
    ("ip6tables", Words(2)),
    ("iptables", Words(2)),
    ("journalctl", Words(3)),
    ("jq", Argument),
    ("jstack", Words(2)),
    ("keytool", Words(3)),
    ("klist", Words(2)),
    ("kubectl", Words(3)),
    ("logparser", Words(2)),
    ("ls", Argument),
    ("lsof", Words(2)),
    ("lychee", Words(2)),
    ("mtr", Argument),
    ("mvn", Words(2)),
    ("mysql", Words(3)),
    ("namei", Words(2)),
    ("nc", Words(3)),
    ("net", Words(3)),
    ("netsh", Words(4)),
    ("netstat", Words(2)),
    ("nft", Words(2)),
    ("nginx", Words(2)),
    ("node", Words(3)),
    ("npm", Words(3)),
    ("npx", Words(3)),
    ("nslookup", Argument),
    ("nstat", Words(2)),
    ("openssl", Words(3)),
    ("pg_isready", Words(2)),
    ("php", Words(3)),
    ("ping", Argument),
    ("pip", Words(3)),
    ("plutil", Words(3)),
    ("printf", Words(3)),
    ("ps", Words(2)),
    ("psexec", Words(3)),
    ("psql", Words(3)),
    ("puma", Words(3)),
    ("py-spy", Words(2)),
    ("python3", Words(2)),
    ("rabbitmqctl", Words(2)),
    ("rails", Words(2)),
    ("redis-cli", Words(2)),
    ("reg", Words(3)),
    ("repquota", Words(2)),
    ("restorecon", Words(2)),
    ("robocopy", Words(3)),
    ("secedit", Words(2)),
    ("sed", Words(3)),
    ("setsebool", Words(3)),
    ("setspn", Words(2)),
    ("sleep", Words(3)),
    ("ss", Words(2)),
    ("ssh", Words(3)),
    ("strace", Words(3)),
    ("sysctl", Words(2)),
    ("systemctl", Words(3)),
    ("tail", Argument),
    ("tcpdump", Words(3)),
    ("terminus", Words(3)),
    ("terraform", Words(2)),
    ("traceroute", Argument),
    ("ulimit", Words(3)),
    ("w32tm", Words(2)),
    ("wc", Argument),
    ("wget", Address),
    ("whmapi1", Words(2)),
    ("whois", Words(2)),
    ("xfs_quota", Words(3)),
    ("xmllint", Words(3)),
    ("zcat", Argument),
];

/// What the names of PowerShell's commands begin with.
const VERBS: &[&str] = &[
    "Compare", "Disable", "Enable", "Export", "Get", "Import", "Install", "Invoke", "New", "Remove", "Resolve",
    "Restart", "Select", "Set", "Start", "Stop", "Test", "Unlock",
];

/// Whether code in a text is a command to be typed in a shell, at a prompt of Windows or to a database: it begins with
/// a program that is known, and with all that this needs. The name of a program, a header field, a setting or a value is
/// none.
///
/// ```
/// use httpdex::document::is_command;
///
/// assert!(is_command("sudo nginx -T | grep -n 'return 444'"));
/// assert!(!is_command("curl -v") && !is_command("Retry-After: 30") && !is_command("return 444"));
/// ```
pub fn is_command(code: &str) -> bool {
    if !code.trim_ascii().contains(' ') {
        return false;
    }
    let mut words = code.split_ascii_whitespace();
    let Some(mut first) = words.next() else { return false };
    let mut count = code.split_ascii_whitespace().count();
    let is_sudo = first == "sudo";
    // What stands before the program changes nothing of what it is.
    while first == "sudo" || is_assignment(first) {
        let Some(next) = words.next() else { return false };
        (first, count) = (next, count - 1);
    }
    match first {
        // PowerShell's word for running a program by its path.
        "&" => return true,
        "select" | "SELECT" | "show" | "SHOW" => return code.ends_with(';'),
        _ => {}
    }
    // `(Get-Item …).VersionInfo`, `[xml](Get-Content …)`
    let first = first.rsplit_once('(').map_or(first, |(_, inner)| inner);
    if count > 1 && is_cmdlet(first) {
        return true;
    }
    let name = first.rsplit(['/', '\\']).next().unwrap_or(first);
    let name = name.strip_suffix(".exe").unwrap_or(name).to_ascii_lowercase();
    let Ok(at) = PROGRAMS.binary_search_by_key(&name.as_str(), |(name, _)| name) else {
        return is_sudo && count > 1;
    };
    match PROGRAMS[at].1 {
        Words(least) => count >= least,
        Argument => words.any(|word| !word.starts_with(['-', '+', '|', '2'])),
        Address => words.any(|word| word.contains("://") || word == "URL" || word.starts_with('$')),
    }
}

/// `LANG=C`
fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    })
}

/// `Get-ChildItem`
fn is_cmdlet(word: &str) -> bool {
    word.split_once('-').is_some_and(|(verb, noun)| {
        VERBS.contains(&verb)
            && noun.starts_with(|c: char| c.is_ascii_uppercase())
            && noun.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found() {
        assert!(PROGRAMS.is_sorted_by_key(|(name, _)| name));
        assert!(PROGRAMS.iter().all(|(name, _)| *name == name.to_ascii_lowercase()));
    }

    #[test]
    fn what_can_be_typed_is_a_command() {
        for code in [
            "curl -si 'http://127.0.0.1:3000/health' | head -n 1",
            "curl -sIL URL | grep -i '^location'",
            "ss -ltnp | grep ':3000'",
            "dig +short www.example.com",
            "nginx -t && nginx -s reload",
            "openssl s_client -connect app.example.com:443 -servername app.example.com </dev/null",
            "kubectl describe pod NAME | grep -A5 'Last State'",
            "sudo netfilter-persistent save",
            "%windir%\\system32\\inetsrv\\appcmd list wps",
            "Select-String -Path C:\\inetpub\\logs\\u_ex*.log -Pattern ' 401 1 '",
            "(Get-Item 'C:\\path\\to\\filter.dll').VersionInfo",
            "[xml](Get-Content 'C:\\inetpub\\wwwroot\\web.config' -Raw)",
            "& \"C:\\Program Files\\dotnet\\dotnet.exe\" --list-runtimes",
            "for i in 1 2 3; do curl -sI https://www.example.com/; done",
            "curl.exe -s -o NUL http://localhost/",
            "LANG=C grep -c x y",
            "select pid from pg_stat_activity;",
            "ls /var/www/site/",
        ] {
            assert!(is_command(code), "{code}");
        }
    }

    #[test]
    fn what_names_something_is_none() {
        for code in [
            "",
            "curl",
            "curl -v --http1.1",
            "curl -X POST",
            "dig +short",
            "ls -l",
            "docker pull",
            "aws s3api head-object",
            "Retry-After: 30",
            "Set-Cookie: a=b",
            "Content-Type: text/html",
            "return 444;",
            "timeout queue",
            "if (!response.ok) throw …",
            "client sent too long header line",
            "upstream prematurely closed connection",
            "show errors",
            "-H 'Expect:'",
            "proxy_buffer_size 16k;",
            "sudo",
            "HTTP/1.1 502 Bad Gateway",
            "Get-ADUser",
            "go func()",
        ] {
            assert!(!is_command(code), "{code}");
        }
    }
}
