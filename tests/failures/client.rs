//! The clients: how each is asked, and how it says what went wrong.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::ask::Ask;
use crate::command::Ended;
use crate::place;

/// A client.
pub struct Client {
    /// Its id on the command line of the recorder.
    pub id: &'static str,
    /// Its name on the pages.
    pub name: &'static str,
    /// The command that asks, without what it asks for. `INSTALLED` is where clients are installed, and `SOURCES` where
    /// their sources are.
    words: &'static [&'static str],
    /// The command that prints its version, and what stands before the version there.
    version: (&'static str, &'static str),
}

/// All clients, in the order of the recording.
pub const CLIENTS: &[Client] = &[
    Client { id: "curl", name: "curl", words: &["curl"], version: ("curl --version", "curl ") },
    Client { id: "wget", name: "wget", words: &["wget"], version: ("wget --version", "GNU Wget ") },
    Client {
        id: "fetch",
        name: "Node.js fetch",
        words: &["node", "SOURCES/fetch.mjs"],
        version: ("node --version", "v"),
    },
    Client { id: "http", name: "Node.js http", words: &["node", "SOURCES/http.mjs"], version: ("node --version", "v") },
    Client {
        id: "requests",
        name: "Python requests",
        words: &["INSTALLED/venv/bin/python", "SOURCES/with_requests.py"],
        version: ("INSTALLED/venv/bin/pip show requests", "Version: "),
    },
    Client {
        id: "httpx",
        name: "Python httpx",
        words: &["INSTALLED/venv/bin/python", "SOURCES/with_httpx.py"],
        version: ("INSTALLED/venv/bin/pip show httpx", "Version: "),
    },
    Client { id: "go", name: "Go net/http", words: &["INSTALLED/go-client"], version: ("go version", "go version go") },
    Client {
        id: "java",
        name: "Java HttpClient",
        words: &["java", "-cp", "INSTALLED/java", "-XX:TieredStopAtLevel=1", "Client"],
        version: ("java --version", "openjdk "),
    },
    Client {
        id: "reqwest",
        name: "reqwest",
        words: &["INSTALLED/reqwest/release/client"],
        version: ("cargo pkgid --manifest-path SOURCES/reqwest/Cargo.toml reqwest", "#reqwest@"),
    },
    Client {
        id: "chromium",
        name: "Chromium",
        words: &["node", "SOURCES/chromium.mjs"],
        version: ("chromium --version", "Chromium "),
    },
];

/// What a client made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It failed: the message, and its exit code or the class of the error.
    Failed(String, String),
    /// It took what came for an answer.
    Answered(String),
}

/// What the programs of the clients print.
#[derive(Deserialize)]
struct Told {
    message: Option<String>,
    class: Option<String>,
    answer: Option<String>,
}

impl Client {
    /// A word of a command with the folders that it names.
    fn word(word: &str) -> String {
        let folder = |path: std::path::PathBuf| path.to_string_lossy().into_owned();
        word.replace("INSTALLED", &folder(place::folder())).replace("SOURCES", &folder(place::clients()))
    }

    /// What prints its version.
    pub fn version(&self) -> Result<String, String> {
        let mut words = self.version.0.split(' ').map(Self::word);
        let output = Command::new(words.next().unwrap_or_default()).args(words).output();
        let output = output.map_err(|error| format!("{}: {error}", self.name))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let found = text.lines().find_map(|line| line.split_once(self.version.1));
        let version: String =
            found.map_or("", |found| found.1).chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        if version.is_empty() {
            return Err(format!("{}: it does not tell its version: {text}", self.name));
        }
        Ok(version)
    }

    /// The command that asks. `folder` holds the certificates.
    pub fn command(&self, ask: &Ask, folder: &Path) -> Command {
        let file = |name: &Option<String>| name.as_ref().map(|name| folder.join(name).to_string_lossy().into_owned());
        let ask = Ask { ca: file(&ask.ca), crl: file(&ask.crl), ..ask.clone() };
        let mut words: Vec<String> = self.words.iter().map(|word| Self::word(word)).collect();
        match self.id {
            "curl" => words.extend(curl(&ask, folder)),
            "wget" => words.extend(wget(&ask, folder)),
            "java" => words.extend(pairs(&ask)),
            _ => words.push(serde_json::to_string(&ask).expect("JSON")),
        }
        // So few that the program itself can start, and hardly more.
        let files = match self.id {
            "curl" | "wget" => 4,
            _ => 256,
        };
        let mut command = if ask.exhaust {
            let mut command = Command::new("prlimit");
            command.arg(format!("--nofile={files}")).args(words);
            command
        } else {
            let mut command = Command::new(&words[0]);
            command.args(&words[1..]);
            command
        };
        let path = std::env::var("PATH").unwrap_or_default();
        command.env_clear().env("PATH", path).env("LANG", "C.UTF-8").env("HOME", folder.join("home"));
        if let Some(proxy) = ask.proxy.filter(|_| self.id == "wget") {
            command.env("http_proxy", &proxy).env("https_proxy", &proxy);
        }
        if let Some(ca) = ask.ca.filter(|_| self.id == "fetch") {
            command.env("NODE_EXTRA_CA_CERTS", ca);
        }
        command.current_dir(folder);
        command
    }

