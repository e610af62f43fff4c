//! The worker: alone in namespaces of its own, it provokes one failure after the other and prints what was said.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::cases::{Case, cases};
use crate::client::{CLIENTS, Client, Outcome};
use crate::command;
use crate::neutral::neutral;
use crate::options::Options;
use crate::recording::{Recording, Row};
use crate::server::{Servers, names};
use crate::setup;

/// How long a client may take: resolvers that wait and connections that are tried twice take long.
const PATIENCE: Duration = Duration::from_secs(60);

/// The network: loopback, and a wire at whose other end nobody answers, with a host that cannot be reached behind it.
const NETWORK: &[&str] = &[
    "ip link set lo up",
    "ip link add wire0 type veth peer name wire1",
    "ip addr add 192.0.2.10/24 dev wire0",
    "ip link set wire0 up",
    "ip link set wire1 up",
    "ip neigh add 192.0.2.1 lladdr 02:00:00:00:00:01 dev wire0",
    "ip route add unreachable 192.0.2.2/32",
];

/// The ports that the system chooses from are few.
const PORTS: (&str, &str) = ("/proc/sys/net/ipv4/ip_local_port_range", "40000 40300");

/// What names mean here.
const FILES: &[(&str, &str)] = &[
    ("/etc/hosts", "127.0.0.1 localhost example.com www.example.com app.example api.example www.api.example\n"),
    ("/etc/resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"),
    ("/etc/nsswitch.conf", "hosts: files dns\n"),
];

/// Provokes what is asked for; the recording as JSON.
pub fn work(options: &Options) -> Result<String, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    enclose(folder.path())?;
    let authorities = setup::files(folder.path(), options)?;
    let names = names()?;
    let mut recording = Recording::new();
    let clients: Vec<(&Client, String)> = CLIENTS
        .iter()
        .filter(|client| options.client(client.id))
        .map(|client| Ok((client, client.version()?)))
        .collect::<Result<_, String>>()?;
    for case in cases().iter().filter(|case| options.failure(case.failure)) {
        let asked: Vec<&(&Client, String)> = clients.iter().filter(|(client, _)| case.who.has(client.id)).collect();
        let servers = Servers::start(case.serve, &authorities, &names)?;
        // Not all at a time: they would wait for each other and not for the failure.
        for pair in asked.chunks(4) {
            let rows = thread::scope(|scope| {
                let folder = folder.path();
                let ask = |asked| scope.spawn(move || row(case, asked, folder));
                let threads: Vec<_> = pair.iter().copied().map(ask).collect();
                threads.into_iter().map(|thread| thread.join().expect("no thread panics")).collect::<Vec<_>>()
            });
            for row in rows {
                match row {
                    Ok(row) => recording.entry(case.failure.to_owned()).or_default().push(row),
                    Err(why) => eprintln!("{} ({}): {why}", case.failure, case.how),
                }
            }
        }
        drop(servers);
    }
    serde_json::to_string(&recording).map_err(|error| error.to_string())
}

fn row(case: &Case, (client, version): &(&Client, String), folder: &Path) -> Result<Row, String> {
    let mut command = client.command(&case.ask, folder);
    let ended = command::run(&mut command, PATIENCE, &folder.join(client.id))?;
    let outcome = client.read(&ended).map_err(|why| format!("{}: {why}", client.name))?;
    let (message, exit_or_class) = match outcome {
        Outcome::Failed(message, class) => (Some(neutral(&message)), neutral(&class)),
        Outcome::Answered(answer) => (None, neutral(&answer)),
    };
    let (client, version, how) = (client.name.to_owned(), version.clone(), case.how.to_owned());
    Ok(Row { client, version, how, message, exit_or_class, recorded: true })
}

/// Sets up the namespaces of this process.
fn enclose(folder: &Path) -> Result<(), String> {
    for line in NETWORK {
        let mut words = line.split(' ');
        setup::call(Command::new(words.next().unwrap_or_default()).args(words))?;
    }
    fs::write(PORTS.0, PORTS.1).map_err(|error| format!("{}: {error}", PORTS.0))?;
    for (name, content) in FILES {
        let own = folder.join(Path::new(name).file_name().unwrap_or_default());
        fs::write(&own, content).map_err(|error| format!("{}: {error}", own.display()))?;
        setup::call(Command::new("mount").args(["--bind", &own.to_string_lossy(), name]))?;
    }
    Ok(())
}
