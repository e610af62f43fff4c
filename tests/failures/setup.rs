//! Installs and builds the clients below `target/failures`.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::certificates::Authorities;
use crate::options::Options;
use crate::place;

/// The packages of the Python clients.
const PACKAGES: &[&str] = &["requests==2.34.2", "urllib3==2.8.0", "httpx[http2]==0.28.1"];

/// Everything that the clients need; it is built anew where its source changed.
pub fn clients(options: &Options) -> Result<(), String> {
    let (folder, sources) = (place::folder(), place::clients());
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let source = |name: &str| sources.join(name).to_string_lossy().into_owned();
    if options.client("requests") || options.client("httpx") {
        if !folder.join("venv/bin/pip").exists() {
            call(Command::new("python3").args(["-m", "venv", &path("venv")]))?;
        }
        call(Command::new(path("venv/bin/pip")).args(["install", "--quiet"]).args(PACKAGES))?;
    }
    if options.client("go") {
        call(Command::new("go").args(["build", "-o", &path("go-client"), &source("go/main.go")]))?;
    }
    if options.client("java") {
        call(Command::new("javac").args(["-d", &path("java"), &source("Client.java")]))?;
    }
    if options.client("reqwest") {
        let mut build = Command::new("cargo");
        build.args(["build", "--quiet", "--release", "--manifest-path", &source("reqwest/Cargo.toml")]);
        build.env("CARGO_TARGET_DIR", path("reqwest")).env_remove("CARGO_BUILD_TARGET_DIR");
        call(&mut build)?;
    }
    Ok(())
}

/// The certificates, the content of uploads, and a home; where a browser is asked it trusts the authority.
pub fn files(folder: &Path, options: &Options) -> Result<Authorities, String> {
    let said = |error: std::io::Error| format!("{}: {error}", folder.display());
    let store = folder.join("home/.pki/nssdb");
    fs::create_dir_all(&store).map_err(said)?;
    fs::write(folder.join("content"), vec![b'x'; 16 << 20]).map_err(said)?;
    let authorities = Authorities::new(folder).map_err(|error| format!("no certificate: {error}"))?;
    if !options.client("chromium") {
        return Ok(authorities);
    }
    let store = format!("sql:{}", store.display());
    call(Command::new("certutil").args(["-d", &store, "-N", "--empty-password"]))?;
    let ca = folder.join("ca.pem").to_string_lossy().into_owned();
    call(Command::new("certutil").args(["-d", &store, "-A", "-t", "C,,", "-n", "authority", "-i", &ca]))?;
    Ok(authorities)
}

/// Runs a command that must succeed.
pub fn call(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{name}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    let lines: Vec<&str> = text.lines().collect();
    Err(format!("{name} failed:\n{}", lines[lines.len().saturating_sub(40)..].join("\n")))
}