    /// What it says of what went wrong.
    pub fn read(&self, ended: &Ended) -> Result<Outcome, String> {
        let status = ended.status.ok_or("it did not end")?;
        if ["curl", "wget"].contains(&self.id) {
            if status.success() {
                return Ok(Outcome::Answered("exit code 0".to_owned()));
            }
            let code = status.code().map_or_else(|| status.to_string(), |code| code.to_string());
            let text = if self.id == "wget" { of_wget(&ended.errors) } else { of_curl(&ended.errors) };
            // wget gives up without a reason where it cannot send its content.
            let last = ended.errors.trim().lines().last().unwrap_or_default();
            let text = if text.is_empty() { last.to_owned() } else { text };
            return Ok(Outcome::Failed(text, code));
        }
        let told: Told = serde_json::from_str(&ended.output)
            .map_err(|_| format!("it told nothing: {}", ended.errors.lines().last().unwrap_or_default()))?;
        match (told.message, told.answer) {
            (Some(message), _) => Ok(Outcome::Failed(message, told.class.unwrap_or_default())),
            (None, Some(answer)) => Ok(Outcome::Answered(answer)),
            (None, None) => Err("it says nothing".to_owned()),
        }
    }
}

/// The words for curl; the names of its own file and of the environment are left out.
fn curl(ask: &Ask, folder: &Path) -> Vec<String> {
    let mut words: Vec<String> = ["-q", "-sSL", "--compressed", "-o", "/dev/null"].map(str::to_owned).to_vec();
    let mut option =
        |name: &str, value: Option<String>| words.extend(value.into_iter().flat_map(|v| [name.to_owned(), v]));
    option("--max-time", ask.timeout.map(seconds));
    option("--connect-timeout", ask.connect_timeout.map(seconds));
    option("--cacert", ask.ca.clone());
    option("--crlfile", ask.crl.clone());
    option("--proxy", ask.proxy.clone());
    let content = folder.join("content").to_string_lossy().into_owned();
    // Without waiting for a 100 that never comes.
    option("--header", (ask.upload > 0).then(|| "Expect:".to_owned()));
    option("--data-binary", (ask.upload > 0).then(|| format!("@{content}")));
    words.push(ask.url.clone());
    words
}

/// The words for wget, which tries again by default.
fn wget(ask: &Ask, folder: &Path) -> Vec<String> {
    let mut words: Vec<String> =
        ["--no-config", "--no-hsts", "--tries=1", "-O", "/dev/null"].map(str::to_owned).to_vec();
    words.extend(ask.timeout.map(|time| format!("--read-timeout={}", seconds(time))));
    words.extend(ask.connect_timeout.map(|time| format!("--connect-timeout={}", seconds(time))));
    words.extend(ask.ca.as_ref().map(|ca| format!("--ca-certificate={ca}")));
    words.extend(ask.crl.as_ref().map(|crl| format!("--crl-file={crl}")));
    words.extend((ask.upload > 0).then(|| format!("--post-file={}", folder.join("content").display())));
    words.push(ask.url.clone());
    words
}

/// What is asked, as `key=value`.
fn pairs(ask: &Ask) -> Vec<String> {
    let value = serde_json::to_value(ask).expect("JSON");
    let pairs = value.as_object().into_iter().flatten();
    pairs
        .map(|(key, value)| format!("{key}={}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        .collect()
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000)
}

/// What curl complains of, without the paragraph of advice that follows where a certificate is not trusted.
fn of_curl(text: &str) -> String {
    text.split("\nMore details here:").next().unwrap_or_default().trim().to_owned()
}

/// What wget complains of: what it writes of its progress left out.
fn of_wget(text: &str) -> String {
    let progress = [
        "--",
        "Resolving ",
        "Saving to: ",
        "Length: ",
        "Location: ",
        "Giving up.",
        "Loaded C",
        "WARNING: ",
        "Reusing ",
    ];
    let sound = ["... connected.", "200 OK", "302 Found", "[following]"];
    let is_progress = |line: &str| {
        let is_bar = line.split_once('K').is_some_and(|(count, _)| count.parse::<u64>().is_ok());
        is_bar || sound.iter().any(|end| line.ends_with(end)) || progress.iter().any(|start| line.starts_with(start))
    };
    let lines = text.lines().map(str::trim);
    let lines: Vec<&str> =
        lines.filter(|line| !line.is_empty() && (line.contains("failed: ") || !is_progress(line))).collect();
    // After the speed of the transfer, which is another each time.
    lines.iter().map(|line| line.split_once("B/s) - ").map_or(*line, |pair| pair.1)).collect::<Vec<_>>().join("\n")
}
