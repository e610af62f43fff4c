//! How the program is linked.

use std::env;
use std::path::Path;
use std::process::Command;

/// Has the program linked so that it starts fast, where the options for it are known.
pub(crate) fn link(root: &Path) {
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") != "linux" || target("ENV") != "gnu" {
        return;
    }
    // At a fixed address, where no start has to correct thousands of addresses first.
    println!("cargo::rustc-link-arg-bins=-no-pie");
    // What a start runs lies side by side. Linkers that are chosen by flags need not know such scripts.
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    if !flags.contains("fuse-ld") && !flags.contains("linker=") {
        println!("cargo::rustc-link-arg-bins=-T{}", root.join("src/start.ld").display());
        println!("cargo::rerun-if-changed=src/start.ld");
        // Functions of the very same instructions are kept once, which only LLVM's linker can.
        if target("ARCH") == "x86_64" && !flags.contains("linker-features") && has_own_linker() {
            println!("cargo::rustc-link-arg-bins=-Wl,--icf=all");
        }
    }
    // Where all of the C library becomes part of the program, this does anyway.
    let is_whole = target("FEATURE").split(',').any(|feature| feature == "crt-static");
    // What unwinds the stack after a panic becomes part of the program, which saves every start one library.
    if let Some(unwinder) = unwinder().filter(|_| !is_whole) {
        println!("cargo::rustc-link-arg-bins=-Wl,--whole-archive");
        println!("cargo::rustc-link-arg-bins={unwinder}");
        println!("cargo::rustc-link-arg-bins=-Wl,--no-whole-archive");
    }
}

/// Whether the compiler brings the linker along that it uses by default, as it has for x86-64 on Linux since 1.90.
fn has_own_linker() -> bool {
    let answer = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("--version").output();
    let minor = answer.ok().and_then(|answer| {
        let version = String::from_utf8(answer.stdout).ok()?;
        version.split(['.', ' ']).nth(2)?.parse::<u32>().ok()
    });
    minor.is_some_and(|minor| minor >= 90)
}

/// The archive of the C compiler that links, if it is GCC's, or one that uses GCC's.
fn unwinder() -> Option<String> {
    // For another machine it might be asked for the wrong one.
    if env::var_os("TARGET") != env::var_os("HOST") {
        return None;
    }
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let answer = Command::new(linker).arg("-print-file-name=libgcc_eh.a").output().ok()?;
    let path = String::from_utf8(answer.stdout).ok()?.trim_end().to_owned();
    // A compiler that has no such file answers with the bare name.
    (answer.status.success() && Path::new(&path).is_absolute() && Path::new(&path).is_file()).then_some(path)
}
